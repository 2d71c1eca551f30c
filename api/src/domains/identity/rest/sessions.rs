//! Sessions by REST.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, post};

use super::super::gate::Gate;
use super::super::service::{self, Credentials};
use super::bodies::{RefreshRequest, SessionBody, SessionRequest};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::client::UserAgent;
use crate::kernel::error::ApiError;

/// Sign in
///
/// An unknown address and a wrong password get the same answer, in the same time. Where the
/// account has a second factor, a right password alone is answered
/// `session.second_factor_required`: then ask again, with `code`. Researchers, the data board, moderators and
/// administrators have one, or are answered `session.second_factor_missing`.
#[utoipa::path(
    tag = "sessions",
    request_body = SessionRequest,
    responses(
        (status = 201, description = "Signed in", body = SessionBody),
        (status = 401, description = "Address, password or code wrong, or a code is asked for"),
        (status = 403, description = "Not in this role"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/sessions")]
pub async fn create_session(
    backend: Data<Backend>,
    gate: Data<Gate>,
    agent: UserAgent,
    Sent(body): Sent<SessionRequest>,
) -> Result<HttpResponse, ApiError> {
    let shown = Credentials {
        email: &body.email,
        password: &body.password,
        code: body.code.as_deref(),
        agent: agent.0.as_deref(),
    };
    let scope = body.scope();
    let wanted = (body.hat, scope.as_deref());
    let session = service::sign_in(&backend, &gate, (&shown, wanted)).await?;
    Ok(HttpResponse::Created().json(SessionBody::from(session)))
}

/// Trade a refresh token for the next pair of tokens
///
/// A token serves once. Shown again within half a minute, it gets the same refresh
/// token again, for whoever lost the answer; shown later, it ends the session.
#[utoipa::path(
    tag = "sessions",
    request_body = RefreshRequest,
    responses(
        (status = 200, description = "The next pair", body = SessionBody),
        (status = 401, description = "Not valid any more; sign in again"),
    ),
)]
#[post("/sessions/_refresh")]
pub async fn refresh_session(
    backend: Data<Backend>,
    gate: Data<Gate>,
    Sent(body): Sent<RefreshRequest>,
) -> Result<Json<SessionBody>, ApiError> {
    let session = service::refresh(&backend, &gate, (&body.refresh_token, None)).await?;
    Ok(Json(session.into()))
}

/// Sign out: end this session
///
/// Its tokens are refused from now on, on every node.
#[utoipa::path(
    tag = "sessions",
    security(("bearer" = [])),
    responses(
        (status = 204, description = "Ended"),
    ),
)]
#[delete("/sessions/current")]
pub async fn end_session(backend: Data<Backend>, actor: Actor) -> Result<HttpResponse, ApiError> {
    service::sign_out(&backend, &actor).await?;
    Ok(HttpResponse::NoContent().finish())
}
