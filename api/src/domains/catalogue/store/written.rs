//! A course as its provider would write it, read back from its rows.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveTime};
use entities::{course_audiences, course_codes, course_topics, course_uses, courses, editions};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::accreditations;
use crate::domains::catalogue::model::{
    AccreditationDraft, CourseDraft, Delivery, EditionDraft, EditionStatus, Footing, Openness,
    OwnCourse, PriceLine, Start, TopicId, Visibility, clients,
};
use crate::kernel::id::CourseId;
use crate::kernel::revision::digest;

/// The lists of codes that a course has beside its topics and audiences.
const LISTS: [&str; 3] = ["care_type", "child_theme", "condition"];

/// What a course has many of, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Its topics; the first is the main one.
    pub topics: Vec<TopicId>,
    /// Codes of the list `audience`.
    pub audiences: Vec<String>,
    /// Codes of other lists.
    pub codes: Vec<(&'static str, String)>,
    /// Who accredits it.
    pub accreditations: Vec<AccreditationDraft>,
    /// What it uses, by key or slug.
    pub uses: Vec<String>,
}

/// What some courses have many of, in four statements.
pub(super) async fn lists(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Lists>, DbErr> {
    let mut lists: HashMap<Uuid, Lists> = HashMap::new();
    if ids.is_empty() {
        return Ok(lists);
    }
    let some = || ids.iter().copied();
    let rows = course_topics::Entity::find()
        .filter(course_topics::Column::CourseId.is_in(some()))
        .order_by_asc(course_topics::Column::Position);
    for row in rows.all(db).await? {
        let of = lists.entry(row.course_id).or_default();
        of.topics.push(TopicId(row.topic_id));
    }
    let rows = course_audiences::Entity::find()
        .filter(course_audiences::Column::CourseId.is_in(some()))
        .order_by_asc(course_audiences::Column::Position);
    for row in rows.all(db).await? {
        let of = lists.entry(row.course_id).or_default();
        of.audiences.push(row.audience);
    }
    let rows = course_codes::Entity::find()
        .filter(course_codes::Column::CourseId.is_in(some()))
        .order_by_asc(course_codes::Column::Position);
    for row in rows.all(db).await? {
        let list = LISTS.into_iter().find(|list| *list == row.list);
        let of = lists.entry(row.course_id).or_default();
        of.codes.extend(list.map(|list| (list, row.code)));
    }
    for (course, all) in accreditations::of_courses(db, ids).await? {
        lists.entry(course).or_default().accreditations = all;
    }
    let rows = course_uses::Entity::find()
        .filter(course_uses::Column::CourseId.is_in(some()))
        .order_by_asc(course_uses::Column::Position);
    for row in rows.all(db).await? {
        let of = lists.entry(row.course_id).or_default();
        of.uses.push(row.product);
    }
    Ok(lists)
}

/// A course as its provider would write it today, with its editions that are not over. What
/// only shows how it looks is nobody's to write.
pub async fn written(
    db: &impl ConnectionTrait,
    course: CourseId,
    today: NaiveDate,
) -> Result<Option<CourseDraft>, DbErr> {
    let Some(row) = courses::Entity::find_by_id(course.0).one(db).await? else {
        return Ok(None);
    };
    let lists = lists(db, &[row.id]).await?.remove(&row.id);
    let rows = editions::Entity::find()
        .filter(editions::Column::CourseId.eq(row.id))
        .filter(editions::Column::Example.eq(false))
        .order_by_asc(editions::Column::Id)
        .all(db)
        .await?;
    let to_come = rows.into_iter().filter(|row| {
        let last = row.starts_on.or(row.starts_until);
        last.is_none_or(|day| day >= today)
    });
    let editions = to_come.filter_map(edition).collect();
    Ok(Some(draft(row, lists.unwrap_or_default(), editions)))
}

fn draft(row: courses::Model, lists: Lists, editions: Vec<EditionDraft>) -> CourseDraft {
    let raw = row.raw_codes.as_deref();
    let raw = raw.and_then(|text| serde_json::from_str::<BTreeMap<_, _>>(text).ok());
    CourseDraft {
        external_id: row.external_id,
        title: row.title,
        summary: row.summary,
        learning_form: row.learning_form,
        product_kind: row.product_kind,
        uses: lists.uses,
        audiences: lists.audiences,
        topics: lists.topics,
        duration_minutes: row.duration_minutes,
        sessions: row.sessions,
        price_cents: row.price_cents,
        price_lines: PriceLine::read(row.price_lines.as_deref()),
        openness: Openness {
            visibility: Visibility::from_word(&row.visibility),
            clients: clients(row.clients.as_deref()),
        },
        language: row.language,
        accreditation: row.accreditation,
        accreditations: lists.accreditations,
        reading_level: row.reading_level,
        child_ages: (row.child_age_from, row.child_age_to),
        group: (row.group_min, row.group_max),
        home_minutes: row.home_minutes,
        credential: row.credential,
        prerequisites: row.prerequisites,
        codes: lists.codes,
        url: row.url,
        raw_codes: raw.unwrap_or_default(),
        editions: Some(editions),
    }
}

fn edition(row: editions::Model) -> Option<EditionDraft> {
    let time =
        |text: Option<String>| text.and_then(|text| NaiveTime::parse_from_str(&text, "%H:%M").ok());
    Some(EditionDraft {
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
        start_time: time(row.start_time),
        end_time: time(row.end_time),
        venue: row.venue,
        place: row.place,
        municipality: row.municipality_code,
        delivery: Delivery::from_word(&row.delivery)?,
        price_cents: row.price_cents,
        price_lines: PriceLine::read(row.price_lines.as_deref()),
        open_to: Some(clients(row.open_to.as_deref())),
        note: row.note,
    })
}

/// Which state a course and its editions are in.
pub async fn footing(db: &impl ConnectionTrait, course: &OwnCourse) -> Result<Footing, DbErr> {
    let rows = editions::Entity::find()
        .filter(editions::Column::CourseId.eq(course.id.0))
        .order_by_asc(editions::Column::Id)
        .all(db)
        .await?;
    let states: Vec<String> = rows
        .iter()
        .map(|row| format!("{}.{}", row.id, row.revision))
        .collect();
    Ok(Footing {
        revision: course.revision,
        editions: digest(states.join(" ").as_bytes()),
    })
}
