//! Who may do what to the catalogue.

mod offering;
mod trainers;

use super::error::{CatalogueError, Thing};
use super::model::{Office, OwnCourse, Sight};
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, CourseId, ProviderId};

pub use offering::{Offering, approved, approving, offering, pushed};
pub use trainers::{Hiding, Speaking, hiding, speaking};

/// Leave to put the shipped catalogue in the database. Only the seed asks for it: it adds
/// rows with `source=seed`, and changes no others than those.
#[derive(Debug)]
pub struct Seeding<'tx>(&'tx WriteTx);

impl<'tx> Seeding<'tx> {
    /// The program itself seeds, at set-up; no request reaches this.
    pub fn at_set_up(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to make a provider, and to have one be its own.
#[derive(Debug)]
pub struct Admitting<'tx>(&'tx WriteTx);

/// Lets an administrator do so, who looked into it.
pub fn admitting<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Option<Admitting<'tx>> {
    (actor.hat() == Some(Hat::Administrator)).then_some(Admitting(tx))
}

impl<'tx> Admitting<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Whose courses somebody looks after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// Those of the provider that they work for.
    Of(ProviderId),
    /// All: an administrator.
    All,
}

impl Keeper {
    /// Which courses somebody looks after.
    pub fn of(actor: &Actor) -> Result<Self, CatalogueError> {
        let person = actor.person().ok_or(CatalogueError::NotSignedIn)?;
        match person.hat {
            Hat::Organisation(provider, _) => Ok(Self::Of(provider)),
            Hat::Administrator => Ok(Self::All),
            _ => Err(CatalogueError::NotKeeper),
        }
    }

    /// Holds somebody to the courses that they look after. Of a course that they may not see
    /// nothing is told, not even that it is there.
    pub fn must_keep(self, course: Option<&OwnCourse>) -> Result<&OwnCourse, CatalogueError> {
        match course {
            Some(course) if self.keeps(course.provider) => Ok(course),
            Some(course) if self.sight().sees(&course.audiences()) => Err(CatalogueError::NotYours),
            _ => Err(CatalogueError::NotFound(Thing::Course)),
        }
    }

    /// What they see of what is published: of what they look after, all of it.
    pub fn sight(self) -> Sight {
        match self {
            Self::Of(provider) => Sight::at(provider),
            Self::All => Sight::EVERYTHING,
        }
    }

    /// In which office they do.
    pub fn office(self) -> Office {
        match self {
            Self::Of(_) => Office::Organisation,
            Self::All => Office::Administrator,
        }
    }

    /// Whether a provider's courses are among them.
    pub fn keeps(self, provider: ProviderId) -> bool {
        self == Self::All || self == Self::Of(provider)
    }
}

/// Leave to say whether the public sees one course, and that it is still as it stands.
#[derive(Debug)]
pub struct Standing<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    office: Office,
    course: CourseId,
}

/// Holds an organisation to what an administrator took from view: that is not the
/// organisation's to show again, nor to call otherwise.
pub fn restanding(leave: &Standing<'_>, taken_by: Option<Office>) -> Result<(), CatalogueError> {
    match (leave.office(), taken_by) {
        (Office::Organisation, Some(Office::Administrator)) => Err(CatalogueError::TakenDown),
        _ => Ok(()),
    }
}

/// Lets whoever looks after a course show it, take it back and confirm it.
pub fn standing<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    course: Option<&OwnCourse>,
) -> Result<Standing<'tx>, CatalogueError> {
    let keeper = Keeper::of(actor)?;
    let by = actor.person().ok_or(CatalogueError::NotSignedIn)?.clone();
    Ok(Standing {
        tx,
        by,
        office: keeper.office(),
        course: keeper.must_keep(course)?.id,
    })
}

impl<'tx> Standing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who says so.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// In which office.
    pub fn office(&self) -> Office {
        self.office
    }

    /// Which course.
    pub fn course(&self) -> CourseId {
        self.course
    }
}

/// Leave to edit what is edited by hand, and to write down that it was.
#[derive(Debug)]
pub struct Editing<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    office: Office,
}

