//! Reads the editions of courses.

use entities::editions;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use super::read::places;
use crate::domains::catalogue::model::{
    Delivery, Edition, EditionId, EditionStatus, PriceLine, Start, clients,
};
use crate::domains::catalogue::snapshot::Facts;
use crate::kernel::id::CourseId;
use crate::kernel::revision::Revision;

/// The editions of all courses, each with its course.
pub(super) async fn all_editions(
    db: &impl ConnectionTrait,
    facts: &Facts,
) -> Result<Vec<(CourseId, Edition)>, DbErr> {
    let places = places(&facts.municipalities, |municipality| {
        municipality.code.clone()
    });
    let rows = editions::Entity::find().all(db).await?;
    let rows = rows.into_iter().filter_map(|row| {
        let course = CourseId(row.course_id);
        Some((
            course,
            Edition {
                // Where that stands depends on who sees it.
                course: 0,
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
                said_price: row.price_cents,
                price_lines: PriceLine::read(row.price_lines.as_deref()),
                price_cents: None,
                note: row.note,
                trainers: Vec::new(),
                source_url: row.source_url,
                open_to: clients(row.open_to.as_deref()),
                example: row.example,
                revision: Revision(row.revision),
                updated_at: row.updated_at,
            },
        ))
    });
    Ok(rows.collect())
}
