//! Another address, closing an account, and the terms of use, by REST.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::gate::Gate;
use super::super::model::OwnTerms;
use super::super::service;
use super::bodies::{AccountConfirmation, RegistrationAccepted};
use super::factors::CodeShown;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door;
use crate::kernel::error::ApiError;
use crate::kernel::language::Language;
use crate::kernel::moment::Moment;

/// The address that I want instead.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailChangeRequest {
    /// The address, to which a code is mailed.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The password that is.
    #[schema(format = Password, max_length = 128)]
    pub password: String,
}

/// What closing my account takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountClosing {
    /// The password that is.
    #[schema(format = Password, max_length = 128)]
    pub password: String,
    /// What the account asks for beside the password.
    #[schema(max_length = 40, example = "123456")]
    #[serde(default)]
    pub code: Option<String>,
}

/// The terms of use as they stand.
#[derive(Serialize, ToSchema)]
pub struct TermsOfUse {
    /// Their version.
    pub version: String,
    /// Whether they have yet to be looked at by those who know.
    pub draft: bool,
    /// What they say, as Markdown, in the language asked for.
    pub text: String,
}

/// The version of the terms of use that I agree to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsAgreement {
    /// The version: the one that stands.
    #[schema(max_length = 20, example = "2026-11")]
    pub version: String,
}

/// To which terms of use I agreed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OwnTerms)]
pub struct OwnTermsBody {
    /// The version that stands: where it is another than the one agreed to, ask again.
    pub current_version: String,
    /// The version agreed to; null where there was none yet.
    pub agreed_version: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub agreed_at: Option<Moment>,
}

impl From<OwnTerms> for OwnTermsBody {
    fn from(terms: OwnTerms) -> Self {
        Self {
            current_version: service::terms_of_use().version.to_owned(),
            agreed_version: terms.agreed,
            agreed_at: terms.agreed_at.map(Moment),
        }
    }
}

/// Ask for another e-mail address
///
/// With the password shown again. A code is mailed to the other address, and a notice to the one
/// that is; the answer is the same whether or not another account has it.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = EmailChangeRequest,
    responses(
        (status = 202, description = "Accepted; look in the other mailbox", body = RegistrationAccepted),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/me/_change-email")]
pub async fn request_email_change(
    backend: Data<Backend>,
    gate: Data<Gate>,
    actor: Actor,
    Sent(body): Sent<EmailChangeRequest>,
) -> Result<HttpResponse, ApiError> {
    let wish = (body.email.as_str(), body.password.as_str());
    service::request_email_change(&backend, &gate, &actor, wish).await?;
    Ok(HttpResponse::Accepted().json(RegistrationAccepted {
        code_expires_in: service::CHANGE_LIFE.num_seconds(),
    }))
}

/// Confirm another e-mail address with the code that was mailed to it
///
/// The address that was is told, with a code to put it back (`POST /v1/accounts/_restore-email`).
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = CodeShown,
    responses(
        (status = 204, description = "The address is another from now on"),
        (status = 429, description = "Too many that failed"),
    ),
)]
#[post("/me/_confirm-email")]
pub async fn confirm_email_change(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<CodeShown>,
) -> Result<HttpResponse, ApiError> {
    service::confirm_email_change(&backend, &actor, &body.code).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put an e-mail address back that was changed by somebody else
///
/// With the code that was mailed to it, for seven days. Every session ends, a second factor that
/// was begun since is taken off, and another password has to be chosen.
#[utoipa::path(
    tag = "accounts",
    request_body = AccountConfirmation,
    responses(
        (status = 204, description = "The account has the address again"),
        (status = 429, description = "Too many that failed"),
    ),
)]
#[post("/accounts/_restore-email")]
pub async fn restore_email(
    backend: Data<Backend>,
    Sent(body): Sent<AccountConfirmation>,
) -> Result<HttpResponse, ApiError> {
    service::restore_email(&backend, (body.email.as_str(), body.code.as_str())).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Close my account
///
/// With the password shown again, and what the account asks for beside it. Every session ends,
/// hats are taken, and the address is free.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = AccountClosing,
    responses(
        (status = 204, description = "Closed"),
        (status = 409, description = "Nobody would be left who can give hats"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/me/_close")]
pub async fn close_account(
    backend: Data<Backend>,
    gate: Data<Gate>,
    actor: Actor,
    Sent(body): Sent<AccountClosing>,
) -> Result<HttpResponse, ApiError> {
    let shown = (body.password.as_str(), body.code.as_deref());
    service::close_account(&backend, &gate, &actor, shown).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read the terms of use
///
/// As they stand, in the language asked for.
#[utoipa::path(
    tag = "accounts",
    responses((status = 200, description = "The terms of use", body = TermsOfUse)),
)]
#[get("/terms-of-use")]
pub async fn get_terms_of_use(
    request: HttpRequest,
    language: Language,
) -> Result<HttpResponse, ApiError> {
    let terms = service::terms_of_use();
    let body = TermsOfUse {
        version: terms.version.to_owned(),
        draft: terms.draft,
        text: terms.text(language).to_owned(),
    };
    door::data(&request, &body)
}

/// Agree to the terms of use
///
/// To the version that stands, no other.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = TermsAgreement,
    responses((status = 200, description = "What I agreed to", body = OwnTermsBody)),
)]
#[put("/me/terms")]
pub async fn agree_to_terms(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<TermsAgreement>,
) -> Result<Json<OwnTermsBody>, ApiError> {
    service::agree(&backend, &actor, &body.version).await?;
    let me = service::me(&backend, &actor).await?;
    Ok(Json(me.terms.into()))
}
