//! Courses side by side.

use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::error::Fault;
use crate::kernel::language::Text;

use super::filter::{reference, unknown};

/// How many courses can stand side by side.
pub const SIDE_BY_SIDE: std::ops::RangeInclusive<usize> = 2..=6;

/// The courses that are to stand side by side, in the order in which they are named.
pub fn compared(
    snapshot: &Snapshot,
    name: &'static str,
    courses: &[String],
) -> Result<Vec<usize>, CatalogueError> {
    let mut faults = Vec::new();
    let (least, most) = (SIDE_BY_SIDE.start(), SIDE_BY_SIDE.end());
    if !SIDE_BY_SIDE.contains(&courses.len()) {
        faults.push(Fault::at(
            name,
            "compare.out_of_range",
            Text::new(
                format!("vergelijk {least} tot {most} leeraanbiedingen"),
                format!("compare {least} to {most} courses"),
            ),
        ));
    }
    let mut places = Vec::new();
    for value in courses.iter().take(most + 1) {
        match snapshot.course(&reference(value)) {
            None => faults.push(unknown(name, value)),
            Some(at) if places.contains(&at) => faults.push(Fault::at(
                name,
                "compare.repeated",
                Text::new("dit staat er twee keer", "this is named twice"),
            )),
            Some(at) => places.push(at),
        }
    }
    if faults.is_empty() {
        Ok(places)
    } else {
        Err(CatalogueError::BadFilter(faults))
    }
}
