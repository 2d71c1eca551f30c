//! Words: of which the code knows each, or compared and addressed without their
//! accents and capitals.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Declares an enum whose words are the same in both doors and in the database.
#[macro_export]
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident as $schema:ident $outside:literal {
        $($(#[$about:meta])* $variant:ident = $word:literal / $upper:literal,)+
    })+) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, utoipa::ToSchema, async_graphql::Enum,
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

/// Lower case, without diacritics: `Súdwest-Fryslân` becomes `sudwest-fryslan`.
///
/// For comparing and ordering in the program, so that both databases agree.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// An address: folded words joined by hyphens, cut at a word near `longest` bytes.
pub fn slug(text: &str, longest: usize) -> String {
    let mut slug = String::new();
    for word in fold(text)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let joint = usize::from(!slug.is_empty());
        if joint == 1 && slug.len() + joint + word.len() > longest {
            break;
        }
        if joint == 1 {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

/// An address of its own: with a number where the words are `taken`, and then taken.
pub fn free_slug(text: &str, longest: usize, taken: &mut HashSet<String>) -> String {
    let words = slug(text, longest);
    let mut free = words.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{words}-{number}");
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_capitals_do_not_matter() {
        assert_eq!(fold("Súdwest-FRYSLÂN"), "sudwest-fryslan");
    }

    #[test]
    fn a_slug_ends_at_a_word() {
        assert_eq!(slug("'s-Gravenhage", 80), "s-gravenhage");
        assert_eq!(
            slug("Zorgen voor getraumatiseerde kinderen", 12),
            "zorgen-voor"
        );
    }

    #[test]
    fn two_of_the_same_words_have_addresses_of_their_own() {
        let mut taken = HashSet::new();
        let mut free = || free_slug("Pleegouder Café", 80, &mut taken);

        assert_eq!(
            [free(), free(), free()],
            ["pleegouder-cafe", "pleegouder-cafe-2", "pleegouder-cafe-3"]
        );
    }
}
