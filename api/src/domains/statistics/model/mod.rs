//! What figures are, as values.

mod coverage;
mod dimension;

use chrono::{DateTime, Utc};

use crate::kernel::decimal::Decimal;
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;

pub use coverage::{CoverageColumns, CoverageLabels, CoverageLayout, CoverageRows};
pub use dimension::{Dimension, named};

/// A dataset as it stands: what is in it, and how often that changed.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// What is in it.
    pub content: Content,
    /// How often it changed.
    pub revision: Revision,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// What is in a dataset: everything published about one thing that can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its address.
    pub slug: String,
    /// What it is called.
    pub title: Text,
    /// What it counts.
    pub description: Text,
    /// In what it counts.
    pub unit: Unit,
    /// What each source says, never mixed.
    pub series: Vec<Series>,
}

/// In what a dataset counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The code, which never changes.
    pub code: String,
    /// What it is called.
    pub label: Text,
}

/// What one source says under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its code within the dataset.
    pub code: String,
    /// What the figures are called.
    pub name: Text,
    /// Who published them.
    pub source_name: String,
    /// The page that they stand on.
    pub source_url: String,
    /// The figures, by year.
    pub observations: Vec<Observation>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Of which year.
    pub year: i32,
    /// What was published; none where the source gives no number.
    pub value: Option<Decimal>,
    /// What else is worth knowing.
    pub note: Option<Text>,
}

impl Series {
    /// What it is called beside others: its name, and who says so.
    pub fn label(&self) -> Text {
        let with = |name: &str| format!("{name} ({})", self.source_name);
        Text::new(with(&self.name.nl), with(&self.name.en))
    }
}

impl Content {
    /// Every figure with the series it is of.
    pub fn observations(&self) -> impl Iterator<Item = (&Series, &Observation)> {
        self.series
            .iter()
            .flat_map(|series| series.observations.iter().map(move |one| (series, one)))
    }

    /// The years that occur, each once and in order.
    pub fn years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = self.observations().map(|(_, one)| one.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}
