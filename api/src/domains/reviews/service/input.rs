//! What is sent, and everything that can be wrong with it. One shape serves both doors.

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::ToSchema;

use super::super::model::{
    Aspects, Basis, Content, DeclineReason, Scores, Situation, Status, Words,
};
use super::super::token::{self, Right};
use crate::kernel::error::{ApiError, Fault};
use crate::kernel::language::Text;
use crate::kernel::pseudonym::Pseudonyms;
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::text::written;

/// How many characters a text may have.
pub const LONGEST: usize = 2000;

/// What somebody says of a course, and the token that lets them
#[derive(Clone, Deserialize, InputObject, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "ReviewCreateInput")]
#[schema(as = ReviewCreate)]
pub struct ReviewInput {
    /// The token, as it was given when the right was drawn
    #[schema(format = Password, max_length = 200)]
    pub token: String,
    /// The score for the whole, 1 to 5
    #[schema(minimum = 1, maximum = 5)]
    pub overall: i32,
    /// Scores for its parts; only added up, never shown by themselves
    pub aspects: Option<Aspects>,
    /// Whether it helped in my situation
    pub helped_in_my_situation: Option<bool>,
    /// Whether I became more confident
    pub more_confident: Option<bool>,
    /// Whether I would recommend it
    pub would_recommend: Option<bool>,
    /// What was strong, in 2000 characters at most
    #[schema(max_length = 2000)]
    pub strong: Option<String>,
    /// What was weak, in 2000 characters at most
    #[schema(max_length = 2000)]
    pub weak: Option<String>,
    /// A tip for others, in 2000 characters at most
    #[schema(max_length = 2000)]
    pub tip: Option<String>,
    /// My situation, coarsely; only added up, never shown with a review
    pub situation: Option<Situation>,
}

/// The token of a review
#[derive(Clone, Deserialize, InputObject, ToSchema)]
#[serde(deny_unknown_fields)]
#[graphql(name = "ReviewTokenInput")]
#[schema(as = ReviewToken)]
pub struct TokenInput {
    /// The token, as it was given when the right was drawn
    #[schema(format = Password, max_length = 200)]
    pub token: String,
}

/// How somebody says that they were there
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReviewRightCreate)]
pub struct RightRequest {
    /// How it is known that you were there: you say so
    pub basis: Basis,
}

/// Which reviews a moderator wants to see
#[derive(Clone, Debug)]
pub struct ReviewFilter {
    /// Those with this status.
    pub status: Status,
}

/// What a moderator read and releases
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ReviewRelease)]
pub struct ReleaseRequest {
    /// The revision that was read: what its author changed since is not released
    pub if_revision: i64,
}

/// What a moderator read and gives back
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ReviewDecline)]
pub struct DeclineRequest {
    /// The revision that was read
    pub if_revision: i64,
    /// Why; its author is told
    pub reason: DeclineReason,
}

impl FromQuery for ReviewFilter {
    fn from_query(query: &mut Query) -> Self {
        let word = query.one("status");
        let status = word.as_deref().map(Status::from_word);
        if status == Some(None) {
            query.fault(
                "status",
                "filter.unknown_value",
                Text::new(
                    "kies held, declined, released of published",
                    "choose held, declined, released or published",
                ),
            );
        }
        Self {
            status: status.flatten().unwrap_or(Status::Held),
        }
    }
}

impl TokenInput {
    /// The right whose token it is.
    pub(super) fn checked(&self, pseudonyms: &Pseudonyms) -> Result<Right, ApiError> {
        let right = token::read(pseudonyms, &self.token);
        right.ok_or_else(|| ApiError::invalid(vec![bad_token()]))
    }
}

impl ReviewInput {
    /// The right and the content, or everything that is wrong with them.
    pub(super) fn checked(self, pseudonyms: &Pseudonyms) -> Result<(Right, Content), ApiError> {
        let mut faults = Vec::new();
        let right = token::read(pseudonyms, &self.token);
        if right.is_none() {
            faults.push(bad_token());
        }
        let aspects = self.aspects.unwrap_or_default();
        for (pointer, score) in [
            ("/overall", Some(self.overall)),
            ("/aspects/content", aspects.content),
            ("/aspects/trainer", aspects.trainer),
            ("/aspects/fitsMySituation", aspects.fits_my_situation),
            ("/aspects/practicalUse", aspects.practical_use),
            ("/aspects/organisation", aspects.organisation),
        ] {
            if score.is_some_and(|score| !(1..=5).contains(&score)) {
                faults.push(Fault::at(
                    pointer,
                    "review.score_out_of_range",
                    Text::new("een score is 1 tot 5", "a score is 1 to 5"),
                ));
            }
        }
        let mut text = |pointer, sent: Option<String>| {
            sent.and_then(|sent| written(pointer, &sent, LONGEST, &mut faults))
        };
        let words = Words {
            strong: text("/strong", self.strong),
            weak: text("/weak", self.weak),
            tip: text("/tip", self.tip),
        };
        let scores = Scores {
            overall: self.overall,
            aspects,
            helped_in_my_situation: self.helped_in_my_situation,
            more_confident: self.more_confident,
            would_recommend: self.would_recommend,
            situation: self.situation,
        };
        match right {
            Some(right) if faults.is_empty() => Ok((right, Content { scores, words })),
            _ => Err(ApiError::invalid(faults)),
        }
    }
}

fn bad_token() -> Fault {
    Fault::at(
        "/token",
        "review.token_invalid",
        Text::new(
            "dit bewijs hebben wij niet gegeven; kopieer het precies",
            "this is not a token of ours; copy it exactly",
        ),
    )
}
