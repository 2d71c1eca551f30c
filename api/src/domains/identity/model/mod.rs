//! Values of identity that cannot be wrong.

mod credentials;
mod hats;
mod people;
mod sessions;

pub use credentials::{Email, Password};
pub use hats::{Grant, HatKind, VERIFICATION};
pub use people::{Account, Me, Registration, Reset, Source};
pub use sessions::{HeldSession, OwnSession, Session, SessionId};
