//! Delivering messages: taken by one node at a time, sent, and settled.

use std::time::Duration;

use tokio::task::JoinSet;

use super::tell::Teller;
use crate::domains::identity;
use crate::domains::webhooks::model::{FAILING, Failure, OffBecause, Outcome, PAUSES, Webhook};
use crate::domains::webhooks::policy::Delivering;
use crate::domains::webhooks::reach::Reach;
use crate::domains::webhooks::sender::{Message, Sender};
use crate::domains::webhooks::signature::Secrets;
use crate::domains::webhooks::store::{self, LEASE, Leased};
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::effects::Worker;
use crate::kernel::error::{ApiError, database};
use crate::kernel::happened::Event;

/// How often an idle node looks for what is due.
const PERIOD: Duration = Duration::from_millis(500);
/// How many messages of one node are on their way at once, each to another webhook.
const MOST_AT_ONCE: usize = 64;

/// Tells webhooks what happened.
#[derive(Clone)]
pub struct Deliverer {
    backend: Backend,
    secrets: Secrets,
    sender: Sender,
    teller: Worker,
}

/// A message on its way, and where to.
type Sent = (Leased, Webhook);

impl Deliverer {
    /// One that reaches so far; nothing where this machine cannot make secure connections.
    pub fn new(backend: Backend, reach: Reach) -> Option<Self> {
        // A worker of its own: letters that are slow to leave must not delay it.
        let teller = Worker::new(backend.clone(), vec![Box::new(Teller(backend.clone()))]);
        let teller = teller.leasing(LEASE);
        Some(Self {
            secrets: Secrets::of(&backend),
            sender: Sender::new(reach)?,
            teller,
            backend,
        })
    }

    /// Works until it is dropped; what was on its way then is sent again.
    pub async fn run(&self) {
        tokio::join!(self.teller.run(), self.keep_delivering());
    }

    async fn keep_delivering(&self) {
        let mut going = JoinSet::new();
        loop {
            while going.try_join_next().is_some() {}
            let free = MOST_AT_ONCE - going.len();
            // What failed is in the log, and due again soon.
            let taken = self.take(free).await.unwrap_or_default();
            let idle = taken.is_empty();
            for sent in taken {
                let this = self.clone();
                going.spawn(async move {
                    // Its lease ends, and it is tried again.
                    let _ = this.deliver(sent).await;
                });
            }
            if idle {
                tokio::select! {
                    () = tokio::time::sleep(PERIOD) => {}
                    Some(_) = going.join_next() => {}
                }
            }
        }
    }

    /// Notes what happened, sends what is due, and waits for it; how many messages that were.
    pub async fn work(&self) -> Result<usize, ApiError> {
        while self.teller.work().await? {}
        let taken = self.take(MOST_AT_ONCE).await?;
        let count = taken.len();
        let sending = taken.into_iter().map(|sent| self.deliver(sent));
        for outcome in futures_util::future::join_all(sending).await {
            outcome?;
        }
        Ok(count)
    }

    /// Takes messages that are due, with where they go.
    async fn take(&self, most: usize) -> Result<Vec<Sent>, ApiError> {
        let now = self.backend.clock.now();
        let waiting = store::is_due(self.backend.reader(), now).await;
        if most == 0 || !waiting.map_err(database)? {
            return Ok(Vec::new());
        }
        let tx = self.backend.write().await?;
        let leave = Delivering::what_is_due(&tx);
        let leased = store::lease(&leave, most).await.map_err(database)?;
        let to = leased.iter().map(|one| one.delivery.webhook.0);
        let known = store::known(&leave, to).await.map_err(database)?;
        self.backend.commit(tx).await?;
        let with = |one: Leased| {
            let mut to = known.iter();
            let to = to.find(|it| it.id == one.delivery.webhook)?.clone();
            Some((one, to))
        };
        Ok(leased.into_iter().filter_map(with).collect())
    }

    async fn deliver(&self, (leased, to): Sent) -> Result<(), ApiError> {
        let outcome = self.send(&leased, &to).await;
        let tx = self.backend.write().await?;
        self.settle(&tx, (&leased, &to), &outcome).await?;
        self.backend.commit(tx).await
    }

    async fn send(&self, leased: &Leased, to: &Webhook) -> Outcome {
        let now = self.backend.clock.now();
        let (id, body) = (&leased.delivery.message_id, &leased.delivery.body);
        let timestamp = now.timestamp();
        let sealed = to.signing(now).map(|one| (one.id, one.sealed.as_str()));
        let signed = self.secrets.signatures(sealed, (id, timestamp, body));
        let Some(signatures) = signed else {
            // The key that seals is another than it was: nothing can be said for ours.
            tracing::error!(webhook = %to.id.0, "a webhook's secret cannot be opened");
            return Outcome::without_answer(Failure::NotSecure);
        };
        let message = Message {
            id: id.clone(),
            timestamp,
            signatures,
            body: body.clone(),
        };
        self.sender.send(&to.url, message).await
    }

    async fn settle(
        &self,
        tx: &WriteTx,
        (leased, to): (&Leased, &Webhook),
        outcome: &Outcome,
    ) -> Result<(), ApiError> {
        let leave = Delivering::what_is_due(tx);
        let turn = store::take_turn(tx, to.provider).await;
        turn.map_err(database)?;
        // As it stands now: somebody may have switched it off, or deleted it.
        let known = store::find(tx.conn(), to.provider, to.id).await;
        let Some(to) = known.map_err(database)? else {
            return Ok(());
        };
        let (attempts, test) = (
            leased.delivery.attempts,
            leased.delivery.event == Event::Test,
        );
        let [chance] = self.backend.ids.secret::<1>();
        let over = test || outcome.is_gone() || to.off.is_some();
        let wait = outcome.wait(attempts, chance).filter(|_| !over);
        let again = wait.map(|wait| tx.now() + wait);
        let settled = store::settle(&leave, leased, (outcome, again)).await;
        if !settled.map_err(database)? {
            return Ok(());
        }
        let was_last = usize::try_from(attempts).is_ok_and(|attempts| attempts > PAUSES.len());
        let since = to.failing_since.unwrap_or(tx.now());
        match outcome.failure {
            None if to.failing_since.is_some() => {
                let arrives = store::note_failing(&leave, &to, None).await;
                arrives.map_err(database)
            }
            None => Ok(()),
            Some(_) if to.off.is_some() => Ok(()),
            Some(_) if outcome.is_gone() => self.switch_off(&leave, &to, OffBecause::Gone).await,
            Some(_) if test => Ok(()),
            Some(_) if was_last && tx.now() - since >= FAILING => {
                self.switch_off(&leave, &to, OffBecause::Failing).await
            }
            Some(_) if to.failing_since.is_none() => {
                let fails = store::note_failing(&leave, &to, Some(since)).await;
                fails.map_err(database)
            }
            Some(_) => Ok(()),
        }
    }

    /// Switches a webhook off, and has everybody of its organisation hear that something is.
    async fn switch_off(
        &self,
        leave: &Delivering<'_>,
        to: &Webhook,
        why: OffBecause,
    ) -> Result<(), ApiError> {
        let tx = leave.tx();
        let off = store::switch_off(leave, to, why).await;
        off.map_err(database)?;
        store::give_up(tx, to).await.map_err(database)?;
        identity::service::warn_organisation(&self.backend, tx, to.provider).await
    }
}
