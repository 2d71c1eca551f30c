//! Choosing another password, and seeing and ending one's own sessions.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use crate::identity::{PASSWORD, code, letter, sign_in, somebody};

const AN: &str = "an@voorbeeld.nl";
const OTHER: &str = "rozen-onder-water";

async fn signed_in(app: &TestApp, password: &str) -> Value {
    sign_in(app, AN, password, "parent").await.json()
}

fn token(session: &Value) -> &str {
    session["accessToken"].as_str().expect("a token")
}

/// Asks for a code, and reads it.
async fn asked(app: &TestApp) -> String {
    letter(app).await;
    let asked = app
        .post("/v1/accounts/_request-password")
        .json(&json!({"email": AN}))
        .await;
    assert_eq!(
        (asked.status, &asked.json()["codeExpiresIn"]),
        (202, &json!(3600))
    );
    code(app).await
}

fn reset(code: &str, password: &str) -> Value {
    json!({"email": AN, "code": code, "password": password})
}

on_both! {
    async fn who_reads_the_mailbox_chooses_another_password_and_every_session_ends(app: TestApp) {
        somebody(&app, AN).await;
        let before = signed_in(&app, PASSWORD).await;
        let code = asked(&app).await;
        // A code for an account is none for a password, and one that is guessed is none at all.
        assert_eq!(app.post("/v1/accounts/_confirm").json(&json!({"email": AN, "code": code})).await.code(), "account.code_invalid");
        assert_eq!(app.post("/v1/accounts/_reset-password").json(&reset("00000-00000", OTHER)).await.code(), "account.code_invalid");
        let done = app.post("/v1/accounts/_reset-password").json(&reset(&code, OTHER)).await;
        assert_eq!(done.status, 204, "{}", done.text());
        assert_eq!(app.get("/v1/me").bearer(token(&before)).await.status, 401);
        assert_eq!(sign_in(&app, AN, PASSWORD, "parent").await.code(), "session.bad_credentials");
        assert_eq!(sign_in(&app, AN, OTHER, "parent").await.status, 201);
        let told = letter(&app).await.expect("a letter");
        assert!(told.contains("wachtwoord is veranderd"), "{told}");
        // It served once.
        assert_eq!(app.post("/v1/accounts/_reset-password").json(&reset(&code, PASSWORD)).await.code(), "account.code_invalid");
    }

    async fn a_code_serves_an_hour_and_by_graphql_too(app: TestApp) {
        somebody(&app, AN).await;
        let late = asked(&app).await;
        app.advance(TimeDelta::minutes(61));
        let mutation = "mutation($input: PasswordResetInput!) { passwordReset(input: $input) { changed } }";
        let refused = app.graphql(mutation, json!({"input": reset(&late, OTHER)})).await;
        assert_eq!(refused.code(), "account.code_invalid");
        letter(&app).await;
        let request = "mutation { passwordRequest(input: {email: \"an@voorbeeld.nl\"}) { codeExpiresIn } }";
        let asked = app.graphql(request, json!({})).await.data();
        assert_eq!(asked["passwordRequest"]["codeExpiresIn"], 3600);
        let code = code(&app).await;
        let done = app.graphql(mutation, json!({"input": reset(&code, OTHER)})).await.data();
        assert_eq!(done["passwordReset"]["changed"], true);
        assert_eq!(sign_in(&app, AN, OTHER, "parent").await.status, 201);
    }

    async fn nothing_tells_whether_a_forgotten_address_has_an_account(app: TestApp) {
        somebody(&app, AN).await;
        let mut told = Vec::new();
        for email in [AN, "niemand@voorbeeld.nl"] {
            let (asked, first) = app.counted(app.post("/v1/accounts/_request-password").json(&json!({"email": email}))).await;
            let wrong = json!({"email": email, "code": "00000-00000", "password": OTHER});
            let (tried, second) = app.counted(app.post("/v1/accounts/_reset-password").json(&wrong)).await;
            told.push((asked.status, asked.json(), first, tried.status, tried.code(), second));
        }
        assert_eq!(told[0], told[1]);
        assert!(letter(&app).await.is_some());
    }

    async fn nobody_is_flooded_with_codes(app: TestApp) {
        somebody(&app, AN).await;
        letter(&app).await;
        for _ in 0..5 {
            asked(&app).await;
        }
        let sixth = app.post("/v1/accounts/_request-password").json(&json!({"email": AN})).await;
        assert_eq!(sixth.status, 202);
        assert!(letter(&app).await.is_none());
    }

    async fn who_knows_the_password_changes_it_and_stays_where_they_ask(app: TestApp) {
        somebody(&app, AN).await;
        let [here, there] = [signed_in(&app, PASSWORD).await, signed_in(&app, PASSWORD).await];
        let change = |current: &str, password: &str| app.put("/v1/me/password").json(&json!({"currentPassword": current, "password": password})).bearer(token(&here));
        assert_eq!(change("verkeerd-geraden", OTHER).await.code(), "account.password_wrong");
        assert_eq!(change(PASSWORD, "Welkom2026").await.faults(), [("/password".to_owned(), "account.password_guessed".to_owned())]);
        assert_eq!(change(PASSWORD, OTHER).await.status, 204);
        assert_eq!(app.get("/v1/me").bearer(token(&here)).await.status, 200);
        assert_eq!(app.get("/v1/me").bearer(token(&there)).await.status, 401);
        assert_eq!(sign_in(&app, AN, OTHER, "parent").await.status, 201);
        // A stolen token is no way to try passwords: they are counted with the sign-ins.
        for _ in 0..10 {
            change("verkeerd-geraden", PASSWORD).await;
        }
        let refused = change(OTHER, PASSWORD).await;
        assert_eq!((refused.status, refused.code().as_str()), (429, "session.too_many_attempts"));
        let mutation = "mutation { passwordChange(input: {currentPassword: \"x\", password: \"rozen-onder-water\"}) { changed } }";
        assert_eq!(app.graphql(mutation, json!({})).bearer(token(&here)).await.code(), "session.too_many_attempts");
    }

    async fn whoever_knew_the_old_password_is_in_no_more_however_fast_they_were(app: TestApp) {
        somebody(&app, AN).await;
        let here = signed_in(&app, PASSWORD).await;
        let code = asked(&app).await;
        let body = json!({"currentPassword": PASSWORD, "password": OTHER});
        let change = app.put("/v1/me/password").json(&body).bearer(token(&here));
        let tries = futures_util::future::join_all((0..6).map(|_| sign_in(&app, AN, PASSWORD, "parent")));
        let (changed, tried) = futures_util::future::join(change.into_future(), tries).await;
        assert_eq!(changed.status, 204, "{}", changed.text());
        for one in tried.iter().filter(|one| one.status == 201) {
            let shown = json!({"refreshToken": one.json()["refreshToken"]});
            assert_eq!(app.post("/v1/sessions/_refresh").json(&shown).await.status, 401);
        }
        let mine = app.get("/v1/me/sessions").bearer(token(&here)).await.json();
        assert_eq!(mine["items"].as_array().map(Vec::len), Some(1), "{mine}");
        // A code that was asked for before serves no more.
        assert_eq!(app.post("/v1/accounts/_reset-password").json(&reset(&code, PASSWORD)).await.code(), "account.code_invalid");
    }

    async fn somebody_sees_where_they_are_signed_in_and_ends_it(app: TestApp) {
        somebody(&app, AN).await;
        somebody(&app, "bo@voorbeeld.nl").await;
        let [here, there, third] = [signed_in(&app, PASSWORD).await, signed_in(&app, PASSWORD).await, signed_in(&app, PASSWORD).await];
        let bo = sign_in(&app, "bo@voorbeeld.nl", PASSWORD, "parent").await.json();
        let mine = app.get("/v1/me/sessions").bearer(token(&here)).await.json();
        let items = mine["items"].as_array().expect("sessions");
        assert_eq!((items.len(), items.iter().filter(|it| it["current"] == true).count()), (3, 1));
        assert_eq!(items[0]["hat"], "parent");
        let theirs = app.get("/v1/me/sessions").bearer(token(&bo)).await.json();
        let bos = theirs["items"][0]["id"].as_str().expect("an id");
        let end = |id: &str| app.delete(&format!("/v1/me/sessions/{id}")).bearer(token(&here));
        assert_eq!(end(bos).await.code(), "session.not_found");
        assert_eq!(app.get("/v1/me").bearer(token(&bo)).await.status, 200);
        let ids = app.get("/v1/me/sessions").bearer(token(&there)).await.json();
        let other = ids["items"].as_array().expect("sessions").iter().find(|it| it["current"] == true).expect("one")["id"].clone();
        assert_eq!(end(other.as_str().expect("an id")).await.status, 204);
        assert_eq!(app.get("/v1/me").bearer(token(&there)).await.status, 401);
        let left = app.graphql("{ mySessions { nodes { current } } }", json!({})).bearer(token(&here)).await.data();
        assert_eq!(left["mySessions"]["nodes"].as_array().expect("sessions").len(), 2);
        let all = app.graphql("mutation { mySessionsEnd { ended } }", json!({})).bearer(token(&here)).await.data();
        assert_eq!(all["mySessionsEnd"]["ended"], true);
        for session in [&here, &third] {
            assert_eq!(app.get("/v1/me").bearer(token(session)).await.status, 401);
        }
    }
}
