//! What one provider offers, beside what the whole country does.

use std::sync::Arc;

use super::supply::{Supply, counted};
use crate::domains::catalogue::Snapshot;
use crate::domains::catalogue::service::{CourseQuery, Within, provider};
use crate::domains::statistics::Statistics;
use crate::domains::statistics::error::said_elsewhere;
use crate::domains::statistics::model::Dimension;
use crate::kernel::error::{ApiError, joined};
use crate::kernel::language::Text;

/// The same cells twice: of one provider, and of the country that it is part of.
#[derive(Debug)]
pub struct Shop {
    /// Where the provider stands in the snapshot.
    pub provider: usize,
    /// What it offers.
    pub own: Supply,
    /// What all providers offer, this one too.
    pub country: Supply,
}

/// Counts the courses that a filter leaves of a provider, by id or slug, and of everybody.
pub fn shop(
    statistics: &Statistics,
    snapshot: &Arc<Snapshot>,
    id_or_slug: &str,
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
    let all = counted(statistics, snapshot, Within::Everything, by, filter);
    let country = joined(faults, all)?;
    let own = counted(statistics, snapshot, Within::Provider(at), by, filter)?;
    Ok(Shop {
        provider: at,
        own,
        country,
    })
}
