//! What somebody does with their own password and sessions, by REST.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};

use super::super::gate::Gate;
use super::super::model::SessionId;
use super::super::service;
use super::bodies::{
    OwnSessionBody, PasswordChange, PasswordReset, PasswordResetRequest, RegistrationAccepted,
};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{self, Asked};
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::PageOnly;

/// Ask to choose another password
///
/// The answer is the same whether or not the address has an account. A letter is mailed; the
/// code in it serves for an hour.
#[utoipa::path(
    tag = "accounts",
    request_body = PasswordResetRequest,
    responses(
        (status = 202, description = "Accepted; look in the mailbox", body = RegistrationAccepted),
    ),
)]
#[post("/accounts/_request-password")]
pub async fn request_password(
    backend: Data<Backend>,
    Sent(body): Sent<PasswordResetRequest>,
) -> Result<HttpResponse, ApiError> {
    service::request_reset(&backend, &body.email).await?;
    Ok(HttpResponse::Accepted().json(RegistrationAccepted {
        code_expires_in: service::RESET_LIFE.num_seconds(),
    }))
}

/// Choose another password with the code that was mailed
///
/// Every session of the account ends.
#[utoipa::path(
    tag = "accounts",
    request_body = PasswordReset,
    responses(
        (status = 204, description = "The password is another from now on"),
        (status = 429, description = "Too many at once"),
    ),
)]
#[post("/accounts/_reset-password")]
pub async fn reset_password(
    backend: Data<Backend>,
    gate: Data<Gate>,
    Sent(body): Sent<PasswordReset>,
) -> Result<HttpResponse, ApiError> {
    let shown = (
        body.email.as_str(),
        body.code.as_str(),
        body.password.as_str(),
    );
    service::reset(&backend, &gate, shown).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Change my password
///
/// With the one that is. Every other session of mine ends; this one goes on.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = PasswordChange,
    responses(
        (status = 204, description = "The password is another from now on"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[put("/me/password")]
pub async fn change_password(
    backend: Data<Backend>,
    gate: Data<Gate>,
    actor: Actor,
    Sent(body): Sent<PasswordChange>,
) -> Result<HttpResponse, ApiError> {
    let shown = (body.current_password.as_str(), body.password.as_str());
    service::change_password(&backend, &gate, &actor, shown).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List my sessions
///
/// Those that have not ended: where I am signed in.
#[utoipa::path(
    tag = "sessions",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<OwnSessionBody>)),
)]
#[get("/me/sessions")]
pub async fn list_own_sessions(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::own_sessions(&backend, &actor, &page).await?;
    door::list(&request, page.map(OwnSessionBody::from))
}

/// End one of my sessions
///
/// Its tokens are refused from now on, on every node.
#[utoipa::path(
    tag = "sessions",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The session")),
    responses((status = 204, description = "Ended")),
)]
#[delete("/me/sessions/{id}")]
pub async fn end_own_session(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<SessionId>,
) -> Result<HttpResponse, ApiError> {
    service::end_own(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sign out everywhere
///
/// Every session of mine ends, also this one.
#[utoipa::path(
    tag = "sessions",
    security(("bearer" = [])),
    responses((status = 204, description = "Ended")),
)]
#[delete("/me/sessions")]
pub async fn end_own_sessions(
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    service::end_all(&backend, &actor).await?;
    Ok(HttpResponse::NoContent().finish())
}
