//! Writing a plan: many rows a statement, one transaction.

use std::collections::HashSet;

use entities::{
    course_accreditations, course_audiences, course_codes, course_confirmations, course_topics,
    course_uses, course_versions, courses, editions,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::planned::{Plan, Planned};
use super::seen::{is_untitled, lost, touched};
use crate::domains::catalogue::model::{Change, CourseAct, Source};
use crate::domains::catalogue::policy::Offering;
use crate::domains::catalogue::store::accreditations::rows_of_course;
use crate::domains::catalogue::store::history;
use crate::domains::catalogue::store::put::put;
use crate::kernel::db::{WriteTx, rows_per_statement};
use crate::kernel::words::{free_slug, slug};

/// How long an address may be.
const LONGEST: usize = 80;

/// How it is noted that courses are confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirming {
    /// Each by itself.
    Each,
    /// All at once, when all of the offer was named.
    Whole,
}

/// Writes what changes, and that each course was confirmed.
pub async fn carry_out(
    leave: &Offering<'_>,
    plan: Plan,
    confirming: Confirming,
) -> Result<(), DbErr> {
    let tx = leave.tx();
    let each = plan.0.iter().filter(|_| confirming == Confirming::Each);
    let confirmations = each.map(|planned| course_confirmations::Model {
        course_id: planned.row.id,
        confirmed_at: tx.now(),
    });
    let confirmations: Vec<_> = confirmations.collect();
    let versions = versions(leave, &plan);
    let removals = plan.0.iter().flat_map(|planned| lost(planned, tx.now()));
    let removals: Vec<_> = removals.collect();
    let touches = plan.0.iter().flat_map(|planned| touched(planned, tx.now()));
    let touches: Vec<_> = touches.collect();
    let mut changing: Vec<Planned> = plan.0;
    let (mut changed, mut gone) = (Vec::new(), Vec::new());
    let touched: Vec<Uuid> = changing
        .iter()
        .filter(|planned| planned.change == Change::Unchanged && planned.shows_otherwise())
        .map(|planned| planned.row.id)
        .collect();
    for planned in &mut changing {
        changed.append(&mut planned.editions);
        gone.extend(planned.gone.drain(..).map(|edition| edition.id));
    }
    changing.retain(|planned| planned.change != Change::Unchanged);
    put_courses(tx, changing).await?;
    touch(tx, touched).await?;
    put(tx, changed).await?;
    for some in gone.chunks(rows_per_statement(1)) {
        editions::Entity::delete_many()
            .filter(editions::Column::Id.is_in(some.iter().copied()))
            .exec(tx.conn())
            .await?;
    }
    put(tx, removals).await?;
    put(tx, touches).await?;
    put(tx, confirmations).await?;
    put(tx, versions).await
}

