//! Bytes that come in, held to how many they may be.

use std::io::{Error, Read, Result};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::Bytes;
use tokio::sync::mpsc;

use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{MOST_BYTES, MOST_BYTES_UNPACKED};
use crate::kernel::body::too_large;
use crate::kernel::error::ApiError;

/// Some bytes, or why there are no more.
pub type Chunk = std::result::Result<Bytes, ApiError>;

/// Why what comes in cannot be read on, and how much of a row was read; both sides of a reader
/// know of it.
#[derive(Clone, Debug, Default)]
pub struct Trouble(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    cause: Option<ApiError>,
    of_row: usize,
}

impl Trouble {
    /// Notes why; the first reason is the one.
    pub fn note(&self, cause: impl Into<ApiError>) -> Error {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.cause.is_none() {
            noted.cause = Some(cause.into());
        }
        Error::other("it cannot be read on")
    }

    /// Takes the reason, where there is one.
    pub fn take(&self) -> Option<ApiError> {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.cause.take()
    }

    /// Notes that a row ends: the next may be as long again.
    pub fn row_ends(&self) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.of_row = 0;
    }

    fn more_of_row(&self, bytes: usize) -> usize {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.of_row += bytes;
        noted.of_row
    }
}

/// What comes in over the wire.
#[derive(Debug)]
pub struct Received {
    chunks: mpsc::Receiver<Chunk>,
    now: Bytes,
    trouble: Trouble,
}

impl Received {
    /// Bytes as they come.
    pub fn new(chunks: mpsc::Receiver<Chunk>, trouble: Trouble) -> Self {
        Self {
            chunks,
            now: Bytes::new(),
            trouble,
        }
    }
}

impl Read for Received {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        while self.now.is_empty() {
            match self.chunks.blocking_recv() {
                None => return Ok(0),
                Some(Ok(chunk)) => self.now = chunk,
                Some(Err(cause)) => return Err(self.trouble.note(cause)),
            }
        }
        let bytes = into.len().min(self.now.len());
        into[..bytes].copy_from_slice(&self.now.split_to(bytes));
        Ok(bytes)
    }
}

/// Bytes as they are unpacked, held to the limits of a push and of a row.
pub struct Guard {
    inner: Box<dyn Read>,
    left: usize,
    is_packed: bool,
    trouble: Trouble,
}

impl Guard {
    /// Holds what is read to its limits.
    pub fn new(inner: Box<dyn Read>, trouble: Trouble, is_packed: bool) -> Self {
        Self {
            inner,
            left: MOST_BYTES_UNPACKED,
            is_packed,
            trouble,
        }
    }
}

impl Read for Guard {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let bytes = self.inner.read(into).map_err(|_| match self.is_packed {
            // Where it is the wire that failed, that was noted first.
            true => self.trouble.note(PushError::NotGzip),
            false => Error::other("it does not come in"),
        })?;
        if bytes > self.left {
            return Err(self.trouble.note(too_large(MOST_BYTES_UNPACKED)));
        }
        self.left -= bytes;
        if self.trouble.more_of_row(bytes) > MOST_BYTES {
            return Err(self.trouble.note(PushError::RowTooLarge));
        }
        Ok(bytes)
    }
}
