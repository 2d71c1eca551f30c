//! How the catalogue looks from outside.
//!
//! One shape per thing serves both doors, so that they cannot spell a member differently; a column that is not named here
//! stays inside. GraphQL adds the global `id` and the edges (see `graphql.rs`).

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Coded, Delivery, Offer};
use super::snapshot::Snapshot;
use crate::kernel::language::Language;
use crate::kernel::moment::Moment;

/// A code and what it is called
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "Code")]
#[schema(as = Code)]
pub struct CodeView {
    /// The code, which never changes
    pub code: String,
    /// What it is called, in the language asked for
    pub label: String,
}

impl CodeView {
    fn of(coded: &Coded, language: Language) -> Self {
        Self {
            code: coded.code.clone(),
            label: coded.label.get(language).to_owned(),
        }
    }
}

/// A code with its label in both languages
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "CodeListItem")]
#[schema(as = CodeListItem)]
pub struct CodeListItemView {
    /// The code, which never changes
    pub code: String,
    /// What it is called in Dutch
    pub label_nl: String,
    /// What it is called in English
    pub label_en: String,
}

/// A list of codes that people edit
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "CodeList")]
#[schema(as = CodeList)]
pub struct CodeListView {
    /// The name of the list
    pub name: String,
    /// Its codes, in order
    pub items: Vec<CodeListItemView>,
}

/// An amount of money
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// In cents
    pub amount_cents: i32,
    /// The currency (ISO 4217)
    pub currency: &'static str,
}

impl Money {
    fn euro(cents: i32) -> Self {
        Self {
            amount_cents: cents,
            currency: "EUR",
        }
    }
}

/// The id, address and name of something named elsewhere
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reference {
    /// Its id
    pub id: Uuid,
    /// Its address
    pub slug: String,
    /// Its name, in the language asked for
    pub name: String,
}

/// One of the five pillars of foster parenthood
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Pillar", complex)]
#[schema(as = Pillar)]
pub struct PillarView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// Its place among the five
    pub position: i32,
    /// Its name, in the language asked for
    pub name: String,
    /// Its title, in the language asked for
    pub title: String,
    /// Where the model is described
    pub source_url: Option<String>,
}

/// A topic under a pillar
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Topic", complex)]
#[schema(as = Topic)]
pub struct TopicView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// Its place in the model
    pub position: i32,
    /// Its name, in the language asked for
    pub name: String,
    /// The id of its pillar
    #[graphql(skip)]
    pub pillar_id: Uuid,
    /// Its pillar
    #[graphql(skip)]
    pub pillar: Reference,
    /// Where the model is described
    pub source_url: Option<String>,
}

/// A municipality
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Municipality", complex)]
#[schema(as = Municipality)]
pub struct MunicipalityView {
    /// Its CBS code
    pub code: String,
    /// Its address
    pub slug: String,
    /// Its name
    pub name: String,
    /// What else it is called
    pub alias: Option<String>,
    /// Its province
    pub province: String,
    /// Its youth region
    pub youth_region: String,
    /// Degrees north of its town centre (ETRS89)
    pub latitude: f64,
    /// Degrees east of its town centre (ETRS89)
    pub longitude: f64,
    /// The year of the list that it stands in
    pub as_of_year: i32,
}

/// An organisation that offers courses
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Provider", complex)]
#[schema(as = Provider)]
pub struct ProviderView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// Its name
    pub name: String,
    /// What kind of organisation it is
    pub kind: CodeView,
    /// Its website
    pub website: Option<String>,
    /// The CBS code of the municipality of its seat; unknown where null
    #[graphql(skip)]
    pub seat_code: Option<String>,
    /// How the seat is known: `page`, `seed`, or `own_knowledge`, which nobody checked
    pub seat_basis: Option<String>,
    /// The youth regions that it says it serves; `landelijk` is all of them
    pub regions: Vec<String>,
    /// Who put it here: `seed` or `hand`
    pub source: String,
    /// Where the facts come from
    pub source_url: Option<String>,
    /// What else is worth knowing
    pub note: Option<String>,
    /// How often it changed
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}

