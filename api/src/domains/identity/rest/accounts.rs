//! Accounts by REST.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};

use super::super::gate::Gate;
use super::super::model::HatKind;
use super::super::service::{self, GrantWish, Wish};
use super::bodies::{
    AccountBody, AccountConfirmation, AccountRegistration, AccountSearch, GrantRequest, MeBody,
    RegistrationAccepted,
};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{self, Asked};
use crate::kernel::error::ApiError;
use crate::kernel::id::AccountId;
use crate::kernel::page::{PageBody, PageRequest};
use crate::kernel::query::PageOnly;

/// Ask for an account
///
/// The answer is the same whether or not the address has one. A code is mailed;
/// the account begins to be when it is confirmed. Whoever asks agrees to the terms of use as
/// they stand (`GET /v1/terms-of-use`) and is 16 or older; no date of birth is asked.
#[utoipa::path(
    tag = "accounts",
    request_body = AccountRegistration,
    responses(
        (status = 202, description = "Accepted; look in the mailbox", body = RegistrationAccepted),
        (status = 429, description = "Too many at once"),
    ),
)]
#[post("/accounts")]
pub async fn register_account(
    backend: Data<Backend>,
    gate: Data<Gate>,
    Sent(body): Sent<AccountRegistration>,
) -> Result<HttpResponse, ApiError> {
    let wish = Wish {
        email: &body.email,
        password: &body.password,
        terms_version: &body.terms_version,
        of_age: body.of_age,
    };
    service::register(&backend, &gate, wish).await?;
    Ok(HttpResponse::Accepted().json(RegistrationAccepted {
        code_expires_in: service::CODE_LIFE.num_seconds(),
    }))
}

/// Confirm an address with the code that was mailed
///
/// The account begins to be, with the hat of a parent who is not verified yet.
#[utoipa::path(
    tag = "accounts",
    request_body = AccountConfirmation,
    responses(
        (status = 200, description = "The account", body = AccountBody),
    ),
)]
#[post("/accounts/_confirm")]
pub async fn confirm_account(
    backend: Data<Backend>,
    Sent(body): Sent<AccountConfirmation>,
) -> Result<Json<AccountBody>, ApiError> {
    let account = service::confirm(&backend, &body.email, &body.code).await?;
    Ok(Json(account.into()))
}

/// Find the account of an address
///
/// By POST, because an address does not belong in an URL.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = AccountSearch,
    responses(
        (status = 200, description = "The account, or none", body = PageBody<AccountBody>),
    ),
)]
#[post("/accounts/_search")]
pub async fn search_accounts(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<AccountSearch>,
) -> Result<HttpResponse, ApiError> {
    let first = PageRequest::parse(["limit", "cursor"], None, None, &mut Vec::new());
    let page = service::accounts(&backend, &actor, Some(&body.email), &first).await?;
    door::list(&request, page.map(AccountBody::from))
}

/// List accounts
///
/// For administrators. By address they are found with `_search`.
#[utoipa::path(
    tag = "accounts",
    params(
        ("limit" = Option<u32>, Query, description = "How many, 1 to 100", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "A page of accounts", body = PageBody<AccountBody>),
    ),
)]
#[get("/accounts")]
pub async fn list_accounts(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::accounts(&backend, &actor, None, &page).await?;
    door::list(&request, page.map(AccountBody::from))
}

/// Get an account
///
/// For administrators.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account")),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The account", body = AccountBody),
    ),
)]
#[get("/accounts/{id}")]
pub async fn get_account(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<AccountId>,
) -> Result<Json<AccountBody>, ApiError> {
    let account = service::account(&backend, &actor, id.into_inner()).await?;
    Ok(Json(account.into()))
}

/// Give an account a hat
///
/// For administrators, who give the hats of managers of organisations, professionals, the
/// panel, municipalities, councils and editors alone. Others are given on another's word
/// (`/grant-proposals`), by a code (a verified parent), or at the machine (an administrator).
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = AccountId, Path, description = "The account"),
        ("hat" = HatKind, Path, description = "The hat"),
    ),
    security(("bearer" = [])),
    request_body = GrantRequest,
    responses(
        (status = 200, description = "The account as it is now", body = AccountBody),
    ),
)]
#[put("/accounts/{id}/grants/{hat}")]
pub async fn grant_hat(
    backend: Data<Backend>,
    actor: Actor,
    path: Path<(AccountId, HatKind)>,
    Sent(body): Sent<GrantRequest>,
) -> Result<Json<AccountBody>, ApiError> {
    let (id, hat) = path.into_inner();
    let wish = GrantWish {
        hat,
        provider: body.provider_id,
        municipality: body.municipality_code,
    };
    let account = service::grant(&backend, &actor, id, wish).await?;
    Ok(Json(account.into()))
}

/// Take a hat from an account
///
/// For whomever it is worn. Sessions under the hat end at once.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = AccountId, Path, description = "The account"),
        ("hat" = HatKind, Path, description = "The hat"),
    ),
    security(("bearer" = [])),
    responses(
        (status = 204, description = "Taken"),
        (status = 409, description = "Nobody would be left who can give hats"),
    ),
)]
#[delete("/accounts/{id}/grants/{hat}")]
pub async fn revoke_hat(
    backend: Data<Backend>,
    actor: Actor,
    path: Path<(AccountId, HatKind)>,
) -> Result<HttpResponse, ApiError> {
    let (id, hat) = path.into_inner();
    service::revoke(&backend, &actor, id, hat).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Get my own account
///
/// With the hats that it may wear, and the one worn now.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "My account", body = MeBody),
    ),
)]
#[get("/me")]
pub async fn get_me(backend: Data<Backend>, actor: Actor) -> Result<Json<MeBody>, ApiError> {
    let me = service::me(&backend, &actor).await?;
    Ok(Json(me.into()))
}
