//! Reading what waits, releasing it and giving it back.

use entities::audit_entries;
use pijler::kernel::id::global;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{course, hour, out, post, release, saying, shown, wearing, written};

const LIST: &str =
    "{ reviews(status: HELD) { totalCount nodes { id uuid strong revision status } } }";
const RELEASE: &str = "mutation($input: ReviewReleaseInput!) { reviewRelease(input: $input) \
    { review { status } } }";
const DECLINE: &str = "mutation($input: ReviewDeclineInput!) { reviewDecline(input: $input) \
    { review { status declineReason } } }";

async fn held(app: &TestApp, moderator: &str) -> Value {
    app.get("/v1/reviews?status=held")
        .bearer(moderator)
        .await
        .json()["items"]
        .clone()
}

on_both! {
    async fn only_moderators_see_what_waits_and_only_what_has_to_be_judged(app: TestApp) {
        let (id, _) = course(&app).await;
        written(&app, id, &[4]).await;
        let moderator = wearing(&app, "moderator").await;
        let items = held(&app, &moderator).await;
        let mut members: Vec<_> = items[0].as_object().expect("an object").keys().cloned().collect();
        members.sort();
        assert_eq!(members, [
            "courseId", "declineReason", "id", "overall", "revision", "status", "strong", "tip", "weak",
        ]);
        let by_graphql = app.graphql(LIST, json!({})).bearer(&moderator).await.data();
        assert_eq!(by_graphql["reviews"]["nodes"][0]["uuid"], items[0]["id"]);

        let nobody = app.get("/v1/reviews").await;
        assert_eq!((nobody.status, nobody.code().as_str()), (401, "session.required"));
        let parent = wearing(&app, "parent").await;
        let real = format!("/v1/reviews/{}", items[0]["id"].as_str().expect("an id"));
        let false_one = "/v1/reviews/00000000-0000-4000-8000-000000000009".to_owned();
        for path in [real, false_one] {
            let act = json!({"ifRevision": 1});
            let refused = app.post(&format!("{path}/_release")).json(&act).bearer(&parent).await;
            assert_eq!((refused.status, refused.code().as_str()), (403, "review.not_a_moderator"));
        }
    }

    async fn a_filter_that_names_nothing_is_a_fault(app: TestApp) {
        let moderator = wearing(&app, "moderator").await;
        let refused = app.get("/v1/reviews?status=nieuw&limit=0").bearer(&moderator).await;
        let mut named: Vec<_> = refused.faults().into_iter().map(|fault| fault.0).collect();
        named.sort();
        assert_eq!((refused.status, named), (400, vec!["limit".to_owned(), "status".to_owned()]));
    }

    async fn what_its_author_changed_is_not_released_unread(app: TestApp) {
        let (id, _) = course(&app).await;
        let own = written(&app, id, &[4]).await.remove(0);
        let moderator = wearing(&app, "moderator").await;
        let read = held(&app, &moderator).await;
        post(&app, &saying(&own, 4, "Iets heel anders")).await;
        let path = format!("/v1/reviews/{}/_release", read[0]["id"].as_str().expect("an id"));
        let stale = app.post(&path).json(&json!({"ifRevision": 1})).bearer(&moderator).await;
        assert_eq!((stale.status, stale.code().as_str()), (412, "review.changed"));
        let input = json!({"input": {"id": global("ModeratedReview", read[0]["id"].as_str().unwrap_or_default().parse().expect("an id")), "ifRevision": 1}});
        assert_eq!(app.graphql(RELEASE, input).bearer(&moderator).await.code(), "review.changed");
        for _ in 0..2 {
            let released = app.post(&path).json(&json!({"ifRevision": 2})).bearer(&moderator).await;
            assert_eq!((released.status, &released.json()["status"]), (200, &json!("released")));
        }
    }

    async fn what_is_given_back_tells_its_author_why_and_may_come_again(app: TestApp) {
        let (id, _) = course(&app).await;
        let own = written(&app, id, &[4]).await.remove(0);
        let moderator = wearing(&app, "moderator").await;
        let by_graphql = app.graphql(LIST, json!({})).bearer(&moderator).await.data();
        let input = json!({"input": {
            "id": by_graphql["reviews"]["nodes"][0]["id"], "ifRevision": 1, "reason": "IDENTIFYING",
        }});
        let declined = app.graphql(DECLINE, input).bearer(&moderator).await.data();
        assert_eq!(declined["reviewDecline"]["review"]["declineReason"], "IDENTIFYING");
        let read = app.post("/v1/reviews/_own").json(&json!({"token": own})).await.json();
        assert_eq!((&read["status"], &read["declineReason"]), (&json!("declined"), &json!("identifying")));

        let anew = post(&app, &saying(&own, 4, "Zonder namen")).await.json();
        assert_eq!((&anew["status"], &anew["declineReason"]), (&json!("held"), &Value::Null));
    }

    async fn what_came_out_can_be_taken_back_and_too_few_are_not_shown(app: TestApp) {
        let (id, slug) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        out(&app, id, &moderator, &[5, 4, 3, 2, 1]).await;
        assert_eq!(shown(&app, &slug).await.1.len(), 5);
        let published = app.get("/v1/reviews?status=published").bearer(&moderator).await.json();
        let one = &published["items"][0];
        let path = format!("/v1/reviews/{}/_decline", one["id"].as_str().expect("an id"));
        let act = json!({"ifRevision": 1, "reason": "abusive"});
        assert_eq!(app.post(&path).json(&act).bearer(&moderator).await.status, 200);
        assert_eq!(shown(&app, &slug).await, (Value::Null, vec![]));
        assert_eq!(hour(&app).await, 0);
    }

    async fn acts_of_office_are_written_down_and_those_of_authors_are_not(app: TestApp) {
        let (id, _) = course(&app).await;
        let moderator = wearing(&app, "moderator").await;
        let own = written(&app, id, &[4, 5]).await.remove(0);
        post(&app, &saying(&own, 1, "Anders")).await;
        release(&app, &moderator).await;
        app.post("/v1/reviews/_erase").json(&json!({"token": own})).await;

        let acts = audit_entries::Entity::find().all(app.backend.reader()).await.expect("acts");
        let reviews = acts.iter().filter(|act| act.subject.starts_with("review:"));
        let names: Vec<_> = reviews.map(|act| act.act.as_str()).collect();
        assert_eq!(names, ["review.release", "review.release"]);
    }
}
