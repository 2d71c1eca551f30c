//! Reads the editions of public courses, and tells the courses of them.

use entities::editions;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use super::read::places;
use crate::domains::catalogue::model::{
    Delivery, Edition, EditionId, EditionStatus, Placed, Start,
};
use crate::domains::catalogue::snapshot::Facts;
use crate::kernel::revision::Revision;

/// The editions of public courses, by date.
pub(super) async fn public_editions(
    db: &impl ConnectionTrait,
    facts: &Facts,
) -> Result<Vec<Edition>, DbErr> {
    let of_course = places(&facts.courses, |course| course.record.id.0);
    let places = places(&facts.municipalities, |municipality| {
        municipality.code.clone()
    });
    let rows = editions::Entity::find().all(db).await?;
    let mut all: Vec<Edition> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Edition {
                // An edition of a course that is not public is not public.
                course: *of_course.get(&row.course_id)?,
                id: EditionId(row.id),
                external_id: row.external_id,
                start: Start {
                    on: row.starts_on,
                    from: row.starts_from,
                    until: row.starts_until,
                    text: row.starts_text,
                },
                ends_on: row.ends_on,
                status: row.status.as_deref().and_then(EditionStatus::from_word),
                seats: row.seats,
                enrol_url: row.enrol_url,
                enrol_until: row.enrol_until,
                start_time: row.start_time,
                end_time: row.end_time,
                venue: row.venue,
                place: row.place,
                municipality: row.municipality_code.and_then(|c| places.get(&c).copied()),
                delivery: Delivery::from_word(&row.delivery)?,
                price_cents: row.price_cents,
                note: row.note,
                source_url: row.source_url,
                example: row.example,
                revision: Revision(row.revision),
                updated_at: row.updated_at,
            })
        })
        .collect();
    all.sort_by_cached_key(Placed::place);
    Ok(all)
}

/// Tells each course of its editions, and what they say of its offer.
pub(super) fn tie_editions(facts: &mut Facts) {
    for (at, edition) in facts.editions.iter().enumerate() {
        let course = &mut facts.courses[edition.course];
        course.editions.push(at);
        course.changed_at = course.changed_at.max(edition.updated_at);
        if edition.is_given() {
            course.signs.last_start = course.signs.last_start.max(edition.start.latest());
            course.signs.undated_start |= edition.start.latest().is_none();
        }
    }
    for course in &mut facts.courses {
        course.signs.as_of_year = course.record.as_of_year;
        course.signs.verified = course.record.last_verified.map(|at| at.date_naive());
    }
}
