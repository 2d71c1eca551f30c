//! In which form courses and editions are asked for.

use utoipa::ToSchema;

use crate::kernel::form::Form;

/// In which form courses are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum CoursesForm {
    /// JSON of our own, a page at a time.
    Json,
    /// CSV, for spreadsheets and data frames.
    Csv,
    /// JSON-LD in the words of schema.org, for search engines.
    JsonLd,
    /// Atom, for who follows what is new: what changed last.
    Atom,
}

impl Form for CoursesForm {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("json", "application/json", Self::Json),
        ("csv", "text/csv", Self::Csv),
        ("json-ld", "application/ld+json", Self::JsonLd),
        ("atom", "application/atom+xml", Self::Atom),
    ];
}

/// In which form a course is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum CourseForm {
    /// JSON of our own.
    Json,
    /// JSON-LD in the words of schema.org, for search engines.
    JsonLd,
}

impl Form for CourseForm {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("json", "application/json", Self::Json),
        ("json-ld", "application/ld+json", Self::JsonLd),
    ];
}

/// In which form editions are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum EditionsForm {
    /// JSON of our own, a page at a time.
    Json,
    /// CSV, for spreadsheets and data frames.
    Csv,
    /// iCalendar, for calendars: what has a known day.
    Ics,
}

impl Form for EditionsForm {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("json", "application/json", Self::Json),
        ("csv", "text/csv", Self::Csv),
        ("ics", "text/calendar", Self::Ics),
    ];
}
