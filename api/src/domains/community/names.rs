//! The names that people get: another in each thread, drawn by lot.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::kernel::clock::Ids;

/// Trees, flowers and birds (`data/aliases.csv`, one a line below its heading).
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let file = include_str!("../../../../data/aliases.csv");
    file.lines().skip(1).collect()
});

/// A name that is not taken, each as likely as another: it tells nothing of who gets
/// it, nor of how many came before. Where all are taken, they are taken again with a
/// number.
pub fn another(ids: &Ids, taken: &HashSet<String>) -> String {
    let mut round = 1;
    loop {
        let named = |name: &&str| match round {
            1 => (*name).to_owned(),
            round => format!("{name} {round}"),
        };
        let free = NAMES.iter().map(named);
        let mut free: Vec<_> = free.filter(|name| !taken.contains(name)).collect();
        if !free.is_empty() {
            // Of 2^64, the remainder favours no name by more than one in 10^16.
            let lot = u64::from_be_bytes(ids.secret()) % free.len() as u64;
            return free.swap_remove(lot as usize);
        }
        round += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_enough_names_and_each_is_one_word_of_its_own() {
        let different: HashSet<_> = NAMES.iter().collect();
        assert!(different.len() >= 120, "{}", different.len());
        assert_eq!(different.len(), NAMES.len());
        for name in different {
            assert!(name.chars().all(char::is_alphabetic), "{name}");
            assert!(name.starts_with(char::is_uppercase), "{name}");
        }
    }

    #[test]
    fn nobody_gets_a_name_that_is_taken_however_many_there_are() {
        let mut taken = HashSet::new();
        for _ in 0..NAMES.len() * 2 + 1 {
            assert!(taken.insert(another(&Ids::System, &taken)));
        }
        assert_eq!(taken.iter().filter(|name| name.ends_with(" 3")).count(), 1);
    }

    #[test]
    fn the_lot_falls_on_any() {
        let drawn: HashSet<_> = (0..400)
            .map(|_| another(&Ids::System, &HashSet::new()))
            .collect();
        assert!(drawn.len() > NAMES.len() / 2, "{}", drawn.len());
    }
}
