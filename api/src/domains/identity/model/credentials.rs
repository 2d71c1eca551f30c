//! What people show: an address and a password.

use std::fmt;

use crate::kernel::error::Fault;
use crate::kernel::language::Text;

/// An address, normalised: trimmed, in lower case. It is never printed.
///
/// Only ASCII is taken: two addresses that look alike must be alike.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address, or says what is wrong with it.
    pub fn parse(text: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let address = text.trim().to_ascii_lowercase();
        if is_address(&address) {
            return Some(Self(address));
        }
        faults.push(Fault::at(
            "/email",
            "account.email_invalid",
            Text::new("dit is geen e-mailadres", "this is not an e-mail address"),
        ));
        None
    }

    /// What stood in the database was an address once.
    pub(in super::super) fn stored(address: String) -> Self {
        Self(address)
    }

    /// The address, for a letter or its owner.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let dots_between = |part: &str| part.split('.').all(|word| !word.is_empty());
    let local_fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let label_fits = |label: &str| !label.starts_with('-') && !label.ends_with('-');
    let domain_fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    text.len() <= 254
        && local.len() <= 64
        && local.chars().all(local_fits)
        && dots_between(local)
        && domain.contains('.')
        && domain.chars().all(domain_fits)
        && domain.split('.').all(label_fits)
        && dots_between(domain)
}

/// A password as somebody typed it. It is never printed.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// The fewest characters of a password.
    pub const MIN: usize = 10;
    /// The most characters of a password.
    pub const MAX: usize = 128;

    /// Takes a password to be set. Length is what counts, and that nobody guesses it; what it
    /// is made of is free.
    pub fn choose(text: &str, email: Option<&Email>, faults: &mut Vec<Fault>) -> Option<Self> {
        let length = text.chars().count();
        let fault = if length < Self::MIN {
            Fault::at(
                "/password",
                "account.password_too_short",
                Text::new(
                    format!("een wachtwoord heeft minstens {} tekens", Self::MIN),
                    format!("a password has at least {} characters", Self::MIN),
                ),
            )
        } else if length > Self::MAX {
            Fault::at(
                "/password",
                "account.password_too_long",
                Text::new(
                    format!("een wachtwoord heeft hoogstens {} tekens", Self::MAX),
                    format!("a password has at most {} characters", Self::MAX),
                ),
            )
        } else if email.is_some_and(|email| text.trim().eq_ignore_ascii_case(&email.0)) {
            Fault::at(
                "/password",
                "account.password_is_email",
                Text::new(
                    "kies een ander wachtwoord dan je e-mailadres",
                    "choose a password that is not your e-mail address",
                ),
            )
        } else if is_guessed(text, email) {
            Fault::at(
                "/password",
                "account.password_guessed",
                Text::new(
                    "dit wachtwoord is snel te raden; kies bijvoorbeeld een paar woorden die niet bij elkaar horen",
                    "this password is soon guessed; choose for instance a few words that do not belong together",
                ),
            )
        } else {
            return Some(Self(text.to_owned()));
        };
        faults.push(fault);
        None
    }

    /// Takes a password to be tried: too long for any that was ever set, and it is
    /// cut, so that nobody can make us hash a book.
    pub fn try_with(text: &str) -> Self {
        Self(text.chars().take(Self::MAX + 1).collect())
    }

    pub(in super::super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Whether a password is among the first that somebody would try: one that leaked before, or
/// words and rows of keys that are put together as everybody does.
///
/// A million guesses (zxcvbn, Wheeler 2016, <https://www.usenix.org/conference/usenixsecurity16/technical-sessions/presentation/wheeler>)
/// is what that paper advises against guessing where attempts are limited. The start of a long
/// text is enough: more of it takes more guesses.
fn is_guessed(text: &str, email: Option<&Email>) -> bool {
    let start: String = text.chars().take(LOOKED_AT).collect();
    let name = email.and_then(|email| email.0.split('@').next());
    let mut known = OBVIOUS.to_vec();
    known.extend(name);
    zxcvbn::zxcvbn(&start, &known).score() < zxcvbn::Score::Two
}

/// How much of a password is looked at, in characters.
const LOOKED_AT: usize = 32;

/// What people here take first, and no list of English words has.
const OBVIOUS: [&str; 24] = [
    "welkom",
    "wachtwoord",
    "geheim",
    "pleegzorg",
    "pleegouder",
    "pleegouders",
    "pleegkind",
    "pleeggezin",
    "pijler",
    "nederland",
    "amsterdam",
    "rotterdam",
    "utrecht",
    "feyenoord",
    "oranje",
    "lente",
    "zomer",
    "herfst",
    "winter",
    "zonnetje",
    "vakantie",
    "ikhouvanjou",
    "liefje",
    "schatje",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<String> {
        Email::parse(text, &mut Vec::new()).map(|email| email.as_str().to_owned())
    }

    #[test]
    fn an_address_is_trimmed_and_lowered_and_anything_else_is_refused() {
        assert_eq!(
            parse(" An@Voorbeeld.NL ").as_deref(),
            Some("an@voorbeeld.nl")
        );
        let wrong = [
            "",
            "an",
            "an@",
            "@nl.nl",
            "an@nl",
            "a n@nl.nl",
            "an@nl..nl",
            "an@-nl.nl",
            "an@nl.nl\r\nBcc: x@y.nl",
            ".an@nl.nl",
            "an@nl.nl,x@y.nl",
            "án@nl.nl",
        ];
        for text in wrong {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_password_is_judged_by_length_and_may_not_be_the_address() {
        let mut faults = Vec::new();
        let email = Email::parse("an.jansen@voorbeeld.nl", &mut faults);
        let code = |text: &str| {
            let mut faults = Vec::new();
            Password::choose(text, email.as_ref(), &mut faults);
            faults.first().map(|fault| fault.code)
        };

        assert_eq!(code("zonnebloem"), None);
        for guessed in [
            "1234567890",
            "qwertyuiop",
            "Welkom2026",
            "pleegzorg1",
            "an.jansen1",
            "aaaaaaaaaaaa",
            "password123",
        ] {
            assert_eq!(code(guessed), Some("account.password_guessed"), "{guessed}");
        }
        assert_eq!(code("fiets paard batterij"), None);
        assert_eq!(code("negentien"), Some("account.password_too_short"));
        assert_eq!(code(&"x".repeat(129)), Some("account.password_too_long"));
        assert_eq!(
            code("An.Jansen@voorbeeld.nl"),
            Some("account.password_is_email")
        );
    }
}
