//! The picture of supply.

use actix_web::http::header::{CONTENT_LANGUAGE, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa::IntoParams;

use crate::domains::catalogue::Catalogue;
use crate::domains::catalogue::service::{CourseQuery, EditionQuery, words_of};
use crate::domains::statistics::Statistics;
use crate::domains::statistics::files::picture;
use crate::domains::statistics::model::{
    CoverageColumns, CoverageLabels, CoverageLayout, CoverageRows,
};
use crate::domains::statistics::service;
use crate::kernel::door::{language, written};
use crate::kernel::error::ApiError;
use crate::kernel::kept::lasting;
use crate::kernel::language::Language;
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
    /// In which language it is written; as `Accept-Language` says where left out
    #[param(inline, required = false)]
    pub labels: Option<CoverageLabels>,
}

/// Draw what there is and what there is not
///
/// A table of rows grouped under the five pillars: how many courses are current, and, apart from
/// that, how many are unconfirmed; an empty cell is marked as one. Light or dark as the reader
/// prefers; in the language of the request, or of `labels` where a page embeds it;
/// `layout=narrow` is made for a telephone. `/supply?by=topic,learningForm` gives the same
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
    let language = asked
        .labels
        .map_or_else(|| language(&request), Language::from);
    let filters = filters(request.query_string());
    let drawn = picture::draw(&coverage, &filters, asked.layout, language);
    let mut answer = written(&request, picture::MEDIA, drawn.into_bytes());
    let tag = HeaderValue::from_static(language.tag());
    answer.headers_mut().insert(CONTENT_LANGUAGE, tag);
    Ok(lasting(answer))
}

/// What of a query narrows down, and does not say how it is drawn.
fn filters(query: &str) -> String {
    const DRAWN: [&str; 4] = ["rows", "columns", "layout", "labels"];
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.filter(|pair| !DRAWN.contains(&name(pair).as_str()));
    pairs.map(|pair| format!("&{pair}")).collect()
}

impl FromQuery for PictureParams {
    fn from_query(query: &mut Query) -> Self {
        Self {
            rows: word(query, "rows", (CoverageRows::ALL, CoverageRows::word))
                .unwrap_or(CoverageRows::Topic),
            columns: word(
                query,
                "columns",
                (CoverageColumns::ALL, CoverageColumns::word),
            )
            .unwrap_or(CoverageColumns::LearningForm),
            layout: word(query, "layout", (CoverageLayout::ALL, CoverageLayout::word))
                .unwrap_or(CoverageLayout::Wide),
            labels: word(query, "labels", (CoverageLabels::ALL, CoverageLabels::word)),
        }
    }
}

/// One word of a list that the code knows.
fn word<T: Copy>(
    query: &mut Query,
    name: &'static str,
    known: (&[T], impl Fn(T) -> &'static str),
) -> Option<T> {
    words_of(query, name, known).pop()
}
