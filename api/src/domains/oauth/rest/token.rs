//! `/oauth/token`: a form in, a token out, failures in the words of RFC 6749.

use actix_web::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use serde_json::json;

use super::form::{Form, shown};
use crate::domains::identity::Gate;
use crate::domains::oauth::error::Refused;
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
    HttpResponse::Ok().json(json!({
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": issued.life.num_seconds(),
        "scope": issued.scope,
    }))
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
