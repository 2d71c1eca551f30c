//! What the catalogue holds, as values.

mod accreditation;
mod draft;
mod edited;
mod edition;
mod found;
mod held;
mod hidden;
mod history;
mod miss;
mod municipality;
mod offer;
mod place;
mod point;
mod price;
mod product;
mod provider;
mod sight;
mod subject;
mod term;
mod told_apart;
mod topic_page;
mod trainer;
mod whole;

use std::ops::{Deref, Range};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domains::reviews::Summary;
use crate::identities;
pub use crate::kernel::id::PillarId;
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;

pub use accreditation::{Accreditation, AccreditationDraft, Issuer, Validity, points};
pub use draft::{Change, CourseDraft, EditionDraft, Footing, Offered, OwnCourse, Source, Taken};
pub use edited::{CodeStanding, Edit, EditId, Edited, Mapped, OwnCode, OwnProvider};
pub use edition::{Delivery, Edition, EditionRecord, Start};
pub use found::{MatchField, MatchKind, SearchKind, WordFacet};
pub use held::Held;
pub use hidden::{Hidden, Stood, same_for_all};
pub use history::{CourseAct, Office, Otherwise, Shift, Version, VersionId};
pub use miss::{Miss, Misses, month_of};
pub use municipality::Municipality;
pub use offer::{Offer, Signs, Status};
pub use place::Placed;
pub use point::Point;
pub use price::{PriceLine, Vat, due, parted_lines, seen_lines};
pub use product::{MOST_USED_IN, kind_by_form};
pub use provider::Provider;
pub use sight::{
    Audience, CLIENT_KIND, Openness, Sight, Visibility, audiences, clients, kept_clients,
};
pub use subject::{Subject, SubjectBasis};
pub use term::Term;
pub use told_apart::{CourseSort, EditionStatus, FROM_HOME, Facet, PartOfDay, Pricing};
pub use topic_page::{Stage, TextState, TopicPage};
pub use trainer::{
    Credential, CredentialId, CredentialState, OwnCredential, OwnTrainer, PARENT_TRAINER, TakeOff,
    Trainer, TrainerId,
};
pub use whole::Listed;

identities! {
    /// A topic under a pillar.
    TopicId = "Topic";
    /// A subject under a topic.
    SubjectId = "Subject";
    /// An edition of a course.
    EditionId = "Edition";
    /// A term of the glossary.
    TermId = "Term";
}

/// A code that people edit, with what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The code, which never changes.
    pub code: String,
    /// What it is called.
    pub label: Text,
    /// The code of the group that it stands in, where codes of its list do.
    pub group: Option<String>,
}

/// A list of codes that people edit.
#[derive(Clone, Debug)]
pub struct CodeList {
    /// Its name.
    pub name: String,
    /// Its codes, in order.
    pub items: Vec<Coded>,
    /// How each of them stands, in the same order.
    pub standing: Vec<CodeStanding>,
}

/// A pillar, as the public knows it.
#[derive(Clone, Debug)]
pub struct Pillar {
    /// Its id.
    pub id: PillarId,
    /// Its address.
    pub slug: String,
    /// Its place among the five.
    pub position: i32,
    /// Its name.
    pub name: Text,
    /// Its title.
    pub title: Text,
    /// Where the model is described.
    pub source_url: Option<String>,
}

/// A topic, as the public knows it.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Its address.
    pub slug: String,
    /// Its place in the model.
    pub position: i32,
    /// Its name.
    pub name: Text,
    /// Where its pillar stands in the snapshot.
    pub pillar: usize,
    /// What is said of it.
    pub page: Option<TopicPage>,
    /// Where the model is described.
    pub source_url: Option<String>,
}

/// A course, as whoever sees it knows it: what its rows say, and what that is tied to.
#[derive(Clone, Debug)]
pub struct Course {
    /// What its rows say.
    pub record: Arc<CourseRecord>,
    /// What it uses, in the order in which that is said.
    pub uses: Vec<usize>,
    /// What it is used in, by title.
    pub used_in: Vec<usize>,
    /// Its editions, in order of date.
    pub editions: Vec<usize>,
    /// Those who give it, where they are named.
    pub trainers: Vec<usize>,
    /// What its reviews say together, where enough came out.
    pub review_summary: Option<Arc<Summary>>,
    /// Where its reviews stand, in the order of their ids.
    pub reviews: Range<usize>,
    /// What tells whether it can still be followed.
    pub signs: Signs,
    /// The price in euro cents on the day of the facts; free where zero.
    pub price_cents: Option<i32>,
    /// When it or one of its editions last changed.
    pub changed_at: DateTime<Utc>,
}

