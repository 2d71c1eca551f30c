//! Taking a push: at once, or to be done in parts.

use sea_orm::ConnectionTrait;

use super::rows::{Reading, Told};
use super::whole::{Missing, missing};
use crate::domains::catalogue::{self, Catalogue, Offering, Snapshot};
use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{
    Atomicity, Body, Item, Key, MOST_WHOLE, Mode, Options, Push, PushId, Receipt, Repeated, Sent,
    State, Totals,
};
use crate::domains::intake::policy::{self, Pushing};
use crate::domains::intake::store;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::happened::{Event, Whose};
use crate::kernel::id::ProviderId;

/// What became of a push when it was sent.
#[derive(Debug)]
pub enum Pushed {
    /// It was done, or would be: this is what became of each row.
    Told(Box<Receipt>),
    /// It was taken, and is done in parts.
    Taken(Push),
}

/// Puts an organisation's offer as its rows say it is, in one write, and keeps the receipt.
///
/// More rows than are done at once it takes, to be done in parts. So it does with what comes
/// while another of the organisation's pushes is done: what comes later stands in the end. The
/// same key with the same rows gives the push that it gave.
///
/// A dry run that is done at once writes nothing and keeps nothing.
pub async fn push(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    key: &Key,
    sent: Sent,
) -> Result<Pushed, ApiError> {
    let provider = policy::pushes_for(actor)?;
    if sent.options.atomicity == Atomicity::All && sent.rows > MOST_WHOLE {
        return Err(PushError::TooManyForAll.into());
    }
    match &sent.body {
        Body::Whole(_) if sent.options.dry_run => {
            let told = would(backend, &catalogue.now(), provider, sent).await?;
            return Ok(Pushed::Told(Box::new(told)));
        }
        _ => {}
    }
    // What is read does not need the one who writes to wait.
    let snapshot = catalogue.now();
    let reading = match &sent.body {
        Body::Whole(items) => {
            let of = (&*snapshot, provider);
            Some(read(backend.reader(), of, items.clone(), &sent.repeated).await?)
        }
        Body::Staged(_) => None,
    };
    let tx = backend.write().await?;
    let leave = policy::pushing(&tx, actor)?;
    store::take_turn(&leave).await?;
    let key = key.digest(sent.options.dry_run);
    if let Some((earlier, before)) = store::by_key(&leave, &key).await? {
        if before != sent.digest {
            return Err(PushError::KeyReused.into());
        }
        drop(tx);
        return again(backend, earlier).await;
    }
    let digests = (key, sent.digest.clone());
    let busy = store::is_busy(&leave).await?;
    let pushed = match reading {
        Some(reading) if !busy => {
            let offering = catalogue::offering(&tx, actor).ok_or(PushError::NotOrganisation)?;
            let whose = (&leave, &offering);
            let receipt = at_once(backend, whose, &sent, (digests, reading)).await?;
            Pushed::Told(Box::new(receipt))
        }
        _ => Pushed::Taken(take(backend, &leave, &sent, digests).await?),
    };
    backend.commit(tx).await?;
    Ok(pushed)
}

/// What a push that came before with the same key became.
async fn again(backend: &Backend, earlier: Push) -> Result<Pushed, ApiError> {
    // Another node may have taken it: what the receipt says can be read here too.
    backend.catch_up().await.map_err(database)?;
    if earlier.in_parts {
        return Ok(Pushed::Taken(earlier));
    }
    let receipt = super::receipt_of(backend, earlier).await?;
    Ok(Pushed::Told(Box::new(receipt)))
}

/// Reads rows, and finds out which of them bring back what was taken back.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    (snapshot, provider): (&Snapshot, ProviderId),
    items: Vec<Item>,
    repeated: &Repeated,
) -> Result<Reading, ApiError> {
    let keys = items.iter().filter_map(Item::key);
    let held = catalogue::held(db, snapshot, provider, keys).await?;
    let mut reading = Reading::of(items, snapshot, (provider, held), repeated);
    let withdrawn = catalogue::withdrawn(db, provider, reading.keys()).await?;
    reading.ask(withdrawn);
    Ok(reading)
}

