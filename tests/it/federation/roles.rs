//! What an issuer says of roles.

use chrono::TimeDelta;
use pijler::domains::federation::{IssuerSettings, RoleRule};
use pijler::domains::identity::HatKind;
use serde_json::json;
use uuid::Uuid;

use super::{enter, federated, linked, now, round, shows};
use crate::identity::{PASSWORD, sign_in};

/// A provider that there need not be.
const PROVIDER: Uuid = Uuid::from_u128(7);

fn with_roles(set: &mut IssuerSettings) {
    let rule = |value: &str, hat: HatKind| RoleRule {
        claim: "groups".to_owned(),
        value: value.to_owned(),
        hat,
        provider: hat.is_of_a_provider().then_some(PROVIDER),
        municipality: None,
    };
    set.roles = vec![
        rule("redactie", HatKind::Organisation),
        rule("panel", HatKind::Panel),
    ];
}

federated! {
    async fn a_claim_gives_a_hat_for_a_while_and_an_organisations_is_an_editors(app: TestApp, issuer: TestIssuer, with_roles) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        assert_eq!(enter(&app, &secret, "organisation").await.code(), "session.hat_not_granted");
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1", "groups": ["redactie", "x"]})).await;
        let session = enter(&app, &secret, "organisation").await;
        assert_eq!(session.status, 201, "{}", session.text());
        let session = session.json();
        assert_eq!((&session["providerId"], &session["rank"]), (&json!(PROVIDER), &json!("editor")));
        let access = session["accessToken"].as_str().expect("a token");
        assert_eq!(app.get("/v1/pushes").bearer(access).await.status, 200);
        // It goes on while the word holds: half a day.
        app.advance(TimeDelta::hours(11));
        let next = app.post("/v1/sessions/_refresh").json(&json!({"refreshToken": session["refreshToken"]})).await;
        assert_eq!(next.status, 200, "{}", next.text());
        app.advance(TimeDelta::hours(1));
        let over = app.post("/v1/sessions/_refresh").json(&json!({"refreshToken": next.json()["refreshToken"]})).await;
        assert_eq!(over.code(), "session.refresh_token_invalid");
    }

    async fn a_claim_that_is_gone_takes_its_hat_with_it(app: TestApp, issuer: TestIssuer, with_roles) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1", "groups": "panel"})).await;
        let session = enter(&app, &secret, "panel").await.json();
        let panel = session["accessToken"].as_str().expect("a token");
        assert_eq!(app.get("/v1/ideas").bearer(panel).await.status, 200);
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1", "groups": []})).await;
        assert_eq!(enter(&app, &secret, "panel").await.code(), "session.hat_not_granted");
        assert_eq!(enter(&app, &secret, "parent").await.status, 201);
        // The token that was had with it too, before it is over.
        assert_eq!(app.get("/v1/ideas").bearer(panel).await.status, 401);
        let next = app.post("/v1/sessions/_refresh").json(&json!({"refreshToken": session["refreshToken"]})).await;
        assert_eq!(next.code(), "session.refresh_token_invalid");
    }

    async fn unlinking_ends_what_was_begun_in_a_role_that_was_claimed(app: TestApp, issuer: TestIssuer, with_roles) {
        let (_, own) = linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1", "groups": "panel"})).await;
        let session = enter(&app, &secret, "panel").await.json();
        let panel = session["accessToken"].as_str().expect("a token");
        assert_eq!(app.get("/v1/ideas").bearer(panel).await.status, 200);
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        let begun = enter(&app, &secret, "parent").await.json();
        let begun = begun["accessToken"].as_str().expect("a token");
        assert_eq!(app.get("/v1/me").bearer(begun).await.status, 200);
        let mine = app.get("/v1/me/identity-links").bearer(&own).await.json();
        let path = format!("/v1/me/identity-links/{}", mine["items"][0]["id"].as_str().expect("an id"));
        assert_eq!(app.delete(&path).bearer(&own).await.status, 204);
        assert_eq!(app.get("/v1/ideas").bearer(panel).await.status, 401);
        // Any other may have begun with it; the one that asks goes on.
        assert_eq!(app.get("/v1/me").bearer(begun).await.status, 401);
        assert_eq!(app.get("/v1/me").bearer(&own).await.status, 200);
    }

    async fn a_token_wears_the_first_hat_that_its_claims_give(app: TestApp, issuer: TestIssuer, with_roles) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let both = issuer.access(now(&app), "an-1", &json!({"groups": ["panel", "redactie"]}));
        assert_eq!(app.get("/v1/pushes").bearer(&both).await.status, 200);
        assert_eq!(app.get("/v1/ideas").bearer(&both).await.status, 403);
        let panel = issuer.access(now(&app), "an-1", &json!({"groups": "panel"}));
        assert_eq!(app.get("/v1/ideas").bearer(&panel).await.status, 200);
        let none = issuer.access(now(&app), "an-1", &json!({"groups": "beheer"}));
        assert_eq!(shows(&app, &none).await.0, 200);
        // A token says nothing for later.
        let with_password = sign_in(&app, "an@voorbeeld.nl", PASSWORD, "panel").await;
        assert_eq!(with_password.code(), "session.hat_not_granted");
    }

    async fn a_hat_that_can_do_harm_takes_two_factors_and_is_given_here(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "an-1", "amr": ["mfa"], "groups": ["administrator"]})).await;
        assert_eq!(enter(&app, &secret, "administrator").await.code(), "session.hat_not_granted");
        // To whom it was given here: with two factors elsewhere, or a code.
        let admin = crate::identity::administrator(&app).await;
        let code = app.second_factor("beheer@voorbeeld.nl", PASSWORD).await;
        let (secret, _) = round(&app, &issuer, json!({"sub": "beheer-1"})).await;
        let sent = json!({"secret": secret, "password": PASSWORD, "code": code});
        let made = app.post("/v1/me/identity-links").json(&sent).bearer(&admin).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let (secret, _) = round(&app, &issuer, json!({"sub": "beheer-1", "amr": ["pwd"]})).await;
        assert_eq!(enter(&app, &secret, "administrator").await.code(), "session.second_factor_required");
        let (secret, _) = round(&app, &issuer, json!({"sub": "beheer-1", "amr": ["mfa"]})).await;
        let session = enter(&app, &secret, "administrator").await;
        assert_eq!(session.status, 201, "{}", session.text());
        // It ends with the link: it may have begun with it.
        let session = session.json();
        let bearer = session["accessToken"].as_str().expect("a token");
        let mine = app.get("/v1/me/identity-links").bearer(bearer).await.json();
        let path = format!("/v1/me/identity-links/{}", mine["items"][0]["id"].as_str().expect("an id"));
        assert_eq!(app.delete(&path).bearer(bearer).await.status, 204);
        assert_eq!(app.get("/v1/me").bearer(bearer).await.status, 401);
    }
}
