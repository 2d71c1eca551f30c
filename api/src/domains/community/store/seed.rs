//! The rooms that the product ships.

use std::collections::{HashMap, HashSet};

use entities::rooms;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::Deserialize;

use super::super::error::CommunityError;
use super::super::policy::Seeding;
use crate::kernel::clock::Ids;
use crate::kernel::id::PillarId;

/// The topic of the feed that tells of other rooms.
pub const TOPIC: &str = "room";

/// `rooms.csv`
#[derive(Debug, Deserialize)]
struct RoomRow {
    slug: String,
    position: i32,
    audience: String,
    pillar_slug: Option<String>,
    name_nl: String,
    name_en: String,
    description_nl: String,
    description_en: String,
}

/// Adds the rooms that are not there yet, and says how many.
pub async fn seed(
    leave: Seeding<'_>,
    ids: &Ids,
    pillars: &HashMap<String, PillarId>,
) -> Result<usize, CommunityError> {
    let conn = leave.tx().conn();
    let there = rooms::Entity::find().all(conn).await?;
    let there: HashSet<_> = there.into_iter().map(|row| row.slug).collect();
    let file = include_bytes!("../../../../../data/rooms.csv");
    let mut added = 0;
    for row in csv::Reader::from_reader(file.as_slice()).deserialize() {
        let row: RoomRow = row.map_err(|error| CommunityError::Broken(error.to_string()))?;
        if there.contains(&row.slug) {
            continue;
        }
        let pillar = row.pillar_slug.map(|slug| {
            let id = pillars.get(&slug).map(|id| id.0);
            id.ok_or(CommunityError::Broken(slug))
        });
        let room = rooms::ActiveModel {
            id: Set(ids.ordered()),
            slug: Set(row.slug),
            position: Set(row.position),
            audience: Set(row.audience),
            pillar_id: Set(pillar.transpose()?),
            name_nl: Set(row.name_nl),
            name_en: Set(row.name_en),
            description_nl: Set(row.description_nl),
            description_en: Set(row.description_en),
        };
        rooms::Entity::insert(room)
            .exec_without_returning(conn)
            .await?;
        added += 1;
    }
    if added > 0 {
        leave.tx().changed(TOPIC, "seeded");
    }
    Ok(added)
}
