//! Puts the shipped catalogue in the database: rows that are not there yet, and what is
//! newly said of those that are still ours. Run twice, it does nothing the second time.

mod codes;
mod municipalities;
mod products;
mod shipped;
mod subjects;
mod terms;
mod topic_texts;

use std::collections::{HashMap, HashSet};

use entities::{
    course_audiences, course_topics, courses, editions, pillars, provider_regions, providers,
    topics,
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel, Iterable,
};
use uuid::Uuid;

use self::shipped::{CourseRow, EditionRow, PillarRow, ProviderRow, TopicRow, broken, parts, read};
use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{Status, Visibility};
use crate::domains::catalogue::policy::Seeding;
use crate::kernel::clock::Ids;
use crate::kernel::db::{WriteTx, rows_per_statement};
use crate::kernel::words::free_slug;

/// Who put the row here.
pub(super) const SOURCE: &str = "seed";

/// Adds what is missing, puts right what is ours, and says how many rows that were.
pub async fn seed(proof: Seeding<'_>, ids: &Ids) -> Result<usize, CatalogueError> {
    let mut seed = Seed {
        tx: proof.tx(),
        ids,
        added: 0,
    };
    seed.codes().await?;
    let pillars = seed.pillars().await?;
    let topics = seed.topics(&pillars).await?;
    seed.topic_texts(&topics).await?;
    let municipalities = seed.municipalities().await?;
    let providers = seed.providers(&municipalities).await?;
    let courses = seed.courses(&providers, &topics).await?;
    seed.products(&courses).await?;
    seed.course_uses(&courses, &providers).await?;
    seed.editions(&courses, &municipalities).await?;
    let subjects = seed.subjects(&topics).await?;
    seed.course_subjects(&courses, &subjects).await?;
    seed.terms(&topics).await?;
    Ok(seed.added)
}

struct Seed<'tx> {
    tx: &'tx WriteTx,
    ids: &'tx Ids,
    added: usize,
}

/// What a row of a shipped file refers to, by the word it uses.
fn lookup<'m, V>(known: &'m HashMap<String, V>, word: &str) -> Result<&'m V, CatalogueError> {
    known
        .get(word)
        .ok_or_else(|| broken(format!("nothing is called {word}")))
}

