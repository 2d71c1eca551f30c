//! Who wrote a draft or applied hears what became of it, and does not decide on it themselves.

use chrono::TimeDelta;
use entities::effects;
use pijler::domains::drafts::service::carry_out_due;
use pijler::domains::identity::service::create_administrator;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{global, reviewer, step, whole};
use crate::identity::{PASSWORD, administrator};
use crate::intake::{one, row, text, token};

/// The letters that are on their way: to whom, under which subject, and their words.
async fn letters(app: &TestApp) -> Vec<(String, String, String)> {
    let rows = effects::Entity::find()
        .filter(effects::Column::Kind.eq("mail"))
        .filter(effects::Column::DoneAt.is_null())
        .all(app.backend.reader())
        .await
        .expect("effects");
    let letters = rows.into_iter().map(|row| {
        let letter: Value = serde_json::from_str(&row.payload.expect("a letter")).expect("JSON");
        (
            text(&letter["to"]),
            text(&letter["subject"]),
            text(&letter["text"]),
        )
    });
    letters.collect()
}

/// Has what is on its way arrive, so that what comes next stands alone.
async fn delivered(app: &TestApp) {
    crate::identity::letter(app).await;
    assert_eq!(letters(app).await, []);
}

/// The one letter that is on its way, held to what a letter may tell.
async fn heard(app: &TestApp, to: &str, nl: &str, en: &str) {
    let mut all = letters(app).await;
    // That somebody may do more than before is a letter of its own.
    all.retain(|(_, _, words)| !words.contains("met je account kunt doen"));
    let [(address, subject, words)] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!(
        (address.as_str(), subject.as_str()),
        (to, "Bericht voor jou / A message for you")
    );
    assert!(words.contains(nl) && words.contains(en), "{words}");
    for secret in [
        "Afscheid",
        "afscheid",
        "leeraanbod",
        "concept",
        "pleeg",
        "foster",
        "course",
        "Nog niet",
    ] {
        assert!(!words.contains(secret), "{secret}: {words}");
    }
    delivered(app).await;
}

/// A wish for a draft of a course that takes effect tomorrow.
fn tomorrow(app: &TestApp, course: &str) -> Value {
    let day = app.backend.clock.today() + chrono::Days::new(1);
    json!({"courseId": course, "takesEffectOn": day.to_string()})
}

