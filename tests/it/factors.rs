//! The second factor: begun, asked for, lost, taken off; and how often one may try.

use chrono::TimeDelta;
use entities::{recovery_codes, second_factors};
use futures_util::future::join_all;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{Answer, TestApp, on_both};

use crate::hats::{Worn, wear};
use crate::identity::{PASSWORD, administrator, letter, sign_in, somebody};

const AN: &str = "an@voorbeeld.nl";

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

async fn signed_in(app: &TestApp) -> String {
    text(&sign_in(app, AN, PASSWORD, "parent").await.json()["accessToken"])
}

/// Signs in with something beside the password.
async fn with(app: &TestApp, code: &str) -> Answer {
    let shown = json!({"email": AN, "password": PASSWORD, "hat": "parent", "code": code});
    app.post("/v1/sessions").json(&shown).await
}

async fn shows(app: &TestApp, token: &str, act: &str, body: Value) -> Answer {
    let ask = app.post(&format!("/v1/me/second-factor{act}"));
    ask.json(&body).bearer(token).await
}

/// Begins one and confirms it: what codes are made with, and the codes on paper.
async fn enrolled(app: &TestApp, token: &str) -> (String, Vec<String>) {
    let begun = shows(app, token, "", json!({"password": PASSWORD}))
        .await
        .json();
    let secret = text(&begun["secret"]);
    assert!(text(&begun["uri"]).starts_with("otpauth://totp/Pijler:an%40voorbeeld.nl?secret="));
    let confirmed = shows(
        app,
        token,
        "/_confirm",
        json!({"code": app.code_of(&secret)}),
    )
    .await;
    let codes = confirmed.json()["recoveryCodes"]
        .as_array()
        .expect("codes")
        .iter()
        .map(text)
        .collect();
    (secret, codes)
}

