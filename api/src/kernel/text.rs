//! What people write: the rules that every text keeps to, and what in it may tell who
//! or where somebody is.
//!
//! The latter catches what is written without a thought, before anything is kept.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::error::Fault;
use super::language::Text;

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
            ("text.holds_email", "een e-mailadres", "an e-mail address"),
        ),
        // A bare domain in lower case: `goed.De` is a forgotten space.
        (
            r"(?:(?i)https?://|www\.)\S|\b[\p{L}\p{N}-]{2,}\.(?:nl|com|org|net|eu|be|de|info)\b",
            ("text.holds_url", "een webadres", "a web address"),
        ),
        // Nine digits or more: telephones, accounts, and the number of a citizen.
        (
            r"\d(?:[\s./()-]{0,2}\d){8,}",
            (
                "text.holds_number",
                "een telefoonnummer of ander persoonlijk nummer",
                "a telephone number or another personal number",
            ),
        ),
        (
            r"\b[1-9]\d{3}\s?[A-Z]{2}\b",
            ("text.holds_postcode", "een postcode", "a postcode"),
        ),
    ]
    .into_iter()
    .filter_map(|(pattern, (code, nl, en))| {
        let pattern = Regex::new(pattern).ok()?;
        Some(Sign { pattern, code, nl, en })
    })
    .collect()
    });

/// A text without the space around it; nothing where that leaves nothing. What is
/// wrong with it joins the faults.
pub fn written(
    pointer: &str,
    sent: &str,
    longest: usize,
    faults: &mut Vec<Fault>,
) -> Option<String> {
    let text = readable(pointer, sent, longest, faults);
    faults.extend(telling(pointer, &text));
    (!text.is_empty()).then_some(text)
}

/// A text without the space around it, held to its length and to what can be read.
fn readable(pointer: &str, sent: &str, longest: usize, faults: &mut Vec<Fault>) -> String {
    let text = sent.trim();
    if text.chars().count() > longest {
        faults.push(Fault::at(
            pointer,
            "text.too_long",
            Text::new(
                format!("gebruik hoogstens {longest} tekens"),
                format!("use {longest} characters at most"),
            ),
        ));
    }
    if text.contains(is_unreadable) {
        faults.push(Fault::at(
            pointer,
            "text.unprintable",
            Text::new(
                "hier staan tekens in die niemand kan lezen",
                "this holds characters that nobody can read",
            ),
        ));
    }
    text.to_owned()
}

/// Whether nobody can read a character.
///
/// Controls, what turns the direction of what follows, and what is as wide as a letter or as
/// nothing and shows none (Unicode's `Cf`, and blanks that are letters). The joiner that emoji
/// are made with is left.
pub fn is_unreadable(c: char) -> bool {
    let shows_nothing = matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    );
    shows_nothing || (c.is_control() && !['\n', '\r', '\t'].contains(&c))
}

/// A text that has to be there: empty where it is not, which is one of the faults.
pub fn required(pointer: &str, sent: &str, longest: usize, faults: &mut Vec<Fault>) -> String {
    let text = written(pointer, sent, longest, faults);
    faults.extend(text.is_none().then(|| empty(pointer)));
    text.unwrap_or_default()
}

/// A text of office that has to be there: it may say where something can be found.
pub fn office(pointer: &str, sent: &str, longest: usize, faults: &mut Vec<Fault>) -> String {
    let text = readable(pointer, sent, longest, faults);
    faults.extend(text.is_empty().then(|| empty(pointer)));
    text
}

/// As [`required`], of a name or a title: it stands on one line, wherever it is shown.
pub fn required_line(pointer: &str, sent: &str, longest: usize, faults: &mut Vec<Fault>) -> String {
    let text = required(pointer, sent, longest, faults);
    faults.extend(broken(&text).then(|| line_break(pointer)));
    text
}

/// As [`office`], of a name or a title: it stands on one line, wherever it is shown.
pub fn office_line(pointer: &str, sent: &str, longest: usize, faults: &mut Vec<Fault>) -> String {
    let text = office(pointer, sent, longest, faults);
    faults.extend(broken(&text).then(|| line_break(pointer)));
    text
}

/// Whether a text stands on more lines than one.
pub fn broken(text: &str) -> bool {
    text.contains(['\n', '\r'])
}

fn line_break(pointer: &str) -> Fault {
    Fault::at(
        pointer,
        "text.line_break",
        Text::new("schrijf dit op één regel", "write this on one line"),
    )
}

/// Whether a text is the address of a public page: https, a host with a dot, nobody's
/// name and password in it.
pub fn is_address(text: &str) -> bool {
    // What a browser would mend or skip is none: the text is kept as it was sent.
    let odd = |c: char| c.is_whitespace() || is_unreadable(c) || "\"<>\\^`{|}".contains(c);
    if text.len() > LONGEST_ADDRESS || text.contains(odd) {
        return false;
    }
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let bare = url.username().is_empty() && url.password().is_none();
    url.scheme() == "https" && bare && url.domain().is_some_and(|host| host.contains('.'))
}

/// How long an address may be, in bytes.
const LONGEST_ADDRESS: usize = 2_000;

fn empty(pointer: &str) -> Fault {
    Fault::at(
        pointer,
        "text.empty",
        Text::new("schrijf hier iets", "write something here"),
    )
}

/// Everything in a text that may tell who somebody is.
fn telling(pointer: &str, text: &str) -> Vec<Fault> {
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

/// A cell that no spreadsheet takes for a formula: what others wrote is opened in them.
pub fn inert(cell: &str) -> Cow<'_, str> {
    let number = cell.parse::<f64>().is_ok();
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if !number => format!("'{cell}").into(),
        _ => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let found = telling("/strong", text);
        found.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn a_text_is_trimmed_and_every_fault_of_it_named() {
        let mut faults = Vec::new();
        assert_eq!(required("/a", " ja\n", 2, &mut faults), "ja");
        assert_eq!(written("/b", " \t", 2, &mut faults), None);
        assert!(faults.is_empty());
        required("/c", " ", 9, &mut faults);
        office("/e", "twee\nregels", 90, &mut faults);
        office_line("/e", "twee\nregels", 90, &mut faults);
        required_line("/f", " een regel\n", 90, &mut faults);
        required("/d", "te lang \u{7} www.x.nl", 9, &mut faults);

        let told: Vec<_> = faults.iter().map(|fault| fault.code).collect();
        let wanted = [
            "text.empty",
            "text.line_break",
            "text.too_long",
            "text.unprintable",
            "text.holds_url",
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(SIGNS.len(), 4);
    }

    #[test]
    fn what_tells_who_or_where_somebody_is_is_seen() {
        for (text, code) in [
            ("mail me op an@voorbeeld.nl", "text.holds_email"),
            ("an (at) voorbeeld.nl", "text.holds_email"),
            ("zie HTTPS://voorbeeld", "text.holds_url"),
            ("kijk op www.voorbeeld.nl", "text.holds_url"),
            ("zie voorbeeld.nl", "text.holds_url"),
            ("bel 06-12345678", "text.holds_number"),
            ("bel +31 (0)6 12 34 56 78", "text.holds_number"),
            ("mijn nummer is 123456789", "text.holds_number"),
            ("wij wonen op 1234 AB", "text.holds_postcode"),
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

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expect) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-12.50", "-12.50"),
            ("- een lijst", "'- een lijst"),
            ("Balans in je gezin", "Balans in je gezin"),
        ] {
            assert_eq!(inert(cell), expect);
        }
    }
}
