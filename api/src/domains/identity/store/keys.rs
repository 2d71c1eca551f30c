//! The keys that sign tokens, sealed.

use entities::token_keys;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter,
};

use super::super::keys::SealedKey;
use super::super::policy::KeyKeeping;

/// Held by whoever makes a key, so that two nodes that start at once make one. The
/// number means nothing; it must be ours alone.
const KEY_LOCK: i64 = 7_145_310_003;

/// Every key, sealed.
pub async fn sealed_keys(db: &impl ConnectionTrait) -> Result<Vec<SealedKey>, DbErr> {
    let rows = token_keys::Entity::find().all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| SealedKey {
            kid: row.kid,
            sealed: row.sealed,
            signs_from: row.signs_from,
        })
        .collect())
}

/// Lets one node at a time make a key. SQLite has one writer anyway.
pub async fn lock_keys(leave: &KeyKeeping<'_>) -> Result<(), DbErr> {
    let conn = leave.tx().conn();
    if conn.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({KEY_LOCK})");
        conn.execute_unprepared(&lock).await?;
    }
    Ok(())
}

/// Keeps a key.
pub async fn add_key(leave: &KeyKeeping<'_>, key: SealedKey) -> Result<(), DbErr> {
    let row = token_keys::ActiveModel {
        kid: Set(key.kid),
        sealed: Set(key.sealed),
        signs_from: Set(key.signs_from),
    };
    token_keys::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets keys.
pub async fn remove_keys(leave: &KeyKeeping<'_>, kids: &[String]) -> Result<(), DbErr> {
    token_keys::Entity::delete_many()
        .filter(token_keys::Column::Kid.is_in(kids.iter().map(String::as_str)))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}
