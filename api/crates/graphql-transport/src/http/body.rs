//! Reads a request's body, within limits.

use actix_web::{
    HttpRequest,
    http::{
        StatusCode,
        header::{self, HeaderMap},
    },
    web,
};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;

use crate::{accept::is_utf8, options::Options, refusal::Refusal};

/// Takes `application/json` only.
///
/// A browser sends other media types across origins without asking first, so
/// executing them would let any page act for its visitor.
pub(super) fn check_media_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let refused = || Refusal::unsupported_media_type("a request's body is application/json");
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .ok_or_else(refused)?;
    let mut parts = value.split(';').map(str::trim);
    if !parts
        .next()
        .is_some_and(|media| media.eq_ignore_ascii_case("application/json"))
    {
        return Err(refused());
    }
    for parameter in parts {
        if let Some((name, charset)) = parameter.split_once('=')
            && name.trim().eq_ignore_ascii_case("charset")
            && !is_utf8(charset.trim().trim_matches('"'))
        {
            return Err(Refusal::unsupported_media_type(
                "a request's body is in UTF-8",
            ));
        }
    }
    match headers.get(header::CONTENT_ENCODING) {
        Some(encoding) if !encoding.as_bytes().eq_ignore_ascii_case(b"identity") => Err(
            Refusal::unsupported_media_type("a request's body is not compressed"),
        ),
        _ => Ok(()),
    }
}

/// Reads the body.
pub(super) async fn read(
    request: &HttpRequest,
    payload: web::Payload,
    options: &Options,
) -> Result<Bytes, Refusal> {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    if announced.is_some_and(|length| length > options.body_bytes) {
        return Err(Refusal::too_large(options.body_bytes));
    }
    tokio::time::timeout(options.body_timeout, collect(payload, options.body_bytes))
        .await
        .unwrap_or_else(|_| {
            Err(Refusal::new(
                StatusCode::REQUEST_TIMEOUT,
                "http.body_timeout",
                "the body did not come in time",
            ))
        })
}

async fn collect(mut payload: web::Payload, limit: usize) -> Result<Bytes, Refusal> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| {
            Refusal::new(
                StatusCode::BAD_REQUEST,
                "http.body_broken",
                "the body could not be read",
            )
        })?;
        if body.len() + chunk.len() > limit {
            return Err(Refusal::too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
