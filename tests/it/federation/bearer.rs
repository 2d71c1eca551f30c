//! Tokens of another issuer, in the place of ours.

use chrono::TimeDelta;
use pijler::domains::federation;
use pijler::domains::identity::service;
use serde_json::json;
use tests::TestApp;

use super::{federated, linked, now, shows, with_password};
use crate::identity::{PASSWORD, administrator};
use crate::oauth::forged::socket;

/// What is answered to whoever is let in as a parent.
fn in_as_parent() -> (u16, String) {
    (200, String::new())
}

async fn link_id(app: &TestApp, token: &str) -> String {
    let mine = app.get("/v1/me/identity-links").bearer(token).await.json();
    mine["items"][0]["id"].as_str().expect("an id").to_owned()
}

federated! {
    async fn a_token_of_somebody_linked_serves_by_both_doors_and_over_sockets(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let token = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(shows(&app, &token).await, in_as_parent());
        let rooms = app.graphql("{ rooms { nodes { id } } }", json!({})).bearer(&token).await;
        assert!(rooms.json()["errors"].is_null(), "{}", rooms.text());
        assert_eq!(socket(&app, &token).await, None);
        // In a list, as some write it.
        let more = json!({"aud": ["else", "https://api.pijler.example/v1"]});
        assert_eq!(shows(&app, &issuer.access(now(&app), "an-1", &more)).await, in_as_parent());
        // What is about the account is not for front-ends of others.
        let me = app.get("/v1/me").bearer(&token).await;
        assert_eq!((me.status, me.code().as_str()), (403, "session.through_front_end"));
        // It is no token of OAuth's own addresses.
        assert_eq!(app.get("/oauth/userinfo").bearer(&token).await.status, 401);
    }

    async fn a_token_of_nobody_here_is_told_so(app: TestApp, issuer: TestIssuer) {
        with_password(&app, "an@voorbeeld.nl").await;
        let more = json!({"email": "an@voorbeeld.nl", "email_verified": true});
        let token = issuer.access(now(&app), "an-1", &more);
        assert_eq!(shows(&app, &token).await, (401, "session.not_linked".to_owned()));
        let said = app.graphql("{ apiVersion }", json!({})).bearer(&token).await;
        assert_eq!(said.status, 401);
        assert!(socket(&app, &token).await.is_some());
    }

    async fn what_ends_here_ends_with_the_next_request(app: TestApp, issuer: TestIssuer) {
        let (_, own) = linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let token = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(shows(&app, &token).await, in_as_parent());
        // Signing out everywhere.
        app.advance(TimeDelta::seconds(2));
        assert_eq!(app.delete("/v1/me/sessions").bearer(&own).await.status, 204);
        assert_eq!(shows(&app, &token).await, (401, "session.token_invalid".to_owned()));
        app.advance(TimeDelta::seconds(2));
        let token = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(shows(&app, &token).await, in_as_parent());
        // Another password.
        let own = crate::intake::token(&app, "an@voorbeeld.nl", "parent").await;
        let change = json!({"currentPassword": PASSWORD, "password": "fiets paard batterij"});
        let changed = app.put("/v1/me/password").json(&change).bearer(&own).await;
        assert_eq!(changed.status, 204, "{}", changed.text());
        assert_eq!(shows(&app, &token).await.0, 401);
        app.advance(TimeDelta::seconds(2));
        let token = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(shows(&app, &token).await, in_as_parent());
        // Unlinking, on every node.
        let node = app.node().await;
        let own = crate::identity::sign_in(&app, "an@voorbeeld.nl", "fiets paard batterij", "parent").await.json();
        let own = own["accessToken"].as_str().expect("a token").to_owned();
        let path = format!("/v1/me/identity-links/{}", link_id(&app, &own).await);
        assert_eq!(app.delete(&path).bearer(&own).await.status, 204);
        assert_eq!(shows(&app, &token).await, (401, "session.not_linked".to_owned()));
        node.leave().await;
    }

    async fn a_socket_that_a_token_opened_is_told_when_something_ends(app: TestApp, issuer: TestIssuer) {
        let (_, own) = linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let header = format!("Bearer {}", issuer.access(now(&app), "an-1", &json!({})));
        let known = (app.parts.gate(), app.parts.federation());
        let actor = federation::actor_in(&app.backend, known, &header).await.expect("let in");
        let stands = || service::still_stands(&app.backend, app.parts.gate(), &actor);
        assert!(stands().is_ok());
        assert_eq!(app.delete("/v1/me/sessions").bearer(&own).await.status, 204);
        assert_eq!(stands().expect_err("over").code, "session.token_invalid");
        // What is opened anew with a new token stands.
        app.advance(TimeDelta::seconds(2));
        let header = format!("Bearer {}", issuer.access(now(&app), "an-1", &json!({})));
        let actor = federation::actor_in(&app.backend, known, &header).await.expect("let in");
        assert!(service::still_stands(&app.backend, app.parts.gate(), &actor).is_ok());
        // No longer than a token of ours would serve.
        app.advance(TimeDelta::minutes(11));
        assert!(service::still_stands(&app.backend, app.parts.gate(), &actor).is_err());
    }

    async fn a_role_that_is_taken_away_and_an_account_that_is_closed_end_with_the_next_request(app: TestApp, issuer: TestIssuer, |set| set.token_hat = Some(pijler::domains::identity::HatKind::Panel)) {
        let (account, own) = linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let admin = administrator(&app).await;
        let token = issuer.access(now(&app), "an-1", &json!({}));
        let asks = |token: String| { let app = app.clone(); async move { let answer = app.get("/v1/ideas").bearer(&token).await; (answer.status, if answer.status == 200 { String::new() } else { answer.code() }) } };
        assert_eq!(asks(token.clone()).await, (403, "session.hat_not_granted".to_owned()));
        let path = format!("/v1/accounts/{account}/grants/panel");
        assert_eq!(app.put(&path).json(&json!({})).bearer(&admin).await.status, 200);
        assert_eq!(asks(token.clone()).await.0, 200);
        assert_eq!(app.delete(&path).bearer(&admin).await.status, 204);
        app.advance(TimeDelta::seconds(2));
        let later = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(asks(token).await.0, 401);
        assert_eq!(asks(later).await, (403, "session.hat_not_granted".to_owned()));
        let closed = app.post("/v1/me/_close").json(&json!({"password": PASSWORD})).bearer(&own).await;
        assert_eq!(closed.status, 204);
        let token = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(asks(token).await, (401, "session.not_linked".to_owned()));
    }

    async fn where_the_account_asks_for_two_the_issuer_has_to_have_asked_too(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        app.second_factor("an@voorbeeld.nl", PASSWORD).await.expect("a factor");
        let bare = issuer.access(now(&app), "an-1", &json!({"amr": ["pwd"]}));
        assert_eq!(shows(&app, &bare).await, (401, "session.second_factor_required".to_owned()));
        let both = issuer.access(now(&app), "an-1", &json!({"amr": ["pwd", "mfa"]}));
        assert_eq!(shows(&app, &both).await, in_as_parent());
    }

    async fn plain_tokens_serve_where_the_settings_say_so_but_no_identity_tokens(app: TestApp, issuer: TestIssuer, |set| set.plain_tokens = true) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let claims = issuer.access_claims(now(&app), "an-1", &json!({}));
        assert_eq!(shows(&app, &issuer.sign("JWT", &claims)).await, in_as_parent());
        for name in ["nonce", "at_hash", "c_hash"] {
            let mut other = claims.clone();
            other[name] = json!("x");
            assert_eq!(shows(&app, &issuer.sign("JWT", &other)).await.0, 401, "{name}");
        }
        assert_eq!(shows(&app, &issuer.sign("logout+jwt", &claims)).await.0, 401);
    }

    async fn an_issuer_to_sign_in_by_alone_lets_no_tokens_in(app: TestApp, issuer: TestIssuer, |set| set.audience = None) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let token = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(shows(&app, &token).await, (401, "session.token_invalid".to_owned()));
    }
}
