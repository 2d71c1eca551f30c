//! Which organisation parents say is theirs, so that nobody has to be looked up.

use std::collections::HashMap;
use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use sea_orm::DbErr;

use crate::domains::catalogue::store;
use crate::kernel::backend::Backend;
use crate::kernel::id::{AccountId, CourseId, ProviderId};

/// The topic of the feed under which it is told that somebody said so; not who.
pub const CLIENTS: &str = "clients";

/// Courses that somebody sees otherwise than before, and since when.
pub type Otherwise = Arc<Vec<(CourseId, DateTime<Utc>)>>;

/// What parents said, and what that changes for them.
#[derive(Debug)]
pub struct Clients(ArcSwap<Said>);

/// What was said at one time.
#[derive(Debug)]
struct Said {
    named: HashMap<AccountId, ProviderId>,
    otherwise: HashMap<AccountId, Otherwise>,
}

impl Clients {
    /// Reads all of it.
    pub async fn load(backend: &Backend) -> Result<Self, DbErr> {
        Ok(Self(ArcSwap::from_pointee(said(backend).await?)))
    }

    /// Reads it again.
    pub async fn read(&self, backend: &Backend) -> Result<(), DbErr> {
        self.0.store(said(backend).await?.into());
        Ok(())
    }

    /// What one of them said.
    pub fn of(&self, account: AccountId) -> Option<ProviderId> {
        self.0.load().named.get(&account).copied()
    }

    /// What one of them sees otherwise since they said so; nothing where they said nothing.
    pub fn otherwise(&self, account: AccountId) -> Option<Otherwise> {
        self.0.load().otherwise.get(&account).cloned()
    }
}

async fn said(backend: &Backend) -> Result<Said, DbErr> {
    let db = backend.databases().consistent_read().await?;
    let said = Said {
        named: store::clients(&db).await?,
        otherwise: store::otherwise(&db).await?,
    };
    db.commit().await?;
    Ok(said)
}
