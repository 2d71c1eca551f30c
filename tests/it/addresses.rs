//! Another address, the way back, closing an account, and the terms of use.

use chrono::TimeDelta;
use entities::accounts;
use pijler::domains::identity::service;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use crate::identity::{PASSWORD, administrator, code, letters, sign_in, somebody, wish};

const AN: &str = "an@voorbeeld.nl";
const NEW: &str = "nieuw@voorbeeld.nl";

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}

async fn signed_in(app: &TestApp, email: &str) -> String {
    text(&sign_in(app, email, PASSWORD, "parent").await.json()["accessToken"])
}

async fn act(app: &TestApp, token: &str, path: &str, body: Value) -> Answer {
    app.post(path).json(&body).bearer(token).await
}

/// Has another address; the code that puts the first one back.
async fn moved(app: &TestApp, token: &str) -> String {
    letters(app).await;
    let asked = act(
        app,
        token,
        "/v1/me/_change-email",
        json!({"email": NEW, "password": PASSWORD}),
    )
    .await;
    assert_eq!(
        (asked.status, &asked.json()["codeExpiresIn"]),
        (202, &json!(86400))
    );
    let code = code_to(app, NEW).await;
    letters(app).await;
    assert_eq!(
        act(app, token, "/v1/me/_confirm-email", json!({"code": code}))
            .await
            .status,
        204
    );
    code_to(app, AN).await
}

/// The code in the letter to an address.
async fn code_to(app: &TestApp, email: &str) -> String {
    let letters = letters(app).await;
    let to = format!("To: {email}");
    let letter = letters
        .iter()
        .find(|letter| letter.contains(&to) && letter.contains("code is: "));
    let (_, rest) = letter
        .expect("a letter")
        .split_once("code is: ")
        .expect("a code");
    rest[..11].to_owned()
}

