//! Accreditations: read for the public and for those who write them, and written.

use std::collections::{HashMap, HashSet};

use entities::{course_accreditations, credential_issuers, provider_accreditations, providers};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::changed::Of;
use super::history::accredited;
use super::read::{gather, places};
use crate::domains::catalogue::model::{
    Accreditation, AccreditationDraft, CourseRecord, Issuer, Otherwise, Provider,
};
use crate::domains::catalogue::policy::Speaking;
use crate::domains::catalogue::snapshot::Facts;
use crate::domains::catalogue::store::put::put;
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;

/// Both tables have the same columns but for whose it is.
macro_rules! draft {
    ($row:ident) => {
        AccreditationDraft {
            issuer: match $row.issuer_id {
                Some(provider) => Issuer::Known(ProviderId(provider)),
                None => Issuer::Named($row.issuer_name.unwrap_or_default()),
            },
            code: $row.code,
            points: $row.points,
            valid: ($row.valid_from, $row.valid_until),
            source_url: $row.source_url,
        }
    };
}

/// As it is kept: who accredits, by id or by name.
fn issuer(issuer: Issuer) -> (Option<Uuid>, Option<String>) {
    match issuer {
        Issuer::Known(provider) => (Some(provider.0), None),
        Issuer::Named(name) => (None, Some(name)),
    }
}

/// Who accredits, tied to where each issuer stands among the providers.
fn known(
    all: Option<Vec<AccreditationDraft>>,
    of_provider: &HashMap<ProviderId, usize>,
) -> Vec<Accreditation> {
    let known = all.into_iter().flatten().map(|says| Accreditation {
        issuer: match says.issuer {
            Issuer::Known(provider) => of_provider.get(&provider).copied(),
            Issuer::Named(_) => None,
        },
        says,
    });
    known.collect()
}

/// Tells providers who accredits them, and which may issue credentials; those are told too.
pub(super) async fn tell_providers(
    db: &impl ConnectionTrait,
    providers: &mut [Provider],
) -> Result<HashSet<Uuid>, DbErr> {
    let rows = provider_accreditations::Entity::find()
        .order_by_asc(provider_accreditations::Column::Position)
        .all(db)
        .await?;
    let mut of_providers = gather(rows, |row| (row.provider_id, draft!(row)));
    let of_provider = places(providers, |provider| provider.id);
    let issuers = credential_issuers::Entity::find().all(db).await?;
    let issuers: HashSet<Uuid> = issuers.into_iter().map(|row| row.provider_id).collect();
    for provider in providers {
        provider.accreditations = known(of_providers.remove(&provider.id.0), &of_provider);
        provider.issues_credentials = issuers.contains(&provider.id.0);
    }
    Ok(issuers)
}

/// Tells courses who accredits them.
pub(super) async fn tie_accreditations(
    db: &impl ConnectionTrait,
    facts: &Facts,
    courses: &mut [CourseRecord],
    of: Of<'_>,
) -> Result<(), DbErr> {
    let rows = course_accreditations::Entity::find();
    let rows = of
        .rows(rows, course_accreditations::Column::CourseId)
        .order_by_asc(course_accreditations::Column::Position)
        .all(db)
        .await?;
    let mut of_courses = gather(rows, |row| (row.course_id, draft!(row)));
    let of_provider = places(&facts.providers, |provider| provider.id);
    for course in courses {
        course.accreditations = known(of_courses.remove(&course.id.0), &of_provider);
    }
    Ok(())
}

/// Who accredits some courses, as their providers say.
pub(super) async fn of_courses(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<AccreditationDraft>>, DbErr> {
    let rows = course_accreditations::Entity::find()
        .filter(course_accreditations::Column::CourseId.is_in(ids.iter().copied()))
        .order_by_asc(course_accreditations::Column::Position)
        .all(db)
        .await?;
    Ok(gather(rows, |row| (row.course_id, draft!(row))))
}

/// Who accredits a course, as rows.
pub(super) fn rows_of_course(
    course_id: Uuid,
    all: Vec<AccreditationDraft>,
) -> impl Iterator<Item = course_accreditations::Model> {
    all.into_iter().zip(1..).map(move |(one, position)| {
        let (issuer_id, issuer_name) = issuer(one.issuer);
        course_accreditations::Model {
            course_id,
            position,
            issuer_id,
            issuer_name,
            code: one.code,
            points: one.points,
            valid_from: one.valid.0,
            valid_until: one.valid.1,
            source_url: one.source_url,
        }
    })
}

/// Puts who accredits a provider in the place of who did, and tells what is otherwise since;
/// nothing where the provider changed since it was read. Where all is the same, nothing happens.
pub async fn accredit(
    leave: &Speaking<'_>,
    from: Revision,
    all: Vec<AccreditationDraft>,
) -> Result<Option<Vec<Otherwise>>, DbErr> {
    let (tx, provider_id) = (leave.tx(), leave.provider().0);
    let standing = providers::Entity::find_by_id(provider_id).lock_exclusive();
    let standing = standing.one(tx.conn()).await?;
    if standing.is_none_or(|row| row.revision != from.0) {
        return Ok(None);
    }
    let rows = provider_accreditations::Entity::find()
        .filter(provider_accreditations::Column::ProviderId.eq(provider_id))
        .order_by_asc(provider_accreditations::Column::Position)
        .all(tx.conn())
        .await?;
    let told = |all: &[AccreditationDraft]| all.iter().map(accredited).collect::<Vec<_>>();
    let had: Vec<_> = rows.into_iter().map(|row| draft!(row)).collect();
    let (before, after) = (told(&had), told(&all));
    if before == after {
        return Ok(Some(Vec::new()));
    }
    let field = "accreditations".to_owned();
    let otherwise = Otherwise {
        field,
        before,
        after,
    };
    providers::Entity::update_many()
        .col_expr(
            providers::Column::Revision,
            Expr::col(providers::Column::Revision).add(1),
        )
        .col_expr(providers::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(providers::Column::Id.eq(provider_id))
        .exec(tx.conn())
        .await?;
    provider_accreditations::Entity::delete_many()
        .filter(provider_accreditations::Column::ProviderId.eq(provider_id))
        .exec(tx.conn())
        .await?;
    let rows = all.into_iter().zip(1..).map(|(one, position)| {
        let (issuer_id, issuer_name) = issuer(one.issuer);
        provider_accreditations::Model {
            provider_id,
            position,
            issuer_id,
            issuer_name,
            code: one.code,
            points: one.points,
            valid_from: one.valid.0,
            valid_until: one.valid.1,
            source_url: one.source_url,
        }
    });
    put(tx, rows.collect()).await?;
    Ok(Some(vec![otherwise]))
}
