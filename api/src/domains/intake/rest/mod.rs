//! The REST door to pushes: rows as JSON or as a table, and receipts.

mod meant;
mod send;

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{AT_ONCE, Push, PushId};
use super::receipt_file;
use super::service::{self, AnswerWish};
use super::view::{PushView, ReceiptView};
use crate::domains::catalogue::{Catalogue, VERSION_HEADER};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{self, Asked, JSON, fresh};
use crate::kernel::error::ApiError;
use crate::kernel::form::{Form, asked};
use crate::kernel::language::Language;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{NoQuery, PageOnly, Query};
use crate::kernel::revision::digest;

/// Mounts pushes under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(send::create_push)
        .service(list_pushes)
        .service(get_push)
        .service(get_receipt)
        .service(answer_push);
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
/// When it came, how far it is, and how many rows became what; its receipt tells of each row.
/// Another organisation's push does not exist.
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

/// In which form a receipt is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum ReceiptForm {
    /// JSON of our own.
    Json,
    /// CSV, for spreadsheets: a message a line, with the sender's own row numbers.
    Csv,
}

impl Form for ReceiptForm {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("json", "application/json", Self::Json),
        ("csv", "text/csv", Self::Csv),
    ];
}

/// How a receipt is asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReceiptParams {
    /// In which form; what `Accept` asks for where left out
    #[param(inline)]
    pub format: Option<ReceiptForm>,
}

/// Read the receipt of a push
///
/// What became of each row, so far where the push is not over, and what is asked because of it.
/// As CSV a line for each message, with the number that its row had where it was sent; what is
/// asked about courses that vanish stands below, without one.
#[utoipa::path(
    tag = "pushes",
    params(("id" = uuid::Uuid, Path, description = "The push"), ReceiptParams),
    security(("bearer" = [])),
    responses((status = 200, description = "What became of each row", content(
        (ReceiptView = "application/json"),
        (String = "text/csv"),
    ))),
)]
#[get("/pushes/{id}/receipt")]
pub async fn get_receipt(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    language: Language,
    id: Path<PushId>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let form: ReceiptForm = asked(&mut query, &request);
    let found = service::one(&backend, &actor, id.into_inner()).await;
    let push = query.finish_with(found)?;
    match form {
        ReceiptForm::Csv => {
            let questions = service::questions_of(&backend, push).await?;
            let rows = service::chunks(&backend, push.id);
            let lines = receipt_file::table(rows, questions, language);
            Ok(HttpResponse::Ok()
                .content_type(receipt_file::MEDIA)
                .insert_header((CONTENT_DISPOSITION, file_name(&push)))
                .streaming(lines))
        }
        ReceiptForm::Json if is_short(&push) => {
            let receipt = service::receipt_of(&backend, push).await?;
            written(&request, &ReceiptView::of(receipt, language))
        }
        ReceiptForm::Json => {
            let questions = service::questions_of(&backend, push).await?;
            let rows = service::chunks(&backend, push.id);
            let head = ReceiptView::kept(push);
            let parts = receipt_file::object(head, questions, rows, language)?;
            Ok(HttpResponse::Ok().content_type(JSON).streaming(parts))
        }
    }
}

/// Whether a receipt is short enough to be written in one piece.
fn is_short(push: &Push) -> bool {
    usize::try_from(push.rows).is_ok_and(|rows| rows <= AT_ONCE)
}

fn file_name(push: &Push) -> String {
    format!("attachment; filename=\"receipt-{}.csv\"", push.id.0)
}

/// Answers to what is asked because of a push.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PushAnswerRequest {
    /// The answers, 1 to 500
    #[schema(min_items = 1, max_items = 500)]
    pub answers: Vec<AnswerWish>,
}

/// Answer what a push asks
///
/// About courses that vanish: `withdraw` takes one back, `keep` leaves it. About courses that
/// were taken back and come back under another title: `same` has the course be what the row
/// says (it stays taken back until it is published), `other` makes another course, which has the
/// key from then on. All answers are carried out, or none; one that was given before stays.
#[utoipa::path(
    tag = "pushes",
    params(("id" = uuid::Uuid, Path, description = "The push")),
    security(("bearer" = [])),
    request_body = PushAnswerRequest,
    responses(
        (status = 200, description = "Carried out", body = PushView,
            headers(("Catalogue-Version" = String, description = "Send it with a read to be sure that it sees this"))),
        (status = 409, description = "The push asks nothing"),
    ),
)]
#[post("/pushes/{id}/_answer")]
pub async fn answer_push(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<PushId>,
    Asked(NoQuery): Asked<NoQuery>,
    Sent(body): Sent<PushAnswerRequest>,
) -> Result<HttpResponse, ApiError> {
    let answers = (id.into_inner(), body.answers);
    let push = service::answer(&backend, &catalogue, &actor, answers).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(PushView::from(push)))
}

/// With the digest of its bytes.
fn written(request: &HttpRequest, body: &impl serde::Serialize) -> Result<HttpResponse, ApiError> {
    let bytes = serde_json::to_vec(body).map_err(|error| ApiError::internal(&error))?;
    let etag = format!("\"{}\"", digest(&bytes));
    Ok(fresh(request, &etag, bytes))
}
