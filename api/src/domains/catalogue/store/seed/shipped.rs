//! The files that the product ships, as their rows say it.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::Start;

/// Reads a shipped CSV file.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, CatalogueError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| broken(error.to_string()))
}

/// A shipped file does not read as it should.
pub fn broken(what: impl Into<String>) -> CatalogueError {
    CatalogueError::BrokenData(what.into())
}

/// The parts of a list in one cell.
pub fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn cents(euro: f64) -> i32 {
    (euro * 100.0).round() as i32
}

/// `code_lists.csv`
#[derive(Debug, Deserialize)]
pub struct CodeRow {
    pub list: String,
    pub code: String,
    pub position: i32,
    pub label_nl: String,
    pub label_en: String,
}

/// `code_groups.csv`
#[derive(Debug, Deserialize)]
pub struct CodeGroupRow {
    pub list: String,
    pub code: String,
    pub group: String,
}

/// `course_products.csv`
#[derive(Debug, Deserialize)]
pub struct CourseProductRow {
    pub course_external_id: String,
    pub product_kind: String,
}

/// `course_uses.csv`
#[derive(Debug, Deserialize)]
pub struct CourseUseRow {
    pub course_external_id: String,
    pub product_external_id: String,
}

/// `pillars.csv`
#[derive(Debug, Deserialize)]
pub struct PillarRow {
    pub slug: String,
    pub order: i32,
    pub name_nl: String,
    pub title_nl: String,
    pub name_en: String,
    pub title_en: String,
    pub source_url: Option<String>,
}

/// `topics.csv`
#[derive(Debug, Deserialize)]
pub struct TopicRow {
    pub slug: String,
    pub pillar_slug: String,
    pub order_overall: i32,
    pub name_nl: String,
    pub name_en: String,
    pub source_url: Option<String>,
}

/// `topic_pages.csv`
#[derive(Debug, Deserialize)]
pub struct TopicTextRow {
    pub topic_slug: String,
    pub section: String,
    pub position: i32,
    pub text_nl: String,
    pub text_en: String,
    pub state: String,
}

/// `subjects.csv`
#[derive(Debug, Deserialize)]
pub struct SubjectRow {
    pub slug: String,
    pub topic_slug: String,
    pub order: i32,
    pub name_nl: String,
    pub name_en: String,
    pub about_nl: String,
    pub about_en: String,
    pub words: String,
    pub basis: String,
    pub source_url: Option<String>,
}

/// `course_subjects.csv`
#[derive(Debug, Deserialize)]
pub struct CourseSubjectRow {
    pub course_external_id: String,
    pub subject_slug: String,
    pub mapping: String,
}

/// `municipalities.csv`
#[derive(Debug, Deserialize)]
pub struct MunicipalityRow {
    pub cbs_code: String,
    pub name: String,
    pub alias: Option<String>,
    pub province: String,
    pub jeugdregio: String,
    pub latitude: f64,
    pub longitude: f64,
    pub year: i32,
    pub source_url: Option<String>,
}

/// `providers.csv`
#[derive(Debug, Deserialize)]
pub struct ProviderRow {
    pub name: String,
    pub slug: String,
    pub kind: String,
    pub website: Option<String>,
    pub regions_served: String,
    pub municipality_of_seat: Option<String>,
    pub seat_basis: Option<String>,
    pub source_url: Option<String>,
    pub note: Option<String>,
}

/// `courses.csv`
#[derive(Debug, Deserialize)]
pub struct CourseRow {
    pub external_id: String,
    pub title: String,
    pub provider_slug: String,
    pub summary: String,
    pub learning_form: String,
    pub audience: String,
    pub topics: String,
    pub duration_hours: Option<f64>,
    pub sessions: Option<i32>,
    pub price_eur: Option<f64>,
    pub language: String,
    pub accreditation: Option<String>,
    pub url: Option<String>,
    pub source_url: Option<String>,
    pub mapping: String,
    pub as_of_year: Option<i32>,
    pub evidence: Option<String>,
}

