//! What can be done with drafts. Both doors come through here.

mod begun;
mod planned;
mod review;
mod wishes;
mod writing;

use super::error::DraftError;
use super::model::{Draft, DraftId, Judged, Listed, State};
use super::policy::Visible;
use super::store;
use crate::domains::catalogue::{self, Catalogue, CourseDraft, Snapshot};
use crate::domains::identity::{self, Became};
use crate::domains::intake::{Message, read_alone};
use crate::kernel::actor::{Actor, Person};
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};
use sea_orm::ConnectionTrait;

pub use planned::carry_out_due;
pub use review::{approve, give_back};
pub use wishes::{DraftRequest, ReplaceRequest, ReturnRequest, StepRequest};
pub use writing::{create, remove, replace, retract, submit};

/// The drafts that somebody may know of, those that were begun first first.
pub async fn drafts(
    backend: &Backend,
    actor: &Actor,
    states: &[State],
    page: &PageRequest,
) -> Result<Page<Listed>, ApiError> {
    let visible = Visible::to(actor)?;
    Ok(store::drafts(backend.reader(), visible, states, page).await?)
}

/// A draft, with what is to be said of it now.
pub async fn draft(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    id: DraftId,
) -> Result<Judged, ApiError> {
    let visible = Visible::to(actor)?;
    let db = backend.consistent_read().await?;
    let found = store::find(&db, visible, id).await?;
    let found = found.ok_or(DraftError::NotFound)?;
    judge(&db, &catalogue.now(), found).await
}

/// Says of a draft what a push would say of its row, and how it stands to its course.
async fn judge(
    db: &impl ConnectionTrait,
    snapshot: &Snapshot,
    draft: Draft,
) -> Result<Judged, ApiError> {
    if draft.state == State::Published {
        return Ok(Judged {
            draft,
            messages: Vec::new(),
            course_changed: false,
        });
    }
    let (_, mut messages) = read(db, snapshot, &draft).await?;
    let standing = match draft.course {
        Some(course) => catalogue::footing(db, course).await?,
        None => None,
    };
    let key = draft.content.external_id.as_deref().map(str::trim);
    match (&standing, key) {
        (Some((course, _)), Some(key)) if course.external_id != key => {
            messages.push(Message::error(
                "/externalId",
                "draft.other_key",
                other_key(),
            ));
        }
        (None, Some(key)) => {
            let same = catalogue::keyed_course(db, draft.provider, key).await?;
            messages.extend(
                same.map(|_| Message::error("/externalId", "draft.key_taken", key_taken())),
            );
        }
        _ => {}
    }
    if standing
        .as_ref()
        .is_some_and(|(course, _)| course.source == "push")
    {
        messages.push(Message::warning("", "draft.course_pushed", pushed()));
    }
    Ok(Judged {
        course_changed: draft.began_otherwise(standing.as_ref()),
        draft,
        messages,
    })
}

/// Reads what a draft says, as a push's row is read.
async fn read(
    db: &impl ConnectionTrait,
    snapshot: &Snapshot,
    draft: &Draft,
) -> Result<(Option<CourseDraft>, Vec<Message>), ApiError> {
    let value = serde_json::to_value(&draft.content).map_err(DraftError::from)?;
    let key = draft.content.external_id.as_deref().map(str::trim);
    let held = catalogue::held(db, snapshot, draft.provider, key).await?;
    Ok(read_alone(value, snapshot, draft.provider, held))
}

fn other_key() -> Text {
    Text::new(
        "dit is de sleutel van ander leeraanbod; laat hem weg, of begin een concept bij dat aanbod",
        "this is the key of another course; leave it out, or begin a draft of that course",
    )
}

fn key_taken() -> Text {
    Text::new(
        "jullie hebben al leeraanbod met deze sleutel; begin een concept bij dat aanbod",
        "you have a course with this key already; begin a draft of that course",
    )
}

fn pushed() -> Text {
    Text::new(
        "dit aanbod komt uit jullie eigen systeem; de volgende push die het noemt komt in de plaats van dit concept",
        "this course comes from your own system; the next push that names it takes the place of this draft",
    )
}

/// Has whoever wrote a draft hear what became of it.
async fn tell_author(
    backend: &Backend,
    tx: &WriteTx,
    draft: DraftId,
    became: Became,
) -> Result<(), ApiError> {
    match store::author(tx.conn(), draft).await? {
        Some(author) => identity::service::tell_account(backend, tx, author, became).await,
        None => Ok(()),
    }
}

/// What is done in office is written down.
async fn write_down(
    backend: &Backend,
    tx: &WriteTx,
    (name, by): (&'static str, Option<&Person>),
    draft: DraftId,
) -> Result<(), ApiError> {
    let act = Act {
        name,
        by,
        subject: format!("draft:{}", draft.0),
        detail: None,
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)
}
