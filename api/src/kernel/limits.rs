//! How often one caller may do what costs the house something.
//!
//! A limit is taken where the work is, by whichever door: a write where it begins, a password
//! where it is hashed, a letter where it is asked for. Who calls goes along with the task, so
//! that no service has to be told; what the house does by itself has no caller, and no limit.
//! Callers are counted by each node, in memory: by account or program where one was shown, else
//! by network. Answers that are kept cost nothing and are not counted.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{Stream, StreamExt, stream};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use uuid::Uuid;

use super::actor::Actor;
use super::client::ClientAddress;
use super::error::{ApiError, Kind};
use super::language::Text;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// To have anything answered that is not kept.
    Ask,
    /// To write.
    Write,
    /// To have a password hashed.
    Password,
    /// To have a letter sent.
    Letter,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ask, Self::Write, Self::Password, Self::Letter];

    /// What its policy is called in headers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ask => "requests",
            Self::Write => "writes",
            Self::Password => "passwords",
            Self::Letter => "letters",
        }
    }

    /// Within which time the allowance comes back.
    pub fn window(self) -> Duration {
        match self {
            Self::Ask | Self::Write | Self::Password => Duration::from_secs(60),
            Self::Letter => Duration::from_secs(3600),
        }
    }

    /// Whether who is signed in is counted by themselves: what is done before that is not.
    fn is_of_actors(self) -> bool {
        matches!(self, Self::Ask | Self::Write)
    }
}

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Who {
    Network(IpAddr),
    Actor(Uuid),
}

type Counter =
    RateLimiter<Who, DefaultKeyedStateStore<Who>, DefaultClock, StateInformationMiddleware>;

/// The limits of this node.
#[derive(Debug, Default)]
pub struct Limits {
    /// One for each act; nothing where it is not limited.
    counters: [Option<(Counter, u32)>; Act::ALL.len()],
    taken: AtomicU32,
}

/// After so many, callers who have their whole allowance are forgotten.
const SWEEP: u32 = 4096;

impl Limits {
    /// Limits with an allowance for each act; 0 for none.
    pub fn new(allowances: [u32; Act::ALL.len()]) -> Self {
        let counter = |act: Act| {
            let most = NonZeroU32::new(allowances[act as usize])?;
            let quota = Quota::with_period(act.window() / most.get())?;
            let counter = RateLimiter::keyed(quota.allow_burst(most));
            Some((counter.with_middleware(), most.get()))
        };
        Self {
            counters: Act::ALL.map(counter),
            taken: AtomicU32::new(0),
        }
    }

    fn take(&self, act: Act, who: Who) -> Option<Standing> {
        let (counter, most) = self.counters[act as usize].as_ref()?;
        if self.taken.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            for (counter, _) in self.counters.iter().flatten() {
                counter.retain_recent();
            }
        }
        let (left, wait) = match counter.check_key(&who) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(until) => (0, Some(until.wait_time_from(DefaultClock::default().now()))),
        };
        Some(Standing {
            act,
            most: *most,
            left,
            wait,
        })
    }
}

/// How a caller stands with a limit.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    act: Act,
    most: u32,
    left: u32,
    /// How long until the next, where there is none left.
    wait: Option<Duration>,
}

impl Standing {
    /// The policy, as `RateLimit-Policy` says it (draft-ietf-httpapi-ratelimit-headers).
    pub fn policy(&self) -> String {
        let window = self.act.window().as_secs();
        format!("\"{}\";q={};w={window}", self.act.word(), self.most)
    }

    /// What is left, and the seconds after which more is, as `RateLimit` says it.
    pub fn told(&self) -> String {
        let each = self.act.window() / self.most;
        let more = self.wait.unwrap_or(match self.left == self.most {
            true => Duration::ZERO,
            false => each,
        });
        let seconds = more.as_secs_f64().ceil();
        format!("\"{}\";r={};t={seconds}", self.act.word(), self.left)
    }

    /// How much of the allowance is left, so that the limit that is nearest is told.
    fn share(&self) -> f64 {
        f64::from(self.left) / f64::from(self.most)
    }
}

/// Who calls, for as long as a request, a socket or a stream lasts.
#[derive(Clone, Debug)]
pub struct Caller {
    limits: Arc<Limits>,
    network: IpAddr,
    actor: Option<Uuid>,
    told: Told,
}

/// How the caller stands with the limit that is nearest, for whoever writes the answer's headers.
#[derive(Clone, Debug, Default)]
pub struct Told(Arc<Mutex<Option<Standing>>>);

