//! The thread that ties a request's log lines and answers together.

use actix_web::http::header::HeaderMap;

/// A request's place in a trace (W3C Trace Context).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Of the whole trace: 32 hexadecimal digits.
    pub id: String,
    /// Of this server's part in it: 16 hexadecimal digits.
    pub span: String,
    /// Whether the caller records the trace.
    pub sampled: bool,
}

impl Trace {
    /// Goes on with the caller's trace, or begins one.
    pub fn of(headers: &HeaderMap) -> Self {
        let named = headers
            .get("traceparent")
            .and_then(|value| value.to_str().ok());
        let (id, sampled) = named
            .and_then(parse)
            .unwrap_or_else(|| (hex(rand::random::<u128>().max(1), 32), false));
        Self {
            id,
            span: hex(rand::random::<u64>().max(1).into(), 16),
            sampled,
        }
    }

    /// The header that gives the trace on.
    pub fn parent(&self) -> String {
        format!(
            "00-{}-{}-{:02x}",
            self.id,
            self.span,
            u8::from(self.sampled)
        )
    }
}

fn hex(number: u128, digits: usize) -> String {
    format!("{number:0digits$x}")
}

/// The trace and whether it is sampled; `None` for what is not a `traceparent`.
fn parse(value: &str) -> Option<(String, bool)> {
    let mut parts = value.split('-');
    let (version, id, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let known = version != "ff" && (version != "00" || parts.next().is_none());
    let is_hex = |part: &str, digits: usize| {
        part.len() == digits
            && part
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    let named = |part: &str| part.bytes().any(|b| b != b'0');
    if !known || !is_hex(version, 2) || !is_hex(id, 32) || !is_hex(parent, 16) || !is_hex(flags, 2)
    {
        return None;
    }
    let flags = u8::from_str_radix(flags, 16).ok()?;
    (named(id) && named(parent)).then(|| (id.to_owned(), flags & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    #[test]
    fn a_trace_is_gone_on_with_or_begun() {
        let cases = [
            (format!("00-{ID}-00f067aa0ba902b7-01"), Some(true)),
            (format!("00-{ID}-00f067aa0ba902b7-00"), Some(false)),
            (format!("cc-{ID}-00f067aa0ba902b7-01-more"), Some(true)),
            (format!("00-{ID}-00f067aa0ba902b7-01-more"), None),
            (format!("00-{ID}-0000000000000000-01"), None),
            (
                format!("00-{}-00f067aa0ba902b7-01", ID.to_uppercase()),
                None,
            ),
            ("nonsense".to_owned(), None),
        ];
        for (header, sampled) in cases {
            assert_eq!(parse(&header).map(|found| found.1), sampled, "{header}");
        }
        assert_eq!(Trace::of(&HeaderMap::new()).parent().len(), 55);
    }
}
