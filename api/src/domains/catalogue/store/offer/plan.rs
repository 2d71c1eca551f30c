//! What has to change, and what not.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entities::{courses, editions};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::hidden::hide;
use super::planned::{Plan, Planned};
use super::seen::{address, settle};
use crate::domains::catalogue::model::{
    Change, CourseDraft, EditionDraft, PriceLine, Source, Start, Status, Taken, VersionId,
    Visibility, kept_clients,
};
use crate::domains::catalogue::store::history;
use crate::domains::catalogue::store::written::{Lists, lists};
use crate::kernel::backend::Backend;
use crate::kernel::id::ProviderId;

/// Holds drafts against the rows that stand, read in two statements.
pub async fn plan(
    db: &impl ConnectionTrait,
    backend: &Backend,
    (provider, source, now): (ProviderId, Source, DateTime<Utc>),
    drafts: Vec<CourseDraft>,
) -> Result<Plan, DbErr> {
    let keys = drafts.iter().map(|draft| draft.external_id.as_str());
    let rows = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(courses::Column::ExternalId.is_in(keys))
        .all(db)
        .await?;
    let with_editions: HashSet<&str> = drafts
        .iter()
        .filter(|draft| draft.editions.is_some())
        .map(|draft| draft.external_id.as_str())
        .collect();
    let ids: Vec<Uuid> = rows
        .iter()
        .filter(|row| with_editions.contains(row.external_id.as_str()))
        .map(|row| row.id)
        .collect();
    let mut standing: HashMap<Uuid, Vec<editions::Model>> = HashMap::new();
    if !ids.is_empty() {
        let found = editions::Entity::find()
            .filter(editions::Column::CourseId.is_in(ids))
            .all(db)
            .await?;
        for edition in found {
            standing.entry(edition.course_id).or_default().push(edition);
        }
    }
    let planning = Planning {
        backend,
        provider,
        source,
        now,
        today: backend.clock.today(),
    };
    let mut known: HashMap<_, _> = rows
        .into_iter()
        .map(|row| (row.external_id.clone(), row))
        .collect();
    let planned = drafts.into_iter().map(|draft| {
        let row = known.remove(&draft.external_id);
        let editions = row.as_ref().and_then(|row| standing.remove(&row.id));
        planning.course(draft, row, editions.unwrap_or_default())
    });
    let mut planned: Vec<Planned> = planned.collect();
    tell(db, &mut planned).await?;
    Ok(Plan(planned))
}

/// Finds out what is otherwise in what changes.
async fn tell(db: &impl ConnectionTrait, planned: &mut [Planned]) -> Result<(), DbErr> {
    let rows = planned.iter().filter_map(|one| one.before.as_ref());
    let ids: Vec<Uuid> = rows.map(|row| row.id).collect();
    let had = lists(db, &ids).await?;
    for one in planned {
        let mut otherwise = Vec::new();
        if let Some(before) = &one.before {
            let none = Lists::default();
            let had = had.get(&before.id).unwrap_or(&none);
            // What somebody in office looked at stays, whatever the row says of it.
            if before.mapping_reviewed_at.is_some() && one.topics != had.topics {
                one.topics.clone_from(&had.topics);
                one.mapping_kept = true;
            }
            let has = Lists {
                topics: one.topics.clone(),
                audiences: one.audiences.clone(),
                codes: one.codes.clone(),
                accreditations: one.accreditations.clone(),
                uses: one.uses.clone(),
            };
            otherwise = history::of_course((before, had), (&one.row, &has));
        }
        hide(one, &otherwise);
        for edition in &one.editions {
            let before = one.had.iter().find(|had| had.id == edition.id);
            otherwise.extend(history::of_edition(before, Some(edition)));
        }
        for edition in &one.gone {
            otherwise.extend(history::of_edition(Some(edition), None));
        }
        one.otherwise = (one.change != Change::Created).then_some(otherwise);
    }
    Ok(())
}

struct Planning<'a> {
    backend: &'a Backend,
    provider: ProviderId,
    source: Source,
    now: DateTime<Utc>,
    today: NaiveDate,
}

