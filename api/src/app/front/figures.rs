//! The figures on the page, counted by the service that counts supply for both doors.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domains::catalogue::service::CourseQuery;
use crate::domains::catalogue::{Coded, Offer, Snapshot};
use crate::domains::statistics::service::{Coverage, Supply, coverage, supply};
use crate::domains::statistics::{CoverageColumns, CoverageRows, Dimension, Statistics};
use crate::kernel::error::ApiError;
use crate::kernel::language::Text;

/// How many courses there are of each offer, which are never added up.
pub type Tally = [u32; Offer::ALL.len()];

/// What the page tells of the catalogue.
#[derive(Debug)]
pub struct Figures {
    /// The day for which it was derived what is current.
    pub as_of: NaiveDate,
    /// Whether anything is there only to show how it looks.
    pub examples: bool,
    /// How many courses, each once.
    pub courses: Tally,
    /// How many providers.
    pub providers: usize,
    /// How many topics.
    pub topics: usize,
    /// The learning forms, in their order.
    pub forms: Vec<Coded>,
    /// Which topics have nothing.
    pub topics_without: Without,
    /// Which subjects under them have nothing.
    pub subjects_without: Without,
    /// The youth regions, by name.
    pub regions: Vec<String>,
    /// The pillars with their topics; last, where there are any, topics without a pillar.
    pub groups: Vec<Group>,
}

/// What has nothing, of one kind.
#[derive(Debug)]
pub struct Without {
    /// How many there are of the kind.
    pub all: usize,
    /// How many have nothing that is current.
    pub current: usize,
    /// Those that have nothing that is unconfirmed either, by name.
    pub anything: Vec<Text>,
}

impl Without {
    fn of(coverage: &Coverage) -> Self {
        let (current, _) = coverage.gaps();
        let names = coverage.bare_rows().map(|row| row.code.label.clone());
        Self {
            all: coverage.all_rows().count(),
            current,
            anything: names.collect(),
        }
    }
}

/// A pillar, or what stands under none.
#[derive(Debug)]
pub struct Group {
    /// What it is called; none where it is no pillar.
    pub pillar: Option<Text>,
    /// How many courses are about it, each once.
    pub courses: Tally,
    /// What stands under it.
    pub topics: Vec<Row>,
}

/// A topic.
#[derive(Debug)]
pub struct Row {
    /// What it is called.
    pub name: Text,
    /// How many courses in each learning form.
    pub cells: Vec<Tally>,
}

/// The best that is known of a place in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is something that can be followed now.
    Current,
    /// What there is, nobody confirmed.
    Unconfirmed,
    /// There is only what is over.
    Archive,
    /// There is nothing.
    Nothing,
}

impl Figures {
    /// Counts a snapshot.
    pub fn of(statistics: &Statistics, snapshot: &Arc<Snapshot>) -> Result<Self, ApiError> {
        let count = |by: &[Dimension]| supply(statistics, snapshot, by, &CourseQuery::default());
        let cells = count(&[Dimension::Topic, Dimension::LearningForm])?;
        let pillars = count(&[Dimension::Pillar])?;
        let (forms, rows) = table(&cells);
        let mut groups: Vec<Group> = snapshot
            .pillars
            .iter()
            .zip(&pillars.cells)
            .map(|(pillar, courses)| Group {
                pillar: Some(pillar.name.clone()),
                courses: *courses,
                topics: Vec::new(),
            })
            .collect();
        let mut astray = Vec::new();
        for (code, row) in rows {
            let known = snapshot.topics.iter().find(|topic| topic.slug == code);
            match known.and_then(|topic| groups.get_mut(topic.pillar)) {
                Some(group) => group.topics.push(row),
                // "Unknown" is no topic, and no gap.
                None if row.cells.iter().all(is_zero) => {}
                None => astray.push(row),
            }
        }
        if !astray.is_empty() {
            groups.push(Group {
                pillar: None,
                courses: Tally::default(),
                topics: astray,
            });
        }
        let without = |rows| {
            let forms = CoverageColumns::LearningForm;
            let all = CourseQuery::default();
            let coverage = coverage(statistics, snapshot, rows, forms, &all)?;
            Ok::<Without, ApiError>(Without::of(&coverage))
        };
        Ok(Self {
            topics_without: without(CoverageRows::Topic)?,
            subjects_without: without(CoverageRows::Subject)?,
            regions: snapshot.sets.youth_regions.clone(),
            as_of: cells.as_of,
            examples: cells.examples,
            courses: cells.total,
            providers: snapshot.providers.len(),
            topics: snapshot.topics.len(),
            forms,
            groups,
        })
    }

    /// The pillars.
    pub fn pillars(&self) -> impl Iterator<Item = (&Text, &Group)> {
        let named = |group| Some((Group::pillar(group)?, group));
        self.groups.iter().filter_map(named)
    }

    /// How many places of topic and learning form stand so.
    pub fn places(&self, standing: Standing) -> usize {
        let topics = self.pillars().flat_map(|(_, group)| &group.topics);
        let cells = topics.flat_map(|topic| &topic.cells);
        cells.filter(|cell| Standing::of(cell) == standing).count()
    }
}

impl Group {
    fn pillar(&self) -> Option<&Text> {
        self.pillar.as_ref()
    }
}

impl Standing {
    /// What is known of a cell.
    pub fn of(tally: &Tally) -> Self {
        let best = Offer::ALL.iter().find(|offer| tally[**offer as usize] > 0);
        match best {
            Some(Offer::Current) => Self::Current,
            Some(Offer::Unconfirmed) => Self::Unconfirmed,
            Some(Offer::Archive) => Self::Archive,
            None => Self::Nothing,
        }
    }
}

fn is_zero(tally: &Tally) -> bool {
    Standing::of(tally) == Standing::Nothing
}

/// The learning forms, and the topics with how many courses each has in every form; a
/// form that is not known is left out where no course has it.
fn table(supply: &Supply) -> (Vec<Coded>, Vec<(String, Row)>) {
    let mut axes = supply.axes();
    let topics = axes.next().map_or(&[][..], |axis| &axis.codes);
    let forms = axes.next().map_or(&[][..], |axis| &axis.codes);
    let rows: Vec<&[Tally]> = supply.cells.chunks(forms.len().max(1)).collect();
    let shown: Vec<usize> = (0..forms.len())
        .filter(|at| forms[*at].code != "unknown" || rows.iter().any(|row| !is_zero(&row[*at])))
        .collect();
    let topics = topics.iter().zip(rows).map(|(topic, row)| {
        let cells = shown.iter().map(|at| row[*at]).collect();
        let name = topic.label.clone();
        (topic.code.clone(), Row { name, cells })
    });
    let topics = topics.collect();
    (shown.iter().map(|at| forms[*at].clone()).collect(), topics)
}
