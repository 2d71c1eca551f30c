//! Accounts that get another address, get one back, and are closed; put back after each.

use entities::{accounts, email_changes, email_returns, grants};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::world::{World, address};
use crate::identity::{PASSWORD, code, letters, sign_in};

const OTHER: &str = "ander@voorbeeld.nl";
const MOVED: &str = "verhuisd@voorbeeld.example";

/// An account with the hats that it may wear.
pub type Account = (accounts::Model, Vec<grants::Model>);

/// The code that a request needs; none serves whoever has none to show.
pub async fn fresh(world: &World, request: &str, role: &str) -> Vec<(&'static str, String)> {
    let none = || "00000-00000".to_owned();
    let nobody = is_nobody(role);
    let mut fresh = Vec::new();
    if request.contains("{moved}") {
        let token = world.token(role).await.filter(|_| !nobody);
        let code = match token {
            Some(token) => asked(world, &token).await,
            None => none(),
        };
        fresh.push(("moved", code));
    }
    if request.contains("{back}") {
        let session = sign_in(&world.app, OTHER, PASSWORD, "parent").await.json();
        let token = session["accessToken"].as_str().expect("a token");
        let body = json!({"code": asked(world, token).await});
        letters(&world.app).await;
        let ask = world.app.post("/v1/me/_confirm-email");
        ask.json(&body).bearer(token).await;
        fresh.push(("back", code(&world.app).await));
    }
    if request.contains("{closing}") {
        if !nobody {
            let account = found(world, &address(role)).await;
            let hats = grants::Entity::find().filter(grants::Column::AccountId.eq(account.id));
            let hats = hats.all(world.app.backend.reader()).await.expect("hats");
            *world.closing.lock().await = Some((account, hats));
        }
        // Signed in under a hat that needs it, they have a second factor.
        world.token(role).await;
        let code = match world.app.factor_of(&address(role)) {
            Some(_) if !nobody => world.app.second_factor(&address(role), PASSWORD).await,
            _ => None,
        };
        fresh.push(("closing", code.unwrap_or_else(none)));
    }
    fresh
}

/// Whether there is no account behind a role: programs have none, and through a front-end nobody
/// gets at theirs.
fn is_nobody(role: &str) -> bool {
    matches!(role, "anonymous" | "machine" | "through")
}

/// Asks for another address; the code that was mailed.
async fn asked(world: &World, token: &str) -> String {
    let db = world.app.backend.databases().schema();
    let gone = email_changes::Entity::delete_many().exec(db).await;
    gone.expect("nothing asked");
    letters(&world.app).await;
    let ask = world.app.post("/v1/me/_change-email");
    let ask = ask.json(&json!({"email": MOVED, "password": PASSWORD}));
    assert_eq!(ask.bearer(token).await.status, 202);
    code(&world.app).await
}

/// Has things stand as they did.
pub async fn after(world: &World, request: &str, role: &str) {
    let db = world.app.backend.databases().schema();
    if request.contains("_confirm-email") || request.contains("emailChangeConfirm") {
        if !is_nobody(role) {
            put_back(world, MOVED, &address(role)).await;
        }
    } else if request.contains("_restore-email") || request.contains("emailRestore") {
        put_back(world, OTHER, OTHER).await;
    } else if request.contains("_close") || request.contains("accountClose") {
        let Some((account, hats)) = world.closing.lock().await.take() else {
            return;
        };
        let closed = accounts::Entity::find_by_id(account.id).one(db).await;
        if closed
            .expect("accounts")
            .expect("a row")
            .closed_at
            .is_none()
        {
            return;
        }
        let opened = account.into_active_model().reset_all().update(db).await;
        opened.expect("it is open");
        for hat in hats {
            let given = hat.into_active_model().reset_all().insert(db).await;
            given.expect("a hat");
        }
        world.app.forget_factor(&address(role));
        world.forget(role).await;
    } else {
        return;
    }
    let gone = email_returns::Entity::delete_many().exec(db).await;
    gone.expect("no way back");
}

/// The address that it had, and the password of everybody here.
async fn put_back(world: &World, now: &str, had: &str) {
    let mut account = found(world, now).await;
    account.password_hash = found(world, "iedereen@voorbeeld.nl").await.password_hash;
    account.email = had.to_owned();
    let db = world.app.backend.databases().schema();
    let put = account.into_active_model().reset_all().update(db).await;
    put.expect("an account");
}

async fn found(world: &World, email: &str) -> accounts::Model {
    let found = accounts::Entity::find().filter(accounts::Column::Email.eq(email));
    let found = found.one(world.app.backend.databases().schema()).await;
    found.expect("accounts").expect("an account")
}
