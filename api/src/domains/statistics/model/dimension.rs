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
    /// How one learns
    LearningForm,
    /// Every audience that is named
    Audience,
    /// The audiences that it is made for, apart from what is for every foster parent
    NamedAudience,
    /// The provinces where its editions are given
    Province,
    /// The youth regions that its provider says it serves
    RegionServed,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 8] = [
        Self::Pillar,
        Self::Topic,
        Self::MainTopic,
        Self::LearningForm,
        Self::Audience,
        Self::NamedAudience,
        Self::Province,
        Self::RegionServed,
    ];

    /// The word in a query and in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pillar => "pillar",
            Self::Topic => "topic",
            Self::MainTopic => "mainTopic",
            Self::LearningForm => "learningForm",
            Self::Audience => "audience",
            Self::NamedAudience => "namedAudience",
            Self::Province => "province",
            Self::RegionServed => "regionServed",
        }
    }

    /// Whether each course has one code, so that cells add up to the total.
    pub fn adds_up(self) -> bool {
        matches!(self, Self::MainTopic | Self::LearningForm)
    }

    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Pillar => Text::new("Pijler", "Pillar"),
            Self::Topic => Text::new("Onderwerp", "Topic"),
            Self::MainTopic => Text::new("Hoofdonderwerp", "Main topic"),
            Self::LearningForm => Text::new("Leervorm", "Learning form"),
            Self::Audience => Text::new("Doelgroep", "Audience"),
            Self::NamedAudience => Text::new("Doelgroep, apart genoemd", "Audience, named apart"),
            Self::Province => Text::new("Provincie", "Province"),
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
            Self::LearningForm => Text::new("Hoe je leert.", "How one learns."),
            Self::Audience => Text::new(
                "Elke doelgroep die het leeraanbod noemt.",
                "Every audience that the course names.",
            ),
            Self::NamedAudience => Text::new(
                "Voor wie het gemaakt is. Wie starters en ervaren pleegouders allebei noemt, of \
                 bestands- en netwerkgezinnen allebei, bedoelt geen van beide apart. Blijft er zo \
                 geen van de vier over, dan is het voor alle pleegouders.",
                "Whom it is made for. A course that names both starting and experienced foster \
                 parents, or both recruited and kinship families, means neither of them apart. \
                 Where none of the four is left, it is for every foster parent.",
            ),
            Self::Province => Text::new(
                "De provincie van de gemeente waar een uitvoering is. Onbekend waar geen enkele \
                 uitvoering een gemeente heeft.",
                "The province of the municipality of an edition. Unknown where no edition has a \
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

/// The audiences that a course is made for; none of them says that it is for `everybody`.
pub fn named<'a>(audiences: &[&'a str], everybody: &'a str) -> Vec<&'a str> {
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
        let cases: [(&[&str], &[&str]); 6] = [
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
            assert_eq!(named(audiences, "everybody"), made_for, "{audiences:?}");
        }
    }
}
