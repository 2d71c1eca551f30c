//! Households and situations, as values.

use chrono::{DateTime, TimeDelta, Utc};

use crate::words;

pub use crate::domains::catalogue::Stage;

/// How long an invitation stands.
pub const INVITATION: TimeDelta = TimeDelta::days(7);

words! {
    /// A kind of foster care
    Placement as PlacementKind "PlacementKind" {
        /// For a child of family or acquaintances
        NetworkFamily = "network_family" / "NETWORK_FAMILY",
        /// As a recruited family
        RecruitedFamily = "recruited_family" / "RECRUITED_FAMILY",
        /// In a family home
        FamilyHome = "family_home" / "FAMILY_HOME",
        /// In a crisis
        Crisis = "crisis" / "CRISIS",
        /// At weekends, in holidays, now and then
        PartTime = "part_time" / "PART_TIME",
    }
}

/// What a parent sees of their own household.
#[derive(Clone, Copy, Debug)]
pub struct Household {
    /// Whether it has another member.
    pub linked: bool,
    /// Until when their own invitation stands, where there is one.
    pub invited_until: Option<DateTime<Utc>>,
}

/// An invitation that was made just now: its code is told this once.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The code.
    pub code: String,
    /// Until when it serves.
    pub expires_at: DateTime<Utc>,
}

/// What a parent says of their own situation; each of it may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// Which kinds of foster care.
    pub placements: Vec<Placement>,
    /// How far they are.
    pub stage: Option<Stage>,
    /// In which youth region.
    pub youth_region: Option<String>,
}
