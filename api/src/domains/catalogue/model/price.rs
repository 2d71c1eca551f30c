//! What something costs, line by line, and what a parent pays of it on a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Sight;
use crate::kernel::id::ProviderId;

/// Who pays, where that is a parent: a code of the list `payer`.
pub const PARENT: &str = "parent";

crate::words! {
    /// How value added tax stands to an amount
    Vat as Vat "Vat" {
        /// It is in the amount
        Included = "included" / "INCLUDED",
        /// There is none
        Exempt = "exempt" / "EXEMPT",
        /// It comes on top of the amount
        Added = "added" / "ADDED",
    }
}

/// One line of what a course or an edition costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceLine {
    /// What it is for: a code of the list `price_kind`.
    pub kind: String,
    /// The amount in euro cents.
    pub cents: i32,
    /// How value added tax stands to it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat: Option<Vat>,
    /// How much of that there is, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_percent: Option<i32>,
    /// Whether nobody takes part without it.
    pub required: bool,
    /// Whether the amount stands, or may still change; unknown where nothing.
    #[serde(rename = "final", default, skip_serializing_if = "Option::is_none")]
    pub is_final: Option<bool>,
    /// Who pays it: a code of the list `payer`.
    pub payer: String,
    /// The client that alone pays this, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ProviderId>,
    /// The first day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl PriceLine {
    /// Whether it holds on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// What is paid for it in the end, with what comes on top.
    fn in_full(&self) -> i64 {
        let cents = i64::from(self.cents);
        match (self.vat, self.vat_percent) {
            (Some(Vat::Added), Some(percent)) => (cents * (100 + i64::from(percent)) + 50) / 100,
            _ => cents,
        }
    }

    /// Reads lines as a row keeps them; what is none of ours is nothing.
    pub fn read(kept: Option<&str>) -> Vec<Self> {
        let lines = kept.and_then(|text| serde_json::from_str(text).ok());
        lines.unwrap_or_default()
    }

    /// Lines as a row keeps them.
    pub fn write(lines: &[Self]) -> Option<String> {
        (!lines.is_empty()).then(|| serde_json::json!(lines).to_string())
    }
}

/// The lines that somebody sees: those of their own organisation where there are some, else those
/// that are nobody's in particular.
pub fn seen_lines(lines: &[PriceLine], sight: Sight) -> Vec<PriceLine> {
    let own = |line: &&PriceLine| line.client.is_some() && line.client == sight.of;
    let of = |line: &&PriceLine| match lines.iter().any(|line| own(&line)) {
        true => own(line),
        false => line.client.is_none(),
    };
    lines.iter().filter(of).cloned().collect()
}

/// The lines that somebody sees, and those beside them that are told to whoever `keeps` the offer.
pub fn parted_lines(
    lines: &[PriceLine],
    sight: Sight,
    keeps: bool,
) -> (Vec<PriceLine>, Vec<PriceLine>) {
    let seen = seen_lines(lines, sight);
    let others = lines.iter().filter(|line| keeps && !seen.contains(line));
    let others = others.cloned().collect();
    (seen, others)
}

/// The one figure for cards, filters and orders: what a parent pays on a day, in euro cents.
///
/// It is the sum of the required lines that hold on that day and that a parent pays, value
/// added tax that comes on top included; nothing to pay where others pay all of them. Where no
/// required line holds that day, it is the price that is `said` beside the lines, if any.
pub fn due(lines: &[PriceLine], said: Option<i32>, day: NaiveDate) -> Option<i32> {
    let mut hold = lines
        .iter()
        .filter(|line| line.required && line.holds(day))
        .peekable();
    if hold.peek().is_none() {
        return said;
    }
    let own = hold.filter(|line| line.payer == PARENT);
    let sum: i64 = own.map(PriceLine::in_full).sum();
    Some(i32::try_from(sum).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cents: i32, payer: &str) -> PriceLine {
        PriceLine {
            kind: "course_fee".to_owned(),
            cents,
            vat: None,
            vat_percent: None,
            required: true,
            is_final: None,
            payer: payer.to_owned(),
            client: None,
            from: None,
            until: None,
        }
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
    }

    #[test]
    fn a_parent_pays_what_is_required_of_parents_on_that_day() {
        let added = PriceLine {
            vat: Some(Vat::Added),
            vat_percent: Some(21),
            ..line(1_000, PARENT)
        };
        let choice = PriceLine {
            required: false,
            ..line(700, PARENT)
        };
        let early = PriceLine {
            until: NaiveDate::from_ymd_opt(2026, 12, 5),
            ..line(5_000, PARENT)
        };
        let late = PriceLine {
            from: NaiveDate::from_ymd_opt(2026, 12, 6),
            ..line(6_000, PARENT)
        };
        for (lines, said, on, expect) in [
            (vec![], None, day(1), None),
            (vec![], Some(900), day(1), Some(900)),
            (
                vec![line(5_000, PARENT), added],
                Some(900),
                day(1),
                Some(6_210),
            ),
            (vec![line(5_000, "organisation")], None, day(1), Some(0)),
            (
                vec![line(5_000, PARENT), line(2_000, "organisation")],
                None,
                day(1),
                Some(5_000),
            ),
            (vec![choice.clone()], None, day(1), None),
            (vec![choice], Some(900), day(1), Some(900)),
            (vec![early.clone(), late.clone()], None, day(5), Some(5_000)),
            (vec![early.clone(), late], None, day(6), Some(6_000)),
            (vec![early], Some(900), day(6), Some(900)),
        ] {
            assert_eq!(due(&lines, said, on), expect, "{lines:?} on {on}");
        }
    }
}
