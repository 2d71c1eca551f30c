//! Submitting, approving and returning: the course stays as it is until then.

use entities::{audit_entries, courses, feed};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{FIELDS, global, reviewer, step, whole};
use crate::identity::administrator as reviewer_of;
use crate::intake::{Editor, edition, editor, one, outcomes, row, text};

/// A course that an editor pushed: its id.
async fn pushed(app: &TestApp, editor: &Editor) -> String {
    let receipt = editor.push(app, "1", &json!([row("thuis")])).await.json();
    text(&receipt["rows"][0]["courseId"])
}

on_both! {
    async fn what_is_approved_is_shown_as_written_and_confirmed(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let before = app.get("/v1/courses?limit=1").await.json()["totalCount"].clone();
        let id = editor.submits(&app, &whole("Afscheid nemen")).await;
        assert_eq!(app.get("/v1/courses?limit=1").await.json()["totalCount"], before);
        let queue = app.get("/v1/drafts?state=in_review").bearer(&admin).await.json();
        assert_eq!((&queue["items"][0]["id"], &queue["items"][0]["title"]), (&json!(id), &json!("Afscheid nemen")));
        let told = feed::Entity::find().all(app.backend.reader()).await.expect("a feed").len();

        let approved = step(&app, &admin, (&id, "_approve"), 2).await;
        assert_eq!(approved.status, 200, "{}", approved.text());
        assert!(!approved.header("catalogue-version").is_empty());
        let draft = approved.json();
        assert_eq!((&draft["state"], &draft["revision"]), (&json!("published"), &json!(3)));
        let after = feed::Entity::find().all(app.backend.reader()).await.expect("a feed").len();
        assert_eq!(after, told + 1);
        let course = app.get(&format!("/v1/courses/{}", text(&draft["courseId"]))).await.json();
        assert_eq!((&course["title"], &course["slug"], &course["source"]), (&json!("Afscheid nemen"), &json!("afscheid-nemen"), &json!("hand")));
        assert_eq!((&course["offer"], &course["durationMinutes"]), (&json!("current"), &json!(150)));
        assert!(course["lastVerified"].is_string());
        assert_eq!(course["providerId"], editor.provider.as_str());
        let editions = app.get(&format!("/v1/courses/{}/editions", text(&draft["courseId"]))).await.json();
        assert_eq!(editions["items"][0]["startsOn"], "2027-03-01");
        let acts = audit_entries::Entity::find().order_by_asc(audit_entries::Column::At).all(app.backend.reader()).await.expect("acts");
        let mut acts: Vec<_> = acts.into_iter().map(|act| act.act).filter(|act| act.starts_with("draft.")).collect();
        acts.sort();
        assert_eq!(acts, ["draft.approve", "draft.submit"]);
        // What is a course by now is a record, and can only be thrown away.
        let body = json!({"ifRevision": 3, "content": {}});
        assert_eq!(editor.rewrites(&app, &id, &body).await.code(), "draft.published");
        assert_eq!(step(&app, &admin, (&id, "_approve"), 3).await.code(), "draft.not_in_review");
        assert_eq!(app.delete(&format!("/v1/drafts/{id}")).bearer(&editor.token).await.status, 204);
    }

    async fn what_no_draft_can_say_of_a_course_stays(app: TestApp) {
        let admin = reviewer_of(&app).await;
        let courses = app.get("/v1/courses?limit=100").await.json();
        let courses = courses["items"].as_array().expect("items").clone();
        let course = courses.iter().find(|it| it["priceText"] == "vaak gratis" && it["price"].is_null());
        let course = course.expect("one whose price is told in words");
        let editor = editor(&app, &admin, "prijs@voorbeeld.nl", text(&course["providerId"])).await;
        let draft = editor.begins(&app, &json!({"courseId": course["id"]})).await;
        let id = text(&draft["id"]);
        assert_eq!(editor.steps(&app, (&id, "_submit"), 1).await.status, 200, "{draft}");
        assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.status, 200);
        let after = app.get(&format!("/v1/courses/{}", text(&course["id"]))).await.json();
        assert_eq!((&after["priceText"], &after["source"]), (&json!("vaak gratis"), &json!("hand")));
    }

    async fn a_published_course_stays_as_it_is_until_its_draft_is_approved(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let course = format!("/v1/courses/{}", pushed(&app, &editor).await);
        let before = app.get(&course).await.json();
        let mut draft = editor.begins(&app, &json!({"courseId": before["id"]})).await;
        draft["content"]["title"] = json!("Praten over straks");
        draft["content"]["editions"] = json!([edition("voorjaar", "2027-03-08"), {"startsOn": "2027-05-01", "delivery": "online"}]);
        let id = text(&draft["id"]);
        let body = json!({"ifRevision": 1, "content": draft["content"]});
        assert_eq!(editor.rewrites(&app, &id, &body).await.status, 200);
        editor.steps(&app, (&id, "_submit"), 2).await;
        assert_eq!(app.get(&course).await.json(), before);

        let query = format!("mutation($id: ID!) {{ draftApprove(input: {{id: $id, ifRevision: 3}}) {{ catalogueVersion draft {{ {FIELDS} }} }} }}");
        let approved = app.graphql(&query, json!({"id": global(&id)})).bearer(&admin).await.data();
        assert_eq!(approved["draftApprove"]["draft"]["courseId"], before["id"]);
        let after = app.get(&course).await.json();
        assert_eq!((&after["title"], &after["slug"], &after["source"]), (&json!("Praten over straks"), &before["slug"], &json!("hand")));
        assert_eq!(after["revision"], json!(before["revision"].as_i64().expect("a revision") + 1));
        let editions = app.get(&format!("{course}/editions")).await.json();
        let starts: Vec<_> = editions["items"].as_array().expect("editions").iter().map(|it| text(&it["startsOn"])).collect();
        assert_eq!(starts, ["2027-03-08", "2027-05-01"]);

        // The provider's own system takes over again, and its receipt says so.
        let again = editor.push(&app, "2", &json!([row("thuis")])).await;
        assert_eq!(outcomes(&again), ["updated"]);
        assert!(again.text().contains("row.overwrites_hand"));
        assert_eq!(app.get(&course).await.json()["title"], before["title"]);
    }

    async fn nothing_is_overwritten_that_changed_since_the_draft_began(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let course = pushed(&app, &editor).await;
        let mut sent = row("thuis");
        let draft = editor.begins(&app, &json!({"courseId": course})).await;
        let id = text(&draft["id"]);
        editor.steps(&app, (&id, "_submit"), 1).await;
        // An edition alone is enough, where the draft says what the editions shall be.
        sent["editions"] = json!([edition("voorjaar", "2027-04-01")]);
        assert_eq!(outcomes(&editor.push(&app, "2", &json!([sent])).await), ["updated"]);

        let before = app.get(&format!("/v1/courses/{course}/editions")).await.json();
        let refused = step(&app, &admin, (&id, "_approve"), 2).await;
        assert_eq!((refused.status, refused.code()), (412, "draft.course_changed".to_owned()));
        let mutation = "mutation($id: ID!) { draftApprove(input: {id: $id, ifRevision: 2}) { catalogueVersion } }";
        assert_eq!(app.graphql(mutation, json!({"id": global(&id)})).bearer(&admin).await.code(), "draft.course_changed");
        assert_eq!(app.get(&format!("/v1/courses/{course}/editions")).await.json(), before);
        let back = editor.steps(&app, (&id, "_retract"), 2).await.json();
        assert_eq!((&back["state"], &back["courseChanged"]), (&json!("draft"), &json!(true)));
        let body = |rebase: bool, from: i64| json!({"ifRevision": from, "rebase": rebase, "content": draft["content"]});
        let still = editor.rewrites(&app, &id, &body(false, 3)).await.json();
        assert_eq!(still["courseChanged"], true);
        assert_eq!(editor.steps(&app, (&id, "_submit"), 4).await.code(), "draft.course_changed");
        let seen = editor.rewrites(&app, &id, &body(true, 4)).await.json();
        assert_eq!(seen["courseChanged"], false);
        editor.steps(&app, (&id, "_submit"), 5).await;
        assert_eq!(step(&app, &admin, (&id, "_approve"), 6).await.status, 200);
        let after = app.get(&format!("/v1/courses/{course}/editions")).await.json();
        assert_eq!(after["items"][0]["startsOn"], "2027-03-01");
    }

    async fn a_reviewer_returns_a_draft_with_words_that_its_author_reads(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let id = editor.submits(&app, &whole("Afscheid nemen")).await;
        let body = json!({"ifRevision": 2, "content": {}});
        assert_eq!(editor.rewrites(&app, &id, &body).await.code(), "draft.in_review");
        assert_eq!(app.delete(&format!("/v1/drafts/{id}")).bearer(&editor.token).await.code(), "draft.in_review");
        assert_eq!(editor.steps(&app, (&id, "_submit"), 2).await.code(), "draft.in_review");
        let give_back = |reason: &str, from: i64| app.post(&format!("/v1/drafts/{id}/_return"))
            .json(&json!({"ifRevision": from, "reason": reason})).bearer(&admin);
        let empty = give_back(" ", 2).await;
        assert_eq!((empty.status, empty.faults()), (400, vec![("/reason".to_owned(), "text.empty".to_owned())]));
        assert_eq!(give_back("Te kort", 1).await.code(), "revision.stale");
        let returned = give_back("Zeg erbij voor wie het is; zie https://voorbeeld.nl/hulp", 2).await;
        assert_eq!((returned.status, &returned.json()["state"]), (200, &json!("returned")));
        assert_eq!(give_back("Nog eens", 3).await.code(), "draft.not_in_review");
        let read = editor.read(&app, &format!("/v1/drafts/{id}")).await.json();
        assert!(text(&read["reason"]).starts_with("Zeg erbij"));
        assert_eq!(editor.steps(&app, (&id, "_retract"), 3).await.code(), "draft.not_in_review");

        let again = editor.steps(&app, (&id, "_submit"), 3).await.json();
        assert_eq!((&again["state"], &again["reason"]), (&json!("in_review"), &Value::Null));
        let mutation = "mutation($id: ID!, $reason: String!) { draftReturn(input: {id: $id, ifRevision: 4, reason: $reason}) { draft { state reason } } }";
        let graphql = app.graphql(mutation, json!({"id": global(&id), "reason": "Nog niet"})).bearer(&admin).await.data();
        assert_eq!(graphql["draftReturn"]["draft"], json!({"state": "RETURNED", "reason": "Nog niet"}));
    }

    async fn what_was_taken_back_from_the_public_is_shown_again_by_an_approved_draft(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let course = pushed(&app, &editor).await;
        app.post(&format!("/v1/courses/{course}/_withdraw")).json(&json!({"ifRevision": 1})).bearer(&editor.token).await;
        let id = editor.submits(&app, &json!({"courseId": course})).await;
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 404);
        assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.status, 200);
        assert_eq!(app.get(&format!("/v1/courses/{course}")).await.status, 200);
        let rows = courses::Entity::find().all(app.backend.reader()).await.expect("courses");
        assert_eq!(rows.iter().filter(|row| row.external_id == "thuis").count(), 1);
    }
}
