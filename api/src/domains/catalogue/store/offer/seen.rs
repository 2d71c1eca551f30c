//! Who may see a course, as it is offered, and who may no longer.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entities::{course_removals, course_touches, courses, editions};

use super::hidden::{concerned, is_hidden};
use super::planned::Planned;
use crate::domains::catalogue::model::{
    Audience, Openness, Status, Visibility, audiences, clients,
};
use crate::domains::catalogue::store::removals::taken;
use crate::kernel::clock::Ids;
use crate::kernel::id::{CourseId, ProviderId};

/// What the address of a course begins with that no title may give one.
const UNTITLED: char = '~';

/// The address of a course: nothing yet for one that gets it when it is written.
///
/// What the public never saw has an address that no title makes, so that no address of another
/// course tells of it. It gets one from its title when it is `shown` to all.
pub(super) fn address(ids: &Ids, shown: bool, old: Option<&courses::Model>) -> String {
    match old.map(|row| row.slug.clone()) {
        Some(slug) if !shown || !is_untitled(&slug) => slug,
        _ if shown => String::new(),
        _ => format!("{UNTITLED}{}", ids.random().simple()),
    }
}

/// Whether an address is one that no title makes.
pub(super) fn is_untitled(slug: &str) -> bool {
    slug.starts_with(UNTITLED)
}

/// Has what is not said of who may see a course stay as it is.
pub(super) fn settle(openness: &mut Openness, standing: Option<&courses::Model>) {
    if openness.visibility.is_none() {
        openness.visibility = standing.and_then(|row| Visibility::from_word(&row.visibility));
        openness.clients = clients(standing.and_then(|row| row.clients.as_deref()));
    }
}

/// From whom a course is taken that they saw.
pub(super) fn lost(planned: &Planned, now: DateTime<Utc>) -> Vec<course_removals::Model> {
    let Some(before) = &planned.before else {
        return Vec::new();
    };
    let see = who_see(&planned.row);
    let mut lost = who_see(before);
    lost.retain(|audience| !see.contains(audience));
    taken(CourseId(planned.row.id), lost, now)
}

/// For whom alone something of a course changed: whom a hidden change concerns, who saw a closed
/// edition that goes, or sees one no more. Nothing of that stands in a row that they see.
pub(super) fn touched(planned: &Planned, now: DateTime<Utc>) -> Vec<course_touches::Model> {
    let provider = ProviderId(planned.row.provider_id);
    let mut whom: BTreeSet<ProviderId> = BTreeSet::new();
    whom.extend(concerned(planned));
    for edition in &planned.gone {
        let open_to = clients(edition.open_to.as_deref());
        if !open_to.is_empty() {
            whom.extend(open_to.into_iter().chain([provider]));
        }
    }
    for (before, after) in planned.changed_editions() {
        let has = clients(after.open_to.as_deref());
        let mut lost = clients(before.open_to.as_deref());
        lost.retain(|client| !has.is_empty() && !has.contains(client));
        whom.extend(lost);
    }
    let touches = whom.into_iter().map(|whom| course_touches::Model {
        course_id: planned.row.id,
        audience: Audience::Of(whom).word(),
        at: now,
    });
    touches.collect()
}

pub(super) fn who_see(row: &courses::Model) -> Vec<Audience> {
    let visibility = Visibility::from_word(&row.visibility);
    match visibility.filter(|_| row.status == Status::Published.word()) {
        Some(visibility) => {
            let clients = clients(row.clients.as_deref());
            audiences(visibility, ProviderId(row.provider_id), &clients)
        }
        None => Vec::new(),
    }
}

impl Planned {
    /// Its editions that change: as each stands, and as it will.
    pub fn changed_editions(&self) -> impl Iterator<Item = (&editions::Model, &editions::Model)> {
        self.editions.iter().filter_map(|after| {
            let before = self.had.iter().find(|had| had.id == after.id)?;
            Some((before, after))
        })
    }

    /// Whether the public sees other editions than before. What was closed and stays closed
    /// tells nobody that it changed.
    pub fn shows_otherwise(&self) -> bool {
        let told = self.editions.iter().filter(|after| {
            let before = self.had.iter().find(|had| had.id == after.id);
            before.is_none_or(|before| !is_hidden(before, after))
        });
        let had = |edition: &&editions::Model| {
            let after = self.editions.iter().find(|after| after.id == edition.id);
            after.is_none_or(|after| !is_hidden(edition, after))
        };
        let had = self.had.iter().filter(had);
        let mut all = told.chain(&self.gone).chain(had);
        all.any(|edition| edition.open_to.is_none())
    }
}
