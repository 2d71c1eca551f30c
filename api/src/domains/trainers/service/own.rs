//! Trainers come, change and go.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::super::error::{MOST_TRAINERS, TrainerError};
use super::super::policy::Keeper;
use super::wishes::{ReplaceRequest, Said, TrainerContent, TrainerRequest};
use super::{read_id, trainer_id, write_down};
use crate::domains::catalogue::service::provider as named_provider;
use crate::domains::catalogue::trainers::{self, EditionId, OwnTrainer, TrainerId};
use crate::domains::catalogue::{Snapshot, unknown_value};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::id::{CourseId, ProviderId, parse_global};
use crate::kernel::idempotency::{Key, Once, again};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::revision::Revision;

/// The trainers that somebody looks after, named or not.
pub async fn own_trainers(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<OwnTrainer>, ApiError> {
    let keeper = Keeper::of(actor)?;
    let found = trainers::trainers(backend.reader(), keeper.only(), page).await;
    found.map_err(database)
}

async fn own_trainer(
    backend: &Backend,
    keeper: &Keeper,
    id: TrainerId,
) -> Result<OwnTrainer, ApiError> {
    let found = trainers::trainer(backend.reader(), None, id).await;
    Ok(keeper.must_keep(found.map_err(database)?)?)
}

/// The provider that is named, or one's own where none is.
pub(super) fn whose(
    keeper: &Keeper,
    snapshot: &Snapshot,
    (pointer, named): (&str, Option<&str>),
    faults: &mut Vec<Fault>,
) -> Option<ProviderId> {
    match named {
        Some(word) => {
            let found = named_provider(snapshot, word).ok();
            if found.is_none() {
                faults.push(unknown_value(pointer, word));
            }
            found.map(|at| snapshot.providers[at].id)
        }
        None => {
            if keeper.only().is_none() {
                let detail = Text::new("noem de organisatie", "name the organisation");
                faults.push(Fault::at(pointer, "trainer.provider_needed", detail));
            }
            keeper.only()
        }
    }
}

/// Adds a trainer. The same key gives the same trainer.
pub async fn create(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (wish, key): (TrainerRequest, &Key),
) -> Result<OwnTrainer, ApiError> {
    let keeper = Keeper::of(actor)?;
    let mut faults = Vec::new();
    let said = wish.trainer.checked(&mut faults);
    let named = ("/providerId", wish.provider_id.as_deref());
    let Some(provider) = whose(&keeper, snapshot, named, &mut faults) else {
        return Err(ApiError::invalid(faults));
    };
    let sent = serde_json::to_vec(&wish).map_err(|error| ApiError::internal(&error))?;
    let who = (keeper.person.account, "trainer");
    let once = Once::of(&backend.pseudonyms, who, key, &[&sent]);
    let tx = backend.write().await?;
    if let Some(made) = once.made(&tx).await? {
        drop(tx);
        return again(own_trainer(backend, &keeper, TrainerId(made)).await);
    }
    let leave = trainers::speaking(&tx, actor, provider)?;
    let given = given(&tx, provider, &wish.trainer, &mut faults).await?;
    sound(faults)?;
    let had = trainers::trainers_of(&leave).await.map_err(database)?;
    if had >= MOST_TRAINERS {
        return Err(TrainerError::TooMany.into());
    }
    let id = TrainerId(backend.ids.random());
    let fresh = backend.ids.random().to_string();
    let new = OwnTrainer {
        id,
        provider,
        external_id: said.external_id.unwrap_or(fresh),
        name: said.name,
        about: said.about,
        parent: wish.trainer.parent_trainer,
        public_name: said.public_name,
        hidden_at: None,
        courses: given.0,
        editions: given.1,
        revision: Revision(1),
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    let added = trainers::add_trainer(&leave, &new).await;
    if !added.map_err(database)? {
        return Err(TrainerError::KeyTaken.into());
    }
    once.keep(&tx, id.0, backend.clock.today()).await?;
    finish(backend, tx, &keeper, ("trainer.create", &new)).await?;
    Ok(new)
}

/// Writes a trainer anew, as a whole. Who is hidden because somebody asked for it stays so,
/// until that is answered; who is not named any more leaves no name behind.
pub async fn replace(
    backend: &Backend,
    actor: &Actor,
    (id, wish): (&str, ReplaceRequest),
) -> Result<OwnTrainer, ApiError> {
    let keeper = Keeper::of(actor)?;
    let mut faults = Vec::new();
    let said = wish.trainer.checked(&mut faults);
    let tx = backend.write().await?;
    let before = held(&tx, &keeper, id).await?;
    let leave = trainers::speaking(&tx, actor, before.provider)?;
    let given = given(&tx, before.provider, &wish.trainer, &mut faults).await?;
    sound(faults)?;
    Revision(wish.if_revision).must_be(before.revision)?;
    let Said {
        external_id,
        name,
        about,
        public_name,
    } = said;
    let now = OwnTrainer {
        external_id: external_id.unwrap_or_else(|| before.external_id.clone()),
        name,
        about,
        parent: wish.trainer.parent_trainer,
        public_name,
        hidden_at: before.hidden_at.filter(|_| public_name),
        courses: given.0,
        editions: given.1,
        revision: Revision(before.revision.0 + 1),
        updated_at: tx.now(),
        ..before.clone()
    };
    if !public_name {
        trainers::settle(&leave, before.id)
            .await
            .map_err(database)?;
    }
    let put = trainers::put_trainer(&leave, (&before, &now)).await;
    if !put.map_err(database)? {
        return Err(TrainerError::KeyTaken.into());
    }
    finish(backend, tx, &keeper, ("trainer.replace", &now)).await?;
    Ok(now)
}

/// Removes a trainer: nothing of them is left. Whatever changed since they were read, this is
/// never held up.
pub async fn remove(backend: &Backend, actor: &Actor, id: &str) -> Result<TrainerId, ApiError> {
    let keeper = Keeper::of(actor)?;
    let tx = backend.write().await?;
    let trainer = held(&tx, &keeper, id).await?;
    let leave = trainers::speaking(&tx, actor, trainer.provider)?;
    let removed = trainers::remove_trainer(&leave, &trainer).await;
    removed.map_err(database)?;
    finish(backend, tx, &keeper, ("trainer.delete", &trainer)).await?;
    Ok(trainer.id)
}

/// Answers a request to take a trainer off: they were asked, and want to be named as before.
pub async fn keep(
    backend: &Backend,
    actor: &Actor,
    (id, from): (&str, Revision),
) -> Result<OwnTrainer, ApiError> {
    let keeper = Keeper::of(actor)?;
    let tx = backend.write().await?;
    let before = held(&tx, &keeper, id).await?;
    let leave = trainers::speaking(&tx, actor, before.provider)?;
    from.must_be(before.revision)?;
    let asked = trainers::is_asked(&tx, before.id).await;
    if !asked.map_err(database)? {
        return Err(TrainerError::NotAsked.into());
    }
    trainers::settle(&leave, before.id)
        .await
        .map_err(database)?;
    let now = OwnTrainer {
        hidden_at: None,
        revision: Revision(before.revision.0 + 1),
        updated_at: tx.now(),
        ..before.clone()
    };
    let put = trainers::put_trainer(&leave, (&before, &now)).await;
    put.map_err(database)?;
    finish(backend, tx, &keeper, ("trainer.keep", &now)).await?;
    Ok(now)
}

/// A trainer that somebody looks after, held until the write ends.
async fn held(tx: &WriteTx, keeper: &Keeper, id: &str) -> Result<OwnTrainer, ApiError> {
    let found = trainers::hold_trainer(tx, None, trainer_id(id)?).await;
    Ok(keeper.must_keep(found.map_err(database)?)?)
}

async fn finish(
    backend: &Backend,
    tx: WriteTx,
    keeper: &Keeper,
    (act, trainer): (&'static str, &OwnTrainer),
) -> Result<(), ApiError> {
    let subject = format!("trainer:{}", trainer.id.0);
    write_down(backend, &tx, (act, &keeper.person), subject).await?;
    backend.commit(tx).await
}

/// The courses and editions that a trainer gives; what is none of the provider's own is a fault.
async fn given(
    tx: &WriteTx,
    provider: ProviderId,
    wish: &TrainerContent,
    faults: &mut Vec<Fault>,
) -> Result<(Vec<CourseId>, Vec<EditionId>), ApiError> {
    if !faults.is_empty() && (wish.courses.len() > 1_000 || wish.editions.len() > 1_000) {
        // Too many, which is told already: they are not looked for.
        return Ok(Default::default());
    }
    let words = wish.courses.iter().map(|word| match parse_global(word) {
        Some((_, id)) => id.to_string(),
        None => Uuid::try_parse(word).map_or_else(|_| word.trim().to_owned(), |id| id.to_string()),
    });
    let words: Vec<String> = words.collect();
    let named = trainers::courses_named(tx.conn(), provider, &words).await;
    let named = named.map_err(database)?;
    let mut courses = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        match named.get(word) {
            Some(course) => {
                courses.insert(*course);
            }
            None => faults.push(unknown_value(&format!("/trainer/courses/{at}"), word)),
        }
    }
    let ids = wish.editions.iter().map(|word| read_id(word, "Edition"));
    let ids: Vec<Option<Uuid>> = ids.collect();
    let some: Vec<Uuid> = ids.iter().flatten().copied().collect();
    let own = trainers::editions_among(tx.conn(), provider, &some).await;
    let own = own.map_err(database)?;
    let mut editions = BTreeSet::new();
    for (at, id) in ids.iter().enumerate() {
        match id.filter(|id| own.contains(id)) {
            Some(id) => {
                editions.insert(EditionId(id));
            }
            None => {
                let word = &wish.editions[at];
                faults.push(unknown_value(&format!("/trainer/editions/{at}"), word));
            }
        }
    }
    Ok((
        courses.into_iter().collect(),
        editions.into_iter().collect(),
    ))
}
