//! Ids and claims, as they stand in answers.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use pijler::kernel::id;
use serde_json::Value;

/// An id as REST names it and as GraphQL does.
pub fn both<'a>(name: &'a str, upper: &'a str, kind: &str, id: String) -> [(&'a str, String); 2] {
    let global = id::global(kind, id.parse().expect("an id"));
    [(name, id), (upper, global.to_string())]
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}

/// What an access token says.
pub fn claim(token: &str, name: &str) -> String {
    let claims = token.split('.').nth(1).expect("claims");
    let claims = BASE64_URL_SAFE_NO_PAD.decode(claims).expect("base64url");
    let claims: Value = serde_json::from_slice(&claims).expect("JSON");
    text(&claims[name])
}
