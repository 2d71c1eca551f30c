//! What trainers completed: issued by who may, or claimed by their own provider until who
//! issued it says so.

use uuid::Uuid;

use super::super::error::{MOST_CREDENTIALS, TrainerError};
use super::super::policy::Keeper;
use super::own::whose;
use super::wishes::CredentialRequest;
use super::{read_id, trainer_id, write_down};
use crate::domains::catalogue::Snapshot;
use crate::domains::catalogue::trainers::{self, CredentialId, CredentialState, OwnCredential};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::idempotency::{Key, Once, again};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::revision::Revision;

/// What who issues a credential does with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Says that it is so.
    Confirm,
    /// Says that it is not so.
    Refuse,
    /// Takes back what was issued.
    Withdraw,
}

impl Step {
    /// From which state it goes to which, and what that is called.
    fn way(self) -> (CredentialState, CredentialState, &'static str) {
        use CredentialState::{Claimed, Issued, Refused, Withdrawn};
        match self {
            Self::Confirm => (Claimed, Issued, "credential.confirm"),
            Self::Refuse => (Claimed, Refused, "credential.refuse"),
            Self::Withdraw => (Issued, Withdrawn, "credential.withdraw"),
        }
    }
}

/// A credential with whether whoever asks may know whose it is.
pub type Seen = (OwnCredential, bool);

fn seen(keeper: &Keeper, it: OwnCredential) -> Seen {
    let knows = keeper.knows_whose(&it);
    (it, knows)
}

/// The credentials that concern somebody: of their trainers, and those that they issue.
pub async fn credentials(
    backend: &Backend,
    actor: &Actor,
    states: &[CredentialState],
    page: &PageRequest,
) -> Result<Page<Seen>, ApiError> {
    let keeper = Keeper::of(actor)?;
    let found = trainers::credentials(backend.reader(), keeper.only(), states, page).await;
    Ok(found.map_err(database)?.map(|it| seen(&keeper, it)))
}

