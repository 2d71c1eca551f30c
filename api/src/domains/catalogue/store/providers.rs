//! Providers that are let in, and those that become their own.

use std::collections::HashSet;

use entities::providers;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::domains::catalogue::policy::Admitting;
use crate::kernel::id::ProviderId;
use crate::kernel::words::{free_slug, slug};

/// How long an address may be.
const LONGEST: usize = 80;

/// Makes a provider of its own, with an address that nobody has.
pub async fn admit(
    leave: &Admitting<'_>,
    id: ProviderId,
    (name, kind, website): (&str, &str, &str),
) -> Result<(), DbErr> {
    let tx = leave.tx();
    tx.turn("providers.slug").await?;
    let taken: Vec<String> = providers::Entity::find()
        .select_only()
        .column(providers::Column::Slug)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let mut taken: HashSet<String> = taken.into_iter().collect();
    let address = slug(name, LONGEST);
    // It may not read as the id of another.
    let nameless = address.is_empty() || Uuid::try_parse(&address).is_ok();
    let words = if nameless { "aanbieder" } else { name };
    let row = providers::ActiveModel {
        id: Set(id.0),
        slug: Set(free_slug(words, LONGEST, &mut taken)),
        name: Set(name.to_owned()),
        kind: Set(kind.to_owned()),
        website: Set(Some(website.to_owned())),
        seat_code: Set(None),
        seat_basis: Set(None),
        source: Set("hand".to_owned()),
        source_url: Set(None),
        note: Set(None),
        confirmed_at: Set(None),
        revision: Set(1),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
    };
    providers::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Has a provider from public sources be its own; false where it is already.
pub async fn hand_over(
    leave: &Admitting<'_>,
    provider: ProviderId,
    website: &str,
) -> Result<bool, DbErr> {
    let known = Func::coalesce([Expr::col(providers::Column::Website), Expr::value(website)]);
    let done = providers::Entity::update_many()
        .col_expr(providers::Column::Source, Expr::value("hand"))
        .col_expr(providers::Column::Website, known.into())
        .col_expr(
            providers::Column::Revision,
            Expr::col(providers::Column::Revision).add(1),
        )
        .col_expr(providers::Column::UpdatedAt, Expr::value(leave.tx().now()))
        .filter(providers::Column::Id.eq(provider.0))
        .filter(providers::Column::Source.eq("seed"))
        .exec(leave.tx().conn())
        .await?;
    Ok(done.rows_affected == 1)
}
