//! Who offers courses.

use sea_orm::entity::prelude::*;

/// A provider.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "providers")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// A code of the list `provider_kind`.
    pub kind: String,
    /// Its website.
    pub website: Option<String>,
    /// The municipality of its seat.
    pub seat_code: Option<String>,
    /// How the seat is known: `page`, `seed`, `own_knowledge`.
    pub seat_basis: Option<String>,
    /// Who put the row here: `seed`, `hand`.
    pub source: String,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// When the provider last confirmed all of its offer.
    pub confirmed_at: Option<DateTimeUtc>,
    /// How often the row changed.
    pub revision: i64,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