/// Lets an editor or an administrator look again at how a course is mapped, whoever's it is.
pub fn mapping<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    course: Option<&OwnCourse>,
) -> Result<Standing<'tx>, CatalogueError> {
    let (by, office) = editor(actor)?;
    Ok(Standing {
        tx,
        by: by.clone(),
        office,
        course: Keeper::All.must_keep(course)?.id,
    })
}

/// Lets an administrator edit the lists of codes.
pub fn editing_lists<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Editing<'tx>, CatalogueError> {
    let by = administrator(actor)?.clone();
    let office = Office::Administrator;
    Ok(Editing { tx, by, office })
}

impl<'tx> Editing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who edits.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// In which office.
    pub fn office(&self) -> Office {
        self.office
    }

    /// Whether an administrator does.
    pub fn is_administrator(&self) -> bool {
        self.office == Office::Administrator
    }
}

/// Somebody who signed in as an editor of the mapping, and an administrator too.
pub fn editor(actor: &Actor) -> Result<(&Person, Office), CatalogueError> {
    let person = actor.person().ok_or(CatalogueError::NotSignedIn)?;
    let office = editors_office(person.hat).ok_or(CatalogueError::NotEditor)?;
    Ok((person, office))
}

fn editors_office(hat: Hat) -> Option<Office> {
    match hat {
        Hat::Editor => Some(Office::Editor),
        Hat::Administrator => Some(Office::Administrator),
        _ => None,
    }
}

/// Somebody who signed in as an administrator.
pub fn administrator(actor: &Actor) -> Result<&Person, CatalogueError> {
    let person = actor.person().ok_or(CatalogueError::NotSignedIn)?;
    match person.hat {
        Hat::Administrator => Ok(person),
        _ => Err(CatalogueError::NotAdministrator),
    }
}

/// What somebody sees of the catalogue.
///
/// Who works for an organisation sees what is for organisations and for theirs; a parent, what is
/// for the organisation that they named, and a professional the same of their own, so that both
/// can look together; editors and administrators, what is for organisations; everybody else what
/// the public sees.
pub fn sight(actor: &Actor, named: impl Fn(AccountId) -> Option<ProviderId>) -> Sight {
    let Some(person) = actor.person() else {
        return Sight::PUBLIC;
    };
    match person.hat {
        Hat::Organisation(provider, _) => Keeper::Of(provider).sight(),
        Hat::Editor | Hat::Administrator => Sight::OFFICE,
        Hat::Professional(provider) => Sight::of(Some(provider)),
        Hat::Parent { .. } => Sight::of(named(person.account)),
        _ => Sight::PUBLIC,
    }
}

/// The parent who asks, where one does: what they said of themselves is theirs alone.
pub fn parent(actor: &Actor) -> Result<AccountId, CatalogueError> {
    let person = actor.person().ok_or(CatalogueError::NotSignedIn)?;
    match person.hat {
        Hat::Parent { .. } => Ok(person.account),
        _ => Err(CatalogueError::NotParent),
    }
}

/// Leave to say which organisation is one's own, or to say so no more.
#[derive(Debug)]
pub struct Naming<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets a parent say so, of themselves.
pub fn naming<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Naming<'tx>, CatalogueError> {
    Ok(Naming {
        tx,
        account: parent(actor)?,
    })
}

impl<'tx> Naming<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Whose word it is.
    pub fn account(&self) -> AccountId {
        self.account
    }
}

/// Leave to write down how often people searched in vain.
#[derive(Debug)]
pub struct Counting<'tx>(&'tx WriteTx);

impl<'tx> Counting<'tx> {
    /// The program itself counts; no request reaches this.
    pub fn by_the_house(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to add dates that only show how it looks, marked as such. Nothing else is
/// touched.
#[derive(Debug)]
pub struct Showing<'tx>(&'tx WriteTx);

impl<'tx> Showing<'tx> {
    /// Whoever runs the program asks for it by `--demo`; no request reaches this.
    pub fn at_the_machine(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}
