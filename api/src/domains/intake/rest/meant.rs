//! How a push is meant, as its body and its address say.

use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use super::super::model::{Atomicity, Mode, Options, out_of_range};
use super::super::service::PushRow;
use crate::kernel::body::read_json;
use crate::kernel::error::ApiError;
use crate::kernel::language::Text;
use crate::kernel::query::{FromQuery, Query};

/// Rows to push.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(
    dead_code,
    reason = "a shape for the document: rows are read as they come in"
)]
pub struct PushRequest {
    /// The rows, 1 to 50,000. What is wrong with one of them stands in the receipt.
    #[schema(value_type = Vec<PushRow>, min_items = 1, max_items = 50_000)]
    pub rows: Vec<Value>,
    /// Whether to say only what would happen.
    pub dry_run: Option<bool>,
    /// Whether the rows are all that is offered; `delta` where left out.
    pub mode: Option<Mode>,
    /// What becomes of the push where a row is refused; `row` where left out.
    pub atomicity: Option<Atomicity>,
    /// The most courses that may be taken back because no row names them.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub max_withdrawals: Option<i32>,
}

/// What may stand beside rows.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Beside {
    dry_run: Option<bool>,
    mode: Option<Mode>,
    atomicity: Option<Atomicity>,
    max_withdrawals: Option<i32>,
}

/// How rows are pushed: for JSON it may stand in the body, which has the say.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct PushParams {
    /// Whether to say only what would happen
    #[param(default = false)]
    pub dry_run: Option<bool>,
    /// Whether the rows are all that is offered; `delta`, which is some of it, where left out
    #[param(inline)]
    pub mode: Option<Mode>,
    /// What becomes of the push where a row is refused; `row`, the others are taken, where left out
    #[param(inline)]
    pub atomicity: Option<Atomicity>,
    /// The most courses that may be taken back because no row names them
    #[param(minimum = 0, maximum = 1_000_000)]
    pub max_withdrawals: Option<i32>,
}

impl FromQuery for PushParams {
    fn from_query(query: &mut Query) -> Self {
        let detail = Text::new("is true of false", "is true or false");
        let whole = Text::new("is een geheel getal", "is a whole number");
        let params = Self {
            dry_run: query.parsed("dryRun", detail),
            mode: worded(query, "mode", Mode::ALL, Mode::word),
            atomicity: worded(query, "atomicity", Atomicity::ALL, Atomicity::word),
            max_withdrawals: query.parsed("maxWithdrawals", whole),
        };
        let fault = out_of_range("maxWithdrawals", params.max_withdrawals);
        query.faults().extend(fault);
        params
    }
}

/// A parameter that is one of some words.
fn worded<T: Copy>(
    query: &mut Query,
    name: &'static str,
    all: &[T],
    word: fn(T) -> &'static str,
) -> Option<T> {
    let said = query.one(name)?;
    let found = all.iter().copied().find(|one| word(*one) == said);
    if found.is_none() {
        let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        let words = words.join(", ");
        let detail = Text::new(
            format!("is een van: {words}"),
            format!("is one of: {words}"),
        );
        query.fault(name, "query.malformed", detail);
    }
    found
}

/// How a push is meant, as its body and its address say.
pub fn options(beside: &Map<String, Value>, params: &PushParams) -> Result<Options, ApiError> {
    // Written and read again, so that a fault tells its place.
    let text = serde_json::to_vec(beside).map_err(|error| ApiError::internal(&error))?;
    let said: Beside = read_json(&text)?;
    if let Some(fault) = out_of_range("/maxWithdrawals", said.max_withdrawals) {
        return Err(ApiError::invalid(vec![fault]));
    }
    let usual = Options::default();
    Ok(Options {
        mode: said.mode.or(params.mode).unwrap_or(usual.mode),
        atomicity: said
            .atomicity
            .or(params.atomicity)
            .unwrap_or(usual.atomicity),
        max_withdrawals: said.max_withdrawals.or(params.max_withdrawals),
        dry_run: said.dry_run.unwrap_or_default() || params.dry_run.unwrap_or_default(),
    })
}
