//! What no route takes: 404, 405 with `Allow`, or what OPTIONS asks.

use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::kernel::error::{ApiError, Kind};
use crate::kernel::language::Text;

use super::Site;
use crate::app::addresses::Address;

/// Answers what no route takes.
pub async fn unmatched(request: HttpRequest, site: Data<Site>) -> HttpResponse {
    let Some(address) = site.addresses.find(request.path()) else {
        return ApiError::not_found().response();
    };
    if request.method() == Method::OPTIONS {
        let mut response = HttpResponse::NoContent();
        if let Some(patch) = address.accept_patch() {
            response.insert_header(("Accept-Patch", patch));
        }
        return response.insert_header((ALLOW, address.allow())).finish();
    }
    method_not_allowed(address)
}

/// 405, with what the address does take.
pub fn method_not_allowed(address: &Address) -> HttpResponse {
    let allow = address.allow();
    let error = ApiError::new(
        Kind::MethodNotAllowed,
        "http.method_not_allowed",
        Text::new(
            format!("dit adres kent {allow}"),
            format!("this address takes {allow}"),
        ),
    );
    let mut response = error.response();
    if let Ok(allow) = HeaderValue::from_str(&allow) {
        response.headers_mut().insert(ALLOW, allow);
    }
    response
}
