//! What somebody sees of the catalogue, and which organisation a parent says is theirs.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::domains::catalogue::model::{CLIENT_KIND, EditionId, PriceLine, Sight};
use crate::domains::catalogue::policy;
use crate::domains::catalogue::snapshot::{CLIENTS, Catalogue, Seen, Snapshot};
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::id::{AccountId, CourseId, ProviderId};
use crate::kernel::language::Text;

use super::filter::reference;

/// The catalogue as somebody sees it. No database is asked.
pub fn seen(catalogue: &Catalogue, actor: &Actor) -> Seen {
    let sight = policy::sight(actor, |account| catalogue.client_of(account));
    match policy::parent(actor) {
        Ok(account) => catalogue.seen_by(account, sight),
        Err(_) => catalogue.seen(sight),
    }
}

/// The organisation that a parent said is theirs, by its place; nothing where they said nothing.
pub fn client(
    catalogue: &Catalogue,
    snapshot: &Snapshot,
    actor: &Actor,
) -> Result<Option<usize>, ApiError> {
    let named = catalogue.client_of(policy::parent(actor)?);
    Ok(named.and_then(|client| snapshot.provider(&client.0.to_string())))
}

/// Says which organisation is a parent's own, so that they see what it offers to its own. It is
/// kept with the account, shown to nobody else, and no ground for anything else.
pub async fn name_client(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (name, id_or_slug): (&str, &str),
) -> Result<usize, ApiError> {
    let account = policy::parent(actor)?;
    let snapshot = catalogue.now();
    let found = snapshot.provider(&reference(id_or_slug));
    let found = found.filter(|at| snapshot.providers[*at].kind.code == CLIENT_KIND);
    let Some(at) = found else {
        let detail = Text::new(
            "dit is geen pleegzorgaanbieder die we kennen",
            "this is no foster care organisation that we know",
        );
        let fault = Fault::at(name, "client.unknown", detail);
        return Err(ApiError::invalid(vec![fault]));
    };
    let client = snapshot.providers[at].id;
    let otherwise = sees_otherwise(catalogue, account, Some(client));
    let tx = backend.write().await?;
    let leave = policy::naming(&tx, actor)?;
    let named = store::name_client(&leave, client).await;
    named.map_err(database)?;
    let noted = store::note_otherwise(&leave, otherwise).await;
    noted.map_err(database)?;
    tx.changed(CLIENTS, "");
    backend.commit(tx).await?;
    Ok(at)
}

/// Says so no more. Where nothing was said, nothing happens.
pub async fn forget_client(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
) -> Result<(), ApiError> {
    let otherwise = sees_otherwise(catalogue, policy::parent(actor)?, None);
    let tx = backend.write().await?;
    let leave = policy::naming(&tx, actor)?;
    store::forget_client(&leave).await.map_err(database)?;
    let noted = store::note_otherwise(&leave, otherwise).await;
    noted.map_err(database)?;
    tx.changed(CLIENTS, "");
    backend.commit(tx).await
}

/// The courses that a parent sees, sees otherwise or sees no more, once another organisation is
/// theirs than before, or none: whoever keeps a copy hears of these.
fn sees_otherwise(
    catalogue: &Catalogue,
    account: AccountId,
    client: Option<ProviderId>,
) -> BTreeSet<CourseId> {
    let before = catalogue.client_of(account);
    let before = catalogue.seen(Sight::of(before));
    let after = catalogue.seen(Sight::of(client));
    let (had, has) = (looks(&before), looks(&after));
    let mut otherwise: BTreeSet<CourseId> = had
        .iter()
        .filter(|(course, look)| has.get(*course) != Some(*look))
        .map(|(course, _)| *course)
        .collect();
    otherwise.extend(has.keys().filter(|course| !had.contains_key(*course)));
    // What was taken from them alone before, they hear of still.
    let told: HashSet<CourseId> = after.changes.iter().map(|change| change.id).collect();
    let gone = before.withdrawn.iter().map(|(course, _)| *course);
    otherwise.extend(gone.filter(|course| !told.contains(course)));
    otherwise
}

/// What somebody may see of a course otherwise than others: the lines of its price, and of each
/// of its editions.
type Look<'s> = (&'s [PriceLine], Vec<(EditionId, &'s [PriceLine])>);

fn looks(snapshot: &Snapshot) -> BTreeMap<CourseId, Look<'_>> {
    let courses = snapshot.courses.iter();
    let look = courses.map(|course| {
        let editions = course.editions.iter().map(|at| {
            let edition = &snapshot.editions[*at];
            (edition.id, edition.price_lines.as_slice())
        });
        let record = &course.record;
        (
            record.id,
            (record.price_lines.as_slice(), editions.collect()),
        )
    });
    look.collect()
}
