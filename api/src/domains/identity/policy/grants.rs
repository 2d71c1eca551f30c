//! Who gives which hat, and who takes it.
//!
//! Some hats somebody gives alone; others take two, who wear the same office; and those of an
//! organisation are given on its word. Nobody has a hat without taking it up themselves, but for
//! those that an administrator gives alone.

use super::super::error::IdentityError;
use super::super::model::{Given, Grant, HatKind, Proposal, SessionId};
use super::{Ending, administrator, of_account, signed_in};
use crate::kernel::actor::{Actor, Hat, Person, Rank};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, ProviderId};

/// The office in which somebody gives hats and takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// An administrator.
    Administrator,
    /// Who manages an organisation.
    Manager(ProviderId),
    /// A member of the data board.
    DataBoard,
}

/// The office that somebody wears, where it has a say in the hats of others.
pub fn office(actor: &Actor) -> Result<Option<Office>, IdentityError> {
    Ok(match signed_in(actor)?.hat {
        Hat::Administrator => Some(Office::Administrator),
        Hat::Organisation(provider, Rank::Manager) => Some(Office::Manager(provider)),
        Hat::DataBoard => Some(Office::DataBoard),
        _ => None,
    })
}

impl Office {
    /// Whether they give a hat alone, to an account that they know of.
    fn gives(self, grant: &Grant) -> bool {
        let alone = match grant.hat {
            HatKind::Parent
            | HatKind::Professional
            | HatKind::Panel
            | HatKind::Municipality
            | HatKind::Council
            | HatKind::Editor => true,
            HatKind::Organisation => grant.rank == Some(Rank::Manager),
            _ => false,
        };
        self == Self::Administrator && alone
    }

    /// Whether they propose a hat, and who has to second it, where somebody has to.
    pub(super) fn proposes(self, grant: &Grant) -> Option<Option<Self>> {
        match (self, grant.hat) {
            (Self::Administrator, HatKind::Moderator | HatKind::DataBoard) => Some(Some(self)),
            (Self::DataBoard, HatKind::Researcher) => Some(Some(self)),
            (Self::Manager(own), HatKind::Organisation | HatKind::Professional)
                if grant.provider == Some(own) =>
            {
                let editor = grant.rank == Some(Rank::Editor);
                Some((!editor).then_some(Self::Administrator))
            }
            _ => None,
        }
    }

    /// The office in which a hat is proposed.
    fn proposing(grant: &Grant) -> Option<Self> {
        let of = grant.provider.map(Self::Manager);
        [Some(Self::Administrator), Some(Self::DataBoard), of]
            .into_iter()
            .flatten()
            .find(|office| office.proposes(grant).is_some())
    }

    /// Who has to second a hat, where somebody has to.
    pub(super) fn second(grant: &Grant) -> Option<Self> {
        Self::proposing(grant)?.proposes(grant)?
    }

    /// Whether they take a hat from whoever wears it.
    fn takes(self, grant: &Grant) -> bool {
        match self {
            Self::Administrator => true,
            Self::DataBoard => grant.hat == HatKind::Researcher,
            Self::Manager(own) => {
                let by_word = matches!(grant.hat, HatKind::Organisation | HatKind::Professional);
                by_word && grant.provider == Some(own)
            }
        }
    }

    /// Whether an account may wear it: what somebody said in an office counts as long as it is
    /// theirs.
    fn is_among(self, grants: &[Grant]) -> bool {
        grants.iter().any(|grant| match self {
            Self::Administrator => grant.hat == HatKind::Administrator,
            Self::DataBoard => grant.hat == HatKind::DataBoard,
            Self::Manager(own) => {
                grant.hat == HatKind::Organisation
                    && grant.provider == Some(own)
                    && grant.rank == Some(Rank::Manager)
            }
        })
    }
}

/// Which hats of others somebody may know of: those that they may take; and their own.
#[derive(Clone, Copy, Debug)]
pub struct VisibleGrants {
    own: AccountId,
    office: Option<Office>,
}

