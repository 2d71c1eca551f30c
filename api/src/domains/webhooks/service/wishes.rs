//! What is sent of webhooks, and what is wrong with it.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::domains::webhooks::model::DeliveryStatus;
use crate::domains::webhooks::reach::Reach;
use crate::kernel::error::{ApiError, Fault, sound};
use crate::kernel::happened::Event;
use crate::kernel::language::Text;
use crate::kernel::moment::Moment;
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::text::office_line;

/// How many events are read at most.
const MOST_EVENTS: usize = 20;
/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 200;

/// An address that shall be told
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = WebhookCreate)]
pub struct WebhookWish {
    /// Where to: by https, at a name that leads to addresses that anybody can reach, port 443 or 1024 and up, without a password in it or a `#`
    #[schema(max_length = 2000)]
    pub url: String,
    /// What it is told of
    #[schema(min_items = 1, max_items = 20)]
    pub events: Vec<Event>,
    /// What it is for, for people
    #[schema(max_length = 200)]
    pub description: Option<String>,
}

/// A webhook to be written anew
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = WebhookReplace)]
pub struct WebhookReplace {
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
    /// Where to: by https, at a name that leads to addresses that anybody can reach, port 443 or 1024 and up, without a password in it or a `#`
    #[schema(max_length = 2000)]
    pub url: String,
    /// What it is told of
    #[schema(min_items = 1, max_items = 20)]
    pub events: Vec<Event>,
    /// What it is for, for people
    #[schema(max_length = 200)]
    pub description: Option<String>,
    /// Whether it is told anything. What waits when it is switched off, and what happens until it is switched on again, stands in the log as failed, and can be sent then
    pub enabled: bool,
}

/// How the secret of a webhook is made anew
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = WebhookRotate)]
pub struct RotateWish {
    /// Whether secrets of before sign no more from now on: where one may be in other hands. Otherwise they sign 7 days on, beside the new one
    #[serde(default)]
    pub at_once: bool,
}

/// What shall be sent again
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = WebhookReplay)]
pub struct ReplayWish {
    /// Since when: what was noted then or later, and did not arrive
    pub since: Moment,
}

/// Which part of the log is asked for.
#[derive(Clone, Debug, Default)]
pub struct LogFilter {
    /// With one of these; all where there is none.
    pub status: Vec<DeliveryStatus>,
}

impl FromQuery for LogFilter {
    fn from_query(query: &mut Query) -> Self {
        let words = query.many("status");
        let status: Option<Vec<_>> = words
            .iter()
            .map(|word| DeliveryStatus::from_word(word))
            .collect();
        if status.is_none() {
            query.fault(
                "status",
                "filter.unknown_value",
                Text::new(
                    "kies pending, delivered of failed",
                    "choose pending, delivered or failed",
                ),
            );
        }
        Self {
            status: status.unwrap_or_default(),
        }
    }
}

/// A webhook as it shall be.
pub(super) struct Asked {
    pub(super) url: String,
    pub(super) events: Vec<Event>,
    pub(super) description: Option<String>,
}

impl WebhookWish {
    /// What is asked, or everything that is wrong with it.
    pub(super) fn checked(&self, reach: &Reach) -> Result<Asked, ApiError> {
        let mut faults = Vec::new();
        if reach.read(&self.url).is_none() {
            let detail = Text::new(
                "is een adres met https en een naam die voor iedereen bereikbaar is, poort 443 of vanaf 1024, zonder wachtwoord of #",
                "is an address by https and a name that anybody can reach, port 443 or 1024 and up, without a password or #",
            );
            faults.push(Fault::at("/url", "webhook.bad_url", detail));
        }
        if self.events.is_empty() || self.events.len() > MOST_EVENTS {
            let detail = Text::new("noem 1 tot 20 gebeurtenissen", "name 1 to 20 events");
            faults.push(Fault::at("/events", "webhook.no_event", detail));
        }
        let mut events = self.events.clone();
        events.sort_unstable();
        events.dedup();
        let description = self.description.as_deref();
        let description = description
            .map(|text| office_line("/description", text, LONGEST_DESCRIPTION, &mut faults));
        sound(faults)?;
        Ok(Asked {
            url: self.url.clone(),
            events,
            description,
        })
    }
}

impl WebhookReplace {
    /// The part that is asked as where one is made.
    pub(super) fn wish(&self) -> WebhookWish {
        WebhookWish {
            url: self.url.clone(),
            events: self.events.clone(),
            description: self.description.clone(),
        }
    }
}
