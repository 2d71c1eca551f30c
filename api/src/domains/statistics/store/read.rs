//! Reads every dataset and ties its parts together.

use std::collections::HashMap;

use entities::{dataset_observations, dataset_series, datasets};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::domains::statistics::error::StatisticsError;
use crate::domains::statistics::model::{Content, Dataset, Observation, Series, Unit};
use crate::kernel::decimal::Decimal;
use crate::kernel::feed;
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;

/// Every dataset, and the newest feed entry that is in them: four statements.
pub async fn datasets(db: &impl ConnectionTrait) -> Result<(i64, Vec<Dataset>), StatisticsError> {
    let position = feed::last(db).await?;
    let mut observations = observations(db).await?;
    let rows = dataset_series::Entity::find()
        .order_by_asc(dataset_series::Column::Position)
        .all(db)
        .await?;
    let mut series: HashMap<String, Vec<Series>> = HashMap::new();
    for row in rows {
        series.entry(row.dataset_slug).or_default().push(Series {
            code: row.code,
            name: Text::new(row.name_nl, row.name_en),
            source_name: row.source_name,
            source_url: row.source_url,
            observations: observations.remove(&row.id).unwrap_or_default(),
        });
    }
    let rows = datasets::Entity::find().all(db).await?;
    let datasets = rows.into_iter().map(|row| Dataset {
        revision: Revision(row.revision),
        updated_at: row.updated_at,
        content: Content {
            series: series.remove(&row.slug).unwrap_or_default(),
            slug: row.slug,
            title: Text::new(row.title_nl, row.title_en),
            description: Text::new(row.description_nl, row.description_en),
            unit: Unit {
                code: row.unit,
                label: Text::new(row.unit_nl, row.unit_en),
            },
        },
    });
    Ok((position, datasets.collect()))
}

/// Every figure, by its series and then by year.
async fn observations(
    db: &impl ConnectionTrait,
) -> Result<HashMap<Uuid, Vec<Observation>>, StatisticsError> {
    let rows = dataset_observations::Entity::find()
        .order_by_asc(dataset_observations::Column::Year)
        .all(db)
        .await?;
    let mut observations: HashMap<Uuid, Vec<Observation>> = HashMap::new();
    for row in rows {
        let note = row.note_nl.zip(row.note_en);
        let one = Observation {
            year: row.year,
            value: row.value.map(|text| figure(&text)).transpose()?,
            note: note.map(|(nl, en)| Text::new(nl, en)),
        };
        observations.entry(row.series_id).or_default().push(one);
    }
    Ok(observations)
}

/// Reads the digits of a figure.
pub fn figure(text: &str) -> Result<Decimal, StatisticsError> {
    Decimal::parse(text).ok_or_else(|| StatisticsError::BrokenData(format!("{text} is no number")))
}
