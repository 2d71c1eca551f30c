//! Taking a row apart member by member, and telling what is wrong with each.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveTime};
use serde_json::{Map, Value};

use super::told::Told;
use super::values;
use crate::kernel::language::Text;
use crate::kernel::text::{broken, is_unreadable};

/// How long a code may be.
const LONGEST_CODE: usize = 100;
/// How many codes a list may have.
const MOST_CODES: usize = 50;

/// The beginning of a text that may be of any length.
pub fn short(text: &str, longest: usize) -> &str {
    match text.char_indices().nth(longest) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// The members of a row or of an edition. Whatever is not taken is unknown.
#[derive(Debug)]
pub struct Fields<'a> {
    members: &'a Map<String, Value>,
    base: &'a str,
    taken: Vec<&'static str>,
    told: &'a mut Told,
}

impl<'a> Fields<'a> {
    /// The members of an object that stands at `base`.
    pub fn of(members: &'a Map<String, Value>, base: &'a str, told: &'a mut Told) -> Self {
        Self {
            members,
            base,
            taken: Vec::new(),
            told,
        }
    }

    /// Notes an error about a member.
    pub fn fault(&mut self, name: &str, code: &'static str, text: Text) {
        let place = format!("{}/{name}", self.base);
        self.told.fault(&place, code, text);
    }

