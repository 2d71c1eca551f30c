//! What can be asked of the catalogue. Both doors come through here.

mod accredited;
mod admitted;
mod browse;
mod changes;
mod choice;
mod compare;
mod edited;
mod filter;
mod misses;
mod named;
mod narrow;
mod offer;
mod own;
mod search;
mod seen;
mod shifted;
mod similar;
mod subjects;
mod tended;
mod trainers;
mod wishes;

pub use accredited::accredit;
pub use admitted::{admit, admitting, hand_over};
pub use browse::*;
pub use changes::changes;
pub use choice::{Choice, Counted, courses};
pub use compare::compared;
pub use edited::{
    CodeWish, Mappable, MappingWish, ProviderWish, Suggested, code_list_history, map_course,
    mapping, provider_history, put_code, replace_provider,
};
pub use filter::{CourseQuery, EditionQuery, unknown, words_of};
pub use misses::{misses, write_down_misses};
pub use named::no_such_word;
pub use narrow::{MunicipalityQuery, ProviderQuery, TermQuery, TopicQuery};
pub use offer::{
    Offering, approved, approving, foresee, free_key, held, offer, offer_of_whole, offered_whole,
    offering, pushed, standing, take_back, withdrawn,
};
pub use own::{footing, kept_course, keyed_course, own_by_id, own_courses, stand, written_course};
pub use search::{Answered, Asked, SearchQuery, search, suggested};
pub use seen::{client, forget_client, name_client, seen};
pub use similar::{Alike, similar};
pub use subjects::{SubjectQuery, subject, subjects, subjects_of};
pub use tended::{confirm, history, to_confirm};
pub use trainers::{TrainerQuery, trainer, trainers};

use std::collections::HashMap;

use super::policy::{Seeding, Showing};
use super::snapshot::{Snapshot, TOPIC};
use super::store;
use crate::domains::reviews::{self, Drawn, service::RightRequest};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::PillarId;

/// Draws the right to review a course that the public knows, by id or slug.
pub async fn draw_review_right(
    backend: &Backend,
    actor: &Actor,
    snapshot: &Snapshot,
    id_or_slug: &str,
    wish: RightRequest,
) -> Result<Drawn, ApiError> {
    let course = course(snapshot, id_or_slug)?;
    let id = snapshot.courses[course].record.id;
    reviews::service::draw(backend, actor, id, wish.basis).await
}

/// Puts the shipped catalogue in the database, as far as it is not there yet.
///
/// Answers how many rows were added or put right; none, the second time.
pub async fn seed(backend: &Backend) -> Result<usize, ApiError> {
    let tx = backend.write().await?;
    let added = store::seed(Seeding::at_set_up(&tx), &backend.ids).await?;
    if added > 0 {
        tx.changed(TOPIC, "seed");
    }
    backend.commit(tx).await?;
    Ok(added)
}

/// The ids of pillars, by slug, for what is seeded about one.
pub async fn pillar_ids(backend: &Backend) -> Result<HashMap<String, PillarId>, ApiError> {
    store::pillar_ids(backend.reader()).await.map_err(database)
}

/// Gives a few courses dates to come, marked as examples. Where there are some still
/// to come, nothing is added.
pub async fn demo(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let leave = Showing::at_the_machine(&tx);
    if store::add_examples(&leave, &backend.ids, backend.clock.today()).await? {
        tx.changed(TOPIC, "demo");
    }
    backend.commit(tx).await
}
