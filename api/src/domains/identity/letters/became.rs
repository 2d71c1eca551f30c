//! What is written to whoever sent something in.

use super::letter;
use crate::domains::identity::model::Email;
use crate::kernel::letter::Letter;

/// What became of something that somebody sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was approved.
    Approved,
    /// It was not, and somebody said why.
    Answered,
    /// It was approved before, and is done now.
    CarriedOut,
    /// It was approved before, and is not done: something changed meanwhile.
    LeftAlone,
}

/// For whoever sent something in: what became of it, and not what it was.
pub fn became(email: &Email, became: Became) -> Letter {
    let said: [&[&str]; 2] = match became {
        Became::Approved => [
            &["Wat je hebt ingestuurd is goedgekeurd. Log in om het te zien."],
            &["What you sent in has been approved. Sign in to see it."],
        ],
        Became::Answered => [
            &[
                "Er is antwoord op wat je hebt ingestuurd. Het is nog niet goedgekeurd.",
                "Log in om te lezen waarom.",
            ],
            &[
                "What you sent in has been answered. It has not been approved yet.",
                "Sign in to read why.",
            ],
        ],
        Became::CarriedOut => [
            &["Wat je voor vandaag had klaargezet is gedaan. Log in om het te zien."],
            &["What you had planned for today has been done. Sign in to see it."],
        ],
        Became::LeftAlone => [
            &[
                "Wat je had klaargezet is niet gedaan, want er is intussen iets veranderd.",
                "Log in om te lezen wat je kunt doen.",
            ],
            &[
                "What you had planned has not been done, because something changed meanwhile.",
                "Sign in to read what you can do.",
            ],
        ],
    };
    letter(email, said)
}