on_both! {
    async fn a_second_factor_is_asked_for_once_a_first_code_confirmed_it(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app).await;
        let begun = shows(&app, &token, "", json!({"password": PASSWORD})).await.json();
        // Begun is not asked for: whoever lost the secret on the way begins again.
        assert_eq!(sign_in(&app, AN, PASSWORD, "parent").await.status, 201);
        let lost = app.code_of(&text(&begun["secret"]));
        let (secret, codes) = enrolled(&app, &token).await;
        assert_eq!(codes.len(), 10);
        assert!(letter(&app).await.expect("a letter").contains("een code uit je app"));
        let me = app.get("/v1/me").bearer(&token).await.json();
        assert_eq!(me["secondFactor"]["enabled"], true);
        assert_eq!(me["secondFactor"]["recoveryCodesLeft"], 10);
        let same = app.graphql("{ me { secondFactor { enabled enabledAt recoveryCodesLeft } } }", json!({}));
        assert_eq!(same.bearer(&token).await.data()["me"]["secondFactor"], me["secondFactor"]);

        let asked = sign_in(&app, AN, PASSWORD, "parent").await;
        assert_eq!((asked.status, asked.code().as_str()), (401, "session.second_factor_required"));
        // The code that confirmed it was shown already, and one of another secret is none.
        for wrong in [app.code_of(&secret), lost, "000000".to_owned()] {
            assert_eq!(with(&app, &wrong).await.code(), "session.second_factor_wrong");
        }
        app.advance(TimeDelta::seconds(30));
        let code = app.code_of(&secret);
        let apart = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(with(&app, &apart).await.status, 201);
        assert_eq!(with(&app, &code).await.code(), "session.second_factor_wrong");
    }

    async fn whoever_lost_the_app_signs_in_with_a_code_on_paper_once(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app).await;
        let (secret, codes) = enrolled(&app, &token).await;
        letter(&app).await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        assert_eq!(with(&app, &typed).await.status, 201);
        assert!(letter(&app).await.expect("a letter").contains("herstelcodes"));
        assert_eq!(with(&app, &codes[3]).await.code(), "session.second_factor_wrong");
        let me = app.get("/v1/me").bearer(&token).await.json();
        assert_eq!(me["secondFactor"]["recoveryCodesLeft"], 9);
        // The tables hold neither a code nor what makes them.
        let db = app.backend.reader();
        let kept = format!("{:?}", recovery_codes::Entity::find().all(db).await.expect("rows"));
        assert!(!kept.contains(&codes[4]) && kept.matches("digest").count() == 9, "{kept}");
        let kept = format!("{:?}", second_factors::Entity::find().all(db).await.expect("rows"));
        assert!(!kept.contains(&secret), "{kept}");
    }

    async fn it_is_taken_off_with_a_code_and_by_graphql_too(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app).await;
        let act = async |query: &str, input: Value| app.graphql(query, json!({"input": input})).bearer(&token).await;
        let begin = "mutation($input: SecondFactorBeginInput!) { secondFactorBegin(input: $input) { secret uri } }";
        let confirm = "mutation($input: SecondFactorConfirmInput!) { secondFactorConfirm(input: $input) { recoveryCodes } }";
        let remove = "mutation($input: SecondFactorRemoveInput!) { secondFactorRemove(input: $input) { removed } }";
        assert_eq!(act(begin, json!({"password": "verkeerd"})).await.code(), "account.password_wrong");
        assert_eq!(act(confirm, json!({"code": "123456"})).await.code(), "second_factor.not_found");
        let begun = act(begin, json!({"password": PASSWORD})).await.data();
        let secret = text(&begun["secondFactorBegin"]["secret"]);
        assert_eq!(act(confirm, json!({"code": "000000"})).await.code(), "second_factor.code_invalid");
        let confirmed = act(confirm, json!({"code": app.code_of(&secret)})).await.data();
        assert_eq!(act(begin, json!({"password": PASSWORD})).await.code(), "second_factor.exists");
        assert_eq!(act(remove, json!({"code": "000000"})).await.code(), "second_factor.code_invalid");
        let paper = &confirmed["secondFactorConfirm"]["recoveryCodes"][0];
        letter(&app).await;
        assert_eq!(act(remove, json!({"code": paper})).await.data()["secondFactorRemove"]["removed"], true);
        assert!(letter(&app).await.expect("a letter").contains("wachtwoord alleen"));
        assert_eq!(sign_in(&app, AN, PASSWORD, "parent").await.status, 201);
        assert_eq!(shows(&app, &token, "/_remove", json!({"code": paper})).await.code(), "second_factor.not_found");
        assert_eq!(app.post("/v1/me/second-factor").json(&json!({"password": PASSWORD})).await.code(), "session.required");
    }

    async fn some_hats_nobody_wears_with_a_password_alone(app: TestApp) {
        let admin = administrator(&app).await;
        let an = somebody(&app, AN).await;
        for hat in ["moderator", "researcher"] {
            wear(&app, &an, hat, Worn::default()).await;
        }
        let shown = json!({"email": AN, "password": PASSWORD, "hat": "moderator"});
        let missing = app.post("/v1/sessions").json(&shown).await;
        assert_eq!((missing.status, missing.code().as_str()), (403, "session.second_factor_missing"));
        let grants = app.get(&format!("/v1/accounts/{an}")).bearer(&admin).await.json();
        let needing = grants["grants"].as_array().expect("grants").iter().filter(|grant| grant["needsSecondFactor"] == true);
        assert_eq!(needing.count(), 2);

        // Whoever cannot sign in sets it up with address and password, by either door.
        let begin = "mutation($input: AccountSecondFactorBeginInput!) { accountSecondFactorBegin(input: $input) { secret } }";
        let wrong = app.graphql(begin, json!({"input": {"email": AN, "password": "verkeerd"}})).await;
        assert_eq!(wrong.code(), "session.bad_credentials");
        let begun = app.graphql(begin, json!({"input": {"email": AN, "password": PASSWORD}})).await.data();
        let secret = text(&begun["accountSecondFactorBegin"]["secret"]);
        let confirm = "mutation($input: AccountSecondFactorConfirmInput!) { accountSecondFactorConfirm(input: $input) { recoveryCodes } }";
        let input = json!({"email": AN, "password": PASSWORD, "code": app.code_of(&secret)});
        assert_eq!(app.graphql(confirm, json!({"input": input})).await.data()["accountSecondFactorConfirm"]["recoveryCodes"].as_array().expect("codes").len(), 10);
        app.note_factor(AN, &secret);
        let moderator = text(&sign_in(&app, AN, PASSWORD, "moderator").await.json()["accessToken"]);
        let token = {
            app.spare().await;
            text(&with(&app, &app.code_of(&secret)).await.json()["accessToken"])
        };
        // Taken off, what needed it ends.
        app.spare().await;
        assert_eq!(shows(&app, &token, "/_remove", json!({"code": app.code_of(&secret)})).await.status, 204);
        assert_eq!(app.get("/v1/me").bearer(&moderator).await.status, 401);
        assert_eq!(app.get("/v1/me").bearer(&token).await.status, 200);
    }

    async fn a_right_password_gives_no_new_tries_at_the_code(app: TestApp) {
        somebody(&app, AN).await;
        let token = signed_in(&app).await;
        let (secret, _) = enrolled(&app, &token).await;
        for _ in 0..10 {
            assert_eq!(sign_in(&app, AN, PASSWORD, "parent").await.code(), "session.second_factor_required");
            assert_eq!(with(&app, "000000").await.code(), "session.second_factor_wrong");
        }
        app.advance(TimeDelta::seconds(30));
        assert_eq!(with(&app, &app.code_of(&secret)).await.code(), "session.too_many_attempts");
        app.advance(TimeDelta::minutes(15));
        assert_eq!(with(&app, &app.code_of(&secret)).await.status, 201);
        // Nor does a token: what is tried with one is counted with the rest.
        app.advance(TimeDelta::minutes(15));
        let token = text(&with(&app, &app.code_of(&secret)).await.json()["accessToken"]);
        for _ in 0..10 {
            assert_eq!(shows(&app, &token, "/_remove", json!({"code": "000000"})).await.code(), "second_factor.code_invalid");
        }
        assert_eq!(shows(&app, &token, "/_remove", json!({"code": app.code_of(&secret)})).await.status, 429);
    }

    async fn a_burst_gets_no_more_tries_than_there_are(app: TestApp) {
        somebody(&app, AN).await;
        for email in [AN, "niemand@voorbeeld.nl"] {
            let hashed = app.parts.gate().passwords_hashed();
            let tries = join_all((0..40).map(|_| sign_in(&app, email, "verkeerd", "parent"))).await;
            let looked_at = tries.iter().filter(|tried| tried.code() == "session.bad_credentials");
            assert_eq!(looked_at.count(), 10, "{email}");
            assert_eq!(app.parts.gate().passwords_hashed(), hashed + 10, "{email}");
            assert_eq!(sign_in(&app, email, PASSWORD, "parent").await.code(), "session.too_many_attempts");

            let wrong = json!({"email": email, "code": "00000-00000"});
            let tries = join_all((0..40).map(|_| async { app.post("/v1/accounts/_confirm").json(&wrong).await })).await;
            let looked_at = tries.iter().filter(|tried| tried.code() == "account.code_invalid");
            assert_eq!(looked_at.count(), 10, "{email}");
            let wrong = json!({"email": email, "code": "00000-00000", "password": "rozen-onder-water"});
            let tries = join_all((0..40).map(|_| async { app.post("/v1/accounts/_reset-password").json(&wrong).await })).await;
            let looked_at = tries.iter().filter(|tried| tried.code() == "account.code_invalid");
            assert_eq!(looked_at.count(), 10, "{email}");
        }
        app.advance(TimeDelta::minutes(15));
        assert_eq!(sign_in(&app, AN, PASSWORD, "parent").await.status, 201);
    }
}
