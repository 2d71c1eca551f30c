//! Values of identity that cannot be wrong.

mod credentials;
mod hats;
mod people;
mod sessions;

pub use credentials::{Email, Password};
pub use hats::{Grant, HatKind, VERIFICATION};
pub use people::{Account, Me, Registration, Source};
pub use sessions::{HeldSession, Session, SessionId};
