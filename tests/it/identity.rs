//! Accounts, hats and sessions, as a client meets them.

use chrono::TimeDelta;
use entities::audit_entries;
use pijler::app::start;
use pijler::domains::identity::service;
use pijler::kernel::effects::Worker;
use pijler::kernel::mail::Mailer;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

pub const PASSWORD: &str = "zonnebloem-pit";
const CREATE: &str = "mutation($input: SessionCreateInput!) { sessionCreate(input: $input) \
    { accessToken refreshToken } }";

/// Sends what waits, and gives the letters.
pub async fn letters(app: &TestApp) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = Mailer::to_folder(folder.path(), "bericht@pijler.example").expect("a mailer");
    let worker = Worker::new(app.backend.clone(), vec![Box::new(mailer)]);
    while worker.work().await.expect("it works") {}
    let files = std::fs::read_dir(folder.path()).expect("a folder");
    files
        .flatten()
        .map(|file| std::fs::read_to_string(file.path()).expect("a text"))
        .collect()
}

/// Sends what waits, and gives one of the letters where there were any.
pub async fn letter(app: &TestApp) -> Option<String> {
    letters(app).await.pop()
}

/// The code in the one letter that has one.
pub async fn code(app: &TestApp) -> String {
    let letters = letters(app).await;
    let found = letters
        .iter()
        .find_map(|letter| letter.split_once("code is: "));
    let (_, rest) = found.expect("a letter with a code");
    rest[..11].to_owned()
}

/// What somebody says who wants an account.
pub fn wish(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD, "termsVersion": "2026-11", "ofAge": true})
}

/// Registers and confirms.
pub async fn somebody(app: &TestApp, email: &str) -> String {
    let who = wish(email);
    assert_eq!(app.post("/v1/accounts").json(&who).await.status, 202);
    let confirm = json!({"email": email, "code": code(app).await});
    let answer = app.post("/v1/accounts/_confirm").json(&confirm).await;
    answer.json()["id"].as_str().expect("an id").to_owned()
}

pub async fn sign_in(app: &TestApp, email: &str, password: &str, hat: &str) -> Answer {
    let mut shown = json!({"email": email, "password": password, "hat": hat});
    if ["researcher", "data_board", "moderator", "administrator"].contains(&hat) {
        let new = app.factor_of(email).is_none();
        shown["code"] = json!(app.second_factor(email, password).await);
        if new {
            // The letter that says so is no part of what is looked at.
            letters(app).await;
        }
    }
    app.post("/v1/sessions").json(&shown).await
}

async fn token(app: &TestApp, email: &str, hat: &str) -> String {
    let session = sign_in(app, email, PASSWORD, hat).await.json();
    session["accessToken"].as_str().expect("a token").to_owned()
}

pub async fn administrator(app: &TestApp) -> String {
    service::create_administrator(&app.backend, "beheer@voorbeeld.nl", PASSWORD)
        .await
        .expect("an administrator");
    token(app, "beheer@voorbeeld.nl", "administrator").await
}

/// What of an answer could tell one from another: all but trace, time and length of a code.
fn shape(answer: &Answer) -> (u16, Vec<String>, Value) {
    let mut names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
    names.sort();
    let mut body = answer.json();
    if let Some(body) = body.as_object_mut() {
        body.remove("traceId");
    }
    (answer.status, names, body)
}

