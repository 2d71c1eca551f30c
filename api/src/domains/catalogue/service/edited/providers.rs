//! Editing a provider.

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{otherwise, write_down};
use crate::domains::catalogue::error::{CatalogueError, Thing};
use crate::domains::catalogue::model::{Edit, Edited, Otherwise, OwnProvider};
use crate::domains::catalogue::policy;
use crate::domains::catalogue::service::browse;
use crate::domains::catalogue::service::filter::unknown;
use crate::domains::catalogue::snapshot::{Snapshot, TOPIC};
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::revision::Revision;
use crate::kernel::text::{is_address, office, office_line};

/// The region of those who serve the whole country.
const EVERYWHERE: &str = "landelijk";

/// A provider as it shall be, as a whole: what is left out is unknown from then on
#[derive(Clone, Debug, Deserialize, ToSchema, InputObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "ProviderSaid")]
#[schema(as = ProviderReplace)]
pub struct ProviderWish {
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
    /// What it is called
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it is: a code of the list `provider_kind`. Left out, it stays what it is; only an administrator makes it another
    pub kind: Option<String>,
    /// Where it is found, by https
    #[schema(max_length = 2000, format = "uri")]
    pub website: Option<String>,
    /// The municipality of its seat: CBS code, slug or name
    pub seat: Option<String>,
    /// The youth regions that it serves, as municipalities name them, or `landelijk`
    #[schema(max_items = 50)]
    pub regions: Option<Vec<String>>,
    /// What else is worth knowing
    #[schema(max_length = 1000)]
    pub note: Option<String>,
}

/// Has a provider be as it is said to be: by its own organisation, or an administrator. Its
/// address stays.
pub async fn replace_provider(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (word, wish): (&str, ProviderWish),
) -> Result<ProviderId, ApiError> {
    policy::Keeper::of(actor)?;
    let mut faults = Vec::new();
    let standing = browse::provider(snapshot, word);
    let kind = standing
        .as_ref()
        .ok()
        .map(|at| &*snapshot.providers[*at].kind.code);
    let said = wish.read(snapshot, kind, &mut faults);
    let id = snapshot.providers[standing?].id;
    let tx = backend.write().await?;
    let leave = policy::speaking(&tx, actor, id)?;
    sound(faults)?;
    let before = store::hold_provider(&leave).await.map_err(database)?;
    let before = before.ok_or(CatalogueError::NotFound(Thing::Provider))?;
    Revision(wish.if_revision).must_be(before.revision)?;
    let after = OwnProvider {
        id,
        kind: said.kind.unwrap_or_else(|| before.kind.clone()),
        revision: Revision(before.revision.0 + 1),
        name: said.name,
        website: said.website,
        seat_code: said.seat_code,
        note: said.note,
        regions: said.regions,
    };
    if after.kind != before.kind && !leave.editing().is_administrator() {
        return Err(CatalogueError::NotAdministrator.into());
    }
    let changes = differs(&before, &after);
    if changes.is_empty() {
        return Ok(id);
    }
    let put = store::put_provider(&leave, &after).await;
    put.map_err(database)?;
    let edited = (&Edited::Provider(id), "provider.edit");
    write_down(backend, leave.editing(), edited, &changes).await?;
    tx.changed(TOPIC, id.0.to_string());
    backend.commit(tx).await?;
    Ok(id)
}

/// What was edited of a provider, for those who may edit it: the newest first.
pub async fn provider_history(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (word, page): (&str, &PageRequest),
) -> Result<Page<Edit>, ApiError> {
    let keeper = policy::Keeper::of(actor)?;
    let id = snapshot.providers[browse::provider(snapshot, word)?].id;
    if !keeper.keeps(id) {
        return Err(CatalogueError::NotYourProvider.into());
    }
    let found = store::edits(backend.reader(), &Edited::Provider(id), page).await;
    found.map_err(database)
}

/// What a wish says, checked.
struct Said {
    name: String,
    kind: Option<String>,
    website: Option<String>,
    seat_code: Option<String>,
    regions: Vec<String>,
    note: Option<String>,
}

impl ProviderWish {
    fn read(&self, snapshot: &Snapshot, now: Option<&str>, faults: &mut Vec<Fault>) -> Said {
        let blank = |text: &&String| !text.trim().is_empty();
        let website = self.website.as_ref().map(|it| it.trim().to_owned());
        if website.as_deref().is_some_and(|it| !is_address(it)) {
            let detail = Text::new(
                "is een adres dat met https:// begint",
                "is an address that begins with https://",
            );
            faults.push(Fault::at("/website", "edit.bad_address", detail));
        }
        let kind = self.kind.as_ref().map(|kind| kind.trim().to_lowercase());
        let known = |kind: &&String| snapshot.code("provider_kind", kind).is_none();
        faults.extend(kind.as_ref().filter(known).map(|it| unknown("/kind", it)));
        let becomes = kind.as_deref().filter(|kind| Some(*kind) != now);
        if becomes.is_some_and(|kind| snapshot.is_retired("provider_kind", kind) == Some(true)) {
            let detail = Text::new("wordt niet meer gebruikt", "has retired");
            faults.push(Fault::at("/kind", "edit.retired_code", detail));
        }
        let seat = self.seat.as_ref().filter(blank).map(|it| it.trim());
        let at = seat.and_then(|word| snapshot.municipality(word));
        faults.extend(seat.filter(|_| at.is_none()).map(|it| unknown("/seat", it)));
        let mut regions: Vec<String> = Vec::new();
        for (place, region) in self.regions.iter().flatten().enumerate() {
            match region_of(snapshot, region.trim()) {
                Some(region) if regions.iter().any(|it| it == region) => {}
                Some(region) => regions.push(region.to_owned()),
                None => faults.push(unknown(&format!("/regions/{place}"), region)),
            }
        }
        let note = self.note.as_ref().filter(blank);
        Said {
            name: office_line("/name", &self.name, 200, faults),
            kind,
            website,
            seat_code: at.map(|at| snapshot.municipalities[at].code.clone()),
            regions,
            note: note.map(|note| office("/note", note, 1_000, faults)),
        }
    }
}

/// A region as it is written here.
fn region_of<'s>(snapshot: &'s Snapshot, word: &str) -> Option<&'s str> {
    if word.eq_ignore_ascii_case(EVERYWHERE) {
        return Some(EVERYWHERE);
    }
    let mut towns = snapshot.municipalities.iter();
    let known = towns.find(|town| town.youth_region.eq_ignore_ascii_case(word));
    known.map(|town| town.youth_region.as_str())
}

fn differs(before: &OwnProvider, after: &OwnProvider) -> Vec<Otherwise> {
    let told = [
        otherwise("name", [&before.name], [&after.name]),
        otherwise("kind", [&before.kind], [&after.kind]),
        otherwise("website", &before.website, &after.website),
        otherwise("seatCode", &before.seat_code, &after.seat_code),
        otherwise("regions", &before.regions, &after.regions),
        otherwise("note", &before.note, &after.note),
    ];
    told.into_iter().flatten().collect()
}
