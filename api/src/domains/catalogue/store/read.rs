//! Reads every public row once and ties them together.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entities::{
    code_list_items, course_audiences, course_codes, course_confirmations, course_topics, courses,
    pillars, topics,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    StreamTrait,
};
use uuid::Uuid;

use super::accreditations::tie_accreditations;
use super::editions::{public_editions, tie_editions};
use super::places::{all_municipalities, all_providers};
use super::subjects::{all_subjects, subjects_of_courses, under};
use super::terms::all_terms;
use super::topic_texts::topic_pages;
use super::uses::tie_uses;
use crate::domains::catalogue::model::{
    CodeList, CodeStanding, Coded, Course, CourseRecord, Pillar, PillarId, Placed, Signs, Status,
    Topic, TopicId, kind_by_form,
};
use crate::domains::catalogue::snapshot::Facts;
use crate::domains::reviews;
use crate::kernel::feed;
use crate::kernel::id::CourseId;
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;
use crate::kernel::words::fold;

/// Reads what the public may know, not yet made findable. Needs a transaction in which
/// reads agree.
///
/// Reviews are many and change once a month: what was known of them `before` is taken as
/// it is where the feed tells of nothing since.
pub async fn facts(
    db: &(impl ConnectionTrait + StreamTrait),
    before: Option<&Facts>,
) -> Result<Facts, DbErr> {
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
    facts.courses = public_courses(db, &facts).await?;
    tie_accreditations(db, &mut facts).await?;
    facts.withdrawn = withdrawn(db).await?;
    facts.editions = public_editions(db, &facts).await?;
    tie_uses(db, &mut facts).await?;
    tie_editions(&mut facts);
    tie_reviews(&mut facts);
    facts.terms = all_terms(db, &facts).await?;
    Ok(facts)
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

async fn public_courses(db: &impl ConnectionTrait, facts: &Facts) -> Result<Vec<Course>, DbErr> {
    let of_topic = places(&facts.topics, |topic| topic.id.0);
    let of_provider = places(&facts.providers, |provider| provider.id.0);
    let rows = course_topics::Entity::find()
        .order_by_asc(course_topics::Column::Position)
        .all(db)
        .await?;
    let mut topics = gather(rows, |row| (row.course_id, row.topic_id));
    let mut subjects = subjects_of_courses(db, facts).await?;
    let rows = course_audiences::Entity::find()
        .order_by_asc(course_audiences::Column::Position)
        .all(db)
        .await?;
    let mut audiences = gather(rows, |row| (row.course_id, row.audience));
    let rows = course_codes::Entity::find()
        .order_by_asc(course_codes::Column::Position)
        .all(db)
        .await?;
    let mut codes = gather(rows, |row| (row.course_id, (row.list, row.code)));
    let rows = course_confirmations::Entity::find().all(db).await?;
    let confirmed: HashMap<_, _> = rows
        .into_iter()
        .map(|row| (row.course_id, row.confirmed_at))
        .collect();
    let rows = with_status([Status::Published]).all(db).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(provider) = of_provider.get(&row.provider_id).copied() else {
            continue;
        };
        let topics = topics.remove(&row.id).unwrap_or_default();
        let topics = topics
            .iter()
            .filter_map(|topic| of_topic.get(topic).copied());
        let topics: Vec<usize> = topics.collect();
        let subjects = subjects.remove(&row.id).unwrap_or_default();
        let audiences = audiences.remove(&row.id).unwrap_or_default();
        let codes = codes.remove(&row.id).unwrap_or_default();
        let of_list = |name: &str| -> Vec<Coded> {
            let codes = codes.iter().filter(|(list, _)| list == name);
            codes
                .map(|(list, code)| coded(facts, list, code.clone()))
                .collect()
        };
        all.push(Course {
            care_types: of_list("care_type"),
            child_themes: of_list("child_theme"),
            conditions: of_list("condition"),
            accreditations: Vec::new(),
            provider,
            learning_form: coded(facts, "learning_form", row.learning_form.clone()),
            product_kind: coded(facts, "product_kind", kind(&row)),
            audiences: audiences
                .into_iter()
                .map(|a| coded(facts, "audience", a))
                .collect(),
            subjects: under(facts, subjects, &topics),
            topics,
            uses: Vec::new(),
            used_in: Vec::new(),
            editions: Vec::new(),
            review_summary: None,
            reviews: Vec::new(),
            signs: Signs::default(),
            sort_title: fold(&row.title),
            changed_at: row.updated_at,
            record: record(facts, row, &confirmed),
        });
    }
    all.sort_by_cached_key(Placed::place);
    Ok(all)
}

/// What a course is: as was said, or as follows from how one learns.
fn kind(row: &courses::Model) -> String {
    let said = row.product_kind.as_deref();
    said.unwrap_or_else(|| kind_by_form(&row.learning_form))
        .to_owned()
}

fn with_status(any: impl IntoIterator<Item = Status>) -> Select<courses::Entity> {
    let words = any.into_iter().map(Status::word);
    courses::Entity::find().filter(courses::Column::Status.is_in(words))
}

/// What the public knew and knows no more: only what was published is withdrawn or archived.
async fn withdrawn(db: &impl ConnectionTrait) -> Result<Vec<(CourseId, DateTime<Utc>)>, DbErr> {
    let rows = with_status([Status::Withdrawn, Status::Archived])
        .select_only()
        .column(courses::Column::Id)
        .column(courses::Column::UpdatedAt)
        .into_tuple::<(Uuid, DateTime<Utc>)>();
    let rows = rows.all(db).await?.into_iter();
    Ok(rows.map(|(id, at)| (CourseId(id), at)).collect())
}

fn record(
    facts: &Facts,
    row: courses::Model,
    confirmed: &HashMap<Uuid, DateTime<Utc>>,
) -> CourseRecord {
    let code = |list: &str, code: Option<String>| code.map(|code| coded(facts, list, code));
    CourseRecord {
        reading_level: code("reading_level", row.reading_level),
        child_ages: (row.child_age_from, row.child_age_to),
        group: (row.group_min, row.group_max),
        home_minutes: row.home_minutes,
        credential: code("credential", row.credential),
        prerequisites: row.prerequisites,
        last_verified: row.confirmed_at.max(confirmed.get(&row.id).copied()),
        id: CourseId(row.id),
        external_id: row.external_id,
        slug: row.slug,
        title: row.title,
        summary: row.summary,
        duration_minutes: row.duration_minutes,
        sessions: row.sessions,
        price_cents: row.price_cents,
        price_text: row.price_text,
        language: row.language,
        accreditation: row.accreditation,
        url: row.url,
        source_url: row.source_url,
        source: row.source,
        mapping: row.mapping,
        mapping_reviewed_at: row.mapping_reviewed_at,
        as_of_year: row.as_of_year,
        evidence: row.evidence,
        example: row.example,
        revision: Revision(row.revision),
        updated_at: row.updated_at,
    }
}

/// Gives each course what the public is shown of its reviews.
fn tie_reviews(facts: &mut Facts) {
    for course in &mut facts.courses {
        let Some(of) = facts.shown.get(&course.record.id) else {
            continue;
        };
        let begin = facts.reviews.len();
        facts.reviews.extend(of.reviews.iter().cloned());
        course.reviews = (begin..facts.reviews.len()).collect();
        course.review_summary = Some(of.summary.clone());
    }
}
