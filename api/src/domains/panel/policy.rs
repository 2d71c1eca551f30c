//! Who may do what in the panel.

use chrono::NaiveDate;

use super::error::PanelError;
use super::model::{Consultation, ConsultationId, IdeaId, State};
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

/// Leave to read ideas and consultations: all of them, or none.
#[derive(Clone, Copy, Debug)]
pub struct Visible {
    member: Option<AccountId>,
}

impl Visible {
    /// Shows everything to members of the panel and those who look after it.
    pub fn to(actor: &Actor) -> Result<Self, PanelError> {
        let person = actor.person().ok_or(PanelError::NotSignedIn)?;
        match person.hat {
            Hat::Panel => Ok(Self {
                member: Some(person.account),
            }),
            Hat::Moderator | Hat::Administrator => Ok(Self { member: None }),
            _ => Err(PanelError::Closed),
        }
    }

    /// The member of the panel who reads.
    pub fn member(&self) -> Option<AccountId> {
        self.member
    }
}

/// A member of the panel, signed in.
#[derive(Clone, Copy, Debug)]
pub struct Member(AccountId);

/// Somebody who signed in as a member of the panel.
pub fn member(actor: &Actor) -> Result<Member, PanelError> {
    let member = Visible::to(actor)?.member;
    member.map(Member).ok_or(PanelError::MembersOnly)
}

impl Member {
    /// Whose account it is. It is hashed at once, and no row names it.
    pub fn account(&self) -> AccountId {
        self.0
    }
}

/// Leave to submit an idea.
pub struct Submitting<'tx>(&'tx WriteTx);

/// Lets a member of the panel submit an idea.
pub fn submitting<'tx>(tx: &'tx WriteTx, _member: &Member) -> Submitting<'tx> {
    Submitting(tx)
}

impl<'tx> Submitting<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to remove an idea.
pub struct Removing<'tx> {
    tx: &'tx WriteTx,
    idea: IdeaId,
    in_office: Option<Person>,
}

/// Lets whoever brought an idea take it back, and a moderator remove any.
pub fn removing<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    idea: IdeaId,
    own: bool,
) -> Result<Removing<'tx>, PanelError> {
    let person = actor.person().ok_or(PanelError::NotSignedIn)?;
    let in_office = match person.hat {
        Hat::Moderator => Some(person.clone()),
        Hat::Panel if own => None,
        _ => return Err(PanelError::NotYours),
    };
    Ok(Removing {
        tx,
        idea,
        in_office,
    })
}

impl<'tx> Removing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which idea.
    pub fn idea(&self) -> IdeaId {
        self.idea
    }

    /// The moderator who does so in office.
    pub fn in_office(&self) -> Option<&Person> {
        self.in_office.as_ref()
    }
}

/// An administrator, signed in.
#[derive(Clone, Debug)]
pub struct Administrator(Person);

/// Somebody who signed in as an administrator.
pub fn administrator(actor: &Actor) -> Result<Administrator, PanelError> {
    Visible::to(actor)?;
    match actor.person() {
        Some(person) if person.hat == Hat::Administrator => Ok(Administrator(person.clone())),
        _ => Err(PanelError::NotAdministrator),
    }
}

impl Administrator {
    /// Who it is.
    pub fn person(&self) -> &Person {
        &self.0
    }
}

/// Leave to announce a consultation, or to take one back.
pub struct Announcing<'tx> {
    tx: &'tx WriteTx,
    by: Option<Person>,
}

/// Lets an administrator announce a consultation.
pub fn announcing<'tx>(tx: &'tx WriteTx, by: &Administrator) -> Announcing<'tx> {
    Announcing {
        tx,
        by: Some(by.0.clone()),
    }
}

/// Lets an administrator take a consultation back, until it opens.
pub fn taking_back<'tx>(
    tx: &'tx WriteTx,
    by: &Administrator,
    consultation: &Consultation,
    today: NaiveDate,
) -> Result<Announcing<'tx>, PanelError> {
    match consultation.state(today) {
        State::Announced => Ok(announcing(tx, by)),
        State::Open | State::Closed => Err(PanelError::Opened),
    }
}

impl<'tx> Announcing<'tx> {
    /// Whoever shows the house around may announce an example; no request reaches this.
    pub fn at_the_machine(tx: &'tx WriteTx) -> Self {
        Self { tx, by: None }
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// The administrator who does so in office.
    pub fn by(&self) -> Option<&Person> {
        self.by.as_ref()
    }
}

/// Leave to answer a consultation.
pub struct Answering<'tx> {
    tx: &'tx WriteTx,
    member: AccountId,
    consultation: ConsultationId,
}

/// Lets a member of the panel answer a consultation that is open. That they do so once,
/// the table of those who did decides.
pub fn answering<'tx>(
    tx: &'tx WriteTx,
    member: &Member,
    consultation: &Consultation,
    today: NaiveDate,
) -> Result<Answering<'tx>, PanelError> {
    match consultation.state(today) {
        State::Open => Ok(Answering {
            tx,
            member: member.0,
            consultation: consultation.id,
        }),
        State::Announced | State::Closed => Err(PanelError::NotOpen),
    }
}

impl<'tx> Answering<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who answers. It is hashed at once, and no row names it.
    pub fn member(&self) -> AccountId {
        self.member
    }

    /// Which consultation.
    pub fn consultation(&self) -> ConsultationId {
        self.consultation
    }
}

/// Leave to tell what came of a consultation.
#[derive(Clone, Copy, Debug)]
pub struct Telling(());

/// Results are told once the last day has gone: to nobody before, whoever asks.
pub fn telling(
    _reader: Visible,
    consultation: &Consultation,
    today: NaiveDate,
) -> Result<Telling, PanelError> {
    match consultation.state(today) {
        State::Closed => Ok(Telling(())),
        State::Announced | State::Open => Err(PanelError::NotClosed),
    }
}

/// Leave to have rows forget in which order they came. It changes nothing that they say.
pub struct Forgetting<'tx>(&'tx WriteTx);

impl<'tx> Forgetting<'tx> {
    /// The house does so by the calendar.
    pub fn by_the_calendar(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}
