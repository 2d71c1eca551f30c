//! The REST door to other issuers.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::issuer::Federation;
use super::model::Answer;
use super::service::{self, Wish};
use super::view::{BegunView, CameBackView, OfferedView};
use crate::domains::identity::service::{CODE_LIFE, OutsideRegistration};
use crate::domains::identity::{
    AccountBody, Gate, Grant, HatKind, IdentityLinkBody, RegistrationAccepted, SessionBody,
};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::client::UserAgent;
use crate::kernel::door::{self, Asked};
use crate::kernel::error::ApiError;
use crate::kernel::id::ProviderId;
use crate::kernel::language::Language;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::PageOnly;

/// What stands under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_identity_providers)
        .service(begin_identity_provider)
        .service(answer_identity_provider)
        .service(create_identity_provider_session)
        .service(register_identity_provider_account)
        .service(confirm_identity_provider_account)
        .service(create_identity_link);
}

/// Where somebody wants to come back to.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IdentityProviderBegin {
    /// One of the addresses that the provider leads back to; the first where it is left out.
    #[serde(default)]
    #[schema(example = "https://app.example.nl/terug")]
    pub redirect_uri: Option<String>,
}

/// What somebody came back with: the members of the address that they came back to.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IdentityProviderAnswer {
    /// The secret of whoever set out.
    #[schema(max_length = 100)]
    pub secret: String,
    /// `state`, as it came back.
    #[schema(max_length = 100)]
    pub state: String,
    /// `code`, as it came back.
    #[serde(default)]
    #[schema(max_length = 4096)]
    pub code: Option<String>,
    /// `error`, where the provider let nobody in.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub error: Option<String>,
    /// `iss`, where it came back (RFC 9207).
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub iss: Option<String>,
}

/// Somebody who came back signs in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IdentityProviderSession {
    /// The secret of whoever set out.
    #[schema(max_length = 100)]
    pub secret: String,
    /// The one role in which to act during this session.
    pub hat: HatKind,
    /// For which provider, where you have the hat for several.
    pub provider_id: Option<ProviderId>,
    /// For which municipality, by its code, where you have the hat for several.
    pub municipality_code: Option<String>,
    /// What the account asks for beside a password: a code of the app, or a recovery code.
    #[schema(max_length = 40, example = "123456")]
    #[serde(default)]
    pub code: Option<String>,
}

/// Somebody who came back wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IdentityProviderAccount {
    /// The secret of whoever set out.
    #[schema(max_length = 100)]
    pub secret: String,
    /// The address, to which a code is mailed.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The version of the terms of use that was shown and agreed to.
    #[schema(max_length = 40)]
    pub terms_version: String,
    /// Whether they say that they are 16 or older.
    pub of_age: bool,
}

/// The code that was mailed to whoever wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityProviderConfirmation {
    /// The secret of whoever set out.
    #[schema(max_length = 100)]
    pub secret: String,
    /// The address.
    #[schema(format = Email, max_length = 254)]
    pub email: String,
    /// The code.
    #[schema(max_length = 40)]
    pub code: String,
}

/// Whom a provider sent back is me.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityLinkCreate {
    /// The secret of whoever set out.
    #[schema(max_length = 100)]
    pub secret: String,
    /// My password, shown again.
    #[schema(format = Password, max_length = 128)]
    pub password: String,
    /// What my account asks for beside it: a code of the app, or a recovery code.
    #[schema(max_length = 40, example = "123456")]
    #[serde(default)]
    pub code: Option<String>,
}

/// List identity providers
///
/// Others by whom people can sign in here, with an account that they have there.
#[utoipa::path(
    tag = "sessions",
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<OfferedView>)),
)]
#[get("/identity-providers")]
pub async fn list_identity_providers(
    request: HttpRequest,
    federation: Data<Federation>,
    language: Language,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::offered(&federation, &page);
    door::list(&request, page.map(|one| OfferedView::of(one, language)))
}

/// Begin to sign in by an identity provider
///
/// Lead people to `address`; they come back to the `redirectUri` with `state` and `code`. Keep
/// `secret` meanwhile: without it, nobody goes on with what comes back.
#[utoipa::path(
    tag = "sessions",
    params(("code" = String, Path, description = "The identity provider")),
    request_body = IdentityProviderBegin,
    responses(
        (status = 201, description = "Where to lead them", body = BegunView),
        (status = 429, description = "Too many at once"),
        (status = 503, description = "It cannot be reached"),
    ),
)]
#[post("/identity-providers/{code}/_begin")]
pub async fn begin_identity_provider(
    backend: Data<Backend>,
    federation: Data<Federation>,
    code: Path<String>,
    Sent(body): Sent<IdentityProviderBegin>,
) -> Result<HttpResponse, ApiError> {
    let to = (code.as_str(), body.redirect_uri.as_deref());
    let begun = service::begin(&backend, &federation, to).await?;
    Ok(HttpResponse::Created().json(BegunView::from(begun)))
}