on_both! {
    async fn nothing_tells_who_has_an_account(app: TestApp) {
        somebody(&app, "an@voorbeeld.nl").await;
        let mut shapes = Vec::new();
        let mut statements = Vec::new();
        for email in ["an@voorbeeld.nl", "niemand@voorbeeld.nl"] {
            let who = wish(email);
            let (asked, first) = app.counted(app.post("/v1/accounts").json(&who)).await;
            let shown = json!({"email": email, "password": "verkeerd", "hat": "parent"});
            let (tried, second) = app.counted(app.post("/v1/sessions").json(&shown)).await;
            let graphql = app.graphql(CREATE, json!({"input": {"email": email, "password": "verkeerd", "hat": "PARENT"}})).await;
            shapes.push([shape(&asked), shape(&tried), shape(&graphql)]);
            statements.push((first, second));
        }

        assert_eq!(shapes[0], shapes[1]);
        assert_eq!(shapes[0][1].0, 401);
        assert_eq!(statements[0], statements[1]);
    }

    async fn a_bad_token_is_refused_whatever_it_is_shown_for(app: TestApp) {
        for path in ["/v1/pillars", "/v1/me", "/health/live"] {
            let answer = app.get(path).bearer("not-a-token").await;

            assert_eq!((answer.status, answer.code().as_str()), (401, "session.token_invalid"), "{path}");
            assert!(answer.header("www-authenticate").contains("invalid_token"));
        }
        let none = app.get("/v1/me").await;
        assert_eq!((none.status, none.code().as_str()), (401, "session.required"));
        let challenge = none.header("www-authenticate");
        assert!(challenge.starts_with("Bearer realm=\"pijler\", resource_metadata=\"http"), "{challenge}");
        assert_eq!(app.graphql("{ apiVersion }", json!({})).bearer("x").await.status, 401);
    }

    async fn a_token_ends_with_its_time_and_with_its_session(app: TestApp) {
        somebody(&app, "an@voorbeeld.nl").await;
        let first = token(&app, "an@voorbeeld.nl", "parent").await;
        assert_eq!(app.get("/v1/me").bearer(&first).await.status, 200);
        assert_eq!(app.delete("/v1/sessions/current").bearer(&first).await.status, 204);
        assert_eq!(app.get("/v1/me").bearer(&first).await.status, 401);

        let second = token(&app, "an@voorbeeld.nl", "parent").await;
        app.advance(TimeDelta::minutes(10));
        assert_eq!(app.get("/v1/me").bearer(&second).await.code(), "session.token_invalid");
    }

    async fn letting_somebody_in_asks_the_database_nothing(app: TestApp) {
        somebody(&app, "an@voorbeeld.nl").await;
        let token = token(&app, "an@voorbeeld.nl", "parent").await;
        let (answer, statements) = app.counted(app.get("/v1/pillars").bearer(&token)).await;
        assert_eq!((answer.status, statements), (200, 0));
    }

    async fn a_copy_of_a_refresh_token_ends_the_session(app: TestApp) {
        somebody(&app, "an@voorbeeld.nl").await;
        let mut session = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "parent").await.json();
        let stolen = json!({"refreshToken": session["refreshToken"]});
        for _ in 0..2 {
            let shown = json!({"refreshToken": session["refreshToken"]});
            session = app.post("/v1/sessions/_refresh").json(&shown).await.json();
        }
        let access = session["accessToken"].as_str().expect("a token");
        assert_eq!(app.get("/v1/me").bearer(access).await.status, 200);

        let refused = app.post("/v1/sessions/_refresh").json(&stolen).await;
        assert_eq!((refused.status, refused.code().as_str()), (401, "session.refresh_token_invalid"));
        assert_eq!(app.get("/v1/me").bearer(access).await.status, 401);
    }

    async fn a_hat_is_given_and_taken_by_an_administrator_alone(app: TestApp) {
        let admin = administrator(&app).await;
        let an = somebody(&app, "an@voorbeeld.nl").await;
        let parent = token(&app, "an@voorbeeld.nl", "parent").await;
        let path = format!("/v1/accounts/{an}/grants/editor");
        assert_eq!(app.put(&path).json(&json!({})).bearer(&parent).await.status, 403);
        assert_eq!(app.put(&path).json(&json!({})).await.status, 401);
        assert_eq!(app.put(&path).json(&json!({})).bearer(&admin).await.status, 200);
        let editor = token(&app, "an@voorbeeld.nl", "editor").await;

        assert_eq!(app.delete(&path).bearer(&admin).await.status, 204);
        assert_eq!(app.get("/v1/me").bearer(&editor).await.status, 401);
        assert_eq!(app.get("/v1/me").bearer(&parent).await.status, 200);
        assert_eq!(app.delete(&path).bearer(&admin).await.code(), "grant.not_found");
        let refused = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "editor").await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "session.hat_not_granted"));
    }

    async fn too_many_failures_are_told_when_to_come_back(app: TestApp) {
        for _ in 0..10 {
            sign_in(&app, "an@voorbeeld.nl", "verkeerd", "parent").await;
        }
        let refused = sign_in(&app, "an@voorbeeld.nl", "verkeerd", "parent").await;
        assert_eq!((refused.status, refused.code().as_str()), (429, "session.too_many_attempts"));
        assert_eq!(refused.header("retry-after"), "900");
    }

    async fn the_issuer_says_where_its_keys_are(app: TestApp) {
        let issuer = app.get("/.well-known/openid-configuration").await.json();
        assert!(issuer["jwks_uri"].as_str().unwrap_or_default().ends_with("/.well-known/jwks.json"));
        let keys = app.get("/.well-known/jwks.json").await.json();
        assert_eq!(keys["keys"][0]["crv"], "P-256");
        assert!(keys["keys"][0].get("d").is_none());
    }

    async fn an_editor_works_for_one_provider_that_exists(app: TestApp) {
        let admin = administrator(&app).await;
        let an = somebody(&app, "an@voorbeeld.nl").await;
        let give = async |hat: &str, body: Value| {
            let path = format!("/v1/accounts/{an}/grants/{hat}");
            app.put(&path).json(&body).bearer(&admin).await
        };
        let nowhere = json!({"providerId": "00000000-0000-7000-8000-000000000009"});
        assert_eq!(give("organisation", nowhere).await.code(), "grant.provider_unknown");
        let without = give("organisation", json!({})).await;
        assert_eq!(without.faults()[0].1, "grant.provider_required");
        let providers = app.get("/v1/providers?limit=1").await.json();
        let provider = &providers["items"][0]["id"];
        let odd = give("panel", json!({"providerId": provider, "municipalityCode": "GM0014"})).await;
        assert_eq!(odd.faults().len(), 2);

        assert_eq!(give("organisation", json!({"providerId": provider})).await.status, 200);
        let session = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "organisation").await.json();
        assert_eq!((&session["providerId"], &session["rank"]), (provider, &json!("manager")));
    }

    async fn acts_of_office_are_written_down(app: TestApp) {
        let admin = administrator(&app).await;
        let an = somebody(&app, "an@voorbeeld.nl").await;
        let path = format!("/v1/accounts/{an}/grants/panel");
        app.put(&path).json(&json!({})).bearer(&admin).await;
        app.delete(&path).bearer(&admin).await;
        let acts = audit_entries::Entity::find().all(app.backend.reader()).await.expect("acts");
        let mut acts: Vec<_> = acts.iter().map(|entry| entry.act.as_str()).collect();

        acts.sort_unstable();
        assert_eq!(acts, ["account.create_administrator", "account.grant", "account.revoke"]);
    }

    async fn accounts_for_show_keep_away_from_those_of_people(app: TestApp) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("demo.json");
        for _ in 0..2 {
            start::demo(&app.backend, &file).await.expect("a demo");
        }
        let sheet: Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
        let lines = sheet["accounts"].as_array().expect("accounts");
        assert_eq!(lines.len(), 12);
        for line in lines {
            let text = |name: &str| line[name].as_str().expect("a text");
            if let Some(secret) = line["totpSecret"].as_str() {
                app.note_factor(text("email"), secret);
            }
            let session = sign_in(&app, text("email"), text("password"), text("role")).await;
            assert_eq!(session.status, 201, "{line}");
        }

        somebody(&app, "an@voorbeeld.nl").await;
        let refused = start::demo(&app.backend, &file).await;
        assert_eq!(refused.expect_err("a refusal").code, "account.not_for_show");
    }
}
