//! How what is edited by hand is kept, and its history.

use entities::{
    code_list_items, course_subjects, course_topics, courses, edits, provider_regions, providers,
};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::domains::catalogue::model::{
    Edit, EditId, Edited, Mapped, Office, Otherwise, OwnCode, OwnProvider, SubjectId, TopicId,
};
use crate::domains::catalogue::policy::{Editing, Speaking, Standing};
use crate::domains::catalogue::store::put::put;
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::revision::Revision;

/// Adds a line to the history of what was edited.
pub async fn add_edit(
    leave: &Editing<'_>,
    (id, edited): (EditId, &Edited),
    changes: &[Otherwise],
) -> Result<(), DbErr> {
    let (kind, key) = edited.key();
    let row = edits::Model {
        id: id.0,
        kind: kind.to_owned(),
        key,
        office: leave.office().word().to_owned(),
        at: leave.tx().now(),
        // Texts and lists of them: writing these as JSON cannot fail.
        changes: serde_json::json!(changes).to_string(),
    };
    put(leave.tx(), vec![row]).await
}

/// A page of the history of one thing, the newest line first.
pub async fn edits(
    db: &impl ConnectionTrait,
    edited: &Edited,
    page: &PageRequest,
) -> Result<Page<Edit>, DbErr> {
    let (kind, key) = edited.key();
    let mut query = edits::Entity::find()
        .filter(edits::Column::Kind.eq(kind))
        .filter(edits::Column::Key.eq(key));
    if let Some(after) = page.after_id() {
        query = query.filter(edits::Column::Id.lt(after));
    }
    let rows = query
        .order_by_desc(edits::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let read = rows.into_iter().filter_map(|row| {
        Some(Edit {
            id: EditId(row.id),
            by: Office::from_word(&row.office)?,
            at: row.at,
            changes: serde_json::from_str(&row.changes).ok()?,
        })
    });
    let found = read.collect();
    Ok(page.fill(found, |edit: &Edit| Cursor(vec![edit.id.0.to_string()])))
}

/// A provider, held until the write ends.
pub async fn hold_provider(leave: &Speaking<'_>) -> Result<Option<OwnProvider>, DbErr> {
    let (tx, id) = (leave.tx(), leave.provider());
    let row = providers::Entity::find_by_id(id.0).lock_exclusive();
    let Some(row) = row.one(tx.conn()).await? else {
        return Ok(None);
    };
    let regions = provider_regions::Entity::find()
        .filter(provider_regions::Column::ProviderId.eq(id.0))
        .order_by_asc(provider_regions::Column::Position)
        .all(tx.conn())
        .await?;
    Ok(Some(OwnProvider {
        id,
        name: row.name,
        kind: row.kind,
        website: row.website,
        seat_code: row.seat_code,
        note: row.note,
        regions: regions.into_iter().map(|row| row.region).collect(),
        revision: Revision(row.revision),
    }))
}

/// Has a provider be as it is said to be. A seat that it says itself is its own knowledge.
pub async fn put_provider(leave: &Speaking<'_>, after: &OwnProvider) -> Result<(), DbErr> {
    let (tx, id) = (leave.tx(), leave.provider().0);
    let basis = after.seat_code.as_ref().map(|_| "own_knowledge");
    providers::Entity::update_many()
        .col_expr(providers::Column::Name, Expr::value(&after.name))
        .col_expr(providers::Column::Kind, Expr::value(&after.kind))
        .col_expr(
            providers::Column::Website,
            Expr::value(after.website.clone()),
        )
        .col_expr(
            providers::Column::SeatCode,
            Expr::value(after.seat_code.clone()),
        )
        .col_expr(providers::Column::SeatBasis, Expr::value(basis))
        .col_expr(providers::Column::Note, Expr::value(after.note.clone()))
        .col_expr(providers::Column::Revision, Expr::value(after.revision.0))
        .col_expr(providers::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(providers::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    provider_regions::Entity::delete_many()
        .filter(provider_regions::Column::ProviderId.eq(id))
        .exec(tx.conn())
        .await?;
    let rows = after
        .regions
        .iter()
        .zip(1..)
        .map(|(region, position)| provider_regions::Model {
            provider_id: id,
            region: region.clone(),
            position,
        });
    put(tx, rows.collect()).await
}

/// The codes of a list; nobody else edits it until the write ends.
pub async fn hold_codes(leave: &Editing<'_>, list: &str) -> Result<Vec<OwnCode>, DbErr> {
    let tx = leave.tx();
    tx.turn(&format!("code list {list}")).await?;
    let rows = code_list_items::Entity::find()
        .filter(code_list_items::Column::List.eq(list))
        .order_by_asc(code_list_items::Column::Position)
        .all(tx.conn())
        .await?;
    let own = rows.into_iter().map(|row| OwnCode {
        list: row.list,
        code: row.code,
        position: row.position,
        label_nl: row.label_nl,
        label_en: row.label_en,
        retired: row.retired,
        group: row.group_code,
        revision: Revision(row.revision),
    });
    Ok(own.collect())
}

/// Has a code be as it is said to be, or adds it.
pub async fn put_code(leave: &Editing<'_>, after: &OwnCode) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = code_list_items::Model {
        list: after.list.clone(),
        code: after.code.clone(),
        position: after.position,
        label_nl: after.label_nl.clone(),
        label_en: after.label_en.clone(),
        retired: after.retired,
        revision: after.revision.0,
        group_code: after.group.clone(),
    };
    put(tx, vec![row]).await
}

/// On what a course is mapped, and by whom.
pub async fn mapped(leave: &Standing<'_>) -> Result<Mapped, DbErr> {
    let (db, id) = (leave.tx().conn(), leave.course().0);
    let topics = course_topics::Entity::find()
        .filter(course_topics::Column::CourseId.eq(id))
        .order_by_asc(course_topics::Column::Position)
        .all(db)
        .await?;
    let subjects = course_subjects::Entity::find()
        .filter(course_subjects::Column::CourseId.eq(id))
        .order_by_asc(course_subjects::Column::Position)
        .all(db)
        .await?;
    let row = courses::Entity::find_by_id(id).one(db).await?;
    Ok(Mapped {
        topics: topics
            .into_iter()
            .map(|row| TopicId(row.topic_id))
            .collect(),
        subjects: subjects
            .into_iter()
            .map(|row| SubjectId(row.subject_id))
            .collect(),
        by: row.map(|row| row.mapping).unwrap_or_default(),
    })
}

/// Maps a course, which somebody in office looked at.
pub async fn map(leave: &Standing<'_>, mapped: &Mapped) -> Result<(), DbErr> {
    let (tx, course_id) = (leave.tx(), leave.course().0);
    courses::Entity::update_many()
        .col_expr(courses::Column::Mapping, Expr::value(&mapped.by))
        .col_expr(courses::Column::MappingReviewedAt, Expr::value(tx.now()))
        .col_expr(
            courses::Column::Revision,
            Expr::col(courses::Column::Revision).add(1),
        )
        .col_expr(courses::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(courses::Column::Id.eq(course_id))
        .exec(tx.conn())
        .await?;
    course_topics::Entity::delete_many()
        .filter(course_topics::Column::CourseId.eq(course_id))
        .exec(tx.conn())
        .await?;
    course_subjects::Entity::delete_many()
        .filter(course_subjects::Column::CourseId.eq(course_id))
        .exec(tx.conn())
        .await?;
    let topics = mapped.topics.iter().zip(1..);
    let topics = topics.map(|(topic, position)| course_topics::Model {
        course_id,
        topic_id: topic.0,
        position,
    });
    put(tx, topics.collect()).await?;
    let subjects = mapped.subjects.iter().zip(1..);
    let subjects = subjects.map(|(subject, position)| course_subjects::Model {
        course_id,
        subject_id: subject.0,
        position,
        mapping: "own".to_owned(),
        source: "hand".to_owned(),
    });
    put(tx, subjects.collect()).await
}
