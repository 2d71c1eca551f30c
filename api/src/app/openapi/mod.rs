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
        "pillars",
        "What learning is about: five pillars, and the topics under them",
    ),
    (
        "topics",
        "What learning is about: five pillars, and the topics under them",
    ),
    ("providers", "Organisations that offer courses"),
    (
        "courses",
        "What can be learnt: trainings, books, films, evenings",
    ),
    ("editions", "When and where courses are given"),
    ("search", "Finding courses, topics and providers by words"),
    ("terms", "The words of the field, explained"),
    (
        "code-lists",
        "The values that members may have, with their labels",
    ),
    ("municipalities", "Dutch municipalities and where they are"),
    ("supply", "What is on offer, counted"),
    ("accounts", "People's accounts"),
    ("sessions", "Signing in and out"),
    ("me", "What is yours"),
    ("pushes", "Offering courses in bulk"),
    ("reviews", "What people thought of a course"),
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
