//! What an organisation does with its own courses by hand.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use crate::domains::catalogue::error::{CatalogueError, Thing};
use crate::domains::catalogue::model::{
    CourseAct, CourseDraft, Footing, Otherwise, OwnCourse, Shift, Status, VersionId, Visibility,
};
use crate::domains::catalogue::policy::{self, Keeper, Standing};
use crate::domains::catalogue::snapshot::TOPIC;
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::revision::Revision;

use super::filter::reference;
use super::shifted::tell_shifts;

/// The courses that somebody looks after, whether the public sees them or not.
pub async fn own_courses(
    backend: &Backend,
    actor: &Actor,
    status: &[Status],
    page: &PageRequest,
) -> Result<Page<OwnCourse>, ApiError> {
    let keeper = Keeper::of(actor)?;
    let found = store::own_courses(backend.reader(), keeper, status, page).await;
    found.map_err(database)
}

/// A course that somebody looks after, held until the write ends. Of one that neither they
/// nor the public may see nothing is told.
pub async fn kept_course(
    tx: &WriteTx,
    actor: &Actor,
    id_or_slug: &str,
) -> Result<OwnCourse, ApiError> {
    let course = store::hold_own_course(tx, &reference(id_or_slug)).await;
    let course = course.map_err(database)?;
    Keeper::of(actor)?.must_keep(course.as_ref())?;
    Ok(course.ok_or(CatalogueError::NotFound(Thing::Course))?)
}

/// Some courses of a provider's, for whoever looks after them.
pub async fn own_by_id(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    courses: Vec<CourseId>,
) -> Result<Vec<OwnCourse>, ApiError> {
    let found = store::own_by_id(db, provider, courses).await;
    found.map_err(database)
}

/// The course to which a provider gave a key, for whoever may know of it.
pub async fn keyed_course(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    key: &str,
) -> Result<Option<OwnCourse>, ApiError> {
    let found = store::keyed_course(db, provider, key).await;
    found.map_err(database)
}

/// Which state a course and its editions are in; nothing where it is gone.
pub async fn footing(
    db: &impl ConnectionTrait,
    course: CourseId,
) -> Result<Option<(OwnCourse, Footing)>, ApiError> {
    let found = store::own_course(db, &course.0.to_string()).await;
    let Some(course) = found.map_err(database)? else {
        return Ok(None);
    };
    let footing = store::footing(db, &course).await.map_err(database)?;
    Ok(Some((course, footing)))
}

/// A course as its provider would write it today, with its editions that are not over.
pub async fn written_course(
    db: &impl ConnectionTrait,
    course: CourseId,
    today: NaiveDate,
) -> Result<Option<CourseDraft>, ApiError> {
    store::written(db, course, today).await.map_err(database)
}

/// Shows a course to the public, or takes it back. Where it stands so already, nothing
/// happens. It keeps its id, its address, its reviews and its editions.
pub async fn stand(
    backend: &Backend,
    actor: &Actor,
    (id_or_slug, from): (&str, Revision),
    status: Status,
) -> Result<OwnCourse, ApiError> {
    // Who may do this to no course hears so before any is looked for.
    Keeper::of(actor)?;
    let tx = backend.write().await?;
    let word = reference(id_or_slug);
    let course = store::own_course(tx.conn(), &word)
        .await
        .map_err(database)?;
    let leave = policy::standing(&tx, actor, course.as_ref())?;
    let course = course.ok_or(CatalogueError::Stale)?;
    from.must_be(course.revision)?;
    if course.status == status {
        return Ok(course);
    }
    if course.status != Status::Published {
        let taken_by = store::taken_by(&leave).await.map_err(database)?;
        policy::restanding(&leave, taken_by)?;
    }
    if !store::stand(&leave, from, status).await.map_err(database)? {
        return Err(CatalogueError::Stale.into());
    }
    let shown = status == Status::Published && course.visibility == Visibility::Public;
    let titled = match shown {
        true => store::title(&leave, &course).await.map_err(database)?,
        false => None,
    };
    let audiences = course.audiences();
    store::take(&leave, audiences).await.map_err(database)?;
    let (act, name) = match status {
        Status::Published => (CourseAct::Publish, "course.publish"),
        Status::Archived => (CourseAct::Archive, "course.archive"),
        _ => (CourseAct::Withdraw, "course.withdraw"),
    };
    let otherwise = Otherwise {
        field: "status".to_owned(),
        before: vec![course.status.word().to_owned()],
        after: vec![status.word().to_owned()],
    };
    write_down(backend, &leave, (act, name), &[otherwise]).await?;
    let shift = Shift::by_hand(&course, status);
    tell_shifts(backend, &tx, course.provider, vec![shift]).await?;
    tx.changed(TOPIC, course.provider.0.to_string());
    let stands = OwnCourse {
        slug: titled.unwrap_or(course.slug),
        status,
        revision: Revision(from.0 + 1),
        updated_at: tx.now(),
        ..course
    };
    backend.commit(tx).await?;
    Ok(stands)
}

/// Writes down what was done to a course by hand: in its history, and in the audit.
pub(super) async fn write_down(
    backend: &Backend,
    leave: &Standing<'_>,
    (act, name): (CourseAct, &'static str),
    otherwise: &[Otherwise],
) -> Result<(), ApiError> {
    let version = (VersionId(backend.ids.ordered()), act);
    let added = store::add_version(leave, version, otherwise).await;
    added.map_err(database)?;
    let act = Act {
        name,
        by: Some(leave.by()),
        subject: format!("course:{}", leave.course().0),
        detail: None,
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}
