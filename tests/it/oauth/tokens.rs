//! The token endpoint, in the words of RFC 6749; and where programs read of it.

use serde_json::json;
use tests::on_both;

use super::{access, ask, basic, claims, made, token, why};
use crate::intake::one;

const CREDENTIALS: (&str, &str) = ("grant_type", "client_credentials");

/// What is sent: a name for it, its fields; and what is answered: the status and the error.
type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], u16, &'c str);

on_both! {
    async fn a_token_says_who_for_whom_and_what_for(app: TestApp) {
        let editor = one(&app).await;
        let made = made(&app, &editor.token, json!({})).await;
        let given = token(&app, &made).await;
        assert_eq!(given.header("cache-control"), "no-store");
        assert_eq!(given.json()["token_type"], "Bearer");
        assert_eq!(given.json()["scope"], "pushes:write pushes:read");
        let claims = claims(&access(&given));
        assert_eq!(claims["sub"], made.id.as_str());
        assert_eq!(claims["client_id"], made.id.as_str());
        assert_eq!(claims["provider"], editor.provider.as_str());
        assert_eq!(claims["scope"], "pushes:write pushes:read");
        assert_eq!(claims["exp"].as_i64().expect("a time") - claims["iat"].as_i64().expect("a time"), 600);
        assert!(claims.get("hat").is_none() && claims.get("verified_until").is_none());

        let form = [CREDENTIALS, ("client_id", &made.id), ("client_secret", &made.secret), ("scope", "pushes:read")];
        let less = ask(&app, &form).await;
        assert_eq!(less.json()["scope"], "pushes:read");
        let more = ask(&app, &[CREDENTIALS, ("client_id", &made.id), ("client_secret", &made.secret), ("scope", "pushes:read accounts:write")]).await;
        assert_eq!((more.status, why(&more).as_str()), (400, "invalid_scope"));
    }

    async fn what_is_asked_wrongly_is_refused_in_the_words_of_the_standard(app: TestApp) {
        let editor = one(&app).await;
        let made = made(&app, &editor.token, json!({})).await;
        let right = basic(&made.id, &made.secret);
        let wrong = basic(&made.id, "pijler_other");
        let nobody = basic("00000000-0000-4000-8000-000000000009", &made.secret);
        let id = made.id.as_str();
        let cases: [Case<'_>; 10] = [
            (&right, &[], 400, "invalid_request"),
            (&right, &[("grant_type", "password")], 400, "unsupported_grant_type"),
            (&right, &[CREDENTIALS, CREDENTIALS], 400, "invalid_request"),
            (&right, &[CREDENTIALS, ("client_id", id), ("client_secret", "x")], 400, "invalid_request"),
            (&right, &[CREDENTIALS, ("client_id", "another")], 400, "invalid_request"),
            (&wrong, &[CREDENTIALS], 401, "invalid_client"),
            (&nobody, &[CREDENTIALS], 401, "invalid_client"),
            ("Basic !", &[CREDENTIALS], 401, "invalid_client"),
            ("Bearer abc", &[CREDENTIALS], 401, "invalid_client"),
            (&right, &[CREDENTIALS, ("client_assertion_type", "urn:other")], 401, "invalid_client"),
        ];
        for (header, form, status, error) in cases {
            let refused = ask(&app, form).header("Authorization", header).await;
            assert_eq!((refused.status, why(&refused).as_str()), (status, error), "{form:?}");
            let challenged = refused.header("www-authenticate").starts_with("Basic");
            assert_eq!(challenged, status == 401);
        }
        let unshown = ask(&app, &[CREDENTIALS]).await;
        assert_eq!((unshown.status, why(&unshown).as_str()), (401, "invalid_client"));
        let json = app.post("/oauth/token").json(&json!({"grant_type": "client_credentials"})).await;
        assert_eq!((json.status, why(&json).as_str()), (400, "invalid_request"));
        let get = app.get("/oauth/token").await;
        assert_eq!((get.status, get.header("allow").as_str()), (405, "POST, OPTIONS"));
    }

    async fn programs_find_their_way_from_a_refusal_on(app: TestApp) {
        let refused = app.get("/v1/pushes").await;
        let challenge = refused.header("www-authenticate");
        let (_, address) = challenge.split_once("resource_metadata=\"").expect("an address");
        let path = address.trim_end_matches('"').split_once("//").expect("a scheme").1;
        let resource = app.get(&path[path.find('/').expect("a path")..]).await;
        assert_eq!(resource.header("access-control-allow-origin"), "*");
        let resource = resource.json();
        let issuer = resource["authorization_servers"][0].as_str().expect("an issuer");
        assert_eq!(resource["resource"], format!("{issuer}/v1"));
        for path in ["oauth-authorization-server", "openid-configuration"] {
            let server = app.get(&format!("/.well-known/{path}")).await.json();
            assert_eq!(server["issuer"], issuer);
            assert_eq!(server["token_endpoint"], format!("{issuer}/oauth/token"));
            assert!(server["jwks_uri"].as_str().expect("keys").ends_with("/.well-known/jwks.json"));
            let ways = server["grant_types_supported"].as_array().expect("ways");
            assert!(ways.contains(&json!("client_credentials")));
        }
        let whole = app.get("/.well-known/oauth-protected-resource").await.json();
        assert_eq!(whole, resource);
    }
}
