//! Passkeys, and what devices are asked to sign.

use entities::{accounts, passkey_challenges, passkeys};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::super::error::IdentityError;
use super::super::model::{Challenge, ChallengeId, OwnPasskey, PasskeyId};
use super::super::passkey::Kept;
use super::super::policy::{
    PasskeyAdding, PasskeyAsking, PasskeyInviting, PasskeyRemoving, PasskeyShowing, Sweeping,
    Visible,
};
use crate::kernel::db::{WriteTx, broken_constraint};
use crate::kernel::id::AccountId;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// A passkey that somebody shows, held until the write ends.
pub struct HeldPasskey {
    /// Its id.
    pub id: PasskeyId,
    /// Its public key, as it is kept.
    pub credential: String,
}

/// The passkeys of an account, as they are kept.
pub async fn credentials_of(tx: &WriteTx, account: AccountId) -> Result<Vec<String>, DbErr> {
    passkeys::Entity::find()
        .select_only()
        .column(passkeys::Column::Credential)
        .filter(passkeys::Column::AccountId.eq(account.0))
        .into_tuple()
        .all(tx.conn())
        .await
}

/// Keeps what a device is asked for, for an account.
pub async fn ask_for_passkey(
    leave: &PasskeyAsking<'_>,
    id: ChallengeId,
    state: String,
) -> Result<(), DbErr> {
    put_challenge(leave.tx(), (id, Some(leave.account())), state).await
}

/// Keeps what whoever is there is asked to sign.
pub async fn ask_anybody(
    leave: &PasskeyInviting<'_>,
    id: ChallengeId,
    state: String,
) -> Result<(), DbErr> {
    put_challenge(leave.tx(), (id, None), state).await
}

async fn put_challenge(
    tx: &WriteTx,
    (id, account): (ChallengeId, Option<AccountId>),
    state: String,
) -> Result<(), DbErr> {
    let row = passkey_challenges::ActiveModel {
        id: Set(id.0),
        account_id: Set(account.map(|account| account.0)),
        state: Set(state),
        expires_at: Set(tx.now() + Challenge::LIFE),
    };
    passkey_challenges::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await
        .map(drop)
}

/// Holds what was asked until the write ends: of two who answer it, one is first.
pub async fn hold_challenge(tx: &WriteTx, id: ChallengeId) -> Result<Option<Challenge>, DbErr> {
    let row = passkey_challenges::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    Ok(row.map(|row| Challenge {
        id,
        account: row.account_id.map(AccountId),
        state: row.state,
        expires_at: row.expires_at,
    }))
}

/// Keeps what a device made.
pub async fn add_passkey(
    leave: &PasskeyAdding<'_>,
    own: &OwnPasskey,
    made: Kept,
) -> Result<(), IdentityError> {
    let tx = leave.tx();
    forget_challenge(tx, leave.challenge()).await?;
    let row = passkeys::ActiveModel {
        id: Set(own.id.0),
        account_id: Set(leave.account().0),
        credential_id: Set(made.credential_id),
        credential: Set(made.credential),
        name: Set(own.name.clone()),
        created_at: Set(own.created_at),
        last_used_at: Set(own.last_used_at),
    };
    passkeys::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await
        .map_err(|error| match broken_constraint(&error).as_deref() {
            // No device makes one twice: it was copied from another account.
            Some("passkeys_credential_id_key") => IdentityError::NotTheAsked,
            _ => error.into(),
        })?;
    Ok(())
}

/// Holds a passkey of an account that stands, until the write ends.
pub async fn hold_passkey(
    tx: &WriteTx,
    account: AccountId,
    credential_id: &str,
) -> Result<Option<HeldPasskey>, DbErr> {
    let stands = accounts::Entity::find_by_id(account.0)
        .filter(accounts::Column::ClosedAt.is_null())
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    if stands.is_none() {
        return Ok(None);
    }
    let row = passkeys::Entity::find()
        .filter(passkeys::Column::AccountId.eq(account.0))
        .filter(passkeys::Column::CredentialId.eq(credential_id))
        .one(tx.conn())
        .await?;
    Ok(row.map(|row| HeldPasskey {
        id: PasskeyId(row.id),
        credential: row.credential,
    }))
}

/// Notes that a passkey was shown, and how often it signed; what was asked serves no more.
pub async fn use_passkey(leave: &PasskeyShowing<'_>, credential: String) -> Result<(), DbErr> {
    let tx = leave.tx();
    forget_challenge(tx, leave.challenge()).await?;
    let row = passkeys::ActiveModel {
        id: Set(leave.passkey().0),
        credential: Set(credential),
        last_used_at: Set(Some(tx.now())),
        ..Default::default()
    };
    passkeys::Entity::update(row)
        .exec(tx.conn())
        .await
        .map(drop)
}

async fn forget_challenge(tx: &WriteTx, id: ChallengeId) -> Result<(), DbErr> {
    passkey_challenges::Entity::delete_by_id(id.0)
        .exec(tx.conn())
        .await
        .map(drop)
}

/// Removes a passkey; whether there was one.
pub async fn remove_passkey(leave: &PasskeyRemoving<'_>, id: PasskeyId) -> Result<bool, DbErr> {
    let gone = passkeys::Entity::delete_by_id(id.0)
        .filter(passkeys::Column::AccountId.eq(leave.account().0))
        .exec(leave.tx().conn())
        .await?;
    Ok(gone.rows_affected > 0)
}

/// A page of the passkeys of somebody's own account.
pub async fn own_passkeys(
    db: &impl ConnectionTrait,
    visible: Visible,
    page: &PageRequest,
) -> Result<Page<OwnPasskey>, DbErr> {
    let mut query = passkeys::Entity::find();
    if let Some(only) = visible.only() {
        query = query.filter(passkeys::Column::AccountId.eq(only.0));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(passkeys::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(passkeys::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let own = rows.into_iter().map(|row| OwnPasskey {
        id: PasskeyId(row.id),
        name: row.name,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    });
    let found = own.collect();
    Ok(page.fill(found, |it: &OwnPasskey| Cursor(vec![it.id.0.to_string()])))
}

/// Forgets what was asked and never answered.
pub async fn sweep_challenges(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    passkey_challenges::Entity::delete_many()
        .filter(passkey_challenges::Column::ExpiresAt.lt(tx.now()))
        .exec(tx.conn())
        .await
        .map(drop)
}
