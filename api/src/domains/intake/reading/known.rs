//! What the codes and names in a row can mean.

use std::collections::{HashMap, HashSet};

use crate::domains::catalogue::{CLIENT_KIND, Snapshot, TopicId};
use crate::kernel::id::ProviderId;
use crate::kernel::words::fold;

/// The codes that there are, and the municipalities by every name they have.
#[derive(Debug)]
pub struct Known<'s> {
    snapshot: &'s Snapshot,
    towns: HashMap<String, &'s str>,
    /// The keys of the provider's own courses.
    own: HashSet<String>,
}

impl<'s> Known<'s> {
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
        }
    }

    /// The same, for a provider: it names its courses by its own keys, also those that are read
    /// together.
    pub fn of_own(
        mut self,
        provider: ProviderId,
        together: impl IntoIterator<Item = String>,
    ) -> Self {
        let courses = self.snapshot.courses.iter();
        let own = courses.filter(|it| self.snapshot.providers[it.provider].id == provider);
        self.own = own.map(|it| it.record.external_id.clone()).collect();
        self.own.extend(together);
        self
    }

    /// The code of a list, however it is capitalised.
    pub fn code(&self, list: &str, word: &str) -> Option<String> {
        let found = self.snapshot.code(list, &word.to_lowercase())?;
        Some(found.code.clone())
    }

    /// The foster care organisation with an id or slug: nobody else can be a client.
    pub fn client(&self, word: &str) -> Option<ProviderId> {
        let at = self.snapshot.provider(&word.to_lowercase())?;
        let provider = &self.snapshot.providers[at];
        (provider.kind.code == CLIENT_KIND).then_some(provider.id)
    }

    /// The codes of a list.
    pub fn codes(&self, list: &str) -> Vec<&'s str> {
        let codes = self.snapshot.codes(list).iter();
        codes.map(|it| it.code.as_str()).collect()
    }

    /// The topic with a slug.
    pub fn topic(&self, word: &str) -> Option<TopicId> {
        let at = self.snapshot.topic(&word.to_lowercase())?;
        Some(self.snapshot.topics[at].id)
    }

    /// The provider with a slug or an id.
    pub fn provider(&self, word: &str) -> Option<ProviderId> {
        let at = self.snapshot.provider(&word.to_lowercase())?;
        Some(self.snapshot.providers[at].id)
    }

    /// Whether there is something to use: by a key of its own provider, or by id or slug.
    pub fn product(&self, word: &str) -> bool {
        self.own.contains(word) || self.snapshot.course(word).is_some()
    }

    /// The code of a municipality, by its CBS code (with or without `GM`) or a name.
    pub fn municipality(&self, word: &str) -> Option<String> {
        let folded = fold(word);
        let numbered = || self.towns.get(&format!("gm{folded}"));
        let code = self.towns.get(&folded).or_else(numbered)?;
        Some((*code).to_owned())
    }
}
