//! Ideas. No row names an account, or a time but a month.

use entities::ideas;
use sea_orm::sea_query::{Cond, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::super::model::{Idea, IdeaId, Pseudonym};
use super::super::policy::{Removing, Submitting, Visible};
use crate::kernel::db::WriteTx;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// A page of ideas: those of the latest month first, within a month in no order that
/// tells anything.
pub async fn ideas(
    db: &impl ConnectionTrait,
    _all: Visible,
    page: &PageRequest,
) -> Result<Page<Idea>, DbErr> {
    let mut query = ideas::Entity::find();
    if let Some((month, id)) = page.after().and_then(place) {
        let within = ideas::Column::SubmittedIn
            .eq(month.clone())
            .and(ideas::Column::Id.gt(id));
        query = query.filter(
            Cond::any()
                .add(ideas::Column::SubmittedIn.lt(month))
                .add(within),
        );
    }
    let rows = query
        .order_by_desc(ideas::Column::SubmittedIn)
        .order_by_asc(ideas::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().map(read).collect();
    Ok(page.fill(found, |idea: &Idea| {
        Cursor(vec![idea.submitted_in.clone(), idea.id.0.to_string()])
    }))
}

fn place(cursor: &Cursor) -> Option<(String, Uuid)> {
    let [month, id] = cursor.0.as_slice() else {
        return None;
    };
    Some((month.clone(), id.parse().ok()?))
}

/// An idea.
pub async fn idea(
    db: &impl ConnectionTrait,
    _all: Visible,
    id: IdeaId,
) -> Result<Option<Idea>, DbErr> {
    let row = ideas::Entity::find_by_id(id.0).one(db).await?;
    Ok(row.map(read))
}

/// An idea, held until the write ends: no two remove it.
pub async fn hold_idea(tx: &WriteTx, all: Visible, id: IdeaId) -> Result<Option<Idea>, DbErr> {
    tx.turn(&format!("idea {}", id.0)).await?;
    idea(tx.conn(), all, id).await
}

fn read(row: ideas::Model) -> Idea {
    Idea {
        id: IdeaId(row.id),
        title: row.title,
        text: row.text,
        submitted_in: row.submitted_in,
        author: Pseudonym(row.author),
    }
}

/// Keeps a new idea.
pub async fn add_idea(leave: &Submitting<'_>, new: Idea) -> Result<(), DbErr> {
    let row = ideas::ActiveModel {
        id: Set(new.id.0),
        title: Set(new.title),
        text: Set(new.text),
        submitted_in: Set(new.submitted_in),
        author: Set(new.author.0),
    };
    let added = ideas::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await;
    added.map(drop)
}

/// Removes an idea. Nothing of it stays.
pub async fn remove_idea(leave: &Removing<'_>) -> Result<(), DbErr> {
    let gone = ideas::Entity::delete_by_id(leave.idea().0)
        .exec(leave.tx().conn())
        .await;
    gone.map(drop)
}
