//! A trainer for each request about one, and a credential.

use entities::trainer_credentials;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::world::{World, both, text};

/// What a request about a trainer uses up.
pub async fn fresh(world: &World, provider: &str, request: &str) -> Vec<(&'static str, String)> {
    let mut fresh = Vec::new();
    let said = request.to_lowercase();
    if said.contains("{trained}") {
        let id = train(world, provider, said.contains("keep")).await;
        fresh.extend(both("trained", "Trained", "Trainer", id));
    }
    if said.contains("{claimed}") {
        let state = match said.contains("withdraw") {
            true => "issued",
            false => "claimed",
        };
        let id = claim(world, provider, state).await;
        fresh.extend(both("claimed", "Claimed", "TrainerCredential", id));
    }
    fresh
}

/// A trainer of the organisation's, which may issue credentials; asked to be taken off or not.
async fn train(world: &World, provider: &str, asked: bool) -> String {
    let app = &world.app;
    let admin = world.token("administrator").await.expect("a token");
    let path = format!("/v1/providers/{provider}/issuer-right");
    app.put(&path).bearer(&admin).await;
    let token = world.token("organisation").await.expect("a token");
    let body = json!({"trainer": {"name": "Voorbeeld van Rollen"}});
    let made = app.post("/v1/trainers").json(&body).bearer(&token).await;
    let id = text(&made.json()["trainerId"]);
    if asked {
        let path = format!("/v1/trainers/{id}/_take-off");
        app.post(&path).json(&json!({})).await;
    }
    id
}

/// A credential of such a trainer, which the organisation itself issues.
async fn claim(world: &World, provider: &str, state: &str) -> String {
    let trainer = train(world, provider, false).await;
    let backend = &world.app.backend;
    let id = backend.ids.ordered();
    let row = trainer_credentials::Model {
        id,
        trainer_id: trainer.parse().expect("an id"),
        issuer_id: provider.parse().expect("an id"),
        title: "Rollen".to_owned(),
        reference: None,
        issued_on: backend.clock.today(),
        valid_until: None,
        state: state.to_owned(),
        revision: 1,
        created_at: backend.clock.now(),
        updated_at: backend.clock.now(),
    };
    let row = row.into_active_model().reset_all();
    let db = backend.databases().schema();
    row.insert(db).await.expect("a credential");
    id.to_string()
}
