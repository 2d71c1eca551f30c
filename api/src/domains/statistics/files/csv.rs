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

/// A provider's supply beside the country's, a cell of one offer a line.
pub fn shop(shop: &ProviderSupplyView<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut file = Vec::new();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut file);
    let [_, country] = &shop.both;
    writer.write_field("provider")?;
    for dimension in &shop.dimensions {
        let word = dimension.code.word();
        writer.write_field(word)?;
        writer.write_field(format!("{word}_label"))?;
    }
    writer.write_record([
        "offer",
        "offer_label",
        "own",
        "country",
        "own_total",
        "country_total",
        "as_of",
    ])?;
    for (at, cell) in shop.cells.iter().enumerate() {
        for offer in Offer::ALL {
            let counts = [cell.own, cell.country, shop.own, shop.country];
            let counts = counts.iter().filter_map(|counts| counts.of(offer));
            let counts: Vec<String> = counts.map(|count| count.to_string()).collect();
            if counts.is_empty() {
                continue;
            }
            writer.write_field(shop.provider.slug)?;
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
