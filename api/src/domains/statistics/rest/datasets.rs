//! Published figures at the REST door.

use actix_web::http::header::{CONTENT_LANGUAGE, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::form::Form;
use crate::domains::statistics::Statistics;
use crate::domains::statistics::files::json_stat::JsonStat;
use crate::domains::statistics::files::{csv, json_stat};
use crate::domains::statistics::service;
use crate::domains::statistics::view::{DatasetView, WholeDatasetView};
use crate::kernel::door::{JSON, file, item, language, list};
use crate::kernel::error::ApiError;
use crate::kernel::form;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{PageOnly, Query};

/// A dataset as JSON, in either form
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum DatasetAnswer {
    /// In our own form.
    Dataset(Box<WholeDatasetView>),
    /// As JSON-stat.
    JsonStat(Box<JsonStat>),
}

/// List the published figures
///
/// National figures on foster care, gathered by what they count, by address. Each dataset has a
/// series for each source: what sources give differently is not mixed.
#[utoipa::path(
    tag = "statistics",
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<DatasetView>)),
)]
#[get("/statistics/datasets")]
pub async fn list_datasets(
    request: HttpRequest,
    statistics: Data<Statistics>,
) -> Result<HttpResponse, ApiError> {
    let PageOnly(page) = Query::read(request.query_string())?;
    let published = statistics.published();
    let language = language(&request);
    let found = service::datasets(&published, &page);
    list(
        &request,
        found.map(|at| DatasetView::of(&published.issues[at], language)),
    )
}

/// Read a dataset
///
/// Every figure with its year, note and source, as it was published. The CSV file holds both
/// languages; `checksum` is its SHA-256.
#[utoipa::path(
    tag = "statistics",
    params(
        ("slug" = String, Path, description = "Its address"),
        ("format" = inline(Option<Form>), Query,
            description = "`json`, `csv` or `json-stat`; where left out, `Accept` chooses between the first two"),
    ),
    responses((status = 200, description = "Found", content(
        (DatasetAnswer = "application/json"),
        (String = "text/csv"),
    ))),
)]
#[get("/statistics/datasets/{slug}")]
pub async fn read_dataset(
    request: HttpRequest,
    statistics: Data<Statistics>,
    slug: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let form = form::asked(&mut query, &request);
    let published = statistics.published();
    let at = query.finish_with(service::dataset(&published, &slug))?;
    let issue = &published.issues[at];
    let (dataset, language) = (&issue.dataset, language(&request));
    let revision = Some(dataset.revision);
    match form {
        Form::Json => item(
            &request,
            dataset.revision,
            &DatasetAnswer::Dataset(Box::new(WholeDatasetView::of(issue, language))),
        ),
        Form::Csv => {
            let name = format!("{slug}.csv");
            let mut file = file(&request, revision, csv::MEDIA, &name, issue.csv.clone());
            let both = HeaderValue::from_static("nl, en");
            file.headers_mut().insert(CONTENT_LANGUAGE, both);
            Ok(file)
        }
        Form::JsonStat => {
            let answer = DatasetAnswer::JsonStat(Box::new(json_stat::dataset(dataset, language)));
            let bytes = serde_json::to_vec(&answer).map_err(|error| ApiError::internal(&error))?;
            let name = format!("{slug}.json");
            Ok(file(&request, revision, JSON, &name, bytes.into()))
        }
    }
}
