//! Identity tokens that do not hold: nobody comes in with one.

use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use tests::issuer::{issuer_key, token};
use url::Url;

use super::{begin, federated, hand_in, linked, now};

fn nonce(address: &str) -> String {
    let url = Url::parse(address).expect("an address");
    let found = url.query_pairs().find(|(name, _)| name == "nonce");
    found.expect("a nonce").1.into_owned()
}

federated! {
    async fn an_identity_token_that_does_not_hold_lets_nobody_in(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let now = now(&app);
        let head = json!({"alg": "ES256", "typ": "JWT", "kid": "i11"});
        let (own, public) = issuer_key(11);
        let said = |address: &str, member: &str, value: Value| {
            let mut claims = json!({
                "iss": issuer.url, "aud": "pijler", "sub": "an-1", "nonce": nonce(address),
                "iat": now, "exp": now + 300,
            });
            claims[member] = value;
            claims
        };
        let with = |name: &str, value: Value| {
            let mut other = head.clone();
            other[name] = value;
            other
        };
        let cases = [
            ("aud", json!("else")),
            ("aud", json!(["pijler", "else"])),
            ("iss", json!("https://else.example")),
            ("nonce", json!("another")),
            ("nonce", Value::Null),
            ("exp", json!(now - 1)),
            ("iat", json!(now + 300)),
            ("nbf", json!(now + 300)),
            ("azp", json!("else")),
            ("sub", Value::Null),
        ];
        for (member, value) in cases {
            let away = begin(&app).await;
            let claims = said(&away.address, member, value.clone());
            let made = token(&head, &claims, Algorithm::ES256, &own);
            let (state, code) = issuer.lets_in_with(&away.address, made);
            let answer = hand_in(&app, &away.secret, (&state, &code)).await;
            assert_eq!((answer.status, answer.code().as_str()), (401, "identity_provider.answer_invalid"), "{member}: {value}");
        }
        let shared = EncodingKey::from_secret(b"hush");
        let known = EncodingKey::from_secret(public.to_string().as_bytes());
        let marks: [(&str, Value, Algorithm, &EncodingKey); 6] = [
            ("none", with("alg", json!("none")), Algorithm::ES256, &own),
            ("our own secret", with("alg", json!("HS256")), Algorithm::HS256, &shared),
            ("the public key", with("alg", json!("HS256")), Algorithm::HS256, &known),
            ("another key", head.clone(), Algorithm::ES256, &issuer_key(99).0),
            ("jku", with("jku", json!("https://evil.example")), Algorithm::ES256, &own),
            ("crit", with("crit", json!(["exp"])), Algorithm::ES256, &own),
        ];
        for (name, head, algorithm, key) in marks {
            let away = begin(&app).await;
            let claims = said(&away.address, "sub", json!("an-1"));
            let made = token(&head, &claims, algorithm, key);
            let (state, code) = issuer.lets_in_with(&away.address, made);
            let answer = hand_in(&app, &away.secret, (&state, &code)).await;
            assert_eq!((answer.status, answer.code().as_str()), (401, "identity_provider.answer_invalid"), "{name}");
        }
        // As it should be.
        let away = begin(&app).await;
        let made = token(&head, &said(&away.address, "sub", json!("an-1")), Algorithm::ES256, &own);
        let (state, code) = issuer.lets_in_with(&away.address, made);
        assert_eq!(hand_in(&app, &away.secret, (&state, &code)).await.status, 200);
    }
}
