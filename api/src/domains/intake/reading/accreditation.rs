//! How accreditations are read, of a course or of a provider.

use serde_json::{Map, Value};

use super::fields::Fields;
use super::known::{Known, Names};
use super::told::Told;
use crate::domains::catalogue::{AccreditationDraft, Issuer, Snapshot};
use crate::domains::intake::model::{MOST_ACCREDITATIONS, Message, canonical};
use crate::kernel::language::Text;

/// The most points that one gets for anything.
const MOST_POINTS: f64 = 1_000.0;

/// Reads accreditations that no course brings: held to the same rules, in the same words.
pub fn read_accreditations(
    said: &[Value],
    snapshot: &Snapshot,
) -> Result<Vec<AccreditationDraft>, Vec<Message>> {
    let mut told = Told::default();
    if said.len() > MOST_ACCREDITATIONS {
        let detail = Text::new(
            format!("heeft hoogstens {MOST_ACCREDITATIONS} onderdelen"),
            format!("has at most {MOST_ACCREDITATIONS} items"),
        );
        told.fault("/accreditations", "row.too_many", detail);
    }
    let some = said.iter().take(MOST_ACCREDITATIONS).cloned();
    let some: Vec<Value> = some.map(canonical).collect();
    let read = accreditations(&some, &Names::of(snapshot).within(None), &mut told);
    match told.finish() {
        (_, true) => Ok(read),
        (messages, false) => Err(messages),
    }
}

/// Reads the accreditations of a row.
pub fn accreditations(
    listed: &[Value],
    known: &Known<'_>,
    told: &mut Told,
) -> Vec<AccreditationDraft> {
    let mut read = Vec::new();
    for (at, value) in listed.iter().enumerate() {
        let place = format!("/accreditations/{at}");
        match value {
            Value::Object(members) => read.extend(one(members, &place, known, told)),
            _ => told.fault(
                &place,
                "row.malformed",
                Text::new(
                    "een accreditatie is een object",
                    "an accreditation is an object",
                ),
            ),
        }
    }
    read
}

fn one(
    members: &Map<String, Value>,
    base: &str,
    known: &Known<'_>,
    told: &mut Told,
) -> Option<AccreditationDraft> {
    let mut fields = Fields::of(members, base, told);
    let named = fields.line("issuer", 200);
    let provider = fields.text("issuerProvider", 200);
    let code = fields.line("code", 100);
    let points = points(&mut fields);
    let valid = (fields.day("validFrom"), fields.day("validUntil"));
    if let (Some(from), Some(until)) = valid
        && until < from
    {
        let detail = Text::new("is eerder dan validFrom", "is before validFrom");
        fields.fault("validUntil", "row.bounds_reversed", detail);
    }
    let source_url = fields.address("sourceUrl");
    let issuer = match (named, provider) {
        (Some(_), Some(_)) => {
            let detail = Text::new(
                "noem issuer of issuerProvider, niet allebei",
                "name issuer or issuerProvider, not both",
            );
            fields.fault("issuerProvider", "row.issuer_ambiguous", detail);
            None
        }
        (Some(name), None) => Some(Issuer::Named(name)),
        (None, Some(word)) => {
            let found = known.provider(&word);
            if found.is_none() {
                let detail = Text::new(
                    "deze aanbieder kennen we niet; noem haar bij naam, met issuer",
                    "we know no such provider; name it with issuer",
                );
                fields.fault("issuerProvider", "row.unknown_provider", detail);
            }
            found.map(Issuer::Known)
        }
        (None, None) => {
            if !members.contains_key("issuer") && !members.contains_key("issuerProvider") {
                let detail = Text::new("dit is nodig en ontbreekt", "this is needed and missing");
                fields.fault("issuer", "row.missing", detail);
            }
            None
        }
    };
    fields.finish();
    Some(AccreditationDraft {
        issuer: issuer?,
        code,
        points,
        valid,
        source_url,
    })
}

/// Points, in hundredths.
fn points(fields: &mut Fields<'_>) -> Option<i32> {
    let detail = || {
        Text::new(
            "is een aantal punten, meer dan 0 en hoogstens 1000, met hoogstens twee decimalen",
            "is a number of points, above 0 and at most 1000, with two decimals at most",
        )
    };
    let hundredths = fields.number("points", detail())? * 100.0;
    let whole = (hundredths - hundredths.round()).abs() < 1e-6;
    if !whole || !(1.0..=MOST_POINTS * 100.0).contains(&hundredths.round()) {
        fields.fault("points", "row.out_of_range", detail());
        return None;
    }
    Some(hundredths.round() as i32)
}
