//! Values of identity that cannot be wrong.

mod attempts;
mod credentials;
mod devices;
mod emails;
mod factors;
mod hats;
mod links;
mod passkeys;
mod people;
mod proposals;
mod sessions;
mod terms;

pub use attempts::Tried;
pub use credentials::{Email, Password};
pub use devices::Device;
pub use emails::{EmailChange, EmailReturn};
pub use factors::{Beside, Enrolment, HeldFactor, OwnFactor};
pub use hats::{Grant, GrantId, HatKind, Research, Role, VERIFICATION};
pub use links::{ClaimedRole, Link, LinkId, MOST_LINKS, OutsideToken, Outsider, OwnLink};
pub use passkeys::{Challenge, ChallengeId, MOST_PASSKEYS, OwnPasskey, PasskeyId};
pub use people::{Account, Me, Registration, Reset, Source};
pub use proposals::{Given, PROPOSAL, Proposal, ProposalId};
pub use sessions::{FrontEnd, HeldSession, OwnSession, Session, SessionId};
pub use terms::{OwnTerms, TERMS, TermsOfUse};
