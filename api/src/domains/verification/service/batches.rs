//! Batches: making them, taking them back, and how many came by whom.

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::code::Code;
use super::super::error::VerificationError;
use super::super::model::{
    Batch, BatchId, FEWEST, Figures, Giver, GiverKind, LIFE, LONGEST_NAME, MOST, Made,
};
use super::super::policy::{self, Counting, Visible};
use super::super::store;
use super::PURPOSE;
use super::undo::Undo;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::count;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::id::{MunicipalityCode, ProviderId};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::text::office;

/// A batch of codes that is wanted
#[derive(Clone, Debug, Deserialize, ToSchema, InputObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "VerificationBatchCreateInput")]
#[schema(as = VerificationBatchCreate)]
pub struct BatchWish {
    /// How many codes, 25 to 1000
    #[schema(minimum = 25, maximum = 1000)]
    pub size: i32,
    /// Of which kind the giver is: said by an administrator alone, who makes a batch for another
    pub giver_kind: Option<GiverKind>,
    /// Which provider it is, or is the council of, as REST shows its id: said by an administrator alone
    pub provider_id: Option<Uuid>,
    /// Which municipality it is, by its code: said by an administrator alone
    pub municipality_code: Option<String>,
    /// Which network it is, by its name: said by an administrator alone
    #[schema(max_length = 100)]
    pub network: Option<String>,
}

/// The batches that somebody may know of.
pub async fn batches(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<Batch>, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::batches(backend.reader(), &visible, (None, page)).await;
    found.map_err(database)
}

/// A batch.
pub async fn batch(backend: &Backend, actor: &Actor, id: BatchId) -> Result<Batch, ApiError> {
    let visible = Visible::to(actor)?;
    let page = PageRequest::parse(["limit", "cursor"], Some(1), None, &mut Vec::new());
    let found = store::batches(backend.reader(), &visible, (Some(id), &page)).await;
    let found = found.map_err(database)?.entries.into_iter().next();
    Ok(found.ok_or(VerificationError::NotFound)?.1)
}

/// Makes a batch. Its codes are told this once: here are kept keyed hashes of them alone.
pub async fn make(backend: &Backend, actor: &Actor, wish: BatchWish) -> Result<Made, ApiError> {
    let visible = Visible::to(actor)?;
    let (size, giver) = wish.checked(&visible)?;
    let codes: Vec<Code> = (0..size).map(|_| Code::draw(&backend.ids)).collect();
    let digests = codes
        .iter()
        .map(|code| code.digest(PURPOSE, &backend.pseudonyms));
    let digests = digests.collect();
    let tx = backend.write().await?;
    let standing = store::standing(&tx, &giver).await.map_err(database)?;
    let leave = policy::making(&tx, actor, giver, [standing, size.into()])?;
    let batch = Batch {
        id: BatchId(backend.ids.random()),
        giver: leave.giver().clone(),
        size,
        created_at: tx.now(),
        expires_at: tx.now() + LIFE,
        revoked_at: None,
    };
    store::add(&leave, &batch, digests).await?;
    let act = Act {
        name: "verification.make",
        by: Some(leave.by()),
        subject: format!("verification_batch:{}", batch.id.0),
        detail: Some(format!("{} {size}", batch.giver.kind().word())),
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)?;
    backend.commit(tx).await?;
    let codes = codes.iter().map(Code::written).collect();
    Ok(Made { batch, codes })
}

/// Revokes a batch: its codes serve no more, and whoever came by it is not known as a foster
/// parent any more, moments later.
pub async fn revoke(backend: &Backend, actor: &Actor, id: BatchId) -> Result<Batch, ApiError> {
    Visible::to(actor)?;
    let tx = backend.write().await?;
    let held = store::hold(&tx, id).await.map_err(database)?;
    let leave = policy::revoking(&tx, actor, held.as_ref())?;
    store::revoke(&leave).await.map_err(database)?;
    let noted = tx.effect(backend.ids.random(), &Undo::of(id)).await;
    noted.map_err(database)?;
    let act = Act {
        name: "verification.revoke",
        by: Some(leave.by()),
        subject: format!("verification_batch:{}", id.0),
        detail: None,
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)?;
    backend.commit(tx).await?;
    batch(backend, actor, id).await
}

