//! Keys that change, and issuers that are not there.

use std::time::Instant;

use chrono::TimeDelta;
use serde_json::json;
use tests::issuer::Mood;

use super::{begin, federated, hand_in, linked, now, round, shows};

const OVER: &str = "session.token_invalid";
const AWAY: &str = "identity_provider.unreachable";

federated! {
    async fn a_new_key_is_asked_for_when_a_token_names_it_once_a_minute_at_most(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let old = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(shows(&app, &old).await.0, 200);
        let asked = issuer.asked("/jwks");
        issuer.shows(&[11, 12]);
        let new = issuer.access(now(&app), "an-1", &json!({}));
        // It is too soon after the last time.
        assert_eq!(shows(&app, &new).await, (401, OVER.to_owned()));
        assert_eq!(issuer.asked("/jwks"), asked);
        app.advance(TimeDelta::seconds(61));
        assert_eq!(shows(&app, &new).await.0, 200);
        assert_eq!(shows(&app, &old).await.0, 200);
        // However many name keys that there are not.
        let mut header = json!({"alg": "ES256", "typ": "at+jwt"});
        let claims = issuer.access_claims(now(&app), "an-1", &json!({}));
        for at in 0..20 {
            header["kid"] = json!(format!("none-{at}"));
            let forged = tests::issuer::token(&header, &claims, jsonwebtoken::Algorithm::ES256, &tests::issuer::issuer_key(12).0);
            assert_eq!(shows(&app, &forged).await, (401, OVER.to_owned()));
        }
        assert_eq!(issuer.asked("/jwks"), asked + 1);
        // What is shown no more serves no more, once it is asked again.
        issuer.shows(&[12]);
        app.advance(TimeDelta::seconds(61));
        header["kid"] = json!("none");
        let forged = tests::issuer::token(&header, &claims, jsonwebtoken::Algorithm::ES256, &tests::issuer::issuer_key(12).0);
        assert_eq!(shows(&app, &forged).await.0, 401);
        assert_eq!(shows(&app, &old).await, (401, OVER.to_owned()));
        assert_eq!(shows(&app, &issuer.access(now(&app), "an-1", &json!({}))).await.0, 200);
    }

    async fn keys_serve_on_for_an_hour_while_the_issuer_is_away_and_no_longer(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        assert_eq!(shows(&app, &issuer.access(now(&app), "an-1", &json!({}))).await.0, 200);
        issuer.is(Mood::Failing);
        app.advance(TimeDelta::minutes(58));
        assert_eq!(shows(&app, &issuer.access(now(&app), "an-1", &json!({}))).await.0, 200);
        app.advance(TimeDelta::minutes(3));
        let token = issuer.access(now(&app), "an-1", &json!({}));
        let answer = app.get("/v1/rooms").bearer(&token).await;
        assert_eq!((answer.status, answer.code().as_str()), (503, AWAY));
        assert_eq!(answer.header("retry-after"), "30");
        let said = app.graphql("{ apiVersion }", json!({})).bearer(&token).await;
        assert_eq!(said.status, 503);
        // Whoever asks again at once asks nobody.
        let asked = issuer.asked("/jwks");
        assert_eq!(shows(&app, &token).await, (503, AWAY.to_owned()));
        assert_eq!(issuer.asked("/jwks"), asked);
        issuer.is(Mood::Well);
        app.advance(TimeDelta::seconds(11));
        assert_eq!(shows(&app, &token).await.0, 200);
    }

    async fn an_issuer_that_is_silent_holds_up_nobody_else(app: TestApp, issuer: TestIssuer) {
        let (_, own) = linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        app.advance(TimeDelta::minutes(61));
        issuer.is(Mood::Silent);
        let own_again = crate::intake::token(&app, "an@voorbeeld.nl", "parent").await;
        let token = issuer.access(now(&app), "an-1", &json!({}));
        let waiting = app.get("/v1/rooms").bearer(&token).into_future();
        let waiting = tokio::spawn(waiting);
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        // While that waits, others do not: the order is what counts, not the time.
        for _ in 0..20 {
            assert_eq!(app.get("/v1/rooms").bearer(&own_again).await.status, 200);
            assert_eq!(app.get("/v1/pillars").await.status, 200);
        }
        assert!(!waiting.is_finished());
        let began = Instant::now();
        let answer = waiting.await.expect("an answer");
        assert_eq!((answer.status, answer.code().as_str()), (503, AWAY), "{:?}", began.elapsed());
        let _ = own;
    }

    async fn what_an_issuer_should_not_answer_is_no_answer(app: TestApp, issuer: TestIssuer) {
        for mood in [Mood::Failing, Mood::Endless, Mood::Elsewhere] {
            issuer.is(mood);
            let answer = app.post("/v1/identity-providers/werk/_begin").json(&json!({})).await;
            assert_eq!((answer.status, answer.code().as_str()), (503, AWAY), "{mood:?}");
        }
        assert_eq!(issuer.asked("/other/.well-known/openid-configuration"), 0);
        issuer.is(Mood::Well);
        for (member, value) in [
            ("issuer", json!("https://else.example")),
            ("jwks_uri", json!("http://else.example/jwks")),
            ("jwks_uri", json!("file:///etc/passwd")),
            ("token_endpoint", json!("https://169.254.169.254/token")),
            ("authorization_endpoint", json!("javascript:alert(1)")),
        ] {
            issuer.says(member, value.clone());
            let answer = app.post("/v1/identity-providers/werk/_begin").json(&json!({})).await;
            assert_eq!((answer.status, answer.code().as_str()), (503, AWAY), "{member}: {value}");
            let path = match member {
                "issuer" => json!(issuer.url),
                "jwks_uri" => json!(format!("{}/jwks", issuer.url)),
                "token_endpoint" => json!(format!("{}/token", issuer.url)),
                _ => json!(format!("{}/authorize", issuer.url)),
            };
            issuer.says(member, path);
        }
        assert_eq!(app.post("/v1/identity-providers/werk/_begin").json(&json!({})).await.status, 201);
    }

    async fn somebody_who_comes_back_while_the_issuer_is_away_begins_again(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let away = begin(&app).await;
        let (state, code) = issuer.lets_in(&away.address, now(&app), &json!({"sub": "an-1"}));
        issuer.is(Mood::Failing);
        let answer = hand_in(&app, &away.secret, (&state, &code)).await;
        assert!([401, 503].contains(&answer.status), "{}", answer.text());
        issuer.is(Mood::Well);
        // Its key changed meanwhile.
        issuer.shows(&[13]);
        app.advance(TimeDelta::seconds(61));
        let (_, back) = round(&app, &issuer, json!({"sub": "an-1"})).await;
        assert_eq!(back["linked"], true);
    }
}
