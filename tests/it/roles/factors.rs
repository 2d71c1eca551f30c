//! Second factors of everybody in the world, for requests that begin, confirm and end one.

use entities::{recovery_codes, second_factors};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::world::{World, address, text};
use crate::identity::PASSWORD;

const OTHER: &str = "ander@voorbeeld.nl";

/// The code that a request needs; none serves whoever has none to show.
pub async fn fresh(world: &World, request: &str, role: &str) -> Vec<(&'static str, String)> {
    let mut fresh = Vec::new();
    let nobody = is_nobody(role);
    if request.contains("{begun}") {
        take_off(world, OTHER).await;
        let shown = json!({"email": OTHER, "password": PASSWORD});
        let begun = world.app.post("/v1/accounts/_second-factor");
        let secret = text(&begun.json(&shown).await.json()["secret"]);
        fresh.push(("begun", world.app.code_of(&secret)));
    }
    if request.contains("{enrolled}") {
        let code = if nobody || needs(role) {
            "000000".to_owned()
        } else {
            world.app.code_of(&begun(world, role).await)
        };
        fresh.push(("enrolled", code));
    }
    if request.contains("{factored}") {
        let code = if nobody {
            "000000".to_owned()
        } else if needs(role) {
            // Signed in under the hat, they have one.
            world.token(role).await;
            let code = world.app.second_factor(&address(role), PASSWORD).await;
            code.expect("a code")
        } else {
            let code = world.app.code_of(&begun(world, role).await);
            let ask = world.app.post("/v1/me/second-factor/_confirm");
            let ask = ask.json(&json!({"code": code}));
            super::shown(ask, world.token(role).await).await;
            world.app.spare().await;
            code
        };
        fresh.push(("factored", code));
    }
    fresh
}

/// Has things stand as they did: with a second factor for whom the hat needs one alone.
pub async fn after(world: &World, request: &str, role: &str) {
    if !request.to_lowercase().contains("second") {
        return;
    }
    take_off(world, OTHER).await;
    if is_nobody(role) {
        return;
    }
    if request.contains("emove") && needs(role) {
        world.app.forget_factor(&address(role));
        world.forget(role).await;
    } else if !needs(role) {
        take_off(world, &address(role)).await;
    }
}

/// A program has no account, as nobody has; and through a front-end nobody gets at theirs.
fn is_nobody(role: &str) -> bool {
    ["anonymous", "machine", "through"].contains(&role)
}

fn needs(role: &str) -> bool {
    ["researcher", "data_board", "moderator", "administrator"].contains(&role)
}

async fn begun(world: &World, role: &str) -> String {
    let ask = world.app.post("/v1/me/second-factor");
    let ask = ask.json(&json!({"password": PASSWORD}));
    let begun = super::shown(ask, world.token(role).await).await;
    text(&begun.json()["secret"])
}

async fn take_off(world: &World, email: &str) {
    let db = world.app.backend.databases().schema();
    let account = entities::accounts::Entity::find()
        .filter(entities::accounts::Column::Email.eq(email))
        .one(db)
        .await
        .expect("accounts");
    let id = account.expect("an account").id;
    let codes =
        recovery_codes::Entity::delete_many().filter(recovery_codes::Column::AccountId.eq(id));
    codes.exec(db).await.expect("no codes");
    let factor = second_factors::Entity::delete_by_id(id);
    factor.exec(db).await.expect("no second factor");
    world.app.forget_factor(email);
}
