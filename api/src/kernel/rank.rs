//! How far somebody acts for an organisation.

crate::words! {
    /// How far somebody acts for an organisation
    Rank as OrganisationRank "OrganisationRank" {
        /// Looks after its offer
        Editor = "editor" / "EDITOR",
        /// Does so, and says who else does
        Manager = "manager" / "MANAGER",
    }
}