on_both! {
    async fn an_author_hears_of_what_is_approved_and_of_what_is_not(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let to = "een@voorbeeld.nl";
        let id = editor.submits(&app, &whole("Afscheid nemen")).await;
        delivered(&app).await;
        let returned = app.post(&format!("/v1/drafts/{id}/_return")).json(&json!({"ifRevision": 2, "reason": "Nog niet af"})).bearer(&admin).await;
        assert_eq!(returned.status, 200, "{}", returned.text());
        heard(&app, to, "Er is antwoord", "has been answered").await;
        assert_eq!(editor.steps(&app, (&id, "_submit"), 3).await.status, 200);
        assert_eq!(letters(&app).await, []);
        let mutation = "mutation($id: ID!) { draftApprove(input: {id: $id, ifRevision: 4}) { draft { state } } }";
        let approved = app.graphql(mutation, json!({"id": global(&id)})).bearer(&admin).await.data();
        assert_eq!(approved["draftApprove"]["draft"]["state"], "PUBLISHED");
        heard(&app, to, "goedgekeurd", "has been approved").await;
        // Who wrote it is known no longer than somebody has to hear of it.
        assert!(crate::rows::dump(&app).await["course_draft_authors"].is_empty());
    }

    async fn an_author_hears_of_what_its_day_brings(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let rows = json!([row("afscheid"), row("blijft")]);
        let receipt = editor.push(&app, "1", &rows).await.json();
        for at in 0..2 {
            let wish = tomorrow(&app, &text(&receipt["rows"][at]["courseId"]));
            let id = editor.submits(&app, &wish).await;
            assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.json()["state"], "planned");
        }
        delivered(&app).await;
        let mut changed = row("blijft");
        changed["title"] = json!("Iets anders");
        editor.push(&app, "2", &json!([changed])).await;
        app.advance(TimeDelta::days(1));
        assert_eq!(carry_out_due(&app.backend, app.parts.catalogue()).await.expect("a day's work"), 2);
        let mut words: Vec<_> = letters(&app).await.into_iter().map(|(to, _, words)| (to, words.contains("niet gedaan"))).collect();
        words.sort();
        assert_eq!(words, [("een@voorbeeld.nl".to_owned(), false), ("een@voorbeeld.nl".to_owned(), true)]);
    }

    async fn an_applicant_hears_what_is_decided(app: TestApp) {
        let admin = administrator(&app).await;
        crate::identity::somebody(&app, "an@voorbeeld.nl").await;
        let an = token(&app, "an@voorbeeld.nl", "parent").await;
        let wish = json!({"name": "Stichting Afscheid", "kind": "association", "website": "https://thuis.example", "reason": "Ik werk er"});
        for (act, body, nl, en) in [
            ("_refuse", json!({"reason": "Nog niet"}), "Er is antwoord", "has been answered"),
            ("_verify", Value::Null, "goedgekeurd", "has been approved"),
        ] {
            let made = app.post("/v1/providers/_apply").json(&wish).bearer(&an).await;
            assert_eq!(made.status, 201, "{}", made.text());
            delivered(&app).await;
            let ask = app.post(&format!("/v1/provider-applications/{}/{act}", text(&made.json()["id"])));
            let ask = if body.is_null() { ask } else { ask.json(&body) };
            assert_eq!(ask.bearer(&admin).await.status, 200);
            heard(&app, "an@voorbeeld.nl", nl, en).await;
        }
    }

    async fn nobody_decides_on_what_they_sent_in_under_another_hat(app: TestApp) {
        let editor = one(&app).await;
        let account = text(&app.get("/v1/me").bearer(&editor.token).await.json()["account"]["id"]);
        let admin = reviewer(&app).await;
        let given = app.put(&format!("/v1/accounts/{account}/grants/editor")).json(&json!({})).bearer(&admin).await;
        assert_eq!(given.status, 200, "{}", given.text());
        let both = token(&app, "een@voorbeeld.nl", "editor").await;
        let id = editor.submits(&app, &whole("Van mijzelf")).await;
        let refused = step(&app, &both, (&id, "_approve"), 2).await;
        assert_eq!((refused.status, refused.code()), (403, "draft.own_draft".to_owned()));
        let mutation = "mutation($id: ID!) { draftReturn(input: {id: $id, ifRevision: 2, reason: \"Nee\"}) { draft { state } } }";
        assert_eq!(app.graphql(mutation, json!({"id": global(&id)})).bearer(&both).await.code(), "draft.own_draft");
        assert_eq!(step(&app, &admin, (&id, "_approve"), 2).await.status, 200);

        // Nor on an application.
        let mut shown = json!({"email": "beheer@voorbeeld.nl", "password": PASSWORD, "hat": "parent"});
        shown["code"] = json!(app.second_factor("beheer@voorbeeld.nl", PASSWORD).await);
        let parent = text(&app.post("/v1/sessions").json(&shown).await.json()["accessToken"]);
        let wish = json!({"name": "Stichting Bo", "kind": "association", "website": "https://thuis.example", "reason": "Ik werk er"});
        let made = text(&app.post("/v1/providers/_apply").json(&wish).bearer(&parent).await.json()["id"]);
        let verify = |token: &str| app.post(&format!("/v1/provider-applications/{made}/_verify")).bearer(token);
        let refused = verify(&admin).await;
        assert_eq!((refused.status, refused.code()), (403, "application.own_application".to_owned()));
        let mutation = "mutation($id: ID!) { providerApplicationRefuse(input: {id: $id, reason: \"Nee\"}) { application { state } } }";
        let global = pijler::kernel::id::global("ProviderApplication", made.parse().expect("an id")).to_string();
        assert_eq!(app.graphql(mutation, json!({"id": global})).bearer(&admin).await.code(), "application.own_application");
        create_administrator(&app.backend, "ander@voorbeeld.nl", PASSWORD).await.expect("another");
        let other = token(&app, "ander@voorbeeld.nl", "administrator").await;
        assert_eq!(verify(&other).await.status, 200);
    }

    async fn what_an_administrator_took_away_an_organisation_does_not_put_back(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let receipt = editor.push(&app, "1", &json!([row("weg")])).await.json();
        let id = text(&receipt["rows"][0]["courseId"]);
        let stand = |act: &str, token: &str, from: i64| app.post(&format!("/v1/courses/{id}/{act}")).json(&json!({"ifRevision": from})).bearer(token);
        // What the organisation takes back itself, it shows again.
        assert_eq!(stand("_withdraw", &editor.token, 1).await.status, 200);
        assert_eq!(stand("_publish", &editor.token, 2).await.status, 200);
        assert_eq!(stand("_withdraw", &admin, 3).await.status, 200);
        for act in ["_publish", "_archive"] {
            let refused = stand(act, &editor.token, 4).await;
            assert_eq!((refused.status, refused.code()), (403, "course.taken_down".to_owned()), "{act}");
        }
        let mutation = "mutation($id: ID!) { coursePublish(input: {courseId: $id, ifRevision: 4}) { course { status } } }";
        assert_eq!(app.graphql(mutation, json!({"id": id})).bearer(&editor.token).await.code(), "course.taken_down");
        editor.push(&app, "2", &json!([row("weg")])).await;
        assert_eq!(app.get(&format!("/v1/courses/{id}")).await.status, 404);
        assert_eq!(stand("_publish", &admin, 4).await.status, 200);
        assert_eq!(app.get(&format!("/v1/courses/{id}")).await.status, 200);
        assert_eq!(stand("_withdraw", &editor.token, 5).await.status, 200);
        assert_eq!(stand("_publish", &editor.token, 6).await.status, 200);
    }
}
