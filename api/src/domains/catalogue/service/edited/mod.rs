//! What is edited by hand beside courses: providers, code lists, and the topics of courses.

mod codes;
mod providers;
mod suggested;
mod topics;

use crate::domains::catalogue::model::{EditId, Edited, Otherwise};
use crate::domains::catalogue::policy::Editing;
use crate::domains::catalogue::store;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};

pub use codes::{CodeWish, code_list_history, put_code};
pub use providers::{ProviderWish, provider_history, replace_provider};
pub use suggested::{Mappable, Suggested, mapping};
pub use topics::{MappingWish, map_course};

/// Writes down what was edited: in the history of the thing, and in the audit.
pub(super) async fn write_down(
    backend: &Backend,
    leave: &Editing<'_>,
    (edited, name): (&Edited, &'static str),
    changes: &[Otherwise],
) -> Result<(), ApiError> {
    let id = EditId(backend.ids.ordered());
    let added = store::add_edit(leave, (id, edited), changes).await;
    added.map_err(database)?;
    let (kind, key) = edited.key();
    let act = Act {
        name,
        by: Some(leave.by()),
        subject: format!("{kind}:{key}"),
        detail: None,
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}

/// A member that was one thing and is another; nothing where it is the same.
fn otherwise<T: ToString>(
    field: &str,
    before: impl IntoIterator<Item = T>,
    after: impl IntoIterator<Item = T>,
) -> Option<Otherwise> {
    let words = |all: Vec<T>| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    let before = words(before.into_iter().collect());
    let after = words(after.into_iter().collect());
    (before != after).then(|| Otherwise {
        field: field.to_owned(),
        before,
        after,
    })
}
