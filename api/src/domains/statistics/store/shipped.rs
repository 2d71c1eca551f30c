//! The files that the product ships, read as datasets.
//!
//! `statistics.csv` is as it was published; its companions hold what it does not:
//! titles, English words, and short names of sources.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::read::figure;
use crate::domains::statistics::error::StatisticsError;
use crate::domains::statistics::model::{Content, Observation, Series, Unit};
use crate::kernel::language::Text;

/// `statistics.csv`
#[derive(Debug, Deserialize)]
struct FigureRow {
    indicator: String,
    name_nl: String,
    year: i32,
    value: Option<String>,
    unit: String,
    note: Option<String>,
    source_url: String,
}

/// `statistics_datasets.csv`
#[derive(Debug, Deserialize)]
struct DatasetRow {
    indicator: String,
    title_nl: String,
    title_en: String,
    description_nl: String,
    description_en: String,
}

/// `statistics_labels.csv`
#[derive(Debug, Deserialize)]
struct LabelRow {
    label_nl: String,
    label_en: String,
}

/// `statistics_sources.csv`
#[derive(Debug, Deserialize)]
struct SourceRow {
    source_url: String,
    code: String,
    name: String,
}

/// `code_lists.csv`, of which the units are in the list `unit`
#[derive(Debug, Deserialize)]
struct CodeRow {
    list: String,
    code: String,
    label_nl: String,
    label_en: String,
}

/// Every dataset, as it is shipped.
pub fn datasets() -> Result<Vec<Content>, StatisticsError> {
    let companions = Companions::read()?;
    let mut datasets: Vec<Content> = Vec::new();
    for row in read::<FigureRow>(include_str!("../../../../../data/statistics.csv"))? {
        let slug = row.indicator.replace('_', "-");
        let at = match datasets.iter().position(|dataset| dataset.slug == slug) {
            Some(at) => at,
            None => {
                datasets.push(companions.dataset(&row, slug)?);
                datasets.len() - 1
            }
        };
        let dataset = &mut datasets[at];
        if dataset.unit.label.nl != row.unit {
            return Err(broken(&row.indicator, "counts in more than one unit"));
        }
        let name = companions.text(&row.name_nl)?;
        let series = dataset
            .series
            .iter_mut()
            .find(|series| series.source_url == row.source_url && series.name == name);
        let one = Observation {
            year: row.year,
            value: row.value.as_deref().map(figure).transpose()?,
            note: row.note.map(|note| companions.text(&note)).transpose()?,
        };
        match series {
            Some(series) => series.observations.push(one),
            None => {
                let source = known(&companions.sources, &row.source_url)?;
                dataset.series.push(Series {
                    code: source.code.clone(),
                    name,
                    source_name: source.name.clone(),
                    source_url: row.source_url,
                    observations: vec![one],
                });
            }
        }
    }
    for series in datasets.iter_mut().flat_map(|dataset| &mut dataset.series) {
        series.observations.sort_by_key(|one| one.year);
    }
    Ok(datasets)
}

/// What stands in the files beside the figures.
struct Companions {
    titles: HashMap<String, DatasetRow>,
    english: HashMap<String, String>,
    sources: HashMap<String, SourceRow>,
    units: HashMap<String, Unit>,
}

impl Companions {
    fn read() -> Result<Self, StatisticsError> {
        let titles: Vec<DatasetRow> =
            read(include_str!("../../../../../data/statistics_datasets.csv"))?;
        let labels: Vec<LabelRow> =
            read(include_str!("../../../../../data/statistics_labels.csv"))?;
        let sources: Vec<SourceRow> =
            read(include_str!("../../../../../data/statistics_sources.csv"))?;
        let codes: Vec<CodeRow> = read(include_str!("../../../../../data/code_lists.csv"))?;
        let units = codes.into_iter().filter(|row| row.list == "unit");
        Ok(Self {
            titles: titles
                .into_iter()
                .map(|row| (row.indicator.clone(), row))
                .collect(),
            english: labels
                .into_iter()
                .map(|row| (row.label_nl, row.label_en))
                .collect(),
            sources: sources
                .into_iter()
                .map(|row| (row.source_url.clone(), row))
                .collect(),
            units: units
                .map(|row| {
                    let label = Text::new(row.label_nl.clone(), row.label_en);
                    (
                        row.label_nl,
                        Unit {
                            code: row.code,
                            label,
                        },
                    )
                })
                .collect(),
        })
    }

    fn dataset(&self, row: &FigureRow, slug: String) -> Result<Content, StatisticsError> {
        let title = known(&self.titles, &row.indicator)?;
        Ok(Content {
            slug,
            title: Text::new(title.title_nl.clone(), title.title_en.clone()),
            description: Text::new(title.description_nl.clone(), title.description_en.clone()),
            unit: known(&self.units, &row.unit)?.clone(),
            series: Vec::new(),
        })
    }

    /// Dutch words with the English ones that stand for them.
    fn text(&self, nl: &str) -> Result<Text, StatisticsError> {
        let en = known(&self.english, nl)?;
        Ok(Text::new(nl.to_owned(), en.clone()))
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, StatisticsError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| StatisticsError::BrokenData(error.to_string()))
}

fn known<'m, V>(known: &'m HashMap<String, V>, word: &str) -> Result<&'m V, StatisticsError> {
    known
        .get(word)
        .ok_or_else(|| broken(word, "is in no file beside the figures"))
}

fn broken(what: &str, how: &str) -> StatisticsError {
    StatisticsError::BrokenData(format!("{what} {how}"))
}
