//! Codes on paper: short enough to type over, and telling a slip of the pen from a guess.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::kernel::clock::Ids;
use crate::kernel::error::{ApiError, Fault};
use crate::kernel::language::Text;
use crate::kernel::pseudonym::Pseudonyms;

/// Digits and letters that nobody confuses: as Crockford's, without the nought, so that there
/// is a prime number of them and one character checks all others.
const ALPHABET: &[u8; 31] = b"123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many characters say something: 59 bits.
const LENGTH: usize = 12;

/// A code as it stands on paper, without its hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// Draws a code.
    pub fn draw(ids: &Ids) -> Self {
        let mut values = [0; LENGTH];
        let mut filled = 0;
        while filled < LENGTH {
            for byte in ids.secret::<32>() {
                // What is left over after whole alphabets would make some characters likelier.
                let fair = usize::from(byte) < 256 / ALPHABET.len() * ALPHABET.len();
                if fair && filled < LENGTH {
                    values[filled] = byte % 31;
                    filled += 1;
                }
            }
        }
        Self(values)
    }

    /// Reads a code as people type it: any case, with or without hyphens and spaces. Nothing
    /// where a character is wrong, or two changed places.
    pub fn read(typed: &str) -> Option<Self> {
        let mut values = [0; LENGTH + 1];
        let mut at = 0;
        let written = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
        for one in written {
            let one = match one.to_ascii_uppercase() {
                'I' | 'L' => '1',
                other => other,
            };
            let value = ALPHABET
                .iter()
                .position(|known| char::from(*known) == one)?;
            *values.get_mut(at)? = u8::try_from(value).ok()?;
            at += 1;
        }
        let (said, check) = values.split_at(LENGTH);
        let code = Self(said.try_into().ok()?);
        (at == LENGTH + 1 && check == [code.check()]).then_some(code)
    }

    /// As [`Self::read`]; a slip of the pen is told as one, with the code of whoever reads.
    pub fn typed(typed: &str, mistyped: &'static str) -> Result<Self, ApiError> {
        let slip = || {
            let words = Text::new(
                "er zit een tikfout in deze code; kijk nog eens goed",
                "there is a slip in this code; look once more",
            );
            ApiError::invalid(vec![Fault::at("/code", mistyped, words)])
        };
        Self::read(typed).ok_or_else(slip)
    }

    /// The character that checks the others.
    fn check(&self) -> u8 {
        let weighed = self.0.iter().zip(1u32..);
        let sum: u32 = weighed
            .map(|(value, weight)| u32::from(*value) * weight)
            .sum();
        u8::try_from(sum % 31).unwrap_or_default()
    }

    /// The code as it stands on paper, in groups that can be read out.
    pub fn written(&self) -> String {
        let mut text = String::with_capacity(LENGTH + 4);
        let check = self.check();
        for (place, value) in self.0.iter().chain([&check]).enumerate() {
            if place > 0 && place % 4 == 0 && place < LENGTH {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*value)]));
        }
        text
    }

    /// What is kept of it, for a purpose: nobody finds the code by it without the key, which no
    /// table has.
    pub fn digest(&self, purpose: &str, pseudonyms: &Pseudonyms) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(pseudonyms.of(purpose, &[&self.0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_the_same_however_it_is_typed() {
        let code = Code::draw(&Ids::System);
        let written = code.written();
        assert_eq!(written.len(), 15);
        assert_eq!(Code::read(&written), Some(code.clone()));
        let sloppy = format!(" {} ", written.to_lowercase().replace('-', " "));
        assert_eq!(Code::read(&sloppy.replace('1', "l")), Some(code));
    }

    #[test]
    fn one_character_wrong_or_two_changed_is_seen() {
        let written = Code::draw(&Ids::System).written().replace('-', "");
        let bytes = written.as_bytes();
        for at in 0..bytes.len() {
            for other in ALPHABET.iter().filter(|other| **other != bytes[at]) {
                let mut wrong = bytes.to_vec();
                wrong[at] = *other;
                assert_eq!(Code::read(&String::from_utf8(wrong).unwrap()), None);
            }
        }
        for at in 1..LENGTH {
            let mut wrong = bytes.to_vec();
            wrong.swap(at - 1, at);
            if wrong != bytes {
                assert_eq!(Code::read(&String::from_utf8(wrong).unwrap()), None);
            }
        }
        for text in ["", "123", &format!("{written}1"), &written[1..]] {
            assert_eq!(Code::read(text), None, "{text}");
        }
    }
}
