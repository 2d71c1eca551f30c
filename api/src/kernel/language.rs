//! The two languages the API speaks.

use std::borrow::Cow;

/// A language for labels and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, async_graphql::Enum)]
pub enum Language {
    /// Dutch, what is spoken unless asked otherwise.
    #[default]
    Nl,
    /// English.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// Picks from an `Accept-Language` header: the best of the two that it names.
    ///
    /// Dutch where it names neither; a language with `q=0` is one it refuses.
    pub fn negotiate(header: Option<&str>) -> Self {
        let mut best = (0.0_f32, Self::Nl);
        for range in header.unwrap_or_default().split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.parse().unwrap_or(0.0));
            let language = match tag.split('-').next().unwrap_or_default() {
                tag if tag.eq_ignore_ascii_case("nl") || tag == "*" => Self::Nl,
                tag if tag.eq_ignore_ascii_case("en") => Self::En,
                _ => continue,
            };
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }

    /// The language that a resolver's failure is worded in, inside [`SPOKEN`].
    pub fn spoken() -> Self {
        SPOKEN.try_with(|language| *language).unwrap_or_default()
    }

    /// The tag for `Content-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }
}

tokio::task_local! {
    /// The language of the GraphQL operation being executed: a failure becomes an
    /// answer where nothing of the request is in reach.
    pub static SPOKEN: Language;
}

/// The same words in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The Dutch words.
    pub nl: Cow<'static, str>,
    /// The English words.
    pub en: Cow<'static, str>,
}

impl Text {
    /// Words known when the program is written or built at run time.
    pub fn new(nl: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self {
            nl: nl.into(),
            en: en.into(),
        }
    }

    /// The words in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heavier_language_wins_and_dutch_stands_in() {
        let cases = [
            (None, Language::Nl),
            (Some("en"), Language::En),
            (Some("en-GB, nl;q=0.8"), Language::En),
            (Some("en;q=0.5, nl-NL"), Language::Nl),
            (Some("de, fr;q=0.2"), Language::Nl),
            (Some("en;q=0"), Language::Nl),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::negotiate(header), expected, "{header:?}");
        }
    }
}
