//! Telling programs of a provider's which of its courses stand published that did not, and
//! which stand so no more: whoever has a course stand otherwise comes by here.

use serde_json::{Value, json};

use crate::domains::catalogue::model::{Shift, Status};
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::happened::{Event, Whose};
use crate::kernel::id::ProviderId;

/// How many courses one message tells of, at most: so that it stays below 20 kB.
const AT_ONCE: usize = 100;

/// Notes what is to be told of courses that changed: nothing of those that stand as they did.
pub(super) async fn tell_shifts(
    backend: &Backend,
    tx: &WriteTx,
    provider: ProviderId,
    shifts: Vec<Shift>,
) -> Result<(), ApiError> {
    let is = Some(Status::Published);
    let published = |one: &&Shift| Some(one.after) == is && one.before != is;
    let withdrawn = |one: &&Shift| Some(one.after) != is && one.before == is;
    let published: Vec<&Shift> = shifts.iter().filter(published).collect();
    let withdrawn: Vec<&Shift> = shifts.iter().filter(withdrawn).collect();
    for (event, courses) in [
        (Event::CoursePublished, published),
        (Event::CourseWithdrawn, withdrawn),
    ] {
        let data = courses.chunks(AT_ONCE).map(told).collect();
        let what = (event, Whose::Provider(provider));
        let noted = tx.happened(&backend.ids, what, data).await;
        noted.map_err(database)?;
    }
    Ok(())
}

fn told(courses: &[&Shift]) -> Value {
    let each = |one: &&Shift| {
        json!({
            "courseId": one.course.0,
            "externalId": one.external_id,
            "revision": one.revision.0,
            "status": one.after.word(),
        })
    };
    let courses: Vec<Value> = courses.iter().map(each).collect();
    json!({"courses": courses})
}
