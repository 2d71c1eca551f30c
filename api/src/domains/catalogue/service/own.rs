//! What an organisation does with its own courses by hand.

use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{OwnCourse, Status};
use crate::domains::catalogue::policy::{self, Keeper};
use crate::domains::catalogue::snapshot::TOPIC;
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::revision::Revision;

use super::filter::reference;

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
    if !store::stand(&leave, from, status).await.map_err(database)? {
        return Err(CatalogueError::Stale.into());
    }
    let act = Act {
        name: match status {
            Status::Published => "course.publish",
            _ => "course.withdraw",
        },
        by: Some(leave.by()),
        subject: format!("course:{}", course.id.0),
        detail: None,
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)?;
    tx.changed(TOPIC, course.provider.0.to_string());
    let stands = OwnCourse {
        status,
        revision: Revision(from.0 + 1),
        updated_at: tx.now(),
        ..course
    };
    backend.commit(tx).await?;
    Ok(stands)
}
