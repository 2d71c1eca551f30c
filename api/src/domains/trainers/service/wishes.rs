//! What is sent of trainers and credentials, and what is wrong with it.

use async_graphql::InputObject;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::error::{ApiError, Fault, sound};
use crate::kernel::language::Text;
use crate::kernel::text::{office_line, required_line, written};

/// How long a name may be.
const LONGEST_NAME: usize = 200;
/// How long a few words about somebody may be.
const LONGEST_ABOUT: usize = 1_000;
/// How long a key may be.
const LONGEST_KEY: usize = 200;
/// How many courses a trainer gives.
const MOST_COURSES: usize = 50;
/// How many editions a trainer gives.
const MOST_EDITIONS: usize = 100;
/// How long what is said with a request may be.
const LONGEST_MESSAGE: usize = 500;
/// How long the title of a credential may be.
const LONGEST_TITLE: usize = 200;
/// How long the number of a credential may be.
const LONGEST_REFERENCE: usize = 40;

/// A trainer as they shall be
#[derive(Clone, Debug, Default, Serialize, Deserialize, InputObject, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[graphql(name = "TrainerContentInput")]
#[schema(as = TrainerContent)]
pub struct TrainerContent {
    /// Your own key of the trainer, which the public never sees. Left out, a new trainer is given one and another keeps theirs
    #[schema(max_length = 200)]
    pub external_id: Option<String>,
    /// Their name. Of a foster parent it is taken only with `publicName`: what may not be known is kept nowhere
    #[schema(max_length = 200)]
    pub name: Option<String>,
    /// A few words about them; of a foster parent only with `publicName`
    #[schema(max_length = 1000)]
    pub about: Option<String>,
    /// Whether they are a foster parent
    #[graphql(default)]
    pub parent_trainer: bool,
    /// Whether they want to be named. Left out: a foster parent does not, anybody else does
    pub public_name: Option<bool>,
    /// The courses that they give: ids, slugs or your own keys
    #[graphql(default)]
    #[schema(max_items = 50)]
    pub courses: Vec<String>,
    /// The editions that they give: ids; of a foster parent only with `publicName`
    #[graphql(default)]
    #[schema(max_items = 100)]
    pub editions: Vec<String>,
}

/// A new trainer
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(as = TrainerCreate)]
pub struct TrainerRequest {
    /// The provider whose trainer it is: id or slug; your own, where left out
    pub provider_id: Option<String>,
    /// The trainer
    pub trainer: TrainerContent,
}

/// A trainer to be written anew
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = TrainerReplace)]
pub struct ReplaceRequest {
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
    /// All that is to be known from now on
    pub trainer: TrainerContent,
}

/// Which state is meant
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = TrainerStep)]
pub struct StepRequest {
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// A request not to be named any more
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(as = TrainerTakeOffRequest)]
pub struct TakeOffRequest {
    /// What else the provider should know; nothing that tells who or where somebody is
    #[schema(max_length = 500)]
    pub message: Option<String>,
}

/// A credential of a trainer
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = TrainerCredentialCreate)]
pub struct CredentialRequest {
    /// The provider that issues it: id or slug; your own, where left out
    pub issuer_id: Option<String>,
    /// What was completed
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// The number by which the issuer finds it: letters, digits, `.`, `/` and `-`, with a digit in it. The public never sees it
    #[schema(max_length = 40)]
    pub reference: Option<String>,
    /// When it was issued
    pub issued_on: NaiveDate,
    /// The last day on which it holds
    pub valid_until: Option<NaiveDate>,
}

/// A trainer, as far as nothing else has to be looked up.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// What the provider calls them.
    pub external_id: Option<String>,
    /// Their name, where it may be kept.
    pub name: Option<String>,
    /// A few words about them, where they may be kept.
    pub about: Option<String>,
    /// Whether they want to be named.
    pub public_name: bool,
}

