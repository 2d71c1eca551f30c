//! Words that are nearly the same: a slip of the finger, or written as it sounds.

/// From how many letters on one slip is forgiven, and two.
const ONE_SLIP: usize = 5;
const TWO_SLIPS: usize = 9;

/// How many slips are forgiven in a word of so many letters.
pub fn forgiven(letters: usize) -> usize {
    match letters {
        TWO_SLIPS.. => 2,
        ONE_SLIP.. => 1,
        _ => 0,
    }
}

/// Which letters a word has, a bit each: words that differ in many letters are told apart
/// without being compared.
pub fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |all, byte| all | 1 << (byte % 32))
}

/// How many slips lie between two words: a letter too many, too few, another, or two that
/// changed places. Nothing where there are more than `most`.
pub fn slips(one: &str, other: &str, most: usize) -> Option<usize> {
    let (a, b) = (one.as_bytes(), other.as_bytes());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i);
        for j in 1..=b.len() {
            let other = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (last[j - 1] + other).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row.push(cost);
        }
        if row.iter().all(|cost| *cost > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|cost| *cost <= most)
}

/// How a Dutch word sounds, roughly: what is written in several ways is written in one.
pub fn sound(word: &str) -> String {
    const ALIKE: [(&str, &str); 18] = [
        ("ij", "y"),
        ("ei", "y"),
        ("ey", "y"),
        ("sch", "sg"),
        ("ch", "g"),
        ("ck", "k"),
        ("qu", "kw"),
        ("ph", "f"),
        ("th", "t"),
        ("ou", "au"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "sy"),
        ("c", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("v", "f"),
        ("dt", "t"),
    ];
    let mut sound = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(next) = rest.chars().next() {
        let (taken, said) = ALIKE
            .iter()
            .find(|(written, _)| rest.starts_with(written))
            .map_or((next.len_utf8(), None), |(written, said)| {
                (written.len(), Some(*said))
            });
        for c in said.unwrap_or(&rest[..taken]).chars() {
            if !sound.ends_with(c) {
                sound.push(c);
            }
        }
        rest = &rest[taken..];
    }
    if sound.ends_with('d') {
        sound.pop();
        sound.push('t');
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_up_to_a_bound() {
        assert_eq!(slips("trauma", "trauma", 1), Some(0));
        assert_eq!(slips("trama", "trauma", 1), Some(1));
        assert_eq!(slips("truama", "trauma", 1), Some(1));
        assert_eq!(slips("hechtign", "hechting", 1), Some(1));
        assert_eq!(slips("boek", "trauma", 2), None);
    }

    #[test]
    fn what_sounds_alike_is_alike() {
        for (one, other) in [
            ("pubertijd", "puberteit"),
            ("hegting", "hechting"),
            ("loyalitijt", "loyaliteit"),
            ("kontakt", "contact"),
            ("voogdei", "voogdij"),
            ("pleegkint", "pleegkind"),
        ] {
            assert_eq!(sound(one), sound(other));
        }
    }
}
