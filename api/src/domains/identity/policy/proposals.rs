//! Who asks somebody to wear a hat, who seconds that, and who takes it up.

use super::super::error::IdentityError;
use super::super::model::{Email, Grant, Proposal};
use super::grants::{Office, VisibleGrants, office};
use super::signed_in;
use crate::kernel::actor::{Actor, Person};
use crate::kernel::db::WriteTx;

/// Leave to keep a proposal.
pub struct Proposing<'tx> {
    tx: &'tx WriteTx,
    by: Person,
}

/// How many proposals of somebody stand at once.
const MOST_PROPOSALS: u64 = 50;

/// Lets somebody propose a hat that is theirs to propose, to another than themselves.
pub fn proposing<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    (grant, asked, own): (&Grant, &Email, &Email),
    standing: u64,
) -> Result<Proposing<'tx>, IdentityError> {
    let by = signed_in(actor)?.clone();
    may_propose(actor, grant)?;
    if asked == own {
        return Err(IdentityError::ForYourself);
    }
    if standing >= MOST_PROPOSALS {
        return Err(IdentityError::TooManyProposals);
    }
    Ok(Proposing { tx, by })
}

/// Holds somebody to the hats that are theirs to propose.
pub fn may_propose(actor: &Actor, grant: &Grant) -> Result<(), IdentityError> {
    let office = office(actor)?.ok_or(IdentityError::NotGranter)?;
    match office.proposes(grant) {
        Some(_) => Ok(()),
        None => Err(IdentityError::NotGranter),
    }
}

impl<'tx> Proposing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who proposes.
    pub fn by(&self) -> &Person {
        &self.by
    }
}

/// Leave to write on a proposal that somebody took it up.
pub struct Accepting<'tx> {
    tx: &'tx WriteTx,
    proposal: Proposal,
    by: Person,
}

/// Lets whoever shows the code that was mailed to their own address take up what was proposed.
pub fn accepting<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    proposals: Vec<Proposal>,
    code_digest: &str,
) -> Result<Accepting<'tx>, IdentityError> {
    let by = signed_in(actor)?.clone();
    let shown = proposals.into_iter().find(|one| {
        let open = one.accepted_by.is_none() && one.expires_at > tx.now();
        open && one.code_digest == code_digest
    });
    let proposal = shown.ok_or(IdentityError::BadCode)?;
    // Nor by way of another address, chosen since.
    if proposal.proposed_by == by.account || proposal.seconded_by == Some(by.account) {
        return Err(IdentityError::OwnProposal);
    }
    Ok(Accepting { tx, proposal, by })
}

impl<'tx> Accepting<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who takes it up.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// What was proposed.
    pub fn proposal(&self) -> &Proposal {
        &self.proposal
    }
}

/// Leave to write on a proposal that it was seconded.
pub struct Seconding<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    proposal: Proposal,
}

/// Lets somebody second what another proposed for a third.
pub fn seconding<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    (proposal, own): (Proposal, &Email),
) -> Result<Seconding<'tx>, IdentityError> {
    let by = signed_in(actor)?.clone();
    let stands = proposal.expires_at > tx.now() && VisibleGrants::to(actor)?.shows(&proposal);
    if !stands {
        return Err(IdentityError::NoSuchProposal);
    }
    let second = Office::second(&proposal.grant);
    if second.is_none() || second != office(actor)? {
        return Err(IdentityError::NotGranter);
    }
    let for_them = proposal.email == *own || proposal.accepted_by == Some(by.account);
    if for_them || proposal.proposed_by == by.account {
        return Err(IdentityError::OwnProposal);
    }
    if proposal.seconded_by.is_some() {
        return Err(IdentityError::Seconded);
    }
    Ok(Seconding { tx, by, proposal })
}

impl<'tx> Seconding<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who seconds.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// What was proposed.
    pub fn proposal(&self) -> &Proposal {
        &self.proposal
    }
}

/// Leave to remove a proposal.
pub struct Withdrawing<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    proposal: Proposal,
}

/// Lets whoever made a proposal take it back, and whoever may second it refuse it.
pub fn withdrawing<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    proposal: Proposal,
) -> Result<Withdrawing<'tx>, IdentityError> {
    let by = signed_in(actor)?.clone();
    if !VisibleGrants::to(actor)?.shows(&proposal) {
        return Err(IdentityError::NoSuchProposal);
    }
    Ok(Withdrawing { tx, by, proposal })
}

impl<'tx> Withdrawing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who takes it back.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// What was proposed.
    pub fn proposal(&self) -> &Proposal {
        &self.proposal
    }
}
