//! How the panel can fail.

use sea_orm::DbErr;

use crate::kernel::error::{Kind, NOT_SIGNED_IN, Problem};

/// A failure of the panel.
#[derive(Debug, thiserror::Error)]
pub enum PanelError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// The panel is not for this hat, whatever is asked of it.
    #[error("the panel is for its members and those who look after it")]
    Closed,
    /// Only a member of the panel may do this.
    #[error("only a member of the panel may do this")]
    MembersOnly,
    /// Only an administrator may do this.
    #[error("only an administrator may do this")]
    NotAdministrator,
    /// There is no such idea.
    #[error("there is no such idea")]
    NoSuchIdea,
    /// Somebody else brought the idea.
    #[error("this idea is not yours")]
    NotYours,
    /// There is no such consultation.
    #[error("there is no such consultation")]
    NoSuchConsultation,
    /// It opened: it can no longer be taken back.
    #[error("this consultation has opened, and stays")]
    Opened,
    /// It cannot be answered today.
    #[error("this consultation is not open today")]
    NotOpen,
    /// Whoever asks answered before.
    #[error("you answered this consultation; everybody answers once")]
    AlreadyAnswered,
    /// Its last day has not gone.
    #[error("results are told after the closing day, to everybody at once")]
    NotClosed,
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for PanelError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::Closed | Self::MembersOnly | Self::NotAdministrator | Self::NotYours => {
                Kind::Forbidden
            }
            Self::NoSuchIdea | Self::NoSuchConsultation => Kind::NotFound,
            Self::Opened | Self::NotOpen | Self::AlreadyAnswered | Self::NotClosed => {
                Kind::Conflict
            }
            Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::Closed => "panel.closed",
            Self::MembersOnly => "panel.members_only",
            Self::NotAdministrator => "panel.not_administrator",
            Self::NoSuchIdea => "idea.not_found",
            Self::NotYours => "idea.not_yours",
            Self::NoSuchConsultation => "consultation.not_found",
            Self::Opened => "consultation.opened",
            Self::NotOpen => "consultation.not_open",
            Self::AlreadyAnswered => "consultation.already_answered",
            Self::NotClosed => "consultation.not_closed",
            Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in",
            Self::Closed => "het panel is voor zijn leden en wie ervoor zorgt",
            Self::MembersOnly => "alleen een lid van het panel mag dit doen",
            Self::NotAdministrator => "alleen een beheerder mag dit doen",
            Self::NoSuchIdea => "dit idee bestaat niet",
            Self::NotYours => "dit idee is niet van jou",
            Self::NoSuchConsultation => "deze peiling bestaat niet",
            Self::Opened => "deze peiling is al open, en blijft staan",
            Self::NotOpen => "deze peiling is vandaag niet open",
            Self::AlreadyAnswered => "je hebt al geantwoord; iedereen antwoordt één keer",
            Self::NotClosed => "de uitslag komt na de sluitingsdag, voor iedereen tegelijk",
            Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }
}
