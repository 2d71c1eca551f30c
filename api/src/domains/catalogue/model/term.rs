//! Terms of the glossary.

use super::TermId;

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// Its address.
    pub slug: String,
    /// The word.
    pub name: String,
    /// The word, folded, for the order of lists.
    pub sort_name: String,
    /// What it means, in Dutch.
    pub definition: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// Its topics.
    pub topics: Vec<usize>,
    /// Everything a word search looks at, folded.
    pub haystack: String,
}