impl Told {
    /// The limit that is nearest, where any was looked at.
    pub fn nearest(&self) -> Option<Standing> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, standing: Standing) {
        let mut nearest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if nearest.is_none_or(|it| standing.share() <= it.share()) {
            *nearest = Some(standing);
        }
    }
}

tokio::task_local! {
    static CALLER: Caller;
}

impl Caller {
    /// Somebody who calls; `told` is where what is left is noted.
    pub fn new(
        limits: Arc<Limits>,
        from: ClientAddress,
        actor: Option<&Actor>,
        told: Told,
    ) -> Self {
        Self {
            limits,
            network: from.network(),
            actor: actor.and_then(Actor::id),
            told,
        }
    }

    /// Does some work for this caller.
    pub async fn within<F: Future>(self, work: F) -> F::Output {
        CALLER.scope(self, work).await
    }

    /// Has each step of a stream done for this caller.
    pub fn steps<S>(self, mut steps: S) -> Pin<Box<dyn Stream<Item = S::Item> + Send>>
    where
        S: Stream + Send + Unpin + 'static,
    {
        let each = move |cx: &mut std::task::Context<'_>| {
            CALLER.sync_scope(self.clone(), || steps.poll_next_unpin(cx))
        };
        Box::pin(stream::poll_fn(each))
    }

    fn take(&self, act: Act) -> Result<(), ApiError> {
        let who = match self.actor.filter(|_| act.is_of_actors()) {
            Some(actor) => Who::Actor(actor),
            None => Who::Network(self.network),
        };
        let Some(standing) = self.limits.take(act, who) else {
            return Ok(());
        };
        self.told.tell(standing);
        match standing.wait {
            Some(wait) => Err(ApiError {
                retry_after: Some(wait),
                ..ApiError::new(Kind::TooMany, LIMITED, words())
            }),
            None => Ok(()),
        }
    }
}

/// The code of what is refused because a caller did too much of it.
pub const LIMITED: &str = "limit.reached";

fn words() -> Text {
    Text::new(
        "je vraagt dit te vaak achter elkaar; wacht even",
        "you ask this too often; wait a moment",
    )
}

/// Takes one from what whoever calls may do.
pub fn take(act: Act) -> Result<(), ApiError> {
    CALLER.try_with(|caller| caller.take(act)).unwrap_or(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(limits: &Arc<Limits>, from: &str) -> Caller {
        let from = ClientAddress::new(from.parse().unwrap());
        Caller::new(limits.clone(), from, None, Told::default())
    }

    #[tokio::test]
    async fn one_callers_flood_is_nobody_elses() {
        let limits = Arc::new(Limits::new([0, 3, 0, 0]));
        let flood = caller(&limits, "192.0.2.1");
        let told = flood.told.clone();
        let done = flood.within(async { (0..9).filter(|_| take(Act::Write).is_ok()).count() });

        assert_eq!(done.await, 3);
        let nearest = told.nearest().unwrap();
        assert_eq!(nearest.policy(), "\"writes\";q=3;w=60");
        assert!(nearest.told().starts_with("\"writes\";r=0;t="));
        let other = caller(&limits, "192.0.2.2");
        let free = other.within(async { (take(Act::Write), take(Act::Letter)) });
        assert!(matches!(free.await, (Ok(()), Ok(()))));
        assert!(take(Act::Write).is_ok(), "the house itself has no limit");
    }

    #[tokio::test]
    async fn an_account_is_counted_by_itself_wherever_it_calls_from() {
        let limits = Arc::new(Limits::new([0, 1, 0, 1]));
        let account = |from: &str| Caller {
            actor: Some(Uuid::from_u128(7)),
            ..caller(&limits, from)
        };
        assert!(account("192.0.2.1").take(Act::Write).is_ok());
        let limited = account("192.0.2.9").take(Act::Write).unwrap_err();
        assert_eq!((limited.kind, limited.code), (Kind::TooMany, LIMITED));
        assert!(limited.retry_after.is_some());
        assert!(caller(&limits, "192.0.2.1").take(Act::Write).is_ok());
        // Who writes letters is not told apart by accounts, of which anybody may have many.
        assert!(account("192.0.2.1").take(Act::Letter).is_ok());
        assert!(caller(&limits, "192.0.2.1").take(Act::Letter).is_err());
    }

    #[tokio::test]
    async fn what_a_stream_does_is_done_by_who_opened_it() {
        let limits = Arc::new(Limits::new([0, 2, 0, 0]));
        let work = stream::iter(0..5).map(|_| take(Act::Write).is_ok());
        let done: Vec<bool> = caller(&limits, "192.0.2.1").steps(work).collect().await;
        assert_eq!(done, [true, true, false, false, false]);
    }
}
