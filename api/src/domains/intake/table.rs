//! How a table (CSV) is read as rows.
//!
//! A line is a course, or one edition of it: lines with the same `externalId` are one
//! course, of which the first says what it is. Commas, semicolons and tabs part the
//! columns, whichever the first line has; Excel's byte order mark and `sep=` line are
//! skipped.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

use csv::StringRecord;
use serde_json::{Map, Value};

use super::cell::value;
use super::columns::{COLUMNS, Column, KEY, unknown};
use super::error::PushError;
use super::incoming::{Guard, Sink};
use super::model::{AT_ONCE, Digest, Item, MOST_ROWS, Message, Origin};
use crate::kernel::error::{ApiError, Fault};
use crate::kernel::language::Text;

/// Reads a table.
///
/// Up to as many lines as are done at once, the lines of one course may stand anywhere. In a
/// longer table they stand together: a key that comes again later is one that stands twice.
pub fn read(guard: Guard, sink: &mut Sink) -> Result<(Digest, Map<String, Value>), ApiError> {
    let mut text = BufReader::new(OneEnd::of(guard).chain(&b"\n"[..]));
    let mut first = Vec::new();
    text.read_until(b'\n', &mut first).map_err(unread)?;
    let first = std::str::from_utf8(&first).map_err(|_| PushError::NotUtf8)?;
    let first = first.strip_prefix('\u{feff}').unwrap_or(first);
    let (first, separator) = separated(first);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(first.as_bytes().chain(text));
    let headers = reader.headers().cloned().map_err(unread)?;
    let mut lines = Lines::under(&headers)?;
    let (mut record, mut within) = (StringRecord::new(), line_ends(&headers));
    while reader.read_record(&mut record).map_err(unread)? {
        sink.row_ends();
        if record.iter().any(|cell| cell.contains('\0')) {
            return Err(PushError::NotUtf8.into());
        }
        // A spreadsheet counts a cell of many lines as one, and an empty line as one.
        within += line_ends(&record);
        let number = (reader.position().line() - 1).saturating_sub(within);
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            lines.add(&record, i32::try_from(number).unwrap_or(i32::MAX));
            lines.hand_on(sink)?;
        }
    }
    for group in lines.groups {
        sink.add(group.item())?;
    }
    Ok((lines.digest, Map::new()))
}

/// It is UTF-8 and lines may have any length: nothing else can fail. Why it did not come in,
/// whoever reads it knows.
fn unread(_: impl std::error::Error) -> PushError {
    PushError::NotUtf8
}

/// Text with one kind of line end, so that lines can be counted.
struct OneEnd<R> {
    inner: R,
    /// Whether the last byte was a carriage return.
    returned: bool,
}

impl<R> OneEnd<R> {
    fn of(inner: R) -> Self {
        Self {
            inner,
            returned: false,
        }
    }
}

impl<R: Read> Read for OneEnd<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let found = self.inner.read(into)?;
            let mut kept = 0;
            for at in 0..found {
                let byte = into[at];
                let after = std::mem::replace(&mut self.returned, byte == b'\r');
                if byte == b'\n' && after {
                    continue;
                }
                into[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
            if kept > 0 || found == 0 {
                return Ok(kept);
            }
        }
    }
}

fn line_ends(record: &StringRecord) -> u64 {
    record
        .iter()
        .map(|cell| cell.matches('\n').count() as u64)
        .sum()
}

/// The lines with columns, and what parts these.
fn separated(text: &str) -> (&str, u8) {
    let first = text.lines().next().unwrap_or_default();
    let named = first.strip_prefix("sep=").map(str::as_bytes);
    if let Some(&[separator @ (b',' | b';' | b'\t' | b'|')]) = named {
        return (&text[first.len()..], separator);
    }
    let often = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = [b'\t', b';', b','].into_iter().max_by_key(often);
    (text, separator.unwrap_or(b','))
}

/// The lines of a table, gathered by course.
struct Lines {
    columns: Vec<&'static Column>,
    /// The courses that are not handed on yet.
    groups: Vec<Group>,
    /// Which of them has a key.
    by_key: HashMap<String, usize>,
    count: usize,
    digest: Digest,
}

/// The lines that name one course.
struct Group {
    course: Map<String, Value>,
    /// Nothing where the table has no editions at all.
    editions: Option<Vec<Value>>,
    lines: Vec<i32>,
    edition_lines: Vec<usize>,
    told: Vec<(usize, Message)>,
}

