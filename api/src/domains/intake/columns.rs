//! The columns that a table of rows may have, and how its sender calls a place in a row.

use super::cell::Holds;
use super::model::Origin;
use crate::kernel::error::Fault;
use crate::kernel::language::Text;

/// A column, and the member of a row or of an edition that it is.
#[derive(Debug)]
pub struct Column {
    /// What the table calls it.
    pub name: &'static str,
    /// Which member it is.
    pub member: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether that is of an edition.
    pub edition: bool,
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
pub const COLUMNS: &[Column] = &[
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

/// The column of a course's key.
pub const KEY: &str = "externalId";
/// The column of an edition's key.
pub const EDITION_KEY: &str = "editionId";

/// That a table has a column which nobody knows.
pub fn unknown(header: &str) -> Fault {
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
