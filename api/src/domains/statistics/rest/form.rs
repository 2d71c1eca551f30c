//! In which form figures are asked for.

use utoipa::ToSchema;

use crate::kernel::form;

/// In which form figures are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum Form {
    /// JSON of our own, with labels in the language asked for.
    Json,
    /// CSV, for spreadsheets and data frames.
    Csv,
    /// JSON-stat 2.0, for statistical software.
    JsonStat,
}

impl form::Form for Form {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("json", "application/json", Self::Json),
        ("csv", "text/csv", Self::Csv),
        ("json-stat", "application/json", Self::JsonStat),
    ];
}
