//! What programs may do here.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a program may do for its provider
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    async_graphql::Enum,
)]
#[graphql(name = "ApiClientScope")]
#[schema(as = ApiClientScope)]
pub enum Scope {
    /// Push courses, and say what would happen to them
    #[serde(rename = "pushes:write")]
    PushesWrite,
    /// Read what was pushed, and the receipts
    #[serde(rename = "pushes:read")]
    PushesRead,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 2] = [Self::PushesWrite, Self::PushesRead];

    /// The scope as REST, tokens and the database spell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::PushesWrite => "pushes:write",
            Self::PushesRead => "pushes:read",
        }
    }

    /// Scopes as tokens and OAuth's forms spell them: words with a space between.
    pub fn joined(scopes: &[Self]) -> String {
        let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
        words.join(" ")
    }
}

/// The word is not a scope.
#[derive(Debug, thiserror::Error)]
#[error("not a scope")]
pub struct NoSuchScope;

impl FromStr for Scope {
    type Err = NoSuchScope;

    fn from_str(word: &str) -> Result<Self, NoSuchScope> {
        let found = Self::ALL.into_iter().find(|scope| scope.word() == word);
        found.ok_or(NoSuchScope)
    }
}
