//! How looking after webhooks can fail.

use sea_orm::DbErr;

use super::model::MOST_WEBHOOKS;
use crate::kernel::error::{Kind, NOT_SIGNED_IN, Problem};
use crate::kernel::scope::Scope;

/// A failure of looking after webhooks.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// Only an organisation looks after its webhooks.
    #[error("only an organisation looks after its webhooks, or a program of its own")]
    NotAllowed,
    /// The program's token may not do this.
    #[error("this needs the scope {}", .0.word())]
    ScopeMissing(Scope),
    /// There is no such webhook, or it is another organisation's.
    #[error("there is no such webhook")]
    NotFound,
    /// There is no such message, or it went to another webhook.
    #[error("there is no such delivery")]
    NoDelivery,
    /// The provider has as many as it may.
    #[error("a provider has at most {MOST_WEBHOOKS} webhooks; delete one first")]
    TooMany,
    /// The webhook is switched off.
    #[error("this webhook is switched off; switch it on first")]
    Off,
    /// The secret could not be sealed.
    #[error("the secret could not be sealed")]
    Unsealed,
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for WebhookError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::NotAllowed | Self::ScopeMissing(_) => Kind::Forbidden,
            Self::NotFound | Self::NoDelivery => Kind::NotFound,
            Self::TooMany | Self::Off => Kind::Conflict,
            Self::Unsealed | Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::NotAllowed => "webhook.not_allowed",
            Self::ScopeMissing(_) => "webhook.scope_missing",
            Self::NotFound => "webhook.not_found",
            Self::NoDelivery => "webhook_delivery.not_found",
            Self::TooMany => "webhook.too_many",
            Self::Off => "webhook.off",
            Self::Unsealed | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in".to_owned(),
            Self::NotAllowed => {
                "alleen een organisatie beheert haar webhooks, of een programma van haar".to_owned()
            }
            Self::ScopeMissing(scope) => format!("hiervoor is {} nodig", scope.word()),
            Self::NotFound => "deze webhook bestaat niet".to_owned(),
            Self::NoDelivery => "dit bericht bestaat niet".to_owned(),
            Self::TooMany => format!(
                "een aanbieder heeft hoogstens {MOST_WEBHOOKS} webhooks; verwijder er eerst een"
            ),
            Self::Off => "deze webhook staat uit; zet hem eerst aan".to_owned(),
            Self::Unsealed | Self::Database(_) => "er ging bij ons iets mis".to_owned(),
        }
    }
}
