//! Reviews, as authors, moderators and the public meet them.

mod authors;
mod moderators;
mod public;
mod secrecy;

use chrono::TimeDelta;
use pijler::domains::reviews::{Basis, service};
use pijler::kernel::actor::{Actor, Hat, Person};
use pijler::kernel::id::{AccountId, CourseId};
use serde_json::{Value, json};
use tests::{Answer, TestApp};
use uuid::Uuid;

use crate::hats::{Worn, wear};
use crate::identity::{PASSWORD, sign_in, somebody};

/// A course that everybody knows: its id and its slug.
pub async fn course(app: &TestApp) -> (Uuid, String) {
    let page = app.get("/v1/courses?limit=1").await.json();
    let text = |name: &str| page["items"][0][name].as_str().expect("a text").to_owned();
    (text("id").parse().expect("an id"), text("slug"))
}

/// A token for somebody with a hat.
pub async fn wearing(app: &TestApp, hat: &str) -> String {
    let email = format!("{hat}@voorbeeld.nl");
    let account = somebody(app, &email).await;
    if hat != "parent" {
        wear(app, &account, hat, Worn::default()).await;
    }
    token(app, &email, hat).await
}

pub async fn token(app: &TestApp, email: &str, hat: &str) -> String {
    let session = sign_in(app, email, PASSWORD, hat).await.json();
    session["accessToken"].as_str().expect("a token").to_owned()
}

/// The token of a right that some parent drew.
pub async fn right(app: &TestApp, course: Uuid) -> String {
    let parent = Actor::Person(Person {
        account: AccountId(app.backend.ids.random()),
        hat: Hat::Parent { verified: false },
        session: app.backend.ids.random(),
        through: None,
        expires_at: app.backend.clock.now() + TimeDelta::hours(1),
    });
    let drawn = service::draw(&app.backend, &parent, CourseId(course), Basis::SelfDeclared).await;
    drawn.map(|drawn| drawn.token).expect("a right")
}

/// A review that says something.
pub fn saying(token: &str, overall: i32, strong: &str) -> Value {
    json!({"token": token, "overall": overall, "strong": strong})
}

pub async fn post(app: &TestApp, review: &Value) -> Answer {
    app.post("/v1/reviews").json(review).await
}

/// Has reviews written, each by somebody else; tells their tokens.
pub async fn written(app: &TestApp, course: Uuid, scores: &[i32]) -> Vec<String> {
    let mut tokens = Vec::new();
    for score in scores {
        let token = right(app, course).await;
        let answer = post(app, &saying(&token, *score, &format!("Sterk {score}"))).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        tokens.push(token);
    }
    tokens
}

/// Releases everything that is held.
pub async fn release(app: &TestApp, moderator: &str) {
    let held = app.get("/v1/reviews?limit=100").bearer(moderator).await;
    for review in held.json()["items"].as_array().expect("items") {
        let path = format!(
            "/v1/reviews/{}/_release",
            review["id"].as_str().expect("an id")
        );
        let read = json!({"ifRevision": review["revision"]});
        let released = app.post(&path).json(&read).bearer(moderator).await;
        assert_eq!(released.status, 200, "{}", released.text());
    }
}

/// Does what the house does every hour; tells of how many courses reviews came out.
pub async fn hour(app: &TestApp) -> usize {
    service::tend(&app.backend).await.expect("an hour")
}

/// Has reviews of a course come out.
pub async fn out(app: &TestApp, course: Uuid, moderator: &str, scores: &[i32]) -> Vec<String> {
    let tokens = written(app, course, scores).await;
    release(app, moderator).await;
    assert_eq!(hour(app).await, 1);
    tokens
}

/// What the public is told: the course, its ETag, and its reviews, by both doors.
pub async fn told(app: &TestApp, slug: &str) -> (Value, Vec<String>) {
    let asked = "query($id: ID!) { course(id: $id) { reviewSummary { count overall \
        aspects { content } bySituation { situation } } \
        reviews { totalCount pageInfo { hasNextPage } nodes { id strong publishedPeriod } } } }";
    let course = app.get(&format!("/v1/courses/{slug}")).await;
    let reviews = app.get(&format!("/v1/courses/{slug}/reviews")).await;
    let graphql = app.graphql(asked, json!({"id": slug})).await;
    let list = app.get("/v1/courses?limit=100").await;
    let etags = [&course, &reviews, &list].map(|answer| answer.header("etag"));
    let bodies = json!([course.json(), reviews.json(), graphql.data(), list.json()]);
    (bodies, etags.to_vec())
}

/// The summary and the texts that the public reads, the same by both doors.
pub async fn shown(app: &TestApp, slug: &str) -> (Value, Vec<String>) {
    let (bodies, _) = told(app, slug).await;
    let texts = |list: &Value| -> Vec<String> {
        let items = list.as_array().expect("a list");
        let text = |item: &Value| item["strong"].as_str().expect("a text").to_owned();
        items.iter().map(text).collect()
    };
    let by_rest = texts(&bodies[1]["items"]);
    let graphql = &bodies[2]["course"];
    assert_eq!(by_rest, texts(&graphql["reviews"]["nodes"]));
    let summary = bodies[0]["reviewSummary"].clone();
    assert_eq!(summary["overall"], graphql["reviewSummary"]["overall"]);
    (summary, by_rest)
}
