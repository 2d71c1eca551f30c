//! What one provider offers, beside what another and the whole country do.

use std::sync::Arc;

use super::supply::{Supply, counted};
use crate::domains::catalogue::Snapshot;
use crate::domains::catalogue::service::{CourseQuery, Within, provider, unknown};
use crate::domains::statistics::Statistics;
use crate::domains::statistics::error::{repeated_provider, said_elsewhere};
use crate::domains::statistics::model::Dimension;
use crate::kernel::error::{ApiError, joined};
use crate::kernel::language::Text;

/// The same cells again and again: of one provider, of another beside it where one is asked,
/// and of the country that they are part of.
#[derive(Debug)]
pub struct Shop {
    /// Where the provider stands in the snapshot.
    pub provider: usize,
    /// What it offers.
    pub own: Supply,
    /// Where the other provider stands in the snapshot, and what it offers.
    pub beside: Option<(usize, Supply)>,
    /// What all providers offer, these too.
    pub country: Supply,
}

/// Counts the courses that a filter leaves of a provider, by id or slug, of another beside it,
/// and of everybody.
///
/// All of it is of what the public sees: what is offered to some alone is no part of a figure
/// that others compare with theirs.
pub fn shop(
    statistics: &Statistics,
    snapshot: &Arc<Snapshot>,
    (id_or_slug, beside): (&str, Option<&str>),
    by: &[Dimension],
    filter: &CourseQuery,
) -> Result<Shop, ApiError> {
    let at = provider(snapshot, id_or_slug)?;
    let mut faults = Vec::new();
    if !filter.provider.is_empty() {
        // The country would no longer be the country.
        faults.push(said_elsewhere(
            "provider",
            Text::new(
                "de aanbieder staat al vast; naast haar staat het hele land",
                "the provider is given already; beside it stands the whole country",
            ),
        ));
    }
    let other = beside.map(|word| (word, provider(snapshot, word).ok()));
    match other {
        Some((word, None)) => faults.push(unknown("beside", word)),
        Some((_, Some(other))) if other == at => faults.push(repeated_provider()),
        _ => {}
    }
    let all = counted(statistics, snapshot, Within::Everything, by, filter);
    let country = joined(faults, all)?;
    let own = counted(statistics, snapshot, Within::Provider(at), by, filter)?;
    let beside = match other.and_then(|(_, at)| at) {
        Some(at) => {
            let within = Within::Provider(at);
            Some((at, counted(statistics, snapshot, within, by, filter)?))
        }
        None => None,
    };
    Ok(Shop {
        provider: at,
        own,
        beside,
        country,
    })
}
