//! Who may issue credentials of trainers.

use sea_orm::entity::prelude::*;

/// A provider that may.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "credential_issuers")]
pub struct Model {
    /// The provider.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider_id: Uuid,
    /// Since when.
    pub granted_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
