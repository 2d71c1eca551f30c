//! The picture of supply.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa::IntoParams;

use crate::domains::catalogue::Catalogue;
use crate::domains::catalogue::service::{CourseQuery, EditionQuery, unknown};
use crate::domains::statistics::Statistics;
use crate::domains::statistics::files::picture;
use crate::domains::statistics::model::{CoverageColumns, CoverageLayout, CoverageRows};
use crate::domains::statistics::service;
use crate::kernel::door::{language, written};
use crate::kernel::error::ApiError;
use crate::kernel::kept::lasting;
use crate::kernel::query::{FromQuery, Query};

/// How the picture is laid out
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PictureParams {
    /// What the rows are; topics where left out
    #[param(inline, required = false)]
    pub rows: CoverageRows,
    /// What the columns are; learning forms where left out
    #[param(inline, required = false)]
    pub columns: CoverageColumns,
    /// For what width it is made; wide where left out
    #[param(inline, required = false)]
    pub layout: CoverageLayout,
}

/// Draw what there is and what there is not
///
/// A table of rows grouped under the five pillars: how many courses are current, and, apart from
/// that, how many are unconfirmed; an empty cell is marked as one. Light or dark as the reader
/// prefers; `layout=narrow` is made for a telephone. `/supply?by=topic,learningForm` gives the same
/// numbers. The filters are those of the list of courses, but for `offer`.
#[utoipa::path(
    tag = "statistics",
    params(PictureParams, CourseQuery, EditionQuery),
    responses((status = 200, description = "Drawn", content((String = "image/svg+xml")))),
)]
#[get("/supply/coverage.svg")]
pub async fn draw_coverage(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    statistics: Data<Statistics>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let asked = PictureParams::from_query(&mut query);
    let filter = CourseQuery::from_query(&mut query);
    let counted = service::coverage(
        &statistics,
        &catalogue.now(),
        asked.rows,
        asked.columns,
        &filter,
    );
    let coverage = query.finish_with(counted)?;
    let drawn = picture::draw(&coverage, asked.layout, language(&request));
    Ok(lasting(written(
        &request,
        picture::MEDIA,
        drawn.into_bytes(),
    )))
}

impl FromQuery for PictureParams {
    fn from_query(query: &mut Query) -> Self {
        Self {
            rows: word(query, "rows", CoverageRows::from_word).unwrap_or(CoverageRows::Topic),
            columns: word(query, "columns", CoverageColumns::from_word)
                .unwrap_or(CoverageColumns::LearningForm),
            layout: word(query, "layout", CoverageLayout::from_word)
                .unwrap_or(CoverageLayout::Wide),
        }
    }
}

/// One word of a list that the code knows.
fn word<T>(query: &mut Query, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let word = query.one(name)?;
    let known = read(&word);
    if known.is_none() {
        query.faults().push(unknown(name, &word));
    }
    known
}
