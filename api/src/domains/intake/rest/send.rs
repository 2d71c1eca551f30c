//! How rows come in, in whichever form they have.

use std::time::Duration;

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use futures_util::StreamExt;
use tokio::sync::mpsc;

use super::super::incoming::{self, Chunk, Form, Gathered};
use super::super::model::{Body, Item, Key, MOST_BYTES_UNPACKED, Sent};
use super::super::service::{self, Pushed, Staging};
use super::super::view::{PushView, ReceiptView};
use super::meant::{PushParams, PushRequest, options};
use crate::domains::catalogue::{Catalogue, VERSION_HEADER};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::{
    BodyLimit, broken, content_length, media_type, too_large, too_slow, unsupported_media_type,
};
use crate::kernel::error::ApiError;
use crate::kernel::language::Language;
use crate::kernel::query::{FromQuery, Query};

/// Where a key stands in REST.
const KEY: &str = "Idempotency-Key";
/// What this door reads.
const READ: &str = "application/json, application/x-ndjson, text/csv";
/// How many pieces of a body wait to be read.
const WAITING: usize = 4;
/// How many times as long as another body a push may take to come in.
const PATIENCE: u32 = 60;

/// Push courses
///
/// Up to 50,000 rows for the organisation that is signed in: as JSON, as a JSON object a line, or
/// as a table whose first line names the columns `externalId`, `title`, `summary`, `learningForm`,
/// `audiences`, `topics`, `durationHours`, `sessions`, `priceCents`, `price`, `priceLines`,
/// `visibility`, `clients`, `language`, `accreditation`, `url`, and for an edition `editionId`, `startsOn`,
/// `startsFrom`, `startsUntil`, `startsText`, `startTime`, `endTime`, `venue`,
/// `place`, `municipality`, `delivery`, `editionPriceCents`, `editionPrice`,
/// `editionPriceLines`, `openTo`, `editionNote`. Lines with the same `externalId` are one course with an edition a
/// line (in a table of more than 500 lines these stand together); a table with columns for editions names all editions to come of its courses.
/// A table is UTF-8; commas, semicolons or tabs part its columns. The lines of a price are
/// written as files of courses tell them: the members of a line as `name=value`, parted by
/// spaces, and lines parted by semicolons
/// (`kind=course_fee amountCents=12500 payer=parent; kind=travel amountCents=500 payer=parent required=false`).
///
/// Up to 500 rows are done at once. More are taken (202), kept, and done in parts of 500 by any
/// node; the push tells how far it is, and its receipt what became of the rows so far. So is what
/// comes while another push of the organisation is done. A body may be packed with gzip, up to
/// 200 MiB unpacked, and a row may have 2 MiB.
///
/// With `mode=full` the rows are all that the organisation offers: a course that it pushed and that
/// no row names is asked about, and answered at `_answer`; nothing is taken back unasked. Where
/// more than a fifth of the courses vanish, none can be, unless `maxWithdrawals` says that it is
/// meant. With `atomicity=all` (up to 5,000 rows) nothing is done where a row is refused, and the
/// receipt tells what each would have been.
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
    request_body(content(
        (PushRequest = "application/json"),
        (String = "application/x-ndjson"),
        (String = "text/csv"),
    )),
    responses(
        (status = 200, description = "What would happen", body = ReceiptView),
        (status = 201, description = "Done: what became of each row", body = ReceiptView,
            headers(
                ("Catalogue-Version" = String, description = "Send it with a read to be sure that it sees this push"),
                ("Location" = String, description = "The push"),
            )),
        (status = 202, description = "Taken: it is done in parts", body = PushView,
            headers(("Location" = String, description = "The push"))),
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
    // What cannot be taken anyhow is read for its faults alone, and nothing of it is kept.
    let keeps = query.faults().is_empty();
    let sent = taken_in(&request, payload, (&backend, &actor, keeps), &params).await;
    let sent = query.finish_with(sent)?;
    // A fault of the key ended it above.
    let Some(key) = key else {
        return Err(ApiError::internal(&"a key that is missing has a fault"));
    };
    let staged = sent.staged.as_ref().map(Staging::id);
    let pushed = service::push(&backend, &catalogue, &actor, &key, sent.push).await;
    if let Some(staging) = sent.staged {
        let taken = matches!(&pushed, Ok(Pushed::Taken(push)) if Some(push.id) == staged);
        if !taken {
            staging.drop(&backend, &actor).await?;
        }
    }
    Ok(answer(pushed?, language, &catalogue))
}

fn answer(pushed: Pushed, language: Language, catalogue: &Catalogue) -> HttpResponse {
    let receipt = match pushed {
        Pushed::Told(receipt) => receipt,
        Pushed::Taken(push) => {
            return HttpResponse::Accepted()
                .insert_header((LOCATION, format!("/v1/pushes/{}", push.id.0)))
                .json(PushView::from(push));
        }
    };
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
    answer.json(ReceiptView::of(*receipt, language))
}

/// A push that came in, and where its parts are, if they are kept already.
struct TakenIn {
    push: Sent,
    staged: Option<Staging>,
}

