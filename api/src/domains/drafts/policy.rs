//! Who may write drafts, and who reviews them.

use chrono::NaiveDate;

use super::error::DraftError;
use super::model::{Draft, DraftId, State, Step};
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, ProviderId};

/// Which drafts somebody may know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visible {
    /// Those of the provider that they work for.
    Of(ProviderId),
    /// All: an editor of the mapping, or an administrator.
    All,
}

impl Visible {
    /// Shows an organisation its own drafts, and those who review them all.
    pub fn to(actor: &Actor) -> Result<Self, DraftError> {
        match signed_in(actor)?.hat {
            Hat::Organisation(provider, _) => Ok(Self::Of(provider)),
            Hat::Editor | Hat::Administrator => Ok(Self::All),
            _ => Err(DraftError::Closed),
        }
    }

    /// The one provider whose drafts they are; all of them where there is none.
    pub fn only(self) -> Option<ProviderId> {
        match self {
            Self::Of(provider) => Some(provider),
            Self::All => None,
        }
    }
}

/// An organisation's editor, signed in.
#[derive(Clone, Debug)]
pub struct Author {
    /// Who it is.
    pub person: Person,
    /// For which provider they write.
    pub provider: ProviderId,
}

/// Somebody who signed in as an organisation's editor.
pub fn author(actor: &Actor) -> Result<Author, DraftError> {
    let person = signed_in(actor)?.clone();
    match Visible::to(actor)? {
        Visible::Of(provider) => Ok(Author { person, provider }),
        Visible::All => Err(DraftError::NotAuthor),
    }
}

/// Leave to keep a new draft.
#[derive(Debug)]
pub struct Beginning<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    provider: ProviderId,
}

/// Lets an organisation's editor begin a draft for the provider they work for.
pub fn beginning<'tx>(tx: &'tx WriteTx, by: &Author) -> Beginning<'tx> {
    Beginning {
        tx,
        by: by.person.clone(),
        provider: by.provider,
    }
}

impl<'tx> Beginning<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who begins it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// Whose draft it will be.
    pub fn provider(&self) -> ProviderId {
        self.provider
    }
}

/// Leave to take a step with one draft.
#[derive(Debug)]
pub struct Changing<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    draft: DraftId,
}

/// Lets its author take a step with a draft, where it is so far.
pub fn changing<'tx>(
    tx: &'tx WriteTx,
    by: &Author,
    draft: &Draft,
    step: Step,
) -> Result<Changing<'tx>, DraftError> {
    if by.provider != draft.provider {
        return Err(DraftError::NotFound);
    }
    match draft.state {
        from if step.goes(from) => Ok(Changing {
            tx,
            by: by.person.clone(),
            draft: draft.id,
        }),
        _ if step == Step::Retract => Err(DraftError::NotInReview),
        State::Planned => Err(DraftError::Planned),
        State::Published => Err(DraftError::Published),
        _ => Err(DraftError::InReview),
    }
}

impl<'tx> Changing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who does it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// Which draft.
    pub fn draft(&self) -> DraftId {
        self.draft
    }
}

/// An editor of the mapping or an administrator, signed in.
#[derive(Clone, Debug)]
pub struct Reviewer(Person);

/// Somebody who signed in as one of those who review.
pub fn reviewer(actor: &Actor) -> Result<Reviewer, DraftError> {
    match Visible::to(actor)? {
        Visible::All => Ok(Reviewer(signed_in(actor)?.clone())),
        Visible::Of(_) => Err(DraftError::NotReviewer),
    }
}

/// Leave to say what comes of one draft.
#[derive(Debug)]
pub struct Reviewing<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    draft: DraftId,
}

/// Lets a reviewer approve or return a draft that waits for one, and that somebody else wrote:
/// whoever has several hats is one person.
pub fn reviewing<'tx>(
    tx: &'tx WriteTx,
    by: &Reviewer,
    draft: &Draft,
    author: Option<AccountId>,
) -> Result<Reviewing<'tx>, DraftError> {
    if author == Some(by.0.account) {
        return Err(DraftError::OwnDraft);
    }
    if draft.state != State::InReview {
        return Err(DraftError::NotInReview);
    }
    Ok(Reviewing {
        tx,
        by: by.0.clone(),
        draft: draft.id,
    })
}

impl<'tx> Reviewing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who does it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// Which draft.
    pub fn draft(&self) -> DraftId {
        self.draft
    }
}

/// Leave to do on its day what a reviewer approved before.
#[derive(Debug)]
pub struct CarryingOut<'tx> {
    tx: &'tx WriteTx,
    draft: DraftId,
}

/// Lets the program itself carry out a draft that was planned and whose day has come; no
/// request reaches this.
pub fn carrying_out<'tx>(
    tx: &'tx WriteTx,
    draft: &Draft,
    today: NaiveDate,
) -> Option<CarryingOut<'tx>> {
    let due = draft.state == State::Planned && !draft.waits(today);
    due.then_some(CarryingOut {
        tx,
        draft: draft.id,
    })
}

impl<'tx> CarryingOut<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which draft.
    pub fn draft(&self) -> DraftId {
        self.draft
    }
}

fn signed_in(actor: &Actor) -> Result<&Person, DraftError> {
    actor.person().ok_or(DraftError::NotSignedIn)
}
