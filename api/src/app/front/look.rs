//! How the page looks, and the policy that allows that and no more.

use std::sync::LazyLock;

use actix_web::http::header::HeaderValue;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// The style sheet, which stands in the page: one request is enough.
pub const STYLE: &str = include_str!("style.css");

/// The mark: five pillars under a beam.
pub const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' \
    viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='6' fill='%23183a33'/%3E%3Cpath \
    fill='%23fbe9db' d='M5 6h22v4H5zM5 12h3v14H5zM9.75 12h3v14h-3zM14.5 12h3v14h-3zM19.25 \
    12h3v14h-3zM24 12h3v14h-3z'/%3E%3C/svg%3E";

/// No script, and no style but this one.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let digest = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).ok()
});

/// The policy of the page: it runs no script, and only its own style counts.
pub fn policy() -> Option<HeaderValue> {
    POLICY.clone()
}
