//! From which batch somebody showed a code. Which code is kept nowhere.

use sea_orm::entity::prelude::*;

/// From which batch somebody showed a code.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "verifications")]
pub struct Model {
    /// Whose account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The batch.
    pub batch_id: Uuid,
    /// Until when they are known as one.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
