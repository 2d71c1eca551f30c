//! What a service may reach: the databases, the clock, ids, the feed.

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

use super::clock::{Clock, Ids};
use super::db::{Databases, WriteTx};
use super::error::{ApiError, database};
use super::feed::Feed;
use super::limits::{self, Act};
use super::pseudonym::Pseudonyms;

/// What the house offers to a service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Backend {
    databases: Databases,
    /// What time it is.
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
    /// How somebody is known again without being named.
    pub pseudonyms: Pseudonyms,
    /// What changed, here and on other nodes.
    pub feed: Feed,
}

impl Backend {
    /// A backend over open databases.
    pub fn new(databases: Databases, clock: Clock, ids: Ids, pseudonyms: Pseudonyms) -> Self {
        Self {
            databases,
            clock,
            ids,
            pseudonyms,
            feed: Feed::default(),
        }
    }

    /// The connections themselves, for set-up and health.
    pub fn databases(&self) -> &Databases {
        &self.databases
    }

    /// For one statement that reads.
    pub fn reader(&self) -> &DatabaseConnection {
        self.databases.reader()
    }

    /// For several reads that have to agree.
    pub async fn consistent_read(&self) -> Result<DatabaseTransaction, ApiError> {
        self.databases.consistent_read().await.map_err(database)
    }

    /// Begins a write, stamped with the time it began; refused to who writes too much.
    pub async fn write(&self) -> Result<WriteTx, ApiError> {
        limits::take(Act::Write)?;
        self.databases
            .write(self.clock.now())
            .await
            .map_err(database)
    }

    /// Commits a write and lets this node see what it changed.
    pub async fn commit(&self, tx: WriteTx) -> Result<(), ApiError> {
        tx.commit().await.map_err(database)?;
        // The write stands; if this look fails, the next one finds it.
        if let Err(error) = self.catch_up().await {
            tracing::warn!(?error, "the feed could not be read after a write");
        }
        Ok(())
    }

    /// Takes note of what was written since the last look.
    pub async fn catch_up(&self) -> Result<(), DbErr> {
        self.feed.catch_up(self.reader()).await
    }
}
