//! CSV (RFC 4180): a header, codes beside labels, one figure a line.

use csv::{Terminator, WriterBuilder};

use crate::domains::catalogue::Offer;
use crate::domains::statistics::model::Content;
use crate::domains::statistics::view::{ProviderSupplyView, SupplyView};

/// The media type, with what RFC 4180 wants to be told.
pub const MEDIA: &str = "text/csv; charset=utf-8; header=present";

/// The columns of a dataset's file. It holds both languages, so that everybody has
/// the same bytes and the checksum speaks of one file.
const DATASET: [&str; 13] = [
    "dataset",
    "series",
    "name_nl",
    "name_en",
    "year",
    "value",
    "unit",
    "unit_nl",
    "unit_en",
    "note_nl",
    "note_en",
    "source_name",
    "source_url",
];

/// A dataset, a figure a line.
pub fn dataset(content: &Content) -> Result<Vec<u8>, csv::Error> {
    let mut file = Vec::new();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut file);
    writer.write_record(DATASET)?;
    for (series, one) in content.observations() {
        let note = one.note.as_ref();
        writer.write_record([
            content.slug.as_str(),
            &series.code,
            &*series.name.nl,
            &*series.name.en,
            &one.year.to_string(),
            one.value.as_ref().map_or("", |value| value.text()),
            &content.unit.code,
            &*content.unit.label.nl,
            &*content.unit.label.en,
            note.map_or("", |note| &*note.nl),
            note.map_or("", |note| &*note.en),
            &series.source_name,
            &series.source_url,
        ])?;
    }
    writer.flush()?;
    drop(writer);
    Ok(file)
}

/// Supply, a cell of one offer a line, with the distinct total of that offer beside.
pub fn supply(supply: &SupplyView) -> Result<Vec<u8>, csv::Error> {
    let mut file = Vec::new();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut file);
    for dimension in &supply.dimensions {
        let word = dimension.code.word();
        writer.write_field(word)?;
        writer.write_field(format!("{word}_label"))?;
    }
    writer.write_record(["offer", "offer_label", "courses", "total", "as_of"])?;
    for (at, cell) in supply.cells.iter().enumerate() {
        let codes = supply.codes(at);
        for offer in Offer::ALL {
            let (Some(courses), Some(total)) = (cell.courses.of(offer), supply.total.of(offer))
            else {
                continue;
            };
            for code in &codes {
                writer.write_field(&*code.code)?;
                writer.write_field(&*code.label)?;
            }
            let label = supply.offer_label(offer);
            writer.write_record([
                offer.word(),
                label,
                &courses.to_string(),
                &total.to_string(),
                &supply.as_of.to_string(),
            ])?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(file)
}

/// A provider's supply beside another's and the country's, a cell of one offer a line. The other
/// has columns where one is asked.
pub fn shop(shop: &ProviderSupplyView<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut file = Vec::new();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut file);
    let country = &shop.each.country;
    let beside = shop.beside_provider.as_ref().zip(shop.beside);
    writer.write_field("provider")?;
    if beside.is_some() {
        writer.write_field("beside_provider")?;
    }
    for dimension in &shop.dimensions {
        let word = dimension.code.word();
        writer.write_field(word)?;
        writer.write_field(format!("{word}_label"))?;
    }
    let [one, total]: [&[&str]; 2] = match beside {
        Some(_) => [
            &["own", "beside", "country"],
            &["own_total", "beside_total", "country_total"],
        ],
        None => [&["own", "country"], &["own_total", "country_total"]],
    };
    writer.write_field("offer")?;
    writer.write_field("offer_label")?;
    for name in one.iter().chain(total) {
        writer.write_field(name)?;
    }
    writer.write_record(["as_of"])?;
    for (at, cell) in shop.cells.iter().enumerate() {
        for offer in Offer::ALL {
            let cells = [Some(cell.own), cell.beside, Some(cell.country)];
            let totals = [Some(shop.own), shop.beside, Some(shop.country)];
            let counts = cells.into_iter().chain(totals).flatten();
            let counts = counts.filter_map(|counts| counts.of(offer));
            let counts: Vec<String> = counts.map(|count| count.to_string()).collect();
            if counts.is_empty() {
                continue;
            }
            writer.write_field(shop.provider.slug)?;
            if let Some((other, _)) = &beside {
                writer.write_field(other.slug)?;
            }
            for code in country.codes(at) {
                writer.write_field(&*code.code)?;
                writer.write_field(&*code.label)?;
            }
            writer.write_field(offer.word())?;
            writer.write_field(country.offer_label(offer))?;
            for count in counts {
                writer.write_field(count)?;
            }
            writer.write_record([shop.as_of.to_string()])?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(file)
}
