//! Reading a query string so that one answer names everything wrong with it.

use std::str::FromStr;

use super::error::{ApiError, Fault, joined};
use super::language::Text;
use super::page::PageRequest;

/// The query of a request, taken apart parameter by parameter.
///
/// Whatever is not taken is unknown, and [`Query::finish`] says so.
#[derive(Debug)]
pub struct Query {
    pairs: Vec<(String, String)>,
    taken: Vec<&'static str>,
    faults: Vec<Fault>,
}

/// What a REST door reads from a query string.
pub trait FromQuery: Sized {
    /// Takes what it knows; faults are gathered, not returned.
    fn from_query(query: &mut Query) -> Self;
}

impl<A: FromQuery, B: FromQuery> FromQuery for (A, B) {
    fn from_query(query: &mut Query) -> Self {
        (A::from_query(query), B::from_query(query))
    }
}

impl Query {
    /// Takes a query string apart.
    pub fn new(text: &str) -> Self {
        let pairs = form_urlencoded(text);
        Self {
            pairs,
            taken: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Reads a whole query string, or names every fault in it.
    pub fn read<T: FromQuery>(text: &str) -> Result<T, ApiError> {
        let mut query = Self::new(text);
        let value = T::from_query(&mut query);
        query.finish()?;
        Ok(value)
    }

    /// Every value of a parameter that may be repeated.
    pub fn many(&mut self, name: &'static str) -> Vec<String> {
        self.taken.push(name);
        self.pairs
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// The value of a parameter that may stand once.
    pub fn one(&mut self, name: &'static str) -> Option<String> {
        let mut values = self.many(name);
        if values.len() > 1 {
            self.fault(
                name,
                "query.repeated",
                Text::new("mag maar één keer", "may stand only once"),
            );
        }
        values.pop()
    }

    /// A value that has to read as a `T`.
    pub fn parsed<T: FromStr>(&mut self, name: &'static str, expected: Text) -> Option<T> {
        let value = self.one(name)?;
        match value.parse() {
            Ok(parsed) => Some(parsed),
            Err(_) => {
                self.fault(name, "query.malformed", expected);
                None
            }
        }
    }

    /// The page asked for with `limit` and `cursor`.
    pub fn page(&mut self) -> PageRequest {
        let size = self.parsed(
            "limit",
            Text::new("is een geheel getal", "is a whole number"),
        );
        let cursor = self.one("cursor");
        PageRequest::parse(
            ["limit", "cursor"],
            size,
            cursor.as_deref(),
            &mut self.faults,
        )
    }

    /// As [`Query::page`]; where no page is asked for, all of the list: a file has no pages.
    pub fn page_of_file(&mut self) -> PageRequest {
        let paged = |(name, _): &(String, String)| name == "limit" || name == "cursor";
        if self.pairs.iter().any(paged) {
            self.page()
        } else {
            PageRequest::whole()
        }
    }

    /// Notes a fault.
    pub fn fault(&mut self, name: &'static str, code: &'static str, detail: Text) {
        self.faults.push(Fault::at(name, code, detail));
    }

    /// The faults found so far, and a place to put more.
    pub fn faults(&mut self) -> &mut Vec<Fault> {
        &mut self.faults
    }

    /// Ends the reading: parameters that nobody took are unknown.
    pub fn finish(self) -> Result<(), ApiError> {
        self.finish_with(Ok::<(), ApiError>(()))
    }

    /// Ends the reading with what came of it: one answer names the faults of both.
    pub fn finish_with<T, E: Into<ApiError>>(
        mut self,
        outcome: Result<T, E>,
    ) -> Result<T, ApiError> {
        for (key, _) in &self.pairs {
            let known = self.taken.contains(&key.as_str());
            let told = self.faults.iter().any(|fault| fault.pointer == *key);
            if !known && !told {
                let taken = self.taken.join(", ");
                let detail = match taken.as_str() {
                    "" => Text::new("hier is geen enkele parameter", "nothing is asked here"),
                    _ => Text::new(
                        format!("onbekende parameter; bekend zijn: {taken}"),
                        format!("unknown parameter; known are: {taken}"),
                    ),
                };
                let (pointer, code) = (key.clone(), "query.unknown_parameter");
                self.faults.push(Fault::at(pointer, code, detail));
            }
        }
        joined(self.faults, outcome)
    }
}

/// Pairs of a form-encoded text (the URL standard's rules, by actix's parser).
fn form_urlencoded(text: &str) -> Vec<(String, String)> {
    serde_urlencoded::from_str(text).unwrap_or_default()
}

/// A request that takes no parameters but a page.
#[derive(Debug)]
pub struct PageOnly(pub PageRequest);

impl FromQuery for PageOnly {
    fn from_query(query: &mut Query) -> Self {
        Self(query.page())
    }
}

/// A request that takes no parameters at all.
#[derive(Debug)]
pub struct NoQuery;

impl FromQuery for NoQuery {
    fn from_query(_: &mut Query) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_names_the_bad_the_repeated_and_the_unknown() {
        let error =
            Query::read::<PageOnly>("limit=x&cursor=WyJhIl0&cursor=b&colour=red&colour=blue")
                .unwrap_err();

        let named: Vec<_> = error
            .faults
            .iter()
            .map(|fault| (fault.pointer.as_str(), fault.code))
            .collect();
        assert_eq!(
            named,
            [
                ("limit", "query.malformed"),
                ("cursor", "query.repeated"),
                ("cursor", "page.bad_cursor"),
                ("colour", "query.unknown_parameter"),
            ]
        );
    }
}
