//! What a question narrows down to, beside what it is about.

use std::ops::BitOr;

use crate::index::{Index, Of};
use crate::lexicon::Sense;
use crate::question::{Question, Reading, Unit};

/// Some of the units of a question that narrow it down: a bit for each, by where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrowings(u64);

impl Narrowings {
    /// Just the one that stands there. What stands behind all bits is let be: no question has
    /// so many that narrow.
    pub(crate) fn at(unit: usize) -> Self {
        let unit = u32::try_from(unit).unwrap_or(u32::MAX);
        Self(1_u64.checked_shl(unit).unwrap_or_default())
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them alone.
    pub fn each(self) -> impl Iterator<Item = Self> {
        let bits = (0..u64::BITS).map(|at| Self(1 << at));
        bits.filter(move |bit| !self.and(*bit).is_empty())
    }

    /// These, but for others.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Those that are in both.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    fn of(units: impl Iterator<Item = (usize, impl Sized)>) -> Self {
        units.fold(Self::default(), |all, (at, _)| all | Self::at(at))
    }
}

impl BitOr for Narrowings {
    type Output = Self;

    fn bitor(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

impl Question {
    /// All that it narrows down to.
    pub fn narrowings(&self) -> Narrowings {
        let units = self.units.iter().enumerate();
        Narrowings::of(units.filter(|(_, unit)| unit.narrows))
    }

    /// Whether it is about something as well.
    pub fn is_about(&self) -> bool {
        self.units.iter().any(|unit| !unit.narrows && !unit.light)
    }

    /// The words of some of what it narrows down to.
    pub fn words_of(&self, some: Narrowings) -> impl Iterator<Item = String> {
        let units = self.units.iter().enumerate();
        let units = units.filter(move |(at, _)| !some.and(Narrowings::at(*at)).is_empty());
        units.map(|(_, unit)| self.words(unit))
    }
}

impl Index {
    /// What a question narrows down to by a meaning that is wanted.
    pub fn narrowed_by(&self, question: &Question, wanted: impl Fn(usize) -> bool) -> Narrowings {
        let narrows = |at: u32| self.lexicon.meanings[at as usize].sense != Sense::Concept;
        let units = question.units.iter().enumerate().filter(|(_, unit)| {
            let mut readings = unit.readings.iter();
            let wanted = |at: u32| narrows(at) && wanted(at as usize);
            unit.narrows && readings.any(|it| matches!(it.of, Of::Meaning(at) if wanted(at)))
        });
        Narrowings::of(units)
    }

    /// The words of a question of which nothing is known here.
    pub fn not_understood(&self, question: &Question) -> Vec<String> {
        let mut words: Vec<String> = unknown(question).map(|it| question.words(it)).collect();
        words.dedup();
        words
    }
}

/// What of a question leads nowhere for sure. Of a compound one part is enough.
pub(crate) fn unknown(question: &Question) -> impl Iterator<Item = &Unit> {
    let known = |unit: &Unit| unit.light || unit.readings.iter().any(Reading::is_sure);
    question.units.iter().filter(move |unit| {
        let mut parts = question.units.iter().filter(|it| it.from == unit.from);
        !parts.any(known)
    })
}
