//! The OpenAPI document: what the routes say, completed by what holds for all.

mod finish;
mod names;
mod responses;

use serde_json::Value;
use utoipa::OpenApi;

use super::config::Config;
use super::rest;
use crate::kernel::error::{FaultBody, Problems};

/// What the document says beside the routes: the tags, and the body of failures.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Pijler",
        description = "The open backend of the Dutch learning platform for foster parents: \
            what can be learnt, where, and what it is about. Reading the catalogue needs no \
            account. Every address is also offered by GraphQL, at `/graphql`."
    ),
    components(schemas(Problems, FaultBody))
)]
struct Base;

/// Tags and what they hold, in the order in which the document shows them. Only
/// those that an operation has are written.
const TAGS: &[(&str, &str)] = &[
    (
        "catalogue",
        "What there is to learn, from whom, when and where",
    ),
    ("reviews", "What parents say of courses"),
    (
        "statistics",
        "Figures: how many courses there are of what kind, and what others published",
    ),
    ("accounts", "People's accounts, and the hats they may wear"),
    ("sessions", "Signing in, staying in and out"),
    ("grants", "Hats, who gives them and who takes them"),
    (
        "verification",
        "Codes on paper, with which foster parents show that they are one",
    ),
    (
        "households",
        "Partners who belong together, and what parents say of their own situation",
    ),
    (
        "community",
        "The closed community: rooms, threads and posts, for parents alone",
    ),
    (
        "panel",
        "The panel: ideas of its members, and what they are asked",
    ),
    ("me", "What is yours"),
    ("applications", "How organisations find their way in"),
    ("drafts", "What organisations write by hand, and its review"),
    (
        "trainers",
        "Who gives courses, what they completed, and who accredits",
    ),
    ("pushes", "What organisations push, and their receipts"),
    (
        "api-clients",
        "Programs that act for an organisation, and what they may do",
    ),
    (
        "webhooks",
        "Where organisations want to be told what happens, and what they were told",
    ),
];

/// The document, as one text whose order never changes.
pub fn document(config: &Config) -> serde_json::Result<Value> {
    let written = serde_json::to_value(rest::described(Base::openapi()))?;
    Ok(finish::finish(written, config, TAGS))
}

/// The document as it is committed and printed.
pub fn print(config: &Config) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(&document(config)?)? + "\n")
}
