//! The terms of use: a text with a version, to which people agree.

use chrono::{DateTime, Utc};

use crate::kernel::language::Language;

/// The terms of use as they stand.
#[derive(Clone, Copy, Debug)]
pub struct TermsOfUse {
    /// Their version: the month in which they were written.
    pub version: &'static str,
    /// Whether they have yet to be looked at by those who know.
    pub draft: bool,
    dutch: &'static str,
    english: &'static str,
}

/// The terms of use as they stand.
pub const TERMS: TermsOfUse = TermsOfUse {
    version: "2026-11",
    draft: true,
    dutch: include_str!("../../../../../data/terms_of_use.nl.md"),
    english: include_str!("../../../../../data/terms_of_use.en.md"),
};

impl TermsOfUse {
    /// The text, in a language.
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::Nl => self.dutch,
            Language::En => self.english,
        }
    }
}

/// To which terms of use somebody agreed.
#[derive(Clone, Debug, Default)]
pub struct OwnTerms {
    /// Which version; none where nobody asked yet.
    pub agreed: Option<String>,
    /// When.
    pub agreed_at: Option<DateTime<Utc>>,
}
