//! What trainers completed, and who may issue that.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use utoipa::IntoParams;

use crate::domains::catalogue::service::words_of;
use crate::domains::catalogue::trainers::CredentialState;
use crate::domains::catalogue::{Catalogue, VERSION_HEADER};
use crate::domains::trainers::service::{self, CredentialRequest, Step, StepRequest};
use crate::domains::trainers::view::{IssuerRightView, OwnCredentialView};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::idempotency::Key;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::revision::Revision;

/// How credentials stand
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfState {
    /// In any of these ways; all where left out
    #[param(inline, required = false)]
    pub state: Vec<CredentialState>,
}

impl FromQuery for OfState {
    fn from_query(query: &mut Query) -> Self {
        Self {
            state: words_of(
                query,
                "state",
                (CredentialState::ALL, CredentialState::word),
            ),
        }
    }
}

/// Add a credential
///
/// Issued, where the organisation itself issues it (to its own trainers, and to anybody who is
/// named) or an administrator does for it; claimed, where it is of one of its own trainers and
/// another issues it, who then confirms or refuses it.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Id of the trainer"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it adds no other credential. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#),
    ),
    request_body = CredentialRequest,
    responses(
        (status = 201, description = "The credential", body = OwnCredentialView),
        (status = 409, description = "The trainer has too many"),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/trainers/{id}/credentials")]
pub async fn add_trainer_credential(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    key: Key,
    Sent(body): Sent<CredentialRequest>,
) -> Result<HttpResponse, ApiError> {
    let wish = (id.as_str(), body, &key);
    let made = service::credit(&backend, &catalogue.now(), &actor, wish).await?;
    Ok(HttpResponse::Created()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnCredentialView::from(made)))
}

/// List credentials
///
/// For organisations: those of their own trainers, and those that they issue or are said to.
/// For administrators: all. What came first comes first.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(OfState, PageParams),
    responses((status = 200, description = "A page", body = PageBody<OwnCredentialView>)),
)]
#[get("/trainer-credentials")]
pub async fn list_trainer_credentials(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let OfState { state } = OfState::from_query(&mut query);
    let page = query.page();
    let found = service::credentials(&backend, &actor, &state, &page).await;
    list(
        &request,
        query.finish_with(found)?.map(OwnCredentialView::from),
    )
}

/// Confirm a credential
///
/// For who issues it, and administrators: what the trainer's own provider claimed is so.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id of the credential")),
    request_body = StepRequest,
    responses(
        (status = 200, description = "The credential", body = OwnCredentialView),
        (status = 409, description = "It is not claimed"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/trainer-credentials/{id}/_confirm")]
pub async fn confirm_trainer_credential(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<StepRequest>,
) -> Result<HttpResponse, ApiError> {
    step(&backend, &catalogue, &actor, (&id, body), Step::Confirm).await
}

/// Refuse a credential
///
/// For who would have issued it, and administrators: what was claimed is not so. The public
/// sees it no more.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id of the credential")),
    request_body = StepRequest,
    responses(
        (status = 200, description = "The credential", body = OwnCredentialView),
        (status = 409, description = "It is not claimed"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/trainer-credentials/{id}/_refuse")]
pub async fn refuse_trainer_credential(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<StepRequest>,
) -> Result<HttpResponse, ApiError> {
    step(&backend, &catalogue, &actor, (&id, body), Step::Refuse).await
}

/// Withdraw a credential
///
/// For who issued it, and administrators. The public sees it no more.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id of the credential")),
    request_body = StepRequest,
    responses(
        (status = 200, description = "The credential", body = OwnCredentialView),
        (status = 409, description = "It is not issued"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/trainer-credentials/{id}/_withdraw")]
pub async fn withdraw_trainer_credential(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<StepRequest>,
) -> Result<HttpResponse, ApiError> {
    step(&backend, &catalogue, &actor, (&id, body), Step::Withdraw).await
}

async fn step(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (id, body): (&str, StepRequest),
    step: Step,
) -> Result<HttpResponse, ApiError> {
    let of = (id, Revision(body.if_revision));
    let stands = service::step(backend, actor, of, step).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnCredentialView::from(stands)))
}

/// Remove a credential
///
/// For the trainer's own provider, and administrators.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id of the credential")),
    responses((status = 204, description = "It is gone")),
)]
#[delete("/trainer-credentials/{id}")]
pub async fn remove_trainer_credential(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    service::discredit(&backend, &actor, &id).await?;
    Ok(HttpResponse::NoContent()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .finish())
}

/// Let a provider issue credentials
///
/// For administrators.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug of the provider")),
    responses((status = 200, description = "It may", body = IssuerRightView)),
)]
#[put("/providers/{id}/issuer-right")]
pub async fn give_issuer_right(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let provider = service::give_right(&backend, &catalogue.now(), &actor, &id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(IssuerRightView {
            provider_id: provider.0,
            issues_credentials: true,
        }))
}

/// Have a provider issue no credentials any more
///
/// For administrators. What it issued is shown as not confirmed.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug of the provider")),
    responses((status = 204, description = "It may no more")),
)]
#[delete("/providers/{id}/issuer-right")]
pub async fn take_issuer_right(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    service::take_right(&backend, &catalogue.now(), &actor, &id).await?;
    Ok(HttpResponse::NoContent()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .finish())
}
