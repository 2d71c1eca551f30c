//! What there is and what there is not, as a table that can be drawn or read out.

use std::sync::Arc;

use chrono::NaiveDate;

use super::supply::counted;
use crate::domains::catalogue::service::{CourseQuery, Within};
use crate::domains::catalogue::{Coded, Offer, Snapshot};
use crate::domains::statistics::Statistics;
use crate::domains::statistics::error::said_elsewhere;
use crate::domains::statistics::model::{CoverageColumns, CoverageRows, Dimension};
use crate::domains::statistics::shelf::{Tally, UNKNOWN};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::language::Text;

/// What there is and what there is not: rows under pillars, a column for each code.
#[derive(Debug)]
pub struct Coverage {
    /// What its rows are.
    pub rows: Dimension,
    /// What its columns are.
    pub columns: Dimension,
    /// The codes of the columns, in order.
    pub heads: Vec<Coded>,
    /// The rows, pillar by pillar.
    pub groups: Vec<Group>,
    /// How many courses there are, each once.
    pub total: Tally,
    /// Whether a filter left something out.
    pub filtered: bool,
    /// The youth regions where it has to be given, where some are asked for.
    pub regions: Vec<String>,
    /// Whether what is followed from home counts there too.
    pub or_online: bool,
    /// What is not counted, since nobody knows where it is given; only where a place is asked for.
    pub unplaced: Option<Tally>,
    /// Whether anything in it is there only to show how it looks.
    pub examples: bool,
    /// The day for which it was derived what is current.
    pub as_of: NaiveDate,
}

/// The rows under one pillar.
#[derive(Debug)]
pub struct Group {
    /// The pillar.
    pub name: Text,
    /// Its rows, in order.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug)]
pub struct Row {
    /// What it is about.
    pub code: Coded,
    /// How many courses there are in each column; a course may stand in several.
    pub cells: Vec<Tally>,
    /// How many courses it has, each once.
    pub whole: Tally,
}

impl Coverage {
    /// The rows of all pillars, but for what is not mapped on any.
    pub fn all_rows(&self) -> impl Iterator<Item = &Row> {
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        rows.filter(|row| row.code.code != UNKNOWN)
    }

    /// How many rows have nothing that is current, and how many of those have nothing that
    /// is unconfirmed either.
    pub fn gaps(&self) -> (usize, usize) {
        let none = |row: &&Row| row.whole[Offer::Current as usize] == 0;
        (
            self.all_rows().filter(none).count(),
            self.bare_rows().count(),
        )
    }

    /// The rows that have nothing that is current, and nothing that is unconfirmed.
    pub fn bare_rows(&self) -> impl Iterator<Item = &Row> {
        const TOLD: [Offer; 2] = [Offer::Current, Offer::Unconfirmed];
        let none = |row: &&Row| TOLD.iter().all(|it| row.whole[*it as usize] == 0);
        self.all_rows().filter(none)
    }
}

/// Counts what a filter leaves, by rows and columns. What has no code is shown only where
/// something is there.
pub fn coverage(
    statistics: &Statistics,
    snapshot: &Arc<Snapshot>,
    rows: CoverageRows,
    columns: CoverageColumns,
    filter: &CourseQuery,
) -> Result<Coverage, ApiError> {
    let (rows, columns) = (rows.dimension(), columns.dimension());
    let mut faults = Vec::new();
    if !filter.offer.is_empty() {
        faults.push(said_elsewhere(
            "offer",
            Text::new(
                "wat actueel is en wat niet bevestigd is staan hier altijd naast elkaar",
                "what is current and what is unconfirmed always stand beside each other here",
            ),
        ));
    }
    let count = |by: &[Dimension]| counted(statistics, snapshot, Within::Everything, by, filter);
    let cells = joined(faults, count(&[rows, columns]))?;
    let wholes = count(&[rows])?;
    let edition = filter.edition.as_ref();
    let unplaced = edition.filter(|it| !it.youth_region.is_empty());
    let unplaced = unplaced.map(|_| unplaced_of(statistics, snapshot, filter));
    let shelf = statistics.shelf(snapshot);
    let (down, across) = (shelf.axis(rows), shelf.axis(columns));
    let width = across.codes.len();
    let counted_row = |at: usize| &cells.cells[at * width..(at + 1) * width];
    let told = |tally: &Tally| tally.iter().any(|count| *count > 0);
    let shown: Vec<usize> = (0..width)
        .filter(|column| {
            let mut column_cells = (0..down.codes.len()).map(|row| &counted_row(row)[*column]);
            across.codes[*column].code != UNKNOWN || column_cells.any(told)
        })
        .collect();
    let mut coverage = Coverage {
        rows,
        columns,
        heads: shown.iter().map(|at| across.codes[*at].clone()).collect(),
        groups: Vec::new(),
        total: cells.total,
        regions: edition.map_or_else(Vec::new, |it| it.youth_region.clone()),
        or_online: edition.is_some_and(|it| it.or_online),
        unplaced: unplaced.transpose()?,
        filtered: cells.total.iter().sum::<u32>() as usize != snapshot.courses.len(),
        examples: cells.examples,
        as_of: cells.as_of,
    };
    for (at, code) in down.codes.iter().enumerate() {
        if code.code == UNKNOWN && !told(&wholes.cells[at]) {
            continue;
        }
        let parent = down.parents[at].as_deref();
        let name = match parent.and_then(|parent| pillar(snapshot, rows, parent)) {
            Some(pillar) => snapshot.pillars[pillar].name.clone(),
            None => Text::new("Niet ingedeeld", "Not mapped"),
        };
        let row = Row {
            code: code.clone(),
            cells: shown.iter().map(|it| counted_row(at)[*it]).collect(),
            whole: wholes.cells[at],
        };
        match coverage.groups.last_mut() {
            Some(group) if group.name == name => group.rows.push(row),
            _ => coverage.groups.push(Group {
                name,
                rows: vec![row],
            }),
        }
    }
    Ok(coverage)
}

/// What a filter leaves out for no other reason than that nobody knows where it is given.
fn unplaced_of(
    statistics: &Statistics,
    snapshot: &Arc<Snapshot>,
    filter: &CourseQuery,
) -> Result<Tally, ApiError> {
    let unknown = |filter: &CourseQuery| {
        let by = [Dimension::YouthRegion];
        let counted = counted(statistics, snapshot, Within::Everything, &by, filter)?;
        let codes = counted.axes().flat_map(|axis| &axis.codes);
        let mut both = codes.zip(&counted.cells);
        let unknown = both.find(|(code, _)| code.code == UNKNOWN);
        Ok::<Tally, ApiError>(unknown.map_or_else(Tally::default, |(_, tally)| *tally))
    };
    let mut anywhere = filter.clone();
    if let Some(edition) = &mut anywhere.edition {
        edition.youth_region.clear();
        edition.or_online = false;
    }
    let (mut unplaced, here) = (unknown(&anywhere)?, unknown(filter)?);
    for (all, here) in unplaced.iter_mut().zip(here) {
        *all = all.saturating_sub(here);
    }
    Ok(unplaced)
}

/// The pillar of what a row stands under.
fn pillar(snapshot: &Snapshot, rows: Dimension, parent: &str) -> Option<usize> {
    match rows {
        Dimension::Subject => Some(snapshot.topics[snapshot.topic(parent)?].pillar),
        _ => snapshot.pillar(parent),
    }
}
