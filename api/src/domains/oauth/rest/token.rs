//! What programs ask under `/oauth`: forms in, tokens out, failures in the words of RFC 6749.

use actix_web::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde_json::json;

use super::form::{Form, shown};
use crate::domains::identity::Gate;
use crate::domains::identity::service::{actor_in, subject};
use crate::domains::oauth::error::{OauthError, Refused};
use crate::domains::oauth::service::{self, Issued, TokenForm};
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

/// Gives a token for what is shown.
#[post("/oauth/token")]
pub async fn token(
    request: HttpRequest,
    payload: Payload,
    backend: Data<Backend>,
    gate: Data<Gate>,
) -> Result<HttpResponse, ApiError> {
    let given = async {
        let form = Form::read(&request, payload).await?;
        let form = TokenForm {
            grant_type: form.text("grant_type"),
            scope: form.text("scope"),
            code: form.text("code"),
            redirect_uri: form.text("redirect_uri"),
            code_verifier: form.text("code_verifier"),
            refresh_token: form.text("refresh_token"),
            shown: shown(&request, &form)?,
        };
        service::token(&backend, &gate, form).await
    };
    match given.await {
        Ok(issued) => Ok(answer(&issued)),
        Err(refused) => refuse(&request, refused),
    }
}

fn answer(issued: &Issued) -> HttpResponse {
    let mut members = json!({
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": issued.life.num_seconds(),
    });
    let others = [
        ("scope", &issued.scope),
        ("refresh_token", &issued.refresh_token),
        ("id_token", &issued.id_token),
    ];
    for (name, value) in others {
        if let Some(value) = value {
            members[name] = json!(value);
        }
    }
    HttpResponse::Ok().json(members)
}

/// Ends the session that a token is of (RFC 7009).
#[post("/oauth/revoke")]
pub async fn revoke(
    request: HttpRequest,
    payload: Payload,
    backend: Data<Backend>,
    gate: Data<Gate>,
) -> Result<HttpResponse, ApiError> {
    let done = async {
        let form = Form::read(&request, payload).await?;
        let shown = shown(&request, &form)?;
        service::revoke(&backend, &gate, (form.text("token"), shown)).await
    };
    match done.await {
        Ok(()) => Ok(HttpResponse::Ok().finish()),
        Err(refused) => refuse(&request, refused),
    }
}

/// Tells a front-end who signed in: the subject that it knows them by, and nothing else.
#[get("/oauth/userinfo")]
pub async fn user_info(
    request: HttpRequest,
    backend: Data<Backend>,
    gate: Data<Gate>,
) -> Result<HttpResponse, ApiError> {
    told(&request, &backend, &gate)
}

/// As by GET (OpenID Connect Core 1.0 §5.3).
#[post("/oauth/userinfo")]
pub async fn user_info_by_post(
    request: HttpRequest,
    backend: Data<Backend>,
    gate: Data<Gate>,
) -> Result<HttpResponse, ApiError> {
    told(&request, &backend, &gate)
}

fn told(request: &HttpRequest, backend: &Backend, gate: &Gate) -> Result<HttpResponse, ApiError> {
    let header = request.headers().get(AUTHORIZATION);
    let header = header.and_then(|header| header.to_str().ok());
    let header = header.ok_or_else(ApiError::not_signed_in)?;
    let actor = actor_in(backend, gate, header)?;
    let known = actor.person().and_then(|person| subject(gate, person));
    let known = known.ok_or(OauthError::NotThrough)?;
    Ok(HttpResponse::Ok().json(json!({"sub": known})))
}

/// A failure in the words of RFC 6749; one of ours in those of the house.
pub fn refuse(request: &HttpRequest, refused: Refused) -> Result<HttpResponse, ApiError> {
    let (error, description) = refused.words();
    if let Refused::Ours(error) = refused {
        return Err(error);
    }
    if !matches!(refused, Refused::Client) {
        let words = json!({"error": error, "error_description": description});
        return Ok(HttpResponse::BadRequest().json(words));
    }
    let mut answer = HttpResponse::Unauthorized();
    // Whoever showed something in the header is told so there (§5.2).
    if request.headers().contains_key(AUTHORIZATION) {
        answer.insert_header((WWW_AUTHENTICATE, "Basic realm=\"pijler\""));
    }
    Ok(answer.json(json!({"error": error, "error_description": description})))
}
