//! How a push can fail as a whole. What is wrong with a row stands in its receipt.

use sea_orm::DbErr;

use super::model::{AT_ONCE, MOST_BYTES, MOST_ROWS, MOST_WHOLE, PushId};
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
    #[error("a push takes up to {MOST_ROWS} rows, and this one has more; send them in parts")]
    TooManyRows,
    /// More was sent than this door does at once.
    #[error(
        "this takes up to {AT_ONCE} rows, and got {0}; POST /v1/pushes takes up to {MOST_ROWS}"
    )]
    TooManyAtOnce(usize),
    /// More was sent than is done as a whole or not at all.
    #[error("a push with atomicity all takes up to {MOST_WHOLE} rows; send it in parts, or by row")]
    TooManyForAll,
    /// A row is larger than any can be.
    #[error("a row is at most {MOST_BYTES} bytes")]
    RowTooLarge,
    /// What was sent is not packed as it says.
    #[error("this is not packed as gzip")]
    NotGzip,
    /// There is nothing in it to answer.
    #[error("this push asks nothing: it is not done, or nothing of it was")]
    NothingToAnswer,
    /// Answers that do not fit what is asked.
    #[error("not all of these answers fit what is asked")]
    BadAnswers(Vec<Fault>),
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
            Self::TooManyRows | Self::TooManyAtOnce(_) | Self::RowTooLarge => Kind::TooLarge,
            Self::NothingToAnswer => Kind::Conflict,
            Self::Empty
            | Self::NotUtf8
            | Self::NotGzip
            | Self::TooManyForAll
            | Self::BadAnswers(_)
            | Self::BadTable(_) => Kind::Invalid,
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
            Self::TooManyRows | Self::TooManyAtOnce(_) => "push.too_many_rows",
            Self::RowTooLarge => "push.row_too_large",
            Self::NothingToAnswer => "push.nothing_to_answer",
            Self::Empty
            | Self::NotUtf8
            | Self::NotGzip
            | Self::TooManyForAll
            | Self::BadAnswers(_)
            | Self::BadTable(_) => BAD_INPUT,
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
            Self::TooManyRows => format!(
                "een push heeft hoogstens {MOST_ROWS} rijen, en deze meer; stuur ze in delen"
            ),
            Self::TooManyAtOnce(rows) => format!(
                "hier kunnen hoogstens {AT_ONCE} rijen, en dit zijn er {rows}; POST /v1/pushes neemt er {MOST_ROWS}"
            ),
            Self::TooManyForAll => FOR_ALL.0.to_owned(),
            Self::RowTooLarge => format!("een rij is hoogstens {MOST_BYTES} bytes"),
            Self::NotGzip => NOT_GZIP.0.to_owned(),
            Self::NothingToAnswer => {
                "deze push vraagt niets: zij is niet klaar, of er is niets van gedaan".to_owned()
            }
            Self::BadAnswers(_) => "niet alle antwoorden passen bij wat er gevraagd is".to_owned(),
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
            Self::BadTable(faults) | Self::BadAnswers(faults) => faults.clone(),
            Self::NotGzip => fault("", "push.not_gzip", NOT_GZIP.0, NOT_GZIP.1),
            Self::TooManyForAll => {
                fault("/atomicity", "push.too_many_for_all", FOR_ALL.0, FOR_ALL.1)
            }
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

const NOT_GZIP: (&str, &str) = (
    "dit is niet ingepakt als gzip",
    "this is not packed as gzip",
);

const FOR_ALL: (&str, &str) = (
    "een push die in zijn geheel of niet gedaan wordt heeft hoogstens 5000 rijen; stuur haar in delen, of per rij",
    "a push that is done as a whole or not at all has at most 5000 rows; send it in parts, or by row",
);
