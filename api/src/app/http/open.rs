//! Open data may be read by any page of any site.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, HeaderValue,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};

use super::Site;
use super::cors::EXPOSED;

const ANY: HeaderValue = HeaderValue::from_static("*");

/// Adds `*` where the allow-list has not named an origin already.
pub async fn open<B: MessageBody + 'static>(
    request: ServiceRequest,
    site: Data<Site>,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let address = site.addresses.find(request.path());
    if !address.is_some_and(|address| address.is_open_data()) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    if asks_to_read(&request) {
        return Ok(request.into_response(may_read()).map_into_right_body());
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    if reads && !headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        if let Ok(exposed) = HeaderValue::from_str(&EXPOSED.join(", ")) {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }
    Ok(response.map_into_left_body())
}

/// Whether a browser asks if it may read this without credentials.
fn asks_to_read(request: &ServiceRequest) -> bool {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let method = header(ACCESS_CONTROL_REQUEST_METHOD);
    let headers = header(ACCESS_CONTROL_REQUEST_HEADERS).unwrap_or_default();
    request.method() == Method::OPTIONS
        && matches!(method, Some("GET" | "HEAD"))
        && !headers.to_ascii_lowercase().contains("authorization")
}

fn may_read() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, ANY))
        .insert_header((ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"))
        .insert_header((
            ACCESS_CONTROL_ALLOW_HEADERS,
            "Accept, Accept-Language, Catalogue-Version, If-None-Match, traceparent",
        ))
        .insert_header((ACCESS_CONTROL_MAX_AGE, "3600"))
        .finish()
}
