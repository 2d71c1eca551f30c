//! Reads what is published: all of it once, and then what changed.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use entities::{code_list_items, pillars, topics};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder, StreamTrait};
use uuid::Uuid;

use super::accreditations::{tell_providers, tie_accreditations};
use super::changed::{Changed, Of};
use super::courses::published_courses;
use super::editions::editions_of_courses;
use super::places::{all_municipalities, all_providers};
use super::removals::{removals, touches};
use super::subjects::all_subjects;
use super::terms::all_terms;
use super::topic_texts::topic_pages;
use super::trainers::{read_trainers, say_so};
use super::uses::uses;
use crate::domains::catalogue::model::{
    CodeList, CodeStanding, Coded, Pillar, PillarId, Topic, TopicId,
};
use crate::domains::catalogue::snapshot::{CourseRows, Facts, Lists, Rows};
use crate::domains::reviews;
use crate::kernel::feed;
use crate::kernel::id::CourseId;
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;

/// Reads what is published, for whomever it is: what is the same for everybody, and the rows of
/// courses, not tied together yet.
///
/// Needs a transaction in which reads agree. What the feed tells of no change of is taken as it
/// was `before`: reviews, which are many and change once a month; the lists, which hardly do; and
/// the rows of every provider that wrote nothing since.
pub async fn facts(
    db: &(impl ConnectionTrait + StreamTrait),
    before: Option<(&Facts, &Rows)>,
) -> Result<(Facts, Rows), DbErr> {
    let position = feed::last(db).await?;
    let since = match before {
        Some((facts, _)) => Some(Changed::since(db, facts.position).await?),
        None => None,
    };
    let changed = since.as_ref();
    let reviews = match (before, changed) {
        (Some((facts, _)), Some(changed)) if !changed.reviews => facts.reviews.clone(),
        _ => Arc::new(reviews::shown(db).await?.into()),
    };
    let lists = match (before, changed) {
        (Some((facts, _)), Some(changed)) if !changed.lists => facts.lists.clone(),
        _ => Arc::new(lists(db).await?),
    };
    let mut providers = all_providers(db, &lists).await?;
    let issuers = tell_providers(db, &mut providers).await?;
    let mut facts = Facts::default();
    facts.position = position;
    facts.reviews = reviews;
    facts.lists = lists;
    facts.providers = providers.into();
    let (trainers, by_parents) = read_trainers(db, &facts, &issuers).await?;
    facts.trainers = trainers;
    // Rows name lists and providers by their places: where one moved, all are read.
    let kept = before.zip(changed).filter(|((before, _), _)| {
        let ids = |facts: &Facts| facts.providers.iter().map(|it| it.id).collect::<Vec<_>>();
        Arc::ptr_eq(&before.lists, &facts.lists) && ids(before) == ids(&facts)
    });
    let Some(((_, rows), changed)) = kept else {
        let rows = rows_of(db, &facts, &by_parents, Of::ALL).await?;
        let rows = rows.settled(&facts.providers);
        return Ok((facts, rows));
    };
    let of = Of(Some(&changed.providers));
    let fresh = rows_of(db, &facts, &by_parents, of).await?;
    let whose = |at: usize| changed.providers.contains(&facts.providers[at].id.0);
    let rows = rows.replaced(whose, fresh).settled(&facts.providers);
    Ok((facts, rows))
}

/// The rows of published courses.
async fn rows_of(
    db: &impl ConnectionTrait,
    facts: &Facts,
    by_parents: &HashSet<CourseId>,
    of: Of<'_>,
) -> Result<Rows, DbErr> {
    if of.is_nobody() {
        return Ok(Rows::default());
    }
    let mut courses = published_courses(db, facts, of).await?;
    tie_accreditations(db, facts, &mut courses, of).await?;
    say_so(facts, &mut courses, by_parents);
    let mut editions = editions_of_courses(db, facts, of).await?;
    let mut uses = uses(db, of).await?;
    let courses = courses.into_iter().map(|course| {
        Arc::new(CourseRows {
            editions: editions.remove(&course.id.0).unwrap_or_default(),
            uses: uses.remove(&course.id.0).unwrap_or_default(),
            course: Arc::new(course),
        })
    });
    let (removals, touches) = (removals(db, of).await?, touches(db, of).await?);
    Ok(Rows::of(courses.collect(), removals, touches))
}