impl Planning<'_> {
    fn course(
        &self,
        mut draft: CourseDraft,
        standing: Option<courses::Model>,
        editions: Vec<editions::Model>,
    ) -> Planned {
        settle(&mut draft.openness, standing.as_ref());
        let digest = draft.digest();
        let named = draft.editions.take();
        let taken = standing.as_ref().and_then(|row| self.taken(row));
        let (topics, audiences) = (draft.topics.clone(), draft.audiences.clone());
        let (codes, accreditations) = (draft.codes.clone(), draft.accreditations.clone());
        let uses = draft.uses.clone();
        let before = standing.clone();
        let (row, change) = match standing {
            Some(row) if self.says(&row, &digest) => (row, Change::Unchanged),
            Some(row) => (self.row(draft, digest, Some(row)), Change::Updated),
            None => (self.row(draft, digest, None), Change::Created),
        };
        let mut planned = Planned {
            row,
            change,
            taken,
            mapping_kept: false,
            topics,
            audiences,
            codes,
            accreditations,
            uses,
            editions: Vec::new(),
            gone: Vec::new(),
            before: before.filter(|_| change == Change::Updated),
            had: Vec::new(),
            version: VersionId(self.backend.ids.ordered()),
            otherwise: None,
        };
        if let Some(named) = named {
            self.editions(&mut planned, named, editions);
        }
        planned
    }

    /// Whether a row stands as it is offered.
    fn says(&self, row: &courses::Model, digest: &str) -> bool {
        let shown = self.source == Source::Push || row.status == Status::Published.word();
        shown && row.source == self.source.word() && row.content_digest.as_deref() == Some(digest)
    }

    /// Whose a row is, where that is another than who offers it.
    fn taken(&self, row: &courses::Model) -> Option<Taken> {
        match (row.source.as_str(), self.source) {
            ("seed", _) => Some(Taken::FromSeed),
            ("hand", Source::Push) => Some(Taken::FromHand),
            _ => None,
        }
    }

    /// The row as the draft says it is. Its id and its address stay, and so does its status,
    /// unless somebody approved that it is shown.
    fn row(
        &self,
        draft: CourseDraft,
        digest: String,
        standing: Option<courses::Model>,
    ) -> courses::Model {
        let raw = &draft.raw_codes;
        let raw_codes = (!raw.is_empty()).then(|| serde_json::json!(raw).to_string());
        let old = standing.as_ref();
        let visibility = draft.openness.visibility.unwrap_or(Visibility::Public);
        let status = match (old, self.source) {
            (Some(row), Source::Push) => row.status.clone(),
            _ => Status::Published.word().to_owned(),
        };
        let shown = visibility == Visibility::Public && status == Status::Published.word();
        courses::Model {
            id: old.map_or_else(|| self.backend.ids.ordered(), |row| row.id),
            provider_id: self.provider.0,
            slug: address(&self.backend.ids, shown, old),
            visibility: visibility.word().to_owned(),
            clients: kept_clients(&draft.openness.clients),
            hidden: old.and_then(|row| row.hidden.clone()),
            status,
            confirmed_at: old.and_then(|row| row.confirmed_at),
            in_full: old.is_some_and(|row| row.in_full),
            revision: old.map_or(1, |row| row.revision + 1),
            created_at: old.map_or(self.now, |row| row.created_at),
            external_id: draft.external_id,
            title: draft.title,
            summary: draft.summary,
            learning_form: draft.learning_form,
            product_kind: draft.product_kind,
            duration_minutes: draft.duration_minutes,
            sessions: draft.sessions,
            price_cents: draft.price_cents,
            price_lines: PriceLine::write(&draft.price_lines),
            // What is said of the price no draft can say: it stays as long as no amount is given.
            price_text: match (old, self.source, draft.price_cents) {
                (Some(row), Source::Hand, None) => row.price_text.clone(),
                _ => None,
            },
            language: draft.language,
            accreditation: draft.accreditation,
            reading_level: draft.reading_level,
            child_age_from: draft.child_ages.0,
            child_age_to: draft.child_ages.1,
            group_min: draft.group.0,
            group_max: draft.group.1,
            home_minutes: draft.home_minutes,
            credential: draft.credential,
            prerequisites: draft.prerequisites,
            url: draft.url,
            source_url: None,
            source: self.source.word().to_owned(),
            mapping: match old {
                Some(row) if row.mapping_reviewed_at.is_some() => row.mapping.clone(),
                _ => "source".to_owned(),
            },
            mapping_reviewed_at: old.and_then(|row| row.mapping_reviewed_at),
            as_of_year: None,
            evidence: None,
            example: false,
            content_digest: Some(digest),
            raw_codes,
            updated_at: self.now,
        }
    }

    /// What is named is put so; what is still to come and no longer named goes; what
    /// is over stays, because it was.
    fn editions(
        &self,
        planned: &mut Planned,
        named: Vec<EditionDraft>,
        standing: Vec<editions::Model>,
    ) {
        let mut standing: HashMap<_, _> = standing
            .into_iter()
            .map(|row| (row.external_id.clone(), row))
            .collect();
        for draft in named {
            let old = standing.remove(&draft.external_id);
            let row = self.edition(planned.row.id, draft, old.as_ref());
            if old.as_ref() != Some(&row) {
                planned.editions.push(editions::Model {
                    revision: old.as_ref().map_or(1, |old| old.revision + 1),
                    updated_at: self.now,
                    ..row
                });
                planned.had.extend(old);
            }
        }
        planned.gone = standing
            .into_values()
            .filter(|row| {
                let last = row.starts_on.or(row.starts_until);
                last.is_none_or(|day| day >= self.today)
            })
            .collect();
        planned
            .gone
            .sort_by(|a, b| a.external_id.cmp(&b.external_id));
    }

    /// The edition as the draft says it is, otherwise as it stands.
    fn edition(
        &self,
        course: Uuid,
        draft: EditionDraft,
        old: Option<&editions::Model>,
    ) -> editions::Model {
        let Start {
            on,
            from,
            until,
            text,
        } = draft.start;
        let time = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
        editions::Model {
            id: old.map_or_else(|| self.backend.ids.ordered(), |row| row.id),
            course_id: course,
            revision: old.map_or(1, |row| row.revision),
            created_at: old.map_or(self.now, |row| row.created_at),
            updated_at: old.map_or(self.now, |row| row.updated_at),
            external_id: draft.external_id,
            starts_on: on,
            starts_from: from,
            starts_until: until,
            starts_text: text,
            ends_on: draft.ends_on,
            status: draft.status.map(|status| status.word().to_owned()),
            seats: draft.seats,
            enrol_url: draft.enrol_url,
            enrol_until: draft.enrol_until,
            start_time: draft.start_time.map(time),
            end_time: draft.end_time.map(time),
            venue: draft.venue,
            place: draft.place,
            municipality_code: draft.municipality,
            delivery: draft.delivery.word().to_owned(),
            price_cents: draft.price_cents,
            price_lines: PriceLine::write(&draft.price_lines),
            hidden: old.and_then(|row| row.hidden.clone()),
            open_to: match &draft.open_to {
                Some(clients) => kept_clients(clients),
                None => old.and_then(|row| row.open_to.clone()),
            },
            note: draft.note,
            source: self.source.word().to_owned(),
            source_url: None,
            example: false,
        }
    }
}
