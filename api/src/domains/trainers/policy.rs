//! Who looks after which trainers, and who says what of their credentials.
//!
//! The proofs for the writes are the catalogue's; here stands what may be known.

use super::error::TrainerError;
use crate::domains::catalogue::trainers::{self, OwnCredential, OwnTrainer};
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::id::ProviderId;

/// Somebody who looks after trainers.
#[derive(Clone, Debug)]
pub struct Keeper {
    /// Who it is.
    pub person: Person,
    of: Option<ProviderId>,
}

impl Keeper {
    /// An organisation's editor, who looks after its own; or an administrator, after all.
    pub fn of(actor: &Actor) -> Result<Self, TrainerError> {
        let person = actor.person().ok_or(TrainerError::NotSignedIn)?.clone();
        let of = match person.hat {
            Hat::Organisation(provider, _) => Some(provider),
            Hat::Administrator => None,
            _ => return Err(TrainerError::Closed),
        };
        Ok(Self { person, of })
    }

    /// The one provider whose trainers they are; all of them where there is none.
    pub fn only(&self) -> Option<ProviderId> {
        self.of
    }

    /// Whether a provider's trainers are among them.
    pub fn keeps(&self, provider: ProviderId) -> bool {
        self.of.is_none_or(|own| own == provider)
    }

    /// Holds somebody to the trainers that they look after. Of one that neither they nor the
    /// public may see nothing is told, not even that it is there.
    pub fn must_keep(&self, trainer: Option<OwnTrainer>) -> Result<OwnTrainer, TrainerError> {
        match trainer {
            Some(trainer) if self.keeps(trainer.provider) => Ok(trainer),
            Some(trainer) if trainer.is_named() => Err(TrainerError::NotYours),
            _ => Err(trainers::absent().into()),
        }
    }

    /// A trainer of whom a credential can be written: one's own, or one who is named, where
    /// it is the issuer that writes.
    pub fn may_credit(
        &self,
        trainer: Option<OwnTrainer>,
        as_issuer: bool,
    ) -> Result<OwnTrainer, TrainerError> {
        match trainer {
            Some(trainer) if as_issuer && trainer.is_named() => Ok(trainer),
            other => self.must_keep(other),
        }
    }

    /// Holds somebody to the credentials that they issue.
    pub fn must_issue(&self, credential: &OwnCredential) -> Result<(), TrainerError> {
        match self.keeps(credential.issuer) {
            true => Ok(()),
            false => Err(TrainerError::NotIssuer),
        }
    }

    /// Holds somebody to the credentials of their own trainers.
    pub fn must_employ(&self, credential: &OwnCredential) -> Result<(), TrainerError> {
        match self.keeps(credential.provider) {
            true => Ok(()),
            false => Err(TrainerError::NotEmployer),
        }
    }

    /// Whether they may know whose a credential is: an issuer learns no more of a foster parent
    /// who is not named than the number by which it finds its own paper.
    pub fn knows_whose(&self, credential: &OwnCredential) -> bool {
        credential.name.is_some() || self.keeps(credential.provider)
    }
}

/// An administrator, signed in.
pub fn administrator(actor: &Actor) -> Result<&Person, TrainerError> {
    let person = actor.person().ok_or(TrainerError::NotSignedIn)?;
    match person.hat {
        Hat::Administrator => Ok(person),
        _ => Err(TrainerError::NotAdministrator),
    }
}
