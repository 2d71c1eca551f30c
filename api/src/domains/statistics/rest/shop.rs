//! A provider's offer beside another's and the country's, at the REST door.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::form::Form;
use super::supply::ByParams;
use crate::domains::catalogue::Catalogue;
use crate::domains::catalogue::service::{CourseQuery, EditionQuery};
use crate::domains::statistics::Statistics;
use crate::domains::statistics::files::json_stat::JsonStat;
use crate::domains::statistics::files::{csv, json_stat};
use crate::domains::statistics::service;
use crate::domains::statistics::view::ProviderSupplyView;
use crate::kernel::door::{JSON, data, file, language};
use crate::kernel::error::ApiError;
use crate::kernel::form;
use crate::kernel::kept::lasting;
use crate::kernel::query::{FromQuery, Query};

/// Beside whom
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BesideParams {
    /// Another provider to count in the same cells: id or slug
    pub beside: Option<String>,
}

impl FromQuery for BesideParams {
    fn from_query(query: &mut Query) -> Self {
        Self {
            beside: query.one("beside"),
        }
    }
}

/// A provider's supply beside the country's as JSON, in either form
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ProviderSupplyAnswer<'s> {
    /// In our own form.
    Supply(Box<ProviderSupplyView<'s>>),
    /// As JSON-stat.
    JsonStat(Box<JsonStat>),
}

/// Count a provider's supply beside the country's
///
/// The same cells as `/supply`, each with the provider's own count and the country's, which holds
/// the provider's too; with `beside`, those of another provider as well. Offers are never added up.
/// Only what the public sees is counted, whoever asks: offers that are shown to organisations alone,
/// or to some of them, are in no figure. The filters are those of the list of courses, but for
/// `provider`.
#[utoipa::path(
    tag = "statistics",
    params(
        ("id" = String, Path, description = "Id or slug of the provider"),
        ByParams,
        BesideParams,
        CourseQuery,
        EditionQuery,
        ("format" = inline(Option<Form>), Query,
            description = "`json`, `csv` or `json-stat`; where left out, `Accept` chooses between the first two"),
    ),
    responses((status = 200, description = "Counted", content(
        (ProviderSupplyAnswer = "application/json"),
        (String = "text/csv"),
    ))),
)]
#[get("/providers/{id}/supply")]
pub async fn read_provider_supply(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    statistics: Data<Statistics>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let ByParams { by } = ByParams::from_query(&mut query);
    let BesideParams { beside } = BesideParams::from_query(&mut query);
    let filter = CourseQuery::from_query(&mut query);
    let form = form::asked(&mut query, &request);
    let snapshot = catalogue.now();
    let counted = service::shop(
        &statistics,
        &snapshot,
        (&id, beside.as_deref()),
        &by,
        &filter,
    );
    let counted = query.finish_with(counted)?;
    let view = ProviderSupplyView::of(&counted, &snapshot, language(&request));
    let answer = match form {
        Form::Json => data(&request, &ProviderSupplyAnswer::Supply(Box::new(view)))?,
        Form::Csv => {
            let bytes = csv::shop(&view).map_err(|error| ApiError::internal(&error))?;
            file(&request, None, csv::MEDIA, "supply.csv", bytes.into())
        }
        Form::JsonStat => {
            let answer = ProviderSupplyAnswer::JsonStat(Box::new(json_stat::shop(&view)));
            let bytes = serde_json::to_vec(&answer).map_err(|error| ApiError::internal(&error))?;
            file(&request, None, JSON, "supply.json", bytes.into())
        }
    };
    Ok(lasting(answer))
}
