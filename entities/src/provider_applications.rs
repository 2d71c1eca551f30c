//! Who asked to act for an organisation.

use sea_orm::entity::prelude::*;

/// An application for a provider.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_applications")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who applies. It goes with the account.
    pub account_id: Uuid,
    /// The provider that is claimed; null where it is not known yet.
    pub claims: Option<Uuid>,
    /// What a new organisation is called.
    pub name: Option<String>,
    /// What a new organisation is: a code of the list `provider_kind`.
    pub kind: Option<String>,
    /// Where the organisation is found.
    pub website: String,
    /// Why the applicant may act for it.
    pub reason: String,
    /// `waiting`, `verified`, `refused`.
    pub state: String,
    /// Why it was refused.
    pub answer: Option<String>,
    /// The provider that came of it.
    pub provider_id: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was decided.
    pub decided_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
