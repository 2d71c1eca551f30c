//! Which organisation parents say is theirs, so that nobody has to be looked up.

use std::collections::HashMap;

use arc_swap::ArcSwap;
use sea_orm::DbErr;

use crate::domains::catalogue::store;
use crate::kernel::backend::Backend;
use crate::kernel::id::{AccountId, ProviderId};

/// The topic of the feed under which it is told that somebody said so; not who.
pub const CLIENTS: &str = "clients";

/// What parents said.
#[derive(Debug)]
pub struct Clients(ArcSwap<HashMap<AccountId, ProviderId>>);

impl Clients {
    /// Reads all of it.
    pub async fn load(backend: &Backend) -> Result<Self, DbErr> {
        let said = store::clients(backend.reader()).await?;
        Ok(Self(ArcSwap::from_pointee(said)))
    }

    /// Reads it again.
    pub async fn read(&self, backend: &Backend) -> Result<(), DbErr> {
        let said = store::clients(backend.reader()).await?;
        self.0.store(said.into());
        Ok(())
    }

    /// What one of them said.
    pub fn of(&self, account: AccountId) -> Option<ProviderId> {
        self.0.load().get(&account).copied()
    }
}
