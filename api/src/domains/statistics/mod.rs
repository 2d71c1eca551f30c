//! Figures for whoever studies or plans: how many courses there are of what kind,
//! and what others published about foster care.
//!
//! Nothing here is about a person. Supply is counted exactly, from the catalogue's
//! snapshot; published figures are passed on digit by digit, each with its source.

mod error;
mod files;
mod model;
mod policy;
mod published;
mod shelf;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

use std::sync::Arc;

use crate::domains::catalogue::Snapshot;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

pub use error::StatisticsError;
pub use model::{CoverageColumns, CoverageRows, Dimension};
pub use published::Published;
pub use service::seed;
use shelf::{Shelf, Shelves};

/// What the slice keeps in memory.
#[derive(Debug)]
pub struct Statistics {
    published: Arc<published::Current>,
    shelves: Shelves,
}

impl Statistics {
    /// Loads the published figures, and listens for changes from there on.
    pub async fn load(backend: &Backend) -> Result<Arc<Self>, ApiError> {
        Ok(Arc::new(Self {
            published: published::Current::load(backend).await?,
            shelves: Shelves::default(),
        }))
    }

    /// The published figures as they stand now. Hold them for one answer, not longer.
    pub fn published(&self) -> Arc<Published> {
        self.published.now()
    }

    /// The courses of a snapshot, put up for counting.
    fn shelf(&self, snapshot: &Arc<Snapshot>) -> Arc<Shelf> {
        self.shelves.of(snapshot)
    }
}
