//! Headers that every answer carries.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use super::facts::{Area, Facts};
use crate::app::front;

/// The full version, on every answer.
pub const API_VERSION: HeaderName = HeaderName::from_static("api-version");
/// What was said of the trace, for whoever wants to quote it.
pub const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
/// What one caller may do how often.
pub const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// How much of that is left.
pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");

const CLOSED: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// Pictures, and pages to print: a style sheet of their own, and nothing else.
const PICTURE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
);
/// Our own pages: their own scripts and nothing from elsewhere.
const PAGE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

/// Adds what every answer carries, and leaves what a door said itself.
pub fn dress(headers: &mut HeaderMap, facts: &Facts) {
    let own = headers.get(CONTENT_SECURITY_POLICY).cloned();
    let media = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let policy = match facts.area {
        Area::Page => PAGE,
        Area::Front => front::policy().unwrap_or(CLOSED),
        Area::Sign => own.unwrap_or(CLOSED),
        _ if media.is_some_and(|media| media.starts_with("image/svg+xml")) => PICTURE,
        // What says that nothing changed is about what a browser keeps, and its policy takes the
        // place of that one's.
        _ if facts.picture && media.is_none() => PICTURE,
        // A page to print, as a slice writes it.
        Area::Rest if media.is_some_and(|media| media.starts_with("text/html")) => PICTURE,
        _ => CLOSED,
    };
    for (name, value) in [
        (
            API_VERSION,
            HeaderValue::from_static(env!("CARGO_PKG_VERSION")),
        ),
        (CONTENT_SECURITY_POLICY, policy),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        ),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    ] {
        headers.insert(name, value);
    }
    trace(headers, facts);
    say_charset(headers);
    speak(headers, facts);
    vary(headers, facts);
    weaken(headers);
    say_no_identity(headers);
    say_caching(headers, facts);
}

/// Tells how the caller stands with the limit that is nearest.
pub fn limits(headers: &mut HeaderMap, facts: &Facts) {
    let Some(nearest) = facts.limits.nearest() else {
        return;
    };
    for (name, value) in [
        (RATE_LIMIT_POLICY, nearest.policy()),
        (RATE_LIMIT, nearest.told()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}

/// Tells under which trace a request is found again.
pub fn trace(headers: &mut HeaderMap, facts: &Facts) {
    if let Ok(trace) = HeaderValue::from_str(&facts.trace.parent()) {
        headers.insert(TRACEPARENT, trace);
    }
}

/// JSON is UTF-8, and says so.
fn say_charset(headers: &mut HeaderMap) {
    if headers
        .get(CONTENT_TYPE)
        .is_some_and(|media| media == "application/json")
    {
        let value = HeaderValue::from_static("application/json; charset=utf-8");
        headers.insert(CONTENT_TYPE, value);
    }
}

/// Labels and messages follow `Accept-Language`.
fn speak(headers: &mut HeaderMap, facts: &Facts) {
    if facts.area != Area::Rest {
        return;
    }
    if !headers.contains_key(CONTENT_LANGUAGE) && headers.contains_key(CONTENT_TYPE) {
        let value = HeaderValue::from_static(facts.language.tag());
        headers.insert(CONTENT_LANGUAGE, value);
    }
}

/// What an answer depends on beside its address, each named once. A body that goes
/// unpacked would have gone packed to somebody else.
fn vary(headers: &mut HeaderMap, facts: &Facts) {
    let mut names = match facts.area {
        Area::Rest | Area::Graphql => vec!["accept", "accept-encoding", "accept-language"],
        // In one language at two of its addresses; the third says itself what it looks at.
        Area::Front => vec!["accept-encoding"],
        Area::Sign => vec!["accept-encoding", "accept-language"],
        Area::Page | Area::Other => return,
    };
    let others: Vec<String> = headers
        .get_all(VARY)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    for name in &others {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    if let Ok(value) = HeaderValue::from_str(&names.join(", ")) {
        headers.insert(VARY, value);
    }
}

/// The same thing packed is other bytes: a strong ETag would say they are equal.
fn weaken(headers: &mut HeaderMap) {
    let packed = headers
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| coding != "identity");
    let strong = headers.get(ETAG).and_then(|etag| etag.to_str().ok());
    if let Some(etag) = strong.filter(|etag| packed && etag.starts_with('"'))
        && let Ok(weak) = HeaderValue::from_str(&format!("W/{etag}"))
    {
        headers.insert(ETAG, weak);
    }
}

/// `identity` keeps the packer away from bytes that are digested; it is no coding to
/// be told (RFC 9110 §8.4).
fn say_no_identity(headers: &mut HeaderMap) {
    if headers
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| coding == "identity")
    {
        headers.remove(CONTENT_ENCODING);
    }
}

/// Open data with an ETag may be kept and asked after; anything else may not.
fn say_caching(headers: &mut HeaderMap, facts: &Facts) {
    if headers.contains_key(CACHE_CONTROL) {
        return;
    }
    let value = if headers.contains_key(ETAG) && !facts.signed {
        "no-cache"
    } else {
        "no-store"
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(value));
}
