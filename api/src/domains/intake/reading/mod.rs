//! How a row is read as a course: every fault is told, and none of it is guessed.

mod accreditation;
mod edition;
mod fields;
mod known;
mod prices;
mod seen;
mod told;
mod values;

use std::collections::HashSet;

use serde_json::{Map, Value};

pub use self::accreditation::read_accreditations;
use self::fields::{Fields, short};
pub use self::known::Names;
use self::known::{Known, found_at};
use self::told::Told;
use super::model::{MOST_ACCREDITATIONS, Message, canonical};
use crate::domains::catalogue::{CourseDraft, EditionDraft, Held, Openness, Snapshot};
use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;

/// The most that a course may use.
pub const MOST_USES: usize = 20;
/// The most editions that a row may have.
pub const MOST_EDITIONS: usize = 100;
/// The code of a learning form that nobody told.
const UNKNOWN: &str = "unknown";

/// Members that hold codes, and of which list.
const CODED: [(&str, &str); 3] = [
    ("careTypes", "care_type"),
    ("childThemes", "child_theme"),
    ("conditions", "condition"),
];

/// Reads a row. A draft comes of it only where nothing in it is an error.
pub fn course(row: &Value, names: &Names<'_>) -> (Option<CourseDraft>, Vec<Message>) {
    let mut told = Told::default();
    let key = row.get("externalId").and_then(Value::as_str);
    let known = names.within(key.map(str::trim));
    let draft = match row {
        Value::Object(members) => members_of(members, &known, &mut told),
        _ => {
            told.fault(
                "",
                "row.malformed",
                Text::new("een rij is een object", "a row is an object"),
            );
            None
        }
    };
    let (messages, sound) = told.finish();
    (draft.filter(|_| sound), messages)
}

/// Reads one course that no push brings: held to the same rules, in the same words.
pub fn read_alone(
    row: Value,
    snapshot: &Snapshot,
    provider: ProviderId,
    held: Held,
) -> (Option<CourseDraft>, Vec<Message>) {
    let names = Names::of(snapshot).of_own(provider, [], held);
    course(&canonical(row), &names)
}

fn members_of(
    members: &Map<String, Value>,
    known: &Known<'_>,
    told: &mut Told,
) -> Option<CourseDraft> {
    let mut row = Fields::of(members, "", told);
    let external_id = row.required("externalId", 200);
    let title = row.required("title", 300);
    let summary = row.text("summary", 5_000);
    let (learning_form, audiences) = (row.text("learningForm", 100), row.codes("audiences"));
    let topics = row.codes("topics");
    let (kind, uses) = (
        row.text("productKind", 100),
        row.names("uses", MOST_USES, 200),
    );
    let duration_minutes = row.hours("durationHours");
    let sessions = row.whole("sessions", 1..=1_000);
    let price_cents = row.cents();
    let priced = row.list("priceLines", prices::MOST_LINES);
    let (visibility, clients) = (seen::visibility(&mut row), row.codes("clients"));
    let language = row.language("language");
    let accreditation = row.text("accreditation", 500);
    let accredited = row.list("accreditations", MOST_ACCREDITATIONS);
    let lists = CODED.map(|(name, list)| (list, row.codes(name)));
    let child_ages = row.bounds(["childAgeFrom", "childAgeTo"], 0..=25);
    let group = row.bounds(["groupMin", "groupMax"], 1..=1_000);
    let home_minutes = row.hours("homeHours");
    let (level, credential) = (row.text("readingLevel", 100), row.text("credential", 100));
    let prerequisites = row.text("prerequisites", 1_000);
    let url = row.address("url");
    let listed = row.list("editions", MOST_EDITIONS);
    row.finish();
    if summary.is_none() {
        told.warn(
            "/summary",
            "row.summary_missing",
            Text::new(
                "zonder samenvatting zien ouders alleen de titel",
                "without a summary parents see the title alone",
            ),
        );
    }
    let learning_form = learning_form.and_then(|code| {
        let choice = known.choice("learning_form");
        let known = known.code("learning_form", &code);
        let unfit = |why| {
            told.unfit(
                "/learningForm",
                "row.unknown_learning_form",
                &code,
                (why, &choice),
            )
        };
        known.map_or_else(unfit, Some)
    });
    let audiences = each(audiences, |place, code| {
        let choice = known.choice("audience");
        let known = known.code("audience", code);
        let unfit = |why| told.unfit(place, "row.unknown_audience", code, (why, &choice));
        known.map_or_else(unfit, Some)
    });
    let mut codes = Vec::new();
    for (list, said) in lists {
        let found = each(said, |place, code| {
            let choice = known.choice(list);
            let known = known.code(list, code);
            let unfit = |why| told.unfit(place, "row.unknown_code", code, (why, &choice));
            known.map_or_else(unfit, Some)
        });
        codes.extend(found.into_iter().map(|code| (list, code)));
    }
    let mut one = |name: &str, list: &str, said: Option<String>| {
        said.and_then(|code| {
            let choice = known.choice(list);
            let known = known.code(list, &code);
            let place = format!("/{name}");
            let unfit = |why| told.unfit(&place, "row.unknown_code", &code, (why, &choice));
            known.map_or_else(unfit, Some)
        })
    };
    let product_kind = one("productKind", "product_kind", kind);
    let reading_level = one("readingLevel", "reading_level", level);
    let credential = one("credential", "credential", credential);
    let topics_at = found_at("/v1/topics");
    let topics = each(topics, |place, code| {
        let known = known.topic(code);
        known.or_else(|| told.unknown(place, "row.unknown_topic", code, &topics_at))
    });
    let accredited = accredited.unwrap_or_default();
    let accreditations = accreditation::accreditations(&accredited, known, told);
    let uses = each(uses, |place, word| {
        used(place, word, &external_id, known, told)
    });
    let price_lines = prices::lines(&priced.unwrap_or_default(), "", known, told);
    let named = !clients.is_empty();
    let clients = seen::clients(clients, known, told);
    let openness = seen::openness((visibility, named), clients, told);
    seen::priced(&price_lines, "", &openness.clients, told);
    let editions = listed.map(|listed| editions(&listed, &openness, known, told));
    Some(CourseDraft {
        external_id: external_id?,
        title: title?,
        summary: summary.unwrap_or_default(),
        learning_form: learning_form.unwrap_or_else(|| UNKNOWN.to_owned()),
        product_kind,
        uses,
        audiences,
        topics,
        duration_minutes,
        sessions,
        price_cents,
        price_lines,
        openness,
        language: language.unwrap_or_else(|| "nl".to_owned()),
        accreditation,
        accreditations,
        reading_level,
        child_ages,
        group,
        home_minutes,
        credential,
        prerequisites,
        codes,
        url,
        raw_codes: told.raw_codes(),
        editions,
    })
}