/// Issues a credential to a trainer, or claims one of one's own trainer. The same key gives the
/// same credential.
pub async fn create(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (trainer, wish, key): (&str, CredentialRequest, &Key),
) -> Result<Seen, ApiError> {
    let keeper = Keeper::of(actor)?;
    let trainer = trainer_id(trainer)?;
    let mut faults = Vec::new();
    let (title, reference) = wish.checked(backend.clock.today(), &mut faults);
    let named = ("/issuerId", wish.issuer_id.as_deref());
    let issuer = whose(&keeper, snapshot, named, &mut faults);
    let as_issuer = issuer.is_some_and(|issuer| keeper.keeps(issuer));
    let sent = serde_json::to_vec(&wish).map_err(|error| ApiError::internal(&error))?;
    let who = (keeper.person.account, "credential");
    let about = [trainer.0.as_bytes().as_slice(), &sent];
    let once = Once::of(&backend.pseudonyms, who, key, &about);
    let tx = backend.write().await?;
    if let Some(made) = once.made(&tx).await? {
        let found = trainers::credential(tx.conn(), keeper.only(), CredentialId(made)).await;
        let found = found.map_err(database)?.ok_or(TrainerError::NoCredential);
        return again(found.map(|it| seen(&keeper, it)).map_err(Into::into));
    }
    let found = trainers::hold_trainer(&tx, None, trainer).await;
    let found = keeper.may_credit(found.map_err(database)?, as_issuer)?;
    if let Some(issuer) = issuer
        && !trainers::is_issuer(tx.conn(), issuer)
            .await
            .map_err(database)?
    {
        faults.push(Fault::at(
            "/issuerId",
            "credential.not_an_issuer",
            Text::new(
                "deze organisatie geeft geen getuigschriften uit; een beheerder beslist daarover",
                "this organisation issues no credentials; an administrator decides on that",
            ),
        ));
    }
    sound(faults)?;
    // Where none was found, that is one of the faults.
    let issuer = issuer.ok_or(TrainerError::NoRight)?;
    let by = if as_issuer { issuer } else { found.provider };
    let leave = trainers::speaking(&tx, actor, by)?;
    let had = trainers::credentials_of(&leave, trainer).await;
    if had.map_err(database)? >= MOST_CREDENTIALS {
        return Err(TrainerError::TooManyCredentials.into());
    }
    let (state, act) = match as_issuer {
        true => (CredentialState::Issued, "credential.issue"),
        false => (CredentialState::Claimed, "credential.claim"),
    };
    let new = OwnCredential {
        id: CredentialId(backend.ids.ordered()),
        trainer,
        name: found.name.clone().filter(|_| found.is_named()),
        provider: found.provider,
        issuer,
        title,
        reference,
        issued_on: wish.issued_on,
        valid_until: wish.valid_until,
        state,
        revision: Revision(1),
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    let added = trainers::add_credential(&leave, &new).await;
    added.map_err(database)?;
    once.keep(&tx, new.id.0, backend.clock.today()).await?;
    finish(backend, tx, &keeper, (act, &new)).await?;
    Ok(seen(&keeper, new))
}

/// Takes a step with a credential, as who issues it, from the revision that was read.
pub async fn step(
    backend: &Backend,
    actor: &Actor,
    (id, from): (&str, Revision),
    step: Step,
) -> Result<Seen, ApiError> {
    let keeper = Keeper::of(actor)?;
    let tx = backend.write().await?;
    let mut it = held(&tx, &keeper, id).await?;
    keeper.must_issue(&it)?;
    let leave = trainers::speaking(&tx, actor, it.issuer)?;
    from.must_be(it.revision)?;
    let (before, after, act) = step.way();
    if it.state != before {
        return Err(TrainerError::WrongState.into());
    }
    let may = trainers::is_issuer(tx.conn(), it.issuer).await;
    if step == Step::Confirm && !may.map_err(database)? {
        return Err(TrainerError::NoRight.into());
    }
    it.state = after;
    it.revision = Revision(it.revision.0 + 1);
    it.updated_at = tx.now();
    let changed = trainers::change_credential(&leave, &it).await;
    changed.map_err(database)?;
    finish(backend, tx, &keeper, (act, &it)).await?;
    Ok(seen(&keeper, it))
}

/// Removes a credential of one's own trainer.
pub async fn remove(backend: &Backend, actor: &Actor, id: &str) -> Result<Uuid, ApiError> {
    let keeper = Keeper::of(actor)?;
    let tx = backend.write().await?;
    let it = held(&tx, &keeper, id).await?;
    keeper.must_employ(&it)?;
    let leave = trainers::speaking(&tx, actor, it.provider)?;
    let removed = trainers::remove_credential(&leave, it.id).await;
    removed.map_err(database)?;
    finish(backend, tx, &keeper, ("credential.delete", &it)).await?;
    Ok(it.id.0)
}

/// A credential that concerns somebody, held until the write ends.
async fn held(tx: &WriteTx, keeper: &Keeper, id: &str) -> Result<OwnCredential, ApiError> {
    let id = read_id(id, "TrainerCredential").ok_or(TrainerError::NoCredential)?;
    let found = trainers::hold_credential(tx, keeper.only(), CredentialId(id)).await;
    Ok(found.map_err(database)?.ok_or(TrainerError::NoCredential)?)
}

async fn finish(
    backend: &Backend,
    tx: WriteTx,
    keeper: &Keeper,
    (act, it): (&'static str, &OwnCredential),
) -> Result<(), ApiError> {
    let subject = format!("credential:{}", it.id.0);
    write_down(backend, &tx, (act, &keeper.person), subject).await?;
    // Of who is not named the public sees no credential: nothing there is otherwise.
    if it.name.is_some() {
        trainers::changed(&tx, it.provider);
    }
    backend.commit(tx).await
}
