//! How the cells of a table are read.

use serde_json::{Number, Value};

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// Codes, parted by `;`, `,` or `|`.
    Codes,
    /// A number.
    Number,
    /// Lines of a price.
    PriceLines,
}

/// A cell as JSON; an empty one is nothing. What is no number stays text, and the
/// reading of the row complains.
pub fn value(cell: &str, holds: Holds) -> Option<Value> {
    let cell = cell.trim();
    if cell.is_empty() {
        return None;
    }
    Some(match holds {
        Holds::Text => Value::from(cell),
        Holds::Codes => cell
            .split([';', ',', '|'])
            .map(str::trim)
            .filter(|code| !code.is_empty())
            .collect(),
        Holds::Number => number(cell),
        Holds::PriceLines => cell
            .split(';')
            .filter(|line| !line.trim().is_empty())
            .map(price_line)
            .collect(),
    })
}

fn number(cell: &str) -> Value {
    let whole = cell.parse::<i64>().ok().map(Value::from);
    let real = || cell.replace(',', ".").parse::<f64>().ok();
    // What is no finite number is no number of JSON's.
    let real = || real().and_then(Number::from_f64).map(Value::Number);
    whole.or_else(real).unwrap_or_else(|| Value::from(cell))
}

/// A line of a price, as files tell it: the members of a row's line, `name=value` parted by
/// spaces. A word without a value is a member that nobody knows.
fn price_line(line: &str) -> Value {
    let member = |word: &str| {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let value = match (name, value) {
            ("amountCents" | "vatPercent", _) => number(value),
            ("required" | "final", "true" | "false") => Value::from(value == "true"),
            _ => Value::from(value),
        };
        (name.to_owned(), value)
    };
    Value::Object(line.split_whitespace().map(member).collect())
}
