//! Programs that act for an organisation, as they and their makers meet us.

mod asserting;
pub mod forged;
pub mod front_ends;
mod pages;
mod programs;
mod tokens;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tests::{Answer, Ask, TestApp};

/// A program, and its secret.
pub struct Made {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: String,
}

/// Makes a program that may do all that programs may, unless `wish` says otherwise.
pub async fn made(app: &TestApp, token: &str, wish: Value) -> Made {
    let mut body = json!({"name": "Koppeling", "scopes": ["pushes:write", "pushes:read"]});
    for (name, value) in wish.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let ask = app.post("/v1/api-clients").json(&body).bearer(token);
    let answer = ask.await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    of(&answer.json())
}

fn of(made: &Value) -> Made {
    Made {
        id: made["client"]["id"].as_str().expect("an id").to_owned(),
        secret: made["secret"].as_str().unwrap_or_default().to_owned(),
    }
}

/// Asks for a token with the secret.
pub fn token(app: &TestApp, made: &Made) -> Ask {
    let ask = ask(app, &[("grant_type", "client_credentials")]);
    ask.header("Authorization", &basic(&made.id, &made.secret))
}

/// Sends a form to the token endpoint.
fn ask(app: &TestApp, form: &[(&str, &str)]) -> Ask {
    sent(app, "/oauth/token", form)
}

/// Sends a form.
fn sent(app: &TestApp, path: &str, form: &[(&str, &str)]) -> Ask {
    let pairs = form.iter();
    let text = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    app.post(path)
        .body("application/x-www-form-urlencoded", text)
}

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{id}:{secret}")))
}

/// The access token in an answer.
fn access(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["access_token"]
        .as_str()
        .expect("a token")
        .to_owned()
}

/// Why no token was given.
fn why(answer: &Answer) -> String {
    answer.json()["error"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// What a token says.
fn claims(token: &str) -> Value {
    let middle = token.split('.').nth(1).expect("claims");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(middle).expect("base64url");
    serde_json::from_slice(&bytes).expect("JSON")
}
