//! What is wrong with a row, or worth knowing of it.

use std::collections::BTreeMap;

use super::fields::short;
use super::known::Unfit;
use crate::domains::intake::model::Message;
use crate::kernel::language::Text;

/// The most that is told of one row; what follows is counted only.
const MOST_TOLD: usize = 25;

/// What is told of a row so far.
#[derive(Debug, Default)]
pub struct Told {
    messages: Vec<Message>,
    raw: BTreeMap<String, String>,
    /// How many errors there are.
    pub faults: usize,
    untold: usize,
}

impl Told {
    /// Notes an error.
    pub fn fault(&mut self, place: &str, code: &'static str, text: Text) {
        self.faults += 1;
        self.note(Message::error(short(place, 200), code, text));
    }

    /// Notes a warning.
    pub fn warn(&mut self, place: &str, code: &'static str, text: Text) {
        self.note(Message::warning(short(place, 200), code, text));
    }

    /// Notes a code that we do not know, and what helps. It is kept as it was written.
    pub fn unknown<T>(
        &mut self,
        place: &str,
        code: &'static str,
        word: &str,
        known: &Text,
    ) -> Option<T> {
        self.raw.insert(place.to_owned(), word.to_owned());
        let text = Text::new(
            format!(
                "\u{201c}{word}\u{201d} kennen we niet; we bewaren wat je schreef. {}",
                known.nl
            ),
            format!(
                "we do not know \u{201c}{word}\u{201d}; what you wrote is kept. {}",
                known.en
            ),
        );
        self.note(Message::warning(place, code, text));
        None
    }

    /// Notes a code that a course cannot get, and what helps. It is kept as it was written.
    pub fn unfit<T>(
        &mut self,
        place: &str,
        code: &'static str,
        word: &str,
        (why, known): (Unfit, &Text),
    ) -> Option<T> {
        if why == Unfit::Unknown {
            return self.unknown(place, code, word, known);
        }
        self.raw.insert(place.to_owned(), word.to_owned());
        let text = Text::new(
            format!(
                "\u{201c}{word}\u{201d} gebruiken we niet meer; we bewaren wat je schreef. {}",
                known.nl
            ),
            format!(
                "\u{201c}{word}\u{201d} has retired; what you wrote is kept. {}",
                known.en
            ),
        );
        self.note(Message::warning(place, "row.retired_code", text));
        None
    }

    /// What was written where we know no such code.
    pub fn raw_codes(&mut self) -> BTreeMap<String, String> {
        std::mem::take(&mut self.raw)
    }

    /// Ends the reading: what is told, and whether the row is sound.
    pub fn finish(mut self) -> (Vec<Message>, bool) {
        if self.untold > 0 {
            let more = self.untold;
            let text = Text::new(
                format!("en nog {more} opmerkingen over deze rij"),
                format!("and {more} more messages about this row"),
            );
            let last = match self.faults {
                0 => Message::warning("", "row.more", text),
                _ => Message::error("", "row.more", text),
            };
            self.messages.push(last);
        }
        (self.messages, self.faults == 0)
    }

    fn note(&mut self, message: Message) {
        if self.messages.len() < MOST_TOLD {
            self.messages.push(message);
        } else {
            self.untold += 1;
        }
    }
}
