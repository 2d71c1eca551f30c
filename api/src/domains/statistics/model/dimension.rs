//! By what courses can be counted.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::language::Text;

/// By what courses can be counted
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, async_graphql::Enum,
)]
#[serde(rename_all = "camelCase")]
#[schema(as = SupplyDimension)]
#[graphql(name = "SupplyDimension")]
pub enum Dimension {
    /// The pillars of all its topics
    Pillar,
    /// All its topics
    Topic,
    /// The topic that is named first
    MainTopic,
    /// All its subjects
    Subject,
    /// How one learns
    LearningForm,
    /// How one learns, in five groups
    FormGroup,
    /// What it is: a training, a film, a book
    ProductKind,
    /// Every audience that is named
    Audience,
    /// The audiences that it is made for, apart from what is for every foster parent
    NamedAudience,
    /// The provinces where its editions are given
    Province,
    /// The youth regions where its editions are given
    YouthRegion,
    /// The youth regions that its provider says it serves
    RegionServed,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 12] = [
        Self::Pillar,
        Self::Topic,
        Self::MainTopic,
        Self::Subject,
        Self::LearningForm,
        Self::FormGroup,
        Self::ProductKind,
        Self::Audience,
        Self::NamedAudience,
        Self::Province,
        Self::YouthRegion,
        Self::RegionServed,
    ];

    /// The word in a query and in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pillar => "pillar",
            Self::Topic => "topic",
            Self::MainTopic => "mainTopic",
            Self::Subject => "subject",
            Self::LearningForm => "learningForm",
            Self::FormGroup => "formGroup",
            Self::ProductKind => "productKind",
            Self::Audience => "audience",
            Self::NamedAudience => "namedAudience",
            Self::Province => "province",
            Self::YouthRegion => "youthRegion",
            Self::RegionServed => "regionServed",
        }
    }

    /// Whether each course has one code, so that cells add up to the total.
    pub fn adds_up(self) -> bool {
        matches!(
            self,
            Self::MainTopic | Self::LearningForm | Self::FormGroup | Self::ProductKind
        )
    }

    /// In which dimension each of its codes stands under one.
    pub fn within(self) -> Option<Self> {
        match self {
            Self::Topic | Self::MainTopic => Some(Self::Pillar),
            Self::Subject => Some(Self::Topic),
            _ => None,
        }
    }

    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Pillar => Text::new("Pijler", "Pillar"),
            Self::Topic => Text::new("Onderwerp", "Topic"),
            Self::MainTopic => Text::new("Hoofdonderwerp", "Main topic"),
            Self::Subject => Text::new("Deelonderwerp", "Subject"),
            Self::LearningForm => Text::new("Leervorm", "Learning form"),
            Self::FormGroup => Text::new("Manier van leren", "Way of learning"),
            Self::ProductKind => Text::new("Soort leeraanbod", "Kind of offer"),
            Self::Audience => Text::new("Doelgroep", "Audience"),
            Self::NamedAudience => Text::new("Doelgroep, apart genoemd", "Audience, named apart"),
            Self::Province => Text::new("Provincie", "Province"),
            Self::YouthRegion => Text::new("Jeugdregio", "Youth region"),
            Self::RegionServed => Text::new("Bediende jeugdregio", "Youth region served"),
        }
    }

    /// How a course gets its codes.
    pub fn meaning(self) -> Text {
        match self {
            Self::Pillar => Text::new(
                "De pijlers waar de onderwerpen van het leeraanbod onder vallen.",
                "The pillars that the topics of the course stand under.",
            ),
            Self::Topic => Text::new(
                "Elk onderwerp van het leeraanbod.",
                "Every topic of the course.",
            ),
            Self::MainTopic => Text::new(
                "Het onderwerp dat het leeraanbod als eerste noemt.",
                "The topic that the course names first.",
            ),
            Self::Subject => Text::new(
                "Elk deelonderwerp van het leeraanbod; het staat onder een van zijn onderwerpen. \
                 Onbekend waar niemand het leeraanbod bij een deelonderwerp heeft gezet.",
                "Every subject of the course, which stands under one of its topics. Unknown where \
                 nobody mapped the course on a subject.",
            ),
            Self::LearningForm => Text::new("Hoe je leert.", "How one learns."),
            Self::FormGroup => Text::new(
                "Hoe je leert, in vijf groepen van leervormen. Wat deels online is, telt als in een \
                 groep. Onbekend waar de leervorm onbekend is.",
                "How one learns, in five groups of learning forms. What is partly online counts as \
                 in a group. Unknown where the learning form is.",
            ),
            Self::ProductKind => Text::new(
                "Wat het is. Alles waarvan je leert is geteld: ook boeken, films en spellen. Zei \
                 niemand wat het is, dan volgt het uit de leervorm.",
                "What it is. Everything to learn from is counted: books, films and games too. Where \
                 nobody said what it is, it follows from the learning form.",
            ),
            Self::Audience => Text::new(
                "Elke doelgroep die het leeraanbod noemt.",
                "Every audience that the course names.",
            ),
            Self::NamedAudience => Text::new(
                "Voor wie het gemaakt is. Wie starters en ervaren pleegouders allebei noemt, of \
                 bestands- en netwerkgezinnen allebei, bedoelt geen van beide apart. Blijft er zo \
                 geen van de vier over, dan is het voor alle pleegouders. Dat is het ook waar geen \
                 enkele doelgroep genoemd is, of elke.",
                "Whom it is made for. A course that names both starting and experienced foster \
                 parents, or both recruited and kinship families, means neither of them apart. \
                 Where none of the four is left, it is for every foster parent. So it is where no audience \
                 is named, or every one.",
            ),
            Self::Province => Text::new(
                "De provincie van de gemeente waar een uitvoering is. Onbekend waar geen enkele \
                 uitvoering een gemeente heeft.",
                "The province of the municipality of an edition. Unknown where no edition has a \
                 municipality.",
            ),
            Self::YouthRegion => Text::new(
                "De jeugdregio van de gemeente waar een uitvoering is. Onbekend waar geen enkele \
                 uitvoering een gemeente heeft.",
                "The youth region of the municipality of an edition. Unknown where no edition has a \
                 municipality.",
            ),
            Self::RegionServed => Text::new(
                "De jeugdregio's die de aanbieder zegt te bedienen; dat zegt niet waar het \
                 leeraanbod is.",
                "The youth regions that the provider says it serves, which is not where the \
                 course is given.",
            ),
        }
    }
}

