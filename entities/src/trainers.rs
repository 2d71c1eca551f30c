//! Who gives courses.

use sea_orm::entity::prelude::*;

/// A trainer of a provider.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "trainers")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose trainer it is.
    pub provider_id: Uuid,
    /// What the provider calls it: its own key, which the public never sees.
    pub external_id: String,
    /// The name; null where the public may not know it.
    pub name: Option<String>,
    /// A few words about the trainer; null with the name.
    pub about: Option<String>,
    /// Whether the trainer is a foster parent.
    pub parent: bool,
    /// Whether the public may know the name.
    pub public_name: bool,
    /// Since when the trainer is hidden because somebody asked for it.
    pub hidden_at: Option<DateTimeUtc>,
    /// How often it changed.
    pub revision: i64,
    /// When it came here.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
