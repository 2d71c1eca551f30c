//! What is often wrong with what is pushed: why, and what helps, with an example.
//!
//! A test holds this list to the codes that the slice raises: none is missing, and none is told
//! of that nobody meets.

mod codes;
mod pushes;
mod rows;
mod told;

use super::model::Message;
use crate::kernel::language::{Language, Text};

/// The address of the page that tells this.
pub const PAGE: &str = "/docs/push-errors";

/// What is told of one code.
#[derive(Clone, Copy, Debug)]
pub struct Remedy {
    /// The code.
    pub code: &'static str,
    cause: [&'static str; 2],
    remedy: [&'static str; 2],
    /// What is right instead, as it is sent.
    pub example: &'static str,
}

impl Remedy {
    const fn new(
        code: &'static str,
        cause: [&'static str; 2],
        remedy: [&'static str; 2],
        example: &'static str,
    ) -> Self {
        Self {
            code,
            cause,
            remedy,
            example,
        }
    }

    /// Why it is said.
    pub fn cause(&self, language: Language) -> &'static str {
        chosen(self.cause, language)
    }

    /// What helps.
    pub fn remedy(&self, language: Language) -> &'static str {
        chosen(self.remedy, language)
    }
}

fn chosen([nl, en]: [&'static str; 2], language: Language) -> &'static str {
    match language {
        Language::Nl => nl,
        Language::En => en,
    }
}

/// All that is told, in the order of the page.
pub fn remedies() -> impl Iterator<Item = &'static Remedy> {
    let all = [rows::ROWS, told::TOLD, codes::CODES, pushes::PUSHES];
    all.into_iter().flatten()
}

/// Where a code is told of.
pub fn link(code: &str) -> String {
    format!("{PAGE}#{code}")
}

/// That a course vanished from a push of all.
pub fn vanished() -> Message {
    let text = Text::new(
        "dit aanbod staat niet in deze push, die alles noemt; antwoord withdraw of keep bij POST /v1/pushes/{id}/_answer",
        "this course is not in this push, which names all; answer withdraw or keep at POST /v1/pushes/{id}/_answer",
    );
    Message::warning("", "push.vanished", text)
}

/// That so many courses vanish from a push of all that none is taken back.
pub fn too_many_vanish() -> Message {
    let text = Text::new(
        "dit aanbod staat niet in deze push, en met zoveel andere dat er niets wordt teruggenomen; stuur alles opnieuw, met maxWithdrawals als het zo bedoeld is",
        "this course is not in this push, and so many others are not that none is taken back; push all again, with maxWithdrawals where it is meant",
    );
    Message::warning("", "push.too_many_vanish", text)
}
