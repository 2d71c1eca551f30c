//! Applications of who acts for no organisation yet.

use entities::{grants, provider_applications};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::world::World;

/// Has nothing wait, so that everybody may apply.
pub async fn nobody(world: &World) {
    let db = world.app.backend.databases().schema();
    let gone = provider_applications::Entity::delete_many().exec(db).await;
    gone.expect("nothing waits");
}

/// An application of somebody who acts for no organisation.
pub async fn somebody(world: &World) -> String {
    let backend = &world.app.backend;
    let db = backend.databases().schema();
    let account: uuid::Uuid = world.thing("account").parse().expect("an id");
    grants::Entity::delete_many()
        .filter(grants::Column::AccountId.eq(account))
        .filter(grants::Column::Hat.eq("organisation"))
        .exec(db)
        .await
        .expect("no hat");
    let id = backend.ids.random();
    let row = provider_applications::Model {
        id,
        account_id: account,
        claims: None,
        name: Some("Rollen".to_owned()),
        kind: Some("association".to_owned()),
        website: "https://rollen.example".to_owned(),
        reason: "Wij zijn het.".to_owned(),
        state: "waiting".to_owned(),
        answer: None,
        provider_id: None,
        created_at: backend.clock.now(),
        decided_at: None,
    };
    let row = row.into_active_model().reset_all();
    row.insert(db).await.expect("an application");
    id.to_string()
}
