//! Puts the shipped figures in the database.

use std::collections::HashMap;

use entities::{dataset_observations, dataset_series, datasets};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::{read, shipped};
use crate::domains::statistics::error::StatisticsError;
use crate::domains::statistics::model::{Content, Dataset, Series};
use crate::domains::statistics::policy::Publishing;
use crate::kernel::clock::Ids;

/// Makes every shipped dataset stand as it is shipped, and says how many were new
/// or had changed; none, the second time. Other datasets are left alone.
pub async fn publish(leave: &Publishing<'_>, ids: &Ids) -> Result<usize, StatisticsError> {
    let (_, standing) = read::datasets(leave.tx().conn()).await?;
    let standing: HashMap<_, _> = standing
        .into_iter()
        .map(|dataset| (dataset.content.slug.clone(), dataset))
        .collect();
    let mut written = 0;
    for content in shipped::datasets()? {
        match standing.get(&content.slug) {
            Some(dataset) if dataset.content == content => continue,
            Some(dataset) => replace(leave, dataset, &content).await?,
            None => add(leave, &content).await?,
        }
        for (series, position) in content.series.into_iter().zip(1..) {
            add_series(leave, ids, &content.slug, series, position).await?;
        }
        written += 1;
    }
    Ok(written)
}

async fn add(leave: &Publishing<'_>, content: &Content) -> Result<(), StatisticsError> {
    let mut row = words(content);
    row.revision = Set(1);
    row.created_at = Set(leave.tx().now());
    row.updated_at = Set(leave.tx().now());
    datasets::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}

/// Gives a dataset its next revision. Its series go, and their figures with them:
/// they are added anew.
async fn replace(
    leave: &Publishing<'_>,
    standing: &Dataset,
    content: &Content,
) -> Result<(), StatisticsError> {
    let mut row = words(content);
    row.revision = Set(standing.revision.0 + 1);
    row.updated_at = Set(leave.tx().now());
    row.update(leave.tx().conn()).await?;
    dataset_series::Entity::delete_many()
        .filter(dataset_series::Column::DatasetSlug.eq(&content.slug))
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

fn words(content: &Content) -> datasets::ActiveModel {
    datasets::ActiveModel {
        slug: Set(content.slug.clone()),
        title_nl: Set(content.title.nl.to_string()),
        title_en: Set(content.title.en.to_string()),
        description_nl: Set(content.description.nl.to_string()),
        description_en: Set(content.description.en.to_string()),
        unit: Set(content.unit.code.clone()),
        unit_nl: Set(content.unit.label.nl.to_string()),
        unit_en: Set(content.unit.label.en.to_string()),
        ..Default::default()
    }
}

async fn add_series(
    leave: &Publishing<'_>,
    ids: &Ids,
    dataset: &str,
    series: Series,
    position: i32,
) -> Result<(), StatisticsError> {
    let id = ids.ordered();
    let row = dataset_series::Model {
        id,
        dataset_slug: dataset.to_owned(),
        code: series.code,
        position,
        name_nl: series.name.nl.into_owned(),
        name_en: series.name.en.into_owned(),
        source_name: series.source_name,
        source_url: series.source_url,
    };
    dataset_series::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(leave.tx().conn())
        .await?;
    let figures = series.observations.into_iter().map(|one| {
        let (note_nl, note_en) = one.note.map(|note| (note.nl, note.en)).unzip();
        let row = dataset_observations::Model {
            series_id: id,
            year: one.year,
            value: one.value.map(|value| value.text().to_owned()),
            note_nl: note_nl.map(Into::into),
            note_en: note_en.map(Into::into),
        };
        row.into_active_model().reset_all()
    });
    dataset_observations::Entity::insert_many(figures)
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}