/// Reads the body in the form that it says it has. What is more than is done at once is kept
/// while it comes in.
async fn taken_in(
    request: &HttpRequest,
    payload: Payload,
    (backend, actor, keeps): (&Backend, &Actor, bool),
    params: &PushParams,
) -> Result<TakenIn, ApiError> {
    let (form, is_packed) = form(request)?;
    if content_length(request.headers()).is_some_and(|bytes| bytes > MOST_BYTES_UNPACKED) {
        return Err(too_large(MOST_BYTES_UNPACKED));
    }
    let limit: BodyLimit = request.app_data().copied().unwrap_or_default();
    let (hand_on, chunks) = mpsc::channel(WAITING);
    let mut incoming = incoming::read(chunks, form, is_packed);
    let pumping = pump(payload, limit.time, hand_on);
    let mut kept = Kept {
        backend,
        actor,
        first: None,
        staging: None,
    };
    let keeping = async {
        while let Some(items) = incoming.parts.recv().await {
            if keeps && let Err(error) = kept.take(items).await {
                // Whoever reads goes on without being waited for.
                incoming.parts.close();
                return Err(error);
            }
        }
        Ok::<_, ApiError>(())
    };
    let (_, keeping) = tokio::join!(pumping, keeping);
    let gathered = match keeping {
        Ok(()) => incoming.end().await,
        Err(error) => Err(error),
    };
    let read = gathered.and_then(|gathered| kept.push(gathered, params));
    match (read, kept.staging) {
        (Ok(push), staging) => Ok(TakenIn {
            push,
            staged: staging,
        }),
        (Err(error), None) => Err(error),
        (Err(error), Some(staging)) => {
            staging.drop(backend, actor).await?;
            Err(error)
        }
    }
}

/// What is kept of a push while it comes in: the first part here, all of them in the database
/// once there is a second.
struct Kept<'k> {
    backend: &'k Backend,
    actor: &'k Actor,
    first: Option<Vec<Item>>,
    staging: Option<Staging>,
}

impl Kept<'_> {
    async fn take(&mut self, items: Vec<Item>) -> Result<(), ApiError> {
        let staging = match (&mut self.staging, &self.first) {
            (None, None) => {
                self.first = Some(items);
                return Ok(());
            }
            (Some(staging), _) => staging,
            (none, _) => none.insert(service::staging(self.backend)),
        };
        if let Some(first) = self.first.take() {
            staging.put(self.backend, self.actor, &first).await?;
        }
        staging.put(self.backend, self.actor, &items).await
    }

    /// The push, once all of it came in.
    fn push(&mut self, gathered: Gathered, params: &PushParams) -> Result<Sent, ApiError> {
        let options = options(&gathered.beside, params)?;
        let (digest, rows, repeated) = gathered.finish(options);
        let body = match &self.staging {
            Some(staging) => Body::Staged(staging.id()),
            None => Body::Whole(self.first.take().unwrap_or_default()),
        };
        Ok(Sent {
            body,
            rows,
            repeated,
            digest,
            options,
        })
    }
}

/// Hands a body on as it comes. Whoever stops for long is not waited for.
async fn pump(payload: Payload, time: Duration, hand_on: mpsc::Sender<Chunk>) {
    let mut payload = payload.into_inner();
    let all = async {
        loop {
            match tokio::time::timeout(time, payload.next()).await {
                Err(_) => break Err(too_slow()),
                Ok(None) => break Ok(()),
                Ok(Some(Err(_))) => break Err(broken()),
                Ok(Some(Ok(chunk))) => {
                    // Nobody reads on: there is a fault in what came before.
                    if hand_on.send(Ok(chunk)).await.is_err() {
                        break Ok(());
                    }
                }
            }
        }
    };
    let end = tokio::time::timeout(time * PATIENCE, all).await;
    if let Err(error) = end.unwrap_or_else(|_| Err(too_slow())) {
        // Nobody reads on: there is a fault in what came before.
        let _ = hand_on.send(Err(error)).await;
    }
}

/// The form that a body says it has, and whether it is packed.
fn form(request: &HttpRequest) -> Result<(Form, bool), ApiError> {
    let headers = request.headers();
    let coding = headers
        .get(CONTENT_ENCODING)
        .map(|coding| coding.as_bytes());
    let is_packed = match coding {
        None => false,
        Some(coding) if coding.eq_ignore_ascii_case(b"identity") => false,
        Some(coding) if coding.eq_ignore_ascii_case(b"gzip") => true,
        Some(_) => return Err(unsupported_media_type("gzip")),
    };
    let form = match media_type(headers).as_deref() {
        Some("application/json") => Form::Json,
        Some("application/x-ndjson" | "application/jsonl") => Form::Lines,
        Some("text/csv") if speaks_utf8(request) => Form::Table,
        Some("text/csv") => return Err(unsupported_media_type("text/csv; charset=utf-8")),
        _ => return Err(unsupported_media_type(READ)),
    };
    Ok((form, is_packed))
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
