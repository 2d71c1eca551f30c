//! The one counting policy: how numbers of people are told.
//!
//! What somebody may open one by one anyway is counted exactly, and is not for here.
//! People are: fewer than [`FEWEST`] are not told, and more only in steps of [`STEP`],
//! rounded down, so that one person more or less is seldom seen.
//!
//! A sum is the sum of what is told, never the true one: what is told of one number then
//! depends on that number alone, and no number that is withheld, or what was rounded off,
//! follows from the others.

/// Fewer people than this are not told.
pub const FEWEST: u32 = 10;
/// Numbers of people are told in steps of this.
pub const STEP: u32 = 5;

/// How many people there are, as it is told; nothing where they are too few.
pub fn people(count: u32) -> Option<u32> {
    (count >= FEWEST).then(|| count - count % STEP)
}

/// The sum of what is told: that many people at least; nothing where nothing is told.
pub fn sum(told: &[Option<u32>]) -> Option<u32> {
    let sum: u32 = told.iter().flatten().sum();
    (sum > 0).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_not_told_and_many_in_steps() {
        let told = [0, 9, 10, 14, 15, 101].map(people);
        assert_eq!(told, [None, None, Some(10), Some(10), Some(15), Some(100)]);
    }

    #[test]
    fn whatever_is_told_fits_as_many_numbers_as_a_step_holds() {
        let mut fits = std::collections::BTreeMap::new();
        for count in 0..1_000 {
            *fits.entry(people(count)).or_insert(0) += 1;
        }
        assert!(fits.values().all(|fits| *fits >= STEP), "{fits:?}");
    }

    #[test]
    fn a_sum_says_nothing_of_what_is_withheld() {
        assert_eq!(sum(&[30, 3, 12].map(people)), Some(40));
        assert_eq!(sum(&[30, 9, 14].map(people)), Some(40));
        assert_eq!(sum(&[9, 9, 9].map(people)), None);
    }
}
