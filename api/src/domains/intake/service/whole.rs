//! What a push of all that is offered does not name.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;

use crate::domains::catalogue::{self, Listed};
use crate::domains::intake::model::{Mode, Options, Question, QuestionKind, QuestionState, Totals};
use crate::kernel::error::ApiError;
use crate::kernel::id::ProviderId;

/// The courses that stand, and that a push of all does not name.
#[derive(Debug, Default)]
pub struct Missing {
    courses: Vec<Listed>,
    /// Whether they are too many for any to be taken back.
    pub is_refused: bool,
}

/// What a push does not name, where it names all. Of what was written already, the courses that
/// it made do not count as part of what there was.
pub async fn missing(
    db: &impl ConnectionTrait,
    (provider, options): (ProviderId, Options),
    named: &HashSet<String>,
    (totals, is_written): (Totals, bool),
) -> Result<Missing, ApiError> {
    if options.mode == Mode::Delta {
        return Ok(Missing::default());
    }
    let mut courses = catalogue::standing(db, provider).await?;
    let made = if is_written { totals.created } else { 0 };
    let made = usize::try_from(made).unwrap_or_default();
    let before = courses.len().saturating_sub(made);
    courses.retain(|course| !named.contains(&course.external_id));
    Ok(Missing {
        is_refused: !courses.is_empty() && options.are_too_many(courses.len(), before),
        courses,
    })
}

impl Missing {
    /// How many there are.
    pub fn count(&self) -> i32 {
        i32::try_from(self.courses.len()).unwrap_or(i32::MAX)
    }

    /// What is asked of each.
    pub fn questions(&self) -> impl Iterator<Item = Question> + '_ {
        self.courses.iter().map(|course| Question {
            kind: QuestionKind::Vanished,
            course: course.course.0,
            external_id: course.external_id.clone(),
            title: course.title.clone(),
            row: None,
            said: None,
            state: match self.is_refused {
                true => QuestionState::Refused,
                false => QuestionState::Open,
            },
            answered_at: None,
        })
    }
}
