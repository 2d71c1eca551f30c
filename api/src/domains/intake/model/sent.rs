//! What was sent, before it is read: the same from either door and either form.

use serde_json::Value;

use super::{MOST_ROWS, Message};
use crate::domains::intake::error::PushError;

/// A push as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// What it says of each course.
    pub items: Vec<Item>,
    /// Tells what was sent from anything else that could have been.
    pub digest: String,
    /// Whether to say only what would happen.
    pub dry_run: bool,
}

/// What was sent of one course: one row, or the rows of a table that name it.
#[derive(Clone, Debug)]
pub struct Item {
    /// What the rows say, as one JSON object. Nothing in it is null.
    pub value: Value,
    /// Which rows they are.
    pub origin: Origin,
    /// What is to be said of its rows already: the place in `origin`, and what.
    pub told: Vec<(usize, Message)>,
}

/// Where something stood in what was sent.
#[derive(Clone, Debug)]
pub enum Origin {
    /// In a JSON list: the row's number there, from one.
    List(i32),
    /// In a table.
    Table {
        /// The numbers of its lines, as a spreadsheet counts them.
        lines: Vec<i32>,
        /// In which of them each edition stood.
        editions: Vec<usize>,
    },
}

impl Item {
    /// The key of the course, where it has one.
    pub fn key(&self) -> Option<&str> {
        let key = self.value.get("externalId")?.as_str()?.trim();
        (!key.is_empty()).then_some(key)
    }
}

impl Origin {
    /// The numbers of the rows.
    pub fn rows(&self) -> &[i32] {
        match self {
            Self::List(row) => std::slice::from_ref(row),
            Self::Table { lines, .. } => lines,
        }
    }
}

impl Sent {
    /// The rows of a JSON list.
    pub fn list(rows: Vec<Value>, dry_run: bool) -> Result<Self, PushError> {
        counted(rows.len())?;
        let mut digest = Digest::of("list");
        let items = rows.into_iter().zip(1..).map(|(row, number)| {
            let value = canonical(row);
            digest.add(&value.to_string());
            Item {
                value,
                origin: Origin::List(number),
                told: Vec::new(),
            }
        });
        Ok(Self {
            items: items.collect(),
            digest: digest.finish(),
            dry_run,
        })
    }
}

/// Gathers what was sent, part by part.
#[derive(Debug)]
pub struct Digest(blake3::Hasher);

impl Digest {
    /// Begins with the form that it was sent in.
    pub fn of(form: &str) -> Self {
        let mut digest = Self(blake3::Hasher::new());
        digest.add(form);
        digest
    }

    /// Adds a part; where one ends and the next begins counts too.
    pub fn add(&mut self, part: &str) {
        self.0.update(&(part.len() as u64).to_be_bytes());
        self.0.update(part.as_bytes());
    }

    /// The digest.
    pub fn finish(self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}

/// Holds the number of rows to its limit.
pub fn counted(rows: usize) -> Result<(), PushError> {
    match rows {
        0 => Err(PushError::Empty),
        1..=MOST_ROWS => Ok(()),
        _ => Err(PushError::TooManyRows(rows)),
    }
}

/// The same value in the one way that both doors agree on: members in the order of their
/// names, what is null left out, and a number without a fraction whole.
pub fn canonical(value: Value) -> Value {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Object(mut members) => {
            members.sort_keys();
            members
                .into_iter()
                .filter(|(_, member)| !member.is_null())
                .map(|(name, member)| (name, canonical(member)))
                .collect()
        }
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        Value::Number(number) => match number.as_f64() {
            Some(real) if number.is_f64() && real.fract() == 0.0 && real.abs() < WHOLE => {
                Value::from(real as i64)
            }
            _ => Value::Number(number),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn digest(rows: Value) -> String {
        let rows = rows.as_array().cloned().unwrap_or_default();
        Sent::list(rows, false).unwrap().digest
    }

    #[test]
    fn what_says_the_same_is_the_same_push() {
        let one = digest(json!([{"a": 16, "b": null, "c": "x"}]));

        assert_eq!(one, digest(json!([{"c": "x", "a": 16.0}])));
        assert_ne!(one, digest(json!([{"a": 16.5}])));
        assert_ne!(
            digest(json!([{"a": "x"}, {}])),
            digest(json!([{}, {"a": "x"}]))
        );
    }
}
