//! A hat that a role may take, and a proposal that it may second, for each request about one.

use entities::{grant_proposals, grants};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::world::{World, both};
use crate::hats::{Worn, wear};
use crate::identity::{code, letter};

/// What a request about hats uses up.
pub async fn fresh(world: &World, request: &str, role: &str) -> Vec<(&'static str, String)> {
    let mut fresh = Vec::new();
    let said = request.to_lowercase();
    if said.contains("{worn}") {
        fresh.extend(both("worn", "Worn", "Grant", worn(world, role).await));
    }
    if said.contains("{proposed}") {
        let id = proposed(world, role).await;
        fresh.extend(both("proposed", "Proposed", "GrantProposal", id));
    }
    if said.contains("{asked for}") {
        let hat = asked_for(role);
        fresh.push(("asked for", hat.to_owned()));
        fresh.push(("ASKED FOR", hat.to_uppercase()));
        let research = match hat {
            "researcher" => {
                "purpose: \"Rollen\", datasets: [\"breakdown\"], endsAt: \"2027-11-25T00:00:00Z\""
            }
            _ => "",
        };
        let joint = if research.is_empty() { "" } else { ", " };
        let json = ["purpose", "datasets", "endsAt"].into_iter();
        let json = json.fold(research.to_owned(), |text, name| {
            text.replace(&format!("{name}:"), &format!("\"{name}\":"))
        });
        fresh.push(("research", format!("{joint}{json}")));
        fresh.push(("Research", format!("{joint}{research}")));
    }
    if said.contains("{taken up}") {
        fresh.push(("taken up", taken_up(world, role).await));
    }
    fresh
}

/// The hat that a role asks others to wear.
fn asked_for(role: &str) -> &'static str {
    match role {
        "administrator" => "moderator",
        "data_board" => "researcher",
        _ => "organisation",
    }
}

/// A hat of somebody else's, of a kind that a role may take where it may take any.
async fn worn(world: &World, role: &str) -> String {
    let account = world.thing("account");
    let hat = match role {
        "data_board" => "researcher",
        "manager" => "professional",
        _ => "panel",
    };
    let provider = (hat == "professional").then(|| world.thing("provider"));
    let worn = Worn {
        provider,
        ..Worn::default()
    };
    wear(&world.app, &account, hat, worn).await;
    let row = grants::Entity::find()
        .filter(grants::Column::AccountId.eq(account.parse::<uuid::Uuid>().expect("an id")))
        .filter(grants::Column::Hat.eq(hat))
        .one(world.app.backend.databases().schema())
        .await;
    row.expect("rows").expect("a hat").id.to_string()
}

/// A proposal of somebody else's, which a role may second where it may second any.
async fn proposed(world: &World, role: &str) -> String {
    let backend = &world.app.backend;
    let hat = match role {
        "data_board" => "researcher",
        "manager" => "organisation",
        _ => "moderator",
    };
    let id = backend.ids.random();
    let own = |name| (hat == name).then(|| world.thing("provider").parse().expect("an id"));
    let research = (hat == "researcher").then(|| backend.clock.now() + chrono::TimeDelta::days(30));
    let row = grant_proposals::Model {
        id,
        email: "ander@voorbeeld.nl".to_owned(),
        code_digest: "geen".to_owned(),
        hat: hat.to_owned(),
        provider_id: own("organisation"),
        rank: (hat == "organisation").then(|| "manager".to_owned()),
        purpose: research.map(|_| "Rollen".to_owned()),
        datasets: research.map(|_| json!(["breakdown"]).to_string()),
        ends_at: research,
        proposed_by: world.thing("account").parse().expect("an id"),
        accepted_by: None,
        seconded_by: None,
        created_at: backend.clock.now(),
        expires_at: backend.clock.now() + chrono::TimeDelta::days(14),
    };
    let row = row.into_active_model().reset_all();
    let db = backend.databases().schema();
    row.insert(db).await.expect("a proposal");
    id.to_string()
}

/// The code of what was asked of a role: by a manager, and of a manager by an administrator; of
/// a member of the panel where it is nobody's.
async fn taken_up(world: &World, role: &str) -> String {
    let app = &world.app;
    let db = app.backend.databases().schema();
    let gone = grant_proposals::Entity::delete_many().exec(db).await;
    gone.expect("nothing asked");
    letter(app).await;
    let (by, hat) = match role {
        "manager" => ("administrator", "moderator"),
        _ => ("manager", "professional"),
    };
    let role = match role {
        "anonymous" => "panel",
        role => role,
    };
    let body = json!({"email": super::world::address(role), "hat": hat});
    let token = world.token(by).await.expect("a token");
    let ask = app.post("/v1/grant-proposals").json(&body).bearer(&token);
    assert_eq!(ask.await.status, 201);
    code(app).await
}
