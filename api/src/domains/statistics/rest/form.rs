//! In which form figures are asked for.

use actix_web::HttpRequest;
use actix_web::http::header::{Accept, Header};
use utoipa::{IntoParams, ToSchema};

use crate::domains::statistics::error::unknown_format;
use crate::kernel::query::{FromQuery, Query};

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

/// How REST asks for a form
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormParams {
    /// `json`, `csv` or `json-stat`; where left out, `Accept` chooses between the first two
    #[param(inline)]
    pub format: Option<Form>,
}

impl FromQuery for FormParams {
    fn from_query(query: &mut Query) -> Self {
        let word = query.one("format");
        let known = word.and_then(|word| {
            let form = Form::ALL.into_iter().find(|(known, _)| *known == word);
            if form.is_none() {
                let words = Form::ALL.map(|(known, _)| known).join(", ");
                query.faults().push(unknown_format(&words));
            }
            form
        });
        Self {
            format: known.map(|(_, form)| form),
        }
    }
}

impl FormParams {
    /// The form asked for; where `format=` is left out, `Accept` has the say.
    pub fn form(self, request: &HttpRequest) -> Form {
        self.format.unwrap_or_else(|| Form::accepted(request))
    }
}

impl Form {
    const ALL: [(&str, Self); 3] = [
        ("json", Self::Json),
        ("csv", Self::Csv),
        ("json-stat", Self::JsonStat),
    ];

    /// The first that is accepted; JSON where anything will do.
    fn accepted(request: &HttpRequest) -> Self {
        let ranges = Accept::parse(request).map(|accept| accept.ranked());
        let csv = ranges.unwrap_or_default().iter().find_map(|range| {
            match (range.type_().as_str(), range.subtype().as_str()) {
                ("text", "csv" | "*") => Some(true),
                ("application", "json" | "*") | ("*", "*") => Some(false),
                _ => None,
            }
        });
        if csv == Some(true) {
            Self::Csv
        } else {
            Self::Json
        }
    }
}
