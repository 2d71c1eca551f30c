//! Reads the editions of courses.

use std::collections::HashMap;
use std::sync::Arc;

use entities::editions;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use uuid::Uuid;

use super::changed::Of;
use super::read::places;
use crate::domains::catalogue::model::{
    Delivery, EditionId, EditionRecord, EditionStatus, Hidden, PriceLine, Start, clients,
};
use crate::domains::catalogue::snapshot::Facts;
use crate::kernel::revision::Revision;

/// The editions of courses, by their courses' ids.
pub(super) async fn editions_of_courses(
    db: &impl ConnectionTrait,
    facts: &Facts,
    of: Of<'_>,
) -> Result<HashMap<Uuid, Vec<Arc<EditionRecord>>>, DbErr> {
    let places = places(&facts.municipalities, |municipality| {
        municipality.code.clone()
    });
    let rows = editions::Entity::find();
    let rows = of.rows(rows, editions::Column::CourseId).all(db).await?;
    let mut all: HashMap<Uuid, Vec<Arc<EditionRecord>>> = HashMap::new();
    for row in rows {
        let Some(delivery) = Delivery::from_word(&row.delivery) else {
            continue;
        };
        let record = EditionRecord {
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
            delivery,
            said_price: row.price_cents,
            price_lines: PriceLine::read(row.price_lines.as_deref()),
            client_lines: Vec::new(),
            note: row.note,
            source_url: row.source_url,
            open_to: clients(row.open_to.as_deref()),
            example: row.example,
            shown: Hidden::shown(
                row.hidden.as_deref(),
                (Revision(row.revision), row.updated_at),
            ),
            revision: Revision(row.revision),
            updated_at: row.updated_at,
        };
        all.entry(row.course_id).or_default().push(Arc::new(record));
    }
    Ok(all)
}
