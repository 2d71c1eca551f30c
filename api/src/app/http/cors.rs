//! Which sites' pages may read what is not open data.

use actix_cors::Cors;
use actix_web::http::Method;

/// Headers that a page may read beside the ones that browsers always show.
pub const EXPOSED: [&str; 12] = [
    "API-Version",
    "Catalogue-Version",
    "Content-Digest",
    "Content-Disposition",
    "Deprecation",
    "ETag",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Sunset",
];

/// Lets the pages of the origins named read and write; others read open data.
pub fn allow_list(origins: Vec<String>) -> Cors {
    Cors::default()
        .allowed_origin_fn(move |origin, _| {
            origins
                .iter()
                .any(|allowed| allowed.as_bytes() == origin.as_bytes())
        })
        .allowed_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allowed_headers([
            "Accept",
            "Accept-Language",
            "Authorization",
            "Catalogue-Version",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "traceparent",
        ])
        .expose_headers(EXPOSED)
        .max_age(3600)
}
