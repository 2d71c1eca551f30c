//! Batches of codes with which foster parents show that they are one.

use sea_orm::entity::prelude::*;

/// A batch. Its codes are known to whoever made it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_batches")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `organisation`, `network`, `municipality` or `council`.
    pub giver_kind: String,
    /// Which of its kind: the id of a provider, the code of a municipality, the name of a network.
    pub giver: String,
    /// The provider that it is, or is the council of.
    pub provider_id: Option<Uuid>,
    /// The municipality that it is.
    pub municipality_code: Option<String>,
    /// How many codes were made.
    pub size: i32,
    /// When.
    pub created_at: DateTimeUtc,
    /// Until when they serve.
    pub expires_at: DateTimeUtc,
    /// Since when it counts no more.
    pub revoked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
