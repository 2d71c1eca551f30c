//! How the lines of a price are read.

use serde_json::Value;

use super::fields::Fields;
use super::known::{Known, Unfit};
use super::told::Told;
use crate::domains::catalogue::{PriceLine, Vat};
use crate::kernel::language::Text;

/// The most lines that a price may have.
pub const MOST_LINES: usize = 20;
/// The payer of what costs nothing.
const FREE: &str = "free";

/// Reads the lines that stand at `base`. One that is wrong is told, and none comes of it.
pub fn lines(listed: &[Value], base: &str, known: &Known<'_>, told: &mut Told) -> Vec<PriceLine> {
    let mut lines = Vec::new();
    for (at, value) in listed.iter().enumerate() {
        let place = format!("{base}/priceLines/{at}");
        match value {
            Value::Object(members) => {
                let mut fields = Fields::of(members, &place, told);
                let line = line(&mut fields, known);
                fields.finish();
                lines.extend(line);
            }
            _ => {
                let detail = Text::new("een prijsregel is een object", "a price line is an object");
                told.fault(&place, "row.malformed", detail);
            }
        }
    }
    lines
}

fn line(fields: &mut Fields<'_>, known: &Known<'_>) -> Option<PriceLine> {
    let kind = coded(
        fields,
        known,
        ("kind", "price_kind"),
        "row.unknown_price_kind",
    );
    let cents = fields.needed("amountCents", 0..=10_000_000);
    let vat = vat(fields);
    let vat_percent = fields.whole("vatPercent", 0..=100);
    if vat == Some(Vat::Added) && vat_percent.is_none() {
        let detail = Text::new(
            "zeg hoeveel procent er bij komt",
            "say how many percent comes on top",
        );
        fields.fault("vatPercent", "row.vat_incomplete", detail);
    }
    if vat == Some(Vat::Exempt) && vat_percent.is_some_and(|percent| percent > 0) {
        let detail = Text::new(
            "wat vrijgesteld is heeft geen btw",
            "what is exempt has no tax",
        );
        fields.fault("vatPercent", "row.vat_contradicts", detail);
    }
    let required = fields.truth("required").unwrap_or(true);
    let is_final = fields.truth("final");
    let payer = coded(fields, known, ("payer", "payer"), "row.unknown_payer");
    if payer.as_deref() == Some(FREE) && cents.is_some_and(|cents| cents > 0) {
        let detail = Text::new(
            "wat niemand betaalt kost niets",
            "what nobody pays costs nothing",
        );
        fields.fault("amountCents", "row.price_contradicts", detail);
    }
    let named = fields.text("client", 200);
    let client = named.as_ref().and_then(|word| known.client(word));
    if named.is_some() && client.is_none() {
        let detail = Text::new(
            "dit is geen pleegzorgaanbieder die we kennen; noem een id of slug uit GET /v1/providers?kind=foster_care_organisation",
            "this is no foster care organisation that we know; name an id or slug of GET /v1/providers?kind=foster_care_organisation",
        );
        fields.fault("client", "row.unknown_client", detail);
    }
    let (from, until) = (fields.day("validFrom"), fields.day("validUntil"));
    if let (Some(first), Some(last)) = (from, until)
        && last < first
    {
        let detail = Text::new("is eerder dan validFrom", "is before validFrom");
        fields.fault("validUntil", "row.bounds_reversed", detail);
    }
    Some(PriceLine {
        kind: kind?,
        cents: cents?,
        vat,
        vat_percent,
        required,
        is_final,
        payer: payer?,
        client,
        from,
        until,
    })
}

/// A code that has to be there and that we have to know: what it means decides what is paid.
fn coded(
    fields: &mut Fields<'_>,
    known: &Known<'_>,
    (name, list): (&'static str, &str),
    fault: &'static str,
) -> Option<String> {
    let word = fields.required(name, 100)?;
    let code = known.code(list, &word);
    if let Err(why) = code {
        let codes = known.codes(list).join(", ");
        let detail = Text::new(
            format!("is een van: {codes}"),
            format!("is one of: {codes}"),
        );
        let fault = match why {
            Unfit::Unknown => fault,
            Unfit::Retired => "row.retired_code",
        };
        fields.fault(name, fault, detail);
    }
    code.ok()
}

fn vat(fields: &mut Fields<'_>) -> Option<Vat> {
    let word = fields.text("vat", 100)?;
    let vat = Vat::from_word(&word.to_lowercase());
    if vat.is_none() {
        let detail = Text::new(
            "is included, exempt of added",
            "is included, exempt or added",
        );
        fields.fault("vat", "row.bad_vat", detail);
    }
    vat
}
