//! How the pages look where people sign in, and the policy that allows that and no more.

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use url::Url;

/// The style sheet, which stands in each page.
pub const STYLE: &str = include_str!("sign.css");

static DIGEST: LazyLock<String> = LazyLock::new(|| BASE64_STANDARD.encode(Sha256::digest(STYLE)));

/// The policy of a page: no script, no style but its own, and a form that goes to ourselves and is
/// led on to one front-end at most.
pub fn policy(leads_to: Option<&str>) -> String {
    let to = leads_to.and_then(place).unwrap_or_default();
    let digest = DIGEST.as_str();
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; \
         form-action 'self'{to}; frame-ancestors 'none'"
    )
}

/// What a policy calls where an address leads: its origin, or its scheme where it has none.
fn place(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let origin = url.origin();
    Some(match origin.is_tuple() {
        true => format!(" {}", origin.ascii_serialization()),
        false => format!(" {}:", url.scheme()),
    })
}
