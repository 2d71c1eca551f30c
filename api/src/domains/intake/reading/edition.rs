//! How an edition in a row is read.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::fields::Fields;
use super::known::{Known, found_at};
use super::told::Told;
use super::{prices, seen};
use crate::domains::catalogue::{Delivery, EditionDraft, EditionStatus, Start};
use crate::kernel::language::Text;

/// Reads an edition that stands at `base`.
pub fn edition(
    members: &Map<String, Value>,
    base: &str,
    known: &Known<'_>,
    told: &mut Told,
) -> Option<EditionDraft> {
    let mut fields = Fields::of(members, base, told);
    let external_id = fields.required("externalId", 200);
    let start = start(&mut fields);
    let (start_time, end_time) = (fields.time("startTime"), fields.time("endTime"));
    if let (Some(from), Some(until)) = (start_time, end_time)
        && until < from
    {
        let detail = Text::new("is eerder dan startTime", "is before startTime");
        fields.fault("endTime", "row.ends_before_start", detail);
    }
    let (ends_on, enrol_until) = (fields.day("endsOn"), fields.day("enrolUntil"));
    if let (Some(starts), Some(ends)) = (start.on.or(start.from), ends_on)
        && ends < starts
    {
        let detail = Text::new("is eerder dan het begin", "is before the start");
        fields.fault("endsOn", "row.ends_before_start", detail);
    }
    let status = status(&mut fields);
    let (seats, enrol_url) = (
        fields.whole("seats", 1..=10_000),
        fields.address("enrolUrl"),
    );
    let (venue, place) = (fields.line("venue", 300), fields.line("place", 200));
    let town = fields.line("municipality", 100);
    let delivery = delivery(&mut fields);
    let (price_cents, note) = (fields.cents(), fields.text("note", 1_000));
    let priced = fields.list("priceLines", prices::MOST_LINES);
    let named = fields.has("openTo").then(|| fields.codes("openTo"));
    fields.finish();
    let price_lines = prices::lines(&priced.unwrap_or_default(), base, known, told);
    let open_to = named.map(|named| seen::clients(named, known, told));
    let municipality = town.and_then(|town| {
        let at = format!("{base}/municipality");
        let found = known.municipality(&town);
        let towns_at = found_at("/v1/municipalities");
        found.or_else(|| told.unknown(&at, "row.unknown_municipality", &town, &towns_at))
    });
    Some(EditionDraft {
        external_id: external_id?,
        start,
        ends_on,
        status,
        seats,
        enrol_url,
        enrol_until,
        start_time,
        end_time,
        venue,
        place,
        municipality,
        delivery: delivery?,
        price_cents,
        price_lines,
        open_to,
        note,
    })
}

/// When it starts: a day, or a first and a last day, or words, or nothing.
fn start(fields: &mut Fields<'_>) -> Start {
    let on = fields.day("startsOn");
    let (from, until) = (fields.day("startsFrom"), fields.day("startsUntil"));
    let start = Start {
        on,
        from,
        until,
        text: fields.line("startsText", 200),
    };
    let bounded = from.is_some() || until.is_some();
    let ways = [on.is_some(), bounded, start.text.is_some()];
    if ways.into_iter().filter(|way| *way).count() > 1 {
        let detail = Text::new(
            "zeg de dag, of de eerste en de laatste dag, of het in woorden: één van de drie",
            "say the day, or the first and last day, or words: one of the three",
        );
        let name = if on.is_some() {
            "startsOn"
        } else {
            "startsText"
        };
        fields.fault(name, "row.start_ambiguous", detail);
    }
    if let Some((name, code, detail)) = odd_bounds(from, until) {
        fields.fault(name, code, detail);
    }
    start
}

/// What is wrong with a first and a last day.
fn odd_bounds(
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
) -> Option<(&'static str, &'static str, Text)> {
    match (from, until) {
        (Some(from), Some(until)) if until < from => Some((
            "startsUntil",
            "row.start_reversed",
            Text::new("is eerder dan startsFrom", "is before startsFrom"),
        )),
        (Some(_), None) => Some((
            "startsUntil",
            "row.start_incomplete",
            Text::new("hoort bij startsFrom", "belongs with startsFrom"),
        )),
        (None, Some(_)) => Some((
            "startsFrom",
            "row.start_incomplete",
            Text::new("hoort bij startsUntil", "belongs with startsUntil"),
        )),
        _ => None,
    }
}

fn status(fields: &mut Fields<'_>) -> Option<EditionStatus> {
    let word = fields.text("status", 100)?;
    let status = EditionStatus::from_word(&word.to_lowercase());
    if status.is_none() {
        let words: Vec<&str> = EditionStatus::ALL.iter().map(|it| it.word()).collect();
        let words = words.join(", ");
        let detail = Text::new(
            format!("is een van: {words}"),
            format!("is one of: {words}"),
        );
        fields.fault("status", "row.bad_status", detail);
    }
    status
}

fn delivery(fields: &mut Fields<'_>) -> Option<Delivery> {
    let word = fields.required("delivery", 100)?;
    let delivery = Delivery::from_word(&word.to_lowercase());
    if delivery.is_none() {
        let detail = Text::new(
            "is in_person, online of hybrid",
            "is in_person, online or hybrid",
        );
        fields.fault("delivery", "row.bad_delivery", detail);
    }
    delivery
}
