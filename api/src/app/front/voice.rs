//! One language, and how it says words, numbers and days.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use crate::kernel::language::{Language, Text};

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// The language of one page.
#[derive(Clone, Copy, Debug)]
pub struct Voice(pub Language);

impl Voice {
    /// Words in this language.
    pub fn say(self, nl: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Language::Nl => nl,
            Language::En => en,
        }
    }

    /// Words that the catalogue has in both languages.
    pub fn read(self, text: &Text) -> &str {
        text.get(self.0)
    }

    /// One word for one, another for any other number.
    pub fn count(self, number: usize, nl: [&'static str; 2], en: [&'static str; 2]) -> String {
        let at = usize::from(number != 1);
        format!("{number} {}", self.say(nl[at], en[at]))
    }

    /// A day, for people and for programs.
    pub fn day(self, day: NaiveDate) -> Markup {
        let month = MONTHS.get(day.month0() as usize).copied();
        let (nl, en) = month.unwrap_or_default();
        html! {
            time datetime=(day) { (day.day()) " " (self.say(nl, en)) " " (day.year()) }
        }
    }
}
