//! Which media type an answer gets.

use actix_web::http::header::{self, HeaderMap};

/// Media types of answers, best first where the client has no preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/json`.
    Json,
    /// `application/graphql-response+json`.
    GraphqlResponse,
    /// `text/event-stream`, for the distinct connections mode of GraphQL over
    /// SSE.
    EventStream,
}

impl Media {
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::EventStream => "text/event-stream; charset=utf-8",
        }
    }

    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("application", "json"),
            Self::GraphqlResponse => ("application", "graphql-response+json"),
            Self::EventStream => ("text", "event-stream"),
        }
    }
}

/// What a client accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// What it likes best.
    pub best: Media,
    /// The one-document type it likes best, if any.
    pub single: Option<Media>,
    /// Whether it named event streams.
    pub stream: bool,
}

/// How well a range of the header fits a media type: by quality, then by how
/// exactly it was named, then by its place.
type Rank = (u16, u8, std::cmp::Reverse<usize>);

/// Reads the `Accept` headers; nothing fits: `None`.
pub(crate) fn negotiate(headers: &HeaderMap) -> Option<Accepted> {
    let ranges: Vec<Range> = headers
        .get_all(header::ACCEPT)
        .filter_map(|value| value.to_str().ok())
        .flat_map(split_outside_quotes)
        .filter_map(Range::parse)
        .collect();
    if ranges.is_empty() {
        let absent = !headers.contains_key(header::ACCEPT)
            || headers
                .get_all(header::ACCEPT)
                .all(|value| value.as_bytes().trim_ascii().is_empty());
        return absent.then_some(Accepted {
            best: Media::Json,
            single: Some(Media::Json),
            stream: false,
        });
    }
    let json = rank(&ranges, Media::Json);
    let response = rank(&ranges, Media::GraphqlResponse);
    // A wildcard does not ask for a stream.
    let stream = rank(&ranges, Media::EventStream).filter(|(_, exact, _)| *exact == 2);
    let single = match (json, response) {
        (Some(json), Some(response)) if response > json => Some((Media::GraphqlResponse, response)),
        (Some(json), _) => Some((Media::Json, json)),
        (None, Some(response)) => Some((Media::GraphqlResponse, response)),
        (None, None) => None,
    };
    let best = match (single, stream) {
        (Some((_, single)), Some(stream)) if stream > single => Media::EventStream,
        (Some((media, _)), _) => media,
        (None, Some(_)) => Media::EventStream,
        (None, None) => return None,
    };
    Some(Accepted {
        best,
        single: single.map(|(media, _)| media),
        stream: stream.is_some(),
    })
}

/// The rank of the most exact range that fits; refused when its quality is 0.
fn rank(ranges: &[Range], media: Media) -> Option<Rank> {
    ranges
        .iter()
        .enumerate()
        .filter_map(|(place, range)| {
            let exact = range.fits(media)?;
            Some((exact, std::cmp::Reverse(place), range.quality))
        })
        .max()
        .filter(|(_, _, quality)| *quality > 0)
        .map(|(exact, place, quality)| (quality, exact, place))
}

/// One media range of the header.
struct Range {
    main: String,
    sub: String,
    /// In thousandths.
    quality: u16,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (main, sub) = parts.next()?.split_once('/')?;
        let mut quality = 1_000;
        for parameter in parts {
            let Some((name, value)) = parameter.split_once('=') else {
                continue;
            };
            let value = value.trim().trim_matches('"');
            if name.trim().eq_ignore_ascii_case("q") {
                quality = read_quality(value)?;
            } else if name.trim().eq_ignore_ascii_case("charset") && !is_utf8(value) {
                return None;
            }
        }
        Some(Self {
            main: main.to_ascii_lowercase(),
            sub: sub.to_ascii_lowercase(),
            quality,
        })
    }

    /// 2 for the very type, 1 for `type/*`, 0 for `*/*`.
    fn fits(&self, media: Media) -> Option<u8> {
        let (main, sub) = media.name();
        match (self.main.as_str(), self.sub.as_str()) {
            ("*", "*") => Some(0),
            (range, "*") if range == main => Some(1),
            (range, rest) if range == main && rest == sub => Some(2),
            _ => None,
        }
    }
}

fn read_quality(value: &str) -> Option<u16> {
    let quality: f32 = value.parse().ok()?;
    if !(0.0..=1.0).contains(&quality) {
        return None;
    }
    // In range, so the cast is exact enough: at most three digits are allowed.
    Some((quality * 1_000.0).round() as u16)
}

pub(crate) fn is_utf8(charset: &str) -> bool {
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

fn split_outside_quotes(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{ACCEPT, HeaderMap, HeaderValue};

    use super::{Media, negotiate};

    fn best(accept: &'static str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        negotiate(&headers).map(|accepted| accepted.best)
    }

    #[test]
    fn quality_then_exactness_then_place_decide() {
        let response = Some(Media::GraphqlResponse);
        let json = Some(Media::Json);
        assert_eq!(best("*/*"), json);
        assert_eq!(best(""), json);
        assert_eq!(best("application/*"), json);
        assert_eq!(best("application/graphql-response+json"), response);
        assert_eq!(
            best("application/json;q=0.5, application/graphql-response+json"),
            response
        );
        assert_eq!(
            best("application/graphql-response+json;q=0.5, application/json;q=0.9"),
            json
        );
        assert_eq!(
            best("application/graphql-response+json, application/json"),
            response
        );
        assert_eq!(
            best("application/json, application/graphql-response+json"),
            json
        );
        assert_eq!(
            best("application/graphql-response+json, */*;q=0.1"),
            response
        );
        assert_eq!(best("application/json;q=0, */*"), response);
        assert_eq!(best("text/event-stream"), Some(Media::EventStream));
        assert_eq!(
            best("text/event-stream, application/json;q=0.4"),
            Some(Media::EventStream)
        );
        assert_eq!(best("text/html"), None);
        assert_eq!(best("application/json;charset=latin1"), None);
        assert_eq!(best("application/json; charset=\"utf-8\""), json);
    }

    #[test]
    fn a_wildcard_does_not_ask_for_a_stream() {
        assert_eq!(best("text/*"), None);
        assert_eq!(best("*/*;q=1"), Some(Media::Json));
    }
}
