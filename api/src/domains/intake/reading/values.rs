//! Values as people write them.

use chrono::{Datelike, NaiveDate, NaiveTime};

pub use crate::kernel::text::is_address;

/// A price: in cents, or known to be unknown. `24,50`, `€ 24.5`, `24,-`, `free`.
pub fn price(text: &str) -> Option<Option<i32>> {
    let text = text.trim().trim_start_matches('€').trim().to_lowercase();
    match text.as_str() {
        "free" | "gratis" => return Some(Some(0)),
        "unknown" | "onbekend" => return Some(None),
        _ => {}
    }
    let (euros, rest) = text.split_once(['.', ',']).unwrap_or((&text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let cents = match rest {
        "-" => 0,
        _ if digits(rest) && rest.len() == 1 => rest.parse::<i32>().ok()? * 10,
        _ if digits(rest) && rest.len() == 2 => rest.parse().ok()?,
        _ => return None,
    };
    if !digits(euros) || euros.len() > 5 {
        return None;
    }
    Some(Some(euros.parse::<i32>().ok()? * 100 + cents))
}

/// A day in this century, as ISO or as the Dutch write it.
pub fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d-%m-%Y"));
    day.ok().filter(|day| (2000..2100).contains(&day.year()))
}

/// A time of the day, to the minute.
pub fn time(text: &str) -> Option<NaiveTime> {
    let time = NaiveTime::parse_from_str(text, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:00"));
    time.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_as_people_write_it() {
        let cases = [
            ("24,50", Some(Some(2450))),
            ("€ 24.5", Some(Some(2450))),
            ("24,-", Some(Some(2400))),
            ("24", Some(Some(2400))),
            ("Gratis", Some(Some(0))),
            ("0", Some(Some(0))),
            ("onbekend", Some(None)),
            ("1.250,00", None),
            ("1.250", None),
            ("-5", None),
            ("", None),
            ("123456", None),
            ("24,500", None),
        ];
        for (text, expected) in cases {
            assert_eq!(price(text), expected, "{text}");
        }
    }

    #[test]
    fn a_day_is_one_that_exists() {
        let first = NaiveDate::from_ymd_opt(2026, 12, 1);

        assert_eq!(day("2026-12-01"), first);
        assert_eq!(day("1-12-2026"), first);
        for text in ["2026-02-30", "12/01/2026", "26-12-01", "1926-12-01", "soon"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_to_the_minute() {
        assert_eq!(time("9:30"), NaiveTime::from_hms_opt(9, 30, 0));
        assert_eq!(time("19:30:00"), NaiveTime::from_hms_opt(19, 30, 0));
        assert_eq!(time("24:00"), None);
    }

    #[test]
    fn an_address_is_safe_and_leads_where_it_says() {
        assert!(is_address("https://pleegzorg.example/cursus?id=1"));
        for text in [
            "http://pleegzorg.example",
            "https://pleegzorg.example@elders.example",
            "https://localhost/x",
            "https://127.0.0.1/x",
            "javascript:alert(1)",
            "pleegzorg.example",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }
}
