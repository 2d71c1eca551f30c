//! JSON-stat 2.0: a cube whose values stand in the order of its dimensions, the
//! last of which runs fastest.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::domains::catalogue::Offer;
use crate::domains::statistics::model::{Content, Dataset};
use crate::domains::statistics::view::{ProviderSupplyView, SupplyView};
use crate::kernel::decimal::Decimal;
use crate::kernel::language::Language;

/// A cube, as JSON-stat 2.0 writes one
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JsonStat {
    /// The version of the format
    pub version: &'static str,
    /// What sort of answer it is: `dataset`
    pub class: &'static str,
    /// What it counts, in the language asked for
    pub label: String,
    /// Where it comes from
    pub source: String,
    /// The day on which it last changed
    pub updated: NaiveDate,
    /// The codes of its dimensions; in `value` the last runs fastest
    pub id: Vec<String>,
    /// How many categories each dimension has
    pub size: Vec<usize>,
    /// Which dimensions are time or measure
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    pub role: BTreeMap<&'static str, Vec<&'static str>>,
    /// Its dimensions, by code
    pub dimension: BTreeMap<String, JsonStatDimension>,
    /// The figures; null where there is none
    pub value: Vec<Option<Decimal>>,
    /// Why a figure is null, by its place: `u` where the source gives no number
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    pub status: BTreeMap<String, &'static str>,
    /// Remarks on the whole
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub note: Vec<String>,
    /// What the format has no place for
    #[schema(value_type = Object)]
    pub extension: serde_json::Value,
}

/// A dimension of a cube
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JsonStatDimension {
    /// What it is called, in the language asked for
    pub label: String,
    /// Its categories
    pub category: JsonStatCategory,
}

/// The categories of a dimension
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct JsonStatCategory {
    /// Their codes, in order
    pub index: Vec<String>,
    /// What they are called, by code
    pub label: BTreeMap<String, String>,
    /// In what they are counted, by code
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    pub unit: BTreeMap<String, JsonStatUnit>,
}

/// In what something is counted
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JsonStatUnit {
    /// What it is called
    pub label: String,
    /// How many digits stand after the point, at most
    pub decimals: usize,
}

impl JsonStatDimension {
    fn new(label: &str, categories: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut category = JsonStatCategory::default();
        for (code, label) in categories {
            category.index.push(code.clone());
            category.label.insert(code, label);
        }
        Self {
            label: label.to_owned(),
            category,
        }
    }
}

/// A source gives no number: that is published too, and is not the same as nothing.
const NO_NUMBER: &str = "u";

/// A dataset: what is counted × who says so × year.
pub fn dataset(dataset: &Dataset, language: Language) -> JsonStat {
    let content = &dataset.content;
    let years = content.years();
    let size = vec![1, content.series.len(), years.len()];
    let mut value = vec![None; content.series.len() * years.len()];
    let mut status = BTreeMap::new();
    let mut notes = BTreeMap::new();
    for (at, series) in content.series.iter().enumerate() {
        for one in &series.observations {
            let year = years.partition_point(|year| *year < one.year);
            let place = at * years.len() + year;
            if one.value.is_none() {
                status.insert(place.to_string(), NO_NUMBER);
            }
            if let Some(note) = &one.note {
                notes.insert(place.to_string(), note.get(language).to_owned());
            }
            value[place] = one.value.clone();
        }
    }
    let sources: BTreeMap<_, _> = content
        .series
        .iter()
        .map(|series| {
            let source = json!({"name": series.source_name, "url": series.source_url});
            (series.code.clone(), source)
        })
        .collect();
    JsonStat {
        version: "2.0",
        class: "dataset",
        label: content.title.get(language).to_owned(),
        source: names(content),
        updated: dataset.updated_at.date_naive(),
        id: vec!["measure".into(), "series".into(), "year".into()],
        size,
        role: BTreeMap::from([("metric", vec!["measure"]), ("time", vec!["year"])]),
        dimension: dimensions(content, &years, language),
        value,
        status,
        note: vec![content.description.get(language).to_owned()],
        extension: json!({"sources": sources, "notes": notes}),
    }
}

