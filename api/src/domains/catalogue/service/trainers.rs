//! The trainers who are named. No database is asked.

use async_graphql::InputObject;
use utoipa::IntoParams;

use super::browse::any_of;
use super::filter::{Reading, reference};
use super::named::Named;
use crate::domains::catalogue::error::{CatalogueError, Thing};
use crate::domains::catalogue::model::Placed;
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::query::{FromQuery, Query};

/// Which trainers are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "TrainerFilter")]
pub struct TrainerQuery {
    /// Of any of these providers: ids or slugs
    #[graphql(default)]
    #[param(required = false)]
    pub provider: Vec<String>,
}

impl FromQuery for TrainerQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            provider: query.many("provider"),
        }
    }
}

/// Trainers, by name.
pub fn trainers(
    snapshot: &Snapshot,
    query: &TrainerQuery,
    page: &PageRequest,
) -> Result<Page<usize>, CatalogueError> {
    let mut reading = Reading::of(snapshot);
    let providers = reading.named("provider", Named::Provider, &query.provider);
    reading.finish()?;
    let all: Vec<usize> = (0..snapshot.trainers.len())
        .filter(|at| {
            let of = snapshot.trainers[*at].provider;
            any_of(&providers, |provider| of == *provider)
        })
        .collect();
    Ok(page.cut(&all, |at| snapshot.trainers[*at].place()))
}

/// A trainer, by id.
pub fn trainer(snapshot: &Snapshot, id: &str) -> Result<usize, CatalogueError> {
    let found = snapshot.trainer(&reference(id));
    found.ok_or(CatalogueError::NotFound(Thing::Trainer))
}
