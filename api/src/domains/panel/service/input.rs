//! What is sent, and everything that can be wrong with it. One shape serves both doors.

use std::collections::HashSet;

use async_graphql::InputObject;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::model::{Choice, Consultation, ConsultationId};
use crate::kernel::error::{ApiError, Fault, sound};
use crate::kernel::language::Text;
use crate::kernel::text::{required, required_line, written};

/// How many characters the title of an idea may have.
const LONGEST_TITLE: usize = 120;
/// How many characters an idea may have, and an explanation.
const LONGEST_TEXT: usize = 4000;
/// How many characters a question may have.
const LONGEST_QUESTION: usize = 300;
/// How many characters an answer may have.
const LONGEST_LABEL: usize = 200;
/// How many characters the code of an answer may have.
const LONGEST_CODE: usize = 40;
/// How many answers there are to choose from.
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=10;
/// How many days a consultation may be open.
const LONGEST_OPEN: Days = Days::new(366);

/// An idea
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IdeaCreate)]
pub struct IdeaRequest {
    /// What it is called, in 120 characters at most
    #[schema(min_length = 1, max_length = 120)]
    pub title: String,
    /// What it is, in 4000 characters at most. No names, addresses or telephone numbers
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

/// One of the answers to choose from
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema, InputObject)]
#[serde(deny_unknown_fields)]
#[graphql(name = "ConsultationOptionInput")]
#[schema(as = ConsultationOptionCreate)]
pub struct ChoiceInput {
    /// Its code within the consultation: small letters, digits and `_`
    #[schema(pattern = "^[a-z0-9_]{1,40}$")]
    pub code: String,
    /// What it says, in 200 characters at most
    #[schema(min_length = 1, max_length = 200)]
    pub label: String,
}

/// A consultation
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ConsultationCreate)]
pub struct ConsultationRequest {
    /// What is asked, in 300 characters at most
    #[schema(min_length = 1, max_length = 300)]
    pub question: String,
    /// What to know to answer it, in 4000 characters at most
    #[schema(max_length = 4000)]
    pub explanation: Option<String>,
    /// The answers to choose from, 2 to 10
    #[schema(min_items = 2, max_items = 10)]
    pub options: Vec<ChoiceInput>,
    /// The first day on which it is open, in Amsterdam: today or later
    pub opens_on: NaiveDate,
    /// The last day on which it is open: at most 366 days later
    pub closes_on: NaiveDate,
}

/// An answer
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConsultationAnswerCreate)]
pub struct AnswerRequest {
    /// The code of the option that is chosen
    #[schema(max_length = 40)]
    pub option: String,
}

impl IdeaRequest {
    /// The title and the text, or everything that is wrong with them.
    pub(super) fn checked(&self) -> Result<(String, String), ApiError> {
        let mut faults = Vec::new();
        let title = required_line("/title", &self.title, LONGEST_TITLE, &mut faults);
        let text = required("/text", &self.text, LONGEST_TEXT, &mut faults);
        if faults.is_empty() {
            return Ok((title, text));
        }
        Err(ApiError::invalid(faults))
    }
}

impl ConsultationRequest {
    /// What tells it from another, as it was sent.
    pub(super) fn digest(&self) -> [u8; 32] {
        blake3::hash(&serde_json::to_vec(self).unwrap_or_default()).into()
    }

    /// The consultation, or everything that is wrong with it.
    pub(super) fn checked(
        self,
        id: ConsultationId,
        today: NaiveDate,
    ) -> Result<Consultation, ApiError> {
        let mut faults = Vec::new();
        let question = required_line("/question", &self.question, LONGEST_QUESTION, &mut faults);
        let explanation = self
            .explanation
            .and_then(|text| written("/explanation", &text, LONGEST_TEXT, &mut faults));
        let options = options(self.options, &mut faults);
        faults.extend(days(self.opens_on, self.closes_on, today));
        sound(faults)?;
        Ok(Consultation {
            id,
            question,
            explanation,
            options,
            opens_on: self.opens_on,
            closes_on: self.closes_on,
        })
    }
}

fn options(sent: Vec<ChoiceInput>, faults: &mut Vec<Fault>) -> Vec<Choice> {
    if !OPTIONS.contains(&sent.len()) {
        let detail = Text::new("geef 2 tot 10 antwoorden", "give 2 to 10 answers");
        faults.push(Fault::at("/options", "consultation.option_count", detail));
    }
    let mut seen = HashSet::new();
    let mut options = Vec::new();
    for (at, option) in sent.into_iter().enumerate() {
        let place = format!("/options/{at}/code");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let right = (1..=LONGEST_CODE).contains(&option.code.len());
        if !right || !option.code.chars().all(plain) {
            let detail = Text::new(
                "een code is 1 tot 40 kleine letters, cijfers of _",
                "a code is 1 to 40 small letters, digits or _",
            );
            faults.push(Fault::at(&place, "consultation.bad_code", detail));
        }
        if !seen.insert(option.code.clone()) {
            let detail = Text::new("deze code staat er al", "this code is there already");
            faults.push(Fault::at(&place, "consultation.repeated_code", detail));
        }
        let place = format!("/options/{at}/label");
        options.push(Choice {
            label: required_line(&place, &option.label, LONGEST_LABEL, faults),
            code: option.code,
            answers: 0,
        });
    }
    options
}

fn days(opens_on: NaiveDate, closes_on: NaiveDate, today: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    if opens_on < today {
        let detail = Text::new("deze dag is al geweest", "this day has gone");
        faults.push(Fault::at("/opensOn", "consultation.opens_in_past", detail));
    }
    let last = opens_on.checked_add_days(LONGEST_OPEN);
    if closes_on < opens_on || last.is_none_or(|last| closes_on > last) {
        let detail = Text::new(
            "de laatste dag valt niet voor de eerste, en hoogstens 366 dagen erna",
            "the last day is not before the first, and at most 366 days after it",
        );
        faults.push(Fault::at("/closesOn", "consultation.bad_period", detail));
    }
    faults
}
