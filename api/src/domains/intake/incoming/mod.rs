//! How what is sent is read while it comes in: a row at a time, so that a large push takes no
//! more memory than a small one.
//!
//! A thread of its own unpacks and reads; what it finds it hands on in parts, and waits where
//! nobody takes them.

mod bytes;
mod list;
mod sink;

use std::io::{BufReader, Read};

use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use self::bytes::Received;
use super::error::PushError;
use super::model::{Digest, Item, Options, Repeated};
use super::table;
use crate::kernel::error::ApiError;

pub use self::bytes::{Chunk, Guard, Trouble};
pub use self::sink::Sink;

/// How many parts may wait to be taken.
const WAITING: usize = 2;

/// In which form rows are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One JSON object with a list of rows.
    Json,
    /// A JSON object a line.
    Lines,
    /// A table.
    Table,
}

/// What is known of a push when all of it came in.
#[derive(Debug)]
pub struct Gathered {
    /// Tells what was sent, but for how it is meant, from anything else.
    pub digest: Digest,
    /// How many rows it has.
    pub rows: usize,
    /// Keys that stand in it more than once.
    pub repeated: Repeated,
    /// What stood beside the rows.
    pub beside: Map<String, Value>,
}

/// A push that comes in.
#[derive(Debug)]
pub struct Incoming {
    /// Its rows, in parts.
    pub parts: mpsc::Receiver<Vec<Item>>,
    /// What came of it, once there are no more parts.
    pub end: JoinHandle<Result<Gathered, ApiError>>,
}

/// Reads what comes in.
pub fn read(chunks: mpsc::Receiver<Chunk>, form: Form, is_packed: bool) -> Incoming {
    let (hand_on, parts) = mpsc::channel(WAITING);
    let end = tokio::task::spawn_blocking(move || gather(chunks, (form, is_packed), hand_on));
    Incoming { parts, end }
}

fn gather(
    chunks: mpsc::Receiver<Chunk>,
    (form, is_packed): (Form, bool),
    hand_on: mpsc::Sender<Vec<Item>>,
) -> Result<Gathered, ApiError> {
    let trouble = Trouble::default();
    let received = Received::new(chunks, trouble.clone());
    let unpacked: Box<dyn Read> = match is_packed {
        true => Box::new(MultiGzDecoder::new(BufReader::new(received))),
        false => Box::new(received),
    };
    let guard = Guard::new(unpacked, trouble.clone(), is_packed);
    let mut sink = Sink::new(hand_on, trouble.clone());
    let read = match form {
        Form::Json => list::whole(guard, &mut sink),
        Form::Lines => list::lines(guard, &mut sink),
        Form::Table => table::read(guard, &mut sink),
    };
    // Why it could not be read on says more than how far it came.
    if let Some(cause) = trouble.take() {
        return Err(cause);
    }
    let (digest, beside) = read?;
    let (rows, repeated) = sink.finish()?;
    if let Some(cause) = trouble.take() {
        return Err(cause);
    }
    if rows == 0 {
        return Err(PushError::Empty.into());
    }
    Ok(Gathered {
        digest,
        rows,
        repeated,
        beside,
    })
}

impl Gathered {
    /// The digest of all of it, and how it is meant.
    pub fn finish(mut self, options: Options) -> (String, usize, Repeated) {
        options.tell(&mut self.digest);
        (self.digest.finish(), self.rows, self.repeated)
    }
}

impl Incoming {
    /// What came of it.
    pub async fn end(self) -> Result<Gathered, ApiError> {
        // Nobody takes more parts: what still reads has to notice.
        drop(self.parts);
        let read = self.end.await;
        read.map_err(|error| ApiError::internal(&error))?
    }
}
