//! A batch, a code on paper and a partner's invitation, for each request about one.

use entities::{grants, household_invitations, household_members};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use super::world::{World, both, claim, text};
use crate::hats::verify;
use crate::identity::{PASSWORD, letter, sign_in, somebody};

/// What a request about codes uses up.
pub async fn fresh(world: &World, request: &str, role: &str) -> Vec<(&'static str, String)> {
    let mut fresh = Vec::new();
    let said = request.to_lowercase();
    if said.contains("{giver}") {
        let [rest, graphql] = match role {
            "administrator" => [
                r#", "giverKind": "network", "network": "Rollen""#,
                r#", giverKind: NETWORK, network: "Rollen""#,
            ],
            _ => ["", ""],
        };
        fresh.push(("giver", rest.to_owned()));
        fresh.push(("Giver", graphql.to_owned()));
    }
    if said.contains("{batch}") {
        let made = make(world, role).await;
        let id = text(&made["batch"]["id"]);
        fresh.extend(both("batch", "Batch", "VerificationBatch", id));
    }
    if said.contains("{paper}") {
        let made = make(world, "manager").await;
        fresh.push(("paper", text(&made["codes"][0])));
    }
    if said.contains("household") {
        alone(world, role).await;
    }
    if said.contains("{partner}") {
        fresh.push(("partner", invited(world).await));
    }
    fresh
}

/// Has the aspirant be one again, who showed a code.
pub async fn aspire(world: &World, role: &str) {
    if role != "aspirant" {
        return;
    }
    let token = world.token(role).await.expect("a token");
    let account: uuid::Uuid = claim(&token, "sub").parse().expect("an id");
    let nothing = Expr::value(None::<chrono::DateTime<chrono::Utc>>);
    grants::Entity::update_many()
        .col_expr(grants::Column::VerifiedUntil, nothing)
        .filter(grants::Column::AccountId.eq(account))
        .exec(world.app.backend.databases().schema())
        .await
        .expect("an aspirant");
}

/// A batch that a role may know of, where it may know of any.
async fn make(world: &World, role: &str) -> Value {
    let (role, body) = match role {
        "municipality" | "council" => (role, json!({"size": 25})),
        _ => ("manager", json!({"size": 25})),
    };
    let token = world.token(role).await.expect("a token");
    let ask = world.app.post("/v1/verification-batches").json(&body);
    ask.bearer(&token).await.json()
}

/// Nobody is linked; whoever asks has an invitation to take back.
async fn alone(world: &World, role: &str) {
    let backend = &world.app.backend;
    let db = backend.databases().schema();
    let gone = household_members::Entity::delete_many().exec(db).await;
    gone.expect("nobody is linked");
    let gone = household_invitations::Entity::delete_many().exec(db).await;
    gone.expect("nobody is invited");
    // A program has no account to be alone with, and a front-end gets at none.
    let has_none = ["machine", "through"].contains(&role);
    let token = world.token(role).await.filter(|_| !has_none);
    let Some(token) = token else {
        return;
    };
    let row = household_invitations::Model {
        account_id: claim(&token, "sub").parse().expect("an id"),
        code_digest: "geen".to_owned(),
        expires_at: backend.clock.now() + chrono::TimeDelta::days(7),
    };
    let row = row.into_active_model().reset_all();
    row.insert(db).await.expect("an invitation");
}

/// The code of a partner's invitation.
async fn invited(world: &World) -> String {
    let app = &world.app;
    let email = "partner@voorbeeld.nl";
    let mut session = sign_in(app, email, PASSWORD, "parent").await;
    if session.status != 201 {
        letter(app).await;
        let account = somebody(app, email).await;
        verify(app, &account).await;
        session = sign_in(app, email, PASSWORD, "parent").await;
    }
    let token = text(&session.json()["accessToken"]);
    let made = app.post("/v1/me/household/_invite").bearer(&token).await;
    text(&made.json()["code"])
}
