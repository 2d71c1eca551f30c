//! The immutable value that public reads are answered from.
//!
//! It holds public rows only, so a public read cannot leak a draft. It is swapped
//! as a whole when the feed says that the catalogue changed, and once a day, when
//! the day itself changes what is current. What only some see stands in overlays: a
//! snapshot of its own for each who see the same, made when it is first asked for, and
//! gone with the public one.

mod clients;
mod facts;
mod index;
mod lists;
mod order;
mod reviewed;
mod rows;
mod search;
mod seen;
mod sets;
mod since;
mod trainers;
mod uses;
mod written;

use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use async_graphql::futures_util::future::BoxFuture;
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Europe::Amsterdam;
use quick_cache::sync::Cache;
use sea_orm::DbErr;

pub use clients::CLIENTS;
pub use facts::Facts;
pub use lists::Lists;
pub use rows::{CourseRows, Heard, Rows};
pub use search::{Found, Told};
pub use sets::{Set, all_of};

use self::clients::{Clients, Otherwise};
use self::written::Written;
use super::model::{Facet, Offer, Sight};
use super::store;
use crate::domains::reviews;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::feed::{Entry, Listener};
use crate::kernel::id::{AccountId, CourseId, ProviderId};
use crate::kernel::kept::Kept;

/// The topic of the feed under which the catalogue tells of its changes.
pub const TOPIC: &str = "catalogue";

/// The topics under which the feed tells of changes to what a snapshot holds.
pub const TOPICS: [&str; 2] = [TOPIC, reviews::TOPIC];

/// The header that carries a version: an answer to a write names the one that has it,
/// and a read that names one waits for it.
pub const VERSION_HEADER: &str = "catalogue-version";

/// How long a read waits for a version.
const PATIENCE: Duration = Duration::from_secs(1);

/// The catalogue on one day.
#[derive(Debug)]
pub struct Snapshot {
    facts: Arc<Facts>,
    /// The day in Amsterdam for which offers were derived.
    pub today: NaiveDate,
    /// From when on it may no longer be used.
    pub valid_until: DateTime<Utc>,
    /// The offer of each course.
    pub offers: Vec<Offer>,
    /// The courses with each offer.
    of_each_offer: Vec<Set>,
    /// The courses with an accreditation that holds, and those without.
    of_each_accredited: Vec<Set>,
    /// The day on which each course can next be begun, where one is known.
    pub next_starts: Vec<Option<NaiveDate>>,
    /// The courses in each order that does not depend on who asks.
    orders: Vec<Vec<usize>>,
    /// The courses as JSON, as far as they were asked for.
    pub written: Written,
    /// The answers that were worked out from it and are asked for again.
    pub kept: Kept,
}

impl Snapshot {
    /// The facts as they stand on a day.
    pub fn on(facts: Arc<Facts>, today: NaiveDate) -> Self {
        let offers: Vec<Offer> = facts
            .courses
            .iter()
            .map(|course| Offer::on(today, &course.signs))
            .collect();
        let mut of_each_offer = vec![Set::with_capacity(offers.len()); Offer::ALL.len()];
        for (at, offer) in offers.iter().enumerate() {
            of_each_offer[*offer as usize].insert(at);
        }
        let mut of_each_accredited = vec![Set::with_capacity(offers.len()); 2];
        for (at, course) in facts.courses.iter().enumerate() {
            let holds = course.is_accredited(today);
            of_each_accredited[usize::from(!holds)].insert(at);
        }
        let mut snapshot = Self {
            today,
            valid_until: midnight_after(today),
            next_starts: order::next_starts(&facts, today),
            orders: Vec::new(),
            written: Written::of(facts.courses.len()),
            facts,
            offers,
            of_each_offer,
            of_each_accredited,
            kept: Kept::default(),
        };
        snapshot.orders = order::all(&snapshot);
        snapshot
    }

    /// What has each value of a facet: courses, or editions where the facet is theirs.
    pub fn of_each(&self, facet: Facet) -> &[Set] {
        match facet {
            Facet::Offer => &self.of_each_offer,
            Facet::Accredited => &self.of_each_accredited,
            _ => self.sets.of_each(facet),
        }
    }
}

impl Deref for Snapshot {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

/// When the next day begins in Amsterdam. Midnight exists there on every day: the
/// clock is changed at two and at three.
fn midnight_after(day: NaiveDate) -> DateTime<Utc> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let midnight = next
        .and_time(chrono::NaiveTime::MIN)
        .and_local_timezone(Amsterdam);
    midnight
        .earliest()
        .map_or_else(DateTime::default, |at| at.to_utc())
}

/// The most overlays that are kept: one for each organisation's people and one for its
/// parents, as far as there is something that only they see.
const OVERLAYS: usize = 64;

/// The catalogue as it stands: what the public sees, and what some see beside that.
#[derive(Debug)]
struct Standing {
    public: Arc<Snapshot>,
    /// What the rows say, whoever sees it.
    rows: Arc<Rows>,
    overlays: Cache<Sight, Arc<Snapshot>>,
}

impl Standing {
    fn of(public: Snapshot, rows: Arc<Rows>) -> Self {
        Self {
            public: Arc::new(public),
            rows,
            overlays: Cache::new(OVERLAYS),
        }
    }

