//! Programs that act for the organisation: one that asks, and those that are asked about.

use entities::oauth_clients;
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
    let made = oauth::made(&world.app, &token, json!({"name": MACHINE})).await;
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
