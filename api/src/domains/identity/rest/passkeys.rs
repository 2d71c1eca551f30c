//! Passkeys by REST.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::super::gate::Gate;
use super::super::model::{ChallengeId, Grant, HatKind, OwnPasskey, PasskeyId};
use super::super::service::{self, PasskeyShown};
use super::bodies::SessionBody;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::client::UserAgent;
use crate::kernel::door::{self, Asked};
use crate::kernel::error::ApiError;
use crate::kernel::id::ProviderId;
use crate::kernel::moment::Moment;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::PageOnly;

/// A passkey of mine.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Passkey)]
pub struct PasskeyBody {
    /// Its id.
    pub id: PasskeyId,
    /// What I call it.
    pub name: String,
    /// When it was made.
    pub created_at: Moment,
    /// When somebody last signed in with it; null where nobody did.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Moment>,
}

impl From<OwnPasskey> for PasskeyBody {
    fn from(passkey: OwnPasskey) -> Self {
        Self {
            id: passkey.id,
            name: passkey.name,
            created_at: Moment(passkey.created_at),
            last_used_at: passkey.last_used_at.map(Moment),
        }
    }
}

/// What my account asks for, shown again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyBegin {
    /// The password that is.
    #[schema(format = Password, max_length = 128)]
    pub password: String,
    /// What the account asks for beside the password: a code of the app, or a recovery code.
    #[schema(max_length = 40, example = "123456")]
    #[serde(default)]
    pub code: Option<String>,
}

/// What a device is asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasskeyChallenge {
    /// To be named with the answer, once.
    pub challenge_id: ChallengeId,
    /// For how many seconds it serves.
    pub expires_in: i64,
    /// For `PublicKeyCredential.parseCreationOptionsFromJSON` where a passkey is made, and
    /// `parseRequestOptionsFromJSON` where one is shown (`WebAuthn`, level 3).
    #[schema(value_type = Object)]
    pub options: Value,
}

impl From<service::PasskeyChallenge> for PasskeyChallenge {
    fn from(asked: service::PasskeyChallenge) -> Self {
        Self {
            challenge_id: asked.id,
            expires_in: service::PasskeyChallenge::LIFE.num_seconds(),
            options: asked.options,
        }
    }
}

/// What a device made.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasskeyCreate {
    /// What it was asked.
    pub challenge_id: ChallengeId,
    /// What I call it: on which device it is.
    #[schema(min_length = 1, max_length = 80, example = "Telefoon")]
    pub name: String,
    /// The answer of the device, as `PublicKeyCredential.toJSON()` writes it.
    #[schema(value_type = Object)]
    pub credential: Value,
}

/// A passkey that is shown to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasskeySessionRequest {
    /// What the device was asked.
    pub challenge_id: ChallengeId,
    /// The answer of the device, as `PublicKeyCredential.toJSON()` writes it.
    #[schema(value_type = Object)]
    pub credential: Value,
    /// The one role in which to act during this session.
    pub hat: HatKind,
    /// For which provider, where you have the hat for several.
    pub provider_id: Option<ProviderId>,
    /// For which municipality, by its code, where you have the hat for several.
    pub municipality_code: Option<String>,
}

/// Begin a passkey
///
/// Gives what the device is handed (`navigator.credentials.create`), for whoever shows the
/// password again, and what the account asks for beside it. It serves once, for five minutes.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = PasskeyBegin,
    responses(
        (status = 200, description = "What the device is asked", body = PasskeyChallenge),
        (status = 409, description = "There are many"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/me/passkeys/_begin")]
pub async fn begin_passkey(
    backend: Data<Backend>,
    gate: Data<Gate>,
    actor: Actor,
    Sent(body): Sent<PasskeyBegin>,
) -> Result<HttpResponse, ApiError> {
    let shown = (body.password.as_str(), body.code.as_deref());
    let asked = service::begin_passkey(&backend, &gate, &actor, shown).await?;
    Ok(HttpResponse::Ok().json(PasskeyChallenge::from(asked)))
}

/// Keep a passkey that a device made
///
/// From now on I can sign in with it. A letter says so.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = PasskeyCreate,
    responses(
        (status = 201, description = "Kept", body = PasskeyBody),
        (status = 409, description = "There are many"),
    ),
)]
#[post("/me/passkeys")]
pub async fn create_passkey(
    backend: Data<Backend>,
    gate: Data<Gate>,
    actor: Actor,
    Sent(body): Sent<PasskeyCreate>,
) -> Result<HttpResponse, ApiError> {
    let made = (body.challenge_id, body.name.as_str(), &body.credential);
    let own = service::add_passkey(&backend, &gate, &actor, made).await?;
    Ok(HttpResponse::Created().json(PasskeyBody::from(own)))
}

/// List my passkeys
///
/// What my devices sign in with.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<PasskeyBody>)),
)]
#[get("/me/passkeys")]
pub async fn list_own_passkeys(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::own_passkeys(&backend, &actor, &page).await?;
    door::list(&request, page.map(PasskeyBody::from))
}

/// Remove one of my passkeys
///
/// Nobody signs in with it any more. Sessions in a role that needs a second factor end.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The passkey")),
    responses((status = 204, description = "Removed")),
)]
#[delete("/me/passkeys/{id}")]
pub async fn delete_passkey(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<PasskeyId>,
) -> Result<HttpResponse, ApiError> {
    service::remove_passkey(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Begin to sign in with a passkey
///
/// Gives what the device is handed (`navigator.credentials.get`). No address is asked for: the
/// device knows whose it is. It serves once, for five minutes.
#[utoipa::path(
    tag = "sessions",
    responses(
        (status = 200, description = "What the device is asked", body = PasskeyChallenge),
        (status = 429, description = "Too many at once"),
    ),
)]
#[post("/sessions/_begin-passkey")]
pub async fn begin_passkey_session(
    backend: Data<Backend>,
    gate: Data<Gate>,
) -> Result<HttpResponse, ApiError> {
    let asked = service::begin_passkey_session(&backend, &gate).await?;
    Ok(HttpResponse::Ok().json(PasskeyChallenge::from(asked)))
}

/// Sign in with a passkey
///
/// In the place of a password and of a second factor: the device was unlocked by its owner.
/// Whatever does not fit gets the same answer.
#[utoipa::path(
    tag = "sessions",
    request_body = PasskeySessionRequest,
    responses(
        (status = 201, description = "Signed in", body = SessionBody),
        (status = 401, description = "Not a passkey of ours, or too late"),
        (status = 403, description = "Not in this role"),
        (status = 429, description = "Too many at once"),
    ),
)]
#[post("/sessions/_passkey")]
pub async fn create_passkey_session(
    backend: Data<Backend>,
    gate: Data<Gate>,
    agent: UserAgent,
    Sent(body): Sent<PasskeySessionRequest>,
) -> Result<HttpResponse, ApiError> {
    let shown = PasskeyShown {
        challenge: body.challenge_id,
        credential: &body.credential,
        agent: agent.0.as_deref(),
        hat: body.hat,
        scope: Grant::wanted(body.provider_id, body.municipality_code.as_deref()),
    };
    let session = service::sign_in_by_passkey(&backend, &gate, shown).await?;
    Ok(HttpResponse::Created().json(SessionBody::from(session)))
}
