//! From a place in a snapshot to how it looks.

use super::{
    CodeListItemView, CodeListView, CodeView, CourseView, EditionView, Money, MunicipalityView,
    PillarView, ProviderView, Reference, SubjectView, TermView, TopicView,
};
use crate::domains::catalogue::model::Coded;
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

impl Show<'_> {
    pub(super) fn topic_reference(self, at: usize) -> Reference {
        let topic = &self.snapshot.topics[at];
        Reference {
            id: topic.id.0,
            slug: topic.slug.clone(),
            name: topic.name.get(self.language).to_owned(),
        }
    }

    fn subject_reference(self, at: usize) -> Reference {
        let subject = &self.snapshot.subjects[at];
        Reference {
            id: subject.id.0,
            slug: subject.slug.clone(),
            name: subject.name.get(self.language).to_owned(),
        }
    }

    fn codes(self, codes: &[Coded]) -> Vec<CodeView> {
        let codes = codes.iter().map(|code| CodeView::of(code, self.language));
        codes.collect()
    }

    fn code(self, code: Option<&Coded>) -> Option<CodeView> {
        code.map(|code| CodeView::of(code, self.language))
    }

    /// A pillar.
    pub fn pillar(self, at: usize) -> PillarView {
        let pillar = &self.snapshot.pillars[at];
        PillarView {
            at,
            uuid: pillar.id.0,
            slug: pillar.slug.clone(),
            position: pillar.position,
            name: pillar.name.get(self.language).to_owned(),
            title: pillar.title.get(self.language).to_owned(),
            source_url: pillar.source_url.clone(),
        }
    }

    /// A topic.
    pub fn topic(self, at: usize) -> TopicView {
        let topic = &self.snapshot.topics[at];
        let pillar = &self.snapshot.pillars[topic.pillar];
        TopicView {
            at,
            uuid: topic.id.0,
            slug: topic.slug.clone(),
            position: topic.position,
            name: topic.name.get(self.language).to_owned(),
            pillar_id: pillar.id.0,
            pillar: Reference {
                id: pillar.id.0,
                slug: pillar.slug.clone(),
                name: pillar.name.get(self.language).to_owned(),
            },
            source_url: topic.source_url.clone(),
        }
    }

    /// A subject.
    pub fn subject(self, at: usize) -> SubjectView {
        let subject = &self.snapshot.subjects[at];
        SubjectView {
            at,
            uuid: subject.id.0,
            slug: subject.slug.clone(),
            position: subject.position,
            name: subject.name.get(self.language).to_owned(),
            about: subject.about.get(self.language).to_owned(),
            aliases: subject.aliases.clone(),
            topic_id: self.snapshot.topics[subject.topic].id.0,
            topic: self.topic_reference(subject.topic),
            basis: subject.basis,
            source_url: subject.source_url.clone(),
        }
    }

    /// A municipality.
    pub fn municipality(self, at: usize) -> MunicipalityView {
        let town = &self.snapshot.municipalities[at];
        MunicipalityView {
            code: town.code.clone(),
            slug: town.slug.clone(),
            name: town.name.clone(),
            alias: town.alias.clone(),
            province: town.province.clone(),
            youth_region: town.youth_region.clone(),
            latitude: town.latitude,
            longitude: town.longitude,
            as_of_year: town.as_of_year,
        }
    }

    /// A provider.
    pub fn provider(self, at: usize) -> ProviderView {
        let provider = &self.snapshot.providers[at];
        ProviderView {
            at,
            uuid: provider.id.0,
            slug: provider.slug.clone(),
            name: provider.name.clone(),
            kind: CodeView::of(&provider.kind, self.language),
            website: provider.website.clone(),
            seat_code: provider
                .seat
                .map(|at| self.snapshot.municipalities[at].code.clone()),
            seat_basis: provider.seat_basis.clone(),
            regions: provider.regions.clone(),
            source: provider.source.clone(),
            source_url: provider.source_url.clone(),
            note: provider.note.clone(),
            revision: provider.revision.0,
            updated_at: Moment(provider.updated_at),
        }
    }

    /// A course.
    pub fn course(self, at: usize) -> CourseView {
        let course = &self.snapshot.courses[at];
        let provider = &self.snapshot.providers[course.provider];
        let record = &course.record;
        CourseView {
            at,
            uuid: record.id.0,
            slug: record.slug.clone(),
            external_id: record.external_id.clone(),
            title: record.title.clone(),
            summary: record.summary.clone(),
            provider_id: provider.id.0,
            provider: Reference {
                id: provider.id.0,
                slug: provider.slug.clone(),
                name: provider.name.clone(),
            },
            learning_form: CodeView::of(&course.learning_form, self.language),
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
            prerequisites: record.prerequisites.clone(),
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
            duration_minutes: record.duration_minutes,
            sessions: record.sessions,
            price: record.price_cents.map(Money::euro),
            price_text: record.price_text.clone(),
            language: record.language.clone(),
            accreditation: record.accreditation.clone(),
            url: record.url.clone(),
            source_url: record.source_url.clone(),
            source: record.source.clone(),
            mapping: record.mapping.clone(),
            as_of_year: record.as_of_year,
            evidence: record.evidence.clone(),
            offer: self.snapshot.offers[at],
            next_start: self.snapshot.next_starts[at],
            review_summary: course.review_summary.clone(),
            last_verified: record.last_verified.map(Moment),
            example: record.example,
            revision: record.revision.0,
            updated_at: Moment(record.updated_at),
        }
    }

    /// An edition.
    pub fn edition(self, at: usize) -> EditionView {
        let edition = &self.snapshot.editions[at];
        let course = &self.snapshot.courses[edition.course].record;
        EditionView {
            at,
            uuid: edition.id.0,
            external_id: edition.external_id.clone(),
            course_id: course.id.0,
            course: Reference {
                id: course.id.0,
                slug: course.slug.clone(),
                name: course.title.clone(),
            },
            starts_on: edition.start.on,
            starts_from: edition.start.from,
            starts_until: edition.start.until,
            starts_text: edition.start.text.clone(),
            ends_on: edition.ends_on,
            status: edition.status,
            seats: edition.seats,
            enrol_url: edition.enrol_url.clone(),
            enrol_until: edition.enrol_until,
            start_time: edition.start_time.clone(),
            end_time: edition.end_time.clone(),
            venue: edition.venue.clone(),
            place: edition.place.clone(),
            municipality_code: edition
                .municipality
                .map(|at| self.snapshot.municipalities[at].code.clone()),
            delivery: edition.delivery,
            price: edition.price_cents.map(Money::euro),
            note: edition.note.clone(),
            source_url: edition.source_url.clone(),
            example: edition.example,
            revision: edition.revision.0,
            updated_at: Moment(edition.updated_at),
        }
    }

    /// A review.
    pub fn review(self, at: usize) -> ReviewView {
        ReviewView::from(&*self.snapshot.reviews[at])
    }

    /// A term.
    pub fn term(self, at: usize) -> TermView {
        let term = &self.snapshot.terms[at];
        TermView {
            at,
            uuid: term.id.0,
            slug: term.slug.clone(),
            name: term.name.clone(),
            definition: term.definition.clone(),
            aliases: term.aliases.clone(),
            topics: term
                .topics
                .iter()
                .map(|at| self.topic_reference(*at))
                .collect(),
        }
    }

    /// A list of codes.
    pub fn code_list(self, at: usize) -> CodeListView {
        let (name, items) = &self.snapshot.code_lists[at];
        CodeListView {
            name: name.clone(),
            items: items
                .iter()
                .map(|item| CodeListItemView {
                    code: item.code.clone(),
                    label_nl: item.label.nl.clone().into_owned(),
                    label_en: item.label.en.clone().into_owned(),
                })
                .collect(),
        }
    }
}
