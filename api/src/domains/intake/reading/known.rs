//! What the codes and names in a row can mean.

use std::collections::{HashMap, HashSet};

use crate::domains::catalogue::{CLIENT_KIND, Held, Snapshot, TopicId};
use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;
use crate::kernel::words::fold;

/// What the codes and names in rows can mean, whichever row they are in.
#[derive(Debug)]
pub struct Names<'s> {
    snapshot: &'s Snapshot,
    towns: HashMap<String, &'s str>,
    /// The keys of the provider's own courses.
    own: HashSet<String>,
    held: Held,
}

/// What they can mean in the row of one course.
#[derive(Clone, Copy, Debug)]
pub struct Known<'n> {
    names: &'n Names<'n>,
    key: Option<&'n str>,
}

/// As many codes are named; of more it is told where they are.
const FEW: usize = 12;

/// Where what can be written is found.
pub fn found_at(address: &str) -> Text {
    Text::new(
        format!("Wat kan staat in GET {address}"),
        format!("What can be written is in GET {address}"),
    )
}

/// Why a word is no code that a course can get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is no such code.
    Unknown,
    /// It retired, and the course does not have it.
    Retired,
}

impl<'s> Names<'s> {
    /// What a snapshot knows.
    pub fn of(snapshot: &'s Snapshot) -> Self {
        let mut towns = HashMap::new();
        for town in &snapshot.municipalities {
            let names = [Some(&town.code), Some(&town.name), town.alias.as_ref()];
            for name in names.into_iter().flatten() {
                towns.insert(fold(name), town.code.as_str());
            }
        }
        Self {
            snapshot,
            towns,
            own: HashSet::new(),
            held: Held::default(),
        }
    }

    /// The same, for a provider: it names its courses by its own keys, also those that are read
    /// together, and these keep what they have of codes that retired.
    pub fn of_own(
        mut self,
        provider: ProviderId,
        together: impl IntoIterator<Item = String>,
        held: Held,
    ) -> Self {
        let courses = self.snapshot.courses.iter();
        let own = courses.filter(|it| self.snapshot.providers[it.provider].id == provider);
        self.own = own.map(|it| it.record.external_id.clone()).collect();
        self.own.extend(together);
        self.held = held;
        self
    }

    /// The same, in the row of the course with a key.
    pub fn within<'n>(&'n self, key: Option<&'n str>) -> Known<'n> {
        Known { names: self, key }
    }
}

impl<'n> Known<'n> {
    /// The code of a list, however it is capitalised. One that retired is a code for what has
    /// it alone.
    pub fn code(&self, list: &str, word: &str) -> Result<String, Unfit> {
        let word = word.to_lowercase();
        let Some(retired) = self.names.snapshot.is_retired(list, &word) else {
            return Err(Unfit::Unknown);
        };
        let held = || {
            self.key
                .is_some_and(|key| self.names.held.has(key, list, &word))
        };
        match retired && !held() {
            true => Err(Unfit::Retired),
            false => Ok(word),
        }
    }

    /// The foster care organisation with an id or slug: nobody else can be a client.
    pub fn client(&self, word: &str) -> Option<ProviderId> {
        let snapshot = self.names.snapshot;
        let at = snapshot.provider(&word.to_lowercase())?;
        let provider = &snapshot.providers[at];
        (provider.kind.code == CLIENT_KIND).then_some(provider.id)
    }

    /// The codes of a list that the course can get.
    pub fn codes(&self, list: &str) -> Vec<&'n str> {
        let codes = self.names.snapshot.codes(list).iter();
        let codes = codes.map(|it| it.code.as_str());
        codes.filter(|it| self.code(list, it).is_ok()).collect()
    }

    /// What helps whoever wrote a code that is not on a list: its codes where they are few, else
    /// where they are.
    pub fn choice(&self, list: &str) -> Text {
        let codes = self.codes(list);
        match codes.len() {
            0..=FEW => {
                let codes = codes.join(", ");
                Text::new(format!("Kies uit: {codes}"), format!("Choose: {codes}"))
            }
            _ => found_at(&format!("/v1/code-lists/{list}")),
        }
    }

    /// The topic with a slug.
    pub fn topic(&self, word: &str) -> Option<TopicId> {
        let at = self.names.snapshot.topic(&word.to_lowercase())?;
        Some(self.names.snapshot.topics[at].id)
    }

    /// The provider with a slug or an id.
    pub fn provider(&self, word: &str) -> Option<ProviderId> {
        let at = self.names.snapshot.provider(&word.to_lowercase())?;
        Some(self.names.snapshot.providers[at].id)
    }

    /// Whether there is something to use: by a key of its own provider, or by id or slug.
    pub fn product(&self, word: &str) -> bool {
        self.names.own.contains(word) || self.names.snapshot.course(word).is_some()
    }

    /// The code of a municipality, by its CBS code (with or without `GM`) or a name.
    pub fn municipality(&self, word: &str) -> Option<String> {
        let folded = fold(word);
        let towns = &self.names.towns;
        let numbered = || towns.get(&format!("gm{folded}"));
        let code = towns.get(&folded).or_else(numbered)?;
        Some((*code).to_owned())
    }
}
