//! Every failure leaves as problem+json, in the language asked for.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderValue, WWW_AUTHENTICATE,
};

use crate::kernel::error::ApiError;

use super::facts::{Area, Facts};

/// Writes a failure out; whatever else it is leaves as it came.
///
/// What is JSON already is left alone: GraphQL and OAuth fail in words of their
/// own. All else is an [`ApiError`] to be worded, or a failure of the framework's,
/// whose text is not for the caller.
pub fn render<B: MessageBody + 'static>(
    mut response: HttpResponse<B>,
    facts: &Facts,
) -> HttpResponse<BoxBody> {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let page = facts.area == Area::Sign && is_page(&response);
    if !failed || page || is_json(&response) {
        return response.map_into_boxed_body();
    }
    let ours = response.extensions_mut().remove::<ApiError>();
    let error = ours.unwrap_or_else(|| ApiError::of_status(status));
    let mut body = error.body(facts.language, Some(facts.trace.id.clone()));
    body.status = status.as_u16();
    body.title = status.canonical_reason().unwrap_or("Failure").to_owned();
    let bytes = serde_json::to_vec(&body).unwrap_or_default();

    let (mut response, _) = response.into_parts();
    let headers = response.headers_mut();
    headers.remove(CONTENT_ENCODING);
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(
        CONTENT_LANGUAGE,
        HeaderValue::from_static(facts.language.tag()),
    );
    if status == StatusCode::UNAUTHORIZED && !headers.contains_key(WWW_AUTHENTICATE) {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response.set_body(BoxBody::new(bytes))
}

/// What a challenge says of where to find out how to get a token (RFC 9728 §5.1).
pub fn challenge(url: &str) -> String {
    format!("resource_metadata=\"{url}/.well-known/oauth-protected-resource/v1\"")
}

/// Adds to the challenge for a token where to find out how to get one.
pub fn lead_on(headers: &mut HeaderMap, challenge: &str) {
    let asked = headers.get(WWW_AUTHENTICATE);
    let Some(asked) = asked.and_then(|it| it.to_str().ok()) else {
        return;
    };
    let between = match asked {
        "Bearer" => " ",
        _ if asked.starts_with("Bearer ") => ", ",
        _ => return,
    };
    if let Ok(whole) = HeaderValue::from_str(&format!("{asked}{between}{challenge}")) {
        headers.insert(WWW_AUTHENTICATE, whole);
    }
}

/// Whether it is a page for people, which says itself what went wrong.
fn is_page<B>(response: &HttpResponse<B>) -> bool {
    let media = response.headers().get(CONTENT_TYPE);
    media.is_some_and(|media| media.as_bytes().starts_with(b"text/html"))
}

fn is_json<B>(response: &HttpResponse<B>) -> bool {
    let media = response.headers().get(CONTENT_TYPE);
    media
        .and_then(|media| media.to_str().ok())
        .is_some_and(|media| {
            let media = media.split(';').next().unwrap_or_default();
            media == "application/json" || media.ends_with("+json")
        })
}
