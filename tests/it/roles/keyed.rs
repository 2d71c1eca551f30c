//! Passkeys of everybody in the world, for requests that begin, keep, show and remove one.

use entities::passkeys;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::Device;

use super::world::{World, address, both, text};
use crate::identity::{PASSWORD, sign_in};

const OTHER: &str = "ander@voorbeeld.nl";
/// Where front-ends of this house are.
const HERE: &str = "http://localhost:8080";

/// What a request needs of a passkey; whoever has no account has none.
pub async fn fresh(world: &World, request: &str, role: &str) -> Vec<(&'static str, String)> {
    let mut fresh = Vec::new();
    let mut tell = |name, value: &Value| fresh.push((name, written(request, value)));
    let token = match role {
        "anonymous" | "machine" | "through" => None,
        role => world.token(role).await,
    };
    if request.contains("{beside}") {
        let code = beside(world, token.is_some().then(|| address(role))).await;
        tell("beside", &json!(code));
    }
    let nothing = || (json!({"challengeId": uuid::Uuid::nil()}), json!({}));
    if request.contains("{made}") {
        let (asked, made) = match &token {
            Some(token) => made(world, (token, &address(role)), &mut Device::default()).await,
            None => nothing(),
        };
        tell("challenge", &asked["challengeId"]);
        tell("made", &made);
    }
    if request.to_lowercase().contains("{passkey}") {
        let id = match &token {
            Some(token) => kept(world, (token, &address(role)), &mut Device::default()).await,
            None => uuid::Uuid::nil().to_string(),
        };
        fresh.extend(both("passkey", "Passkey", "Passkey", id));
        return fresh;
    }
    if request.contains("{shown}") {
        let session = sign_in(&world.app, OTHER, PASSWORD, "parent").await.json();
        let mut device = Device::default();
        kept(world, (&text(&session["accessToken"]), OTHER), &mut device).await;
        let asked = world.app.post("/v1/sessions/_begin-passkey").await.json();
        let shown = device.show(HERE, &asked["options"]).await;
        tell("question", &asked["challengeId"]);
        tell("shown", &shown.expect("a passkey"));
    }
    fresh
}

/// What an account asks for beside its password; none serves who has none to show.
async fn beside(world: &World, email: Option<String>) -> String {
    let code = match email.filter(|email| world.app.factor_of(email).is_some()) {
        Some(email) => world.app.second_factor(&email, PASSWORD).await,
        None => None,
    };
    code.unwrap_or_else(|| "00000-00000".to_owned())
}

/// What a device was asked for whoever is signed in, and what it made.
async fn made(world: &World, (token, email): (&str, &str), device: &mut Device) -> (Value, Value) {
    let backend = &world.app.backend;
    // An account may have so many: those of requests before are no more.
    let gone = passkeys::Entity::delete_many().exec(backend.databases().schema());
    gone.await.expect("no others");
    let code = beside(world, Some(email.to_owned())).await;
    let ask = world.app.post("/v1/me/passkeys/_begin");
    let ask = ask.json(&json!({"password": PASSWORD, "code": code}));
    let asked = ask.bearer(token).await;
    assert_eq!(asked.status, 200, "{email}: {}", asked.text());
    let asked = asked.json();
    let made = device.make(HERE, &asked["options"]).await;
    (asked, made.expect("a passkey"))
}

/// Has a passkey made and kept: its id.
async fn kept(world: &World, whose: (&str, &str), device: &mut Device) -> String {
    let (asked, made) = made(world, whose, device).await;
    let body = json!({"challengeId": asked["challengeId"], "name": "Sleutel", "credential": made});
    let ask = world.app.post("/v1/me/passkeys").json(&body);
    text(&ask.bearer(whose.0).await.json()["id"])
}

/// A value as a request has it: texts without their quotes, and objects as its door writes them.
fn written(request: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value if request.contains("/v1/") => value.to_string(),
        value => literal(value),
    }
}

/// JSON as GraphQL writes it: names without quotes.
fn literal(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| format!("{name}: {}", literal(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}
