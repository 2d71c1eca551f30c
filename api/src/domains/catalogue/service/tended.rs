//! Keeping courses true: confirming them, and seeing what happened to them.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::filter::reference;
use super::own::write_down;
use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{Course, CourseAct, Otherwise, OwnCourse, Status, Version};
use crate::domains::catalogue::policy::{self, Keeper};
use crate::domains::catalogue::snapshot::{Catalogue, Snapshot, TOPIC};
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::language::Text;
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::revision::Revision;

/// After how many days a course waits to be confirmed, unless asked otherwise: well before
/// the year after which it is no longer sure that it is still given.
pub const DAYS: i64 = 180;
/// The most days that can be asked for.
pub const MOST_DAYS: i64 = 3_650;

/// Confirms that a course is still as it stands.
pub async fn confirm(
    backend: &Backend,
    actor: &Actor,
    (id_or_slug, from): (&str, Revision),
) -> Result<OwnCourse, ApiError> {
    Keeper::of(actor)?;
    let tx = backend.write().await?;
    let course = store::hold_own_course(&tx, &reference(id_or_slug)).await;
    let course = course.map_err(database)?;
    let leave = policy::standing(&tx, actor, course.as_ref())?;
    let course = course.ok_or(CatalogueError::Stale)?;
    from.must_be(course.revision)?;
    if course.status != Status::Published {
        return Err(CatalogueError::NotPublished.into());
    }
    store::confirm(&leave).await.map_err(database)?;
    let otherwise = Otherwise {
        field: "lastVerified".to_owned(),
        before: course.last_verified.map(moment).into_iter().collect(),
        after: vec![moment(tx.now())],
    };
    write_down(
        backend,
        &leave,
        (CourseAct::Confirm, "course.confirm"),
        &[otherwise],
    )
    .await?;
    tx.changed(TOPIC, course.provider.0.to_string());
    let confirmed = OwnCourse {
        last_verified: Some(tx.now()),
        ..course
    };
    backend.commit(tx).await?;
    Ok(confirmed)
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The published courses that somebody looks after and that were not confirmed for some
/// days, or never were: what waits longest comes first.
pub fn to_confirm(
    catalogue: &Catalogue,
    actor: &Actor,
    (now, days): (DateTime<Utc>, Option<i64>),
    page: &PageRequest,
) -> Result<Page<OwnCourse>, ApiError> {
    let keeper = Keeper::of(actor)?;
    let snapshot = catalogue.seen(keeper.sight());
    let days = days.unwrap_or(DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        let detail = Text::new(
            format!("is een aantal dagen van 1 tot {MOST_DAYS}"),
            format!("is a number of days from 1 to {MOST_DAYS}"),
        );
        return Err(ApiError::invalid(vec![Fault::at(
            "days",
            "filter.out_of_range",
            detail,
        )]));
    }
    let since = now - TimeDelta::days(days);
    let whose = |course: &Course| snapshot.providers[course.provider].id;
    let waiting = snapshot.courses.iter().filter(|course| {
        let known = course.record.last_verified;
        keeper.keeps(whose(course)) && known.is_none_or(|at| at < since)
    });
    let mut waiting: Vec<OwnCourse> = waiting
        .map(|course| {
            let record = &course.record;
            OwnCourse {
                id: record.id,
                provider: whose(course),
                external_id: record.external_id.clone(),
                slug: record.slug.clone(),
                title: record.title.clone(),
                status: Status::Published,
                visibility: record.visibility,
                clients: record.clients.clone(),
                source: record.source.clone(),
                revision: record.revision,
                updated_at: record.updated_at,
                last_verified: record.last_verified,
            }
        })
        .collect();
    waiting.sort_by_cached_key(waits);
    Ok(page.cut(&waiting, waits))
}

/// The place of a course among those that wait: never confirmed comes first.
fn waits(course: &OwnCourse) -> Cursor {
    let known = course.last_verified.map(moment);
    Cursor(vec![known.unwrap_or_default(), course.id.0.to_string()])
}

/// What happened to a course, for those who look after it: the newest first.
pub async fn history(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (id_or_slug, page): (&str, &PageRequest),
) -> Result<Page<Version>, ApiError> {
    let keeper = Keeper::of(actor)?;
    let db = backend.consistent_read().await?;
    let course = store::own_course(&db, &reference(id_or_slug)).await;
    let course = course.map_err(database)?;
    let course = keeper.must_keep(course.as_ref())?;
    let found = store::versions(&db, course, page).await.map_err(database)?;
    Ok(found.map(|mut version| {
        for change in &mut version.changes {
            let name = match change.field.rsplit('/').next() {
                Some("topics") => topic,
                Some("subjects") => subject,
                Some("clients" | "openTo") => provider,
                _ => continue,
            };
            for words in [&mut change.before, &mut change.after] {
                named(snapshot, words, name);
            }
        }
        version
    }))
}

/// Calls things by the slugs that they have now.
fn named(snapshot: &Snapshot, words: &mut [String], slug: Slug) {
    for word in words {
        if let Some(slug) = slug(snapshot, word) {
            *word = slug.to_owned();
        }
    }
}

/// The slug of what an id names.
type Slug = for<'s> fn(&'s Snapshot, &str) -> Option<&'s str>;

fn topic<'s>(snapshot: &'s Snapshot, id: &str) -> Option<&'s str> {
    Some(&snapshot.topics[snapshot.topic(id)?].slug)
}

fn subject<'s>(snapshot: &'s Snapshot, id: &str) -> Option<&'s str> {
    Some(&snapshot.subjects[snapshot.subject(id)?].slug)
}

fn provider<'s>(snapshot: &'s Snapshot, id: &str) -> Option<&'s str> {
    Some(&snapshot.providers[snapshot.provider(id)?].slug)
}
