//! Reads every published row once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use entities::{code_list_items, pillars, topics};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder, StreamTrait};
use uuid::Uuid;

use super::accreditations::tie_accreditations;
use super::courses::published_courses;
use super::editions::all_editions;
use super::places::{all_municipalities, all_providers};
use super::removals::removals;
use super::subjects::all_subjects;
use super::terms::all_terms;
use super::topic_texts::topic_pages;
use super::trainers::read_trainers;
use super::uses::all_uses;
use crate::domains::catalogue::model::{
    CodeList, CodeStanding, Coded, Pillar, PillarId, Topic, TopicId,
};
use crate::domains::catalogue::snapshot::{Facts, Removal, Rows};
use crate::domains::reviews;
use crate::kernel::feed;
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;

/// Reads what is published, for whomever it is: the lists, the courses with their editions, and
/// what was taken from whom, none of it tied together yet.
///
/// Needs a transaction in which reads agree.
///
/// Reviews are many and change once a month: what was known of them `before` is taken as
/// it is where the feed tells of nothing since.
pub async fn facts(
    db: &(impl ConnectionTrait + StreamTrait),
    before: Option<&Facts>,
) -> Result<(Facts, Rows, Vec<Removal>), DbErr> {
    let mut facts = Facts::default();
    facts.position = feed::last(db).await?;
    facts.shown = match before {
        Some(before) if !feed::tells_of(db, reviews::TOPIC, before.position).await? => {
            before.shown.clone()
        }
        _ => Arc::new(reviews::shown(db).await?),
    };
    facts.code_lists = codes(db).await?;
    pillars_and_topics(db, &mut facts).await?;
    facts.subjects = all_subjects(db, &facts).await?;
    facts.municipalities = all_municipalities(db).await?;
    facts.providers = all_providers(db, &facts).await?;
    facts.courses = published_courses(db, &facts).await?;
    tie_accreditations(db, &mut facts).await?;
    read_trainers(db, &mut facts).await?;
    let rows = Rows {
        courses: std::mem::take(&mut facts.courses),
        editions: all_editions(db, &facts).await?,
        uses: all_uses(db).await?,
    };
    facts.terms = all_terms(db, &facts).await?;
    let removals = removals(db).await?;
    Ok((facts, rows, removals))
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

async fn pillars_and_topics(db: &impl ConnectionTrait, facts: &mut Facts) -> Result<(), DbErr> {
    let rows = pillars::Entity::find()
        .order_by_asc(pillars::Column::Position)
        .all(db)
        .await?;
    facts.pillars = rows
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
    let of = places(&facts.pillars, |pillar| pillar.id.0);
    let mut pages = topic_pages(db).await?;
    let rows = topics::Entity::find()
        .order_by_asc(topics::Column::Position)
        .all(db)
        .await?;
    facts.topics = rows
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
pub(super) fn coded(facts: &Facts, list: &str, code: String) -> Coded {
    match facts.code(list, &code) {
        Some(known) => known.clone(),
        None => Coded {
            label: Text::new(code.clone(), code.clone()),
            code,
            group: None,
        },
    }
}