/// Has courses have changed by what became of their editions: whoever keeps a copy asks for
/// what changed since, and an edition that is gone cannot say so itself.
async fn touch(tx: &WriteTx, courses: Vec<Uuid>) -> Result<(), DbErr> {
    for some in courses.chunks(rows_per_statement(1)) {
        courses::Entity::update_many()
            .col_expr(courses::Column::UpdatedAt, Expr::value(tx.now()))
            .filter(courses::Column::Id.is_in(some.iter().copied()))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// A line in the history of each course that changes. One that stands as it is offered is
/// confirmed, and has none.
fn versions(leave: &Offering<'_>, plan: &Plan) -> Vec<course_versions::Model> {
    let act = match leave.source() {
        Source::Push => CourseAct::Push,
        Source::Hand => CourseAct::Edit,
    };
    let done = (act, leave.office());
    let changing = plan.0.iter();
    let changing = changing.filter(|planned| planned.whole() != Change::Unchanged);
    let line = |planned: &Planned| {
        let of = (planned.version, planned.row.id);
        history::line(of, done, leave.tx().now(), planned.otherwise.as_deref())
    };
    changing.map(line).collect()
}

async fn put_courses(tx: &WriteTx, mut changing: Vec<Planned>) -> Result<(), DbErr> {
    name(tx, &mut changing).await?;
    let (mut rows, mut topics, mut audiences) = (Vec::new(), Vec::new(), Vec::new());
    let (mut codes, mut accreditations) = (Vec::new(), Vec::new());
    let mut uses = Vec::new();
    let mut before = Vec::new();
    for planned in changing {
        let course_id = planned.row.id;
        if planned.change == Change::Updated {
            before.push(course_id);
        }
        topics.extend(planned.topics.iter().zip(1..).map(|(topic, position)| {
            course_topics::Model {
                course_id,
                topic_id: topic.0,
                position,
            }
        }));
        let all = planned.audiences.into_iter().zip(1..);
        audiences.extend(all.map(|(audience, position)| course_audiences::Model {
            course_id,
            audience,
            position,
        }));
        let all = planned.codes.into_iter().zip(1..);
        codes.extend(all.map(|((list, code), position)| course_codes::Model {
            course_id,
            list: list.to_owned(),
            code,
            position,
        }));
        accreditations.extend(rows_of_course(course_id, planned.accreditations));
        let all = planned.uses.into_iter().zip(1..);
        uses.extend(all.map(|(product, position)| course_uses::Model {
            course_id,
            product,
            position,
        }));
        rows.push(planned.row);
    }
    put(tx, rows).await?;
    if !before.is_empty() {
        let these = course_topics::Column::CourseId.is_in(before.iter().copied());
        let stale = course_topics::Entity::delete_many().filter(these);
        stale.exec(tx.conn()).await?;
        let these = course_audiences::Column::CourseId.is_in(before.iter().copied());
        let stale = course_audiences::Entity::delete_many().filter(these);
        stale.exec(tx.conn()).await?;
        let these = course_codes::Column::CourseId.is_in(before.iter().copied());
        let stale = course_codes::Entity::delete_many().filter(these);
        stale.exec(tx.conn()).await?;
        let these = course_accreditations::Column::CourseId.is_in(before.iter().copied());
        let stale = course_accreditations::Entity::delete_many().filter(these);
        stale.exec(tx.conn()).await?;
        let these = course_uses::Column::CourseId.is_in(before);
        let stale = course_uses::Entity::delete_many().filter(these);
        stale.exec(tx.conn()).await?;
    }
    put(tx, topics).await?;
    put(tx, audiences).await?;
    put(tx, codes).await?;
    put(tx, accreditations).await?;
    put(tx, uses).await
}

/// Gives each course that has no address yet one of its own.
async fn name(tx: &WriteTx, changing: &mut [Planned]) -> Result<(), DbErr> {
    let mut new: Vec<&mut courses::Model> = changing
        .iter_mut()
        .map(|planned| &mut planned.row)
        .filter(|row| row.slug.is_empty())
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    // Two writes at once must not find the same address free.
    tx.turn("courses.slug").await?;
    let wanted = new.iter().map(|row| slug(words(&row.title), LONGEST));
    let wanted: HashSet<String> = wanted.collect();
    let mut taken = slugs(tx, Some(&wanted)).await?;
    if !taken.is_empty() || wanted.len() < new.len() {
        // A number has to be found, which may be anybody's.
        taken = slugs(tx, None).await?;
    }
    for row in &mut new {
        row.slug = free_slug(words(&row.title), LONGEST, &mut taken);
    }
    Ok(())
}

/// The address of a course that is shown to all, where it had none that its title makes.
pub(in crate::domains::catalogue::store) async fn titled(
    tx: &WriteTx,
    old: &str,
    title: &str,
) -> Result<Option<String>, DbErr> {
    if !is_untitled(old) {
        return Ok(None);
    }
    tx.turn("courses.slug").await?;
    let mut taken = slugs(tx, None).await?;
    Ok(Some(free_slug(words(title), LONGEST, &mut taken)))
}

/// What a course's address is made of: its title, unless nothing is left of that or it
/// would read as the id of another.
fn words(title: &str) -> &str {
    let address = slug(title, LONGEST);
    if address.is_empty() || Uuid::try_parse(&address).is_ok() {
        "leeraanbod"
    } else {
        title
    }
}

/// The addresses that are taken: of all courses, or among some.
async fn slugs(tx: &WriteTx, among: Option<&HashSet<String>>) -> Result<HashSet<String>, DbErr> {
    let mut query = courses::Entity::find();
    if let Some(among) = among {
        query = query.filter(courses::Column::Slug.is_in(among));
    }
    let found: Vec<String> = query
        .select_only()
        .column(courses::Column::Slug)
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(found.into_iter().collect())
}
