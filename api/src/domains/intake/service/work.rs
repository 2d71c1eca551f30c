//! Doing what was taken, part by part: each in a write of its own, with its rows' receipt.
//!
//! A part and where the push stands are written together, so that whoever is killed leaves a
//! push that any node goes on with, and no row is done twice. What keeps two nodes apart is the
//! lock on the push's own row, which ends with the write, or with whoever held it.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Builder;

use super::push::{foresee, offer, read, tell};
use super::rows::Told;
use super::whole::missing;
use crate::domains::catalogue::{self, Catalogue, Offering, Snapshot};
use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{Atomicity, Item, Mode, PushId, State};
use crate::domains::intake::policy::{self, Forgetting, Working};
use crate::domains::intake::store::{self, Job};
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

/// How long the first failure is left alone; each later one twice as long.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(2);
/// After so many failures of a part, the push is given up.
const MOST_ATTEMPTS: i32 = 12;
/// How long what was sent for a push that was never taken is kept.
const STAGED: TimeDelta = TimeDelta::days(1);

/// Does the next part of the push that is next; false where none waits.
pub async fn carry_on(backend: &Backend, catalogue: &Catalogue) -> Result<bool, ApiError> {
    // A look first: an idle node must not take the writer of SQLite.
    if !store::next(backend.reader(), backend.clock.now()).await? {
        return Ok(false);
    }
    let tx = backend.write().await?;
    let Some(mut job) = store::hold_next(&tx).await? else {
        return Ok(false);
    };
    let Some(leave) = policy::working(&tx, &job.push) else {
        return Ok(false);
    };
    let before = job.clone();
    store::take_turn(&leave).await?;
    let offering = catalogue::pushed(&tx, leave.provider());
    let by = Doing {
        backend,
        snapshot: &catalogue.now(),
        leave: &leave,
        offering: &offering,
    };
    match by.step(&mut job).await {
        Ok(()) => {
            tx.changed(super::TOPIC, job.push.id.0.to_string());
            backend.commit(tx).await?;
        }
        Err(error) => {
            drop(tx);
            tracing::warn!(push = %before.push.id.0, code = error.code, "a part of a push failed");
            note_failure(backend, &before).await?;
        }
    }
    Ok(true)
}

/// Notes that a part failed, where nobody went on with the push meanwhile.
async fn note_failure(backend: &Backend, before: &Job) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let Some(job) = store::hold_next(&tx).await? else {
        return Ok(());
    };
    let same = job.push.id == before.push.id && job.next_part == before.next_part;
    if let Some(leave) = policy::working(&tx, &job.push).filter(|_| same) {
        let again = (job.attempts + 1 < MOST_ATTEMPTS)
            .then(|| tx.now() + FIRST_PAUSE * 2_i32.pow(job.attempts.clamp(0, 10).unsigned_abs()));
        if again.is_none() {
            tracing::error!(push = %job.push.id.0, "a push was given up");
            tx.changed(super::TOPIC, job.push.id.0.to_string());
        }
        store::failed(&leave, &job, again).await?;
    }
    backend.commit(tx).await
}

/// Lets go of what was sent for pushes that were never taken: to be called every hour or so.
pub async fn forget(backend: &Backend) -> Result<(), ApiError> {
    let until = first_of(backend.clock.now() - STAGED);
    let tx = backend.write().await?;
    store::forget(&Forgetting::by_the_house(&tx), until).await?;
    backend.commit(tx).await
}

/// The first id of a moment: ids are in the order of time.
fn first_of(moment: DateTime<Utc>) -> PushId {
    let millis = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
    PushId(Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
}

/// Whoever does a push that was taken.
struct Doing<'d> {
    backend: &'d Backend,
    snapshot: &'d Snapshot,
    leave: &'d Working<'d>,
    offering: &'d Offering<'d>,
}

impl Doing<'_> {
    /// Does what is next of a push.
    async fn step(&self, job: &mut Job) -> Result<(), ApiError> {
        if job.push.options.atomicity == Atomicity::All {
            return self.whole(job).await;
        }
        let written = !job.push.options.dry_run;
        match self.part(job, job.next_part).await? {
            Some(items) => {
                let told = self.told(job, items, written).await?;
                self.keep(job, told).await?;
                job.push.state = State::Working;
            }
            None => self.finish(job, written).await?,
        }
        Ok(store::work_on(self.leave, job).await?)
    }

    /// Does all of a push, or nothing of it: looks at every row first, and then writes, in one
    /// write, with no more in memory than a part.
    async fn whole(&self, job: &mut Job) -> Result<(), ApiError> {
        let (mut part, mut refused) = (0, false);
        while let Some(items) = self.part(job, part).await? {
            part += 1;
            let of = (self.snapshot, self.leave.provider());
            let db = self.leave.tx().conn();
            refused |= read(db, of, items, &job.repeated).await?.refuses();
        }
        let written = !refused && !job.push.options.dry_run;
        while let Some(items) = self.part(job, job.next_part).await? {
            let told = self.told(job, items, written).await?;
            self.keep(job, told).await?;
        }
        self.finish(job, written).await?;
        if refused {
            job.push.state = State::Refused;
        }
        Ok(store::work_on(self.leave, job).await?)
    }

    async fn part(&self, job: &Job, part: i32) -> Result<Option<Vec<Item>>, PushError> {
        store::part(self.leave, (job.push.id, part)).await
    }

    /// What becomes of a part's rows.
    async fn told(&self, job: &Job, items: Vec<Item>, written: bool) -> Result<Told, ApiError> {
        let provider = self.leave.provider();
        let db = self.leave.tx().conn();
        let of = (self.snapshot, provider);
        let reading = read(db, of, items, &job.repeated).await?;
        match written {
            true => offer(self.offering, self.backend, job.push.options.mode, reading).await,
            false => foresee(db, self.backend, provider, reading).await,
        }
    }

    /// Keeps what became of a part's rows.
    async fn keep(&self, job: &mut Job, told: Told) -> Result<(), ApiError> {
        let push = &mut job.push;
        // A course whose rows are more than a chunk has them all in one: places follow from rows.
        let place = (job.next_part, push.totals.sent);
        store::keep_chunk(self.leave, push.id, place, &told.rows).await?;
        store::ask(self.leave, push.id, told.questions).await?;
        push.totals.add(&told.rows);
        job.next_part += 1;
        Ok(())
    }

    /// Ends a push of which every row is told.
    async fn finish(&self, job: &mut Job, written: bool) -> Result<(), ApiError> {
        let (push, db) = (&mut job.push, self.leave.tx().conn());
        if push.options.mode == Mode::Full {
            let (keys, named) = store::named(db, push.id).await?;
            let of = (self.leave.provider(), push.options);
            let missing = missing(db, of, &keys, (push.totals, written)).await?;
            push.totals.vanished = missing.count();
            push.vanished_refused = missing.is_refused;
            let questions = missing.questions().collect();
            store::ask(self.leave, push.id, questions).await?;
            if written {
                catalogue::offered_whole(self.offering, &named).await?;
            }
        }
        push.state = State::Done;
        push.finished_at = Some(self.leave.tx().now());
        if !push.options.dry_run {
            tell(self.backend, self.leave.tx(), push).await?;
        }
        Ok(())
    }
}
