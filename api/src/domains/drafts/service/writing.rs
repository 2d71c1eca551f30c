//! What an organisation does with its drafts.

use chrono::{Months, NaiveDate};

use super::super::error::DraftError;
use super::super::model::{Content, Draft, DraftId, Judged, LARGEST, MOST, State, Step};
use super::super::policy::{self, Author, Changing, Visible};
use super::super::store;
use super::begun::content_of;
use super::wishes::{DraftRequest, ReplaceRequest};
use super::{draft, judge, write_down};
use crate::domains::catalogue::{self, Catalogue, Snapshot};
use crate::domains::intake::MOST_EDITIONS;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, sound};
use crate::kernel::idempotency::{Key, Once, again};
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;

/// How far ahead a draft is planned at most.
const FURTHEST: Months = Months::new(24);

/// Begins a draft: of a new course, or of one of the organisation's own. The same key
/// gives the same draft.
pub async fn create(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (wish, key): (DraftRequest, &Key),
) -> Result<Judged, ApiError> {
    let author = policy::author(actor)?;
    bounded(backend, wish.content.as_ref(), wish.takes_effect_on)?;
    let sent = serde_json::to_vec(&wish).map_err(DraftError::from)?;
    let who = (author.person.account, "draft");
    let once = Once::of(&backend.pseudonyms, who, key, &[&sent]);
    let snapshot = catalogue.now();
    let tx = backend.write().await?;
    if let Some(made) = once.made(&tx).await? {
        drop(tx);
        return again(draft(backend, catalogue, actor, DraftId(made)).await);
    }
    let leave = policy::beginning(&tx, &author);
    if store::count(&leave).await? >= MOST {
        return Err(DraftError::TooMany.into());
    }
    let id = DraftId(backend.ids.ordered());
    let mut new = Draft {
        id,
        provider: author.provider,
        course: None,
        base: None,
        state: State::Draft,
        content: wish.content.clone().unwrap_or_default(),
        reason: None,
        revision: Revision(1),
        created_at: tx.now(),
        updated_at: tx.now(),
        submitted_at: None,
        takes_effect_on: wish.takes_effect_on,
    };
    if let Some(word) = &wish.course_id {
        beside(&tx, backend, (actor, word), (&mut new, &snapshot)).await?;
        if let Some(content) = wish.content {
            new.content = content;
        }
    }
    name(&tx, backend, &mut new).await?;
    store::add(&leave, &new).await?;
    store::sign_new(&leave, id).await?;
    once.keep(&tx, id.0, backend.clock.today()).await?;
    let judged = judge(tx.conn(), &snapshot, new).await?;
    backend.commit(tx).await?;
    Ok(judged)
}

/// Holds back what is larger than a course can be, or is planned for too far away, before
/// anything is locked for it: all else that is wrong is kept, and told.
fn bounded(
    backend: &Backend,
    content: Option<&Content>,
    takes_effect_on: Option<NaiveDate>,
) -> Result<(), ApiError> {
    let mut faults = Vec::new();
    let last = backend.clock.today().checked_add_months(FURTHEST);
    let first = NaiveDate::from_ymd_opt(2000, 1, 1);
    if takes_effect_on.is_some_and(|day| Some(day) < first || Some(day) > last) {
        faults.push(Fault::at(
            "/takesEffectOn",
            "draft.too_far",
            Text::new(
                "is een dag in deze eeuw, hoogstens twee jaar vooruit",
                "is a day in this century, up to two years ahead",
            ),
        ));
    }
    if let Some(content) = content {
        too_large(content, &mut faults)?;
    }
    sound(faults)
}

fn too_large(content: &Content, faults: &mut Vec<Fault>) -> Result<(), DraftError> {
    let editions = content.editions.as_ref().map_or(0, Vec::len);
    if editions > MOST_EDITIONS {
        faults.push(Fault::at(
            "/content/editions",
            "draft.too_many_editions",
            Text::new(
                format!("een cursus heeft hoogstens {MOST_EDITIONS} uitvoeringen tegelijk"),
                format!("a course has up to {MOST_EDITIONS} editions at once"),
            ),
        ));
    }
    let bytes = serde_json::to_vec(content)?.len();
    if bytes > LARGEST {
        faults.push(Fault::at(
            "/content",
            "draft.too_large",
            Text::new(
                format!("een concept is hoogstens {LARGEST} bytes groot; dit is {bytes}"),
                format!("a draft is up to {LARGEST} bytes large; this is {bytes}"),
            ),
        ));
    }
    Ok(())
}

/// Has a draft begin with a course as it stands.
async fn beside(
    tx: &WriteTx,
    backend: &Backend,
    (actor, word): (&Actor, &str),
    (new, snapshot): (&mut Draft, &Snapshot),
) -> Result<(), ApiError> {
    let course = catalogue::kept_course(tx, actor, word).await?;
    let today = backend.clock.today();
    let written = catalogue::written_course(tx.conn(), course.id, today).await?;
    let footing = catalogue::footing(tx.conn(), course.id).await?;
    new.course = Some(course.id);
    new.base = footing.map(|(_, footing)| footing);
    new.content = written.map_or_else(Content::default, |it| content_of(it, snapshot));
    Ok(())
}

