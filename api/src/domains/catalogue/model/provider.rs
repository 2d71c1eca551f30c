//! Providers.

use chrono::{DateTime, Utc};

use super::{Accreditation, Coded};
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;

/// A provider, as the public knows it.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its name, folded, for searching and for the order of lists.
    pub sort_name: String,
    /// Its kind.
    pub kind: Coded,
    /// Its website.
    pub website: Option<String>,
    /// The municipality of its seat.
    pub seat: Option<usize>,
    /// How the seat is known.
    pub seat_basis: Option<String>,
    /// The regions it says it serves.
    pub regions: Vec<String>,
    /// Who accredits it.
    pub accreditations: Vec<Accreditation>,
    /// Whether it may issue credentials of trainers.
    pub issues_credentials: bool,
    /// Who put the row here.
    pub source: String,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// How often the row changed.
    pub revision: Revision,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
}
