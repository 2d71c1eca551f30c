//! Subjects: what a topic is made up of, as far as somebody looks for it.

use super::SubjectId;
use crate::kernel::language::Text;

crate::words! {
    /// Why a subject is there
    SubjectBasis as SubjectBasis "SubjectBasis" {
        /// The report of the programme names it as something that there is too little about
        Report = "report" / "REPORT",
        /// A page that offers something names it
        Source = "source" / "SOURCE",
        /// Our own judgement
        Own = "own" / "OWN",
    }
}

/// A subject under a topic, as the public knows it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its id.
    pub id: SubjectId,
    /// Its address.
    pub slug: String,
    /// Its place among all of them.
    pub position: i32,
    /// Its name.
    pub name: Text,
    /// What it is about.
    pub about: Text,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// Where its topic stands in the snapshot.
    pub topic: usize,
    /// Why it is there.
    pub basis: SubjectBasis,
    /// Where it is named.
    pub source_url: Option<String>,
}
