//! What was sent, before it is read: the same from either door and either form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AT_ONCE, Message, Options, PushId};
use crate::domains::intake::error::PushError;

/// Keys that stand more than once, and the numbers of the rows where they begin.
pub type Repeated = BTreeMap<String, Vec<i32>>;

/// A push as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// What it says.
    pub body: Body,
    /// How many rows it has.
    pub rows: usize,
    /// Keys that stand in it more than once: nobody knows which is meant.
    pub repeated: Repeated,
    /// Tells what was sent from anything else that could have been.
    pub digest: String,
    /// How it is meant.
    pub options: Options,
}

/// What a push says.
#[derive(Clone, Debug)]
pub enum Body {
    /// Of each course, here.
    Whole(Vec<Item>),
    /// It is in the database, in parts, for a push with this id.
    Staged(PushId),
}

/// What was sent of one course: one row, or the rows of a table that name it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// What the rows say, as one JSON object. Nothing in it is null.
    pub value: Value,
    /// Which rows they are.
    pub origin: Origin,
    /// What is to be said of its rows already: the place in `origin`, and what.
    pub told: Vec<(usize, Message)>,
}

/// Where something stood in what was sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    /// A row of a JSON list.
    pub fn of_list(row: Value, number: i32) -> Self {
        Self {
            value: canonical(row),
            origin: Origin::List(number),
            told: Vec::new(),
        }
    }

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
    /// The rows of a JSON list that is done at once.
    pub fn list(rows: Vec<Value>, options: Options) -> Result<Self, PushError> {
        match rows.len() {
            0 => return Err(PushError::Empty),
            1..=AT_ONCE => {}
            more => return Err(PushError::TooManyAtOnce(more)),
        }
        let mut digest = Digest::of("list");
        let items = rows.into_iter().zip(1..).map(|(row, number)| {
            let item = Item::of_list(row, number);
            digest.add(&item.value.to_string());
            item
        });
        let items: Vec<Item> = items.collect();
        options.tell(&mut digest);
        Ok(Self {
            rows: items.len(),
            repeated: repeated(&items),
            body: Body::Whole(items),
            digest: digest.finish(),
            options,
        })
    }
}

/// Keys that more than one of some items have.
fn repeated(items: &[Item]) -> Repeated {
    let mut rows = Repeated::new();
    for item in items {
        if let Some(key) = item.key() {
            let first = item.origin.rows()[0];
            rows.entry(key.to_owned()).or_default().push(first);
        }
    }
    rows.retain(|_, rows| rows.len() > 1);
    rows
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
        Sent::list(rows, Options::default()).unwrap().digest
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
