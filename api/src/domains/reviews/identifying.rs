//! What in a text may tell who or where somebody is.
//!
//! It catches what is written without a thought. A moderator reads every text too.

use std::sync::LazyLock;

use regex::Regex;

use crate::kernel::error::Fault;
use crate::kernel::language::Text;

/// What is looked for: a pattern, the code of its fault, and what it is called.
struct Sign {
    pattern: Regex,
    code: &'static str,
    nl: &'static str,
    en: &'static str,
}

static SIGNS: LazyLock<Vec<Sign>> =
    LazyLock::new(|| {
        [
        (
            r"(?i)[\p{L}\p{N}._%+-]+\s?(?:@|[\(\[]at[\)\]])\s?[\p{L}\p{N}-]+\.\p{L}{2,}",
            ("review.holds_email", "een e-mailadres", "an e-mail address"),
        ),
        // A bare domain in lower case: `goed.De` is a forgotten space.
        (
            r"(?:(?i)https?://|www\.)\S|\b[\p{L}\p{N}-]{2,}\.(?:nl|com|org|net|eu|be|de|info)\b",
            ("review.holds_url", "een webadres", "a web address"),
        ),
        // Nine digits or more: telephones, accounts, and the number of a citizen.
        (
            r"\d(?:[\s./()-]{0,2}\d){8,}",
            (
                "review.holds_number",
                "een telefoonnummer of ander persoonlijk nummer",
                "a telephone number or another personal number",
            ),
        ),
        (
            r"\b[1-9]\d{3}\s?[A-Z]{2}\b",
            ("review.holds_postcode", "een postcode", "a postcode"),
        ),
    ]
    .into_iter()
    .filter_map(|(pattern, (code, nl, en))| {
        let pattern = Regex::new(pattern).ok()?;
        Some(Sign { pattern, code, nl, en })
    })
    .collect()
    });

/// Names everything in a text that may tell who somebody is.
pub fn faults(pointer: &str, text: &str) -> Vec<Fault> {
    let found = SIGNS.iter().filter(|sign| sign.pattern.is_match(text));
    found
        .map(|sign| {
            let detail = Text::new(
                format!(
                    "hier lijkt {} in te staan; haal weg wat vertelt wie of waar iemand is",
                    sign.nl
                ),
                format!(
                    "this seems to hold {}; take out what tells who or where somebody is",
                    sign.en
                ),
            );
            Fault::at(pointer, sign.code, detail)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let found = faults("/strong", text);
        found.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(SIGNS.len(), 4);
    }

    #[test]
    fn what_tells_who_or_where_somebody_is_is_seen() {
        for (text, code) in [
            ("mail me op an@voorbeeld.nl", "review.holds_email"),
            ("an (at) voorbeeld.nl", "review.holds_email"),
            ("zie HTTPS://voorbeeld", "review.holds_url"),
            ("kijk op www.voorbeeld.nl", "review.holds_url"),
            ("zie voorbeeld.nl", "review.holds_url"),
            ("bel 06-12345678", "review.holds_number"),
            ("bel +31 (0)6 12 34 56 78", "review.holds_number"),
            ("mijn nummer is 123456789", "review.holds_number"),
            ("wij wonen op 1234 AB", "review.holds_postcode"),
        ] {
            assert!(codes(text).contains(&code), "{text}: {:?}", codes(text));
        }
    }

    #[test]
    fn plain_words_and_numbers_are_let_be() {
        for text in [
            "Goed.De trainer wist er veel van.",
            "Van 2019 tot 2024, 3 avonden van 19.30 tot 21.30 uur.",
            "10 van de 12 keer hielp het @ thuis",
            "Het boek uit 2020 is duur: € 1250,00!",
        ] {
            assert_eq!(codes(text), Vec::<&str>::new(), "{text}");
        }
    }
}
