//! The life of one socket.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseReason, ProtocolError, Session};
use async_graphql::parser::types::OperationType;
use serde_json::Value;
use tokio::time::Instant;

use super::{
    close::Close,
    message::{FromClient, FromServer, next},
    operations::{Event, Operations},
    outbox::{Gone, Outbox},
};
use crate::{
    errors::{RequestError, code},
    host::Host,
    http::{encode, until},
    params::Params,
    transport::Transport,
};

/// Why the loop ends.
enum End {
    /// The server closes.
    Close(Close),
    /// The client closes. Its code is sent back: without one, clients take a
    /// normal close for a broken connection.
    Closed(Option<CloseReason>),
    /// The client is gone.
    Gone,
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

/// One socket.
pub(super) struct Socket<H: Host> {
    transport: Transport<H>,
    request: HttpRequest,
    outbox: Outbox,
    /// Who is behind it, once it is acknowledged.
    viewer: Option<H::Viewer>,
    operations: Operations,
    last_heard: Instant,
}

impl<H: Host> Socket<H> {
    pub(super) fn new(transport: Transport<H>, request: HttpRequest, session: Session) -> Self {
        let patience = transport.engine.options.sockets.send_timeout;
        Self {
            outbox: Outbox::new(session, patience),
            transport,
            request,
            viewer: None,
            operations: Operations::default(),
            last_heard: Instant::now(),
        }
    }

    /// Runs until one side closes.
    pub(super) async fn run(mut self, mut messages: AggregatedMessageStream, agreed: bool) {
        let end = if agreed {
            self.serve(&mut messages).await
        } else {
            End::Close(Close::not_acceptable())
        };
        // Operations end before the client is told.
        drop(self.operations);
        match end {
            End::Close(close) => {
                tracing::debug!(code = close.code, reason = %close.reason, "closing a socket");
                self.outbox.close(Some(close.into())).await;
                drain(&mut messages).await;
            }
            End::Closed(reason) => self.outbox.close(reason).await,
            End::Gone => self.outbox.close(None).await,
        }
    }

    async fn serve(&mut self, messages: &mut AggregatedMessageStream) -> End {
        let options = self.transport.engine.options.sockets.clone();
        let init_deadline = Instant::now() + options.init_timeout;
        let mut shutdown = Box::pin(self.transport.host.shutdown());
        let mut keepalive = tokio::time::interval_at(
            Instant::now() + options.keepalive,
            options.keepalive.max(Duration::from_millis(1)),
        );
        loop {
            let expires = self
                .viewer
                .as_ref()
                .and_then(|viewer| self.transport.host.expires(viewer));
            let step = tokio::select! {
                biased;
                () = &mut shutdown => Err(Close::going_away().into()),
                () = until(expires) => Err(Close::expired().into()),
                () = tokio::time::sleep_until(init_deadline), if self.viewer.is_none() => {
                    Err(Close::init_timeout().into())
                }
                _ = keepalive.tick() => self.keep_alive(options.keepalive).await,
                message = messages.recv() => self.hear(message).await,
                event = self.operations.next() => self.tell(event).await,
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    async fn keep_alive(&mut self, keepalive: Duration) -> Result<(), End> {
        if self.last_heard.elapsed() > keepalive * 2 {
            return Err(End::Gone);
        }
        Ok(self.outbox.ping().await?)
    }

    async fn hear(
        &mut self,
        message: Option<Result<AggregatedMessage, ProtocolError>>,
    ) -> Result<(), End> {
        self.last_heard = Instant::now();
        match message {
            None => Err(End::Gone),
            Some(Ok(AggregatedMessage::Close(reason))) => Err(End::Closed(reason)),
            Some(Ok(AggregatedMessage::Ping(payload))) => Ok(self.outbox.pong(&payload).await?),
            Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
            Some(Ok(AggregatedMessage::Binary(_))) => {
                Err(Close::invalid("messages are text").into())
            }
            Some(Ok(AggregatedMessage::Text(text))) => self.obey(FromClient::parse(&text)?).await,
            Some(Err(ProtocolError::Overflow)) => Err(Close::too_large().into()),
            Some(Err(_)) => Err(Close::broken().into()),
        }
    }

    async fn obey(&mut self, message: FromClient) -> Result<(), End> {
        match message {
            FromClient::ConnectionInit(payload) => self.connect(&payload).await,
            FromClient::Ping(payload) => {
                let payload = payload.as_ref();
                Ok(self.outbox.send(&FromServer::Pong { payload }).await?)
            }
            FromClient::Pong => Ok(()),
            FromClient::Subscribe { id, payload } => self.subscribe(id, payload).await,
            FromClient::Complete { id } => {
                self.operations.cancel(&id);
                Ok(())
            }
        }
    }

    async fn connect(&mut self, payload: &Value) -> Result<(), End> {
        if self.viewer.is_some() {
            return Err(Close::too_many_inits().into());
        }
        let host = self.transport.host.clone();
        match host.connect(&self.request, payload).await {
            Ok(viewer) => {
                self.viewer = Some(viewer);
                Ok(self.outbox.send(&FromServer::ConnectionAck).await?)
            }
            Err(refusal) => Err(Close::forbidden(refusal.message).into()),
        }
    }

    async fn subscribe(&mut self, id: String, payload: Value) -> Result<(), End> {
        let Some(viewer) = &self.viewer else {
            return Err(Close::unauthorized().into());
        };
        if self.operations.holds(&id) {
            return Err(Close::duplicate(&id).into());
        }
        let engine = &self.transport.engine;
        let found = if self.operations.len() >= engine.options.sockets.operations {
            Err(RequestError::new(
                code::TOO_MANY_OPERATIONS,
                "too many operations run on this socket",
            ))
        } else {
            Params::from_json(payload)
                .map_err(|error| Close::invalid(error.message))
                .map(|params| engine.find(params))?
        };
        match found {
            Ok(found) => {
                let data = self.transport.host.data(viewer);
                let outcomes = engine.stream(&found, data);
                let outcomes = self.transport.host.within(viewer, outcomes);
                let subscribes = found.operation.kind == OperationType::Subscription;
                self.operations.add(id, outcomes, subscribes);
                Ok(())
            }
            Err(error) => {
                let errors = engine.refused(error).response.errors;
                let payload = errors.as_slice();
                Ok(self
                    .outbox
                    .send(&FromServer::Error { id: &id, payload })
                    .await?)
            }
        }
    }

    async fn tell(&mut self, event: Event) -> Result<(), End> {
        match event {
            Event::Completed { id } => {
                Ok(self.outbox.send(&FromServer::Complete { id: &id }).await?)
            }
            Event::Failed { id, errors } => {
                let payload = errors.as_slice();
                Ok(self
                    .outbox
                    .send(&FromServer::Error { id: &id, payload })
                    .await?)
            }
            Event::Next {
                id,
                outcome,
                subscribes,
            } => {
                if subscribes && let Some(viewer) = &self.viewer {
                    let checked = self.transport.host.recheck(viewer).await;
                    checked.map_err(|refusal| Close::forbidden(refusal.message))?;
                }
                let text = next(&id, &encode(&outcome)).ok_or(End::Gone)?;
                Ok(self.outbox.send_text(text).await?)
            }
        }
    }
}

/// Reads on until the client closes too, so that it sees the close frame and
/// not a reset; not for long.
async fn drain(messages: &mut AggregatedMessageStream) {
    let closing = async {
        while let Some(Ok(message)) = messages.recv().await {
            if matches!(message, AggregatedMessage::Close(_)) {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(2), closing).await;
}
