//! What can be done with pushes. Both doors come through here.

mod price;
mod row;

use std::collections::HashMap;

use super::error::PushError;
use super::model::{Item, Key, Message, Outcome, Push, PushId, Receipt, ReceiptRow, Sent, Totals};
use super::policy::{self, Pushing, Visible};
use super::reading::{self, Names};
use super::{store, table};
use crate::domains::catalogue::{
    self, Catalogue, Change, CourseDraft, Held, Offered, Snapshot, Taken,
};
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::happened::{Event, Whose};
use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};

pub use price::PriceLineContent;
pub use row::{PushEdition, PushRow};

/// Whether somebody may push at all: asked before a long body is read.
pub fn may_push(actor: &Actor) -> Result<(), ApiError> {
    policy::pushes_for(actor)?;
    Ok(())
}

/// A table as rows.
pub fn read_table(bytes: &[u8], dry_run: bool) -> Result<Sent, ApiError> {
    Ok(table::read(bytes, dry_run)?)
}

/// Puts an organisation's offer as its rows say it is, in one write, and keeps the
/// receipt. The same key with the same rows gives the receipt that it gave.
///
/// A dry run writes nothing and keeps nothing.
pub async fn push(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    key: &Key,
    sent: Sent,
) -> Result<Receipt, ApiError> {
    let provider = policy::pushes_for(actor)?;
    let (payload, dry_run) = (sent.digest.clone(), sent.dry_run);
    let snapshot = catalogue.now();
    let keys = sent.items.iter().filter_map(Item::key);
    let held = catalogue::held(backend.reader(), &snapshot, provider, keys).await?;
    let (mut reading, drafts) = Reading::of(sent, &snapshot, (provider, held));
    if dry_run {
        let db = backend.consistent_read().await?;
        let offered = catalogue::foresee(&db, backend, provider, drafts).await?;
        reading.settle(offered, true);
        return Ok(reading.receipt(None));
    }
    let tx = backend.write().await?;
    let leave = policy::pushing(&tx, actor)?;
    store::take_turn(&leave).await?;
    if let Some((earlier, sent)) = store::by_key(&leave, &key.digest()).await? {
        if sent != payload {
            return Err(PushError::KeyReused.into());
        }
        drop(tx);
        // Another node may have taken it: what the receipt says can be read here too.
        backend.catch_up().await.map_err(database)?;
        return receipt_of(backend, earlier).await;
    }
    let offering = catalogue::offering(&tx, actor).ok_or(PushError::NotOrganisation)?;
    let offered = catalogue::offer(&offering, backend, drafts).await?;
    reading.settle(offered, false);
    let receipt = reading.receipt(Some((PushId(backend.ids.ordered()), tx.now())));
    if let Some(kept) = &receipt.push {
        let digests = (key.digest(), payload);
        store::keep(&leave, kept, digests, &receipt.rows).await?;
        write_down(backend, &leave, kept).await?;
        tell(backend, &leave, kept).await?;
    }
    backend.commit(tx).await?;
    Ok(receipt)
}

/// Has programs of the provider's hear that a push was taken.
async fn tell(backend: &Backend, leave: &Pushing<'_>, kept: &Push) -> Result<(), ApiError> {
    let what = (Event::PushFinished, Whose::Provider(leave.provider()));
    let data = vec![serde_json::json!({"pushId": kept.id.0})];
    let noted = leave.tx().happened(&backend.ids, what, data).await;
    noted.map_err(database)
}