impl Seed<'_> {
    /// Adds rows, as many in a statement as both databases take.
    async fn add<M, A, E>(&mut self, rows: Vec<M>) -> Result<(), DbErr>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
        E: EntityTrait,
    {
        let most = rows_per_statement(E::Column::iter().count());
        self.added += rows.len();
        let mut rows = rows
            .into_iter()
            .map(|row| row.into_active_model().reset_all())
            .peekable();
        while rows.peek().is_some() {
            let some: Vec<A> = rows.by_ref().take(most).collect();
            E::insert_many(some)
                .exec_without_returning(self.tx.conn())
                .await?;
        }
        Ok(())
    }

    async fn pillars(&mut self) -> Result<HashMap<String, Uuid>, CatalogueError> {
        let there = pillars::Entity::find().all(self.tx.conn()).await?;
        let mut known: HashMap<_, _> = there.into_iter().map(|row| (row.slug, row.id)).collect();
        let mut new = Vec::new();
        for row in read::<PillarRow>(include_str!("../../../../../../data/pillars.csv"))? {
            if known.contains_key(&row.slug) {
                continue;
            }
            let id = self.ids.ordered();
            known.insert(row.slug.clone(), id);
            new.push(pillars::Model {
                id,
                slug: row.slug,
                position: row.order,
                name_nl: row.name_nl,
                name_en: row.name_en,
                title_nl: row.title_nl,
                title_en: row.title_en,
                source_url: row.source_url,
            });
        }
        self.add(new).await?;
        Ok(known)
    }

    async fn topics(
        &mut self,
        pillars: &HashMap<String, Uuid>,
    ) -> Result<HashMap<String, Uuid>, CatalogueError> {
        let there = topics::Entity::find().all(self.tx.conn()).await?;
        let mut known: HashMap<_, _> = there.into_iter().map(|row| (row.slug, row.id)).collect();
        let mut new = Vec::new();
        for row in read::<TopicRow>(include_str!("../../../../../../data/topics.csv"))? {
            if known.contains_key(&row.slug) {
                continue;
            }
            let id = self.ids.ordered();
            known.insert(row.slug.clone(), id);
            new.push(topics::Model {
                id,
                pillar_id: *lookup(pillars, &row.pillar_slug)?,
                slug: row.slug,
                position: row.order_overall,
                name_nl: row.name_nl,
                name_en: row.name_en,
                source_url: row.source_url,
            });
        }
        self.add(new).await?;
        Ok(known)
    }

    async fn providers(
        &mut self,
        municipalities: &HashMap<String, String>,
    ) -> Result<HashMap<String, Uuid>, CatalogueError> {
        let there = providers::Entity::find().all(self.tx.conn()).await?;
        let mut known: HashMap<_, _> = there.into_iter().map(|row| (row.slug, row.id)).collect();
        let (mut new, mut regions) = (Vec::new(), Vec::new());
        for row in read::<ProviderRow>(include_str!("../../../../../../data/providers.csv"))? {
            if known.contains_key(&row.slug) {
                continue;
            }
            let id = self.ids.ordered();
            known.insert(row.slug.clone(), id);
            regions.extend(
                parts(&row.regions_served)
                    .zip(1..)
                    .map(|(region, position)| provider_regions::Model {
                        provider_id: id,
                        region: region.to_owned(),
                        position,
                    }),
            );
            let seat = row.municipality_of_seat.as_deref();
            new.push(providers::Model {
                id,
                slug: row.slug,
                name: row.name,
                kind: row.kind,
                website: row.website,
                seat_code: seat
                    .map(|seat| lookup(municipalities, seat).cloned())
                    .transpose()?,
                seat_basis: row.seat_basis,
                source: SOURCE.to_owned(),
                source_url: row.source_url,
                note: row.note,
                confirmed_at: None,
                revision: 1,
                created_at: self.tx.now(),
                updated_at: self.tx.now(),
            });
        }
        self.add(new).await?;
        self.add(regions).await?;
        Ok(known)
    }

    /// The courses, by the key that the shipped files use for them; nothing where a
    /// course is its provider's own by now.
    async fn courses(
        &mut self,
        providers: &HashMap<String, Uuid>,
        topics: &HashMap<String, Uuid>,
    ) -> Result<HashMap<String, Option<Uuid>>, CatalogueError> {
        let there = courses::Entity::find().all(self.tx.conn()).await?;
        let mut slugs: HashSet<_> = there.iter().map(|row| row.slug.clone()).collect();
        let there: HashMap<_, _> = there
            .into_iter()
            .map(|row| {
                let ours = (row.source == SOURCE).then_some(row.id);
                ((row.provider_id, row.external_id), ours)
            })
            .collect();
        let kinds = products::kinds()?;
        let mut known = HashMap::new();
        let (mut new, mut of_topics, mut of_audiences) = (Vec::new(), Vec::new(), Vec::new());
        for row in read::<CourseRow>(include_str!("../../../../../../data/courses.csv"))? {
            let provider = *lookup(providers, &row.provider_slug)?;
            if let Some(id) = there.get(&(provider, row.external_id.clone())) {
                known.insert(row.external_id, *id);
                continue;
            }
            let id = self.ids.ordered();
            known.insert(row.external_id.clone(), Some(id));
            for (topic, position) in parts(&row.topics).zip(1..) {
                let topic_id = *lookup(topics, topic)?;
                of_topics.push(course_topics::Model {
                    course_id: id,
                    topic_id,
                    position,
                });
            }
            of_audiences.extend(parts(&row.audience).zip(1..).map(|(audience, position)| {
                course_audiences::Model {
                    course_id: id,
                    audience: audience.to_owned(),
                    position,
                }
            }));
            let slug = free_slug(&row.title, 80, &mut slugs);
            let kind = kinds.get(&row.external_id).cloned();
            new.push(courses::Model {
                product_kind: kind,
                ..self.course(id, provider, slug, row)
            });
        }
        self.add(new).await?;
        self.add(of_topics).await?;
        self.add(of_audiences).await?;
        Ok(known)
    }

    fn course(&self, id: Uuid, provider_id: Uuid, slug: String, row: CourseRow) -> courses::Model {
        let (price_cents, price_text) = row.price();
        courses::Model {
            id,
            provider_id,
            slug,
            duration_minutes: row.minutes(),
            external_id: row.external_id,
            title: row.title,
            summary: row.summary,
            learning_form: row.learning_form,
            product_kind: None,
            sessions: row.sessions,
            price_cents,
            price_lines: None,
            price_text,
            language: row.language,
            accreditation: row.accreditation,
            reading_level: None,
            child_age_from: None,
            child_age_to: None,
            group_min: None,
            group_max: None,
            home_minutes: None,
            credential: None,
            prerequisites: None,
            url: row.url,
            source_url: row.source_url,
            source: SOURCE.to_owned(),
            mapping: row.mapping,
            mapping_reviewed_at: None,
            as_of_year: row.as_of_year,
            evidence: row.evidence,
            status: Status::Published.word().to_owned(),
            visibility: Visibility::Public.word().to_owned(),
            clients: None,
            hidden: None,
            example: false,
            confirmed_at: None,
            in_full: false,
            content_digest: None,
            raw_codes: None,
            revision: 1,
            created_at: self.tx.now(),
            updated_at: self.tx.now(),
        }
    }

    async fn editions(
        &mut self,
        courses: &HashMap<String, Option<Uuid>>,
        municipalities: &HashMap<String, String>,
    ) -> Result<(), CatalogueError> {
        let there = editions::Entity::find().all(self.tx.conn()).await?;
        let there: HashSet<_> = there
            .into_iter()
            .map(|row| (row.course_id, row.external_id))
            .collect();
        let mut new = Vec::new();
        for row in read::<EditionRow>(include_str!("../../../../../../data/editions.csv"))? {
            let Some(course_id) = *lookup(courses, &row.course_external_id)? else {
                continue;
            };
            if there.contains(&(course_id, row.edition_id.clone())) {
                continue;
            }
            let (start, price_cents) = (row.start()?, row.price_cents());
            let municipality = row.municipality.as_deref();
            new.push(editions::Model {
                id: self.ids.ordered(),
                course_id,
                external_id: row.edition_id,
                starts_on: start.on,
                starts_from: start.from,
                starts_until: start.until,
                ends_on: None,
                status: None,
                seats: None,
                enrol_url: None,
                enrol_until: None,
                starts_text: start.text,
                start_time: row.start_time,
                end_time: row.end_time,
                venue: row.venue,
                place: row.place,
                municipality_code: municipality
                    .map(|name| lookup(municipalities, name).cloned())
                    .transpose()?,
                delivery: row.delivery,
                price_cents,
                price_lines: None,
                note: row.note,
                source: SOURCE.to_owned(),
                source_url: row.source_url,
                open_to: None,
                hidden: None,
                example: false,
                revision: 1,
                created_at: self.tx.now(),
                updated_at: self.tx.now(),
            });
        }
        Ok(self.add(new).await?)
    }
}
