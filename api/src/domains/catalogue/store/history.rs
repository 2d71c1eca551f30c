//! The history of courses: what is otherwise, and the lines that tell of it.

use entities::{course_versions, courses, editions};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::written::Lists;
use crate::domains::catalogue::model::{
    AccreditationDraft, CourseAct, Issuer, Office, Otherwise, OwnCourse, PriceLine, Version,
    VersionId, clients, points,
};
use crate::domains::catalogue::policy::Standing;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// What a row says, member by member; nothing where it says nothing.
type Said = Vec<(&'static str, Vec<String>)>;

/// What one is otherwise than the other. Both have the same members, in the same order.
fn compare(base: &str, before: Said, after: Said) -> impl Iterator<Item = Otherwise> {
    let both = before.into_iter().zip(after);
    both.filter(|((_, before), (_, after))| before != after)
        .map(move |((member, before), (_, after))| Otherwise {
            field: format!("{base}{member}"),
            before,
            after,
        })
}

fn one<T: ToString>(value: &Option<T>) -> Vec<String> {
    value.iter().map(ToString::to_string).collect()
}

/// Clients, by id.
fn named(kept: Option<&str>) -> Vec<String> {
    let clients = clients(kept).into_iter();
    clients.map(|client| client.0.to_string()).collect()
}

/// Each line of a price, as JSON.
fn priced(kept: Option<&str>) -> Vec<String> {
    let lines = PriceLine::read(kept).into_iter();
    lines
        .map(|line| serde_json::json!(line).to_string())
        .collect()
}

fn words(text: &str) -> Vec<String> {
    Some(text)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .into_iter()
        .collect()
}

/// What is otherwise in a course's row and lists.
pub(super) fn of_course(
    (before, had): (&courses::Model, &Lists),
    (after, has): (&courses::Model, &Lists),
) -> Vec<Otherwise> {
    compare("", course(before, had), course(after, has)).collect()
}

fn course(row: &courses::Model, lists: &Lists) -> Said {
    let codes = |list: &str| {
        let of = lists.codes.iter().filter(|(name, _)| *name == list);
        of.map(|(_, code)| code.clone()).collect()
    };
    let topics = lists.topics.iter().map(|topic| topic.0.to_string());
    vec![
        ("title", words(&row.title)),
        ("summary", words(&row.summary)),
        ("learningForm", words(&row.learning_form)),
        ("productKind", one(&row.product_kind)),
        ("uses", lists.uses.clone()),
        ("audiences", lists.audiences.clone()),
        ("topics", topics.collect()),
        ("durationMinutes", one(&row.duration_minutes)),
        ("sessions", one(&row.sessions)),
        ("priceCents", one(&row.price_cents)),
        ("priceText", one(&row.price_text)),
        ("priceLines", priced(row.price_lines.as_deref())),
        ("visibility", words(&row.visibility)),
        ("clients", named(row.clients.as_deref())),
        ("language", words(&row.language)),
        ("accreditation", one(&row.accreditation)),
        (
            "accreditations",
            lists.accreditations.iter().map(accredited).collect(),
        ),
        ("careTypes", codes("care_type")),
        ("childThemes", codes("child_theme")),
        ("conditions", codes("condition")),
        ("childAgeFrom", one(&row.child_age_from)),
        ("childAgeTo", one(&row.child_age_to)),
        ("readingLevel", one(&row.reading_level)),
        ("groupMin", one(&row.group_min)),
        ("groupMax", one(&row.group_max)),
        ("homeMinutes", one(&row.home_minutes)),
        ("credential", one(&row.credential)),
        ("prerequisites", one(&row.prerequisites)),
        ("url", one(&row.url)),
        ("status", words(&row.status)),
        ("source", words(&row.source)),
    ]
}

/// An accreditation in a line.
pub(super) fn accredited(it: &AccreditationDraft) -> String {
    let issuer = match &it.issuer {
        Issuer::Named(name) => name.clone(),
        Issuer::Known(provider) => provider.0.to_string(),
    };
    let points = it.points.map(|hundredths| points(hundredths).to_string());
    let days = [it.valid.0, it.valid.1].map(|day| day.map(|day| day.to_string()));
    let [from, until] = days;
    let said = [it.code.clone(), points, from, until, it.source_url.clone()];
    let said = said.map(Option::unwrap_or_default);
    format!("{issuer}; {}", said.join("; "))
}

/// What is otherwise in an edition: all of it, where it is new or goes.
pub(super) fn of_edition(
    before: Option<&editions::Model>,
    after: Option<&editions::Model>,
) -> Vec<Otherwise> {
    let Some(either) = before.or(after) else {
        return Vec::new();
    };
    let key = either.external_id.replace('~', "~0").replace('/', "~1");
    let base = format!("editions/{key}/");
    compare(&base, edition(before), edition(after)).collect()
}

fn edition(row: Option<&editions::Model>) -> Said {
    macro_rules! said {
        ($($name:literal = $member:ident,)+) => {
            vec![$(($name, row.and_then(|row| row.$member.as_ref()).map(ToString::to_string).into_iter().collect())),+]
        };
    }
    let mut said = said! {
        "startsOn" = starts_on, "startsFrom" = starts_from, "startsUntil" = starts_until,
        "startsText" = starts_text, "endsOn" = ends_on, "status" = status, "seats" = seats,
        "enrolUrl" = enrol_url, "enrolUntil" = enrol_until, "startTime" = start_time,
        "endTime" = end_time, "venue" = venue, "place" = place,
        "municipality" = municipality_code, "priceCents" = price_cents, "note" = note,
    };
    let lines = row.and_then(|row| row.price_lines.as_deref());
    said.push(("priceLines", priced(lines)));
    let clients = row.and_then(|row| row.open_to.as_deref());
    said.push(("openTo", named(clients)));
    let delivery = row.map(|row| row.delivery.clone());
    said.push(("delivery", delivery.into_iter().collect()));
    said
}

/// A line, as it is kept.
pub(super) fn line(
    (id, course): (VersionId, Uuid),
    (act, office): (CourseAct, Office),
    at: chrono::DateTime<chrono::Utc>,
    changes: Option<&[Otherwise]>,
) -> course_versions::Model {
    course_versions::Model {
        id: id.0,
        course_id: course,
        act: act.word().to_owned(),
        office: office.word().to_owned(),
        at,
        // Texts and lists of them: writing these as JSON cannot fail.
        changes: changes.map(|changes| serde_json::json!(changes).to_string()),
    }
}

/// Adds a line of what somebody did to a course by hand.
pub async fn add_version(
    leave: &Standing<'_>,
    (id, act): (VersionId, CourseAct),
    changes: &[Otherwise],
) -> Result<(), DbErr> {
    let tx = leave.tx();
    let of = (id, leave.course().0);
    let row = line(of, (act, leave.office()), tx.now(), Some(changes));
    course_versions::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// In which office a course that is not shown was last taken from view, where that is known.
pub async fn taken_by(leave: &Standing<'_>) -> Result<Option<Office>, DbErr> {
    let acts = [CourseAct::Withdraw, CourseAct::Archive, CourseAct::Publish];
    let last = course_versions::Entity::find()
        .filter(course_versions::Column::CourseId.eq(leave.course().0))
        .filter(course_versions::Column::Act.is_in(acts.map(CourseAct::word)))
        .order_by_desc(course_versions::Column::Id)
        .one(leave.tx().conn())
        .await?;
    let taken = last.filter(|row| row.act != CourseAct::Publish.word());
    Ok(taken.and_then(|row| Office::from_word(&row.office)))
}

/// A page of a course's history, the newest line first.
pub async fn versions(
    db: &impl ConnectionTrait,
    course: &OwnCourse,
    page: &PageRequest,
) -> Result<Page<Version>, DbErr> {
    let mut query =
        course_versions::Entity::find().filter(course_versions::Column::CourseId.eq(course.id.0));
    if let Some(after) = page.after_id() {
        query = query.filter(course_versions::Column::Id.lt(after));
    }
    let rows = query
        .order_by_desc(course_versions::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().filter_map(read).collect();
    Ok(page.fill(found, |version: &Version| {
        Cursor(vec![version.id.0.to_string()])
    }))
}

fn read(row: course_versions::Model) -> Option<Version> {
    let changes = row.changes.as_deref();
    Some(Version {
        id: VersionId(row.id),
        act: CourseAct::from_word(&row.act)?,
        by: Office::from_word(&row.office)?,
        at: row.at,
        changes: changes
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default(),
    })
}
