//! From a place in a snapshot to how it looks.

use super::{
    CodeListItemView, CodeListView, CodeView, CourseView, EditionView, Money, MunicipalityView,
    PillarView, ProviderView, Reference, SubjectView, TermView, TopicView,
};
use crate::domains::catalogue::model::{Coded, MOST_USED_IN};
use crate::domains::catalogue::snapshot::Snapshot;
use crate::domains::reviews::view::ReviewView;
use crate::kernel::language::Language;
use crate::kernel::moment::Moment;

/// Shows what stands in a snapshot, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Show<'s> {
    /// What is shown.
    pub snapshot: &'s Snapshot,
    /// In which language.
    pub language: Language,
}

impl<'s> Show<'s> {
    pub(super) fn topic_reference(self, at: usize) -> Reference<'s> {
        let topic = &self.snapshot.topics[at];
        Reference {
            id: topic.id.0,
            slug: &topic.slug,
            name: topic.name.get(self.language),
        }
    }

    pub(super) fn subject_reference(self, at: usize) -> Reference<'s> {
        let subject = &self.snapshot.subjects[at];
        Reference {
            id: subject.id.0,
            slug: &subject.slug,
            name: subject.name.get(self.language),
        }
    }

    pub(super) fn course_reference(self, at: usize) -> Reference<'s> {
        let course = &self.snapshot.courses[at].record;
        Reference {
            id: course.id.0,
            slug: &course.slug,
            name: &course.title,
        }
    }

    fn codes(self, codes: &'s [Coded]) -> Vec<CodeView<'s>> {
        let codes = codes.iter().map(|code| CodeView::of(code, self.language));
        codes.collect()
    }

    fn code(self, code: Option<&'s Coded>) -> Option<CodeView<'s>> {
        code.map(|code| CodeView::of(code, self.language))
    }

    /// A pillar.
    pub fn pillar(self, at: usize) -> PillarView<'s> {
        let pillar = &self.snapshot.pillars[at];
        PillarView {
            at,
            uuid: pillar.id.0,
            slug: &pillar.slug,
            position: pillar.position,
            name: pillar.name.get(self.language),
            title: pillar.title.get(self.language),
            source_url: pillar.source_url.as_deref(),
        }
    }

    /// A topic.
    pub fn topic(self, at: usize) -> TopicView<'s> {
        let topic = &self.snapshot.topics[at];
        let pillar = &self.snapshot.pillars[topic.pillar];
        TopicView {
            at,
            uuid: topic.id.0,
            slug: &topic.slug,
            position: topic.position,
            name: topic.name.get(self.language),
            pillar_id: pillar.id.0,
            pillar: Reference {
                id: pillar.id.0,
                slug: &pillar.slug,
                name: pillar.name.get(self.language),
            },
            source_url: topic.source_url.as_deref(),
        }
    }

    /// A subject.
    pub fn subject(self, at: usize) -> SubjectView<'s> {
        let subject = &self.snapshot.subjects[at];
        SubjectView {
            at,
            uuid: subject.id.0,
            slug: &subject.slug,
            position: subject.position,
            name: subject.name.get(self.language),
            about: subject.about.get(self.language),
            aliases: &subject.aliases,
            topic_id: self.snapshot.topics[subject.topic].id.0,
            topic: self.topic_reference(subject.topic),
            basis: subject.basis,
            source_url: subject.source_url.as_deref(),
        }
    }

    /// A municipality.
    pub fn municipality(self, at: usize) -> MunicipalityView<'s> {
        let town = &self.snapshot.municipalities[at];
        MunicipalityView {
            code: &town.code,
            slug: &town.slug,
            name: &town.name,
            alias: town.alias.as_deref(),
            province: &town.province,
            youth_region: &town.youth_region,
            latitude: town.latitude,
            longitude: town.longitude,
            as_of_year: town.as_of_year,
        }
    }

    /// A provider.
    pub fn provider(self, at: usize) -> ProviderView<'s> {
        let provider = &self.snapshot.providers[at];
        ProviderView {
            at,
            uuid: provider.id.0,
            slug: &provider.slug,
            name: &provider.name,
            kind: CodeView::of(&provider.kind, self.language),
            website: provider.website.as_deref(),
            seat_code: provider
                .seat
                .map(|at| self.snapshot.municipalities[at].code.as_str()),
            seat_basis: provider.seat_basis.as_deref(),
            regions: &provider.regions,
            source: &provider.source,
            source_url: provider.source_url.as_deref(),
            note: provider.note.as_deref(),
            accreditations: self.accreditations(&provider.accreditations),
            issues_credentials: provider.issues_credentials,
            revision: provider.revision.0,
            updated_at: Moment(provider.updated_at),
        }
    }

    /// A course.
    pub fn course(self, at: usize) -> CourseView<'s> {
        let course = &self.snapshot.courses[at];
        let provider = &self.snapshot.providers[course.provider];
        let record = &course.record;
        CourseView {
            at,
            uuid: record.id.0,
            slug: &record.slug,
            external_id: &record.external_id,
            title: &record.title,
            summary: &record.summary,
            provider_id: provider.id.0,
            provider: Reference {
                id: provider.id.0,
                slug: &provider.slug,
                name: &provider.name,
            },
            learning_form: CodeView::of(&course.learning_form, self.language),
            product_kind: CodeView::of(&course.product_kind, self.language),
            audiences: self.codes(&course.audiences),
            care_types: self.codes(&course.care_types),
            child_themes: self.codes(&course.child_themes),
            conditions: self.codes(&course.conditions),
            child_age_from: record.child_ages.0,
            child_age_to: record.child_ages.1,
            group_min: record.group.0,
            group_max: record.group.1,
            home_minutes: record.home_minutes,
            reading_level: self.code(record.reading_level.as_ref()),
            credential: self.code(record.credential.as_ref()),
            prerequisites: record.prerequisites.as_deref(),
            topics: course
                .topics
                .iter()
                .map(|at| self.topic_reference(*at))
                .collect(),
            subjects: course
                .subjects
                .iter()
                .map(|at| self.subject_reference(*at))
                .collect(),
            uses: course
                .uses
                .iter()
                .map(|at| self.course_reference(*at))
                .collect(),
            used_in: course
                .used_in
                .iter()
                .take(MOST_USED_IN)
                .map(|at| self.course_reference(*at))
                .collect(),
            duration_minutes: record.duration_minutes,
            sessions: record.sessions,
            price: course.price_cents.map(Money::euro),
            price_lines: self.price_lines(&record.price_lines, &record.client_lines),
            price_text: record.price_text.as_deref(),
            language: &record.language,
            accreditation: record.accreditation.as_deref(),
            accreditations: self.accreditations(&course.accreditations),
            trainers: self.trainers(&course.trainers),
            url: record.url.as_deref(),
            source_url: record.source_url.as_deref(),
            source: &record.source,
            mapping: &record.mapping,
            mapping_reviewed_at: record.mapping_reviewed_at.map(Moment),
            as_of_year: record.as_of_year,
            evidence: record.evidence.as_deref(),
            visibility: record.visibility,
            clients: self.clients(course.provider, &record.clients),
            offer: self.snapshot.offers[at],
            next_start: self.snapshot.next_starts[at],
            review_summary: course.review_summary.as_deref(),
            last_verified: record.last_verified.map(Moment),
            example: record.example,
            revision: record.revision.0,
            updated_at: Moment(record.updated_at),
        }
    }

    /// An edition.
    pub fn edition(self, at: usize) -> EditionView<'s> {
        let edition = &self.snapshot.editions[at];
        let of = &self.snapshot.courses[edition.course];
        let course = self.course_reference(edition.course);
        EditionView {
            at,
            uuid: edition.id.0,
            external_id: &edition.external_id,
            course_id: course.id,
            course,
            starts_on: edition.start.on,
            starts_from: edition.start.from,
            starts_until: edition.start.until,
            starts_text: edition.start.text.as_deref(),
            ends_on: edition.ends_on,
            status: edition.status,
            seats: edition.seats,
            enrol_url: edition.enrol_url.as_deref(),
            enrol_until: edition.enrol_until,
            start_time: edition.start_time.as_deref(),
            end_time: edition.end_time.as_deref(),
            venue: edition.venue.as_deref(),
            place: edition.place.as_deref(),
            municipality_code: edition
                .municipality
                .map(|at| self.snapshot.municipalities[at].code.as_str()),
            delivery: edition.delivery,
            price: edition.price_cents.map(Money::euro),
            price_lines: self.price_lines(&edition.price_lines, &edition.client_lines),
            note: edition.note.as_deref(),
            trainers: self.trainers(&edition.trainers),
            source_url: edition.source_url.as_deref(),
            open_to: self.clients(of.provider, &edition.open_to),
            restricted: !edition.open_to.is_empty(),
            example: edition.example,
            revision: edition.revision.0,
            updated_at: Moment(edition.updated_at),
        }
    }

    /// A review.
    pub fn review(self, at: usize) -> ReviewView {
        ReviewView::from(&self.snapshot.reviews[at])
    }

    /// A term.
    pub fn term(self, at: usize) -> TermView<'s> {
        let term = &self.snapshot.terms[at];
        TermView {
            at,
            uuid: term.id.0,
            slug: &term.slug,
            name: &term.name,
            definition: &term.definition,
            aliases: &term.aliases,
            topics: term
                .topics
                .iter()
                .map(|at| self.topic_reference(*at))
                .collect(),
        }
    }

    /// A list of codes.
    pub fn code_list(self, at: usize) -> CodeListView<'s> {
        let list = &self.snapshot.code_lists[at];
        let items = list.items.iter().zip(&list.standing);
        CodeListView {
            name: &list.name,
            // Each code that was added and each change of one is one more.
            revision: list.standing.iter().map(|it| it.revision.0).sum(),
            items: items
                .map(|(item, standing)| CodeListItemView {
                    code: &item.code,
                    label_nl: &item.label.nl,
                    label_en: &item.label.en,
                    retired: standing.retired,
                    revision: standing.revision.0,
                    group: item.group.as_deref(),
                })
                .collect(),
        }
    }
}
