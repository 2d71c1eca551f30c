//! How a push can fail as a whole. What is wrong with a row stands in its receipt.

use sea_orm::DbErr;

use super::model::{MOST_ROWS, PushId};
use crate::kernel::error::{BAD_INPUT, Fault, Kind, NOT_SIGNED_IN, Problem};
use crate::kernel::language::Text;
use crate::kernel::scope::Scope;

/// A failure of a push.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// Only an organisation's editor pushes.
    #[error("only an organisation pushes, for its own offer")]
    NotOrganisation,
    /// The program's token may not do this.
    #[error("this needs the scope {}", .0.word())]
    ScopeMissing(Scope),
    /// There is no such push, or it is another organisation's.
    #[error("there is no such push")]
    NotFound(PushId),
    /// The key came before, with something else.
    #[error("this key came before, with other rows; take a new key for another push")]
    KeyReused,
    /// Nothing was sent.
    #[error("a push has at least one row")]
    Empty,
    /// More was sent than one push may have.
    #[error("a push takes up to {MOST_ROWS} rows, and this one has {0}; send them in parts")]
    TooManyRows(usize),
    /// The table is not text as we read it.
    #[error("a table is read as UTF-8; save it as \u{201c}CSV UTF-8\u{201d}")]
    NotUtf8,
    /// The table cannot be read as one.
    #[error("this table cannot be read")]
    BadTable(Vec<Fault>),
    /// What is kept of a receipt cannot be read.
    #[error("receipt: {0}")]
    Broken(#[from] serde_json::Error),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for PushError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::NotOrganisation | Self::ScopeMissing(_) => Kind::Forbidden,
            Self::NotFound(_) => Kind::NotFound,
            Self::KeyReused => Kind::KeyReused,
            Self::TooManyRows(_) => Kind::TooLarge,
            Self::Empty | Self::NotUtf8 | Self::BadTable(_) => Kind::Invalid,
            Self::Broken(_) | Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::NotOrganisation => "push.not_organisation",
            Self::ScopeMissing(_) => "push.scope_missing",
            Self::NotFound(_) => "push.not_found",
            Self::KeyReused => "push.key_reused",
            Self::TooManyRows(_) => "push.too_many_rows",
            Self::Empty | Self::NotUtf8 | Self::BadTable(_) => BAD_INPUT,
            Self::Broken(_) | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in".to_owned(),
            Self::NotOrganisation => {
                "alleen een organisatie stuurt aanbod in, en dan haar eigen".to_owned()
            }
            Self::ScopeMissing(scope) => format!("hiervoor is {} nodig", scope.word()),
            Self::NotFound(_) => "deze push bestaat niet".to_owned(),
            Self::KeyReused => {
                "deze sleutel kwam eerder, met andere rijen; neem voor een andere push een nieuwe"
                    .to_owned()
            }
            Self::Empty => "een push heeft ten minste één rij".to_owned(),
            Self::TooManyRows(rows) => format!(
                "een push heeft hoogstens {MOST_ROWS} rijen, en deze {rows}; stuur ze in delen"
            ),
            Self::NotUtf8 => NOT_UTF8.to_owned(),
            Self::BadTable(_) => "deze tabel is niet te lezen".to_owned(),
            Self::Broken(_) | Self::Database(_) => "er ging bij ons iets mis".to_owned(),
        }
    }

    fn faults(&self) -> Vec<Fault> {
        let fault = |place: &str, code, nl, en| {
            let detail = Text::new(nl, en);
            vec![Fault::at(place, code, detail)]
        };
        match self {
            Self::BadTable(faults) => faults.clone(),
            Self::Empty => fault(
                "/rows",
                "push.empty",
                "stuur ten minste één rij",
                "send at least one row",
            ),
            Self::NotUtf8 => fault(
                "",
                "push.not_utf8",
                NOT_UTF8,
                "a table is read as UTF-8; save it as \u{201c}CSV UTF-8\u{201d}",
            ),
            _ => Vec::new(),
        }
    }
}

const NOT_UTF8: &str =
    "een tabel wordt gelezen als UTF-8; bewaar haar als \u{201c}CSV UTF-8\u{201d}";
