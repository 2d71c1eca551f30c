//! In which form an answer is written: JSON unless asked otherwise.

use actix_web::HttpRequest;
use actix_web::http::header::{Accept, Header};

use super::error::Fault;
use super::language::Text;
use super::query::Query;

/// The forms of an answer.
pub trait Form: Copy + 'static {
    /// Each form: what `format=` calls it, the media type by which `Accept` asks for it
    /// (without parameters), and itself. The first is given where anything will do; of two
    /// forms with one media type, `Accept` means the first.
    const ALL: &'static [(&'static str, &'static str, Self)];
}

/// The form that a request asks for: `format=` has the say, then `Accept`.
pub fn asked<F: Form>(query: &mut Query, request: &HttpRequest) -> F {
    let word = query.one("format");
    let named = word.and_then(|word| {
        let form = F::ALL.iter().find(|(known, _, _)| *known == word);
        if form.is_none() {
            query.faults().push(unknown::<F>());
        }
        form.map(|(_, _, form)| *form)
    });
    named.unwrap_or_else(|| accepted(request))
}

/// The form of the range that is preferred among those that can be written.
fn accepted<F: Form>(request: &HttpRequest) -> F {
    let ranges = Accept::parse(request).map(|accept| accept.ranked());
    let wished = ranges.unwrap_or_default().into_iter().find_map(|range| {
        let (kind, sort) = (range.type_().as_str(), range.essence_str());
        let fits = |media: &str| match range.subtype().as_str() {
            "*" => kind == "*" || media.split('/').next() == Some(kind),
            _ => media == sort,
        };
        F::ALL.iter().find(|(_, media, _)| fits(media))
    });
    wished.unwrap_or(&F::ALL[0]).2
}

fn unknown<F: Form>() -> Fault {
    let words: Vec<&str> = F::ALL.iter().map(|(word, _, _)| *word).collect();
    let words = words.join(", ");
    Fault::at(
        "format",
        "query.unknown_format",
        Text::new(
            format!("dit adres schrijft {words}"),
            format!("this address writes {words}"),
        ),
    )
}