async fn lists(db: &impl ConnectionTrait) -> Result<Lists, DbErr> {
    let mut lists = Lists::default();
    lists.code_lists = codes(db).await?;
    pillars_and_topics(db, &mut lists).await?;
    lists.subjects = all_subjects(db, &lists).await?;
    lists.municipalities = all_municipalities(db).await?;
    lists.terms = all_terms(db, &lists).await?;
    Ok(lists.findable())
}

/// Where each id stands in a list.
pub(super) fn places<T, K: Eq + Hash>(items: &[T], key: impl Fn(&T) -> K) -> HashMap<K, usize> {
    items
        .iter()
        .enumerate()
        .map(|(at, item)| (key(item), at))
        .collect()
}

/// Rows that belong to others, gathered by whom.
pub(super) fn gather<R, V>(rows: Vec<R>, of: impl Fn(R) -> (Uuid, V)) -> HashMap<Uuid, Vec<V>> {
    let mut gathered: HashMap<Uuid, Vec<V>> = HashMap::new();
    for row in rows {
        let (owner, value) = of(row);
        gathered.entry(owner).or_default().push(value);
    }
    gathered
}

async fn codes(db: &impl ConnectionTrait) -> Result<Vec<CodeList>, DbErr> {
    let rows = code_list_items::Entity::find()
        .order_by_asc(code_list_items::Column::List)
        .order_by_asc(code_list_items::Column::Position)
        .order_by_asc(code_list_items::Column::Code)
        .all(db)
        .await?;
    let mut lists: Vec<CodeList> = Vec::new();
    for row in rows {
        let coded = Coded {
            code: row.code,
            label: Text::new(row.label_nl, row.label_en),
            group: row.group_code,
        };
        let standing = CodeStanding {
            retired: row.retired,
            revision: Revision(row.revision),
        };
        match lists.last_mut() {
            Some(list) if list.name == row.list => {
                list.items.push(coded);
                list.standing.push(standing);
            }
            _ => lists.push(CodeList {
                name: row.list,
                items: vec![coded],
                standing: vec![standing],
            }),
        }
    }
    Ok(lists)
}

/// The ids of pillars, by slug.
pub async fn pillar_ids(db: &impl ConnectionTrait) -> Result<HashMap<String, PillarId>, DbErr> {
    let rows = pillars::Entity::find().all(db).await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.slug, PillarId(row.id))).collect())
}

async fn pillars_and_topics(db: &impl ConnectionTrait, lists: &mut Lists) -> Result<(), DbErr> {
    let rows = pillars::Entity::find()
        .order_by_asc(pillars::Column::Position)
        .all(db)
        .await?;
    lists.pillars = rows
        .into_iter()
        .map(|row| Pillar {
            id: PillarId(row.id),
            slug: row.slug,
            position: row.position,
            name: Text::new(row.name_nl, row.name_en),
            title: Text::new(row.title_nl, row.title_en),
            source_url: row.source_url,
        })
        .collect();
    let of = places(&lists.pillars, |pillar| pillar.id.0);
    let mut pages = topic_pages(db).await?;
    let rows = topics::Entity::find()
        .order_by_asc(topics::Column::Position)
        .all(db)
        .await?;
    lists.topics = rows
        .into_iter()
        .filter_map(|row| {
            Some(Topic {
                id: TopicId(row.id),
                slug: row.slug,
                position: row.position,
                name: Text::new(row.name_nl, row.name_en),
                pillar: *of.get(&row.pillar_id)?,
                page: pages.remove(&row.id),
                source_url: row.source_url,
            })
        })
        .collect();
    Ok(())
}

/// A code with its label; a code that left its list is shown as itself.
pub(super) fn coded(lists: &Lists, list: &str, code: String) -> Coded {
    match lists.code(list, &code) {
        Some(known) => known.clone(),
        None => Coded {
            label: Text::new(code.clone(), code.clone()),
            code,
            group: None,
        },
    }
}
