//! The outermost layer: what happens to every request and every answer.

use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};
use tracing::Instrument;

use super::Site;
use super::facts::{Area, Facts};
use super::{headers, problem};

/// Traces, counts and dresses; words failures.
pub async fn edge<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    site: Data<Site>,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let facts = Facts::of(&request, &site);
    // HEAD is GET whose body stays here: the encoder counts it and keeps it back.
    if facts.method == Method::HEAD && facts.area != Area::Graphql {
        request.head_mut().method = Method::GET;
    }
    let span = tracing::info_span!("request", trace_id = %facts.trace.id);
    let outcome = next.call(request).instrument(span.clone()).await;
    let _entered = span.enter();
    match outcome {
        Ok(answered) => {
            let (request, response) = answered.into_parts();
            let route = request.match_pattern();
            let response = finish(response, &facts);
            note(&site, &facts, route.as_deref(), &response, began);
            Ok(ServiceResponse::new(request, response))
        }
        // A layer gave up and the request is gone; the answer looks like any other.
        Err(error) => {
            let response = finish(error.as_response_error().error_response(), &facts);
            note(&site, &facts, None, &response, began);
            Err(InternalError::from_response("", response).into())
        }
    }
}

fn finish<B: MessageBody + 'static>(response: HttpResponse<B>, facts: &Facts) -> HttpResponse {
    let mut response = problem::render(response, facts);
    headers::dress(response.headers_mut(), facts);
    response
}

/// One line in the log and one count: the route's pattern, never the address or
/// query, which may hold what somebody typed.
fn note(site: &Site, facts: &Facts, route: Option<&str>, response: &HttpResponse, began: Instant) {
    let route = route.unwrap_or("unmatched");
    let elapsed = began.elapsed();
    let status = response.status().as_u16();
    site.metrics.count(route, &facts.method, status, elapsed);
    tracing::info!(
        method = %facts.method,
        route,
        status,
        micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX),
        client = facts.client.map(|client| client.coarse().to_string()),
        "answered"
    );
}
