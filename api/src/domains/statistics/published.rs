//! The published figures, held in memory: they are few, and seldom change.

use std::fmt::Write;
use std::sync::Arc;

use arc_swap::ArcSwap;
use async_graphql::futures_util::future::BoxFuture;
use bytes::Bytes;
use sea_orm::DbErr;
use sha2::{Digest, Sha256};

use super::error::StatisticsError;
use super::files::csv;
use super::model::Dataset;
use super::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;
use crate::kernel::feed::{Entry, Listener};

/// The topic of the feed under which figures tell of their changes.
pub const TOPIC: &str = "statistics";

/// Every dataset, as of one place in the feed.
#[derive(Debug)]
pub struct Published {
    position: i64,
    /// The datasets, by address.
    pub issues: Vec<Issue>,
}

/// A dataset with the file that is made of it.
#[derive(Debug)]
pub struct Issue {
    /// What it is.
    pub dataset: Dataset,
    /// Its CSV file.
    pub csv: Bytes,
    /// The SHA-256 of that file, in hexadecimal.
    pub checksum: String,
}

impl Issue {
    fn of(dataset: Dataset) -> Result<Self, StatisticsError> {
        let csv = csv::dataset(&dataset.content)
            .map_err(|error| StatisticsError::BrokenData(error.to_string()))?;
        let mut checksum = String::with_capacity(64);
        for byte in Sha256::digest(&csv) {
            // Writing to a `String` cannot fail.
            let _ = write!(checksum, "{byte:02x}");
        }
        Ok(Self {
            dataset,
            csv: csv.into(),
            checksum,
        })
    }
}

impl Published {
    /// Finds a dataset by its address.
    pub fn find(&self, slug: &str) -> Option<usize> {
        self.issues
            .binary_search_by(|issue| issue.dataset.content.slug.as_str().cmp(slug))
            .ok()
    }
}

/// The published figures of this node.
#[derive(Debug)]
pub struct Current {
    backend: Backend,
    published: ArcSwap<Published>,
}

impl Current {
    /// Loads the figures and listens for changes from there on.
    pub async fn load(backend: &Backend) -> Result<Arc<Self>, ApiError> {
        let published = read(backend).await?;
        let position = published.position;
        let current = Arc::new(Self {
            backend: backend.clone(),
            published: ArcSwap::from_pointee(published),
        });
        backend.feed.listen(current.clone(), position).await;
        Ok(current)
    }

    /// The figures as they stand now.
    pub fn now(&self) -> Arc<Published> {
        self.published.load_full()
    }
}

impl Listener for Current {
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>> {
        Box::pin(async move {
            let seen = self.published.load().position;
            if entries
                .iter()
                .any(|entry| entry.topic == TOPIC && entry.seq > seen)
            {
                let published = read(&self.backend).await;
                let published = published.map_err(|error| DbErr::Custom(error.to_string()))?;
                self.published.store(Arc::new(published));
            }
            Ok(())
        })
    }
}

/// Figures and feed position in one consistent read.
async fn read(backend: &Backend) -> Result<Published, StatisticsError> {
    let tx = backend.databases().consistent_read().await?;
    let (position, mut datasets) = store::datasets(&tx).await?;
    tx.commit().await?;
    datasets.sort_by(|a, b| a.content.slug.cmp(&b.content.slug));
    let issues = datasets.into_iter().map(Issue::of);
    Ok(Published {
        position,
        issues: issues.collect::<Result<_, _>>()?,
    })
}