impl Deref for Course {
    type Target = CourseRecord;

    fn deref(&self) -> &CourseRecord {
        &self.record
    }
}

impl From<Arc<CourseRecord>> for Course {
    /// A course that is tied to nothing yet.
    fn from(record: Arc<CourseRecord>) -> Self {
        Self {
            uses: Vec::new(),
            used_in: Vec::new(),
            editions: Vec::new(),
            trainers: Vec::new(),
            review_summary: None,
            reviews: 0..0,
            signs: Signs {
                as_of_year: record.as_of_year,
                verified: record.last_verified.map(|at| at.date_naive()),
                ..Signs::default()
            },
            price_cents: None,
            changed_at: record.updated_at,
            record,
        }
    }
}

impl Course {
    /// Whether an accreditation of it is known to hold on a day.
    pub fn is_accredited(&self, today: NaiveDate) -> bool {
        let holds = |it: &Accreditation| Validity::on(today, it.says.valid) == Validity::Valid;
        self.accreditations.iter().any(holds)
    }

    /// Whether it is known to be about children of an age.
    pub fn is_about(&self, age: i32) -> bool {
        match self.child_ages {
            (None, None) => false,
            (from, to) => from.is_none_or(|from| from <= age) && to.is_none_or(|to| age <= to),
        }
    }
}

/// A course of which something is new.
#[derive(Clone, Debug)]
pub struct CourseChange {
    /// Which course.
    pub id: CourseId,
    /// When that was.
    pub at: DateTime<Utc>,
    /// Where it stands now; nothing where the public knows it no more.
    pub course: Option<usize>,
}

/// What the rows of a course say, whoever sees it.
#[derive(Clone, Debug)]
pub struct CourseRecord {
    /// Its id.
    pub id: CourseId,
    /// Where its provider stands among the providers.
    pub provider: usize,
    /// Its learning form.
    pub learning_form: Coded,
    /// What it is.
    pub product_kind: Coded,
    /// Whom it is for.
    pub audiences: Vec<Coded>,
    /// The kinds of foster care that it is about.
    pub care_types: Vec<Coded>,
    /// What the child that it is about lives with.
    pub child_themes: Vec<Coded>,
    /// What is arranged for those who take part.
    pub conditions: Vec<Coded>,
    /// Who accredits it.
    pub accreditations: Vec<Accreditation>,
    /// Its topics; the first is the main one.
    pub topics: Vec<usize>,
    /// Its subjects.
    pub subjects: Vec<usize>,
    /// Its title, folded, for the order of lists.
    pub sort_title: String,
    /// What its provider calls it.
    pub external_id: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is, in a few sentences.
    pub summary: String,
    /// How long it takes in all, in minutes.
    pub duration_minutes: Option<i32>,
    /// How many meetings.
    pub sessions: Option<i32>,
    /// The price in euro cents, as the row says it; free where zero.
    pub said_price: Option<i32>,
    /// What it costs, line by line.
    pub price_lines: Vec<PriceLine>,
    /// What other clients pay, for those alone who look after it.
    pub client_lines: Vec<PriceLine>,
    /// What is said of the price where it is no amount.
    pub price_text: Option<String>,
    /// The language it is given in (ISO 639-1).
    pub language: String,
    /// What is said of accreditation.
    pub accreditation: Option<String>,
    /// How hard it reads.
    pub reading_level: Option<Coded>,
    /// The ages of the child that it is about: from, and up to and including.
    pub child_ages: (Option<i32>, Option<i32>),
    /// The fewest and the most that take part at once.
    pub group: (Option<i32>, Option<i32>),
    /// How long one works at home in all, in minutes.
    pub home_minutes: Option<i32>,
    /// What one gets.
    pub credential: Option<Coded>,
    /// What one should have or have done before.
    pub prerequisites: Option<String>,
    /// Its own page.
    pub url: Option<String>,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// Who put the row here.
    pub source: String,
    /// Who mapped it on topics.
    pub mapping: String,
    /// When somebody in office looked at that, if they did.
    pub mapping_reviewed_at: Option<DateTime<Utc>>,
    /// The year that the source speaks of.
    pub as_of_year: Option<i32>,
    /// How much was seen of it.
    pub evidence: Option<String>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The clients that it is for, where it is for some.
    pub clients: Vec<ProviderId>,
    /// Added to show how it looks, not an offer.
    pub example: bool,
    /// When its provider last confirmed it.
    pub last_verified: Option<DateTime<Utc>>,
    /// How it stands for those who may not know of all that changes in it.
    pub shown: Stood,
    /// How often the row changed.
    pub revision: Revision,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
}
