//! What webhooks are told of, and by whatever way it comes about.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{ALL, Receiver, act, deliver, hook};
use crate::drafts::{reviewer, step, whole};
use crate::intake::{Editor, one, row, rows, text};
use crate::reviews::{out, wearing};

/// What came since the last look: events, and the data with them, in the order of the events.
async fn told(app: &TestApp, receiver: &Receiver) -> Vec<(String, Value)> {
    deliver(app).await;
    let got = receiver.got().into_iter();
    let mut told: Vec<_> = got
        .map(|one| (text(&one.json()["type"]), one.json()["data"].clone()))
        .collect();
    told.sort_by_key(|(event, data)| (event.clone(), data.to_string()));
    told
}

async fn stands(app: &TestApp, editor: &Editor, (id, act): (&str, &str), from: i64) {
    let ask = app.post(&format!("/v1/courses/{id}/{act}"));
    let done = ask.json(&json!({"ifRevision": from}));
    let done = done.bearer(&editor.token).await;
    assert_eq!(done.status, 200, "{}", done.text());
}

fn of_course(
    event: &str,
    (id, key): (&str, &str),
    (revision, status): (i64, &str),
) -> (String, Value) {
    let course = json!({"courseId": id, "externalId": key, "revision": revision, "status": status});
    (event.to_owned(), json!({"courses": [course]}))
}

on_both! {
    async fn courses_that_a_push_publishes_are_told_together_and_changes_are_not(app: TestApp) {
        let editor = one(&app).await;
        let receiver = Receiver::start().await;
        hook(&app, &editor, &receiver.url(), &ALL).await;
        let pushed = editor.push(&app, "een", &rows(120)).await.json();
        let came = told(&app, &receiver).await;
        let events: Vec<_> = came.iter().map(|(event, _)| event.as_str()).collect();
        assert_eq!(events, ["course.published", "course.published", "push.finished"]);
        let sizes: Vec<_> = came[..2].iter().map(|(_, data)| data["courses"].as_array().expect("courses").len()).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 120);
        assert!(sizes.contains(&100));
        assert_eq!(came[2].1, json!({"pushId": pushed["pushId"]}));
        let said = format!("{came:?}");
        for row in pushed["rows"].as_array().expect("rows") {
            assert!(said.contains(&text(&row["courseId"])) && said.contains(&text(&row["externalId"])));
        }
        assert!(!said.contains("Praten") && !said.to_lowercase().contains("slug"), "ids and keys alone");

        // What is changed, or stands as it did, was published before.
        let mut changed = row("rij-1");
        changed["title"] = json!("Anders");
        editor.push(&app, "twee", &json!([changed, row("rij-2")])).await;
        let events: Vec<_> = told(&app, &receiver).await.into_iter().map(|(event, _)| event).collect();
        assert_eq!(events, ["push.finished"]);
    }

    async fn a_course_is_told_of_by_whatever_hand_it_is_shown_or_taken_back(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let receiver = Receiver::start().await;
        let pushed = editor.push(&app, "een", &json!([row("thuis")])).await.json();
        let id = text(&pushed["rows"][0]["courseId"]);
        // What happened before is not told.
        app.advance(TimeDelta::seconds(1));
        hook(&app, &editor, &receiver.url(), &["course.published", "course.withdrawn"]).await;
        let of = (id.as_str(), "thuis");

        stands(&app, &editor, (&id, "_withdraw"), 1).await;
        assert_eq!(told(&app, &receiver).await, [of_course("course.withdrawn", of, (2, "withdrawn"))]);
        // A push of what is taken back leaves it so.
        let mut changed = row("thuis");
        changed["summary"] = json!("Anders gezegd.");
        editor.push(&app, "twee", &json!([changed])).await;
        assert!(told(&app, &receiver).await.is_empty());
        stands(&app, &editor, (&id, "_publish"), 3).await;
        assert_eq!(told(&app, &receiver).await, [of_course("course.published", of, (4, "published"))]);
        stands(&app, &editor, (&id, "_archive"), 4).await;
        assert_eq!(told(&app, &receiver).await, [of_course("course.withdrawn", of, (5, "archived"))]);
        // Nothing shown, nothing told.
        stands(&app, &editor, (&id, "_archive"), 5).await;
        assert!(told(&app, &receiver).await.is_empty());

        // A draft of it that is approved shows it; so does one of a course that was not there.
        let begun = editor.begins(&app, &json!({"courseId": id})).await;
        let draft = text(&begun["id"]);
        assert_eq!(editor.steps(&app, (&draft, "_submit"), 1).await.status, 200);
        assert_eq!(step(&app, &admin, (&draft, "_approve"), 2).await.status, 200);
        assert_eq!(told(&app, &receiver).await, [of_course("course.published", of, (6, "published"))]);
        let new = editor.submits(&app, &whole("Nieuw")).await;
        assert!(told(&app, &receiver).await.is_empty(), "a draft is no course");
        assert_eq!(step(&app, &admin, (&new, "_approve"), 2).await.status, 200);
        let came = told(&app, &receiver).await;
        assert_eq!((came.len(), came[0].0.as_str()), (1, "course.published"));
    }

    async fn reviews_that_come_out_are_told_to_whoever_offers_the_course_and_nothing_of_them(app: TestApp) {
        let editor = one(&app).await;
        let pushed = editor.push(&app, "een", &json!([row("thuis")])).await.json();
        let id = text(&pushed["rows"][0]["courseId"]);
        app.advance(TimeDelta::seconds(1));
        let receiver = Receiver::start().await;
        hook(&app, &editor, &receiver.url(), &ALL).await;
        let moderator = wearing(&app, "moderator").await;
        out(&app, id.parse().expect("an id"), &moderator, &[4, 5, 3, 4, 2]).await;
        assert_eq!(told(&app, &receiver).await, [("reviews.published".to_owned(), json!({"courseId": id}))]);
    }

    async fn what_is_closed_is_told_to_its_own_provider_alone(app: TestApp) {
        let people = crate::offers::People::made(&app).await;
        let (own, client) = (Receiver::start().await, Receiver::start().await);
        hook(&app, &people.seller, &own.url(), &ALL).await;
        hook(&app, &people.client, &client.url(), &ALL).await;
        let rows = json!([crate::offers::closed("dicht", "clients", &[crate::offers::CLIENT])]);
        let ids = crate::offers::pushed(&app, &people.seller, "een", rows).await;
        let came = told(&app, &own).await;
        assert!(came.iter().any(|(_, data)| data["courses"][0]["courseId"] == ids[0].as_str()));
        assert!(told(&app, &client).await.is_empty());
    }

    async fn a_webhook_is_told_of_what_it_chose(app: TestApp) {
        let editor = one(&app).await;
        let receiver = Receiver::start().await;
        let made = hook(&app, &editor, &receiver.url(), &["course.withdrawn"]).await;
        editor.push(&app, "een", &json!([row("thuis")])).await;
        assert!(told(&app, &receiver).await.is_empty());
        let path = format!("{}/_test", made.id);
        let test = act(&app, &editor, &path, json!({})).await;
        assert_eq!((test.status, &test.json()["event"]), (202, &json!("webhook.test")));
        assert_eq!(told(&app, &receiver).await, [("webhook.test".to_owned(), json!({"webhookId": made.id}))]);
    }
}
