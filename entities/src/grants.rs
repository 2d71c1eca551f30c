//! Which hats an account may wear.

use sea_orm::entity::prelude::*;

/// One hat of one account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// `parent`, `organisation`, `professional`, `panel`, `municipality`, `council`,
    /// `researcher`, `data_board`, `editor`, `moderator`, `administrator`.
    pub hat: String,
    /// For whom it is worn, in a word: the id of a provider, the code of a municipality, or
    /// nothing. An account has a hat once for each.
    pub scope: String,
    /// For which provider; with `organisation`, `professional` and `council` alone.
    pub provider_id: Option<Uuid>,
    /// For which municipality; with `municipality` alone.
    pub municipality_code: Option<String>,
    /// `editor` or `manager`; with `organisation` alone.
    pub rank: Option<String>,
    /// Until when the person is known to be a foster parent; with `parent` alone.
    pub verified_until: Option<DateTimeUtc>,
    /// What the research is for; with `researcher` alone.
    pub purpose: Option<String>,
    /// Which datasets it is about, as JSON; with `researcher` alone.
    pub datasets: Option<String>,
    /// When it lapses by itself; with `researcher` alone.
    pub ends_at: Option<DateTimeUtc>,
    /// Who gave it; null for the person or the command line.
    pub granted_by: Option<Uuid>,
    /// Who seconded it, where one had to.
    pub seconded_by: Option<Uuid>,
    /// Since when.
    pub granted_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