async fn write_down(backend: &Backend, leave: &Pushing<'_>, kept: &Push) -> Result<(), ApiError> {
    let act = Act {
        name: "push.create",
        by: leave.by(),
        subject: format!("push:{}", kept.id.0),
        detail: Some(match leave.client() {
            Some(client) => format!("provider {} client {}", leave.provider().0, client.0),
            None => format!("provider {}", leave.provider().0),
        }),
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}

/// The pushes of the organisation that somebody works for, newest first.
pub async fn pushes(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<Push>, ApiError> {
    let visible = Visible::to(actor)?;
    Ok(store::pushes(backend.reader(), visible, page).await?)
}

/// One push.
pub async fn one(backend: &Backend, actor: &Actor, id: PushId) -> Result<Push, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::find(backend.reader(), visible, id).await?;
    Ok(found.ok_or(PushError::NotFound(id))?)
}

/// The receipt of one push.
pub async fn receipt(backend: &Backend, actor: &Actor, id: PushId) -> Result<Receipt, ApiError> {
    let push = one(backend, actor, id).await?;
    receipt_of(backend, push).await
}

/// The receipts of pushes that were found for whoever asks, in one look.
pub async fn receipts(
    backend: &Backend,
    found: &[Push],
) -> Result<HashMap<PushId, Receipt>, ApiError> {
    Ok(store::receipts(backend.reader(), found).await?)
}

async fn receipt_of(backend: &Backend, push: Push) -> Result<Receipt, ApiError> {
    let mut found = receipts(backend, &[push]).await?;
    Ok(found.remove(&push.id).ok_or(PushError::NotFound(push.id))?)
}

/// What is told of each row so far.
struct Reading {
    items: Vec<Read>,
}

/// What is told of one course's rows.
struct Read {
    item: Item,
    /// Whether the catalogue was offered it.
    offered: bool,
    outcome: Outcome,
    course: Option<uuid::Uuid>,
}

impl Reading {
    /// Reads every row; those that are sound become drafts, in the same order.
    fn of(
        sent: Sent,
        snapshot: &Snapshot,
        (provider, held): (ProviderId, Held),
    ) -> (Self, Vec<CourseDraft>) {
        let keys = sent.items.iter().filter_map(Item::key).map(str::to_owned);
        let names = Names::of(snapshot).of_own(provider, keys, held);
        let mut drafts: Vec<Option<CourseDraft>> = Vec::new();
        let mut items = Vec::new();
        for mut item in sent.items {
            let (draft, messages) = reading::course(&item.value, &names);
            for mut message in messages {
                let (at, field) = table::place(&item.origin, &message.field);
                message.field = field;
                item.told.push((at, message));
            }
            let sound = item.told.iter().all(|(_, message)| !message.is_error());
            drafts.push(draft.filter(|_| sound));
            items.push(item);
        }
        refuse_repeated(&mut items, &mut drafts);
        let items = items.into_iter().zip(&drafts).map(|(item, draft)| Read {
            item,
            offered: draft.is_some(),
            outcome: Outcome::Rejected,
            course: None,
        });
        let items = items.collect();
        (Self { items }, drafts.into_iter().flatten().collect())
    }

    /// Notes what the catalogue did with the drafts, or would do.
    fn settle(&mut self, offered: Vec<Offered>, dry_run: bool) {
        let sound = self.items.iter_mut().filter(|read| read.offered);
        for (read, offered) in sound.zip(offered) {
            read.outcome = match offered.change {
                Change::Created => Outcome::Created,
                Change::Updated => Outcome::Updated,
                Change::Unchanged => Outcome::Unchanged,
            };
            // What would be made has no id yet.
            let made = offered.change == Change::Created;
            read.course = (!dry_run || !made).then_some(offered.course.0);
            if let Some(taken) = offered.taken {
                read.item.told.push((0, counts_now(taken)));
            }
            if offered.mapping_kept {
                let (at, field) = table::place(&read.item.origin, "/topics");
                let message = Message::info(field, "row.mapping_kept", mapping_kept());
                read.item.told.push((at, message));
            }
            if !offered.gone.is_empty() {
                let (at, field) = table::place(&read.item.origin, "/editions");
                let message = Message::info(field, "row.editions_gone", gone(&offered.gone));
                read.item.told.push((at, message));
            }
        }
    }

    /// The receipt, in the order of the rows.
    fn receipt(self, kept: Option<(PushId, chrono::DateTime<chrono::Utc>)>) -> Receipt {
        let mut rows: Vec<ReceiptRow> = self.items.into_iter().flat_map(Read::rows).collect();
        rows.sort_by_key(|row| row.row);
        let totals = Totals::of(&rows);
        let push = kept.map(|(id, created_at)| Push {
            id,
            created_at,
            totals,
        });
        Receipt { push, totals, rows }
    }
}

impl Read {
    /// One line of the receipt for each row. A course stands or falls as one.
    fn rows(self) -> Vec<ReceiptRow> {
        let key = self
            .item
            .value
            .get("externalId")
            .and_then(|key| key.as_str());
        let external_id = key.map(|key| key.chars().take(200).collect::<String>());
        let mut rows: Vec<ReceiptRow> = self
            .item
            .origin
            .rows()
            .iter()
            .map(|row| ReceiptRow {
                row: *row,
                external_id: external_id.clone(),
                outcome: self.outcome,
                course: self.course,
                messages: Vec::new(),
            })
            .collect();
        for (at, message) in self.item.told {
            rows[at].messages.push(message);
        }
        rows
    }
}

/// That what is pushed counts from now on, and what was here does no longer.
fn counts_now(taken: Taken) -> Message {
    match taken {
        Taken::FromSeed => {
            let text = Text::new(
                "dit stond hier al uit openbare bronnen; vanaf nu is wat jullie sturen leidend",
                "this stood here from public sources; from now on what you send counts",
            );
            Message::info("", "row.claimed", text)
        }
        Taken::FromHand => {
            let text = Text::new(
                "dit was hier met de hand bijgewerkt; wat jullie nu sturen is ervoor in de plaats gekomen",
                "this was edited here by hand; what you send now has taken its place",
            );
            Message::info("", "row.overwrites_hand", text)
        }
    }
}

/// That topics stay as they were mapped by somebody who looked at them.
fn mapping_kept() -> Text {
    Text::new(
        "de redactie heeft dit aanbod aan onderwerpen gekoppeld; die koppeling blijft staan",
        "the editors mapped this course on topics; that mapping stays",
    )
}

/// Which editions go: the first few by their key.
fn gone(keys: &[String]) -> Text {
    const NAMED: usize = 10;
    let count = keys.len();
    let more = if count > NAMED { ", …" } else { "" };
    let named = keys[..count.min(NAMED)].join(", ") + more;
    Text::new(
        format!("niet meer genoemd, dus weg: {count} van de uitvoeringen ({named})"),
        format!("no longer named, so gone: {count} of the editions ({named})"),
    )
}

/// Refuses every row of a list whose key another row has: nobody knows which is meant.
fn refuse_repeated(items: &mut [Item], drafts: &mut [Option<CourseDraft>]) {
    let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        if let Some(key) = item.key() {
            rows.entry(key.to_owned()).or_default().push(at);
        }
    }
    for same in rows.into_values().filter(|same| same.len() > 1) {
        for at in &same {
            let others = same.iter().filter(|other| *other != at).take(10);
            let others: Vec<String> = others
                .map(|other| items[*other].origin.rows()[0].to_string())
                .collect();
            let others = others.join(", ");
            let text = Text::new(
                format!("rij {others} heeft dezelfde sleutel"),
                format!("row {others} has the same key"),
            );
            drafts[*at] = None;
            let message = Message::error("/externalId", "row.repeated", text);
            items[*at].told.push((0, message));
        }
    }
}
