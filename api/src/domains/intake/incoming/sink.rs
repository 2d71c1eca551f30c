//! Where rows are put as they are read.

use std::collections::HashMap;

use tokio::sync::mpsc;

use super::Trouble;
use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{AT_ONCE, Item, MOST_ROWS, Repeated};
use crate::kernel::error::ApiError;

/// Gathers rows in parts, and sees which keys come again.
#[derive(Debug)]
pub struct Sink {
    hand_on: mpsc::Sender<Vec<Item>>,
    part: Vec<Item>,
    /// How many rows the part has.
    in_part: usize,
    rows: usize,
    /// Where each key stood first, by a digest of it: keys are long, and there may be many.
    first: HashMap<[u8; 16], i32>,
    repeated: Repeated,
    trouble: Trouble,
}

impl Sink {
    /// Hands parts on.
    pub fn new(hand_on: mpsc::Sender<Vec<Item>>, trouble: Trouble) -> Self {
        Self {
            hand_on,
            part: Vec::new(),
            in_part: 0,
            rows: 0,
            first: HashMap::new(),
            repeated: Repeated::new(),
            trouble,
        }
    }

    /// That a row was read: the next may be as long as any.
    pub fn row_ends(&self) {
        self.trouble.row_ends();
    }

    /// Takes what was sent of one course.
    pub fn add(&mut self, item: Item) -> Result<(), PushError> {
        self.row_ends();
        let rows = item.origin.rows().len();
        self.rows += rows;
        if self.rows > MOST_ROWS {
            return Err(PushError::TooManyRows);
        }
        if let Some(key) = item.key() {
            let row = item.origin.rows()[0];
            let mut digest = [0; 16];
            digest.copy_from_slice(&blake3::hash(key.as_bytes()).as_bytes()[..16]);
            match self.first.get(&digest) {
                None => {
                    self.first.insert(digest, row);
                }
                Some(first) => {
                    let known = self.repeated.entry(key.to_owned());
                    known.or_insert_with(|| vec![*first]).push(row);
                }
            }
        }
        if self.in_part > 0 && self.in_part + rows > AT_ONCE {
            self.hand_on();
        }
        self.in_part += rows;
        self.part.push(item);
        Ok(())
    }

    fn hand_on(&mut self) {
        self.in_part = 0;
        // Nobody takes it where nothing is kept of it: it is read for its faults alone.
        let _ = self.hand_on.blocking_send(std::mem::take(&mut self.part));
    }

    /// Hands on what is left; how many rows there were, and which keys stand there again.
    pub fn finish(mut self) -> Result<(usize, Repeated), ApiError> {
        if !self.part.is_empty() {
            self.hand_on();
        }
        Ok((self.rows, self.repeated))
    }
}
