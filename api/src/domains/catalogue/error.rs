//! How the catalogue can fail.

use sea_orm::DbErr;

use crate::kernel::error::{BAD_INPUT, Fault, Kind, NOT_SIGNED_IN, Problem};

/// A failure of the catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// There is no such thing here, or none that is public.
    #[error("there is no such {}", .0.english())]
    NotFound(Thing),
    /// The list was asked for in a way that it cannot be given.
    #[error("the filter cannot be used as it is")]
    BadFilter(Vec<Fault>),
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// Only who looks after courses does this.
    #[error("only an organisation does this, to its own courses")]
    NotKeeper,
    /// Only a parent says this.
    #[error("only parents say which organisation is theirs")]
    NotParent,
    /// The course is another provider's.
    #[error("this is another provider's course")]
    NotYours,
    /// The provider is another organisation.
    #[error("this is another organisation; only it itself says so, or an administrator")]
    NotYourProvider,
    /// Only an administrator does this.
    #[error("only an administrator does this")]
    NotAdministrator,
    /// Only an editor of the mapping does this.
    #[error("only an editor of the mapping does this, or an administrator")]
    NotEditor,
    /// An administrator took it from view.
    #[error("an administrator took this course from view; ask an administrator to put it back")]
    TakenDown,
    /// Only what the public sees can be confirmed.
    #[error("this course is not shown; publish it first")]
    NotPublished,
    /// It changed since it was read.
    #[error("this has changed in the meantime; fetch it again")]
    Stale,
    /// A file that the product ships does not read as it should.
    #[error("the shipped data is broken: {0}")]
    BrokenData(String),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

/// What can be looked up in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A pillar.
    Pillar,
    /// A topic.
    Topic,
    /// A subject.
    Subject,
    /// A provider.
    Provider,
    /// A course.
    Course,
    /// An edition.
    Edition,
    /// A municipality.
    Municipality,
    /// A term.
    Term,
    /// A trainer.
    Trainer,
    /// A code list.
    CodeList,
}

impl Thing {
    fn english(self) -> &'static str {
        match self {
            Self::Pillar => "pillar",
            Self::Topic => "topic",
            Self::Subject => "subject",
            Self::Provider => "provider",
            Self::Course => "course",
            Self::Edition => "edition",
            Self::Municipality => "municipality",
            Self::Term => "term",
            Self::Trainer => "trainer",
            Self::CodeList => "code list",
        }
    }

    fn dutch(self) -> &'static str {
        match self {
            Self::Pillar => "deze pijler bestaat niet",
            Self::Topic => "dit onderwerp bestaat niet",
            Self::Subject => "dit deelonderwerp bestaat niet",
            Self::Provider => "deze aanbieder bestaat niet",
            Self::Course => "dit leeraanbod bestaat niet",
            Self::Edition => "deze uitvoering bestaat niet",
            Self::Municipality => "deze gemeente bestaat niet",
            Self::Trainer => "deze trainer bestaat niet",
            Self::Term => "dit begrip bestaat niet",
            Self::CodeList => "deze codelijst bestaat niet",
        }
    }

    fn not_found(self) -> &'static str {
        match self {
            Self::Pillar => "pillar.not_found",
            Self::Topic => "topic.not_found",
            Self::Subject => "subject.not_found",
            Self::Provider => "provider.not_found",
            Self::Course => "course.not_found",
            Self::Edition => "edition.not_found",
            Self::Municipality => "municipality.not_found",
            Self::Term => "term.not_found",
            Self::Trainer => "trainer.not_found",
            Self::CodeList => "code_list.not_found",
        }
    }
}

impl Problem for CatalogueError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound(_) => Kind::NotFound,
            Self::BadFilter(_) => Kind::Invalid,
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::NotKeeper
            | Self::NotParent
            | Self::NotYours
            | Self::NotYourProvider
            | Self::NotEditor
            | Self::NotAdministrator
            | Self::TakenDown => Kind::Forbidden,
            Self::NotPublished => Kind::Conflict,
            Self::Stale => Kind::Stale,
            Self::BrokenData(_) | Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound(thing) => thing.not_found(),
            Self::BadFilter(_) => BAD_INPUT,
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::NotKeeper => "course.not_keeper",
            Self::NotParent => "client.not_parent",
            Self::NotYours => "course.not_yours",
            Self::NotYourProvider => "provider.not_yours",
            Self::NotEditor => "catalogue.not_editor",
            Self::NotAdministrator => "catalogue.not_administrator",
            Self::TakenDown => "course.taken_down",
            Self::NotPublished => "course.not_published",
            Self::Stale => "revision.stale",
            Self::BrokenData(_) | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotFound(thing) => thing.dutch().to_owned(),
            Self::BadFilter(_) => "zo kan de lijst niet gefilterd worden".to_owned(),
            Self::NotSignedIn => "log eerst in".to_owned(),
            Self::NotKeeper => {
                "alleen een organisatie doet dit, met haar eigen leeraanbod".to_owned()
            }
            Self::NotParent => {
                "alleen een pleegouder zegt bij welke organisatie die hoort".to_owned()
            }
            Self::NotYours => "dit is leeraanbod van een andere aanbieder".to_owned(),
            Self::NotYourProvider => {
                "dit is een andere organisatie; alleen zij zelf zegt dit, of een beheerder"
                    .to_owned()
            }
            Self::NotEditor => "alleen een redacteur doet dit, of een beheerder".to_owned(),
            Self::NotAdministrator => "alleen een beheerder doet dit".to_owned(),
            Self::TakenDown => {
                "een beheerder heeft dit leeraanbod weggehaald; vraag een beheerder om het terug te zetten"
                    .to_owned()
            }
            Self::NotPublished => "dit leeraanbod is niet te zien; publiceer het eerst".to_owned(),
            Self::Stale => "dit is intussen veranderd; haal het opnieuw op".to_owned(),
            Self::BrokenData(_) | Self::Database(_) => "er ging bij ons iets mis".to_owned(),
        }
    }

    fn faults(&self) -> Vec<Fault> {
        match self {
            Self::BadFilter(faults) => faults.clone(),
            _ => Vec::new(),
        }
    }
}
