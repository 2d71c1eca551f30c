//! The REST door to batches and codes.

use actix_web::http::header::{CONTENT_LANGUAGE, LOCATION};
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{BatchId, Giver, Made};
use super::service::{self, BatchWish};
use super::sheet;
use super::view::{BatchView, FiguresView};
use crate::domains::catalogue::{Catalogue, Snapshot};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{Asked, PublicUrl, list};
use crate::kernel::error::ApiError;
use crate::kernel::language::Text;
use crate::kernel::moment::Moment;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, PageOnly, Query};
use crate::words;

/// Mounts verification under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(get_verification_figures)
        .service(create_verification_batch)
        .service(list_verification_batches)
        .service(get_verification_batch)
        .service(revoke_verification_batch)
        .service(verify_me);
}

words! {
    /// How a batch is told
    Format as VerificationBatchFormat "VerificationBatchFormat" {
        /// As data
        Json = "json" / "JSON",
        /// As a page to print and cut, in Dutch
        Html = "html" / "HTML",
    }
}

/// How a batch is told
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsFormat {
    /// As data where left out; `html` is a page to print and cut, in Dutch
    #[param(inline, required = false)]
    pub format: Option<Format>,
}

impl FromQuery for AsFormat {
    fn from_query(query: &mut Query) -> Self {
        let word = query.one("format");
        let format = word.as_deref().and_then(Format::from_word);
        if format.is_none() && word.is_some() {
            let detail = Text::new("kies json of html", "choose json or html");
            query.fault("format", "input.unknown_format", detail);
        }
        Self { format }
    }
}

/// A batch that was made just now
#[derive(Serialize, ToSchema)]
#[schema(as = VerificationBatchMade)]
pub struct MadeBody {
    /// The batch
    pub batch: BatchView,
    /// Its codes, as they stand on paper: told this once
    pub codes: Vec<String>,
}

/// A code, as it stands on paper
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// The code; case, hyphens and spaces do not matter
    #[schema(max_length = 40, example = "7K3M-9QXT-B2HWF")]
    pub code: String,
}

/// Somebody is known as a foster parent
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// Until when. An access token tells of it after the next refresh
    pub verified_until: Moment,
}

/// Make a batch of codes
///
/// For the manager of an organisation, a municipality and a council, for themselves; and for
/// administrators, who say for whom. The codes are told this once: as data, or with `format=html`
/// as cards to print and cut. Whoever lost the answer revokes the batch and makes another.
#[utoipa::path(
    tag = "verification",
    security(("bearer" = [])),
    params(AsFormat),
    request_body = BatchWish,
    responses(
        (status = 201, description = "The batch and its codes", content(
            (MadeBody = "application/json"),
            (String = "text/html"),
        ), headers(("Location" = String, description = "The batch"))),
    ),
)]
#[post("/verification-batches")]
pub async fn create_verification_batch(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    url: Data<PublicUrl>,
    actor: Actor,
    Asked(wanted): Asked<AsFormat>,
    Sent(body): Sent<BatchWish>,
) -> Result<HttpResponse, ApiError> {
    let made = service::make(&backend, &actor, body).await?;
    let location = (
        LOCATION,
        format!("/v1/verification-batches/{}", made.batch.id.0),
    );
    let mut answer = HttpResponse::Created();
    answer.insert_header(location);
    if wanted.format == Some(Format::Html) {
        let giver = named(&catalogue.now(), &made);
        let page = sheet::written(&made, &giver, &url.0);
        return Ok(answer
            .insert_header((CONTENT_LANGUAGE, "nl"))
            .content_type("text/html; charset=utf-8")
            .body(page.into_string()));
    }
    Ok(answer.json(MadeBody {
        batch: made.batch.into(),
        codes: made.codes,
    }))
}

/// Who hands the codes out, as it is called.
fn named(snapshot: &Snapshot, made: &Made) -> String {
    let provider = |id| snapshot.providers.iter().find(|one| one.id == id);
    let name = match &made.batch.giver {
        Giver::Network(name) => Some(name.clone()),
        Giver::Organisation(id) => provider(*id).map(|one| one.name.clone()),
        Giver::Council(id) => {
            provider(*id).map(|one| format!("de pleegouderraad van {}", one.name))
        }
        Giver::Municipality(code) => {
            let code = code.to_string();
            let found = snapshot.municipalities.iter().find(|one| one.code == code);
            found.map(|one| format!("de gemeente {}", one.name))
        }
    };
    name.unwrap_or_else(|| made.batch.giver.word())
}

/// List batches of codes
///
/// Your own; as an administrator, all.
#[utoipa::path(
    tag = "verification",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<BatchView>)),
)]
#[get("/verification-batches")]
pub async fn list_verification_batches(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::batches(&backend, &actor, &page).await?;
    list(&request, page.map(BatchView::from))
}

/// Get a batch of codes
///
/// Without its codes, which nobody knows here.
#[utoipa::path(
    tag = "verification",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The batch")),
    responses((status = 200, description = "The batch", body = BatchView)),
)]
#[get("/verification-batches/{id}")]
pub async fn get_verification_batch(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<BatchId>,
) -> Result<Json<BatchView>, ApiError> {
    let found = service::batch(&backend, &actor, id.into_inner()).await?;
    Ok(Json(found.into()))
}

/// Revoke a batch of codes
///
/// Its codes serve no more, and whoever came by it is not known as a foster parent any more:
/// they show another code.
#[utoipa::path(
    tag = "verification",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The batch")),
    responses(
        (status = 200, description = "The batch", body = BatchView),
        (status = 409, description = "It was revoked already"),
    ),
)]
#[post("/verification-batches/{id}/_revoke")]
pub async fn revoke_verification_batch(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<BatchId>,
) -> Result<Json<BatchView>, ApiError> {
    let revoked = service::revoke(&backend, &actor, id.into_inner()).await?;
    Ok(Json(revoked.into()))
}

/// Count how many parents came by which kind of giver
///
/// For administrators; for a giver, its own. Counted once a day and told by the counting policy:
/// fewer than 10 are not told, more in steps of 5.
#[utoipa::path(
    tag = "verification",
    security(("bearer" = [])),
    responses((status = 200, description = "The figures", body = FiguresView)),
)]
#[get("/verification-batches/_figures")]
pub async fn get_verification_figures(
    backend: Data<Backend>,
    actor: Actor,
) -> Result<Json<FiguresView>, ApiError> {
    let figures = service::figures(&backend, &actor).await?;
    Ok(Json(figures.into()))
}

/// Show that you are a foster parent
///
/// With a code on paper, which serves once. Your account is known as a foster parent's for 12
/// months; it keeps from which batch the code came, and no code.
#[utoipa::path(
    tag = "verification",
    security(("bearer" = [])),
    request_body = Verify,
    responses(
        (status = 200, description = "Known as a foster parent", body = Verified),
        (status = 429, description = "Too many were tried"),
    ),
)]
#[post("/me/_verify")]
pub async fn verify_me(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<Verify>,
) -> Result<Json<Verified>, ApiError> {
    let until = service::redeem(&backend, &actor, &body.code).await?;
    Ok(Json(Verified {
        verified_until: Moment(until),
    }))
}
