//! The REST door to pushes: rows as JSON or as a table, and receipts.

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use actix_web::web::{Bytes, Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{Key, MOST_BYTES, PushId, Receipt, Sent};
use super::service::{self, PushRow};
use super::view::{PushView, ReceiptView};
use crate::domains::catalogue::{Catalogue, VERSION_HEADER};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::{
    BodyLimit, content_length, media_type, read, read_json, unsupported_media_type,
};
use crate::kernel::door::{self, Asked, fresh};
use crate::kernel::error::ApiError;
use crate::kernel::language::{Language, Text};
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, NoQuery, PageOnly, Query};
use crate::kernel::revision::digest;

/// Mounts pushes under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(create_push)
        .service(list_pushes)
        .service(get_push)
        .service(get_receipt);
}

/// Where a key stands in REST.
const KEY: &str = "Idempotency-Key";
/// What this door reads.
const READ: &str = "application/json, text/csv";

/// Rows to push.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PushRequest {
    /// The rows, 1 to 500. What is wrong with one of them stands in the receipt.
    #[schema(value_type = Vec<PushRow>, min_items = 1, max_items = 500)]
    pub rows: Vec<serde_json::Value>,
    /// Whether to say only what would happen.
    #[serde(default)]
    pub dry_run: bool,
}

/// How a table is pushed.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct PushParams {
    /// Whether to say only what would happen; for JSON it may stand in the body
    #[param(default = false)]
    pub dry_run: Option<bool>,
}

impl FromQuery for PushParams {
    fn from_query(query: &mut Query) -> Self {
        let detail = Text::new("is true of false", "is true or false");
        Self {
            dry_run: query.parsed("dryRun", detail),
        }
    }
}

/// Push courses
///
/// Up to 500 rows for the organisation that is signed in: as JSON, or as a table whose
/// first line names the columns `externalId`, `title`, `summary`, `learningForm`,
/// `audiences`, `topics`, `durationHours`, `sessions`, `priceCents`, `price`, `priceLines`,
/// `visibility`, `clients`, `language`, `accreditation`, `url`, and for an edition `editionId`, `startsOn`,
/// `startsFrom`, `startsUntil`, `startsText`, `startTime`, `endTime`, `venue`,
/// `place`, `municipality`, `delivery`, `editionPriceCents`, `editionPrice`,
/// `editionPriceLines`, `openTo`, `editionNote`. Lines with the same `externalId` are one course with an edition a
/// line; a table with columns for editions names all editions to come of its courses.
/// A table is UTF-8; commas, semicolons or tabs part its columns. The lines of a price are
/// written as files of courses tell them: the members of a line as `name=value`, parted by
/// spaces, and lines parted by semicolons
/// (`kind=course_fee amountCents=12500 payer=parent; kind=travel amountCents=500 payer=parent required=false`).
///
/// A row says all of its course: what it leaves out is unknown (but who may see it, which
/// then stays as it is, so that nothing is shown by mistake), and courses that no
/// row names stay as they are. A row that is wrong is refused with every fault named;
/// the others stand. The same key with the same rows gives the same receipt for 30
/// days; after that the key may be used anew.
#[utoipa::path(
    tag = "pushes",
    security(("bearer" = [])),
    params(
        ("Idempotency-Key" = String, Header, description = "Your own name for this push: sent again, the same push. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#),
        PushParams,
    ),
    request_body(content((PushRequest = "application/json"), (String = "text/csv"))),
    responses(
        (status = 200, description = "What would happen", body = ReceiptView),
        (status = 201, description = "Done: what became of each row", body = ReceiptView,
            headers(
                ("Catalogue-Version" = String, description = "Send it with a read to be sure that it sees this push"),
                ("Location" = String, description = "The push"),
            )),
        (status = 422, description = "The key came before, with other rows"),
    ),
)]
#[post("/pushes")]
pub async fn create_push(
    request: HttpRequest,
    payload: Payload,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
) -> Result<HttpResponse, ApiError> {
    service::may_push(&actor)?;
    let mut query = Query::new(request.query_string());
    let params = PushParams::from_query(&mut query);
    let header = request.headers().get(KEY);
    let header = header.map(|value| value.to_str().unwrap_or("\u{fffd}"));
    let key = Key::parse(KEY, header, query.faults());
    let sent = sent(&request, payload, params.dry_run.unwrap_or_default()).await;
    let sent = query.finish_with(sent)?;
    // A fault of the key ended it above.
    let Some(key) = key else {
        return Err(ApiError::internal(&"a key that is missing has a fault"));
    };
    let receipt = service::push(&backend, &catalogue, &actor, &key, sent).await?;
    Ok(answer(receipt, language, &catalogue))
}