/// What would become of rows.
pub(super) async fn foresee(
    db: &impl ConnectionTrait,
    backend: &Backend,
    provider: ProviderId,
    mut reading: Reading,
) -> Result<Told, ApiError> {
    let offered = catalogue::foresee(db, backend, provider, reading.drafts()).await?;
    Ok(reading.settle(offered, false))
}

/// Offers what is sound of some rows.
pub(super) async fn offer(
    offering: &Offering<'_>,
    backend: &Backend,
    mode: Mode,
    mut reading: Reading,
) -> Result<Told, ApiError> {
    let drafts = reading.drafts();
    let offered = match mode {
        Mode::Delta => catalogue::offer(offering, backend, drafts).await?,
        Mode::Full => catalogue::offer_of_whole(offering, backend, drafts).await?,
    };
    Ok(reading.settle(offered, true))
}

/// What a push would do, said at once.
async fn would(
    backend: &Backend,
    snapshot: &Snapshot,
    provider: ProviderId,
    sent: Sent,
) -> Result<Receipt, ApiError> {
    let Body::Whole(items) = sent.body else {
        return Err(ApiError::internal(&"it is done in parts"));
    };
    let db = backend.consistent_read().await?;
    let reading = read(&db, (snapshot, provider), items, &sent.repeated).await?;
    let refused = sent.options.atomicity == Atomicity::All && reading.refuses();
    let told = foresee(&db, backend, provider, reading).await?;
    let created = Totals::of(&told.rows);
    let missing = missing(
        &db,
        (provider, sent.options),
        &keys_of(&told),
        (created, false),
    )
    .await?;
    let state = if refused { State::Refused } else { State::Done };
    let now = backend.clock.now();
    let push = Push {
        finished_at: Some(now),
        ..begun(
            now,
            PushId(backend.ids.ordered()),
            (provider, sent.options, state),
            sent.rows,
        )
    };
    let mut receipt = receipt(push, told, &missing);
    receipt.push = None;
    Ok(receipt)
}

/// Does a push as a whole, in the write that it came with.
async fn at_once(
    backend: &Backend,
    (leave, offering): (&Pushing<'_>, &Offering<'_>),
    sent: &Sent,
    (digests, reading): ((String, String), Reading),
) -> Result<Receipt, ApiError> {
    let (tx, options) = (leave.tx(), sent.options);
    let provider = leave.provider();
    let refused = options.atomicity == Atomicity::All && reading.refuses();
    let told = match refused {
        true => foresee(tx.conn(), backend, provider, reading).await?,
        false => offer(offering, backend, options.mode, reading).await?,
    };
    let totals = Totals::of(&told.rows);
    let keys = keys_of(&told);
    let missing = missing(tx.conn(), (provider, options), &keys, (totals, !refused)).await?;
    if options.mode == Mode::Full && !refused {
        catalogue::offered_whole(offering, &told.named).await?;
    }
    let state = if refused { State::Refused } else { State::Done };
    let id = PushId(backend.ids.ordered());
    let push = Push {
        finished_at: Some(tx.now()),
        ..begun(tx.now(), id, (provider, options, state), sent.rows)
    };
    let receipt = receipt(push, told, &missing);
    if let Some(kept) = &receipt.push {
        store::keep(leave, kept, digests, &Repeated::new()).await?;
        store::keep_chunk(leave, kept.id, (0, 0), &receipt.rows).await?;
        store::ask(leave, kept.id, receipt.questions.clone()).await?;
        write_down(backend, leave, kept).await?;
        tell(backend, leave.tx(), kept).await?;
    }
    Ok(receipt)
}

