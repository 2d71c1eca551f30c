//! Programs that act for the organisation: one that asks, and those that are asked about.

use entities::{oauth_clients, webhooks};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::world::{World, address, both, text};
use crate::oauth::{self, front_ends};

/// What the program that asks is called.
const MACHINE: &str = "Machine";

/// A token of a program that acts for the organisation, and may do all that programs may.
pub async fn machine(world: &World) -> String {
    let token = world.token("organisation").await;
    let token = token.expect("an organisation");
    let all = [
        "pushes:write",
        "pushes:read",
        "webhooks:write",
        "webhooks:read",
    ];
    let wish = json!({"name": MACHINE, "scopes": all});
    let made = oauth::made(&world.app, &token, wish).await;
    text(&oauth::token(&world.app, &made).await.json()["access_token"])
}

/// A token of a parent's, who comes through a front-end.
pub async fn through(world: &World) -> String {
    let token = world.token("administrator").await;
    let token = token.expect("an administrator");
    let app = front_ends::staying(&world.app);
    let front = front_ends::front_end(&app, &token, false).await;
    let session = front_ends::session_of(&app, &front, &address("through")).await;
    text(&session["access_token"])
}

/// A webhook of the organisation's, and a message to it, for each request that names one.
pub async fn told(world: &World, request: &str) -> Vec<(&'static str, String)> {
    let request = request.to_lowercase();
    if !request.contains("webhook") {
        return Vec::new();
    }
    // A provider may have so many: those of requests before are no more.
    let others = webhooks::Entity::delete_many();
    let gone = others.exec(world.app.backend.databases().schema()).await;
    gone.expect("no others");
    if !request.contains("{hook}") {
        return Vec::new();
    }
    let token = world.token("organisation").await;
    let token = token.expect("an organisation");
    let wish = json!({"url": "https://haak.voorbeeld.nl/", "events": ["push.finished"]});
    let ask = world.app.post("/v1/webhooks").json(&wish);
    let hook = text(&ask.bearer(&token).await.json()["webhook"]["id"]);
    let ask = world.app.post(&format!("/v1/webhooks/{hook}/_test"));
    let message = text(&ask.bearer(&token).await.json()["id"]);
    let mut fresh: Vec<_> = both("hook", "Hook", "Webhook", hook).into();
    fresh.extend(both("message", "Message", "WebhookDelivery", message));
    fresh
}

/// A program of the organisation's, for each request that names one.
pub async fn fresh(world: &World, request: &str) -> Vec<(&'static str, String)> {
    if !request.to_lowercase().contains("{program}") {
        return Vec::new();
    }
    let token = world.token("organisation").await;
    let token = token.expect("an organisation");
    // A provider may have so many: those of requests before are no more.
    let others = oauth_clients::Entity::delete_many();
    let others = others.filter(oauth_clients::Column::Name.ne(MACHINE));
    let others = others.filter(oauth_clients::Column::ProviderId.is_not_null());
    let gone = others.exec(world.app.backend.databases().schema()).await;
    gone.expect("no others");
    let made = oauth::made(&world.app, &token, json!({})).await;
    both("program", "Program", "ApiClient", made.id).into()
}
