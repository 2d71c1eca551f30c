//! The operations that run on one socket.

use std::collections::HashMap;

use async_graphql::{ServerError, Value};
use futures_util::{
    FutureExt as _, StreamExt as _,
    stream::{AbortHandle, BoxStream, SelectAll, abortable, unfold},
};

use crate::engine::{Outcome, Outcomes};

/// What an operation has to tell.
pub(super) enum Event {
    /// One answer.
    Next {
        id: String,
        outcome: Box<Outcome>,
        subscribes: bool,
    },
    /// It could not begin.
    Failed {
        id: String,
        errors: Vec<ServerError>,
    },
    /// There are no more answers.
    Completed { id: String },
}

/// The operations that run on one socket.
#[derive(Default)]
pub(super) struct Operations {
    streams: SelectAll<BoxStream<'static, Event>>,
    running: HashMap<String, AbortHandle>,
}

impl Operations {
    pub(super) fn len(&self) -> usize {
        self.running.len()
    }

    pub(super) fn holds(&self, id: &str) -> bool {
        self.running.contains_key(id)
    }

    pub(super) fn add(&mut self, id: String, outcomes: Outcomes, subscribes: bool) {
        let operation = Running {
            id: id.clone(),
            outcomes,
            subscribes,
            stage: Stage::First,
        };
        let events = unfold(operation, |mut operation| async {
            let event = operation.next().await?;
            Some((event, operation))
        });
        let (events, handle) = abortable(events);
        self.streams.push(events.boxed());
        self.running.insert(id, handle);
    }

    /// Ends an operation without a word; unknown ones have ended already.
    pub(super) fn cancel(&mut self, id: &str) {
        if let Some(handle) = self.running.remove(id) {
            handle.abort();
        }
    }

    /// The next event of any operation; waits for ever when there is none.
    pub(super) async fn next(&mut self) -> Event {
        let Some(event) = self.streams.next().await else {
            return std::future::pending().await;
        };
        if let Event::Failed { id, .. } | Event::Completed { id } = &event {
            self.running.remove(id);
        }
        event
    }
}

/// Where an operation is.
enum Stage {
    First,
    /// An answer was looked at ahead of time.
    Ahead(Box<Outcome>),
    Later,
    Over,
}

struct Running {
    id: String,
    outcomes: Outcomes,
    subscribes: bool,
    stage: Stage,
}

impl Running {
    async fn next(&mut self) -> Option<Event> {
        let (outcome, first) = match std::mem::replace(&mut self.stage, Stage::Later) {
            Stage::Over => return None,
            Stage::Ahead(outcome) => (Some(outcome), false),
            Stage::First => (self.outcomes.next().await.map(Box::new), true),
            Stage::Later => (self.outcomes.next().await.map(Box::new), false),
        };
        let Some(outcome) = outcome else {
            self.stage = Stage::Over;
            let id = self.id.clone();
            return Some(Event::Completed { id });
        };
        if first && (outcome.is_request_error() || self.has_failed(&outcome)) {
            self.stage = Stage::Over;
            return Some(Event::Failed {
                id: self.id.clone(),
                errors: outcome.response.errors,
            });
        }
        Some(Event::Next {
            id: self.id.clone(),
            outcome,
            subscribes: self.subscribes,
        })
    }

    /// Whether a subscription's resolver failed, so that there is no stream: a
    /// first answer without data, and nothing after it.
    fn has_failed(&mut self, outcome: &Outcome) -> bool {
        let bare = outcome.response.data == Value::Null && !outcome.response.errors.is_empty();
        if !self.subscribes || !bare {
            return false;
        }
        match self.outcomes.next().now_or_never() {
            Some(None) => true,
            Some(Some(ahead)) => {
                self.stage = Stage::Ahead(Box::new(ahead));
                false
            }
            None => false,
        }
    }
}
