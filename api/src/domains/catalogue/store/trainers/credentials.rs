//! What trainers completed, and who may say so.

use std::collections::HashMap;

use entities::{credential_issuers, trainer_credentials, trainers};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::is_named;
use crate::domains::catalogue::model::{CredentialId, CredentialState, OwnCredential, TrainerId};
use crate::domains::catalogue::policy::{Admitting, Speaking};
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::revision::Revision;

/// Whether a provider may issue credentials.
pub async fn is_issuer(db: &impl ConnectionTrait, provider: ProviderId) -> Result<bool, DbErr> {
    let row = credential_issuers::Entity::find_by_id(provider.0)
        .one(db)
        .await?;
    Ok(row.is_some())
}

/// Lets a provider issue credentials; where it may already, nothing happens.
pub async fn give_right(leave: &Admitting<'_>, provider: ProviderId) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = credential_issuers::Model {
        provider_id: provider.0,
        granted_at: tx.now(),
    };
    let stays = OnConflict::column(credential_issuers::Column::ProviderId)
        .do_nothing()
        .to_owned();
    credential_issuers::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(stays)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Has a provider issue no credentials any more.
pub async fn take_right(leave: &Admitting<'_>, provider: ProviderId) -> Result<(), DbErr> {
    credential_issuers::Entity::delete_by_id(provider.0)
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// How many credentials a trainer has. Until the write ends, they get no other.
pub async fn credentials_of(leave: &Speaking<'_>, trainer: TrainerId) -> Result<u64, DbErr> {
    let tx = leave.tx();
    tx.turn(&format!("credentials {}", trainer.0)).await?;
    trainer_credentials::Entity::find()
        .filter(trainer_credentials::Column::TrainerId.eq(trainer.0))
        .count(tx.conn())
        .await
}

/// Keeps a new credential.
pub async fn add_credential(leave: &Speaking<'_>, new: &OwnCredential) -> Result<(), DbErr> {
    trainer_credentials::Entity::insert(row(new).into_active_model().reset_all())
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}

/// Keeps a credential as it stands now.
pub async fn change_credential(leave: &Speaking<'_>, now: &OwnCredential) -> Result<(), DbErr> {
    trainer_credentials::Entity::update_many()
        .set(row(now).into_active_model().reset_all())
        .filter(trainer_credentials::Column::Id.eq(now.id.0))
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// Removes a credential.
pub async fn remove_credential(leave: &Speaking<'_>, id: CredentialId) -> Result<(), DbErr> {
    trainer_credentials::Entity::delete_by_id(id.0)
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

fn row(it: &OwnCredential) -> trainer_credentials::Model {
    trainer_credentials::Model {
        id: it.id.0,
        trainer_id: it.trainer.0,
        issuer_id: it.issuer.0,
        title: it.title.clone(),
        reference: it.reference.clone(),
        issued_on: it.issued_on,
        valid_until: it.valid_until,
        state: it.state.word().to_owned(),
        revision: it.revision.0,
        created_at: it.created_at,
        updated_at: it.updated_at,
    }
}

/// Which credentials concern a provider: of its trainers, and those that it issues; all where
/// there is none.
fn concerning(of: Option<ProviderId>) -> Condition {
    let Some(provider) = of else {
        return Condition::all();
    };
    let own = trainers::Entity::find()
        .select_only()
        .column(trainers::Column::Id)
        .filter(trainers::Column::ProviderId.eq(provider.0))
        .into_query();
    Condition::any()
        .add(trainer_credentials::Column::IssuerId.eq(provider.0))
        .add(trainer_credentials::Column::TrainerId.in_subquery(own))
}

/// A credential that concerns a provider, or any.
pub async fn credential(
    db: &impl ConnectionTrait,
    of: Option<ProviderId>,
    id: CredentialId,
) -> Result<Option<OwnCredential>, DbErr> {
    let row = trainer_credentials::Entity::find_by_id(id.0)
        .filter(concerning(of))
        .one(db)
        .await?;
    Ok(read(db, row.into_iter().collect()).await?.pop())
}

/// As [`credential`]; nobody else changes it until the write ends.
pub async fn hold_credential(
    tx: &WriteTx,
    of: Option<ProviderId>,
    id: CredentialId,
) -> Result<Option<OwnCredential>, DbErr> {
    tx.turn(&format!("credential {}", id.0)).await?;
    credential(tx.conn(), of, id).await
}

/// A page of the credentials that concern a provider, or of all, those that came first first.
pub async fn credentials(
    db: &impl ConnectionTrait,
    of: Option<ProviderId>,
    states: &[CredentialState],
    page: &PageRequest,
) -> Result<Page<OwnCredential>, DbErr> {
    let mut query = trainer_credentials::Entity::find().filter(concerning(of));
    if !states.is_empty() {
        let words = states.iter().map(|state| state.word());
        query = query.filter(trainer_credentials::Column::State.is_in(words));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(trainer_credentials::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(trainer_credentials::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = read(db, rows).await?;
    Ok(page.fill(found, |it: &OwnCredential| {
        Cursor(vec![it.id.0.to_string()])
    }))
}

async fn read(
    db: &impl ConnectionTrait,
    rows: Vec<trainer_credentials::Model>,
) -> Result<Vec<OwnCredential>, DbErr> {
    let of = rows.iter().map(|row| row.trainer_id);
    let whose = trainers::Entity::find()
        .filter(trainers::Column::Id.is_in(of))
        .all(db)
        .await?;
    let whose: HashMap<Uuid, trainers::Model> =
        whose.into_iter().map(|row| (row.id, row)).collect();
    let read = rows.into_iter().filter_map(|row| {
        let trainer = whose.get(&row.trainer_id)?;
        let shown = is_named(trainer);
        Some(OwnCredential {
            id: CredentialId(row.id),
            trainer: TrainerId(row.trainer_id),
            name: trainer.name.clone().filter(|_| shown),
            provider: ProviderId(trainer.provider_id),
            issuer: ProviderId(row.issuer_id),
            title: row.title,
            reference: row.reference,
            issued_on: row.issued_on,
            valid_until: row.valid_until,
            state: CredentialState::from_word(&row.state)?,
            revision: Revision(row.revision),
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    });
    Ok(read.collect())
}