    /// Whether a member is there.
    pub fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    fn take(&mut self, name: &'static str) -> Option<&'a Value> {
        self.taken.push(name);
        self.members.get(name)
    }

    fn malformed<T>(&mut self, name: &str, text: Text) -> Option<T> {
        self.fault(name, "row.malformed", text);
        None
    }

    /// A text, without the space around it; empty is unknown.
    pub fn text(&mut self, name: &'static str, longest: usize) -> Option<String> {
        let value = self.take(name)?;
        let Some(text) = value.as_str() else {
            return self.malformed(name, Text::new("is een tekst", "is a text"));
        };
        self.held(name, text, longest)
    }

    fn held(&mut self, name: &str, text: &str, longest: usize) -> Option<String> {
        let text = text.trim();
        if text.chars().count() > longest {
            let detail = Text::new(
                format!("is hoogstens {longest} tekens lang"),
                format!("is at most {longest} characters long"),
            );
            self.fault(name, "row.too_long", detail);
            return None;
        }
        // No database keeps a NUL, and no reader can see the others.
        if text.contains(is_unreadable) {
            let detail = Text::new(
                "heeft tekens die niemand kan lezen",
                "has characters that nobody can read",
            );
            self.fault(name, "row.unreadable", detail);
            return None;
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A text on one line, as names and titles are.
    pub fn line(&mut self, name: &'static str, longest: usize) -> Option<String> {
        let text = self.text(name, longest)?;
        if broken(&text) {
            let detail = Text::new("schrijf dit op één regel", "write this on one line");
            self.fault(name, "row.line_break", detail);
        }
        Some(text)
    }

    /// A text on one line that has to be there.
    pub fn required(&mut self, name: &'static str, longest: usize) -> Option<String> {
        let before = self.told.faults;
        let text = self.line(name, longest);
        if text.is_none() && self.told.faults == before {
            let detail = Text::new("dit is nodig en ontbreekt", "this is needed and missing");
            self.fault(name, "row.missing", detail);
        }
        text
    }

    /// The values of a list.
    pub fn list(&mut self, name: &'static str, most: usize) -> Option<Vec<Value>> {
        let value = self.take(name)?;
        let Some(items) = value.as_array() else {
            return self.malformed(name, Text::new("is een lijst", "is a list"));
        };
        if items.len() > most {
            let detail = Text::new(
                format!("heeft hoogstens {most} onderdelen"),
                format!("has at most {most} items"),
            );
            self.fault(name, "row.too_many", detail);
            return None;
        }
        Some(items.clone())
    }

    /// A list of codes, each with its place.
    pub fn codes(&mut self, name: &'static str) -> Vec<(String, String)> {
        self.names(name, MOST_CODES, LONGEST_CODE)
    }

    /// A list of names, each with its place.
    pub fn names(
        &mut self,
        name: &'static str,
        most: usize,
        longest: usize,
    ) -> Vec<(String, String)> {
        let items = self.list(name, most).unwrap_or_default();
        let mut codes = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let inner = format!("{name}/{at}");
            match item.as_str() {
                Some(text) => {
                    let code = self.held(&inner, text, longest);
                    codes.extend(code.map(|code| (format!("{}/{inner}", self.base), code)));
                }
                None => {
                    let _: Option<()> =
                        self.malformed(&inner, Text::new("is een code", "is a code"));
                }
            }
        }
        codes
    }

    /// A whole number within bounds.
    pub fn whole(&mut self, name: &'static str, bounds: RangeInclusive<i32>) -> Option<i32> {
        let value = self.take(name)?;
        let detail = || {
            Text::new(
                format!(
                    "is een geheel getal van {} tot {}",
                    bounds.start(),
                    bounds.end()
                ),
                format!(
                    "is a whole number from {} to {}",
                    bounds.start(),
                    bounds.end()
                ),
            )
        };
        let Some(number) = value.as_i64() else {
            return self.malformed(name, detail());
        };
        let within = i32::try_from(number).ok().filter(|it| bounds.contains(it));
        if within.is_none() {
            self.fault(name, "row.out_of_range", detail());
        }
        within
    }

    /// A whole number within bounds that has to be there.
    pub fn needed(&mut self, name: &'static str, bounds: RangeInclusive<i32>) -> Option<i32> {
        let before = self.told.faults;
        let number = self.whole(name, bounds);
        if number.is_none() && self.told.faults == before {
            let detail = Text::new("dit is nodig en ontbreekt", "this is needed and missing");
            self.fault(name, "row.missing", detail);
        }
        number
    }

    /// Whether something is so.
    pub fn truth(&mut self, name: &'static str) -> Option<bool> {
        let value = self.take(name)?;
        match value.as_bool() {
            None => self.malformed(name, Text::new("is true of false", "is true or false")),
            truth => truth,
        }
    }

    /// The least and the most of something: either, both or neither.
    pub fn bounds(
        &mut self,
        [from, to]: [&'static str; 2],
        within: RangeInclusive<i32>,
    ) -> (Option<i32>, Option<i32>) {
        let bounds = (self.whole(from, within.clone()), self.whole(to, within));
        if let (Some(least), Some(most)) = bounds
            && most < least
        {
            let detail = Text::new(
                format!("is minder dan {from}"),
                format!("is less than {from}"),
            );
            self.fault(to, "row.bounds_reversed", detail);
        }
        bounds
    }

    /// A number of any kind.
    pub fn number(&mut self, name: &'static str, detail: Text) -> Option<f64> {
        let value = self.take(name)?;
        let number = value.as_f64();
        number.or_else(|| self.malformed(name, detail))
    }

    /// A number of hours, in minutes.
    pub fn hours(&mut self, name: &'static str) -> Option<i32> {
        let detail = Text::new(
            "is een aantal uren, meer dan 0 en hoogstens 5000; onbekend laat je weg",
            "is a number of hours, above 0 and at most 5000; leave out what is unknown",
        );
        let hours = self.number(name, detail.clone())?;
        let minutes = (hours * 60.0).round();
        if !(1.0..=300_000.0).contains(&minutes) {
            self.fault(name, "row.out_of_range", detail);
            return None;
        }
        Some(minutes as i32)
    }

    /// The price in cents, from `priceCents` or from `price` in words or euros.
    pub fn cents(&mut self) -> Option<i32> {
        let cents = self.whole("priceCents", 0..=10_000_000);
        let said = match self.take("price") {
            None => return cents,
            Some(Value::String(text)) => values::price(text),
            Some(Value::Number(number)) => values::price(&number.to_string()),
            Some(_) => None,
        };
        let Some(said) = said else {
            let detail = Text::new(
                "is een bedrag in euro's (24,50), \u{201c}free\u{201d} of \u{201c}unknown\u{201d}",
                "is an amount in euros (24.50), \u{201c}free\u{201d} or \u{201c}unknown\u{201d}",
            );
            return self.malformed("price", detail);
        };
        if cents.is_some() && cents != said {
            let detail = Text::new(
                "zegt iets anders dan priceCents",
                "says something else than priceCents",
            );
            self.fault("price", "row.price_contradicts", detail);
        }
        cents.or(said)
    }

    /// A language, by its code of two letters.
    pub fn language(&mut self, name: &'static str) -> Option<String> {
        let text = self.text(name, LONGEST_CODE)?.to_lowercase();
        if text.len() == 2 && text.chars().all(|c| c.is_ascii_lowercase()) {
            return Some(text);
        }
        let detail = Text::new(
            "is een taalcode van twee letters: nl, en",
            "is a language code of two letters: nl, en",
        );
        self.malformed(name, detail)
    }

    /// The address of a page that can be reached safely.
    pub fn address(&mut self, name: &'static str) -> Option<String> {
        let text = self.text(name, 2_000)?;
        if values::is_address(&text) {
            return Some(text);
        }
        let detail = Text::new(
            "is een adres dat met https:// begint",
            "is an address that begins with https://",
        );
        self.fault(name, "row.bad_address", detail);
        None
    }

    /// A day.
    pub fn day(&mut self, name: &'static str) -> Option<NaiveDate> {
        let text = self.text(name, LONGEST_CODE)?;
        let day = values::day(&text);
        if day.is_none() {
            let detail = Text::new(
                "is een dag in deze eeuw: 2026-12-01 of 1-12-2026",
                "is a day in this century: 2026-12-01 or 1-12-2026",
            );
            self.fault(name, "row.bad_day", detail);
        }
        day
    }

    /// A time of the day.
    pub fn time(&mut self, name: &'static str) -> Option<NaiveTime> {
        let text = self.text(name, LONGEST_CODE)?;
        let time = values::time(&text);
        if time.is_none() {
            let detail = Text::new("is een tijd: 19:30", "is a time: 19:30");
            self.fault(name, "row.bad_time", detail);
        }
        time
    }

    /// Ends the reading: members that nobody took are unknown.
    pub fn finish(mut self) {
        for name in self.members.keys() {
            if !self.taken.contains(&name.as_str()) {
                let detail = Text::new("dit veld kennen we niet", "we know no such member");
                let escaped = short(name, 100).replace('~', "~0").replace('/', "~1");
                self.fault(&escaped, "row.unknown_member", detail);
            }
        }
    }
}
