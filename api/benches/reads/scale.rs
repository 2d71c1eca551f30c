//! More of the catalogue than there is: made up, and the same each time.
//!
//! One part is 2,000 courses with some three kilobytes of text, three topics and three
//! editions each, and 25 reviews that came out.

use chrono::{Days, NaiveDate};
use entities::{
    course_audiences, course_topics, courses, editions, municipalities, providers, review_batches,
    reviews, topics,
};
use pijler::kernel::backend::Backend;
use pijler::kernel::db::rows_per_statement;
use sea_orm::{EntityTrait, IntoActiveModel, Iterable, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{Failure, failed};

/// How many courses a part has.
const COURSES: usize = 2_000;
/// How many editions a course has, and how many reviews.
const EDITIONS: usize = 3;
const REVIEWS: usize = 25;

const WORDS: [&str; 24] = [
    "pleegouder",
    "kind",
    "hechting",
    "gedrag",
    "grenzen",
    "vertrouwen",
    "ouders",
    "contact",
    "trauma",
    "veiligheid",
    "school",
    "afscheid",
    "samen",
    "oefenen",
    "avond",
    "gesprek",
    "leeftijd",
    "puber",
    "netwerk",
    "rust",
    "regels",
    "steun",
    "verleden",
    "toekomst",
];

/// Numbers that look drawn by lot, and are the same each time.
struct Lot(u64);

impl Lot {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % most
    }

    fn text(&mut self, words: usize) -> String {
        let words: Vec<&str> = (0..words).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

/// Adds so many parts.
pub async fn add(backend: &Backend, parts: usize) -> Result<(), Failure> {
    let tx = backend.write().await.map_err(failed)?;
    let of_topics: Vec<Uuid> = ids::<topics::Entity>(&tx, topics::Column::Id).await?;
    let of_providers: Vec<Uuid> = ids::<providers::Entity>(&tx, providers::Column::Id).await?;
    let towns: Vec<String> = municipalities::Entity::find()
        .select_only()
        .column(municipalities::Column::Code)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let forms = [
        "classroom",
        "blended",
        "webinar",
        "online_self_paced",
        "video",
    ];
    let (mut lot, now) = (Lot(7), tx.now());
    let begin = NaiveDate::from_ymd_opt(2027, 1, 1).ok_or("no day")?;
    for part in 0..parts {
        let (mut rows, mut its_topics, mut its_audiences) = (vec![], vec![], vec![]);
        let (mut dates, mut said, mut batches) = (vec![], vec![], vec![]);
        for turn in 0..COURSES {
            let id = backend.ids.ordered();
            let number = part * COURSES + turn;
            for position in 1..=3 {
                its_topics.push(course_topics::Model {
                    course_id: id,
                    // Three that differ.
                    topic_id: of_topics[(number * 5 + position as usize * 7) % of_topics.len()],
                    position,
                });
            }
            its_audiences.push(course_audiences::Model {
                course_id: id,
                audience: "experienced".to_owned(),
                position: 1,
            });
            for turn in 0..EDITIONS {
                let day = begin.checked_add_days(Days::new(lot.below(500) as u64));
                dates.push(editions::Model {
                    id: backend.ids.ordered(),
                    course_id: id,
                    external_id: format!("E-{turn}"),
                    starts_on: day,
                    starts_from: None,
                    starts_until: None,
                    ends_on: None,
                    status: None,
                    seats: None,
                    enrol_url: None,
                    enrol_until: None,
                    starts_text: None,
                    start_time: Some("19:30".to_owned()),
                    end_time: Some("21:30".to_owned()),
                    venue: None,
                    place: None,
                    municipality_code: Some(towns[lot.below(towns.len())].clone()),
                    delivery: "in_person".to_owned(),
                    price_cents: None,
                    price_lines: None,
                    note: None,
                    open_to: None,
                    hidden: None,
                    source: "push".to_owned(),
                    source_url: None,
                    example: false,
                    revision: 1,
                    created_at: now,
                    updated_at: now,
                });
            }
            for _ in 0..REVIEWS {
                said.push(review(backend, id, &mut lot));
            }
            batches.push(review_batches::Model {
                course_id: id,
                month: "2026-11".to_owned(),
                summary: Some(json!({
                    "count": "from_25_to_49", "overall": 4.1,
                    "aspects": {"content": 4.2, "trainer": 4.3, "fitsMySituation": 3.9,
                        "practicalUse": 4.0, "organisation": 4.4},
                    "helpedInMySituation": 80, "moreConfident": 75, "wouldRecommend": 85,
                    "bySituation": [],
                })),
            });
            rows.push(courses::Model {
                id,
                provider_id: of_providers[lot.below(of_providers.len())],
                external_id: format!("X-{number}"),
                slug: format!("verzonnen-{number}"),
                title: format!("{} {number}", lot.text(4)),
                summary: lot.text(400),
                learning_form: forms[lot.below(forms.len())].to_owned(),
                product_kind: None,
                duration_minutes: Some(120),
                sessions: Some(3),
                price_cents: Some(12_500),
                price_lines: None,
                price_text: None,
                language: "nl".to_owned(),
                reading_level: None,
                child_age_from: None,
                child_age_to: None,
                group_min: None,
                group_max: None,
                home_minutes: None,
                credential: None,
                prerequisites: None,
                accreditation: None,
                url: None,
                source_url: None,
                source: "push".to_owned(),
                mapping: "source".to_owned(),
                mapping_reviewed_at: None,
                as_of_year: None,
                evidence: None,
                status: "published".to_owned(),
                visibility: "public".to_owned(),
                clients: None,
                hidden: None,
                example: false,
                confirmed_at: None,
                in_full: false,
                content_digest: None,
                raw_codes: None,
                revision: 1,
                created_at: now,
                updated_at: now,
            });
        }
        put(&tx, rows).await?;
        put(&tx, its_topics).await?;
        put(&tx, its_audiences).await?;
        put(&tx, dates).await?;
        put(&tx, said).await?;
        put(&tx, batches).await?;
    }
    tx.changed("catalogue", "benchmark");
    tx.changed("reviews", "benchmark");
    backend.commit(tx).await.map_err(failed)?;
    Ok(())
}

fn review(backend: &Backend, course_id: Uuid, lot: &mut Lot) -> reviews::Model {
    let id = backend.ids.random();
    reviews::Model {
        id,
        course_id,
        token_digest: id.to_string(),
        basis: "self_declared".to_owned(),
        overall: 3 + lot.below(3) as i32,
        content: Some(4),
        trainer: Some(4),
        fits_my_situation: Some(4),
        practical_use: Some(4),
        organisation: Some(4),
        helped_in_my_situation: Some(true),
        more_confident: Some(true),
        would_recommend: Some(true),
        strong: Some(lot.text(20)),
        weak: None,
        tip: Some(lot.text(10)),
        situation: None,
        status: "published".to_owned(),
        decline_reason: None,
        period: Some("2026-Q4".to_owned()),
        revision: 1,
    }
}

async fn ids<E: EntityTrait>(
    tx: &pijler::kernel::db::WriteTx,
    column: E::Column,
) -> Result<Vec<Uuid>, Failure> {
    let rows = E::find().select_only().column(column).into_tuple();
    Ok(rows.all(tx.conn()).await?)
}

async fn put<M>(tx: &pijler::kernel::db::WriteTx, rows: Vec<M>) -> Result<(), Failure>
where
    M: sea_orm::ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
{
    let columns = <M::Entity as EntityTrait>::Column::iter().count();
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    loop {
        let some: Vec<_> = rows.by_ref().take(rows_per_statement(columns)).collect();
        if some.is_empty() {
            return Ok(());
        }
        M::Entity::insert_many(some)
            .exec_without_returning(tx.conn())
            .await?;
    }
}
