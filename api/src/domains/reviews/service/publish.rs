//! What the house does by the calendar: let reviews come out together, and forget in
//! which order they came.

use super::super::model::{Month, Quarter, Summary};
use super::super::policy::{Forgetting, Publishing};
use super::super::store;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::happened::{Event, Whose};
use crate::kernel::id::CourseId;

/// Does what is due: to be called every hour or so, by any number of nodes.
pub async fn tend(backend: &Backend) -> Result<usize, ApiError> {
    let published = publish_due(backend).await?;
    let tx = backend.write().await?;
    let leave = Forgetting::by_the_calendar(&tx);
    store::forget_order(&leave).await.map_err(database)?;
    backend.commit(tx).await?;
    Ok(published)
}

/// Lets reviews come out where enough wait; tells of how many courses.
async fn publish_due(backend: &Backend) -> Result<usize, ApiError> {
    let ripe = store::ripe(backend.reader()).await.map_err(database)?;
    let mut published = 0;
    for course in ripe {
        published += usize::from(publish(backend, course).await?);
    }
    Ok(published)
}

/// Has programs of whoever offers a course hear that reviews came out: of which course, and
/// nothing else.
async fn tell(backend: &Backend, tx: &WriteTx, course: CourseId) -> Result<(), ApiError> {
    let what = (Event::ReviewsPublished, Whose::Course(course));
    let data = vec![serde_json::json!({"courseId": course.0})];
    let noted = tx.happened(&backend.ids, what, data).await;
    noted.map_err(database)
}

/// A course at a time, so that nobody waits long for the others.
async fn publish(backend: &Backend, course: CourseId) -> Result<bool, ApiError> {
    let today = backend.clock.today();
    let tx = backend.write().await?;
    let waiting = store::waiting(&tx, course).await.map_err(database)?;
    let last = store::last_month(&tx, course).await.map_err(database)?;
    let now = (Month::of(today), Quarter::of(today));
    let Some(leave) = Publishing::by_the_calendar(&tx, course, waiting, last.as_ref(), now) else {
        return Ok(false);
    };
    store::publish(&leave).await.map_err(database)?;
    let scores = store::published_scores(&tx, course)
        .await
        .map_err(database)?;
    store::show_together(&leave, Summary::of(&scores).as_ref()).await?;
    tell(backend, &tx, course).await?;
    backend.commit(tx).await?;
    Ok(true)
}
