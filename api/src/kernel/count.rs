//! The one counting policy: how numbers of people are told.
//!
//! What somebody may open one by one anyway is counted exactly, and is not for here.
//! People are: fewer than [`FEWEST`] are not told, and more only in steps of [`STEP`],
//! rounded down, so that one person more or less is seldom seen.

/// Fewer people than this are not told.
pub const FEWEST: u32 = 10;
/// Numbers of people are told in steps of this.
pub const STEP: u32 = 5;

/// How many people there are, as it is told; nothing where they are too few.
pub fn people(count: u32) -> Option<u32> {
    (count >= FEWEST).then(|| count - count % STEP)
}

/// How many people chose each of several things, as it is told beside [`people`] of
/// their sum.
///
/// Where one number alone would be withheld, it could be guessed from the others and the
/// sum; then the smallest of the others is withheld too.
pub fn parts(counts: &[u32]) -> Vec<Option<u32>> {
    let mut told: Vec<_> = counts.iter().map(|count| people(*count)).collect();
    let withheld = told.iter().filter(|part| part.is_none()).count();
    if withheld == 1 {
        let others = (0..counts.len()).filter(|at| told[*at].is_some());
        if let Some(smallest) = others.min_by_key(|at| counts[*at]) {
            told[smallest] = None;
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use super::*;

    #[test]
    fn few_are_not_told_and_many_in_steps() {
        let told = [0, 9, 10, 14, 15, 101].map(people);
        assert_eq!(told, [None, None, Some(10), Some(10), Some(15), Some(100)]);
    }

    #[test]
    fn one_number_is_never_withheld_alone() {
        assert_eq!(parts(&[30, 3, 12]), [Some(30), None, None]);
        assert_eq!(parts(&[30, 0]), [None, None]);
        assert_eq!(parts(&[30, 11]), [Some(30), Some(10)]);
        assert_eq!(parts(&[3, 4, 50]), [None, None, Some(50)]);
        assert_eq!(parts(&[3]), [None]);
    }

    /// Everything that somebody could be told, held against everything that could have
    /// led to it: no number, told or withheld, is the only one that fits.
    #[test]
    fn no_number_follows_from_what_is_told() {
        const MOST: u32 = 36;
        type Told = (Option<u32>, Vec<Option<u32>>);
        let mut led: HashMap<Told, [BTreeSet<u32>; 3]> = HashMap::new();
        for a in 0..=MOST {
            for b in 0..=MOST {
                for c in 0..=MOST {
                    let counts = [a, b, c];
                    let told = (people(a + b + c), parts(&counts));
                    let fits = led.entry(told).or_default();
                    for (fits, count) in fits.iter_mut().zip(counts) {
                        fits.insert(count);
                    }
                }
            }
        }
        for ((sum, parts), fits) in led {
            // At the edge of what was tried, what fits was not tried either.
            if sum.is_some_and(|sum| sum > MOST) {
                continue;
            }
            for fits in fits {
                assert!(fits.len() >= STEP as usize, "{sum:?} {parts:?}: {fits:?}");
            }
        }
    }
}
