//! 406 for whoever asks REST for a form that cannot be made.

use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::ACCEPT;
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::kernel::error::{ApiError, Kind};
use crate::kernel::language::Text;

use super::Site;

/// Holds `Accept` against what the document says can be answered.
pub async fn negotiate<B: MessageBody + 'static>(
    request: ServiceRequest,
    site: Data<Site>,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match refused(&request, &site) {
        None => Ok(next.call(request).await?.map_into_left_body()),
        Some(error) => Ok(request
            .into_response(error.response())
            .map_into_right_body()),
    }
}

fn refused(request: &ServiceRequest, site: &Site) -> Option<ApiError> {
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
