//! A number as it was published, digit by digit.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use serde::{Serialize, Serializer};
use serde_json::Number;
use utoipa::ToSchema;

/// A decimal number that JSON carries without a digit more or less.
#[derive(Clone, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = f64)]
pub struct Decimal(String);

/// As many digits as a double always gives back as they came.
const DIGITS: usize = 15;

impl Decimal {
    /// Reads digits with at most one point, and a sign where it is negative.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let numeric = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let plain = whole.len() == 1 || !whole.starts_with('0');
        let short = whole.len() + part.len() <= DIGITS;
        (numeric(whole) && numeric(part) && plain && short).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// How many digits stand after the point.
    pub fn places(&self) -> usize {
        self.0.split_once('.').map_or(0, |(_, part)| part.len())
    }

    /// What JSON writes: whole numbers whole.
    fn number(&self) -> Option<Number> {
        let whole = self.0.parse::<i64>().ok().map(Number::from);
        whole.or_else(|| Number::from_f64(self.0.parse().ok()?))
    }
}

impl From<u32> for Decimal {
    fn from(count: u32) -> Self {
        Self(count.to_string())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

/// A decimal number, written as JSON writes numbers and with the digits that were published
#[Scalar(name = "Decimal")]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::Number(number) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        Self::parse(&number.to_string()).ok_or_else(|| InputValueError::custom("too many digits"))
    }

    fn to_value(&self) -> Value {
        self.number().map_or(Value::Null, Value::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_carries_the_digits_that_were_published() {
        for digits in ["27.5", "18175", "0", "0.1", "-3", "1234567890123.45"] {
            let decimal = Decimal::parse(digits).unwrap();

            assert_eq!(serde_json::to_string(&decimal).unwrap(), digits);
            assert_eq!(decimal.to_value().to_string(), digits);
        }
    }

    #[test]
    fn what_is_no_plain_decimal_is_refused() {
        for text in [
            "",
            "-",
            "1.",
            ".5",
            "1,5",
            "1e3",
            "007",
            "1.2.3",
            "12345678901234.56",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }
}
