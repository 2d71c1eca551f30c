//! CSV (RFC 4180): a header, a thing a line. What a push calls by a name has that name here.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use crate::domains::catalogue::model::EditionStatus;
use crate::domains::catalogue::view::{
    CodeView, CourseView, EditionView, Money, PriceLineView, Reference,
};
use crate::kernel::text::inert;

/// The media type, with what RFC 4180 wants to be told.
pub const MEDIA: &str = "text/csv; charset=utf-8; header=present";

const COURSES: [&str; 40] = [
    "id",
    "slug",
    "externalId",
    "title",
    "summary",
    "provider",
    "providerId",
    "learningForm",
    "productKind",
    "uses",
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
    "visibility",
    "offer",
    "nextStart",
    "reviewAverage",
    "example",
    "updatedAt",
    "priceLines",
];

const EDITIONS: [&str; 25] = [
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
    "restricted",
    "example",
    "editionPriceLines",
];

/// Courses.
pub fn courses<'s>(courses: impl Iterator<Item = CourseView<'s>>) -> Result<Vec<u8>, csv::Error> {
    let rows = courses.map(|it| {
        let average = it.review_summary.map(|summary| summary.overall);
        [
            it.uuid.to_string().into(),
            it.slug.into(),
            it.external_id.into(),
            it.title.into(),
            it.summary.into(),
            it.provider.name.into(),
            it.provider_id.to_string().into(),
            it.learning_form.code,
            it.product_kind.code,
            slugs(&it.uses).into(),
            codes(&it.audiences).into(),
            slugs(&it.topics).into(),
            slugs(&it.subjects).into(),
            known(it.duration_minutes).into(),
            known(it.sessions).into(),
            cents(it.price.as_ref()).into(),
            it.price_text.unwrap_or_default().into(),
            it.language.into(),
            codes(&it.care_types).into(),
            codes(&it.child_themes).into(),
            known(it.child_age_from).into(),
            known(it.child_age_to).into(),
            codes(&it.conditions).into(),
            codes(it.reading_level.as_slice()).into(),
            known(it.group_min).into(),
            known(it.group_max).into(),
            known(it.home_minutes).into(),
            codes(it.credential.as_slice()).into(),
            it.prerequisites.unwrap_or_default().into(),
            it.accreditation.unwrap_or_default().into(),
            it.url.unwrap_or_default().into(),
            it.source_url.unwrap_or_default().into(),
            known(it.as_of_year).into(),
            it.visibility.word().into(),
            it.offer.word().into(),
            known(it.next_start).into(),
            known(average).into(),
            it.example.to_string().into(),
            it.updated_at.text().into(),
            lines(&it.price_lines).into(),
        ]
    });
    table(COURSES, rows)
}

/// Editions.
pub fn editions<'s>(
    editions: impl Iterator<Item = EditionView<'s>>,
) -> Result<Vec<u8>, csv::Error> {
    let rows = editions.map(|it| {
        [
            it.uuid.to_string().into(),
            it.external_id.into(),
            it.course_id.to_string().into(),
            it.course.name.into(),
            known(it.starts_on).into(),
            known(it.starts_from).into(),
            known(it.starts_until).into(),
            it.starts_text.unwrap_or_default().into(),
            known(it.ends_on).into(),
            it.status.map_or("", EditionStatus::word).into(),
            known(it.seats).into(),
            it.enrol_url.unwrap_or_default().into(),
            known(it.enrol_until).into(),
            it.start_time.unwrap_or_default().into(),
            it.end_time.unwrap_or_default().into(),
            it.venue.unwrap_or_default().into(),
            it.place.unwrap_or_default().into(),
            it.municipality_code.unwrap_or_default().into(),
            it.delivery.word().into(),
            cents(it.price.as_ref()).into(),
            it.note.unwrap_or_default().into(),
            it.source_url.unwrap_or_default().into(),
            it.restricted.to_string().into(),
            it.example.to_string().into(),
            lines(&it.price_lines).into(),
        ]
    });
    table(EDITIONS, rows)
}

fn table<'s, const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [Cow<'s, str>; N]>,
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

fn known(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn cents(price: Option<&Money>) -> String {
    known(price.map(|price| price.amount_cents))
}

/// The lines of a price, as a table that is pushed says them: `name=value` parted by spaces,
/// lines by semicolons. What is unknown is left out.
fn lines(lines: &[PriceLineView<'_>]) -> String {
    let line = |line: &PriceLineView<'_>| {
        let said = [
            ("kind", Some(line.kind.code.to_string())),
            ("amountCents", Some(line.amount.amount_cents.to_string())),
            ("vat", line.vat.map(|vat| vat.word().to_owned())),
            ("vatPercent", line.vat_percent.map(|it| it.to_string())),
            ("required", Some(line.required.to_string())),
            ("final", line.is_final.map(|it| it.to_string())),
            ("payer", Some(line.payer.code.to_string())),
            (
                "client",
                line.client.as_ref().map(|client| client.slug.to_owned()),
            ),
            ("validFrom", line.valid_from.map(|day| day.to_string())),
            ("validUntil", line.valid_until.map(|day| day.to_string())),
        ];
        let said = said.into_iter();
        let said = said.filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        said.collect::<Vec<_>>().join(" ")
    };
    lines.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn codes(codes: &[CodeView<'_>]) -> String {
    let codes: Vec<&str> = codes.iter().map(|it| &*it.code).collect();
    codes.join(";")
}

fn slugs(references: &[Reference<'_>]) -> String {
    let slugs: Vec<&str> = references.iter().map(|it| it.slug).collect();
    slugs.join(";")
}
