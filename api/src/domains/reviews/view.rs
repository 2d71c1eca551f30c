//! How reviews look from outside. One shape per thing serves both doors.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{
    Aspects, Basis, DeclineReason, Drawn, Published, Review, Situation, Standing, Status,
};
use crate::kernel::language::{Language, Text};

/// What somebody says of a course. Nothing tells who, and the order tells nothing
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Review", complex)]
#[schema(as = Review)]
pub struct ReviewView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// How it is known that the author was there
    pub basis: Basis,
    /// What was strong
    pub strong: Option<String>,
    /// What was weak
    pub weak: Option<String>,
    /// A tip for others
    pub tip: Option<String>,
    /// The quarter in which it came out: `2026-Q4`
    pub published_period: String,
}

impl From<&Published> for ReviewView {
    fn from(review: &Published) -> Self {
        Self {
            uuid: review.id.0,
            basis: review.basis,
            strong: review.words.strong.clone(),
            weak: review.words.weak.clone(),
            tip: review.words.tip.clone(),
            published_period: review.period.as_str().to_owned(),
        }
    }
}

/// A review, as its author alone sees it: everything that is kept of it
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "OwnReview", complex)]
#[schema(as = OwnReview)]
pub struct OwnReviewView {
    /// The id of the course
    #[graphql(skip)]
    pub course_id: Uuid,
    /// How far it is on its way
    pub status: Status,
    /// Why it was given back; null where it was not
    pub decline_reason: Option<DeclineReason>,
    /// The quarter in which it came out; null where it did not
    pub published_period: Option<String>,
    /// How it is known that I was there
    pub basis: Basis,
    /// The score for the whole
    pub overall: i32,
    /// The scores for its parts
    pub aspects: Aspects,
    /// Whether it helped in my situation
    pub helped_in_my_situation: Option<bool>,
    /// Whether I became more confident
    pub more_confident: Option<bool>,
    /// Whether I would recommend it
    pub would_recommend: Option<bool>,
    /// What was strong
    pub strong: Option<String>,
    /// What was weak
    pub weak: Option<String>,
    /// A tip for others
    pub tip: Option<String>,
    /// My situation, coarsely
    pub situation: Option<Situation>,
}

impl From<Review> for OwnReviewView {
    fn from(review: Review) -> Self {
        let (scores, words) = (review.content.scores, review.content.words);
        Self {
            course_id: review.course.0,
            status: review.standing.status(),
            decline_reason: reason(&review.standing),
            published_period: match review.standing {
                Standing::Published(period) => Some(period.as_str().to_owned()),
                _ => None,
            },
            basis: review.basis,
            overall: scores.overall,
            aspects: scores.aspects,
            helped_in_my_situation: scores.helped_in_my_situation,
            more_confident: scores.more_confident,
            would_recommend: scores.would_recommend,
            strong: words.strong,
            weak: words.weak,
            tip: words.tip,
            situation: scores.situation,
        }
    }
}

fn reason(standing: &Standing) -> Option<DeclineReason> {
    match standing {
        Standing::Declined(reason) => Some(*reason),
        _ => None,
    }
}

/// A review, as a moderator sees it: what has to be judged, and no more
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ModeratedReview", complex)]
#[schema(as = ModeratedReview)]
pub struct ModeratedReviewView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// The id of the course
    #[graphql(skip)]
    pub course_id: Uuid,
    /// How far it is on its way
    pub status: Status,
    /// Why it was given back; null where it was not
    pub decline_reason: Option<DeclineReason>,
    /// The score for the whole
    pub overall: i32,
    /// What was strong
    pub strong: Option<String>,
    /// What was weak
    pub weak: Option<String>,
    /// A tip for others
    pub tip: Option<String>,
    /// How often its author changed it: name it to release or decline
    pub revision: i64,
}

impl From<Review> for ModeratedReviewView {
    fn from(review: Review) -> Self {
        Self {
            uuid: review.id.0,
            course_id: review.course.0,
            status: review.standing.status(),
            decline_reason: reason(&review.standing),
            overall: review.content.scores.overall,
            strong: review.content.words.strong,
            weak: review.content.words.weak,
            tip: review.content.words.tip,
            revision: review.revision.0,
        }
    }
}

/// The right to review a course, drawn once
#[derive(Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ReviewRight", complex)]
#[schema(as = ReviewRight)]
pub struct ReviewRightView {
    /// What lets you write, change, read and erase your review. It is shown this once, and kept nowhere
    #[schema(format = Password)]
    pub token: String,
    /// The id of the course
    #[graphql(skip)]
    pub course_id: Uuid,
    /// How it is known that you were there
    pub basis: Basis,
    /// What to know about the token, in the language asked for
    pub notice: String,
}

impl ReviewRightView {
    /// Shows a right in a language.
    pub fn of(drawn: Drawn, language: Language) -> Self {
        let notice = Text::new(
            "Bewaar dit bewijs goed. Wij bewaren het niet, en ook niet dat het van jou is. Ben \
             je het kwijt, dan kun je je beoordeling niet meer veranderen, wissen of opvragen, \
             en wij kunnen dat ook niet voor je doen. Stuur het nooit samen met je account.",
            "Keep this token safe. We do not keep it, nor that it is yours. Once it is lost, your \
             review can no longer be changed, erased or exported by you, and we cannot do it for \
             you. Never send it together with your account.",
        );
        Self {
            token: drawn.token,
            course_id: drawn.course.0,
            basis: drawn.basis,
            notice: notice.get(language).to_owned(),
        }
    }
}
