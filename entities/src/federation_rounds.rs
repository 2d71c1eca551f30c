//! Who is on their way to another issuer, or back from it.

use sea_orm::entity::prelude::*;

/// One way to another issuer and back.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "federation_rounds")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// A digest of what whoever set out alone holds.
    #[sea_orm(unique)]
    pub secret_digest: String,
    /// Which issuer, by its code in the settings.
    pub issuer: String,
    /// What it takes to read the answer, sealed.
    pub sealed: String,
    /// A digest of what comes back with the answer; nothing once it came.
    pub state_digest: Option<String>,
    /// Who came back, sealed; nothing until somebody did.
    pub came_back: Option<String>,
    /// Until when it serves.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