impl TrainerContent {
    /// What is said, with everything that is wrong with it.
    pub(super) fn checked(&self, faults: &mut Vec<Fault>) -> Said {
        let public_name = self.public_name.unwrap_or(!self.parent_trainer);
        let said = |text: &Option<String>| text.as_deref().is_some_and(|it| !it.trim().is_empty());
        let key = self
            .external_id
            .as_deref()
            .filter(|it| !it.trim().is_empty());
        let external_id =
            key.map(|key| office_line("/trainer/externalId", key, LONGEST_KEY, faults));
        for (pointer, items, most) in [
            ("/trainer/courses", self.courses.len(), MOST_COURSES),
            ("/trainer/editions", self.editions.len(), MOST_EDITIONS),
        ] {
            if items > most {
                faults.push(Fault::at(
                    pointer,
                    "trainer.too_many_items",
                    Text::new(
                        format!("noem er hoogstens {most}"),
                        format!("name {most} at most"),
                    ),
                ));
            }
        }
        if public_name {
            let name = self.name.as_deref().unwrap_or_default();
            let name = required_line("/trainer/name", name, LONGEST_NAME, faults);
            let about = self.about.as_deref().unwrap_or_default();
            return Said {
                external_id,
                name: Some(name),
                about: written("/trainer/about", about, LONGEST_ABOUT, faults),
                public_name,
            };
        }
        if !self.parent_trainer {
            faults.push(Fault::at(
                "/trainer/publicName",
                "trainer.nothing_to_tell",
                Text::new(
                    "van wie geen pleegouder is en niet genoemd wil worden is niets te zeggen; haal de trainer weg",
                    "of who is no foster parent and does not want to be named there is nothing to tell; remove the trainer",
                ),
            ));
        }
        // Not kept, not even for the provider: what is not here cannot get out.
        for (pointer, told) in [
            ("/trainer/name", said(&self.name)),
            ("/trainer/about", said(&self.about)),
            ("/trainer/editions", !self.editions.is_empty()),
        ] {
            if told {
                faults.push(Fault::at(
                    pointer,
                    "trainer.not_public",
                    Text::new(
                        "laat dit weg, of zet publicName aan als deze pleegouder genoemd wil worden",
                        "leave this out, or set publicName where this foster parent wants to be named",
                    ),
                ));
            }
        }
        Said {
            external_id,
            name: None,
            about: None,
            public_name,
        }
    }
}

impl TakeOffRequest {
    /// What was said, or everything that is wrong with it.
    pub(super) fn checked(&self) -> Result<Option<String>, ApiError> {
        let mut faults = Vec::new();
        let message = self.message.as_deref().unwrap_or_default();
        let message = written("/message", message, LONGEST_MESSAGE, &mut faults);
        sound(faults).map(|()| message)
    }
}

impl CredentialRequest {
    /// The title and the number, with everything that is wrong with it.
    pub(super) fn checked(
        &self,
        today: NaiveDate,
        faults: &mut Vec<Fault>,
    ) -> (String, Option<String>) {
        let title = required_line("/title", &self.title, LONGEST_TITLE, faults);
        let reference = self.reference.as_deref().map(str::trim);
        let reference = reference.filter(|it| !it.is_empty());
        if reference.is_some_and(|it| !is_number(it)) {
            faults.push(Fault::at(
                "/reference",
                "credential.bad_reference",
                Text::new(
                    format!("is een nummer: hoogstens {LONGEST_REFERENCE} letters, cijfers, punten, schuine strepen en streepjes, met een cijfer erin"),
                    format!("is a number: up to {LONGEST_REFERENCE} letters, digits, dots, slashes and hyphens, with a digit in it"),
                ),
            ));
        }
        if self.issued_on > today {
            faults.push(Fault::at(
                "/issuedOn",
                "credential.day_to_come",
                Text::new("deze dag moet nog komen", "this day is still to come"),
            ));
        }
        if self.valid_until.is_some_and(|day| day < self.issued_on) {
            faults.push(Fault::at(
                "/validUntil",
                "credential.ends_before_start",
                Text::new("is eerder dan issuedOn", "is before issuedOn"),
            ));
        }
        (title, reference.map(str::to_owned))
    }
}

/// Whether something reads as a number on paper, and not as a name.
fn is_number(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ['.', '/', '-'].contains(&c);
    text.len() <= LONGEST_REFERENCE
        && text.chars().all(plain)
        && text.bytes().any(|byte| byte.is_ascii_digit())
}
