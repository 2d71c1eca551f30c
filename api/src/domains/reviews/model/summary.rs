//! What is told of all reviews of a course together, and from how many on.

use async_graphql::SimpleObject;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Aspects, CountClass, Scores, Situation};

/// From how many reviews on anything is told, and how many come out together.
pub const SHOWN_FROM: usize = 5;
/// From how many people on a part of them is told apart.
const BREAKDOWN_FROM: usize = 10;

/// What all reviews of a course say together. It changes when new ones come out, at most once a month
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ReviewSummary")]
#[schema(as = ReviewSummary)]
pub struct Summary {
    /// How many there are, as closely as is told
    pub count: CountClass,
    /// The average score for the whole, 1 to 5
    pub overall: f64,
    /// The average scores for its parts
    pub aspects: AspectAverages,
    /// Of every hundred who said whether it helped in their situation, how many said yes, in steps of 5; null below 10
    pub helped_in_my_situation: Option<i32>,
    /// Of every hundred who said whether they became more confident, how many said yes, in steps of 5; null below 10
    pub more_confident: Option<i32>,
    /// Of every hundred who said whether they would recommend it, how many said yes, in steps of 5; null below 10
    pub would_recommend: Option<i32>,
    /// By situation, where at least 10 share one and nobody is left over in a smaller group
    pub by_situation: Vec<SituationSummary>,
}

/// Average scores for parts of a course, 1 to 5; null where fewer than 5 gave one
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ReviewAspectAverages")]
#[schema(as = ReviewAspectAverages)]
pub struct AspectAverages {
    /// What it was about
    pub content: Option<f64>,
    /// Who gave it
    pub trainer: Option<f64>,
    /// How well it fits one's situation
    pub fits_my_situation: Option<f64>,
    /// Its use in practice
    pub practical_use: Option<f64>,
    /// How it was organised
    pub organisation: Option<f64>,
}

/// What those in one situation say together
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ReviewSituationSummary")]
#[schema(as = ReviewSituationSummary)]
pub struct SituationSummary {
    /// Which situation
    pub situation: Situation,
    /// How many they are, as closely as is told
    pub count: CountClass,
    /// The average score that they give the whole, 1 to 5
    pub overall: f64,
}

impl Summary {
    /// What may be told of these scores; nothing where they are few.
    pub fn of(all: &[Scores]) -> Option<Self> {
        let count = CountClass::of(all.len())?;
        let part = |of: fn(&Aspects) -> Option<i32>| {
            average(all.iter().filter_map(|scores| of(&scores.aspects)))
        };
        let yes = |said: fn(&Scores) -> Option<bool>| share(all.iter().filter_map(said));
        Some(Self {
            count,
            overall: average(all.iter().map(|scores| scores.overall))?,
            aspects: AspectAverages {
                content: part(|aspects| aspects.content),
                trainer: part(|aspects| aspects.trainer),
                fits_my_situation: part(|aspects| aspects.fits_my_situation),
                practical_use: part(|aspects| aspects.practical_use),
                organisation: part(|aspects| aspects.organisation),
            },
            helped_in_my_situation: yes(|scores| scores.helped_in_my_situation),
            more_confident: yes(|scores| scores.more_confident),
            would_recommend: yes(|scores| scores.would_recommend),
            by_situation: by_situation(all),
        })
    }
}

/// To one decimal; nothing where few gave a score.
fn average(scores: impl Iterator<Item = i32>) -> Option<f64> {
    let scores: Vec<i32> = scores.collect();
    let sum = f64::from(scores.iter().sum::<i32>());
    let tenths = (sum * 10.0 / scores.len() as f64).round();
    (scores.len() >= SHOWN_FROM).then_some(tenths / 10.0)
}

/// Of every hundred, in steps of 5; nothing where few said yes or no.
fn share(said: impl Iterator<Item = bool>) -> Option<i32> {
    let said: Vec<bool> = said.collect();
    let yes = said.iter().filter(|yes| **yes).count();
    let steps = (yes as f64 * 20.0 / said.len() as f64).round() as i32;
    (said.len() >= BREAKDOWN_FROM).then_some(steps * 5)
}

