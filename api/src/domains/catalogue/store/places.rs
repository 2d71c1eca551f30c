//! Reads who offers something to learn, and the municipalities where that can be.

use entities::{municipalities, provider_regions, providers};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};

use super::read::{coded, gather, places};
use crate::domains::catalogue::model::{Municipality, Placed, Provider};
use crate::domains::catalogue::snapshot::Lists;
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;
use crate::kernel::words::fold;

/// The municipalities, by name.
pub(super) async fn all_municipalities(
    db: &impl ConnectionTrait,
) -> Result<Vec<Municipality>, DbErr> {
    let rows = municipalities::Entity::find().all(db).await?;
    let mut all: Vec<Municipality> = rows
        .into_iter()
        .map(|row| Municipality {
            sort_name: fold(&row.name),
            haystack: fold(&[&row.name, row.alias.as_deref().unwrap_or_default()].join("\n")),
            code: row.code,
            slug: row.slug,
            name: row.name,
            alias: row.alias,
            province: row.province,
            youth_region: row.youth_region,
            latitude: row.latitude,
            longitude: row.longitude,
            as_of_year: row.as_of_year,
        })
        .collect();
    all.sort_by_cached_key(Placed::place);
    Ok(all)
}

/// The providers, by name.
pub(super) async fn all_providers(
    db: &impl ConnectionTrait,
    lists: &Lists,
) -> Result<Vec<Provider>, DbErr> {
    let regions = provider_regions::Entity::find()
        .order_by_asc(provider_regions::Column::Position)
        .all(db)
        .await?;
    let mut regions = gather(regions, |row| (row.provider_id, row.region));
    let seats = places(&lists.municipalities, |municipality| {
        municipality.code.clone()
    });
    let rows = providers::Entity::find().all(db).await?;
    let mut all: Vec<Provider> = rows
        .into_iter()
        .map(|row| Provider {
            regions: regions.remove(&row.id).unwrap_or_default(),
            id: ProviderId(row.id),
            slug: row.slug,
            sort_name: fold(&row.name),
            name: row.name,
            kind: coded(lists, "provider_kind", row.kind),
            website: row.website,
            seat: row.seat_code.and_then(|code| seats.get(&code).copied()),
            seat_basis: row.seat_basis,
            source: row.source,
            source_url: row.source_url,
            note: row.note,
            accreditations: Vec::new(),
            issues_credentials: false,
            revision: Revision(row.revision),
            updated_at: row.updated_at,
        })
        .collect();
    all.sort_by_cached_key(Placed::place);
    Ok(all)
}
