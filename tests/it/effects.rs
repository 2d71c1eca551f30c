//! Effects: done once, done in the end, done by whoever is left.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use entities::effects;
use futures_util::future::BoxFuture;
use pijler::app::start;
use pijler::kernel::effects::{Leased, Performer, Undone, Worker};
use pijler::kernel::letter::Letter;
use sea_orm::EntityTrait;
use tests::{TestApp, on_both};

/// Fails so many times, then does.
struct Stubborn {
    fails: u32,
    tried: Arc<AtomicU32>,
}

impl Performer for Stubborn {
    fn kind(&self) -> &'static str {
        "mail"
    }

    fn perform<'a>(&'a self, _: &'a Leased) -> BoxFuture<'a, Result<(), Undone>> {
        let tried = self.tried.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            tokio::task::yield_now().await;
            if tried < self.fails {
                Err(Undone("not today".to_owned()))
            } else {
                Ok(())
            }
        })
    }
}

fn worker(app: &TestApp, fails: u32) -> (Worker, Arc<AtomicU32>) {
    let tried = Arc::new(AtomicU32::new(0));
    let stubborn = Stubborn {
        fails,
        tried: tried.clone(),
    };
    (
        Worker::new(app.backend.clone(), vec![Box::new(stubborn)]),
        tried,
    )
}

async fn write(app: &TestApp) {
    let letter = Letter {
        to: "an@voorbeeld.nl".to_owned(),
        subject: "Bericht".to_owned(),
        text: "Hallo".to_owned(),
        html: String::new(),
    };
    let tx = app.backend.write().await.expect("it is written");
    tx.effect(app.backend.ids.random(), &letter)
        .await
        .expect("it is written");
    app.backend.commit(tx).await.expect("it is written");
}

/// Begins, and never comes back.
struct Hanging;

impl Performer for Hanging {
    fn kind(&self) -> &'static str {
        "mail"
    }

    fn perform<'a>(&'a self, _: &'a Leased) -> BoxFuture<'a, Result<(), Undone>> {
        Box::pin(std::future::pending())
    }
}

async fn rows(app: &TestApp) -> Vec<effects::Model> {
    let rows = effects::Entity::find().all(app.backend.reader());
    rows.await.expect("rows")
}

async fn works(worker: &Worker) -> bool {
    worker.work().await.expect("it works")
}

on_both! {
    async fn an_effect_is_done_once_however_many_work(app: TestApp) {
        for _ in 0..10 {
            write(&app).await;
        }
        let (one, done_here) = worker(&app, 0);
        let (other, done_there) = worker(&app, 0);
        let work = async |worker: Worker| while works(&worker).await {};
        tokio::join!(work(one), work(other));

        let done = done_here.load(Ordering::SeqCst) + done_there.load(Ordering::SeqCst);
        assert_eq!(done, 10);
        assert!(rows(&app).await.iter().all(|row| row.done_at.is_some() && row.payload.is_none()));
    }

    async fn what_fails_is_tried_again_later_and_given_up_in_the_end(app: TestApp) {
        write(&app).await;
        let (worker, tried) = worker(&app, u32::MAX);
        assert!(works(&worker).await);
        assert!(!works(&worker).await, "not at once");
        app.advance(TimeDelta::seconds(30));
        assert!(works(&worker).await);
        for _ in 0..30 {
            app.advance(TimeDelta::days(1));
            works(&worker).await;
        }

        assert_eq!(tried.load(Ordering::SeqCst), 12);
        let row = rows(&app).await.remove(0);
        assert!(row.abandoned_at.is_some() && row.payload.is_none());
    }

    async fn what_was_done_is_forgotten_after_a_week_and_what_was_given_up_is_not(app: TestApp) {
        write(&app).await;
        let (done, _) = worker(&app, 0);
        assert!(works(&done).await);
        write(&app).await;
        let (stubborn, _) = worker(&app, u32::MAX);
        for _ in 0..12 {
            works(&stubborn).await;
            app.advance(TimeDelta::hours(13));
        }
        start::forget(&app.backend).await.expect("an hour");
        assert_eq!(rows(&app).await.len(), 2);
        app.advance(TimeDelta::days(1));
        start::forget(&app.backend).await.expect("an hour");
        let rows = rows(&app).await;
        assert!(rows.len() == 1 && rows[0].abandoned_at.is_some(), "{rows:?}");
    }

    async fn what_a_dead_node_held_is_done_by_another_once_its_lease_is_over(app: TestApp) {
        write(&app).await;
        let dying = Worker::new(app.backend.clone(), vec![Box::new(Hanging)]);
        let begun = tokio::time::timeout(Duration::from_secs(2), dying.work()).await;
        assert!(begun.is_err(), "it hangs");
        let (living, done) = worker(&app, 0);

        assert!(!works(&living).await);
        app.advance(TimeDelta::minutes(2));
        assert!(works(&living).await);
        assert_eq!(done.load(Ordering::SeqCst), 1);
    }
}
