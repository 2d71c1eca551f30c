//! Tokens that others made, in every place where a token can stand.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_util::{SinkExt, StreamExt};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use tests::{TestApp, on_both};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use super::asserting::{key, said, show, signed};
use super::{access, claims, made, sent, why};
use crate::intake::one;

/// The keys that the house signs with, where they can be had: they stand in a file beside SQLite.
fn house_key(app: &TestApp) -> Option<(String, EncodingKey)> {
    let kept = std::fs::read(app.folder().join("token-keys.json")).ok()?;
    let filed: Value = serde_json::from_slice(&kept).expect("JSON");
    let private = filed[0]["private"].as_str().expect("a key");
    let der = base64::prelude::BASE64_STANDARD
        .decode(private)
        .expect("base64");
    let kid = filed[0]["kid"].as_str().expect("a name").to_owned();
    Some((kid, EncodingKey::from_ec_der(&der)))
}

/// The public key that the house shows.
fn public_key(app: &TestApp) -> Value {
    let shown = pijler::domains::identity::service::key_set(app.parts.gate());
    serde_json::to_value(&shown.keys[0]).expect("JSON")
}

fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A token of any header and claims, signed with any key.
fn token(header: &Value, claims: &Value, algorithm: Algorithm, key: &EncodingKey) -> String {
    let said = format!("{}.{}", part(header), part(claims));
    let mark = jsonwebtoken::crypto::sign(said.as_bytes(), key, algorithm).expect("signed");
    format!("{said}.{mark}")
}

