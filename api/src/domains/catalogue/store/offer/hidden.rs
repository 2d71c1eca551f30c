//! Changes of an offer that not all who see it may know of: what one client pays, and who the
//! clients are, is no news to another.

use entities::editions;

use super::planned::Planned;
use crate::domains::catalogue::model::{
    Hidden, Otherwise, PriceLine, Sight, Visibility, clients, same_for_all, seen_lines,
};
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;

/// Whether a change of an edition is hidden from those whom it does not concern.
pub(super) fn is_hidden(before: &editions::Model, after: &editions::Model) -> bool {
    before.hidden != after.hidden
}

/// Has what changes be hidden from those whom it does not concern.
pub(super) fn hide(planned: &mut Planned, otherwise: &[Otherwise]) {
    for after in &mut planned.editions {
        let before = planned.had.iter().find(|had| had.id == after.id);
        if let Some(before) = before.filter(|before| concerns_some(before, after)) {
            let stood = (Revision(before.revision), before.updated_at);
            let hidden = Hidden::once_more(before.hidden.as_deref(), stood, after.updated_at);
            after.hidden = Some(hidden);
        }
    }
    if let Some(before) = &planned.before
        && !planned.shows_otherwise()
        && planned.concerns_some(otherwise)
    {
        let stood = (Revision(before.revision), before.updated_at);
        let now = planned.row.updated_at;
        let hidden = Hidden::once_more(before.hidden.as_deref(), stood, now);
        planned.row.hidden = Some(hidden);
    }
}

/// The clients whom hidden changes concern.
pub(super) fn concerned(planned: &Planned) -> Vec<ProviderId> {
    let mut whom = Vec::new();
    if let Some(before) = &planned.before
        && before.hidden != planned.row.hidden
    {
        let clients = (&before.clients, &planned.row.clients);
        whom.extend(new(clients));
        let lines = (&before.price_lines, &planned.row.price_lines);
        whom.extend(paying_otherwise(lines));
    }
    for (before, after) in planned.changed_editions() {
        if is_hidden(before, after) {
            whom.extend(new((&before.open_to, &after.open_to)));
            whom.extend(paying_otherwise((&before.price_lines, &after.price_lines)));
        }
    }
    whom
}

impl Planned {
    /// Whether what is otherwise in its row is so for some clients alone.
    fn concerns_some(&self, otherwise: &[Otherwise]) -> bool {
        let Some(before) = &self.before else {
            return false;
        };
        let lines = (&before.price_lines, &self.row.price_lines);
        let concerns = |it: &Otherwise| match it.field.as_str() {
            "clients" => true,
            "priceLines" => same(lines),
            _ => false,
        };
        let closed = self.row.visibility == Visibility::Clients.word();
        closed && !otherwise.is_empty() && otherwise.iter().all(concerns)
    }
}

/// Whether what is otherwise in an edition is so for some clients alone.
fn concerns_some(before: &editions::Model, after: &editions::Model) -> bool {
    let but_for_clients = editions::Model {
        open_to: after.open_to.clone(),
        price_lines: after.price_lines.clone(),
        revision: after.revision,
        updated_at: after.updated_at,
        ..before.clone()
    };
    // Whoever may see it who might not, or the other way round, has to hear of it.
    let as_closed = before.open_to.is_some() == after.open_to.is_some();
    as_closed && but_for_clients == *after && same((&before.price_lines, &after.price_lines))
}

/// What a row keeps, before and after.
type Both<'r> = (&'r Option<String>, &'r Option<String>);

fn lines((before, after): Both<'_>) -> (Vec<PriceLine>, Vec<PriceLine>) {
    (
        PriceLine::read(before.as_deref()),
        PriceLine::read(after.as_deref()),
    )
}

fn same(both: Both<'_>) -> bool {
    let (before, after) = lines(both);
    same_for_all(&before, &after)
}

/// Those who are clients from now on.
fn new((before, after): Both<'_>) -> Vec<ProviderId> {
    let had = clients(before.as_deref());
    let mut new = clients(after.as_deref());
    new.retain(|client| !had.contains(client));
    new
}

/// The clients that see other lines than before.
fn paying_otherwise(both: Both<'_>) -> Vec<ProviderId> {
    let (before, after) = lines(both);
    let all = before.iter().chain(&after);
    let mut clients: Vec<ProviderId> = all.filter_map(|line| line.client).collect();
    clients.retain(|client| {
        let sight = Sight::of(Some(*client));
        seen_lines(&before, sight) != seen_lines(&after, sight)
    });
    clients
}