    /// What somebody sees; the public snapshot itself, where that is all.
    fn seen(&self, sight: Sight) -> Seen {
        let public = self.public.clone();
        if !self.rows.concern(sight) {
            return Seen {
                snapshot: public.clone(),
                public,
                closed: false,
                otherwise: Arc::default(),
            };
        }
        let today = public.today;
        let make = || {
            let begun = public.begun().with(&self.rows, sight);
            let facts = begun.priced(today).index(Some(&public));
            Ok::<_, Infallible>(Arc::new(Snapshot::on(Arc::new(facts), today)))
        };
        let Ok(snapshot) = self.overlays.get_or_insert_with(&sight, make);
        Seen {
            snapshot,
            public,
            closed: true,
            otherwise: Arc::default(),
        }
    }
}

/// The catalogue as somebody sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    snapshot: Arc<Snapshot>,
    /// What everybody sees, of the same state: figures follow from it, whoever asks.
    pub public: Arc<Snapshot>,
    closed: bool,
    otherwise: Otherwise,
}

impl Seen {
    /// Which courses whoever asks sees otherwise than before, and since when, because they said
    /// which organisation is theirs.
    pub fn otherwise(&self) -> &[(CourseId, DateTime<Utc>)] {
        &self.otherwise
    }

    /// Whether it may hold what others do not see: an answer from it is kept nowhere.
    pub fn is_closed(&self) -> bool {
        self.closed
    }
}

impl Deref for Seen {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        &self.snapshot
    }
}

/// The catalogue of this node: always a whole snapshot, never a stale day.
#[derive(Debug)]
pub struct Catalogue {
    backend: Backend,
    current: ArcSwap<Standing>,
    clients: Clients,
}

impl Catalogue {
    /// Loads the catalogue and listens for changes from there on.
    pub async fn load(backend: &Backend) -> Result<Arc<Self>, ApiError> {
        let standing = read(backend, None).await.map_err(database)?;
        let position = standing.public.position;
        let clients = Clients::load(backend).await.map_err(database)?;
        let catalogue = Arc::new(Self {
            backend: backend.clone(),
            current: ArcSwap::from_pointee(standing),
            clients,
        });
        backend.feed.listen(catalogue.clone(), position).await;
        Ok(catalogue)
    }

    /// The catalogue as the public sees it now. Hold it for one answer, not longer.
    pub fn now(&self) -> Arc<Snapshot> {
        self.standing().public.clone()
    }

    /// The catalogue as somebody sees it now. Hold it for one answer, not longer.
    pub fn seen(&self, sight: Sight) -> Seen {
        self.standing().seen(sight)
    }

    /// As [`Self::seen`], by a parent: that they said which organisation is theirs may be why
    /// they see a course otherwise.
    pub fn seen_by(&self, account: AccountId, sight: Sight) -> Seen {
        let seen = self.seen(sight);
        match self.clients.otherwise(account) {
            Some(otherwise) => Seen {
                closed: true,
                otherwise,
                ..seen
            },
            None => seen,
        }
    }

    /// The organisation that a parent said is theirs.
    pub fn client_of(&self, account: AccountId) -> Option<ProviderId> {
        self.clients.of(account)
    }

    fn standing(&self) -> Arc<Standing> {
        let current = self.current.load_full();
        if self.backend.clock.now() < current.public.valid_until {
            return current;
        }
        let today = self.backend.clock.today();
        let public = Snapshot::on(current.public.facts.on(today), today);
        let next = Arc::new(Standing::of(public, current.rows.clone()));
        // Where a change came in between, that newer snapshot stays.
        self.current.compare_and_swap(&current, next.clone());
        next
    }

    /// Waits until this node has a version, or until it is no use to wait longer. A
    /// node looks at the feed often enough by itself; asking here would let anybody
    /// keep the database busy.
    pub async fn reach(&self, version: i64) {
        let reached = async {
            while self.current.load().public.position < version {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        // Too late is answered all the same, with what there is.
        let _ = tokio::time::timeout(PATIENCE, reached).await;
    }
}

impl Listener for Catalogue {
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>> {
        Box::pin(async move {
            if entries.iter().any(|entry| entry.topic == CLIENTS) {
                self.clients.read(&self.backend).await?;
            }
            let current = self.current.load_full();
            let seen = current.public.position;
            if entries
                .iter()
                .any(|entry| TOPICS.contains(&entry.topic.as_str()) && entry.seq > seen)
            {
                let next = read(&self.backend, Some(current)).await?;
                self.current.store(Arc::new(next));
            }
            Ok(())
        })
    }
}

/// The catalogue in one consistent read, of which what did not change since is taken from before.
///
/// Making it findable is work for the processor alone: it is done beside the threads that
/// answer, so that nobody waits for it but who waits for the change.
async fn read(backend: &Backend, before: Option<Arc<Standing>>) -> Result<Standing, DbErr> {
    let tx = backend.databases().consistent_read().await?;
    let stood = before.as_deref().map(|it| (&*it.public.facts, &*it.rows));
    let (begun, rows) = store::facts(&tx, stood).await?;
    tx.commit().await?;
    let today = backend.clock.today();
    let making = tokio::task::spawn_blocking(move || {
        let facts = begun.with(&rows, Sight::PUBLIC).priced(today);
        let facts = facts.index(before.as_deref().map(|it| &*it.public.facts));
        Standing::of(Snapshot::on(Arc::new(facts), today), Arc::new(rows))
    });
    making
        .await
        .map_err(|error| DbErr::Custom(error.to_string()))
}
