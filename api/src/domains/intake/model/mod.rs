//! Pushes, what they send, and their receipts, as values.

mod accreditation;
mod push;
mod question;
mod sent;

use std::borrow::Cow;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identities;
use crate::kernel::error::Fault;
use crate::kernel::id::ProviderId;
use crate::kernel::language::{Language, Text};

pub use accreditation::{AccreditationContent, MOST_ACCREDITATIONS};
pub use push::{Atomicity, Mode, Options, Push, Receipt, State, Totals, out_of_range};
pub use question::{AnswerWord, Question, QuestionKind, QuestionState};
pub use sent::{Body, Digest, Item, Origin, Repeated, Sent, canonical};

/// The most rows that one push may have.
pub const MOST_ROWS: usize = 50_000;
/// The most rows that are done at once, in one transaction.
pub const AT_ONCE: usize = 500;
/// The most rows of a push that is done as a whole or not at all, in one transaction.
pub const MOST_WHOLE: usize = 5_000;
/// The most bytes that one row may have, and a push by GraphQL.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// The most bytes that one push may have, unpacked.
pub const MOST_BYTES_UNPACKED: usize = 200 * 1024 * 1024;
/// How many courses one answer may be about.
pub const MOST_ANSWERS: usize = 500;
/// How long a key gives the same receipt; after that it may be used anew.
pub const KEY_LIFE: TimeDelta = TimeDelta::days(30);

identities! {
    /// A push.
    PushId = "Push";
}

/// The sender's own name for one push: sent again, the same push.
#[derive(Clone, Debug)]
pub struct Key(String);

impl Key {
    /// Reads a key; `place` is where the caller wrote it. Quotes around it, as the
    /// header's draft standard has them, are no part of it.
    pub fn parse(place: &str, text: Option<&str>, faults: &mut Vec<Fault>) -> Option<Self> {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
            faults.push(Fault::at(
                place,
                "push.key_required",
                Text::new(
                    "een push heeft een eigen sleutel nodig, voor elke push een andere",
                    "a push needs a key of its own, another for each push",
                ),
            ));
            return None;
        };
        let bare = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .unwrap_or(text);
        let readable = bare.chars().all(|c| c.is_ascii_graphic());
        if bare.is_empty() || bare.len() > 255 || !readable {
            faults.push(Fault::at(
                place,
                "push.key_malformed",
                Text::new(
                    "de sleutel is 1 tot 255 zichtbare ASCII-tekens",
                    "the key is 1 to 255 visible ASCII characters",
                ),
            ));
            return None;
        }
        Some(Self(bare.to_owned()))
    }

    /// What is kept of it. A dry run has its keys for itself: what was tried with a key is done
    /// with the same.
    pub fn digest(&self, dry_run: bool) -> String {
        let mut digest = blake3::Hasher::new();
        digest.update(if dry_run { b" " } else { b"" });
        digest.update(self.0.as_bytes());
        digest.finalize().to_hex().to_string()
    }
}

/// The words of a provider's turn: one change of its offer at a time goes on from there.
pub fn turn(provider: ProviderId) -> String {
    format!("pushes:{}", provider.0)
}

/// What became of a row.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, async_graphql::Enum,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its course was not here, and is now
    Created,
    /// Its course changed, or one of its editions
    Updated,
    /// Its course was so already; it is confirmed
    Unchanged,
    /// It is refused, and changed nothing
    Rejected,
    /// It waits for an answer
    Asked,
}

/// How much a message matters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, async_graphql::Enum,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The row is refused for it
    Error,
    /// The row stands, but parents will see less than was sent
    Warning,
    /// Something to know
    Info,
}

/// Something to be said of a row, in both languages.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    /// How much it matters.
    pub level: Level,
    /// What it is about: a JSON pointer in the row, or a column; empty for the row.
    pub field: String,
    /// A code that never changes.
    pub code: Cow<'static, str>,
    nl: String,
    en: String,
}

impl Message {
    fn new(level: Level, field: impl Into<String>, code: &'static str, text: Text) -> Self {
        Self {
            level,
            field: field.into(),
            code: Cow::Borrowed(code),
            nl: text.nl.into_owned(),
            en: text.en.into_owned(),
        }
    }

    /// For what a row is refused.
    pub fn error(field: impl Into<String>, code: &'static str, text: Text) -> Self {
        Self::new(Level::Error, field, code, text)
    }

    /// For what is less than was sent.
    pub fn warning(field: impl Into<String>, code: &'static str, text: Text) -> Self {
        Self::new(Level::Warning, field, code, text)
    }

    /// For what is good to know.
    pub fn info(field: impl Into<String>, code: &'static str, text: Text) -> Self {
        Self::new(Level::Info, field, code, text)
    }

    /// What it says of an input at fault; nothing where it is no error, or was kept before.
    pub fn fault(&self) -> Option<Fault> {
        match &self.code {
            Cow::Borrowed(code) if self.is_error() => {
                let detail = Text::new(self.nl.clone(), self.en.clone());
                Some(Fault::at(self.field.clone(), code, detail))
            }
            _ => None,
        }
    }

    /// Whether the row is refused for it.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }

    /// The words in one language.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }
}

/// What became of one row, as the receipt keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReceiptRow {
    /// The sender's number of the row.
    pub row: i32,
    /// The sender's key of the course, as far as one could be read.
    pub external_id: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// The course; nothing where there is none.
    pub course: Option<Uuid>,
    /// What is to be said of it.
    pub messages: Vec<Message>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: Option<&str>) -> Result<String, &'static str> {
        let mut faults = Vec::new();
        let key = Key::parse("Idempotency-Key", text, &mut faults);
        key.map(|key| key.0).ok_or_else(|| faults[0].code)
    }

    #[test]
    fn a_key_is_visible_and_quotes_are_no_part_of_it() {
        assert_eq!(read(Some("\"2026-11\"")), Ok("2026-11".to_owned()));
        assert_eq!(read(Some(" 2026-11 ")), Ok("2026-11".to_owned()));
        assert_eq!(read(None), Err("push.key_required"));
        assert_eq!(read(Some("")), Err("push.key_required"));
        assert_eq!(read(Some("\"\"")), Err("push.key_malformed"));
        assert_eq!(read(Some("één")), Err("push.key_malformed"));
        assert_eq!(read(Some(&"x".repeat(256))), Err("push.key_malformed"));
    }
}
