//! Tokens that others made in the issuer's name, in every place where a token can stand.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use tests::TestApp;
use tests::issuer::{TestIssuer, issuer_key, token};

use super::{federated, linked, now, shows};
use crate::oauth::forged::{ed_key, socket};

fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

/// Every family of forgery: what it is called, and the token.
fn families(app: &TestApp, issuer: &TestIssuer) -> Vec<(&'static str, String)> {
    let now = now(app);
    let claims = issuer.access_claims(now, "an-1", &json!({}));
    let header = json!({"alg": "ES256", "typ": "at+jwt", "kid": "i11"});
    let (own, public) = issuer_key(11);
    let (foreign, foreign_public) = issuer_key(99);
    let good = token(&header, &claims, Algorithm::ES256, &own);
    let parts: Vec<&str> = good.split('.').collect();
    let [said, body, mark] = parts[..] else {
        panic!("{good}");
    };
    let with = |name: &str, value: Value| {
        let mut other = header.clone();
        other[name] = value;
        other
    };
    let mut all = Vec::new();
    for none in ["none", "None", "NONE", "nOnE"] {
        let other = part(&with("alg", json!(none)));
        all.push(("alg none", format!("{other}.{body}.")));
        all.push(("alg none, with a mark", format!("{other}.{body}.{mark}")));
    }
    all.push(("no mark", format!("{said}.{body}.")));
    all.push(("two parts", format!("{said}.{body}")));
    all.push(("four parts", format!("{good}.{mark}")));
    let mut more = claims.clone();
    more["sub"] = json!("an-2");
    all.push(("other claims", format!("{said}.{}.{mark}", part(&more))));
    // The public key as a shared secret: as JSON, as its bytes, and nothing.
    let x = BASE64_URL_SAFE_NO_PAD.decode(public["x"].as_str().expect("x"));
    for secret in [
        public.to_string().into_bytes(),
        x.expect("base64url"),
        Vec::new(),
        b"hush".to_vec(),
    ] {
        for (word, algorithm) in [("HS256", Algorithm::HS256), ("HS512", Algorithm::HS512)] {
            let shared = EncodingKey::from_secret(&secret);
            all.push((
                "shared",
                token(&with("alg", json!(word)), &claims, algorithm, &shared),
            ));
        }
    }
    let sign = |header: &Value| token(header, &claims, Algorithm::ES256, &foreign);
    all.push(("another key", sign(&header)));
    for kid in [
        json!("i99"),
        json!("../../../dev/null"),
        json!("' OR 1=1 --"),
        json!(""),
        json!(["i11"]),
        Value::Null,
    ] {
        all.push(("kid", sign(&with("kid", kid))));
    }
    all.push(("jwk", sign(&with("jwk", foreign_public))));
    for (name, value) in [
        ("jku", json!(format!("{}/jwks", issuer.url))),
        ("x5u", json!("https://evil.example/keys")),
        ("x5c", json!(["AAAA"])),
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("jku", json!("https://evil.example/")),
    ] {
        all.push((name, sign(&with(name, value.clone()))));
        // Also beside the issuer's own mark.
        all.push((
            name,
            token(&with(name, value), &claims, Algorithm::ES256, &own),
        ));
    }
    for algorithm in ["EdDSA", "ES384", "RS256", "PS256", "ES256K", "dir"] {
        all.push((
            "another algorithm",
            format!("{}.{body}.{mark}", part(&with("alg", json!(algorithm)))),
        ));
    }
    all.push((
        "EdDSA",
        token(
            &with("alg", json!("EdDSA")),
            &claims,
            Algorithm::EdDSA,
            &ed_key(),
        ),
    ));
    let by_issuer = |header: &Value, claims: &Value| token(header, claims, Algorithm::ES256, &own);
    for kind in [
        json!("JWT"),
        json!(""),
        json!("id+jwt"),
        json!("logout+jwt"),
        json!("dpop+jwt"),
    ] {
        all.push(("typ", by_issuer(&with("typ", kind), &claims)));
    }
    let mut without = header.clone();
    without.as_object_mut().expect("members").remove("typ");
    all.push(("no typ", by_issuer(&without, &claims)));
    for (name, member, value) in [
        ("aud", "aud", json!("pijler")),
        ("aud", "aud", json!([])),
        ("aud", "aud", json!("https://api.pijler.example/v1/")),
        ("iss", "iss", json!(format!("{}/", issuer.url))),
        ("iss", "iss", json!(app.parts.gate().issuer())),
        ("iss", "iss", json!([issuer.url])),
        ("over", "exp", json!(now)),
        ("exp as a text", "exp", json!("2099")),
        ("exp as a fraction of nothing", "exp", Value::Null),
        ("not yet", "nbf", json!(now + 300)),
        ("nbf as a text", "nbf", json!("1")),
        ("not made yet", "iat", json!(now + 300)),
        ("sub", "sub", json!("")),
        ("sub", "sub", json!(7)),
        ("sub", "sub", json!("x".repeat(256))),
        ("an identity token", "nonce", json!("x")),
    ] {
        let mut other = claims.clone();
        other[member] = value;
        all.push((name, by_issuer(&header, &other)));
    }
    for member in ["aud", "iss", "exp", "iat", "sub"] {
        let mut other = claims.clone();
        other.as_object_mut().expect("members").remove(member);
        all.push(("a member less", by_issuer(&header, &other)));
    }
    // In the issuer's name, with members that are ours.
    let mut ours = claims.clone();
    ours["iss"] = json!(app.parts.gate().issuer());
    ours["aud"] = json!(app.parts.gate().audience());
    ours["hat"] = json!("administrator");
    ours["sid"] = json!(uuid::Uuid::nil());
    all.push(("our own claims", by_issuer(&header, &ours)));
    all
}

federated! {
    async fn no_token_that_is_forged_in_the_issuers_name_is_taken_wherever_it_stands(app: TestApp, issuer: TestIssuer) {
        linked(&app, &issuer, "an@voorbeeld.nl", "an-1").await;
        let good = issuer.access(now(&app), "an-1", &json!({}));
        assert_eq!(shows(&app, &good).await.0, 200);
        let families = families(&app, &issuer);
        assert!(families.len() > 70, "{}", families.len());
        for (name, forged) in families {
            let headed = |ask: tests::Ask| ask.header("Authorization", &format!("Bearer {forged}"));
            let rest = headed(app.get("/v1/rooms")).await;
            assert_eq!((rest.status, rest.code().as_str()), (401, "session.token_invalid"), "{name}: {forged}");
            // Also where nobody has to sign in.
            assert_eq!(headed(app.get("/v1/pillars?limit=1")).await.status, 401, "{name}");
            assert_eq!(headed(app.graphql("{ apiVersion }", json!({}))).await.status, 401, "{name}");
            let stream = app.graphql("subscription { postAdded(threadId: \"x\") { id } }", json!({}));
            assert_eq!(headed(stream.header("Accept", "text/event-stream")).await.status, 401, "{name}");
            assert!(socket(&app, &forged).await.is_some(), "{name}: {forged}");
        }
        assert_eq!(shows(&app, &good).await.0, 200);
        assert_eq!(issuer.asked("/jwks"), 1);
    }
}
