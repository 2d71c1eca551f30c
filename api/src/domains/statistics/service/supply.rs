//! How many courses there are of what kind: counted exactly, from one snapshot.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domains::catalogue::service::{Choice, CourseQuery, Within};
use crate::domains::catalogue::{CourseSort, Offer, Snapshot};
use crate::domains::statistics::Statistics;
use crate::domains::statistics::error::{repeated_dimension, too_many_cells};
use crate::domains::statistics::model::Dimension;
use crate::domains::statistics::shelf::{Axis, Shelf, Tally};
use crate::kernel::error::{ApiError, Fault, joined};

/// The most cells that one answer holds.
const MOST: usize = 6_000;

/// How many courses there are in every cell.
#[derive(Debug)]
pub struct Supply {
    shelf: Arc<Shelf>,
    by: Vec<Dimension>,
    /// The offers asked for.
    pub offers: Vec<Offer>,
    /// How many courses each cell has; the last dimension runs fastest.
    pub cells: Vec<Tally>,
    /// How many courses there are, each once.
    pub total: Tally,
    /// Whether anything in it is there only to show how it looks.
    pub examples: bool,
    /// The day for which it was derived what is current.
    pub as_of: NaiveDate,
    /// Which state of the public offer was counted.
    pub version: String,
}

impl Supply {
    /// The dimensions, in the order asked for.
    pub fn axes(&self) -> impl Iterator<Item = &Axis> {
        self.by.iter().map(|dimension| self.shelf.axis(*dimension))
    }
}

/// Counts the courses that a filter leaves, by every combination of codes.
///
/// A course counts once in each cell that it touches: cells may overlap, and the
/// distinct total stands beside them. Offers are never added up.
pub fn supply(
    statistics: &Statistics,
    snapshot: &Arc<Snapshot>,
    by: &[Dimension],
    filter: &CourseQuery,
) -> Result<Supply, ApiError> {
    counted(statistics, snapshot, Within::Everything, by, filter)
}

/// The same, of what is within something.
pub(super) fn counted(
    statistics: &Statistics,
    snapshot: &Arc<Snapshot>,
    within: Within,
    by: &[Dimension],
    filter: &CourseQuery,
) -> Result<Supply, ApiError> {
    let shelf = statistics.shelf(snapshot);
    let axes: Vec<&Axis> = by.iter().map(|one| shelf.axis(*one)).collect();
    let chosen = joined(too_fine(&axes), Choice::of(snapshot, within, filter))?;
    let chosen = chosen.in_order(snapshot, CourseSort::Title);
    let cells = shelf.count(&axes, &chosen);
    let total = shelf.count(&[], &chosen);
    Ok(Supply {
        by: by.to_vec(),
        offers: Offer::ALL
            .into_iter()
            .filter(|offer| filter.offer.is_empty() || filter.offer.contains(offer))
            .collect(),
        cells,
        total: total.first().copied().unwrap_or_default(),
        examples: shelf.has_examples(&chosen),
        as_of: snapshot.today,
        version: snapshot.version().to_owned(),
        shelf,
    })
}

/// What is wrong with the dimensions asked for.
fn too_fine(axes: &[&Axis]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let again = |(at, axis): (usize, &&Axis)| {
        let before = axes[..at].iter();
        before
            .copied()
            .any(|other| other.dimension == axis.dimension)
    };
    if axes.iter().enumerate().any(again) {
        faults.push(repeated_dimension());
    }
    let sizes = axes.iter().map(|axis| axis.codes.len());
    let cells = sizes.fold(1_usize, usize::saturating_mul);
    if cells > MOST {
        faults.push(too_many_cells(cells, MOST));
    }
    faults
}
