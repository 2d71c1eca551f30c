//! Writing rows: as many in a statement as both databases take.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel, Iterable,
    PrimaryKeyToColumn,
};

use crate::kernel::db::{WriteTx, rows_per_statement};

/// Adds rows; those whose key is there are put in the place of what stands.
pub(super) async fn put<M, A, E>(tx: &WriteTx, rows: Vec<M>) -> Result<(), DbErr>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
    E: EntityTrait,
{
    let keys: Vec<E::Column> = E::PrimaryKey::iter()
        .map(PrimaryKeyToColumn::into_column)
        .collect();
    let most = rows_per_statement(E::Column::iter().count());
    let mut rows = rows
        .into_iter()
        .map(|row| row.into_active_model().reset_all())
        .peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(most).collect();
        let instead = OnConflict::columns(keys.iter().copied())
            .update_columns(E::Column::iter())
            .to_owned();
        E::insert_many(some)
            .on_conflict(instead)
            .exec_without_returning(tx.conn())
            .await?;
    }
    Ok(())
}
