//! Words of which the code knows each.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Declares an enum whose words are the same in both doors and in the database.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident as $schema:ident $outside:literal {
        $($(#[$about:meta])* $variant:ident = $word:literal / $upper:literal,)+
    })+) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord,
            Serialize, Deserialize, ToSchema, async_graphql::Enum,
        )]
        #[graphql(name = $outside)]
        #[schema(as = $schema)]
        pub enum $name {
            $($(#[$about])* #[serde(rename = $word)] #[schema(rename = $word)] #[graphql(name = $upper)] $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in REST and in the database.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Reads the word back.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    )+};
}

words! {
    /// How it is known that the author was there
    Basis as ReviewBasis "ReviewBasis" {
        /// The author says so, and nobody checked
        SelfDeclared = "self_declared" / "SELF_DECLARED",
    }

    /// How far a review is on its way
    Status as ReviewStatus "ReviewStatus" {
        /// Waits for a moderator
        Held = "held" / "HELD",
        /// Given back to its author, who may change it
        Declined = "declined" / "DECLINED",
        /// Waits to come out with others
        Released = "released" / "RELEASED",
        /// Open to all
        Published = "published" / "PUBLISHED",
    }

    /// Why a review was given back
    DeclineReason as ReviewDeclineReason "ReviewDeclineReason" {
        /// It may tell who somebody is: a child, a parent, the author
        Identifying = "identifying" / "IDENTIFYING",
        /// It insults or threatens
        Abusive = "abusive" / "ABUSIVE",
        /// It is not about this course
        OffTopic = "off_topic" / "OFF_TOPIC",
        /// It sells something
        Advertising = "advertising" / "ADVERTISING",
    }

    /// The situation of a family, coarsely
    Situation as ReviewSituation "ReviewSituation" {
        /// Considers fostering
        Aspirant = "aspirant" / "ASPIRANT",
        /// Fosters a child that they knew before
        NetworkFamily = "network_family" / "NETWORK_FAMILY",
        /// Fosters a child that they did not know before
        RecruitedFamily = "recruited_family" / "RECRUITED_FAMILY",
        /// Fosters as a profession, at home
        FamilyHome = "family_home" / "FAMILY_HOME",
    }

    /// How many reviews there are, as closely as is told
    CountClass as ReviewCountClass "ReviewCountClass" {
        /// 5 to 9
        From5 = "from_5_to_9" / "FROM_5_TO_9",
        /// 10 to 24
        From10 = "from_10_to_24" / "FROM_10_TO_24",
        /// 25 to 49
        From25 = "from_25_to_49" / "FROM_25_TO_49",
        /// 50 or more
        From50 = "from_50" / "FROM_50",
    }
}

impl CountClass {
    /// The class of a number; none for a number that is not told.
    pub fn of(count: usize) -> Option<Self> {
        Some(match count {
            0..5 => return None,
            5..10 => Self::From5,
            10..25 => Self::From10,
            25..50 => Self::From25,
            _ => Self::From50,
        })
    }
}
