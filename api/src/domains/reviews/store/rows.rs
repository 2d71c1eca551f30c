//! Rows as values, and back.

use entities::reviews::{ActiveModel, Model};
use sea_orm::{ActiveValue::Set, NotSet};

use super::super::error::ReviewError;
use super::super::model::{
    Aspects, Basis, Content, DeclineReason, Quarter, Review, ReviewId, Scores, Situation, Standing,
    Status, Words,
};
use crate::kernel::id::CourseId;
use crate::kernel::revision::Revision;

/// A word that a CHECK of the table lets through, and this program does not know.
fn broken(word: &str) -> ReviewError {
    ReviewError::Broken(word.to_owned())
}

/// The review in a row.
pub fn review(row: Model) -> Result<Review, ReviewError> {
    Ok(Review {
        id: ReviewId(row.id),
        course: CourseId(row.course_id),
        basis: basis(&row)?,
        standing: standing(&row)?,
        revision: Revision(row.revision),
        content: Content {
            scores: scores(&row),
            words: Words {
                strong: row.strong,
                weak: row.weak,
                tip: row.tip,
            },
        },
    })
}

/// How it is known that its author was there.
pub fn basis(row: &Model) -> Result<Basis, ReviewError> {
    Basis::from_word(&row.basis).ok_or_else(|| broken(&row.basis))
}

fn standing(row: &Model) -> Result<Standing, ReviewError> {
    let status = Status::from_word(&row.status);
    match (status, row.decline_reason.as_deref(), row.period.clone()) {
        (Some(Status::Held), ..) => Ok(Standing::Held),
        (Some(Status::Released), ..) => Ok(Standing::Released),
        (Some(Status::Published), _, Some(period)) => {
            Ok(Standing::Published(Quarter::stored(period)))
        }
        (Some(Status::Declined), Some(reason), _) => {
            let reason = DeclineReason::from_word(reason).ok_or_else(|| broken(reason))?;
            Ok(Standing::Declined(reason))
        }
        _ => Err(broken(&row.status)),
    }
}

/// What of a row is added up.
pub fn scores(row: &Model) -> Scores {
    Scores {
        overall: row.overall,
        aspects: Aspects {
            content: row.content,
            trainer: row.trainer,
            fits_my_situation: row.fits_my_situation,
            practical_use: row.practical_use,
            organisation: row.organisation,
        },
        helped_in_my_situation: row.helped_in_my_situation,
        more_confident: row.more_confident,
        would_recommend: row.would_recommend,
        situation: row.situation.as_deref().and_then(Situation::from_word),
    }
}

/// What is written of content; it waits for a moderator, as all that is new.
pub fn held(content: Content) -> ActiveModel {
    let Content { scores, words } = content;
    ActiveModel {
        overall: Set(scores.overall),
        content: Set(scores.aspects.content),
        trainer: Set(scores.aspects.trainer),
        fits_my_situation: Set(scores.aspects.fits_my_situation),
        practical_use: Set(scores.aspects.practical_use),
        organisation: Set(scores.aspects.organisation),
        helped_in_my_situation: Set(scores.helped_in_my_situation),
        more_confident: Set(scores.more_confident),
        would_recommend: Set(scores.would_recommend),
        strong: Set(words.strong),
        weak: Set(words.weak),
        tip: Set(words.tip),
        situation: Set(scores.situation.map(|one| one.word().to_owned())),
        id: NotSet,
        course_id: NotSet,
        token_digest: NotSet,
        basis: NotSet,
        revision: NotSet,
        ..standing_as(&Standing::Held)
    }
}

/// What is written of a standing.
pub fn standing_as(standing: &Standing) -> ActiveModel {
    let (reason, period) = match standing {
        Standing::Declined(reason) => (Some(reason.word().to_owned()), None),
        Standing::Published(period) => (None, Some(period.as_str().to_owned())),
        Standing::Held | Standing::Released => (None, None),
    };
    ActiveModel {
        status: Set(standing.status().word().to_owned()),
        decline_reason: Set(reason),
        period: Set(period),
        ..Default::default()
    }
}
