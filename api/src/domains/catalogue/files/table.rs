//! CSV (RFC 4180): a header, a thing a line. What a push calls by a name has that name here.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use crate::domains::catalogue::model::EditionStatus;
use crate::domains::catalogue::view::{CodeView, CourseView, EditionView, Money, Reference};

/// The media type, with what RFC 4180 wants to be told.
pub const MEDIA: &str = "text/csv; charset=utf-8; header=present";

const COURSES: [&str; 36] = [
    "id",
    "slug",
    "externalId",
    "title",
    "summary",
    "provider",
    "providerId",
    "learningForm",
    "audiences",
    "topics",
    "subjects",
    "durationMinutes",
    "sessions",
    "priceCents",
    "price",
    "language",
    "careTypes",
    "childThemes",
    "childAgeFrom",
    "childAgeTo",
    "conditions",
    "readingLevel",
    "groupMin",
    "groupMax",
    "homeMinutes",
    "credential",
    "prerequisites",
    "accreditation",
    "url",
    "sourceUrl",
    "asOfYear",
    "offer",
    "nextStart",
    "reviewAverage",
    "example",
    "updatedAt",
];

const EDITIONS: [&str; 23] = [
    "id",
    "editionId",
    "courseId",
    "course",
    "startsOn",
    "startsFrom",
    "startsUntil",
    "startsText",
    "endsOn",
    "status",
    "seats",
    "enrolUrl",
    "enrolUntil",
    "startTime",
    "endTime",
    "venue",
    "place",
    "municipality",
    "delivery",
    "editionPriceCents",
    "editionNote",
    "sourceUrl",
    "example",
];

/// Courses.
pub fn courses(courses: impl Iterator<Item = CourseView>) -> Result<Vec<u8>, csv::Error> {
    let rows = courses.map(|it| {
        let average = it.review_summary.as_ref().map(|summary| summary.overall);
        [
            it.uuid.to_string(),
            it.slug,
            it.external_id,
            it.title,
            it.summary,
            it.provider.name,
            it.provider_id.to_string(),
            it.learning_form.code,
            codes(&it.audiences),
            slugs(&it.topics),
            slugs(&it.subjects),
            known(it.duration_minutes),
            known(it.sessions),
            cents(it.price.as_ref()),
            it.price_text.unwrap_or_default(),
            it.language,
            codes(&it.care_types),
            codes(&it.child_themes),
            known(it.child_age_from),
            known(it.child_age_to),
            codes(&it.conditions),
            codes(it.reading_level.as_slice()),
            known(it.group_min),
            known(it.group_max),
            known(it.home_minutes),
            codes(it.credential.as_slice()),
            it.prerequisites.unwrap_or_default(),
            it.accreditation.unwrap_or_default(),
            it.url.unwrap_or_default(),
            it.source_url.unwrap_or_default(),
            known(it.as_of_year),
            it.offer.word().to_owned(),
            known(it.next_start),
            known(average),
            it.example.to_string(),
            it.updated_at.text(),
        ]
    });
    table(COURSES, rows)
}

/// Editions.
pub fn editions(editions: impl Iterator<Item = EditionView>) -> Result<Vec<u8>, csv::Error> {
    let rows = editions.map(|it| {
        [
            it.uuid.to_string(),
            it.external_id,
            it.course_id.to_string(),
            it.course.name,
            known(it.starts_on),
            known(it.starts_from),
            known(it.starts_until),
            it.starts_text.unwrap_or_default(),
            known(it.ends_on),
            it.status.map_or("", EditionStatus::word).to_owned(),
            known(it.seats),
            it.enrol_url.unwrap_or_default(),
            known(it.enrol_until),
            it.start_time.unwrap_or_default(),
            it.end_time.unwrap_or_default(),
            it.venue.unwrap_or_default(),
            it.place.unwrap_or_default(),
            it.municipality_code.unwrap_or_default(),
            it.delivery.word().to_owned(),
            cents(it.price.as_ref()),
            it.note.unwrap_or_default(),
            it.source_url.unwrap_or_default(),
            it.example.to_string(),
        ]
    });
    table(EDITIONS, rows)
}

fn table<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, csv::Error> {
    let mut file = Vec::new();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut file);
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| inert(cell).into_owned()))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(file)
}

/// A cell that no spreadsheet takes for a formula: what others wrote is opened in them.
fn inert(cell: &str) -> Cow<'_, str> {
    let number = cell.parse::<f64>().is_ok();
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if !number => format!("'{cell}").into(),
        _ => cell.into(),
    }
}

fn known(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn cents(price: Option<&Money>) -> String {
    known(price.map(|price| price.amount_cents))
}

fn codes(codes: &[CodeView]) -> String {
    let codes: Vec<&str> = codes.iter().map(|it| &*it.code).collect();
    codes.join(";")
}

fn slugs(references: &[Reference]) -> String {
    let slugs: Vec<&str> = references.iter().map(|it| &*it.slug).collect();
    slugs.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expect) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-12.50", "-12.50"),
            ("- een lijst", "'- een lijst"),
            ("Balans in je gezin", "Balans in je gezin"),
        ] {
            assert_eq!(inert(cell), expect);
        }
    }
}
