//! 405 and 406 for whoever asks REST for what an address does not do, or for a form
//! that cannot be made.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::ACCEPT;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};

use crate::kernel::error::{ApiError, Kind};
use crate::kernel::language::Text;

use super::Site;
use super::unmatched::method_not_allowed;
use crate::app::rest::BASE;

/// Holds `Accept` against what the document says can be answered.
pub async fn negotiate<B: MessageBody + 'static>(
    request: ServiceRequest,
    site: Data<Site>,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let refusal = not_allowed(&request, &site)
        .or_else(|| not_acceptable(&request, &site).map(|error| error.response()));
    match refusal {
        None => Ok(next.call(request).await?.map_into_left_body()),
        Some(response) => Ok(request.into_response(response).map_into_right_body()),
    }
}

/// A word where other addresses have an id is an address of its own: `_search` is no
/// id that names nothing.
fn not_allowed(request: &ServiceRequest, site: &Site) -> Option<HttpResponse> {
    let address = site.addresses.find(request.path())?;
    let known = request.method() == Method::OPTIONS
        || !request.path().starts_with(BASE)
        || address.operation(request.method()).is_some();
    (!known).then(|| method_not_allowed(address))
}

fn not_acceptable(request: &ServiceRequest, site: &Site) -> Option<ApiError> {
    let accept = request.headers().get(ACCEPT)?.to_str().ok()?;
    // `format=` has the say where it is given; its door reads it.
    if request
        .query_string()
        .split('&')
        .any(|pair| pair.starts_with("format="))
    {
        return None;
    }
    let operation = site
        .addresses
        .find(request.path())?
        .operation(request.method())?;
    if operation.can_answer(accept) {
        return None;
    }
    let forms = operation.answers().join(", ");
    Some(ApiError::new(
        Kind::NotAcceptable,
        "http.not_acceptable",
        Text::new(
            format!("dit adres antwoordt met {forms}"),
            format!("this address answers {forms}"),
        ),
    ))
}
