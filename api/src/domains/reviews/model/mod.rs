//! What a review is.

mod calendar;
mod summary;
mod words;

use async_graphql::{InputObject, SimpleObject};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::identities;
use crate::kernel::id::CourseId;
use crate::kernel::revision::Revision;

pub use calendar::{Month, Quarter};
pub use summary::{SHOWN_FROM, Summary};
pub use words::{Basis, CountClass, DeclineReason, Situation, Status};

identities! {
    /// A review, as the public meets it.
    ReviewId = "Review";
    /// The same review, as a moderator meets it.
    ModeratedReviewId = "ModeratedReview";
}

/// A right that was drawn. Its token is nowhere else, so it has no `Debug`.
pub struct Drawn {
    /// What lets its holder write, change, read and erase one review.
    pub token: String,
    /// Which course may be reviewed.
    pub course: CourseId,
    /// How it is known that its holder was there.
    pub basis: Basis,
}

/// Scores for parts of a course, 1 to 5 each; not given where null
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    SimpleObject,
    InputObject,
)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[graphql(name = "ReviewAspects", input_name = "ReviewAspectsInput")]
#[schema(as = ReviewAspects)]
pub struct Aspects {
    /// What it was about
    #[schema(minimum = 1, maximum = 5)]
    pub content: Option<i32>,
    /// Who gave it
    #[schema(minimum = 1, maximum = 5)]
    pub trainer: Option<i32>,
    /// How well it fits my situation
    #[schema(minimum = 1, maximum = 5)]
    pub fits_my_situation: Option<i32>,
    /// Its use in practice
    #[schema(minimum = 1, maximum = 5)]
    pub practical_use: Option<i32>,
    /// How it was organised
    #[schema(minimum = 1, maximum = 5)]
    pub organisation: Option<i32>,
}

/// Everything in a review that is added up and never shown by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scores {
    /// The whole, 1 to 5.
    pub overall: i32,
    /// Its parts.
    pub aspects: Aspects,
    /// Whether it helped in the author's situation.
    pub helped_in_my_situation: Option<bool>,
    /// Whether the author became more confident.
    pub more_confident: Option<bool>,
    /// Whether the author would recommend it.
    pub would_recommend: Option<bool>,
    /// The author's situation, coarsely.
    pub situation: Option<Situation>,
}

/// What a review says in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What was strong.
    pub strong: Option<String>,
    /// What was weak.
    pub weak: Option<String>,
    /// A tip for others.
    pub tip: Option<String>,
}

impl Words {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// What an author says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// In numbers.
    pub scores: Scores,
    /// In words.
    pub words: Words,
}

/// How far a review is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Waits for a moderator.
    Held,
    /// Given back to its author.
    Declined(DeclineReason),
    /// Waits for enough others.
    Released,
    /// Open to all, since a quarter.
    Published(Quarter),
}

impl Standing {
    /// The word for it.
    pub fn status(&self) -> Status {
        match self {
            Self::Held => Status::Held,
            Self::Declined(_) => Status::Declined,
            Self::Released => Status::Released,
            Self::Published(_) => Status::Published,
        }
    }
}

/// A review, as it is kept.
#[derive(Clone, Debug)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// What it is about.
    pub course: CourseId,
    /// How it is known that the author was there.
    pub basis: Basis,
    /// What it says.
    pub content: Content,
    /// How far it is.
    pub standing: Standing,
    /// How often its content changed.
    pub revision: Revision,
}

/// A published review that says something in words.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its id.
    pub id: ReviewId,
    /// How it is known that the author was there.
    pub basis: Basis,
    /// What it says in words.
    pub words: Words,
    /// The quarter in which it came out.
    pub period: Quarter,
}

/// What the public is shown of the reviews of one course.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Of all of them together.
    pub summary: Summary,
    /// Those that say something in words, in the order of their ids, which tells nothing.
    pub reviews: Vec<Published>,
}
