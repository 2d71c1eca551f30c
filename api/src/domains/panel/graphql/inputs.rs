//! What goes in and comes out of the panel's mutations.

use async_graphql::{ID, InputObject, SimpleObject};
use chrono::NaiveDate;

use crate::domains::panel::service::{ChoiceInput, ConsultationRequest, IdeaRequest};
use crate::domains::panel::view::{ConsultationView, IdeaView};
use crate::kernel::error::ApiError;
use crate::kernel::idempotency::Key;

/// An idea
#[derive(InputObject)]
pub struct IdeaCreateInput {
    /// What it is called, in 120 characters at most
    pub title: String,
    /// What it is, in 4000 characters at most. No names, addresses or telephone numbers
    pub text: String,
    /// My own name for this request: sent again within a day, it submits no other idea
    pub idempotency_key: Option<String>,
}

/// An idea to be removed
#[derive(InputObject)]
pub struct IdeaDeleteInput {
    /// The idea
    pub id: ID,
}

/// A consultation
#[derive(InputObject)]
pub struct ConsultationCreateInput {
    /// What is asked, in 300 characters at most
    pub question: String,
    /// What to know to answer it, in 4000 characters at most
    pub explanation: Option<String>,
    /// The answers to choose from, 2 to 10
    pub options: Vec<ChoiceInput>,
    /// The first day on which it is open, in Amsterdam: today or later
    pub opens_on: NaiveDate,
    /// The last day on which it is open: at most 366 days later
    pub closes_on: NaiveDate,
    /// My own name for this request: sent again within a day, it announces no other consultation
    pub idempotency_key: Option<String>,
}

/// A consultation to be taken back
#[derive(InputObject)]
pub struct ConsultationDeleteInput {
    /// The consultation
    pub id: ID,
}

/// An answer
#[derive(InputObject)]
pub struct ConsultationAnswerInput {
    /// The consultation
    pub consultation_id: ID,
    /// The code of the option that is chosen
    pub option: String,
}

/// The idea that was submitted
#[derive(SimpleObject)]
pub struct IdeaCreatePayload {
    /// The idea
    pub idea: IdeaView,
}

/// The idea that was removed
#[derive(SimpleObject)]
pub struct IdeaDeletePayload {
    /// The id that it had
    pub id: ID,
}

/// The consultation, as it stands
#[derive(SimpleObject)]
pub struct ConsultationPayload {
    /// The consultation
    pub consultation: ConsultationView,
}

/// The consultation that was taken back
#[derive(SimpleObject)]
pub struct ConsultationDeletePayload {
    /// The id that it had
    pub id: ID,
}

impl IdeaCreateInput {
    /// What REST takes for a body, and the key.
    pub fn read(self) -> Result<(IdeaRequest, Key), ApiError> {
        let key = Key::of_input(self.idempotency_key.as_deref())?;
        let (title, text) = (self.title, self.text);
        Ok((IdeaRequest { title, text }, key))
    }
}

impl ConsultationCreateInput {
    /// What REST takes for a body, and the key.
    pub fn read(self) -> Result<(ConsultationRequest, Key), ApiError> {
        let key = Key::of_input(self.idempotency_key.as_deref())?;
        let body = ConsultationRequest {
            question: self.question,
            explanation: self.explanation,
            options: self.options,
            opens_on: self.opens_on,
            closes_on: self.closes_on,
        };
        Ok((body, key))
    }
}