fn dimensions(
    content: &Content,
    years: &[i32],
    language: Language,
) -> BTreeMap<String, JsonStatDimension> {
    let words = |nl, en| match language {
        Language::Nl => nl,
        Language::En => en,
    };
    let title = content.title.get(language).to_owned();
    let mut measure =
        JsonStatDimension::new(words("Maat", "Measure"), [(content.slug.clone(), title)]);
    let values = content
        .observations()
        .filter_map(|(_, one)| one.value.as_ref());
    let unit = JsonStatUnit {
        label: content.unit.label.get(language).to_owned(),
        decimals: values.map(Decimal::places).max().unwrap_or(0),
    };
    measure.category.unit.insert(content.slug.clone(), unit);
    let series = content.series.iter().map(|series| {
        let label = series.label().get(language).to_owned();
        (series.code.clone(), label)
    });
    let series = JsonStatDimension::new(words("Reeks", "Series"), series);
    let years = years
        .iter()
        .map(|year| (year.to_string(), year.to_string()));
    let years = JsonStatDimension::new(words("Jaar", "Year"), years);
    BTreeMap::from([
        ("measure".to_owned(), measure),
        ("series".to_owned(), series),
        ("year".to_owned(), years),
    ])
}

/// Who published it, each once.
fn names(content: &Content) -> String {
    let mut names: Vec<&str> = Vec::new();
    for series in &content.series {
        if !names.contains(&series.source_name.as_str()) {
            names.push(&series.source_name);
        }
    }
    names.join("; ")
}

/// Supply: the dimensions asked for × offer. The distinct totals are beside, since
/// cells of some dimensions overlap.
pub fn supply(supply: &SupplyView) -> JsonStat {
    let mut id = Vec::new();
    let mut size = Vec::new();
    let mut dimension = BTreeMap::new();
    let mut meanings = BTreeMap::new();
    for shown in &supply.dimensions {
        let word = shown.code.word().to_owned();
        let codes = shown.codes.iter();
        let codes = codes.map(|code| (code.code.to_string(), code.label.to_string()));
        let described = JsonStatDimension::new(&shown.label, codes);
        let meaning = json!({"description": shown.description, "addsUp": shown.adds_up, "within": shown.within});
        id.push(word.clone());
        size.push(shown.codes.len());
        meanings.insert(word.clone(), meaning);
        dimension.insert(word, described);
    }
    let offers: Vec<Offer> = Offer::ALL
        .into_iter()
        .filter(|offer| supply.total.of(*offer).is_some())
        .collect();
    let labels = offers.iter().map(|offer| {
        let label = supply.offer_label(*offer).to_owned();
        (offer.word().to_owned(), label)
    });
    let offer = JsonStatDimension::new(supply.words("Aanbod", "Offer"), labels);
    dimension.insert("offer".to_owned(), offer);
    id.push("offer".to_owned());
    size.push(offers.len());
    let cells = supply.cells.iter();
    let value = cells
        .flat_map(|cell| offers.iter().map(|offer| cell.courses.of(*offer)))
        .map(|count| count.map(Decimal::from))
        .collect();
    JsonStat {
        version: "2.0",
        class: "dataset",
        label: supply.words("Leeraanbod", "Courses").to_owned(),
        source: "Pijler".to_owned(),
        updated: supply.as_of,
        id,
        size,
        role: BTreeMap::new(),
        dimension,
        value,
        status: BTreeMap::new(),
        note: Vec::new(),
        extension: json!({
            "asOf": supply.as_of,
            "catalogueVersion": supply.catalogue_version,
            "examples": supply.examples,
            "total": supply.total,
            "dimensions": meanings,
        }),
    }
}

/// A provider's supply beside another's and the country's: whose, then as supply.
pub fn shop(shop: &ProviderSupplyView<'_>) -> JsonStat {
    let each = &shop.each;
    let mut cube = supply(&each.own);
    let mut whose = vec![("own".to_owned(), shop.provider.name.to_owned())];
    let mut total = json!({"own": each.own.total});
    if let (Some(other), Some(beside)) = (&shop.beside_provider, &each.beside) {
        whose.push(("beside".to_owned(), other.name.to_owned()));
        cube.value.extend(supply(beside).value);
        total["beside"] = json!(beside.total);
    }
    let everybody = each.own.words("Heel Nederland", "The whole country");
    whose.push(("country".to_owned(), everybody.to_owned()));
    cube.value.extend(supply(&each.country).value);
    total["country"] = json!(each.country.total);
    cube.id.insert(0, "whose".to_owned());
    cube.size.insert(0, whose.len());
    let whose = JsonStatDimension::new(each.own.words("Aanbod van", "Offered by"), whose);
    cube.dimension.insert("whose".to_owned(), whose);
    cube.extension["examples"] = json!(shop.examples);
    cube.extension["total"] = total;
    cube
}
