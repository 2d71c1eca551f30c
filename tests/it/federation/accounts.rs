//! Whose account it is.

use serde_json::{Value, json};

use super::{begin, enter, federated, linked, round, with_password};
use crate::identity::{PASSWORD, code, letters, sign_in};

fn wish(secret: &str, email: &str) -> Value {
    json!({"secret": secret, "email": email, "termsVersion": "2026-11", "ofAge": true})
}

federated! {
    async fn an_address_that_an_issuer_names_is_never_taken_for_an_account(app: TestApp, issuer: TestIssuer) {
        with_password(&app, "an@voorbeeld.nl").await;
        let claims = json!({"sub": "x-1", "email": "an@voorbeeld.nl", "email_verified": true});
        let (secret, back) = round(&app, &issuer, claims).await;
        assert_eq!(back["linked"], false);
        let refused = enter(&app, &secret, "parent").await;
        assert_eq!((refused.status, refused.code().as_str()), (401, "session.not_linked"));
    }

    async fn whoever_has_no_account_makes_one_and_signs_in_without_a_password(app: TestApp, issuer: TestIssuer) {
        let (secret, back) = round(&app, &issuer, json!({"sub": "bo-1"})).await;
        assert_eq!(back["linked"], false);
        let asked = app.post("/v1/accounts/_identity-provider").json(&wish(&secret, "bo@voorbeeld.nl")).await;
        assert_eq!(asked.status, 202, "{}", asked.text());
        let mailed = code(&app).await;
        let confirm = |code: &str| app.post("/v1/accounts/_confirm-identity-provider")
            .json(&json!({"secret": secret, "email": "bo@voorbeeld.nl", "code": code}));
        assert_eq!(confirm("0000-0000-0").await.code(), "account.code_invalid");
        // The letter may take longer than the way there and back.
        app.advance(chrono::TimeDelta::minutes(40));
        let made = confirm(&mailed).await;
        assert_eq!(made.status, 200, "{}", made.text());
        let session = enter(&app, &secret, "parent").await;
        assert_eq!(session.status, 201, "{}", session.text());
        assert_eq!(session.json()["accountId"], made.json()["id"]);
        // Nobody knows its password, and whoever reads its mail chooses one.
        let guess = sign_in(&app, "bo@voorbeeld.nl", PASSWORD, "parent").await;
        assert_eq!(guess.code(), "session.bad_credentials");
        assert_eq!(app.post("/v1/accounts/_request-password").json(&json!({"email": "bo@voorbeeld.nl"})).await.status, 202);
        let reset = json!({"email": "bo@voorbeeld.nl", "code": code(&app).await, "password": "fiets paard batterij"});
        assert_eq!(app.post("/v1/accounts/_reset-password").json(&reset).await.status, 204);
        assert_eq!(sign_in(&app, "bo@voorbeeld.nl", "fiets paard batterij", "parent").await.status, 201);
    }

    async fn who_asked_for_the_address_before_knows_no_password_of_it(app: TestApp, issuer: TestIssuer) {
        // Somebody else asks for the address as often as there are letters.
        for _ in 0..5 {
            let ask = json!({"email": "bo@voorbeeld.nl", "password": PASSWORD, "termsVersion": "2026-11", "ofAge": true});
            assert_eq!(app.post("/v1/accounts").json(&ask).await.status, 202);
        }
        let theirs = code(&app).await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "bo-1"})).await;
        assert_eq!(app.post("/v1/accounts/_identity-provider").json(&wish(&secret, "bo@voorbeeld.nl")).await.status, 202);
        let made = app.post("/v1/accounts/_confirm-identity-provider")
            .json(&json!({"secret": secret, "email": "bo@voorbeeld.nl", "code": theirs})).await;
        assert_eq!(made.status, 200, "{}", made.text());
        assert_eq!(sign_in(&app, "bo@voorbeeld.nl", PASSWORD, "parent").await.code(), "session.bad_credentials");
        assert_eq!(enter(&app, &secret, "parent").await.status, 201);
    }

    async fn who_has_an_address_back_is_rid_of_links_made_since(app: TestApp, issuer: TestIssuer) {
        let (_, token) = linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        app.advance(chrono::TimeDelta::minutes(1));
        let ask = app.post("/v1/me/_change-email").json(&json!({"email": "dief@voorbeeld.nl", "password": PASSWORD}));
        assert_eq!(ask.bearer(&token).await.status, 202);
        let confirm = json!({"code": code(&app).await});
        app.post("/v1/me/_confirm-email").json(&confirm).bearer(&token).await;
        let back = letters(&app).await;
        let (_, shown) = back.iter().find_map(|letter| letter.split_once("code is: ")).expect("a code");
        let back = json!({"email": "an@voorbeeld.nl", "code": &shown[..11]});
        let (secret, _) = round(&app, &issuer, json!({"sub": "dief-1"})).await;
        let link = app.post("/v1/me/identity-links").json(&json!({"secret": secret, "password": PASSWORD}));
        assert_eq!(link.bearer(&token).await.status, 201);

        assert_eq!(app.post("/v1/accounts/_restore-email").json(&back).await.status, 204);

        let (secret, back) = round(&app, &issuer, json!({"sub": "dief-1"})).await;
        assert_eq!(back["linked"], false);
        assert_eq!(enter(&app, &secret, "parent").await.code(), "session.not_linked");
        let (secret, back) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        assert_eq!(back["linked"], true);
        assert_eq!(enter(&app, &secret, "parent").await.status, 201);
    }

    async fn asking_for_an_account_tells_nothing_of_an_address(app: TestApp, issuer: TestIssuer) {
        with_password(&app, "an@voorbeeld.nl").await;
        letters(&app).await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "bo-1"})).await;
        let known = app.post("/v1/accounts/_identity-provider").json(&wish(&secret, "an@voorbeeld.nl")).await;
        let unknown = app.post("/v1/accounts/_identity-provider").json(&wish(&secret, "bo@voorbeeld.nl")).await;
        assert_eq!((known.status, known.json()), (unknown.status, unknown.json()));
        // Whoever reads no mail there comes in nowhere.
        let guess = json!({"secret": secret, "email": "an@voorbeeld.nl", "code": "0000-0000-0"});
        let refused = app.post("/v1/accounts/_confirm-identity-provider").json(&guess).await;
        assert_eq!(refused.code(), "account.code_invalid");
        let faults = app.post("/v1/accounts/_identity-provider")
            .json(&json!({"secret": secret, "email": "bo", "termsVersion": "oud", "ofAge": false})).await;
        assert_eq!(faults.faults().len(), 3, "{}", faults.text());
    }

    async fn a_link_takes_the_password_and_what_is_asked_for_beside_it(app: TestApp, issuer: TestIssuer) {
        let (_, token) = with_password(&app, "an@voorbeeld.nl").await;
        app.second_factor("an@voorbeeld.nl", PASSWORD).await.expect("a factor");
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        let link = |password: &str, code: Option<String>| app.post("/v1/me/identity-links")
            .json(&json!({"secret": secret, "password": password, "code": code})).bearer(&token);
        assert_eq!(link("iets anders dan dat", None).await.code(), "account.password_wrong");
        assert_eq!(link(PASSWORD, None).await.code(), "session.second_factor_required");
        let code = app.second_factor("an@voorbeeld.nl", PASSWORD).await;
        let made = link(PASSWORD, code).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(made.json()["identityProvider"], "werk");
        let bare = app.post("/v1/me/identity-links").json(&json!({"secret": secret, "password": PASSWORD})).await;
        assert_eq!(bare.status, 401);
        let mine = app.get("/v1/me/identity-links").bearer(&token).await.json();
        assert_eq!(mine["items"].as_array().expect("a list").len(), 1);
    }

    async fn whom_an_issuer_knows_has_one_account(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let (_, other) = with_password(&app, "bo@voorbeeld.nl").await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        let sent = json!({"secret": secret, "password": PASSWORD});
        let taken = app.post("/v1/me/identity-links").json(&sent).bearer(&other).await;
        assert_eq!((taken.status, taken.code().as_str()), (409, "identity_link.taken"));
        let asked = app.post("/v1/accounts/_identity-provider").json(&wish(&secret, "cor@voorbeeld.nl")).await;
        assert_eq!((asked.status, asked.code().as_str()), (409, "identity_link.taken"));
    }

    async fn what_is_unlinked_signs_nobody_in_and_is_nobody_elses_to_unlink(app: TestApp, issuer: TestIssuer) {
        let (_, token) = linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let (_, other) = with_password(&app, "bo@voorbeeld.nl").await;
        let id = app.get("/v1/me/identity-links").bearer(&token).await.json()["items"][0]["id"].as_str().expect("an id").to_owned();
        let path = format!("/v1/me/identity-links/{id}");
        let none = app.delete(&path).bearer(&other).await;
        assert_eq!((none.status, none.code().as_str()), (404, "identity_link.not_found"));
        assert_eq!(app.delete(&path).bearer(&token).await.status, 204);
        let (_, back) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        assert_eq!(back["linked"], false);
        assert!(letters(&app).await.iter().any(|it| it.contains("no longer sign in here")));
    }

    async fn a_closed_account_is_linked_with_nobody(app: TestApp, issuer: TestIssuer) {
        let (_, token) = linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        let closed = app.post("/v1/me/_close").json(&json!({"password": PASSWORD})).bearer(&token).await;
        assert_eq!(closed.status, 204, "{}", closed.text());
        assert_eq!(enter(&app, &secret, "parent").await.code(), "session.not_linked");
        let away = begin(&app).await;
        assert!(!away.secret.is_empty());
    }
}
