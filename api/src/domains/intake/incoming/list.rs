//! Rows as JSON: in one object, or an object a line.

use std::fmt;
use std::io::{BufRead, BufReader};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::Sink;
use super::bytes::Guard;
use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{Digest, Item, Message, Origin};
use crate::kernel::body::read_incoming;
use crate::kernel::error::ApiError;
use crate::kernel::language::Text;

/// What was read beside rows that were handed on.
type Read = Result<(Digest, Map<String, Value>), ApiError>;

/// How much is asked of the thread that unpacks at once.
const BUFFER: usize = 64 * 1024;

/// One object that has a list of rows, and how they are meant.
pub fn whole(guard: Guard, sink: &mut Sink) -> Read {
    let mut list = List::into(sink);
    let mut beside = Map::new();
    let object = Object {
        list: &mut list,
        beside: &mut beside,
    };
    let read = read_incoming(BufReader::with_capacity(BUFFER, guard), object);
    // Why a row was not taken says more than where.
    list.end()?;
    read?;
    Ok((list.digest, beside))
}

/// An object a line; empty lines are nobody's. A line that is no JSON is a row that is refused.
pub fn lines(guard: Guard, sink: &mut Sink) -> Read {
    let mut list = List::into(sink);
    let mut reader = BufReader::with_capacity(BUFFER, guard);
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        line.clear();
        match reader.read_until(b'\n', &mut line) {
            // Whoever reads it knows why it ended.
            Ok(0) | Err(_) => break,
            Ok(_) => number += 1,
        }
        let text = match number {
            1 => line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line),
            _ => &line,
        };
        if text.trim_ascii().is_empty() {
            list.sink.row_ends();
            continue;
        }
        let taken = match serde_json::from_slice::<Value>(text) {
            Ok(row) => list.add(Item::of_list(row, number)),
            Err(_) => {
                let text = String::from_utf8_lossy(text).into_owned();
                list.digest.add(&text);
                list.sink.add(unreadable(number))
            }
        };
        taken?;
    }
    Ok((list.digest, Map::new()))
}

fn unreadable(number: i32) -> Item {
    let detail = Text::new(
        "deze regel is geen geldige JSON",
        "this line is not valid JSON",
    );
    Item {
        value: Value::Null,
        origin: Origin::List(number),
        told: vec![(0, Message::error("", "row.not_json", detail))],
    }
}

/// The rows of a list, on their way.
struct List<'s> {
    sink: &'s mut Sink,
    digest: Digest,
    rows: i32,
    failed: Option<PushError>,
}

impl<'s> List<'s> {
    fn into(sink: &'s mut Sink) -> Self {
        Self {
            sink,
            digest: Digest::of("list"),
            rows: 0,
            failed: None,
        }
    }

    fn add(&mut self, item: Item) -> Result<(), PushError> {
        self.digest.add(&item.value.to_string());
        self.sink.add(item)
    }

    fn end(&mut self) -> Result<(), PushError> {
        self.failed.take().map_or(Ok(()), Err)
    }
}

/// The object: its rows go on, the rest stays.
struct Object<'o, 's> {
    list: &'o mut List<'s>,
    beside: &'o mut Map<String, Value>,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with rows")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<(), M::Error> {
        let mut found = false;
        while let Some(name) = members.next_key::<String>()? {
            if name == "rows" && !found {
                found = true;
                members.next_value_seed(Rows(self.list))?;
                continue;
            }
            let value = members.next_value()?;
            if name == "rows" || self.beside.insert(name, value).is_some() {
                return Err(M::Error::custom("a member stands there twice"));
            }
        }
        match found {
            true => Ok(()),
            false => Err(M::Error::missing_field("rows")),
        }
    }
}

/// The list of rows.
struct Rows<'o, 's>(&'o mut List<'s>);

impl<'de> DeserializeSeed<'de> for Rows<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut rows: S) -> Result<(), S::Error> {
        let list = self.0;
        while let Some(row) = rows.next_element::<Value>()? {
            list.rows += 1;
            if let Err(error) = list.add(Item::of_list(row, list.rows)) {
                list.failed = Some(error);
                return Err(S::Error::custom("it is not taken"));
            }
        }
        Ok(())
    }
}