/// Something to learn from: a training, a book, a film, an evening
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Course", complex)]
#[schema(as = Course)]
pub struct CourseView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// What its provider calls it
    pub external_id: String,
    /// Its title
    pub title: String,
    /// What it is, in a few sentences
    pub summary: String,
    /// The id of its provider
    #[graphql(skip)]
    pub provider_id: Uuid,
    /// Its provider
    #[graphql(skip)]
    pub provider: Reference,
    /// How one learns
    pub learning_form: CodeView,
    /// Whom it is for
    pub audiences: Vec<CodeView>,
    /// Its topics; the first is the main one
    #[graphql(skip)]
    pub topics: Vec<Reference>,
    /// How long it takes in all, in minutes; unknown where null
    pub duration_minutes: Option<i32>,
    /// How many meetings; unknown where null
    pub sessions: Option<i32>,
    /// The price; unknown where null, free where the amount is zero
    pub price: Option<Money>,
    /// What is said of the price where it is no amount
    pub price_text: Option<String>,
    /// The language it is given in (ISO 639-1)
    pub language: String,
    /// What is said of accreditation
    pub accreditation: Option<String>,
    /// Its own page
    pub url: Option<String>,
    /// Where the facts come from
    pub source_url: Option<String>,
    /// Who put it here: `seed`, `push` or `hand`
    pub source: String,
    /// Who mapped it on topics: our `own` judgement, or the `source` in its words
    pub mapping: String,
    /// The year that the source speaks of
    pub as_of_year: Option<i32>,
    /// How much was seen of it: `page`, `seed`, `page_mention`, `title_only`
    pub evidence: Option<String>,
    /// How sure it is that it can be followed now
    pub offer: Offer,
    /// When its provider last confirmed it
    pub last_verified: Option<Moment>,
    /// Added to show how it looks (*voorbeeld*): not an offer
    pub example: bool,
    /// How often it changed
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}

/// A course at a date, a place, or online
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Edition", complex)]
#[schema(as = Edition)]
pub struct EditionView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// What its provider calls it
    pub external_id: String,
    /// The id of its course
    #[graphql(skip)]
    pub course_id: Uuid,
    /// Its course
    #[graphql(skip)]
    pub course: Reference,
    /// The day it starts, where the day is known
    pub starts_on: Option<NaiveDate>,
    /// The first day on which it may start, where month or year are known
    pub starts_from: Option<NaiveDate>,
    /// The last day on which it may start, where month or year are known
    pub starts_until: Option<NaiveDate>,
    /// The words of the source, where they name no year
    pub starts_text: Option<String>,
    /// When it begins on the day, in Amsterdam
    pub start_time: Option<String>,
    /// When it ends on the day, in Amsterdam
    pub end_time: Option<String>,
    /// The building
    pub venue: Option<String>,
    /// The town or village
    pub place: Option<String>,
    /// The CBS code of the municipality; unknown where null
    #[graphql(skip)]
    pub municipality_code: Option<String>,
    /// How it is given
    pub delivery: Delivery,
    /// The price, where this edition has its own
    pub price: Option<Money>,
    /// What else is worth knowing
    pub note: Option<String>,
    /// Where the facts come from
    pub source_url: Option<String>,
    /// Added to show how it looks (*voorbeeld*): not an offer
    pub example: bool,
    /// How often it changed
    pub revision: i64,
}

/// A word of foster care and what it means
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Term", complex)]
#[schema(as = Term)]
pub struct TermView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// The word
    pub name: String,
    /// What it means, in Dutch; no legal advice
    pub definition: String,
    /// What else it is called
    pub aliases: Vec<String>,
    /// Its topics
    #[graphql(skip)]
    pub topics: Vec<Reference>,
}

/// Shows what stands in a snapshot, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Show<'s> {
    /// What is shown.
    pub snapshot: &'s Snapshot,
    /// In which language.
    pub language: Language,
}

impl Show<'_> {
    fn topic_reference(self, at: usize) -> Reference {
        let topic = &self.snapshot.topics[at];
        Reference {
            id: topic.id.0,
            slug: topic.slug.clone(),
            name: topic.name.get(self.language).to_owned(),
        }
    }

    /// A pillar.
    pub fn pillar(self, at: usize) -> PillarView {
        let pillar = &self.snapshot.pillars[at];
        PillarView {
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
            audiences: course
                .audiences
                .iter()
                .map(|a| CodeView::of(a, self.language))
                .collect(),
            topics: course
                .topics
                .iter()
                .map(|at| self.topic_reference(*at))
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
        }
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