/// The groups that may be told apart.
///
/// Whoever knows the whole and some groups can work out the rest. So the rest has to
/// be large too, or empty: else the smallest group joins it.
fn by_situation(all: &[Scores]) -> Vec<SituationSummary> {
    let of = |situation| {
        all.iter()
            .filter(move |one| one.situation == Some(situation))
    };
    let mut told: Vec<(Situation, usize)> = Situation::ALL
        .iter()
        .map(|situation| (*situation, of(*situation).count()))
        .filter(|(_, count)| *count >= BREAKDOWN_FROM)
        .collect();
    told.sort_by_key(|(situation, count)| (std::cmp::Reverse(*count), *situation));
    let rest = |told: &[(Situation, usize)]| {
        all.len() - told.iter().map(|(_, count)| count).sum::<usize>()
    };
    while !told.is_empty() && (1..BREAKDOWN_FROM).contains(&rest(&told)) {
        told.pop();
    }
    told.sort_by_key(|(situation, _)| *situation);
    told.into_iter()
        .filter_map(|(situation, count)| {
            Some(SituationSummary {
                situation,
                count: CountClass::of(count)?,
                overall: average(of(situation).map(|scores| scores.overall))?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(overall: i32, situation: Option<Situation>) -> Scores {
        Scores {
            overall,
            aspects: Aspects::default(),
            helped_in_my_situation: None,
            more_confident: None,
            would_recommend: None,
            situation,
        }
    }

    fn many(groups: &[(Option<Situation>, usize)]) -> Vec<Scores> {
        let group = |(situation, count): &(_, usize)| vec![scores(4, *situation); *count];
        groups.iter().flat_map(group).collect()
    }

    #[test]
    fn nothing_is_told_of_four_and_a_class_and_averages_of_five() {
        let five = [5, 5, 5, 4, 3].map(|overall| scores(overall, None));
        assert_eq!(Summary::of(&five[..4]), None);

        let summary = Summary::of(&five).unwrap();
        assert_eq!((summary.count, summary.overall), (CountClass::From5, 4.4));
    }

    #[test]
    fn a_part_that_few_scored_and_a_question_that_few_answered_are_not_told() {
        let mut ten = many(&[(None, 10)]);
        for one in &mut ten[..4] {
            one.aspects.content = Some(2);
        }
        for one in &mut ten[..5] {
            one.aspects.trainer = Some(2);
        }
        for (at, one) in ten.iter_mut().enumerate() {
            one.would_recommend = Some(at < 7);
            one.more_confident = (at < 9).then_some(true);
        }

        let summary = Summary::of(&ten).unwrap();
        assert_eq!(summary.aspects.content, None);
        assert_eq!(summary.aspects.trainer, Some(2.0));
        assert_eq!(summary.would_recommend, Some(70));
        assert_eq!(summary.more_confident, None);
    }

    #[test]
    fn a_group_is_told_apart_only_where_the_rest_stays_hidden_in_a_crowd() {
        use Situation::{Aspirant, FamilyHome, NetworkFamily};
        let told = |groups: &[(Option<Situation>, usize)]| -> Vec<Situation> {
            let found = by_situation(&many(groups));
            found.iter().map(|group| group.situation).collect()
        };
        let (a, n, f) = (Some(Aspirant), Some(NetworkFamily), Some(FamilyHome));

        assert_eq!(told(&[(a, 9)]), []);
        assert_eq!(told(&[(a, 10)]), [Aspirant]);
        assert_eq!(told(&[(a, 10), (n, 1)]), []);
        assert_eq!(told(&[(a, 10), (n, 12), (f, 9)]), [NetworkFamily]);
        assert_eq!(told(&[(a, 10), (n, 12)]), [Aspirant, NetworkFamily]);
        assert_eq!(told(&[(a, 10), (None, 10)]), [Aspirant]);
    }

    #[test]
    fn a_number_is_told_as_its_class() {
        let class = [4, 5, 9, 10, 24, 25, 49, 50, 500].map(CountClass::of);
        let words = class.map(|class| class.map_or("-", CountClass::word));
        assert_eq!(
            words,
            [
                "-",
                "from_5_to_9",
                "from_5_to_9",
                "from_10_to_24",
                "from_10_to_24",
                "from_25_to_49",
                "from_25_to_49",
                "from_50",
                "from_50",
            ]
        );
    }
}
