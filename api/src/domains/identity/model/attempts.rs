//! What somebody tries with an address.

/// What is tried: each is counted by itself, so that failing at the one bars nobody from the
/// other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// A password, or what is shown beside it.
    Password,
    /// The code that confirms an address.
    Confirming,
    /// The code to choose another password with.
    Resetting,
    /// The code that confirms another address.
    ChangingEmail,
    /// The code that puts an address back.
    RestoringEmail,
}
