//! Searches in vain.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;

/// A month: `2026-11`.
pub fn month_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// How often people searched in vain since it was last written down: by month and topic,
/// never by what was typed or who typed it.
#[derive(Debug, Default)]
pub struct Misses(Mutex<BTreeMap<(String, String), i64>>);

impl Misses {
    /// Counts a search in vain about topics; about something unknown where none is named.
    pub fn note(&self, today: NaiveDate, topics: &[&str]) {
        let about = if topics.is_empty() { &[""] } else { topics };
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for topic in about {
            let of = (month_of(today), (*topic).to_owned());
            *counts.entry(of).or_default() += 1;
        }
    }

    /// Hands over what was counted, by month and topic, and begins again.
    pub fn take(&self) -> Vec<Miss> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let misses = counts.into_iter();
        misses
            .map(|((month, topic), count)| Miss {
                month,
                topic,
                count,
            })
            .collect()
    }
}

/// How often people searched in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// In which month: `2026-11`.
    pub month: String,
    /// About which topic, by its address; empty where it was not understood.
    pub topic: String,
    /// How often.
    pub count: i64,
}
