//! Trainers, and what they completed.
//!
//! A foster parent who gives courses is named only where they want to be: a name that may not
//! be known is kept nowhere, and the public learns no more than that a foster parent gives a
//! course.

use chrono::{DateTime, NaiveDate, Utc};

use crate::identities;
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::revision::Revision;

use super::EditionId;

/// The code of the list `condition` that says that a foster parent gives a course too.
pub const PARENT_TRAINER: &str = "parent_trainer";

identities! {
    /// A trainer.
    TrainerId = "Trainer";
    /// A credential of a trainer.
    CredentialId = "TrainerCredential";
}

crate::words! {
    /// How a credential of a trainer stands
    CredentialState as TrainerCredentialState "TrainerCredentialState" {
        /// The trainer's own provider says so; who would have issued it did not confirm that
        Claimed = "claimed" / "CLAIMED",
        /// Who issues it says so
        Issued = "issued" / "ISSUED",
        /// Who would have issued it says that it is not so
        Refused = "refused" / "REFUSED",
        /// Who issued it took it back
        Withdrawn = "withdrawn" / "WITHDRAWN",
    }
}

/// A trainer who is named, as the public knows them.
#[derive(Clone, Debug)]
pub struct Trainer {
    /// Their id.
    pub id: TrainerId,
    /// Their name.
    pub name: String,
    /// Their name, folded, for the order of lists.
    pub sort_name: String,
    /// A few words about them.
    pub about: Option<String>,
    /// Whether they are a foster parent.
    pub parent: bool,
    /// Where their provider stands in the snapshot.
    pub provider: usize,
    /// The courses and editions that they give, seen or not.
    pub gives: (Vec<CourseId>, Vec<EditionId>),
    /// The courses that they give, as far as somebody sees them.
    pub courses: Vec<usize>,
    /// What they completed.
    pub credentials: Vec<Credential>,
    /// How often the row changed.
    pub revision: Revision,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
}

/// What a trainer completed, as the public knows it.
#[derive(Clone, Debug)]
pub struct Credential {
    /// What.
    pub title: String,
    /// Where the provider that issues it stands in the snapshot.
    pub issuer: usize,
    /// When it was issued.
    pub issued_on: NaiveDate,
    /// The last day on which it holds.
    pub valid_until: Option<NaiveDate>,
    /// Whether who issues it says so, and may.
    pub confirmed: bool,
}

/// A trainer as those who look after them see them.
#[derive(Clone, Debug)]
pub struct OwnTrainer {
    /// Their id.
    pub id: TrainerId,
    /// Whose trainer they are.
    pub provider: ProviderId,
    /// What the provider calls them: its own key.
    pub external_id: String,
    /// Their name, where the public may know it.
    pub name: Option<String>,
    /// A few words about them, where the public may know their name.
    pub about: Option<String>,
    /// Whether they are a foster parent.
    pub parent: bool,
    /// Whether the public may know their name.
    pub public_name: bool,
    /// Since when they are hidden because somebody asked for it.
    pub hidden_at: Option<DateTime<Utc>>,
    /// The courses that they give.
    pub courses: Vec<CourseId>,
    /// The editions that they give.
    pub editions: Vec<EditionId>,
    /// How often the row changed.
    pub revision: Revision,
    /// When the row came here.
    pub created_at: DateTime<Utc>,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
}

impl OwnTrainer {
    /// Whether the public sees who they are.
    pub fn is_named(&self) -> bool {
        self.public_name && self.hidden_at.is_none()
    }

    /// What the public sees of them at the courses that they give; nothing where that is
    /// nothing.
    pub fn face(&self) -> Option<(Option<&str>, bool)> {
        let name = self.name.as_deref().filter(|_| self.is_named());
        (name.is_some() || self.parent).then_some((name, self.parent))
    }
}

/// A credential as those whom it concerns see it.
#[derive(Clone, Debug)]
pub struct OwnCredential {
    /// Its id.
    pub id: CredentialId,
    /// Whose it is.
    pub trainer: TrainerId,
    /// Their name, where the public knows it.
    pub name: Option<String>,
    /// Whose trainer that is.
    pub provider: ProviderId,
    /// The provider that issues it, or is said to.
    pub issuer: ProviderId,
    /// What was completed.
    pub title: String,
    /// The number by which the issuer finds it.
    pub reference: Option<String>,
    /// When it was issued.
    pub issued_on: NaiveDate,
    /// The last day on which it holds.
    pub valid_until: Option<NaiveDate>,
    /// How it stands.
    pub state: CredentialState,
    /// How often it changed.
    pub revision: Revision,
    /// When it came here.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A request that a trainer is not named any more.
#[derive(Clone, Debug)]
pub struct TakeOff {
    /// Who is meant.
    pub trainer: OwnTrainer,
    /// What was said with it.
    pub message: Option<String>,
    /// The day on which it came.
    pub asked_on: NaiveDate,
}
