//! Supply at the REST door.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::form::Form;
use crate::domains::catalogue::Catalogue;
use crate::domains::catalogue::service::{CourseQuery, EditionQuery};
use crate::domains::statistics::Statistics;
use crate::domains::statistics::error::unknown_dimension;
use crate::domains::statistics::files::json_stat::JsonStat;
use crate::domains::statistics::files::{csv, json_stat};
use crate::domains::statistics::model::Dimension;
use crate::domains::statistics::service;
use crate::domains::statistics::view::SupplyView;
use crate::kernel::door::{JSON, data, file, language};
use crate::kernel::error::ApiError;
use crate::kernel::form;
use crate::kernel::kept::lasting;
use crate::kernel::query::{FromQuery, Query};

/// By what supply is counted
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ByParams {
    /// The dimensions, joined by commas; where left out, the whole is counted
    #[param(style = Form, explode = false, required = false, min_items = 1)]
    pub by: Vec<Dimension>,
}

/// Supply as JSON, in either form
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum SupplyAnswer {
    /// In our own form.
    Supply(SupplyView),
    /// As JSON-stat.
    JsonStat(Box<JsonStat>),
}

/// Count the supply of courses
///
/// Exact, of what is public, for every combination of codes; an empty cell is a gap, and is there.
/// A course counts once in each cell that it touches, so that cells may overlap: `total` counts each
/// course once. Offers are never added up. The filters are those of the list of courses.
#[utoipa::path(
    tag = "statistics",
    params(
        ByParams,
        CourseQuery,
        EditionQuery,
        ("format" = inline(Option<Form>), Query,
            description = "`json`, `csv` or `json-stat`; where left out, `Accept` chooses between the first two"),
    ),
    responses((status = 200, description = "Counted", content(
        (SupplyAnswer = "application/json"),
        (String = "text/csv"),
    ))),
)]
#[get("/supply")]
pub async fn read_supply(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    statistics: Data<Statistics>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let ByParams { by } = ByParams::from_query(&mut query);
    let filter = CourseQuery::from_query(&mut query);
    let form = form::asked(&mut query, &request);
    let counted = service::supply(&statistics, &catalogue.now(), &by, &filter);
    let counted = query.finish_with(counted)?;
    let supply = SupplyView::of(&counted, language(&request));
    let answer = match form {
        Form::Json => data(&request, &SupplyAnswer::Supply(supply))?,
        Form::Csv => {
            let bytes = csv::supply(&supply).map_err(|error| ApiError::internal(&error))?;
            file(&request, None, csv::MEDIA, "supply.csv", bytes.into())
        }
        Form::JsonStat => {
            let answer = SupplyAnswer::JsonStat(Box::new(json_stat::supply(&supply)));
            let bytes = serde_json::to_vec(&answer).map_err(|error| ApiError::internal(&error))?;
            file(&request, None, JSON, "supply.json", bytes.into())
        }
    };
    Ok(lasting(answer))
}

impl FromQuery for ByParams {
    fn from_query(query: &mut Query) -> Self {
        let mut by = Vec::new();
        let values = query.many("by");
        for word in values.iter().flat_map(|value| value.split(',')) {
            match Dimension::ALL.into_iter().find(|one| one.word() == word) {
                Some(dimension) => by.push(dimension),
                None => {
                    let known = Dimension::ALL.map(Dimension::word).join(", ");
                    query.faults().push(unknown_dimension(word, &known));
                }
            }
        }
        Self { by }
    }
}
