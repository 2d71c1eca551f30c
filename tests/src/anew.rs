//! Whether what a node holds of the catalogue is what it would read now.

use pijler::domains::catalogue::{Catalogue, Snapshot};

use crate::TestApp;

/// Questions whose answers tell whether what is searched is the same.
const ASKED: [&str; 6] = [
    "pubercursus",
    "trauma in Utrecht",
    "gratis online avond",
    "rouw",
    "netwerkpleegzorg",
    "hechting voorbeeld",
];

impl TestApp {
    /// Asserts that what was taken over from one snapshot to the next is what a node that starts
    /// now reads. What a test wrote past the feed, no node can know of: there it says nothing.
    pub(crate) async fn holds_what_is_there(&self) {
        let held = self.parts.catalogue.now();
        if held.position == self.began {
            return;
        }
        let Ok(read) = Catalogue::load(&self.backend).await else {
            return;
        };
        let read = read.now();
        if (held.position, held.today) != (read.position, read.today) {
            return;
        }
        for (held, read) in told(&held).into_iter().zip(told(&read)) {
            assert!(
                held == read,
                "a node that was there holds\n{held}\nand one that starts reads\n{read}"
            );
        }
    }
}

/// What a snapshot holds, line by line.
fn told(snapshot: &Snapshot) -> Vec<String> {
    let mut told = vec![
        format!("{:?}", snapshot.code_lists),
        format!("{:?}", snapshot.topics),
        format!("{:?}", snapshot.changes),
    ];
    told.extend(snapshot.providers.iter().map(|it| format!("{it:?}")));
    told.extend(snapshot.courses.iter().map(|it| format!("{it:?}")));
    told.extend(snapshot.editions.iter().map(|it| format!("{it:?}")));
    told.extend(snapshot.trainers.iter().map(|it| format!("{it:?}")));
    told.extend(ASKED.iter().map(|asked| {
        let search = &snapshot.search;
        let question = search.index.question(asked);
        let mut found: Vec<_> = search.answers(&question).collect();
        found.sort_by_key(|it| it.hit.doc);
        let begun = search.names.begun(&asked[..4]);
        format!("{asked}: {found:?} {begun:?}")
    }));
    told
}
