//! What parents say of their own situation.

use std::collections::BTreeMap;

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::ToSchema;

use super::super::model::{Placement, Situation, Stage};
use super::super::policy;
use super::super::store;
use crate::domains::catalogue::Snapshot;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::language::Text;

/// What I say of my own situation: each of it may be left out
#[derive(Clone, Debug, Deserialize, ToSchema, InputObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "SituationSaveInput")]
#[schema(as = SituationSave)]
pub struct SituationWish {
    /// Which kinds of foster care
    #[serde(default)]
    #[graphql(default)]
    #[schema(max_items = 5)]
    pub placements: Vec<Placement>,
    /// How far I am
    pub stage: Option<Stage>,
    /// In which youth region, as municipalities have it
    #[schema(max_length = 100)]
    pub youth_region: Option<String>,
}

/// What a parent said of their own situation, and in which province that is.
pub async fn situation(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
) -> Result<(Situation, Option<String>), ApiError> {
    let parent = policy::parent(actor)?;
    let said = store::situation(backend.reader(), parent).await;
    Ok(placed(snapshot, said.map_err(database)?))
}

/// Keeps what a parent says, in the place of what they said.
pub async fn save(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    wish: SituationWish,
) -> Result<(Situation, Option<String>), ApiError> {
    let parent = policy::parent(actor)?;
    let mut said = Situation {
        placements: wish.placements,
        stage: wish.stage,
        youth_region: wish.youth_region,
    };
    said.placements.sort_unstable();
    said.placements.dedup();
    let region = said.youth_region.as_deref();
    if region.is_some_and(|region| province(snapshot, region).is_none()) {
        return Err(ApiError::invalid(vec![Fault::at(
            "/youthRegion",
            "situation.region_unknown",
            Text::new(
                "kies een jeugdregio zoals gemeenten die hebben",
                "choose a youth region as municipalities have it",
            ),
        )]));
    }
    let tx = backend.write().await?;
    let kept = store::save(&policy::own(&tx, parent), &said).await;
    kept.map_err(database)?;
    backend.commit(tx).await?;
    Ok(placed(snapshot, said))
}

/// Forgets what a parent said.
pub async fn erase(backend: &Backend, actor: &Actor) -> Result<(), ApiError> {
    let parent = policy::parent(actor)?;
    let tx = backend.write().await?;
    let gone = store::erase(&policy::own(&tx, parent)).await;
    gone.map_err(database)?;
    backend.commit(tx).await
}

fn placed(snapshot: &Snapshot, said: Situation) -> (Situation, Option<String>) {
    let region = said.youth_region.as_deref();
    let place = region.and_then(|region| province(snapshot, region));
    (said, place)
}

/// The province that most municipalities of a youth region are in: three regions cross a border.
fn province(snapshot: &Snapshot, region: &str) -> Option<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for one in &snapshot.municipalities {
        if one.youth_region == region {
            *counts.entry(&one.province).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(province, _)| province.to_owned())
}
