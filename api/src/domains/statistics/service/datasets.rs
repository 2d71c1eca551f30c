//! Published figures. No database is asked.

use crate::domains::statistics::error::StatisticsError;
use crate::domains::statistics::published::Published;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// Datasets, by address.
pub fn datasets(published: &Published, page: &PageRequest) -> Page<usize> {
    let all: Vec<usize> = (0..published.issues.len()).collect();
    page.cut(&all, |at| {
        Cursor(vec![published.issues[*at].dataset.content.slug.clone()])
    })
}

/// A dataset, by address.
pub fn dataset(published: &Published, slug: &str) -> Result<usize, StatisticsError> {
    published.find(slug).ok_or(StatisticsError::NoDataset)
}