/// How many parents came by which kind of giver: for administrators all, for a giver its own.
/// Counted once a day, so that nobody sees it change with whom they gave a code to.
pub async fn figures(backend: &Backend, actor: &Actor) -> Result<Figures, ApiError> {
    let visible = Visible::to(actor)?;
    let counted = store::counts(backend.reader(), &visible).await;
    let (counted_on, counts) = counted.map_err(database)?;
    let kinds = GiverKind::ALL.iter().copied();
    let kinds = kinds.filter(|kind| visible.only().is_none_or(|own| own.kind() == *kind));
    let told = |kind| count::people(counts.get(&kind).copied().unwrap_or_default());
    Ok(Figures {
        counted_on,
        kinds: kinds.map(|kind| (kind, told(kind))).collect(),
    })
}

/// Counts once a day, and forgets what is over: to be called every hour or so.
pub async fn tend(backend: &Backend) -> Result<(), ApiError> {
    let today = backend.clock.today();
    let tx = backend.write().await?;
    let leave = Counting::by_the_calendar(&tx);
    store::take_turn(&leave).await.map_err(database)?;
    let last = store::counted_on(tx.conn()).await;
    let due = last.map_err(database)?.is_none_or(|day| day < today);
    store::sweep(&leave).await.map_err(database)?;
    if due {
        store::count(&leave, today).await.map_err(database)?;
    }
    backend.commit(tx).await
}

impl BatchWish {
    /// How many codes, for whom; or everything that is wrong.
    fn checked(&self, visible: &Visible) -> Result<(u32, Giver), ApiError> {
        let mut faults = Vec::new();
        let size = u32::try_from(self.size).unwrap_or_default();
        if !(FEWEST..=MOST).contains(&size) {
            faults.push(Fault::at(
                "/size",
                "verification.size_invalid",
                Text::new(
                    format!("een reeks telt {FEWEST} tot {MOST} codes"),
                    format!("a batch holds {FEWEST} to {MOST} codes"),
                ),
            ));
        }
        let giver = match visible.only() {
            Some(own) => {
                let said = [
                    ("/giverKind", self.giver_kind.is_some()),
                    ("/providerId", self.provider_id.is_some()),
                    ("/municipalityCode", self.municipality_code.is_some()),
                    ("/network", self.network.is_some()),
                ];
                let said = said.into_iter().filter(|(_, said)| *said);
                faults.extend(said.map(|(pointer, _)| not_allowed(pointer)));
                Some(own.clone())
            }
            None => self.giver(&mut faults),
        };
        sound(faults)?;
        Ok((size, giver.ok_or(VerificationError::NoSuchGiver)?))
    }

    /// For whom an administrator makes a batch.
    fn giver(&self, faults: &mut Vec<Fault>) -> Option<Giver> {
        let Some(kind) = self.giver_kind else {
            faults.push(required("/giverKind"));
            return None;
        };
        let wanted = match kind {
            GiverKind::Organisation | GiverKind::Council => "/providerId",
            GiverKind::Municipality => "/municipalityCode",
            GiverKind::Network => "/network",
        };
        for (pointer, said) in [
            ("/providerId", self.provider_id.is_some()),
            ("/municipalityCode", self.municipality_code.is_some()),
            ("/network", self.network.is_some()),
        ] {
            match (pointer == wanted, said) {
                (true, false) => faults.push(required(pointer)),
                (false, true) => faults.push(not_allowed(pointer)),
                _ => {}
            }
        }
        match kind {
            GiverKind::Organisation => self
                .provider_id
                .map(|id| Giver::Organisation(ProviderId(id))),
            GiverKind::Council => self.provider_id.map(|id| Giver::Council(ProviderId(id))),
            GiverKind::Network => {
                let name = self.network.as_deref()?;
                Some(Giver::Network(office(
                    "/network",
                    name,
                    LONGEST_NAME,
                    faults,
                )))
            }
            GiverKind::Municipality => {
                let code = MunicipalityCode::parse(self.municipality_code.as_deref()?);
                if code.is_none() {
                    faults.push(Fault::at(
                        "/municipalityCode",
                        "verification.giver_unknown",
                        Text::new(
                            "dit is geen code van een gemeente",
                            "this is not the code of a municipality",
                        ),
                    ));
                }
                code.map(Giver::Municipality)
            }
        }
    }
}

fn required(pointer: &str) -> Fault {
    Fault::at(
        pointer,
        "verification.giver_required",
        Text::new("zeg voor wie de reeks is", "say whom the batch is for"),
    )
}

fn not_allowed(pointer: &str) -> Fault {
    Fault::at(
        pointer,
        "verification.giver_not_allowed",
        Text::new(
            "dit hoort niet bij voor wie de reeks is",
            "this does not go with whom the batch is for",
        ),
    )
}
