//! Search in Dutch, from memory.
//!
//! Documents are taken apart into words once ([`Builder`]); a question is read word by word
//! ([`Index::question`]) into everything that the word may lead to: its inflections, the
//! parts of a compound or the compound of its parts, another word for the same, something
//! near it, a place or a property, or the word that was meant. Documents are ranked by what
//! they have of it (BM25F over weighted fields), and each can tell why ([`Index::why`]).
//!
//! What words mean is data of the caller ([`Lexicon`]). Nothing here knows what the
//! documents are.

mod builder;
mod built;
mod compound;
mod index;
mod lexicon;
mod meant;
mod names;
mod narrowing;
mod parted;
mod postings;
mod question;
mod score;
mod spelling;
mod together;
mod why;
mod words;

pub use builder::Builder;
pub use built::Reached;
pub use index::{Field, Index};
pub use lexicon::{Lexicon, Meaning, Sense};
pub use names::Names;
pub use narrowing::Narrowings;
pub use question::{By, Question};
pub use score::{BEST, Hit};
pub use why::{Reason, Understood};
pub use words::{stem, tokens};
