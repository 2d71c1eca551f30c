//! The second factor by REST.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::gate::Gate;
use super::super::model::{Enrolment, OwnFactor};
use super::super::service;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::error::ApiError;
use crate::kernel::moment::Moment;

/// My second factor.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SecondFactor)]
pub struct SecondFactorBody {
    /// Whether it is asked for when I sign in.
    pub enabled: bool,
    /// Since when; null where it is not.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub enabled_at: Option<Moment>,
    /// How many recovery codes were not used yet.
    pub recovery_codes_left: u64,
}

impl From<OwnFactor> for SecondFactorBody {
    fn from(factor: OwnFactor) -> Self {
        Self {
            enabled: factor.since.is_some(),
            enabled_at: factor.since.map(Moment),
            recovery_codes_left: factor.recovery_codes_left,
        }
    }
}

/// The password that is, shown again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordShown {
    /// The password that is.
    #[schema(format = Password, max_length = 128)]
    pub password: String,
}

/// Who cannot sign in without a second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorRequest {
    /// The address.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The password.
    #[schema(format = Password, max_length = 128)]
    pub password: String,
}

/// A first code, of who cannot sign in without a second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorConfirmation {
    /// The address.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The password.
    #[schema(format = Password, max_length = 128)]
    pub password: String,
    /// The code that the app shows.
    #[schema(max_length = 40, example = "123456")]
    pub code: String,
}

/// A code that the app shows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeShown {
    /// The code; blanks do not matter.
    #[schema(max_length = 40, example = "123456")]
    pub code: String,
}

/// What an app needs to make codes: shown once.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorSecret {
    /// The secret, in base 32, to be typed over.
    pub secret: String,
    /// The same as an address (`otpauth:`), to be shown as a square code.
    pub uri: String,
}

impl From<Enrolment> for SecondFactorSecret {
    fn from(enrolment: Enrolment) -> Self {
        Self {
            secret: enrolment.secret,
            uri: enrolment.uri,
        }
    }
}

/// Codes for whoever lost the app: shown once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    /// Ten codes; each serves once, in the place of a code of the app.
    pub recovery_codes: Vec<String>,
}

/// Begin a second factor
///
/// Gives the secret that an app makes codes with (RFC 6238: SHA-1, six digits, thirty
/// seconds), for whoever shows the password again. It is asked for when I sign in once a
/// first code confirmed it. Begun again before that, it is another secret.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = PasswordShown,
    responses(
        (status = 200, description = "The secret, shown once", body = SecondFactorSecret),
        (status = 409, description = "There is a second factor"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/me/second-factor")]
pub async fn begin_second_factor(
    backend: Data<Backend>,
    gate: Data<Gate>,
    actor: Actor,
    Sent(body): Sent<PasswordShown>,
) -> Result<Json<SecondFactorSecret>, ApiError> {
    let enrolment = service::begin_factor(&backend, &gate, &actor, &body.password).await?;
    Ok(Json(enrolment.into()))
}

/// Confirm a second factor with a first code
///
/// From now on it is asked for at every sign-in. Gives ten recovery codes, for whoever loses
/// the app: shown once, to be kept on paper.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = CodeShown,
    responses(
        (status = 200, description = "The recovery codes, shown once", body = RecoveryCodes),
        (status = 404, description = "There is no second factor"),
        (status = 429, description = "Too many that failed"),
    ),
)]
#[post("/me/second-factor/_confirm")]
pub async fn confirm_second_factor(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<CodeShown>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let recovery_codes = service::confirm_factor(&backend, &actor, &body.code).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Take off my second factor
///
/// With a code of the app, or a recovery code. Sessions in a role that needs one end.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = CodeShown,
    responses(
        (status = 204, description = "Taken off"),
        (status = 404, description = "There is no second factor"),
        (status = 429, description = "Too many that failed"),
    ),
)]
#[post("/me/second-factor/_remove")]
pub async fn remove_second_factor(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<CodeShown>,
) -> Result<HttpResponse, ApiError> {
    service::remove_factor(&backend, &actor, &body.code).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Begin a second factor without signing in
///
/// For whoever cannot sign in without one. As `POST /v1/me/second-factor`; failed attempts
/// count as failed sign-ins.
#[utoipa::path(
    tag = "accounts",
    request_body = SecondFactorRequest,
    responses(
        (status = 200, description = "The secret, shown once", body = SecondFactorSecret),
        (status = 401, description = "Address or password wrong"),
        (status = 409, description = "There is a second factor"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/accounts/_second-factor")]
pub async fn begin_account_second_factor(
    backend: Data<Backend>,
    gate: Data<Gate>,
    Sent(body): Sent<SecondFactorRequest>,
) -> Result<Json<SecondFactorSecret>, ApiError> {
    let shown = (body.email.as_str(), body.password.as_str());
    let enrolment = service::begin_factor_by_password(&backend, &gate, shown).await?;
    Ok(Json(enrolment.into()))
}

/// Confirm a second factor without signing in
///
/// For whoever cannot sign in without one. As `POST /v1/me/second-factor/_confirm`.
#[utoipa::path(
    tag = "accounts",
    request_body = SecondFactorConfirmation,
    responses(
        (status = 200, description = "The recovery codes, shown once", body = RecoveryCodes),
        (status = 401, description = "Address or password wrong"),
        (status = 404, description = "There is no second factor"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/accounts/_confirm-second-factor")]
pub async fn confirm_account_second_factor(
    backend: Data<Backend>,
    gate: Data<Gate>,
    Sent(body): Sent<SecondFactorConfirmation>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let shown = (
        body.email.as_str(),
        body.password.as_str(),
        body.code.as_str(),
    );
    let recovery_codes = service::confirm_factor_by_password(&backend, &gate, shown).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}
