//! What both doors say of other issuers.

use super::issuer::Issuer;
use crate::kernel::language::Text;

/// Another issuer that people sign in by.
#[derive(Clone, Debug)]
pub struct Offered {
    /// What it is called in addresses.
    pub code: String,
    /// What it is called, for people.
    pub label: Text,
    /// Where it leads people back to.
    pub redirect_uris: Vec<String>,
}

impl From<&Issuer> for Offered {
    fn from(issuer: &Issuer) -> Self {
        let set = issuer.set();
        let en = set.label_en.as_ref().unwrap_or(&set.label_nl);
        Self {
            code: set.code.clone(),
            label: Text::new(set.label_nl.clone(), en.clone()),
            redirect_uris: set.redirect_uris.clone(),
        }
    }
}

/// Somebody set out to sign in by another issuer.
#[derive(Clone, Debug)]
pub struct Begun {
    /// What whoever set out keeps to themselves; it goes on with it.
    pub secret: String,
    /// Where to lead them.
    pub address: String,
}

/// What an issuer sent somebody back with.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// What they took along.
    pub state: String,
    /// What is traded for who they are.
    pub code: Option<String>,
    /// Why the issuer does not say who they are.
    pub error: Option<String>,
    /// Who answers (RFC 9207).
    pub iss: Option<String>,
}

/// Somebody who came back.
#[derive(Clone, Copy, Debug)]
pub struct CameBack {
    /// Whether an account here is theirs.
    pub linked: bool,
    /// Whether no code is asked for beside.
    pub two_factors: bool,
}
