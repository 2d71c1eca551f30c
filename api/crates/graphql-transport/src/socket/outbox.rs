//! Sends messages to a client, who may not read for ever so long.

use std::time::Duration;

use actix_ws::Session;

use super::message::FromServer;

/// The client is gone, or does not read.
pub(super) struct Gone;

/// Sends messages to a client.
pub(super) struct Outbox {
    session: Session,
    patience: Duration,
}

impl Outbox {
    pub(super) fn new(session: Session, patience: Duration) -> Self {
        Self { session, patience }
    }

    pub(super) async fn send(&mut self, message: &FromServer<'_>) -> Result<(), Gone> {
        let Ok(text) = serde_json::to_string(message) else {
            tracing::error!("a message could not be written as JSON");
            return Err(Gone);
        };
        self.send_text(text).await
    }

    pub(super) async fn send_text(&mut self, text: String) -> Result<(), Gone> {
        self.within(async |session: &mut Session| session.text(text).await)
            .await
    }

    pub(super) async fn ping(&mut self) -> Result<(), Gone> {
        self.within(async |session: &mut Session| session.ping(b"").await)
            .await
    }

    pub(super) async fn pong(&mut self, payload: &[u8]) -> Result<(), Gone> {
        self.within(async |session: &mut Session| session.pong(payload).await)
            .await
    }

    pub(super) async fn close(self, reason: Option<actix_ws::CloseReason>) {
        let _ = tokio::time::timeout(self.patience, self.session.close(reason)).await;
    }

    async fn within(
        &mut self,
        send: impl AsyncFnOnce(&mut Session) -> Result<(), actix_ws::Closed>,
    ) -> Result<(), Gone> {
        match tokio::time::timeout(self.patience, send(&mut self.session)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Gone),
        }
    }
}
