//! What changed since a snapshot was made, and whose rows are read.

use std::collections::HashSet;

use entities::courses;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use crate::domains::catalogue::snapshot::TOPICS;
use crate::domains::reviews;
use crate::kernel::feed;

/// What the feed tells of.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Reviews came out, or are shown no more.
    pub reviews: bool,
    /// Something that is nobody's in particular.
    pub lists: bool,
    /// The providers of which something is new.
    pub providers: HashSet<Uuid>,
}

impl Changed {
    /// What it tells of after an entry.
    pub async fn since(db: &impl ConnectionTrait, seq: i64) -> Result<Self, DbErr> {
        let mut changed = Self::default();
        for (topic, key) in feed::told(db, &TOPICS, seq).await? {
            match Uuid::try_parse(&key) {
                _ if topic == reviews::TOPIC => changed.reviews = true,
                Ok(provider) => {
                    changed.providers.insert(provider);
                }
                Err(_) => changed.lists = true,
            }
        }
        Ok(changed)
    }
}

/// Whose courses are read: those of some providers, or all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Of<'a>(pub Option<&'a HashSet<Uuid>>);

impl Of<'_> {
    /// Everybody's.
    pub const ALL: Self = Self(None);

    /// Whether there is nothing to read.
    pub fn is_nobody(self) -> bool {
        self.0.is_some_and(HashSet::is_empty)
    }

    /// Their courses.
    pub fn courses(self, select: Select<courses::Entity>) -> Select<courses::Entity> {
        match self.0 {
            Some(ids) => select.filter(courses::Column::ProviderId.is_in(ids.iter().copied())),
            None => select,
        }
    }

    /// The rows that belong to their courses, by the column that says to which.
    pub fn rows<E: EntityTrait>(self, select: Select<E>, course: E::Column) -> Select<E> {
        let Some(ids) = self.0 else {
            return select;
        };
        let theirs = Query::select()
            .column(courses::Column::Id)
            .from(courses::Entity)
            .and_where(Expr::col(courses::Column::ProviderId).is_in(ids.iter().copied()))
            .to_owned();
        select.filter(course.in_subquery(theirs))
    }
}
