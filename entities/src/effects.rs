//! What has yet to happen outside the database.

use sea_orm::entity::prelude::*;

/// An effect of a write.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "effects")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who knows how to do it: `mail`.
    pub kind: String,
    /// What to do, as JSON; blanked once it is over.
    pub payload: Option<String>,
    /// When it may be tried.
    pub due_at: DateTimeUtc,
    /// How often it was tried.
    pub attempts: i32,
    /// Until when one node has it for itself.
    pub leased_until: Option<DateTimeUtc>,
    /// When it was done.
    pub done_at: Option<DateTimeUtc>,
    /// When it was given up.
    pub abandoned_at: Option<DateTimeUtc>,
    /// When the write began that wants it.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