/// Gives keys to what has none: a course keeps its own, and what is new gets one that
/// nothing else has.
async fn name(tx: &WriteTx, backend: &Backend, draft: &mut Draft) -> Result<(), ApiError> {
    let blank = |key: &Option<String>| key.as_deref().is_none_or(|key| key.trim().is_empty());
    if blank(&draft.content.external_id) {
        let standing = match draft.course {
            Some(course) => catalogue::footing(tx.conn(), course).await?,
            None => None,
        };
        let key = standing.map_or_else(|| draft.id.0.to_string(), |(it, _)| it.external_id);
        draft.content.external_id = Some(key);
    }
    for edition in draft.content.editions.iter_mut().flatten() {
        if blank(&edition.external_id) {
            edition.external_id = Some(backend.ids.random().to_string());
        }
    }
    Ok(())
}

/// A draft that its author takes a step with, from the revision that they read.
async fn taken<'tx>(
    tx: &'tx WriteTx,
    author: &Author,
    (id, from): (DraftId, Option<Revision>),
    step: Step,
) -> Result<(Draft, Changing<'tx>), ApiError> {
    let visible = Visible::Of(author.provider);
    let found = store::hold(tx, visible, id).await?;
    let found = found.ok_or(DraftError::NotFound)?;
    if let Some(from) = from {
        from.must_be(found.revision)?;
    }
    let leave = policy::changing(tx, author, &found, step)?;
    Ok((found, leave))
}

/// Writes a draft anew, as a whole.
pub async fn replace(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (id, wish): (DraftId, ReplaceRequest),
) -> Result<Judged, ApiError> {
    let author = policy::author(actor)?;
    bounded(backend, Some(&wish.content), wish.takes_effect_on)?;
    let snapshot = catalogue.now();
    let tx = backend.write().await?;
    let of = (id, Some(Revision(wish.if_revision)));
    let (mut draft, leave) = taken(&tx, &author, of, Step::Replace).await?;
    draft.content = wish.content;
    draft.takes_effect_on = wish.takes_effect_on;
    if let (true, Some(course)) = (wish.rebase, draft.course) {
        let standing = catalogue::footing(tx.conn(), course).await?;
        draft.base = standing.map(|(_, footing)| footing);
    }
    name(&tx, backend, &mut draft).await?;
    turned(&tx, &mut draft);
    store::change(&leave, &draft).await?;
    store::sign(&leave).await?;
    let judged = judge(tx.conn(), &snapshot, draft).await?;
    backend.commit(tx).await?;
    Ok(judged)
}

/// Has a draft stand in the review queue, where nothing is wrong with it.
pub async fn submit(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (id, from): (DraftId, Revision),
) -> Result<Judged, ApiError> {
    let author = policy::author(actor)?;
    let tx = backend.write().await?;
    let (draft, leave) = taken(&tx, &author, (id, Some(from)), Step::Submit).await?;
    let mut judged = judge(tx.conn(), &catalogue.now(), draft).await?;
    judged.must_be_sound()?;
    judged.draft.state = State::InReview;
    judged.draft.reason = None;
    judged.draft.submitted_at = Some(tx.now());
    turned(&tx, &mut judged.draft);
    store::change(&leave, &judged.draft).await?;
    store::sign(&leave).await?;
    write_down(backend, &tx, ("draft.submit", Some(leave.by())), id).await?;
    backend.commit(tx).await?;
    Ok(judged)
}

/// Takes a draft from the review queue, or calls off what was planned.
pub async fn retract(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (id, from): (DraftId, Revision),
) -> Result<Judged, ApiError> {
    let author = policy::author(actor)?;
    let tx = backend.write().await?;
    let (mut draft, leave) = taken(&tx, &author, (id, Some(from)), Step::Retract).await?;
    draft.state = State::Draft;
    turned(&tx, &mut draft);
    store::change(&leave, &draft).await?;
    let judged = judge(tx.conn(), &catalogue.now(), draft).await?;
    backend.commit(tx).await?;
    Ok(judged)
}

/// Throws a draft away. The course that it was of stays as it is.
pub async fn remove(backend: &Backend, actor: &Actor, id: DraftId) -> Result<(), ApiError> {
    let author = policy::author(actor)?;
    let tx = backend.write().await?;
    let (_, leave) = taken(&tx, &author, (id, None), Step::Remove).await?;
    store::remove(&leave).await?;
    backend.commit(tx).await
}

/// Notes that a draft is another than it was.
pub(super) fn turned(tx: &WriteTx, draft: &mut Draft) {
    draft.revision = Revision(draft.revision.0 + 1);
    draft.updated_at = tx.now();
}

impl Judged {
    /// Holds back a draft that is wrong, or that began with another course than stands.
    pub(super) fn must_be_sound(&self) -> Result<(), DraftError> {
        if self.messages.iter().any(|message| message.is_error()) {
            return Err(DraftError::Faulty(self.messages.clone()));
        }
        if self.course_changed {
            return Err(DraftError::CourseChanged);
        }
        Ok(())
    }
}
