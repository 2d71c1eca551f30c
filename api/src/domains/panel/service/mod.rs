//! What can be done in the panel. Both doors come through here.

mod consultations;
mod ideas;
mod input;

pub use consultations::{
    announce, answer, consultation, consultations, demo, results, take_back, tend,
};
pub use ideas::{idea, ideas, remove, submit};
pub use input::{AnswerRequest, ChoiceInput, ConsultationRequest, IdeaRequest};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::model::Pseudonym;
use crate::kernel::backend::Backend;
use crate::kernel::id::AccountId;

/// Somebody, as one idea or one consultation alone knows them.
fn pseudonym(backend: &Backend, purpose: &str, who: AccountId, about: Uuid) -> Pseudonym {
    let about = [&who.0.as_bytes()[..], about.as_bytes()];
    Pseudonym(BASE64_URL_SAFE_NO_PAD.encode(backend.pseudonyms.of(purpose, &about)))
}
