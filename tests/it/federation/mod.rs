//! Signing in by another issuer, and its tokens in the place of ours.

mod accounts;
mod bearer;
mod forged;
mod keys;
mod pages;
mod refused;
mod roles;
mod settings;
mod sign_in;

use pijler::app::config::Config;
use pijler::domains::federation::IssuerSettings;
use pijler::domains::identity::HatKind;
use serde_json::{Value, json};
use tests::issuer::TestIssuer;
use tests::{Answer, Ask, TestApp};

use crate::identity::{PASSWORD, sign_in, somebody};

/// Where people come back to.
pub const BACK: &str = "https://app.example/terug";

/// How the issuer stands in the settings.
pub fn settings(issuer: &TestIssuer) -> IssuerSettings {
    IssuerSettings {
        code: "werk".to_owned(),
        label_nl: "Mijn werk".to_owned(),
        label_en: Some("My work".to_owned()),
        issuer: issuer.url.clone(),
        client_id: Some("pijler".to_owned()),
        client_secret: Some("hush".into()),
        redirect_uris: vec![BACK.to_owned()],
        audience: Some("https://api.pijler.example/v1".to_owned()),
        two_factor_amr: vec!["mfa".to_owned()],
        token_hat: Some(HatKind::Parent),
        ..IssuerSettings::default()
    }
}

/// Has the issuer known, with something set otherwise.
pub fn known(config: &mut Config, issuer: &TestIssuer, other: impl FnOnce(&mut IssuerSettings)) {
    let mut set = settings(issuer);
    other(&mut set);
    config.identity_providers = vec![set];
}

/// Runs each test on both engines, with an issuer that is known.
macro_rules! federated {
    ($(async fn $name:ident($app:ident: TestApp, $issuer:ident: TestIssuer $(, $set:expr)?) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn test($app: tests::TestApp, $issuer: tests::issuer::TestIssuer) $body

            async fn run(engine: tests::Engine) {
                let issuer = tests::issuer::TestIssuer::start().await;
                let set = |config: &mut pijler::app::config::Config| {
                    #[allow(unused_mut, unused_assignments)]
                    let mut other: fn(&mut pijler::domains::federation::IssuerSettings) = |_| ();
                    $(other = $set;)?
                    $crate::federation::known(config, &issuer, other);
                };
                if let Some(app) = tests::TestApp::configured(engine, set).await {
                    test(app.clone(), issuer.clone()).await;
                    app.end().await;
                }
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(tests::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run(tests::Engine::Postgres).await;
            }
        }
    )+};
}
pub(crate) use federated;

/// The time of the house, as tokens tell it.
pub fn now(app: &TestApp) -> i64 {
    app.backend.clock.now().timestamp()
}

/// Somebody on their way: the secret, and where they are led.
pub struct Away {
    pub secret: String,
    pub address: String,
}

/// Sets out.
pub async fn begin(app: &TestApp) -> Away {
    let answer = app
        .post("/v1/identity-providers/werk/_begin")
        .json(&json!({}))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let said = answer.json();
    let text = |name: &str| said[name].as_str().expect("a text").to_owned();
    Away {
        secret: text("secret"),
        address: text("address"),
    }
}

/// Hands in what the issuer sent back.
pub fn hand_in(app: &TestApp, secret: &str, (state, code): (&str, &str)) -> Ask {
    let sent = json!({"secret": secret, "state": state, "code": code});
    app.post("/v1/identity-providers/_answer").json(&sent)
}

/// Goes there and back, as whom the issuer says by its claims.
pub async fn round(app: &TestApp, issuer: &TestIssuer, claims: Value) -> (String, Value) {
    let away = begin(app).await;
    let (state, code) = issuer.lets_in(&away.address, now(app), &claims);
    let answer = hand_in(app, &away.secret, (&state, &code)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    (away.secret, answer.json())
}

/// Signs in with what came back.
pub async fn enter(app: &TestApp, secret: &str, hat: &str) -> Answer {
    let sent = json!({"secret": secret, "hat": hat});
    app.post("/v1/sessions/_identity-provider")
        .json(&sent)
        .await
}

/// Somebody with a password and a session.
pub async fn with_password(app: &TestApp, email: &str) -> (String, String) {
    let account = somebody(app, email).await;
    let session = sign_in(app, email, PASSWORD, "parent").await.json();
    let token = session["accessToken"].as_str().expect("a token").to_owned();
    (account, token)
}

/// Links an account with whom the issuer knows as `sub`.
pub async fn linked(
    app: &TestApp,
    issuer: &TestIssuer,
    email: &str,
    sub: &str,
) -> (String, String) {
    let (account, token) = with_password(app, email).await;
    let (secret, _) = round(app, issuer, json!({"sub": sub})).await;
    let sent = json!({"secret": secret, "password": PASSWORD});
    let answer = app
        .post("/v1/me/identity-links")
        .json(&sent)
        .bearer(&token)
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    (account, token)
}

/// Shows a token of the issuer.
pub async fn shows(app: &TestApp, token: &str) -> (u16, String) {
    let answer = app.get("/v1/rooms").bearer(token).await;
    match answer.status {
        401 | 403 | 503 => (answer.status, answer.code()),
        other => (other, String::new()),
    }
}
