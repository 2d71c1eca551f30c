//! What a draft says that begins with a course as it stands.

use crate::domains::catalogue::{
    AccreditationDraft, CourseDraft, EditionDraft, PriceLine, Snapshot,
};
use crate::domains::drafts::model::{Content, EditionContent};
use crate::domains::intake::{AccreditationContent, PriceLineContent};
use crate::kernel::id::ProviderId;

/// A course in the words of a draft.
pub fn content_of(course: CourseDraft, snapshot: &Snapshot) -> Content {
    let codes = |list: &str| {
        let of = course.codes.iter().filter(|(name, _)| *name == list);
        of.map(|(_, code)| code.clone()).collect::<Vec<_>>()
    };
    let slug = |topic| {
        let known = snapshot.topics.iter().find(|known| known.id == topic);
        known.map(|known| known.slug.clone())
    };
    let hours = |minutes: Option<i32>| minutes.map(|minutes| f64::from(minutes) / 60.0);
    let mut content = Content {
        care_types: some(codes("care_type")),
        child_themes: some(codes("child_theme")),
        conditions: some(codes("condition")),
        external_id: Some(course.external_id),
        title: Some(course.title),
        summary: (!course.summary.is_empty()).then_some(course.summary),
        learning_form: Some(course.learning_form).filter(|form| form != "unknown"),
        product_kind: course.product_kind,
        uses: some(course.uses),
        audiences: some(course.audiences),
        topics: some(course.topics.into_iter().filter_map(slug).collect()),
        duration_hours: hours(course.duration_minutes),
        sessions: course.sessions,
        price_cents: course.price_cents,
        price: None,
        price_lines: priced(course.price_lines),
        visibility: course.openness.visibility,
        clients: some(named(&course.openness.clients)),
        language: Some(course.language),
        accreditation: course.accreditation,
        accreditations: accreditations(course.accreditations, snapshot),
        child_age_from: course.child_ages.0,
        child_age_to: course.child_ages.1,
        reading_level: course.reading_level,
        group_min: course.group.0,
        group_max: course.group.1,
        home_hours: hours(course.home_minutes),
        credential: course.credential,
        prerequisites: course.prerequisites,
        url: course.url,
        editions: course
            .editions
            .map(|all| all.into_iter().map(edition).collect()),
    };
    for (place, word) in course.raw_codes {
        unknown(&mut content, &place, word);
    }
    content
}

/// Accreditations in the words of a draft.
fn accreditations(
    all: Vec<AccreditationDraft>,
    snapshot: &Snapshot,
) -> Option<Vec<AccreditationContent>> {
    let all: Vec<_> = all
        .into_iter()
        .map(|it| AccreditationContent::of(it, snapshot))
        .collect();
    (!all.is_empty()).then_some(all)
}

/// Clients, by id.
fn named(clients: &[ProviderId]) -> Vec<String> {
    clients.iter().map(|client| client.0.to_string()).collect()
}

/// A list, where there is something in it.
fn some(list: Vec<String>) -> Option<Vec<String>> {
    (!list.is_empty()).then_some(list)
}

/// The lines of a price, where there are some.
fn priced(lines: Vec<PriceLine>) -> Option<Vec<PriceLineContent>> {
    let lines: Vec<_> = lines.into_iter().map(Into::into).collect();
    (!lines.is_empty()).then_some(lines)
}

/// Puts a code that we do not know back where it was written.
fn unknown(content: &mut Content, place: &str, word: String) {
    let list = match place.split('/').nth(1) {
        Some("learningForm") => {
            content.learning_form = Some(word);
            return;
        }
        Some("productKind") => {
            content.product_kind = Some(word);
            return;
        }
        Some("readingLevel") => {
            content.reading_level = Some(word);
            return;
        }
        Some("credential") => {
            content.credential = Some(word);
            return;
        }
        Some("audiences") => &mut content.audiences,
        Some("topics") => &mut content.topics,
        Some("careTypes") => &mut content.care_types,
        Some("childThemes") => &mut content.child_themes,
        Some("conditions") => &mut content.conditions,
        _ => return,
    };
    list.get_or_insert_default().push(word);
}

fn edition(edition: EditionDraft) -> EditionContent {
    let time = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    let start = edition.start;
    EditionContent {
        external_id: Some(edition.external_id),
        starts_on: start.on.map(|day| day.to_string()),
        starts_from: start.from.map(|day| day.to_string()),
        starts_until: start.until.map(|day| day.to_string()),
        starts_text: start.text,
        start_time: edition.start_time.map(time),
        end_time: edition.end_time.map(time),
        ends_on: edition.ends_on.map(|day| day.to_string()),
        status: edition.status,
        seats: edition.seats,
        enrol_url: edition.enrol_url,
        enrol_until: edition.enrol_until.map(|day| day.to_string()),
        venue: edition.venue,
        place: edition.place,
        municipality: edition.municipality,
        delivery: Some(edition.delivery),
        price_cents: edition.price_cents,
        price: None,
        price_lines: priced(edition.price_lines),
        open_to: edition.open_to.map(|clients| named(&clients)),
        note: edition.note,
    }
}
