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

use super::facts::{Area, Facts};
use super::kept::Asking;
use super::{Site, headers, kept, problem};
use crate::kernel::kept::is_lasting;

/// Traces, counts and dresses; words failures; gives what is kept.
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
    let asking = Asking::of(&mut request, &site, facts.area).await;
    if let Some(answer) = asking.as_ref().and_then(Asking::recall) {
        let _entered = span.enter();
        let mut response = kept::respond(&request, &answer);
        headers::trace(response.headers_mut(), &facts);
        note(&site, &facts, answer.route.as_deref(), &response, began);
        return Ok(request.into_response(response));
    }
    let outcome = next.call(request).instrument(span.clone()).await;
    match outcome {
        Ok(answered) => {
            let (request, response) = answered.into_parts();
            let route = request.match_pattern();
            let lasts = is_lasting(&response);
            let mut response = finish(response, &facts, &site);
            if let Some(asking) = asking {
                response = asking.keep(route.as_deref(), lasts, response).await;
            }
            headers::limits(response.headers_mut(), &facts);
            let _entered = span.enter();
            note(&site, &facts, route.as_deref(), &response, began);
            Ok(ServiceResponse::new(request, response))
        }
        // A layer gave up and the request is gone; the answer looks like any other.
        Err(error) => {
            let mut response = finish(error.as_response_error().error_response(), &facts, &site);
            headers::limits(response.headers_mut(), &facts);
            let _entered = span.enter();
            note(&site, &facts, None, &response, began);
            Err(InternalError::from_response("", response).into())
        }
    }
}

fn finish<B: MessageBody + 'static>(
    response: HttpResponse<B>,
    facts: &Facts,
    site: &Site,
) -> HttpResponse {
    let mut response = problem::render(response, facts);
    problem::lead_on(response.headers_mut(), &site.challenge);
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