on_both! {
    async fn another_address_is_confirmed_from_its_own_mailbox(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        letters(&app).await;
        let wrong = act(&app, &token, "/v1/me/_change-email", json!({"email": NEW, "password": "verkeerd"})).await;
        assert_eq!((wrong.status, wrong.code().as_str()), (400, "account.password_wrong"));
        let same = act(&app, &token, "/v1/me/_change-email", json!({"email": " AN@voorbeeld.nl", "password": PASSWORD})).await;
        assert_eq!(same.faults()[0].1, "account.email_same");
        let asked = act(&app, &token, "/v1/me/_change-email", json!({"email": NEW, "password": PASSWORD})).await;
        assert_eq!(asked.status, 202);
        // Both mailboxes hear of it; nothing has changed yet.
        let told = letters(&app).await;
        assert_eq!(told.len(), 2);
        assert!(told.iter().any(|letter| letter.contains(&format!("To: {AN}")) && !letter.contains("code is")));
        let (_, code) = told.iter().find_map(|letter| letter.split_once("code is: ")).expect("a code");
        let code = &code[..11];
        assert_eq!(sign_in(&app, NEW, PASSWORD, "parent").await.code(), "session.bad_credentials");
        // The code is for whoever asked alone.
        somebody(&app, "bo@voorbeeld.nl").await;
        let other = signed_in(&app, "bo@voorbeeld.nl").await;
        assert_eq!(act(&app, &other, "/v1/me/_confirm-email", json!({"code": code})).await.code(), "account.code_invalid");

        let confirm = "mutation($input: EmailChangeConfirmInput!) { emailChangeConfirm(input: $input) { changed } }";
        let done = app.graphql(confirm, json!({"input": {"code": code}})).bearer(&token).await.data();
        assert_eq!(done["emailChangeConfirm"]["changed"], true);
        assert_eq!(app.get("/v1/me").bearer(&token).await.json()["account"]["email"], NEW);
        assert_eq!(sign_in(&app, NEW, PASSWORD, "parent").await.status, 201);
        assert_eq!(sign_in(&app, AN, PASSWORD, "parent").await.code(), "session.bad_credentials");
        assert_eq!(act(&app, &token, "/v1/me/_confirm-email", json!({"code": code})).await.code(), "account.code_invalid");
    }

    async fn nothing_tells_whether_the_other_address_has_an_account(app: TestApp) {
        somebody(&app, "bo@voorbeeld.nl").await;
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let mut told = Vec::new();
        for email in ["bo@voorbeeld.nl", NEW] {
            letters(&app).await;
            let body = json!({"email": email, "password": PASSWORD});
            let (asked, statements) = app.counted(app.post("/v1/me/_change-email").json(&body).bearer(&token)).await;
            told.push((asked.status, asked.text(), statements));
            let mailed = letters(&app).await;
            assert_eq!(mailed.len(), 2);
            assert_eq!(mailed.iter().any(|letter| letter.contains("code is: ")), email == NEW);
        }
        assert_eq!(told[0], told[1]);
        // Nor is an inbox flooded.
        let mut mailed = 0;
        for _ in 0..6 {
            let ask = "mutation($input: EmailChangeRequestInput!) { emailChangeRequest(input: $input) { codeExpiresIn } }";
            let asked = app.graphql(ask, json!({"input": {"email": NEW, "password": PASSWORD}})).bearer(&token).await;
            assert_eq!(asked.data()["emailChangeRequest"]["codeExpiresIn"], 86400);
            mailed += letters(&app).await.len();
        }
        assert_eq!(mailed, 6);
    }

    async fn whoever_did_not_change_it_puts_the_address_back(app: TestApp) {
        somebody(&app, AN).await;
        let thief = signed_in(&app, AN).await;
        let back = moved(&app, &thief).await;
        // Whoever took it makes it theirs.
        let secret = act(&app, &thief, "/v1/me/second-factor", json!({"password": PASSWORD})).await.json();
        let first = app.code_of(&text(&secret["secret"]));
        assert_eq!(act(&app, &thief, "/v1/me/second-factor/_confirm", json!({"code": first})).await.status, 200);
        letters(&app).await;

        let guess = json!({"email": AN, "code": "00000-00000"});
        assert_eq!(app.post("/v1/accounts/_restore-email").json(&guess).await.code(), "account.code_invalid");
        let restore = "mutation($input: EmailRestoreInput!) { emailRestore(input: $input) { restored } }";
        let done = app.graphql(restore, json!({"input": {"email": AN, "code": back}})).await.data();
        assert_eq!(done["emailRestore"]["restored"], true);
        assert_eq!(app.get("/v1/me").bearer(&thief).await.status, 401);
        for email in [AN, NEW] {
            assert_eq!(sign_in(&app, email, PASSWORD, "parent").await.code(), "session.bad_credentials");
        }
        letters(&app).await;
        app.post("/v1/accounts/_request-password").json(&json!({"email": AN})).await;
        let chosen = json!({"email": AN, "code": code(&app).await, "password": "rozen-onder-water"});
        assert_eq!(app.post("/v1/accounts/_reset-password").json(&chosen).await.status, 204);
        assert_eq!(sign_in(&app, AN, "rozen-onder-water", "parent").await.status, 201);
        let again = json!({"email": AN, "code": back});
        assert_eq!(app.post("/v1/accounts/_restore-email").json(&again).await.code(), "account.code_invalid");
    }

    async fn the_way_back_is_open_for_a_week(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let back = json!({"email": AN, "code": moved(&app, &token).await});
        app.advance(TimeDelta::days(7));
        assert_eq!(app.post("/v1/accounts/_restore-email").json(&back).await.code(), "account.code_invalid");
        // The address that was left is free.
        somebody(&app, AN).await;
    }

    async fn a_closed_account_leaves_nothing_of_whose_it_was(app: TestApp) {
        let admin = administrator(&app).await;
        let an = somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let wrong = act(&app, &token, "/v1/me/_close", json!({"password": "verkeerd"})).await;
        assert_eq!(wrong.code(), "account.password_wrong");
        letters(&app).await;
        assert_eq!(act(&app, &token, "/v1/me/_close", json!({"password": PASSWORD})).await.status, 204);
        assert!(letters(&app).await[0].contains("Je account is gesloten"));
        assert_eq!(app.get("/v1/me").bearer(&token).await.status, 401);
        assert_eq!(sign_in(&app, AN, PASSWORD, "parent").await.code(), "session.bad_credentials");
        let path = format!("/v1/accounts/{an}");
        assert_eq!(app.get(&path).bearer(&admin).await.status, 404);
        assert_eq!(app.put(&format!("{path}/grants/panel")).json(&json!({})).bearer(&admin).await.status, 404);
        let row = accounts::Entity::find_by_id(an.parse::<uuid::Uuid>().expect("an id"));
        let row = row.one(app.backend.reader()).await.expect("rows").expect("a row");
        assert_eq!(row.email, format!("closed:{an}"));
        // The address is free, and the row goes once no token of it can run.
        let again = somebody(&app, AN).await;
        assert_ne!(again, an);
        let count = async || accounts::Entity::find().count(app.backend.reader()).await.expect("a count");
        let before = count().await;
        app.advance(TimeDelta::hours(25));
        service::tend(&app.backend, app.parts.gate()).await.expect("it is tended");
        assert_eq!(count().await, before - 1);
    }

    async fn closing_takes_the_second_factor_and_not_the_last_administrator(app: TestApp) {
        let admin = administrator(&app).await;
        let close = "mutation($input: AccountCloseInput!) { accountClose(input: $input) { closed } }";
        let shown = async |code: Option<String>| app.graphql(close, json!({"input": {"password": PASSWORD, "code": code}})).bearer(&admin).await;
        assert_eq!(shown(None).await.code(), "session.second_factor_required");
        assert_eq!(shown(Some("000000".to_owned())).await.code(), "session.second_factor_wrong");
        let right = app.second_factor("beheer@voorbeeld.nl", PASSWORD).await;
        assert_eq!(shown(right).await.code(), "grant.last_administrator");
        service::create_administrator(&app.backend, "tweede@voorbeeld.nl", PASSWORD).await.expect("another");
        let right = app.second_factor("beheer@voorbeeld.nl", PASSWORD).await;
        assert_eq!(shown(right).await.data()["accountClose"]["closed"], true);
        assert_eq!(app.get("/v1/me").bearer(&admin).await.status, 401);
    }

    async fn people_agree_to_terms_and_are_old_enough(app: TestApp) {
        let dutch = app.get("/v1/terms-of-use").await;
        let version = text(&dutch.json()["version"]);
        assert_eq!(dutch.json()["draft"], true);
        assert!(text(&dutch.json()["text"]).contains("16 jaar"));
        let english = app.graphql("{ termsOfUse { version draft text } }", json!({})).english().await.data();
        assert!(text(&english["termsOfUse"]["text"]).contains("16 years"));
        let (_, statements) = app.counted(app.get("/v1/terms-of-use")).await;
        assert_eq!(statements, 0);

        let mut odd = wish(AN);
        odd["termsVersion"] = json!("1999-01");
        odd["ofAge"] = json!(false);
        let refused = app.post("/v1/accounts").json(&odd).await;
        let codes: Vec<_> = refused.faults().into_iter().map(|fault| fault.1).collect();
        assert_eq!(codes, ["account.terms_outdated", "account.too_young"]);

        somebody(&app, AN).await;
        let token = signed_in(&app, AN).await;
        let me = app.get("/v1/me").bearer(&token).await.json();
        assert_eq!(me["terms"]["agreedVersion"], version);
        assert_eq!(me["terms"]["agreedAt"], "2026-11-25T09:00:00Z");
        // Whoever the command line made was asked nothing yet.
        let admin = administrator(&app).await;
        let terms = "{ me { terms { currentVersion agreedVersion } } }";
        let own = app.graphql(terms, json!({})).bearer(&admin).await.data();
        assert_eq!(own["me"]["terms"], json!({"currentVersion": version, "agreedVersion": null}));
        let old = app.put("/v1/me/terms").json(&json!({"version": "1999-01"})).bearer(&admin).await;
        assert_eq!(old.faults(), [("/version".to_owned(), "account.terms_outdated".to_owned())]);
        let agreed = app.put("/v1/me/terms").json(&json!({"version": version})).bearer(&admin).await;
        assert_eq!((agreed.status, &agreed.json()["agreedVersion"]), (200, &json!(version)));
        let agree = "mutation($input: TermsAgreeInput!) { termsAgree(input: $input) { terms { agreedVersion } } }";
        let same = app.graphql(agree, json!({"input": {"version": version}})).bearer(&admin).await.data();
        assert_eq!(same["termsAgree"]["terms"]["agreedVersion"], version);
    }
}