/// What codes stand for, each once.
fn each<T: PartialEq>(
    codes: Vec<(String, String)>,
    mut find: impl FnMut(&str, &str) -> Option<T>,
) -> Vec<T> {
    let mut found = Vec::new();
    for (place, code) in codes {
        if let Some(one) = find(&place, &code)
            && !found.contains(&one)
        {
            found.push(one);
        }
    }
    found
}

/// Something that a course uses. What is not here is kept: it may come, and is shown then.
fn used(
    place: &str,
    word: &str,
    course: &Option<String>,
    known: &Known<'_>,
    told: &mut Told,
) -> Option<String> {
    if course.as_deref() == Some(word) {
        told.fault(
            place,
            "row.uses_itself",
            Text::new(
                "dit is de sleutel van het aanbod zelf",
                "this is the key of the course itself",
            ),
        );
    } else if !known.product(word) {
        let shown = short(word, 60);
        told.warn(
            place,
            "row.unknown_product",
            Text::new(
                format!("\u{201c}{shown}\u{201d} staat hier niet; we bewaren het en tonen het zodra het er is"),
                format!("\u{201c}{shown}\u{201d} is not here; it is kept, and shown as soon as it is there"),
            ),
        );
    }
    Some(word.to_owned())
}

fn editions(
    listed: &[Value],
    openness: &Openness,
    known: &Known<'_>,
    told: &mut Told,
) -> Vec<EditionDraft> {
    let mut keys = HashSet::new();
    let mut read = Vec::new();
    for (at, value) in listed.iter().enumerate() {
        let place = format!("/editions/{at}");
        let Value::Object(members) = value else {
            told.fault(
                &place,
                "row.malformed",
                Text::new("een uitvoering is een object", "an edition is an object"),
            );
            continue;
        };
        let Some(draft) = edition::edition(members, &place, known, told) else {
            continue;
        };
        let mut clients = openness.clients.clone();
        clients.extend(draft.open_to.iter().flatten());
        seen::priced(&draft.price_lines, &place, &clients, told);
        if !keys.insert(draft.external_id.clone()) {
            told.fault(
                &format!("{place}/externalId"),
                "row.edition_repeated",
                Text::new(
                    "deze sleutel heeft een andere uitvoering van dit aanbod al",
                    "another edition of this course has this key already",
                ),
            );
        }
        read.push(draft);
    }
    read
}