impl Lines {
    fn under(headers: &StringRecord) -> Result<Self, PushError> {
        let mut faults = Vec::new();
        let mut columns: Vec<&'static Column> = Vec::new();
        for header in headers.iter().map(str::trim) {
            let column = COLUMNS
                .iter()
                .find(|column| column.name.eq_ignore_ascii_case(header));
            match column {
                Some(column) if columns.iter().any(|it| it.name == column.name) => {
                    let detail = Text::new("staat er twee keer", "stands there twice");
                    faults.push(Fault::at(header, "push.repeated_column", detail));
                }
                Some(column) => columns.push(column),
                None => faults.push(unknown(header)),
            }
        }
        for needed in [KEY, "title"] {
            if !columns.iter().any(|column| column.name == needed) {
                let detail = Text::new("deze kolom is nodig", "this column is needed");
                faults.push(Fault::at(needed, "push.missing_column", detail));
            }
        }
        if !faults.is_empty() {
            return Err(PushError::BadTable(faults));
        }
        let mut digest = Digest::of("table");
        columns.iter().for_each(|column| digest.add(column.name));
        Ok(Self {
            columns,
            groups: Vec::new(),
            by_key: HashMap::new(),
            count: 0,
            digest,
        })
    }

    /// Hands on what is whole, where the table is long: all courses but the last.
    fn hand_on(&mut self, sink: &mut Sink) -> Result<(), PushError> {
        if self.count > MOST_ROWS {
            return Err(PushError::TooManyRows);
        }
        if self.count <= AT_ONCE || self.groups.len() < 2 {
            return Ok(());
        }
        let Some(last) = self.groups.pop() else {
            return Ok(());
        };
        // A line that goes on with another course than the last has begun that anew.
        self.by_key.retain(|_, at| *at == self.groups.len());
        self.by_key.values_mut().for_each(|at| *at = 0);
        for group in self.groups.drain(..) {
            sink.add(group.item())?;
        }
        self.groups.push(last);
        Ok(())
    }

    fn add(&mut self, record: &StringRecord, number: i32) {
        self.count += 1;
        self.digest.add(&number.to_string());
        record.iter().for_each(|cell| self.digest.add(cell.trim()));
        let (mut course, mut edition) = (Map::new(), Map::new());
        for (column, cell) in self.columns.iter().zip(record) {
            let half = if column.edition {
                &mut edition
            } else {
                &mut course
            };
            half.extend(value(cell, column.holds).map(|value| (column.member.to_owned(), value)));
        }
        let key = course.get(KEY).and_then(Value::as_str).map(str::to_owned);
        let known = key.as_ref().and_then(|key| self.by_key.get(key)).copied();
        let at = known.unwrap_or(self.groups.len());
        if known.is_none() {
            self.by_key.extend(key.map(|key| (key, at)));
            let editions = self.columns.iter().any(|column| column.edition);
            self.groups.push(Group {
                course: Map::new(),
                editions: editions.then(Vec::new),
                lines: Vec::new(),
                edition_lines: Vec::new(),
                told: Vec::new(),
            });
        }
        let group = &mut self.groups[at];
        group.add(course, edition, number);
        if record.len() != self.columns.len() {
            let (found, wanted) = (record.len(), self.columns.len());
            let detail = Text::new(
                format!("deze regel heeft {found} cellen, de eerste regel {wanted}"),
                format!("this line has {found} cells, the first line {wanted}"),
            );
            let message = Message::error("", "row.cells_differ", detail);
            group.told.push((group.lines.len() - 1, message));
        }
    }
}

impl Group {
    fn add(&mut self, course: Map<String, Value>, edition: Map<String, Value>, number: i32) {
        let at = self.lines.len();
        self.lines.push(number);
        if at == 0 {
            self.course = course;
        } else {
            if edition.is_empty() {
                let first = self.lines[0];
                let detail = Text::new(
                    format!("regel {first} heeft deze sleutel al, en deze regel geen uitvoering"),
                    format!("line {first} has this key already, and this line no edition"),
                );
                let message = Message::error(KEY, "row.repeated", detail);
                self.told.push((at, message));
            }
            for (name, value) in course {
                if self.course.get(&name) != Some(&value) {
                    let first = self.lines[0];
                    let detail = Text::new(
                        format!("zegt iets anders dan regel {first}, over hetzelfde aanbod"),
                        format!("says something else than line {first}, of the same course"),
                    );
                    let message = Message::error(name, "row.differs", detail);
                    self.told.push((at, message));
                }
            }
        }
        if let Some(editions) = &mut self.editions
            && !edition.is_empty()
        {
            editions.push(Value::Object(edition));
            self.edition_lines.push(at);
        }
    }

    fn item(mut self) -> Item {
        if let Some(editions) = self.editions {
            self.course
                .insert("editions".to_owned(), Value::Array(editions));
        }
        Item {
            value: Value::Object(self.course),
            origin: Origin::Table {
                lines: self.lines,
                editions: self.edition_lines,
            },
            told: self.told,
        }
    }
}