/// Audiences that are each other's counterpart: whoever names both names neither.
const COUNTERPARTS: [[&str; 2]; 2] = [
    ["starting", "experienced"],
    ["recruited_family", "network_family"],
];

/// The audiences that a course is made for, of so many that there are; where it names none
/// of them, or all, it is for `everybody`.
pub fn named<'a>(audiences: &[&'a str], of: usize, everybody: &'a str) -> Vec<&'a str> {
    if audiences.is_empty() || audiences.len() >= of {
        return vec![everybody];
    }
    let whole = |pair: &&[&str; 2]| pair.iter().all(|one| audiences.contains(one));
    let both: Vec<&str> = COUNTERPARTS
        .iter()
        .filter(whole)
        .copied()
        .flatten()
        .collect();
    let apart = |one: &&str| !both.contains(one);
    let mut left: Vec<&str> = audiences.iter().copied().filter(apart).collect();
    let of_a_pair = |one: &&str| COUNTERPARTS.iter().flatten().any(|known| known == one);
    if !both.is_empty() && !left.iter().any(of_a_pair) {
        left.push(everybody);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_names_both_of_a_pair_names_neither() {
        let cases: [(&[&str], &[&str]); 8] = [
            (&[], &["everybody"]),
            (
                &[
                    "starting",
                    "experienced",
                    "network_family",
                    "recruited_family",
                    "crisis",
                    "professional",
                ],
                &["everybody"],
            ),
            (&["network_family"], &["network_family"]),
            (
                &["starting", "network_family", "recruited_family"],
                &["starting"],
            ),
            (
                &["starting", "experienced", "network_family"],
                &["network_family"],
            ),
            (
                &[
                    "starting",
                    "experienced",
                    "network_family",
                    "recruited_family",
                    "crisis",
                ],
                &["crisis", "everybody"],
            ),
            (&["starting", "experienced"], &["everybody"]),
            (&["professional"], &["professional"]),
        ];
        for (audiences, made_for) in cases {
            assert_eq!(named(audiences, 6, "everybody"), made_for, "{audiences:?}");
        }
    }
}