/// Every family of forgery, from a good token: what it is called, and the token.
fn families(app: &TestApp, good: &str) -> Vec<(&'static str, String)> {
    let header: Value = {
        let first = good.split('.').next().expect("a header");
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(first).expect("base64url");
        serde_json::from_slice(&bytes).expect("JSON")
    };
    let claims = claims(good);
    let (foreign, public) = key(9);
    let jwk = &public["keys"][0];
    let with = |name: &str, value: Value| {
        let mut other = header.clone();
        other[name] = value;
        other
    };
    let parts: Vec<&str> = good.split('.').collect();
    let [said, body, mark] = parts[..] else {
        panic!("{good}");
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
    all.push(("another's mark", {
        let zeros = BASE64_URL_SAFE_NO_PAD.encode([0; 64]);
        format!("{said}.{body}.{zeros}")
    }));
    let mut more = claims.clone();
    more["hat"] = json!("administrator");
    all.push(("other claims", format!("{said}.{}.{mark}", part(&more))));
    // The public key as a shared secret: as JSON, and as its bytes.
    let known = public_key(app);
    let x = BASE64_URL_SAFE_NO_PAD
        .decode(known["x"].as_str().expect("x"))
        .expect("base64url");
    for secret in [
        known.to_string().into_bytes(),
        x,
        b"".to_vec(),
        b"secret".to_vec(),
    ] {
        let shared = EncodingKey::from_secret(&secret);
        all.push((
            "HS256",
            token(
                &with("alg", json!("HS256")),
                &claims,
                Algorithm::HS256,
                &shared,
            ),
        ));
    }
    let sign = |header: &Value| token(header, &claims, Algorithm::ES256, &foreign);
    all.push(("another key", sign(&header)));
    for kid in [
        json!("k9"),
        json!("../../../dev/null"),
        json!("' OR 1=1 --"),
        json!(""),
        json!(["x"]),
        Value::Null,
        json!("x".repeat(9_000)),
    ] {
        all.push(("kid", sign(&with("kid", kid))));
    }
    all.push(("jwk", sign(&with("jwk", jwk.clone()))));
    for name in ["jku", "x5u"] {
        let address = format!("{}/.well-known/jwks.json", app.url);
        all.push(("an address of keys", sign(&with(name, json!(address)))));
        all.push((
            "an address of keys",
            sign(&with(name, json!("https://evil.example/keys"))),
        ));
    }
    all.push(("x5c", sign(&with("x5c", json!(["AAAA"])))));
    for algorithm in [
        "EdDSA", "ES384", "RS256", "PS256", "ES256K", "A128KW", "dir",
    ] {
        let other = part(&with("alg", json!(algorithm)));
        all.push(("another algorithm", format!("{other}.{body}.{mark}")));
    }
    let ed = ed_key();
    all.push((
        "EdDSA",
        token(&with("alg", json!("EdDSA")), &claims, Algorithm::EdDSA, &ed),
    ));
    for text in ["", "a", "a.b.c", "....", "e30.e30.", "null", "{}"] {
        all.push(("no token", text.to_owned()));
    }
    if let Some((kid, own)) = house_key(app) {
        all.extend(by_the_house(&header, &claims, (&kid, &own)));
    }
    all
}

/// What even our own key does not make good.
fn by_the_house(
    header: &Value,
    claims: &Value,
    (kid, own): (&str, &EncodingKey),
) -> Vec<(&'static str, String)> {
    let now = claims["iat"].as_i64().expect("a time");
    let mut all = Vec::new();
    let sign = |header: &Value, claims: &Value| token(header, claims, Algorithm::ES256, own);
    assert_eq!(header["kid"], kid);
    for (name, member, value) in [
        ("typ", "typ", json!("JWT")),
        ("typ", "typ", json!("")),
        ("typ", "typ", json!("at+jwt+json")),
        ("crit", "crit", json!(["b64"])),
        ("crit", "crit", json!([])),
        ("crit", "crit", json!(["exp"])),
        ("jku beside our mark", "jku", json!("https://evil.example/")),
        ("x5u beside our mark", "x5u", json!("https://evil.example/")),
    ] {
        let mut other = header.clone();
        other[member] = value;
        all.push((name, sign(&other, claims)));
    }
    for (name, member, value) in [
        ("aud", "aud", json!("https://else.example/v1")),
        ("aud", "aud", json!([])),
        ("iss", "iss", json!("https://else.example")),
        ("over", "exp", json!(now)),
        ("over", "exp", json!(-1)),
        ("not yet", "nbf", json!(now + 300)),
        ("not yet", "iat", json!(now + 300)),
        ("exp as a text", "exp", json!("2099")),
        ("sub", "sub", json!("somebody")),
        ("sid", "sid", json!("nothing")),
        ("hat", "hat", json!("king")),
    ] {
        let mut other = claims.clone();
        other[member] = value;
        all.push((name, sign(header, &other)));
    }
    for member in ["aud", "iss", "exp", "iat", "sub", "sid", "jti", "client_id"] {
        let mut other = claims.clone();
        other.as_object_mut().expect("members").remove(member);
        all.push(("a member less", sign(header, &other)));
    }
    all
}

pub fn ed_key() -> EncodingKey {
    // PKCS#8 of an Ed25519 key: a fixed beginning, and 32 bytes.
    let mut der = vec![
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    der.extend([9; 32]);
    EncodingKey::from_ed_der(&der)
}

/// With which code a socket closes that is opened with a token.
pub async fn socket(app: &TestApp, shown: &str) -> Option<u16> {
    let url = format!("{}/graphql", app.url.replacen("http", "ws", 1));
    let mut request = url.into_client_request().expect("a request");
    let protocol = "graphql-transport-ws".parse().expect("a header");
    request
        .headers_mut()
        .insert("sec-websocket-protocol", protocol);
    let (mut socket, _) = connect_async(request).await.expect("a socket");
    let init =
        json!({"type": "connection_init", "payload": {"Authorization": format!("Bearer {shown}")}});
    socket
        .send(Message::text(init.to_string()))
        .await
        .expect("sent");
    while let Some(message) = socket.next().await {
        match message {
            Ok(Message::Close(frame)) => return frame.map(|frame| frame.code.into()),
            Ok(Message::Text(text)) if text.contains("connection_ack") => return None,
            _ => {}
        }
    }
    None
}

on_both! {
    async fn no_forged_token_is_taken_wherever_it_stands(app: TestApp) {
        let editor = one(&app).await;
        let program = made(&app, &editor.token, json!({})).await;
        let bearer = access(&crate::oauth::token(&app, &program).await);
        for good in [&editor.token, &bearer] {
            assert_eq!(app.get("/v1/pushes").bearer(good).await.status, 200);
            assert_eq!(socket(&app, good).await, None);
            let families = families(&app, good);
            assert!(families.len() > 40, "{}", families.len());
            for (name, forged) in families {
                let headed = |ask: tests::Ask| ask.header("Authorization", &format!("Bearer {forged}"));
                let rest = headed(app.get("/v1/pushes")).await;
                assert_eq!((rest.status, rest.code().as_str()), (401, "session.token_invalid"), "{name}: {forged}");
                // Also where nobody has to sign in.
                assert_eq!(headed(app.get("/v1/pillars?limit=1")).await.status, 401, "{name}");
                assert_eq!(headed(app.graphql("{ apiVersion }", json!({}))).await.status, 401, "{name}");
                let stream = app.graphql("subscription { postAdded(threadId: \"x\") { id } }", json!({}));
                assert_eq!(headed(stream.header("Accept", "text/event-stream")).await.status, 401, "{name}");
                assert_eq!(headed(app.get("/oauth/userinfo")).await.status, 401, "{name}");
                assert!(socket(&app, &forged).await.is_some(), "{name}: {forged}");
                let turned = app.post("/v1/sessions/_refresh").json(&json!({"refreshToken": forged})).await;
                assert_eq!(turned.code(), "session.refresh_token_invalid", "{name}");
                let form = [("grant_type", "refresh_token"), ("refresh_token", forged.as_str()), ("client_id", program.id.as_str())];
                assert!(sent(&app, "/oauth/token", &form).await.status >= 400, "{name}");
            }
        }
    }

    async fn no_forged_assertion_is_taken(app: TestApp) {
        let editor = one(&app).await;
        let (private, public) = key(7);
        let program = made(&app, &editor.token, json!({"jwks": public})).await;
        assert_eq!(show(&app, &signed(&private, &said(&app, &program.id, "goed"))).await.status, 200);
        let (foreign, others) = key(9);
        let good = said(&app, &program.id, "vals");
        let head = |name: &str, value: Value| {
            let mut header = json!({"alg": "ES256", "kid": "k7"});
            header[name] = value;
            header
        };
        let shared = EncodingKey::from_secret(public.to_string().as_bytes());
        let forged = [
            format!("{}.{}.", part(&head("alg", json!("none"))), part(&good)),
            token(&head("alg", json!("HS256")), &good, Algorithm::HS256, &shared),
            token(&head("kid", json!("k9")), &good, Algorithm::ES256, &foreign),
            token(&head("jwk", others["keys"][0].clone()), &good, Algorithm::ES256, &foreign),
            token(&head("jku", json!("https://evil.example/")), &good, Algorithm::ES256, &private),
            token(&head("x5u", json!("https://evil.example/")), &good, Algorithm::ES256, &private),
            token(&head("crit", json!(["exp"])), &good, Algorithm::ES256, &private),
            token(&head("alg", json!("EdDSA")), &good, Algorithm::EdDSA, &ed_key()),
            token(&head("alg", json!("ES384")), &good, Algorithm::ES256, &private),
            // A token of ours is no assertion of theirs.
            editor.token.clone(),
            "a.b.c".to_owned(),
        ];
        for (at, forged) in forged.iter().enumerate() {
            let refused = show(&app, forged).await;
            assert_eq!((refused.status, why(&refused).as_str()), (401, "invalid_client"), "{at}");
        }
    }
}
