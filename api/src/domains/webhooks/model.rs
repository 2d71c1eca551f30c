//! What a webhook is, and a message to it.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::identities;
use crate::kernel::happened::Event;
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;

identities! {
    /// An address that a provider wants to be told at.
    WebhookId = "Webhook";
    /// A message to a webhook.
    WebhookDeliveryId = "WebhookDelivery";
}

/// The most webhooks of one provider.
pub const MOST_WEBHOOKS: u64 = 10;
/// For how long a secret signs on after another was made.
pub const OVERLAP: TimeDelta = TimeDelta::days(7);
/// For how long what was told is kept.
pub const KEPT: TimeDelta = TimeDelta::days(30);
/// How long to wait after each attempt that failed, and a little longer: after the last of
/// these one more attempt is made (Standard Webhooks, "Deliverability and reliability").
pub const PAUSES: [TimeDelta; 9] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];
/// After how long without a single message that arrived a webhook is switched off, once one was
/// tried as often as it is.
pub const FAILING: TimeDelta = TimeDelta::days(3);
/// How long a receiver may have us wait, at most.
pub const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(24);

crate::words! {
    /// What became of a message
    DeliveryStatus as WebhookDeliveryStatus "WebhookDeliveryStatus" {
        /// It waits to be sent, for the first time or again
        Pending = "pending" / "PENDING",
        /// It arrived: the answer was 2xx
        Delivered = "delivered" / "DELIVERED",
        /// It did not arrive, and is not tried any more unless you ask for it
        Failed = "failed" / "FAILED",
    }
    /// Why a message did not arrive
    Failure as WebhookFailure "WebhookFailure" {
        /// The name has no address, or none that is open to the public
        NoAddress = "no_address" / "NO_ADDRESS",
        /// Nobody took the connection
        NotConnected = "not_connected" / "NOT_CONNECTED",
        /// No secure connection could be made: the certificate is not right, say
        NotSecure = "not_secure" / "NOT_SECURE",
        /// It took longer than 15 seconds
        TimedOut = "timed_out" / "TIMED_OUT",
        /// What came back was no answer
        NoAnswer = "no_answer" / "NO_ANSWER",
        /// The answer was another than 2xx; redirects are not followed
        Refused = "refused" / "REFUSED",
        /// The webhook was switched off
        Off = "off" / "OFF",
    }
    /// Why a webhook is told nothing
    OffBecause as WebhookOffBecause "WebhookOffBecause" {
        /// You switched it off
        ByHand = "by_hand" / "BY_HAND",
        /// It answered 410: it wants to hear nothing any more
        Gone = "gone" / "GONE",
        /// For three days nothing arrived
        Failing = "failing" / "FAILING",
    }
}

/// An address that a provider wants to be told at.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Whose.
    pub provider: ProviderId,
    /// The address.
    pub url: String,
    /// What it is told of.
    pub events: Vec<Event>,
    /// What it is for, for people.
    pub description: Option<String>,
    /// Since when it is told nothing, and why.
    pub off: Option<(DateTime<Utc>, OffBecause)>,
    /// Since when nothing arrived.
    pub failing_since: Option<DateTime<Utc>>,
    /// How often it has changed.
    pub revision: Revision,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The secrets that sign, or did.
    pub secrets: Vec<KeptSecret>,
}

/// What is kept of a secret.
#[derive(Clone, Debug)]
pub struct KeptSecret {
    /// Its id.
    pub id: Uuid,
    /// The secret, sealed.
    pub sealed: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it signs no more; nothing while it is the newest.
    pub ends_at: Option<DateTime<Utc>>,
}

impl Webhook {
    /// Whether it wants to be told of something.
    pub fn wants(&self, event: Event) -> bool {
        self.events.contains(&event)
    }

    /// The secrets that sign at a moment, the newest first.
    pub fn signing(&self, now: DateTime<Utc>) -> impl Iterator<Item = &KeptSecret> {
        let serve = move |secret: &&KeptSecret| secret.ends_at.is_none_or(|at| at > now);
        self.secrets.iter().rev().filter(serve)
    }

    /// When the secret that was rotated out last signs no more, where it still does.
    pub fn previous_ends_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let ends = self.secrets.iter().filter_map(|secret| secret.ends_at);
        ends.filter(|at| *at > now).max()
    }
}

/// A message to a webhook, and what became of it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its id.
    pub id: WebhookDeliveryId,
    /// To which webhook.
    pub webhook: WebhookId,
    /// The id of the message, the same at every attempt.
    pub message_id: String,
    /// What it tells of.
    pub event: Event,
    /// The body, byte for byte.
    pub body: String,
    /// What became of it.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub attempts: i32,
    /// When it may be tried.
    pub due_at: DateTime<Utc>,
    /// When it was last tried.
    pub last_attempt_at: Option<DateTime<Utc>>,
    /// What status the last answer had.
    pub last_status: Option<i32>,
    /// Why it did not arrive last time.
    pub failure: Option<Failure>,
    /// When it was noted.
    pub created_at: DateTime<Utc>,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What status the answer had, where there was one.
    pub status: Option<u16>,
    /// Why the message did not arrive; nothing where it did.
    pub failure: Option<Failure>,
    /// How long the receiver wants to be left alone.
    pub pause: Option<TimeDelta>,
}

impl Outcome {
    /// No answer came.
    pub fn without_answer(failure: Failure) -> Self {
        Self {
            status: None,
            failure: Some(failure),
            pause: None,
        }
    }

    /// An answer came.
    pub fn answered(status: u16, pause: Option<TimeDelta>) -> Self {
        let arrived = (200..300).contains(&status);
        Self {
            status: Some(status),
            failure: (!arrived).then_some(Failure::Refused),
            pause,
        }
    }

    /// Whether the receiver wants to hear nothing any more.
    pub fn is_gone(&self) -> bool {
        self.status == Some(410)
    }

    /// How long to wait after so many attempts; nothing where no more are made. `chance` is
    /// 0 to 255, so that not all who failed at once come back at once.
    pub fn wait(&self, attempts: i32, chance: u8) -> Option<TimeDelta> {
        let at = usize::try_from(attempts.checked_sub(1)?).ok()?;
        let pause = *PAUSES.get(at)?;
        // Up to a fifth longer, in whole milliseconds: what both databases can keep.
        let longer = pause.num_milliseconds() * i64::from(chance) / (5 * 255);
        let pause = pause + TimeDelta::milliseconds(longer);
        let asked = self.pause.unwrap_or_default().min(LONGEST_PAUSE);
        Some(pause.max(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_spread_over_three_days_and_end() {
        let failed = Outcome::answered(500, None);
        let all = (1..).map_while(|attempts| failed.wait(attempts, 0));
        let all: Vec<TimeDelta> = all.collect();

        assert_eq!(all.len(), 9);
        assert!(all.windows(2).all(|two| two[0] < two[1]));
        let days = all.into_iter().sum::<TimeDelta>();
        assert_eq!(days, TimeDelta::seconds(75 * 3600 + 35 * 60 + 5));
        assert_eq!(failed.wait(1, 255), Some(TimeDelta::seconds(6)));
    }

    #[test]
    fn a_receiver_may_ask_to_be_left_alone_for_a_day_at_most() {
        let asked = |pause| Outcome::answered(429, Some(pause)).wait(1, 0);

        assert_eq!(asked(TimeDelta::seconds(1)), Some(TimeDelta::seconds(5)));
        assert_eq!(asked(TimeDelta::hours(1)), Some(TimeDelta::hours(1)));
        assert_eq!(asked(TimeDelta::days(9)), Some(LONGEST_PAUSE));
    }
}
