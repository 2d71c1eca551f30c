//! Reads the published courses, with what they have many of.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{
    course_audiences, course_codes, course_confirmations, course_topics, courses, providers,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::changed::Of;
use super::read::{coded, gather, places};
use super::subjects::{subjects_of_courses, under};
use crate::domains::catalogue::model::{
    Coded, CourseRecord, Hidden, PriceLine, Status, Visibility, clients, kind_by_form,
};
use crate::domains::catalogue::snapshot::Facts;
use crate::kernel::id::CourseId;
use crate::kernel::revision::Revision;
use crate::kernel::words::fold;

/// The published courses, whoever sees them, not yet told of their editions and reviews.
pub(super) async fn published_courses(
    db: &impl ConnectionTrait,
    facts: &Facts,
    of: Of<'_>,
) -> Result<Vec<CourseRecord>, DbErr> {
    let of_topic = places(&facts.topics, |topic| topic.id.0);
    let of_provider = places(&facts.providers, |provider| provider.id.0);
    let rows = of
        .rows(
            course_topics::Entity::find(),
            course_topics::Column::CourseId,
        )
        .order_by_asc(course_topics::Column::Position)
        .all(db)
        .await?;
    let mut topics = gather(rows, |row| (row.course_id, row.topic_id));
    let mut subjects = subjects_of_courses(db, facts, of).await?;
    let rows = of
        .rows(
            course_audiences::Entity::find(),
            course_audiences::Column::CourseId,
        )
        .order_by_asc(course_audiences::Column::Position)
        .all(db)
        .await?;
    let mut audiences = gather(rows, |row| (row.course_id, row.audience));
    let rows = of
        .rows(course_codes::Entity::find(), course_codes::Column::CourseId)
        .order_by_asc(course_codes::Column::Position)
        .all(db)
        .await?;
    let mut codes = gather(rows, |row| (row.course_id, (row.list, row.code)));
    let rows = course_confirmations::Entity::find();
    let rows = of.rows(rows, course_confirmations::Column::CourseId);
    let rows = rows.all(db).await?;
    let confirmed: HashMap<_, _> = rows
        .into_iter()
        .map(|row| (row.course_id, row.confirmed_at))
        .collect();
    let whole = confirmed_wholly(db).await?;
    let rows = of
        .courses(courses::Entity::find())
        .filter(courses::Column::Status.eq(Status::Published.word()))
        .all(db)
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(provider) = of_provider.get(&row.provider_id).copied() else {
            continue;
        };
        let topics = topics.remove(&row.id).unwrap_or_default();
        let topics = topics
            .iter()
            .filter_map(|topic| of_topic.get(topic).copied());
        let topics: Vec<usize> = topics.collect();
        let subjects = subjects.remove(&row.id).unwrap_or_default();
        let audiences = audiences.remove(&row.id).unwrap_or_default();
        let codes = codes.remove(&row.id).unwrap_or_default();
        let of_list = |name: &str| -> Vec<Coded> {
            let codes = codes.iter().filter(|(list, _)| list == name);
            codes
                .map(|(list, code)| coded(facts, list, code.clone()))
                .collect()
        };
        let code = |list: &str, code: Option<String>| code.map(|code| coded(facts, list, code));
        let each = confirmed.get(&row.id).copied();
        let last_verified = row.confirmed_at.max(each).max(of_whole(&whole, &row));
        all.push(CourseRecord {
            care_types: of_list("care_type"),
            child_themes: of_list("child_theme"),
            conditions: of_list("condition"),
            provider,
            product_kind: coded(facts, "product_kind", kind(&row)),
            learning_form: coded(facts, "learning_form", row.learning_form),
            audiences: audiences
                .into_iter()
                .map(|a| coded(facts, "audience", a))
                .collect(),
            subjects: under(facts, subjects, &topics),
            topics,
            accreditations: Vec::new(),
            sort_title: fold(&row.title),
            reading_level: code("reading_level", row.reading_level),
            child_ages: (row.child_age_from, row.child_age_to),
            group: (row.group_min, row.group_max),
            home_minutes: row.home_minutes,
            credential: code("credential", row.credential),
            prerequisites: row.prerequisites,
            last_verified,
            id: CourseId(row.id),
            external_id: row.external_id,
            slug: row.slug,
            title: row.title,
            summary: row.summary,
            duration_minutes: row.duration_minutes,
            sessions: row.sessions,
            said_price: row.price_cents,
            price_lines: PriceLine::read(row.price_lines.as_deref()),
            client_lines: Vec::new(),
            price_text: row.price_text,
            language: row.language,
            accreditation: row.accreditation,
            url: row.url,
            source_url: row.source_url,
            source: row.source,
            mapping: row.mapping,
            mapping_reviewed_at: row.mapping_reviewed_at,
            as_of_year: row.as_of_year,
            evidence: row.evidence,
            // What nobody here can read as anything else is for its own organisation.
            visibility: Visibility::from_word(&row.visibility).unwrap_or(Visibility::Own),
            clients: clients(row.clients.as_deref()),
            example: row.example,
            shown: Hidden::shown(
                row.hidden.as_deref(),
                (Revision(row.revision), row.updated_at),
            ),
            revision: Revision(row.revision),
            updated_at: row.updated_at,
        });
    }
    Ok(all)
}

/// What a course is: as was said, or as follows from how one learns.
fn kind(row: &courses::Model) -> String {
    let said = row.product_kind.as_deref();
    said.unwrap_or_else(|| kind_by_form(&row.learning_form))
        .to_owned()
}

/// When providers last confirmed all of their offer.
pub(super) async fn confirmed_wholly(
    db: &impl ConnectionTrait,
) -> Result<HashMap<Uuid, DateTime<Utc>>, DbErr> {
    let rows: Vec<(Uuid, DateTime<Utc>)> = providers::Entity::find()
        .select_only()
        .columns([providers::Column::Id, providers::Column::ConfirmedAt])
        .filter(providers::Column::ConfirmedAt.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// When a course was confirmed with all of its provider's offer, where it was among it.
pub(super) fn of_whole(
    whole: &HashMap<Uuid, DateTime<Utc>>,
    row: &courses::Model,
) -> Option<DateTime<Utc>> {
    let at = whole.get(&row.provider_id).copied();
    at.filter(|_| row.in_full)
}
