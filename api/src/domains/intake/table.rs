//! How a table (CSV) is read as rows.
//!
//! A line is a course, or one edition of it: lines with the same `externalId` are one
//! course, of which the first says what it is. Commas, semicolons and tabs part the
//! columns, whichever the first line has; Excel's byte order mark and `sep=` line are
//! skipped.

use std::collections::HashMap;

use csv::StringRecord;
use serde_json::{Map, Value};

use super::cell::{Holds, value};
use super::error::PushError;
use super::model::{Digest, Item, Message, Origin, Sent, counted};
use crate::kernel::error::Fault;
use crate::kernel::language::Text;

/// A column, and the member of a row or of an edition that it is.
#[derive(Debug)]
struct Column {
    name: &'static str,
    member: &'static str,
    holds: Holds,
    edition: bool,
}

const fn course(name: &'static str, holds: Holds) -> Column {
    Column {
        name,
        member: name,
        holds,
        edition: false,
    }
}

const fn edition(name: &'static str, member: &'static str, holds: Holds) -> Column {
    Column {
        name,
        member,
        holds,
        edition: true,
    }
}

/// The columns that a table may have.
const COLUMNS: &[Column] = &[
    course(KEY, Holds::Text),
    course("title", Holds::Text),
    course("summary", Holds::Text),
    course("learningForm", Holds::Text),
    course("productKind", Holds::Text),
    course("uses", Holds::Codes),
    course("audiences", Holds::Codes),
    course("topics", Holds::Codes),
    course("durationHours", Holds::Number),
    course("sessions", Holds::Number),
    course("priceCents", Holds::Number),
    course("price", Holds::Text),
    course("priceLines", Holds::PriceLines),
    course("visibility", Holds::Text),
    course("clients", Holds::Codes),
    course("language", Holds::Text),
    course("accreditation", Holds::Text),
    course("url", Holds::Text),
    course("careTypes", Holds::Codes),
    course("childThemes", Holds::Codes),
    course("conditions", Holds::Codes),
    course("childAgeFrom", Holds::Number),
    course("childAgeTo", Holds::Number),
    course("readingLevel", Holds::Text),
    course("groupMin", Holds::Number),
    course("groupMax", Holds::Number),
    course("homeHours", Holds::Number),
    course("credential", Holds::Text),
    course("prerequisites", Holds::Text),
    edition(EDITION_KEY, KEY, Holds::Text),
    edition("startsOn", "startsOn", Holds::Text),
    edition("startsFrom", "startsFrom", Holds::Text),
    edition("startsUntil", "startsUntil", Holds::Text),
    edition("startsText", "startsText", Holds::Text),
    edition("startTime", "startTime", Holds::Text),
    edition("endTime", "endTime", Holds::Text),
    edition("endsOn", "endsOn", Holds::Text),
    edition("status", "status", Holds::Text),
    edition("seats", "seats", Holds::Number),
    edition("enrolUrl", "enrolUrl", Holds::Text),
    edition("enrolUntil", "enrolUntil", Holds::Text),
    edition("venue", "venue", Holds::Text),
    edition("place", "place", Holds::Text),
    edition("municipality", "municipality", Holds::Text),
    edition("delivery", "delivery", Holds::Text),
    edition("editionPriceCents", "priceCents", Holds::Number),
    edition("editionPrice", "price", Holds::Text),
    edition("editionPriceLines", "priceLines", Holds::PriceLines),
    edition("openTo", "openTo", Holds::Codes),
    edition("editionNote", "note", Holds::Text),
];

const KEY: &str = "externalId";
const EDITION_KEY: &str = "editionId";

/// Reads a table.
pub fn read(bytes: &[u8], dry_run: bool) -> Result<Sent, PushError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PushError::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(PushError::NotUtf8);
    }
    // One kind of line end, one at the end: so lines can be counted.
    let text = text.replace("\r\n", "\n").replace('\r', "\n") + "\n";
    let (text, separator) = separated(&text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let mut lines = Lines::under(&headers)?;
    let (mut record, mut within) = (StringRecord::new(), line_ends(&headers));
    // UTF-8 it is, and lines may have any length: nothing else can fail.
    while reader
        .read_record(&mut record)
        .map_err(|_| PushError::NotUtf8)?
    {
        // A spreadsheet counts a cell of many lines as one, and an empty line as one.
        within += line_ends(&record);
        let number = (reader.position().line() - 1).saturating_sub(within);
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            lines.add(&record, i32::try_from(number).unwrap_or(i32::MAX));
        }
    }
    counted(lines.count)?;
    Ok(Sent {
        items: lines.groups.into_iter().map(Group::item).collect(),
        digest: lines.digest.finish(),
        dry_run,
    })
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
    groups: Vec<Group>,
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

fn unknown(header: &str) -> Fault {
    let known: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let known = known.join(", ");
    let detail = Text::new(
        format!("deze kolom is onbekend; bekend zijn: {known}"),
        format!("this column is unknown; known are: {known}"),
    );
    let short: String = header.chars().take(100).collect();
    Fault::at(short, "push.unknown_column", detail)
}

/// Which of an item's rows a place is in, and how its sender calls that place.
pub fn place(origin: &Origin, pointer: &str) -> (usize, String) {
    let Origin::Table { editions, .. } = origin else {
        return (0, pointer.to_owned());
    };
    let mut steps = pointer.split('/').skip(1);
    let (first, second) = (steps.next().unwrap_or_default(), steps.next());
    if first != "editions" {
        return (0, first.to_owned());
    }
    let at = second.and_then(|at| at.parse::<usize>().ok());
    let line = at.and_then(|at| editions.get(at)).copied();
    let member = steps.next().unwrap_or(KEY);
    let column = COLUMNS
        .iter()
        .find(|column| column.edition && column.member == member);
    let name = column.map_or(member, |column| column.name);
    (line.unwrap_or_default(), name.to_owned())
}