impl CourseRow {
    /// Minutes, from hours.
    pub fn minutes(&self) -> Option<i32> {
        self.duration_hours
            .map(|hours| (hours * 60.0).round() as i32)
    }

    /// Cents, or what is said instead: the sources of the rows with a price of zero
    /// say "often free", which is not a price.
    pub fn price(&self) -> (Option<i32>, Option<String>) {
        match self.price_eur {
            Some(euro) if euro > 0.0 => (Some(cents(euro)), None),
            Some(_) => (None, Some("vaak gratis".to_owned())),
            None => (None, None),
        }
    }
}

/// `editions.csv`
#[derive(Debug, Deserialize)]
pub struct EditionRow {
    pub edition_id: String,
    pub course_external_id: String,
    pub start_date: String,
    pub date_precision: String,
    pub start_time: Option<String>,
    pub end_time: Option<String>,
    pub venue: Option<String>,
    pub place: Option<String>,
    pub municipality: Option<String>,
    pub delivery: String,
    pub price_eur: Option<f64>,
    pub note: Option<String>,
    pub source_url: Option<String>,
}

impl EditionRow {
    /// The price in cents, where it has its own.
    pub fn price_cents(&self) -> Option<i32> {
        self.price_eur.map(cents)
    }

    /// When it starts, as precisely as the source says and no more.
    pub fn start(&self) -> Result<Start, CatalogueError> {
        let bad = || broken(format!("{}: {}", self.edition_id, self.start_date));
        let day = |text: &str| text.parse::<NaiveDate>().map_err(|_| bad());
        let (from, until) = match self.date_precision.as_str() {
            "day" => {
                return Ok(Start {
                    on: Some(day(&self.start_date)?),
                    ..Start::default()
                });
            }
            "no_year" => return self.without_a_year().ok_or_else(bad),
            "month" => {
                let first = day(&format!("{}-01", self.start_date))?;
                (first, first + chrono::Months::new(1) - chrono::Days::new(1))
            }
            "year" => (
                day(&format!("{}-01-01", self.start_date))?,
                day(&format!("{}-12-31", self.start_date))?,
            ),
            _ => return Err(bad()),
        };
        Ok(Start {
            from: Some(from),
            until: Some(until),
            ..Start::default()
        })
    }

    /// `--11-26` becomes the words *26 november*.
    fn without_a_year(&self) -> Option<Start> {
        const MONTHS: [&str; 12] = [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ];
        let (month, day) = self.start_date.strip_prefix("--")?.split_once('-')?;
        let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        let text = format!("{} {month}", day.parse::<u32>().ok()?);
        Some(Start {
            text: Some(text),
            ..Start::default()
        })
    }
}

/// `glossary.csv`
#[derive(Debug, Deserialize)]
pub struct TermRow {
    pub term: String,
    pub slug: String,
    pub definition_nl: String,
    pub related_topic_slugs: String,
    pub aliases: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(date: &str, precision: &str) -> EditionRow {
        let text = format!(
            "edition_id,course_external_id,start_date,date_precision,start_time,end_time,venue,\
             place,municipality,delivery,price_eur,note,source_url\n\
             ED-1,PLZ-1,{date},{precision},,,,,,online,,,"
        );
        read(&text).unwrap().remove(0)
    }

    #[test]
    fn a_date_is_as_precise_as_its_source() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();

        assert_eq!(
            edition("2019-11-04", "day").start().unwrap().on,
            day("2019-11-04")
        );
        let month = edition("2020-02", "month").start().unwrap();
        assert_eq!(
            (month.on, month.from, month.until),
            (None, day("2020-02-01"), day("2020-02-29"))
        );
        let year = edition("2007", "year").start().unwrap();
        assert_eq!(
            (year.from, year.until),
            (day("2007-01-01"), day("2007-12-31"))
        );
        let none = edition("--11-26", "no_year").start().unwrap();
        assert_eq!(
            (none.earliest(), none.text.as_deref()),
            (None, Some("26 november"))
        );
        assert!(edition("soon", "day").start().is_err());
    }
}
