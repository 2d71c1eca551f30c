//! Drafts that take effect on a day to come.

use chrono::TimeDelta;
use pijler::domains::drafts::service::carry_out_due;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{FIELDS, global, reviewer, step, whole};
use crate::intake::{Editor, one, row, text};

const DAY: TimeDelta = TimeDelta::days(1);

/// The day so many days from now, in Amsterdam.
fn in_days(app: &TestApp, days: u64) -> String {
    (app.backend.clock.today() + chrono::Days::new(days)).to_string()
}

/// Has the program do what it does each minute; how many drafts it carried out.
async fn minute(app: &TestApp) -> usize {
    let done = carry_out_due(&app.backend, app.parts.catalogue()).await;
    done.expect("a minute's work")
}

/// A course that its editor pushed, and a draft of it that is approved for the day after
/// tomorrow: their ids.
async fn planned(app: &TestApp, editor: &Editor, admin: &str) -> (String, String) {
    let receipt = editor.push(app, "1", &json!([row("thuis")])).await.json();
    let course = text(&receipt["rows"][0]["courseId"]);
    let mut draft = editor
        .begins(
            app,
            &json!({"courseId": course, "takesEffectOn": in_days(app, 2)}),
        )
        .await;
    assert_eq!(draft["takesEffectOn"], in_days(app, 2).as_str());
    draft["content"]["title"] = json!("Vanaf overmorgen");
    let id = text(&draft["id"]);
    let body =
        json!({"ifRevision": 1, "content": draft["content"], "takesEffectOn": in_days(app, 2)});
    assert_eq!(editor.rewrites(app, &id, &body).await.status, 200);
    assert_eq!(editor.steps(app, (&id, "_submit"), 2).await.status, 200);
    let approved = step(app, admin, (&id, "_approve"), 3).await;
    assert_eq!(approved.json()["state"], "planned", "{}", approved.text());
    (course, id)
}

async fn title(app: &TestApp, course: &str) -> Value {
    app.get(&format!("/v1/courses/{course}")).await.json()["title"].clone()
}

on_both! {
    async fn a_planned_draft_takes_effect_when_its_day_begins(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let (course, id) = planned(&app, &editor, &admin).await;
        let before = title(&app, &course).await;
        app.advance(DAY);
        assert_eq!(minute(&app).await, 0);
        assert_eq!(title(&app, &course).await, before);
        app.advance(DAY);
        assert_eq!(minute(&app).await, 1);
        assert_eq!(minute(&app).await, 0);
        assert_eq!(title(&app, &course).await, "Vanaf overmorgen");
        let admin = reviewer(&app).await;
        let query = format!("query($id: ID!) {{ draft(id: $id) {{ takesEffectOn {FIELDS} }} }}");
        let draft = app.graphql(&query, json!({"id": global(&id)})).bearer(&admin).await.data();
        assert_eq!(draft["draft"]["state"], "PUBLISHED");
        let history = app.get(&format!("/v1/courses/{course}/history")).bearer(&admin).await.json();
        assert_eq!(history["items"].as_array().expect("lines").len(), 2, "{history}");
    }

    async fn what_is_planned_is_called_off_by_its_author_and_stays_till_then(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let (course, id) = planned(&app, &editor, &admin).await;
        let before = title(&app, &course).await;
        let body = json!({"ifRevision": 4, "content": {}});
        assert_eq!(editor.rewrites(&app, &id, &body).await.code(), "draft.planned");
        assert_eq!(app.delete(&format!("/v1/drafts/{id}")).bearer(&editor.token).await.code(), "draft.planned");
        let mutation = "mutation($id: ID!) { draftRetract(input: {id: $id, ifRevision: 4}) { draft { state takesEffectOn } } }";
        let back = app.graphql(mutation, json!({"id": global(&id)})).bearer(&editor.token).await.data();
        assert_eq!(back["draftRetract"]["draft"], json!({"state": "DRAFT", "takesEffectOn": in_days(&app, 2)}));
        app.advance(DAY * 3);
        assert_eq!(minute(&app).await, 0);
        assert_eq!(title(&app, &course).await, before);
    }

    async fn a_course_that_changed_meanwhile_stays_and_its_author_reads_why(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let (course, id) = planned(&app, &editor, &admin).await;
        let mut sent = row("thuis");
        sent["title"] = json!("Nu al anders");
        editor.push(&app, "2", &json!([sent])).await;
        app.advance(DAY * 3);
        assert_eq!(minute(&app).await, 1);
        assert_eq!(title(&app, &course).await, "Nu al anders");
        let admin = reviewer(&app).await;
        let draft = app.get(&format!("/v1/drafts/{id}")).bearer(&admin).await.json();
        assert_eq!(draft["state"], "returned");
        assert!(text(&draft["reason"]).contains("nothing was overwritten"), "{draft}");
    }

    async fn a_new_course_can_be_planned_and_nobody_knows_of_it_before(app: TestApp) {
        let editor = one(&app).await;
        let admin = reviewer(&app).await;
        let before = app.get("/v1/courses?q=afscheid").await.json();
        let mut body = whole("Afscheid op de dag");
        body["takesEffectOn"] = json!(in_days(&app, 1));
        let id = editor.submits(&app, &body).await;
        assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.json()["state"], "planned");
        assert_eq!(app.get("/v1/courses?q=afscheid").await.json(), before);
        app.advance(DAY);
        assert_eq!(minute(&app).await, 1);
        assert_eq!(app.get("/v1/courses/afscheid-op-de-dag").await.status, 200);
    }

    async fn a_day_that_is_no_day_or_too_far_is_a_fault(app: TestApp) {
        let editor = one(&app).await;
        let mut body = whole("Ooit");
        body["takesEffectOn"] = json!(in_days(&app, 1_000));
        let refused = app.post("/v1/drafts").json(&body).bearer(&editor.token).await;
        assert_eq!(refused.status, 400, "{}", refused.text());
        assert!(refused.text().contains("/takesEffectOn"), "{}", refused.text());
        body["takesEffectOn"] = json!("gisteren");
        assert_eq!(app.post("/v1/drafts").json(&body).bearer(&editor.token).await.status, 400);
        // A day that is over is as good as none.
        body["takesEffectOn"] = json!("2026-01-01");
        let id = editor.submits(&app, &body).await;
        let admin = reviewer(&app).await;
        assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.json()["state"], "published");
    }
}
