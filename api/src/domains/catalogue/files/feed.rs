//! Atom (RFC 4287): courses, what changed last first.

use atom_syndication::{Category, Entry, Feed, Link, Person, Text};

use crate::domains::catalogue::model::Offer;
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::language::{Language, Text as Words};

/// The media type.
pub const MEDIA: &str = "application/atom+xml; charset=utf-8";
/// The scheme of categories that tell how sure it is that something can be followed now.
const OFFERS: &str = "urn:pijler:offer";
/// How many courses a feed tells of.
const ENTRIES: usize = 50;

/// A feed of courses, of which those that changed last are told. It is found at `address`.
pub fn courses(
    snapshot: &Snapshot,
    language: Language,
    (public, address): (&str, &str),
    places: &[usize],
) -> Vec<u8> {
    let mut places = places.to_vec();
    places.sort_by_key(|at| std::cmp::Reverse(snapshot.courses[*at].changed_at));
    places.truncate(ENTRIES);
    let entries: Vec<Entry> = places
        .iter()
        .map(|at| entry(snapshot, language, public, *at))
        .collect();
    let updated = entries.first().map(|entry| entry.updated);
    let title = Words::new(
        "Pijler: wat er te leren is",
        "Pijler: what there is to learn",
    );
    let feed = Feed {
        title: Text::plain(title.get(language)),
        id: address.to_owned(),
        updated: updated.unwrap_or_default(),
        links: vec![link(address, "self")],
        lang: Some(language.tag().to_owned()),
        entries,
        ..Feed::default()
    };
    feed.to_string().into_bytes()
}

fn entry(snapshot: &Snapshot, language: Language, public: &str, at: usize) -> Entry {
    let course = &snapshot.courses[at];
    let record = &course.record;
    let topics = course.topics.iter().map(|topic| {
        let topic = &snapshot.topics[*topic];
        Category {
            term: topic.slug.clone(),
            label: Some(topic.name.get(language).to_owned()),
            ..Category::default()
        }
    });
    let offer = snapshot.offers[at];
    let standing = Category {
        term: offer.word().to_owned(),
        scheme: Some(OFFERS.to_owned()),
        label: Some(offer.label().get(language).to_owned()),
    };
    // What is over is told where every reader shows it.
    let over = match offer {
        Offer::Archive => format!("{}: ", offer.label().get(language)),
        Offer::Current | Offer::Unconfirmed => String::new(),
    };
    let ours = link(&format!("{public}/v1/courses/{}", record.slug), "alternate");
    let mut links = vec![Link {
        mime_type: Some("application/json".to_owned()),
        ..ours
    }];
    // A page for people, where the provider has one, goes first.
    let page = record.url.as_deref().map(|url| link(url, "alternate"));
    links.splice(..0, page);
    Entry {
        title: Text::plain(allowed(&format!("{over}{}", record.title))),
        id: format!("urn:uuid:{}", record.id.0),
        updated: course.changed_at.fixed_offset(),
        authors: vec![Person {
            name: allowed(&snapshot.providers[course.provider].name),
            ..Person::default()
        }],
        categories: topics.chain([standing]).collect(),
        links,
        summary: Some(Text::plain(allowed(&record.summary))),
        ..Entry::default()
    }
}

/// What XML 1.0 may hold (its production 2, `Char`).
fn allowed(text: &str) -> String {
    let holds = |c: &char| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
            || *c >= '\u{10000}'
    };
    text.chars().filter(holds).collect()
}

fn link(address: &str, rel: &str) -> Link {
    Link {
        href: address.to_owned(),
        rel: rel.to_owned(),
        ..Link::default()
    }
}