fn answer(receipt: Receipt, language: Language, catalogue: &Catalogue) -> HttpResponse {
    let mut answer = match receipt.push {
        None => HttpResponse::Ok(),
        Some(push) => {
            let mut answer = HttpResponse::Created();
            answer
                .insert_header((LOCATION, format!("/v1/pushes/{}", push.id.0)))
                .insert_header((VERSION_HEADER, catalogue.now().position));
            answer
        }
    };
    answer.json(ReceiptView::of(receipt, language))
}

/// Reads the body in the form that it says it has.
async fn sent(request: &HttpRequest, payload: Payload, dry_run: bool) -> Result<Sent, ApiError> {
    let headers = request.headers();
    let packed = headers
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    let media = media_type(headers).filter(|_| !packed);
    let table = match media.as_deref() {
        Some("application/json") => false,
        Some("text/csv") if speaks_utf8(request) => true,
        Some("text/csv") => return Err(unsupported_media_type("text/csv; charset=utf-8")),
        _ => return Err(unsupported_media_type(READ)),
    };
    let body = whole(request, payload).await?;
    if table {
        return service::read_table(&body, dry_run);
    }
    let body: PushRequest = read_json(&body)?;
    Ok(Sent::list(body.rows, body.dry_run || dry_run)?)
}

/// A push may be larger than other bodies, and as slow.
async fn whole(request: &HttpRequest, payload: Payload) -> Result<Bytes, ApiError> {
    let usual: BodyLimit = request.app_data().copied().unwrap_or_default();
    let limit = BodyLimit {
        bytes: usual.bytes.max(MOST_BYTES),
        ..usual
    };
    read(
        content_length(request.headers()),
        payload.into_inner(),
        limit,
    )
    .await
}

/// Whether a table claims no other charset than the one that is read.
fn speaks_utf8(request: &HttpRequest) -> bool {
    let value = request.headers().get(CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut parameters = value.split(';').skip(1);
    let charset = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let wanted = name.trim().eq_ignore_ascii_case("charset");
        wanted.then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    charset.is_none_or(|charset| ["utf-8", "utf8", "us-ascii"].contains(&charset.as_str()))
}

/// List my organisation's pushes
///
/// The newest first.
#[utoipa::path(
    tag = "pushes",
    params(PageParams),
    security(("bearer" = [])),
    responses((status = 200, description = "A page", body = PageBody<PushView>)),
)]
#[get("/pushes")]
pub async fn list_pushes(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::pushes(&backend, &actor, &page).await?;
    door::list(&request, page.map(PushView::from))
}

/// Read a push
///
/// When it came, and how many rows became what; its receipt tells of each row. Another
/// organisation's push does not exist.
#[utoipa::path(
    tag = "pushes",
    params(("id" = uuid::Uuid, Path, description = "The push")),
    security(("bearer" = [])),
    responses((status = 200, description = "Found", body = PushView)),
)]
#[get("/pushes/{id}")]
pub async fn get_push(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    id: Path<PushId>,
    Asked(NoQuery): Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let push = service::one(&backend, &actor, id.into_inner()).await?;
    written(&request, &PushView::from(push))
}

/// Read the receipt of a push
///
/// The same as the push was answered with.
#[utoipa::path(
    tag = "pushes",
    params(("id" = uuid::Uuid, Path, description = "The push")),
    security(("bearer" = [])),
    responses((status = 200, description = "What became of each row", body = ReceiptView)),
)]
#[get("/pushes/{id}/receipt")]
pub async fn get_receipt(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    language: Language,
    id: Path<PushId>,
    Asked(NoQuery): Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let receipt = service::receipt(&backend, &actor, id.into_inner()).await?;
    written(&request, &ReceiptView::of(receipt, language))
}

/// What never changes once it is written.
fn written(request: &HttpRequest, body: &impl serde::Serialize) -> Result<HttpResponse, ApiError> {
    let bytes = serde_json::to_vec(body).map_err(|error| ApiError::internal(&error))?;
    let etag = format!("\"{}\"", digest(&bytes));
    Ok(fresh(request, &etag, bytes))
}
