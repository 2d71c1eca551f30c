//! Programs that sign with keys of their own (RFC 7523).

use chrono::TimeDelta;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use p256::SecretKey;
use p256::pkcs8::EncodePrivateKey;
use serde_json::{Value, json};
use tests::{Ask, TestApp, on_both};

use super::programs::global;
use super::{access, ask, made, token, why};
use crate::intake::one;

const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A key pair: the private half, and the set that holds the public one.
pub fn key(seed: u8) -> (EncodingKey, Value) {
    let secret = SecretKey::from_slice(&[seed; 32]).expect("a key");
    let der = secret.to_pkcs8_der().expect("DER");
    let private = EncodingKey::from_ec_der(der.as_bytes());
    let public = Jwk::from_encoding_key(&private, Algorithm::ES256).expect("a public key");
    let mut public = serde_json::to_value(public).expect("JSON");
    public["kid"] = json!(format!("k{seed}"));
    (private, json!({"keys": [public]}))
}

/// What a program says of itself, for a minute.
pub fn said(app: &TestApp, id: &str, jti: &str) -> Value {
    let now = app.backend.clock.now().timestamp();
    let audience = issuer(app);
    json!({"iss": id, "sub": id, "aud": audience, "iat": now, "exp": now + 60, "jti": jti})
}

/// The address of the house, as its tokens name it.
pub fn issuer(app: &TestApp) -> String {
    app.parts.gate().issuer().to_owned()
}

/// Signs as it should be.
pub fn signed(private: &EncodingKey, claims: &Value) -> String {
    let mut header = Header::new(Algorithm::ES256);
    header.kid = Some("k7".to_owned());
    jsonwebtoken::encode(&header, claims, private).expect("a token")
}

/// Shows an assertion.
pub fn show(app: &TestApp, assertion: &str) -> Ask {
    let form = [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", KIND),
        ("client_assertion", assertion),
    ];
    ask(app, &form)
}

on_both! {
    async fn a_program_that_signs_is_given_no_secret_beside(app: TestApp) {
        let editor = one(&app).await;
        let made = made(&app, &editor.token, json!({"jwks": key(7).1})).await;
        let path = format!("/v1/api-clients/{}/_rotate", made.id);
        let refused = app.post(&path).json(&json!({})).bearer(&editor.token).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "api_client.has_keys"));
        let rotate = "mutation($input: ApiClientRotateInput!) { apiClientRotate(input: $input) { secret } }";
        let sent = json!({"input": {"id": global(&made)}});
        let by_graphql = app.graphql(rotate, sent).bearer(&editor.token).await;
        let said = by_graphql.json()["errors"][0]["extensions"]["code"].clone();
        assert_eq!(said, "api_client.has_keys", "{}", by_graphql.text());
    }

    async fn an_assertion_serves_once_and_leads_to_a_token(app: TestApp) {
        let editor = one(&app).await;
        let (private, public) = key(7);
        let made = made(&app, &editor.token, json!({"jwks": public})).await;
        assert_eq!(made.secret, "");
        let assertion = signed(&private, &said(&app, &made.id, "een"));
        let bearer = access(&show(&app, &assertion).await);
        assert_eq!(app.get("/v1/pushes").bearer(&bearer).await.status, 200);
        let again = show(&app, &assertion).await;
        assert_eq!((again.status, why(&again).as_str()), (401, "invalid_client"));
        // In an array, and with the address of the endpoint, as some libraries have it.
        let mut claims = said(&app, &made.id, "twee");
        claims["aud"] = json!([format!("{}/oauth/token", issuer(&app)), "https://else.example"]);
        assert_eq!(show(&app, &signed(&private, &claims)).await.status, 200);
        app.delete(&format!("/v1/api-clients/{}", made.id)).bearer(&editor.token).await;
        assert_eq!(app.get("/v1/pushes").bearer(&bearer).await.status, 401);
        let ended = show(&app, &signed(&private, &said(&app, &made.id, "drie"))).await;
        assert_eq!(why(&ended), "invalid_client");
    }

    async fn an_assertion_that_is_not_right_leads_to_nothing(app: TestApp) {
        let editor = one(&app).await;
        let (private, public) = key(7);
        let (foreign, _) = key(8);
        let other = made(&app, &editor.token, json!({})).await;
        let made = made(&app, &editor.token, json!({"jwks": public})).await;
        let now = app.backend.clock.now().timestamp();
        let cases = [
            ("iss", json!(other.id)),
            ("sub", json!(other.id)),
            ("aud", json!("https://else.example")),
            ("aud", Value::Null),
            ("exp", json!(now)),
            ("exp", json!(now + 3601)),
            ("exp", Value::Null),
            ("nbf", json!(now + 120)),
            ("iat", json!(now + 120)),
            ("jti", json!("")),
            ("jti", Value::Null),
        ];
        for (at, (member, value)) in cases.into_iter().enumerate() {
            let mut claims = said(&app, &made.id, &format!("fout-{at}"));
            claims[member] = value.clone();
            let claims = match value {
                Value::Null => {
                    claims.as_object_mut().expect("members").remove(member);
                    claims
                }
                _ => claims,
            };
            let refused = show(&app, &signed(&private, &claims)).await;
            assert_eq!((refused.status, why(&refused).as_str()), (401, "invalid_client"), "{claims}");
        }
        let by_other = show(&app, &signed(&foreign, &said(&app, &made.id, "vreemd"))).await;
        assert_eq!(why(&by_other), "invalid_client");
        // Who signs with keys has no secret, and who has one needs no keys.
        assert_eq!(why(&token(&app, &made).await), "invalid_client");
        let shown = show(&app, &signed(&private, &said(&app, &other.id, "zonder"))).await;
        assert_eq!(why(&shown), "invalid_client");
        app.advance(TimeDelta::minutes(1));
        let late = show(&app, &signed(&private, &json!({"iss": made.id, "sub": made.id, "aud": issuer(&app), "exp": now + 60, "jti": "laat"}))).await;
        assert_eq!(why(&late), "invalid_client");
    }
}