/// Hand in what an identity provider sent back
///
/// Once. It tells whether an account here is theirs: if so, `POST /v1/sessions/_identity-provider`
/// signs them in; if not, they link theirs (`POST /v1/me/identity-links`) or make one
/// (`POST /v1/accounts/_identity-provider`), with the same secret. No address that a provider names
/// is taken for an account.
#[utoipa::path(
    tag = "sessions",
    request_body = IdentityProviderAnswer,
    responses(
        (status = 200, description = "Who came back", body = CameBackView),
        (status = 401, description = "Not let in by the provider, or its answer does not hold"),
        (status = 429, description = "Too many at once"),
        (status = 503, description = "It cannot be reached"),
    ),
)]
#[post("/identity-providers/_answer")]
pub async fn answer_identity_provider(
    backend: Data<Backend>,
    federation: Data<Federation>,
    Sent(body): Sent<IdentityProviderAnswer>,
) -> Result<Json<CameBackView>, ApiError> {
    let answer = Answer {
        state: body.state,
        code: body.code,
        error: body.error,
        iss: body.iss,
    };
    let back = service::answer(&backend, &federation, (&body.secret, &answer)).await?;
    Ok(Json(back.into()))
}

/// Sign in by an identity provider
///
/// In the place of a password. Where the account has a second factor, it is asked for as with one
/// (`session.second_factor_required`: ask again, with `code`), unless the provider asked for two
/// and its word for that is taken.
#[utoipa::path(
    tag = "sessions",
    request_body = IdentityProviderSession,
    responses(
        (status = 201, description = "Signed in", body = SessionBody),
        (status = 401, description = "No account is linked, or a code is asked for"),
        (status = 403, description = "Not in this role"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/sessions/_identity-provider")]
pub async fn create_identity_provider_session(
    backend: Data<Backend>,
    gate: Data<Gate>,
    agent: UserAgent,
    Sent(body): Sent<IdentityProviderSession>,
) -> Result<HttpResponse, ApiError> {
    let wish = Wish {
        hat: body.hat,
        scope: Grant::wanted(body.provider_id, body.municipality_code.as_deref()),
        code: body.code.as_deref(),
        agent: agent.0.as_deref(),
    };
    let session = service::sign_in(&backend, &gate, (&body.secret, wish)).await?;
    Ok(HttpResponse::Created().json(SessionBody::from(session)))
}

/// Ask for an account, to sign in to by an identity provider
///
/// As `POST /v1/accounts`, without a password: the answer is the same whether or not the address
/// has an account, and a code is mailed. Whoever wants a password too has another code mailed
/// (`POST /v1/accounts/_request-password`).
#[utoipa::path(
    tag = "accounts",
    request_body = IdentityProviderAccount,
    responses(
        (status = 202, description = "Accepted; look in the mailbox", body = RegistrationAccepted),
        (status = 409, description = "An account here is theirs already"),
        (status = 429, description = "Too many at once"),
    ),
)]
#[post("/accounts/_identity-provider")]
pub async fn register_identity_provider_account(
    backend: Data<Backend>,
    gate: Data<Gate>,
    Sent(body): Sent<IdentityProviderAccount>,
) -> Result<HttpResponse, ApiError> {
    let wish = OutsideRegistration {
        email: &body.email,
        terms_version: &body.terms_version,
        of_age: body.of_age,
    };
    service::register(&backend, &gate, (&body.secret, wish)).await?;
    Ok(HttpResponse::Accepted().json(RegistrationAccepted {
        code_expires_in: CODE_LIFE.num_seconds(),
    }))
}

/// Confirm an address, and so make an account that an identity provider signs in to
///
/// Within an hour. Then sign in with the same secret.
#[utoipa::path(
    tag = "accounts",
    request_body = IdentityProviderConfirmation,
    responses(
        (status = 200, description = "The account", body = AccountBody),
        (status = 409, description = "An account here is theirs already"),
        (status = 429, description = "Too many that failed"),
    ),
)]
#[post("/accounts/_confirm-identity-provider")]
pub async fn confirm_identity_provider_account(
    backend: Data<Backend>,
    Sent(body): Sent<IdentityProviderConfirmation>,
) -> Result<Json<AccountBody>, ApiError> {
    let shown = (
        body.secret.as_str(),
        body.email.as_str(),
        body.code.as_str(),
    );
    let account = service::confirm(&backend, shown).await?;
    Ok(Json(account.into()))
}

/// Link my account with whom an identity provider sent back
///
/// From now on I can sign in by it. My password is shown again, and what my account asks for
/// beside it. A letter says so.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = IdentityLinkCreate,
    responses(
        (status = 201, description = "Linked", body = IdentityLinkBody),
        (status = 409, description = "Linked already, or there are many"),
        (status = 429, description = "Too many at once, or too many that failed"),
    ),
)]
#[post("/me/identity-links")]
pub async fn create_identity_link(
    backend: Data<Backend>,
    gate: Data<Gate>,
    actor: Actor,
    Sent(body): Sent<IdentityLinkCreate>,
) -> Result<HttpResponse, ApiError> {
    let shown = (
        body.secret.as_str(),
        body.password.as_str(),
        body.code.as_deref(),
    );
    let own = service::link(&backend, &gate, &actor, shown).await?;
    Ok(HttpResponse::Created().json(IdentityLinkBody::from(own)))
}
