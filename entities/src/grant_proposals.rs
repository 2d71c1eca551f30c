//! Hats that somebody was asked to wear and does not wear yet.

use sea_orm::entity::prelude::*;

/// A hat that somebody was asked to wear.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "grant_proposals")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address that was asked.
    pub email: String,
    /// A digest of the code that was mailed to it.
    pub code_digest: String,
    /// Which hat.
    pub hat: String,
    /// For which provider.
    pub provider_id: Option<Uuid>,
    /// `editor` or `manager`; with `organisation` alone.
    pub rank: Option<String>,
    /// What the research is for; with `researcher` alone.
    pub purpose: Option<String>,
    /// Which datasets it is about, as JSON; with `researcher` alone.
    pub datasets: Option<String>,
    /// When the hat lapses; with `researcher` alone.
    pub ends_at: Option<DateTimeUtc>,
    /// Who proposed it.
    pub proposed_by: Uuid,
    /// The account that took it up.
    pub accepted_by: Option<Uuid>,
    /// Who seconded it, where one has to.
    pub seconded_by: Option<Uuid>,
    /// When it was proposed.
    pub created_at: DateTimeUtc,
    /// When it lapses.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
