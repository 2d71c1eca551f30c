//! Rounds to another issuer and back, for requests that begin, answer and go on with one.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use tests::issuer::TestIssuer;

use super::world::{World, address, both, text};
use crate::federation;
use crate::identity::{PASSWORD, code, letter};

static LAST: AtomicUsize = AtomicUsize::new(0);

/// What a request needs of another issuer.
pub async fn fresh(world: &World, request: &str, role: &str) -> Vec<(&'static str, String)> {
    let mut fresh = Vec::new();
    let Some(issuer) = world.issuer() else {
        return fresh;
    };
    if request.contains("{away}") {
        let away = federation::begin(&world.app).await;
        let now = federation::now(&world.app);
        let (state, came) = issuer.lets_in(&away.address, now, &somebody());
        fresh.extend([("away", away.secret), ("state", state), ("came", came)]);
    }
    if request.contains("{returned}") {
        fresh.push(("returned", back(world, issuer, &somebody()).await));
    }
    if request.contains("{waits}") {
        let (waits, email, mailed) = asked(world, issuer, &somebody()).await;
        fresh.extend([("waits", waits), ("whose", email), ("mailed", mailed)]);
    }
    if request.contains("{known}") {
        let who = somebody();
        let (secret, email, code) = asked(world, issuer, &who).await;
        let sent = json!({"secret": secret, "email": email, "code": code});
        let ask = world.app.post("/v1/accounts/_confirm-identity-provider");
        assert_eq!(ask.json(&sent).await.status, 200);
        fresh.push(("known", back(world, issuer, &who).await));
    }
    if request.to_lowercase().contains("{link}") {
        let id = match role {
            "anonymous" | "machine" | "through" => uuid::Uuid::nil().to_string(),
            role => linked(world, issuer, role).await,
        };
        fresh.extend(both("link", "Link", "IdentityLink", id));
    }
    fresh
}

/// Somebody whom the issuer knows, and nobody here.
fn somebody() -> Value {
    json!({"sub": format!("wie-{}", LAST.fetch_add(1, Ordering::Relaxed))})
}

/// The secret of whoever came back.
async fn back(world: &World, issuer: &TestIssuer, who: &Value) -> String {
    federation::round(&world.app, issuer, who.clone()).await.0
}

/// Somebody came back and asked for an account: the secret, the address, and the code in its
/// letter.
async fn asked(world: &World, issuer: &TestIssuer, who: &Value) -> (String, String, String) {
    let secret = back(world, issuer, who).await;
    let email = format!("{}@voorbeeld.nl", text(&who["sub"]));
    letter(&world.app).await;
    let sent = json!({"secret": secret, "email": email, "termsVersion": "2026-11", "ofAge": true});
    let ask = world.app.post("/v1/accounts/_identity-provider");
    assert_eq!(ask.json(&sent).await.status, 202);
    (secret, email, code(&world.app).await)
}

/// A link of a role's own account.
async fn linked(world: &World, issuer: &TestIssuer, role: &str) -> String {
    let secret = back(world, issuer, &somebody()).await;
    let email = address(role);
    let beside = match world.app.factor_of(&email).is_some() {
        true => world.app.second_factor(&email, PASSWORD).await,
        false => None,
    };
    let sent = json!({"secret": secret, "password": PASSWORD, "code": beside});
    let ask = world.app.post("/v1/me/identity-links").json(&sent);
    let made = super::shown(ask, world.token(role).await).await;
    assert_eq!(made.status, 201, "{}", made.text());
    text(&made.json()["id"])
}