impl VisibleGrants {
    /// What somebody may know of.
    pub fn to(actor: &Actor) -> Result<Self, IdentityError> {
        Ok(Self {
            own: signed_in(actor)?.account,
            office: office(actor)?,
        })
    }

    /// Whose own.
    pub fn own(self) -> AccountId {
        self.own
    }

    /// In which office others are known of.
    pub fn office(self) -> Option<Office> {
        self.office
    }

    /// Whether a proposal may be known of: by whoever made it, and by those who may second it
    /// or take it back.
    pub fn shows(self, proposal: &Proposal) -> bool {
        let concerned = |office: Office| {
            Office::second(&proposal.grant) == Some(office) || office.takes(&proposal.grant)
        };
        proposal.proposed_by == self.own || self.office.is_some_and(concerned)
    }
}

/// Leave to give an account a hat.
pub struct Granting<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    account: AccountId,
    given: [Option<AccountId>; 2],
}

/// Lets an administrator give a hat that takes no other.
pub fn granting<'tx>(
    tx: &'tx WriteTx,
    by: &Person,
    (account, grant): (AccountId, &Grant),
) -> Result<Granting<'tx>, IdentityError> {
    administrator(by)?;
    if !Office::Administrator.gives(grant) {
        return Err(match grant.hat {
            HatKind::Moderator | HatKind::DataBoard => IdentityError::TakesTwo,
            _ => IdentityError::NotGranter,
        });
    }
    Ok(Granting {
        tx,
        by: by.clone(),
        account,
        given: [Some(by.account), None],
    })
}

/// Leave to give what was proposed, where everybody who has to has said yes; nothing where
/// somebody has yet to.
///
/// Whoever proposed it and whoever seconded it have to wear their office still.
pub fn completing<'tx>(
    tx: &'tx WriteTx,
    by: &Person,
    (proposal, proposer, seconder): (&Proposal, &[Grant], &[Grant]),
) -> Result<Option<Granting<'tx>>, IdentityError> {
    let Some(account) = proposal.accepted_by else {
        return Ok(None);
    };
    let lapsed = IdentityError::ProposalLapsed;
    let proposing = Office::proposing(&proposal.grant).ok_or(IdentityError::NotGranter)?;
    if !proposing.is_among(proposer) {
        return Err(lapsed);
    }
    match (Office::second(&proposal.grant), proposal.seconded_by) {
        (Some(_), None) => return Ok(None),
        (Some(office), Some(_)) if !office.is_among(seconder) => return Err(lapsed),
        _ => {}
    }
    Ok(Some(Granting {
        tx,
        by: by.clone(),
        account,
        given: [Some(proposal.proposed_by), proposal.seconded_by],
    }))
}

of_account! {
    Granting; ending Granting
}

impl Granting<'_> {
    /// Who does it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// Who gives it, and who seconded.
    pub fn given(&self) -> [Option<AccountId>; 2] {
        self.given
    }
}

/// Leave to take one hat from an account.
pub struct Taking<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    given: Given,
}

/// Lets whoever has a say in a hat take it, and whoever wears it lay it down. Of a hat that
/// somebody has no say in they do not learn that it is there.
pub fn taking<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    given: Given,
) -> Result<Taking<'tx>, IdentityError> {
    let by = signed_in(actor)?.clone();
    // Their account has no other way in: whoever wants no account closes it.
    let own = given.account == by.account && given.grant.hat != HatKind::Parent;
    if !own && !office(actor)?.is_some_and(|office| office.takes(&given.grant)) {
        return Err(IdentityError::NoSuchGrant);
    }
    Ok(Taking { tx, by, given })
}

impl<'tx> Taking<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who does it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// Which hat, of whom.
    pub fn given(&self) -> &Given {
        &self.given
    }

    /// Keeps the house from being left without anybody who can give hats.
    pub fn leaves_an_administrator(&self, others: u64) -> Result<(), IdentityError> {
        if others == 0 {
            return Err(IdentityError::LastAdministrator);
        }
        Ok(())
    }

    /// Leave to end what was begun under the hat.
    pub fn ending(&self, sessions: Vec<SessionId>) -> Ending<'tx> {
        Ending {
            tx: self.tx,
            sessions,
        }
    }
}