/// Takes a push that is done in parts.
async fn take(
    backend: &Backend,
    leave: &Pushing<'_>,
    sent: &Sent,
    digests: (String, String),
) -> Result<Push, ApiError> {
    let tx = leave.tx();
    let id = match &sent.body {
        Body::Staged(id) => *id,
        Body::Whole(items) => {
            let id = PushId(backend.ids.ordered());
            store::stage(leave, (id, 0), items).await?;
            id
        }
    };
    let of = (leave.provider(), sent.options, State::Waiting);
    let push = Push {
        in_parts: true,
        ..begun(tx.now(), id, of, sent.rows)
    };
    store::keep(leave, &push, digests, &sent.repeated).await?;
    write_down(backend, leave, &push).await?;
    tx.changed(super::TOPIC, id.0.to_string());
    Ok(push)
}

/// A push of which nothing is done.
fn begun(
    now: chrono::DateTime<chrono::Utc>,
    id: PushId,
    (provider, options, state): (ProviderId, Options, State),
    rows: usize,
) -> Push {
    Push {
        id,
        provider,
        created_at: now,
        finished_at: None,
        options,
        state,
        in_parts: false,
        rows: i32::try_from(rows).unwrap_or(i32::MAX),
        totals: Totals::default(),
        vanished_refused: false,
    }
}

/// The keys that rows name, rightly or not.
fn keys_of(told: &Told) -> std::collections::HashSet<String> {
    let keys = told.rows.iter().filter_map(|row| row.external_id.clone());
    keys.collect()
}

/// The receipt of a push that is over.
fn receipt(mut push: Push, told: Told, missing: &Missing) -> Receipt {
    push.totals = Totals {
        vanished: missing.count(),
        ..Totals::of(&told.rows)
    };
    push.vanished_refused = missing.is_refused;
    let mut receipt = Receipt::of(push, told.rows);
    receipt.questions = told.questions;
    receipt.questions.extend(missing.questions());
    receipt
}

/// Has programs of the provider's hear that a push is over.
pub(super) async fn tell(backend: &Backend, tx: &WriteTx, push: &Push) -> Result<(), ApiError> {
    let what = (Event::PushFinished, Whose::Provider(push.provider));
    let data = vec![serde_json::json!({"pushId": push.id.0})];
    let noted = tx.happened(&backend.ids, what, data).await;
    noted.map_err(database)
}

async fn write_down(backend: &Backend, leave: &Pushing<'_>, kept: &Push) -> Result<(), ApiError> {
    let act = Act {
        name: "push.create",
        by: leave.by(),
        subject: format!("push:{}", kept.id.0),
        detail: Some(match leave.client() {
            Some(client) => format!("provider {} client {}", leave.provider().0, client.0),
            None => format!("provider {}", leave.provider().0),
        }),
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}

/// Keeps parts of a push while it comes in.
#[derive(Debug)]
pub struct Staging {
    id: PushId,
    parts: i32,
}

/// Begins to keep a push that comes in, of which there is more than is done at once.
pub fn staging(backend: &Backend) -> Staging {
    Staging {
        id: PushId(backend.ids.ordered()),
        parts: 0,
    }
}

impl Staging {
    /// For which push.
    pub fn id(&self) -> PushId {
        self.id
    }

    /// Keeps a part. Whoever sends is counted once, for the first.
    pub async fn put(
        &mut self,
        backend: &Backend,
        actor: &Actor,
        items: &[Item],
    ) -> Result<(), ApiError> {
        let tx = match self.parts {
            0 => backend.write().await?,
            _ => further(backend).await?,
        };
        let leave = policy::pushing(&tx, actor)?;
        store::stage(&leave, (self.id, self.parts), items).await?;
        self.parts += 1;
        backend.commit(tx).await
    }

    /// Lets go of what was kept, where no push came of it.
    pub async fn drop(self, backend: &Backend, actor: &Actor) -> Result<(), ApiError> {
        let tx = further(backend).await?;
        let leave = policy::pushing(&tx, actor)?;
        store::unstage(&leave, self.id).await?;
        backend.commit(tx).await
    }
}

/// Another write of one that was counted.
async fn further(backend: &Backend) -> Result<WriteTx, ApiError> {
    let begun = backend.databases().write(backend.clock.now()).await;
    begun.map_err(database)
}
