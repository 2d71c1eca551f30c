//! What a value of a filter names; and where it names nothing, what was meant by it.

use super::filter::{reference, unknown};
use crate::domains::catalogue::snapshot::{Snapshot, Told};
use crate::kernel::error::Fault;
use crate::kernel::language::Text;
use crate::kernel::words::{fold, slug};

/// No more values than this are told one by one.
const FEW: usize = 16;
/// No more than this are thought to be meant.
const MEANT: usize = 3;
/// From here on two words are alike, of 1.
const ALIKE: f64 = 0.75;

/// What a value can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A pillar, by id or slug.
    Pillar,
    /// A topic, by id or slug.
    Topic,
    /// A subject, by id or slug.
    Subject,
    /// A provider, by id or slug.
    Provider,
    /// A course, by id or slug.
    Course,
    /// A municipality, by CBS code, slug or other name.
    Municipality,
    /// A youth region, by name.
    YouthRegion,
    /// A province, by name.
    Province,
    /// A language of a course (ISO 639-1).
    Language,
    /// A code of a list.
    Code(&'static str),
}

impl Named {
    /// Where that stands which a value names.
    pub fn find(self, snapshot: &Snapshot, value: &str) -> Option<usize> {
        let value = &*reference(value);
        let among = |names: &[String]| names.iter().position(|it| it == value);
        match self {
            Self::Pillar => snapshot.pillar(value),
            Self::Topic => snapshot.topic(value),
            Self::Subject => snapshot.subject(value),
            Self::Provider => snapshot.provider(value),
            Self::Course => snapshot.course(value),
            Self::Municipality => snapshot.municipality(value),
            Self::YouthRegion => among(&snapshot.sets.youth_regions),
            Self::Province => {
                let mut towns = snapshot.municipalities.iter();
                towns.position(|town| town.province == value)
            }
            Self::Language => among(&snapshot.sets.languages),
            Self::Code(list) => {
                let mut codes = snapshot.codes(list).iter();
                codes.position(|it| it.code == value)
            }
        }
    }

    /// Its word in an address, which is also what a question in words is narrowed by.
    fn word(self) -> &'static str {
        match self {
            Self::Pillar => "pillar",
            Self::Topic => "topic",
            Self::Subject => "subject",
            Self::Provider => "provider",
            Self::Course => "course",
            Self::Municipality => "municipality",
            Self::YouthRegion => "youthRegion",
            Self::Province => "province",
            Self::Language => "language",
            Self::Code("learning_form") => "learningForm",
            Self::Code("product_kind") => "productKind",
            Self::Code("provider_kind") => "providerKind",
            Self::Code(list) => list,
        }
    }

    /// Every value there is, with its name; none where they are too many.
    fn all(self, snapshot: &Snapshot) -> Vec<(&str, &str)> {
        match self {
            Self::Pillar => {
                let all = snapshot.pillars.iter();
                all.map(|it| (&*it.slug, &*it.name.nl)).collect()
            }
            Self::Topic => {
                let all = snapshot.topics.iter();
                all.map(|it| (&*it.slug, &*it.name.nl)).collect()
            }
            Self::Subject => {
                let all = snapshot.subjects.iter();
                all.map(|it| (&*it.slug, &*it.name.nl)).collect()
            }
            Self::Provider => {
                let all = snapshot.providers.iter();
                all.map(|it| (&*it.slug, &*it.name)).collect()
            }
            // There are too many to be compared for a slip of the pen.
            Self::Course => Vec::new(),
            Self::Municipality => {
                let all = snapshot.municipalities.iter();
                all.map(|it| (&*it.slug, &*it.name)).collect()
            }
            Self::YouthRegion => names(snapshot.sets.youth_regions.iter()),
            Self::Province => {
                let mut all = names(snapshot.municipalities.iter().map(|it| &it.province));
                all.sort_unstable();
                all.dedup();
                all
            }
            Self::Language => names(snapshot.sets.languages.iter()),
            Self::Code(list) => {
                let all = snapshot.codes(list).iter();
                all.map(|it| (&*it.code, &*it.label.nl)).collect()
            }
        }
    }

    /// Where they are told.
    fn listed(self) -> Option<String> {
        let list = match self {
            Self::Pillar => "pillars",
            Self::Topic => "topics",
            Self::Subject => "subjects",
            Self::Provider => "providers",
            Self::Course => "courses",
            Self::Municipality | Self::YouthRegion | Self::Province => "municipalities",
            Self::Language => return None,
            Self::Code(list) => return Some(format!("/v1/code-lists/{list}")),
        };
        Some(format!("/v1/{list}"))
    }

    /// That a value names nothing, with the way out: what may have been meant, or what there is.
    pub fn unknown(self, snapshot: &Snapshot, name: &str, value: &str) -> Fault {
        let meant = self.meant(snapshot, value);
        let fault = unknown(name, value);
        if !meant.is_empty() {
            return with(fault, did_you_mean(&meant));
        }
        let elsewhere = elsewhere(snapshot, value).filter(|(other, _)| *other != self.word());
        if let Some((other, value)) = elsewhere {
            return with(
                fault,
                Text::new(
                    format!("daarvoor is `{other}`: {value}"),
                    format!("that is for `{other}`: {value}"),
                ),
            );
        }
        let all = self.all(snapshot);
        match self.listed() {
            _ if (1..=FEW).contains(&all.len()) => {
                let values: Vec<&str> = all.into_iter().map(|(value, _)| value).collect();
                with(fault, one_of(&values))
            }
            Some(list) => with(
                fault,
                Text::new(
                    format!("wat er is, staat op {list}"),
                    format!("{list} tells what there is"),
                ),
            ),
            None => fault,
        }
    }

    /// The values that may have been meant, likeliest first: by what the words mean, or else by
    /// how they are written.
    fn meant(self, snapshot: &Snapshot, value: &str) -> Vec<String> {
        let understood = narrowed(snapshot, value).into_iter();
        let mut meant: Vec<String> = understood
            .filter(|(word, value)| *word == self.word() && self.find(snapshot, value).is_some())
            .map(|(_, value)| value)
            .collect();
        if meant.is_empty() {
            let value = fold(value);
            let alike = |(known, name): &(&str, &str)| {
                let alike = |word: &str| strsim::normalized_damerau_levenshtein(&value, word);
                let name = fold(name);
                let begins = value.len() >= 3 && name.starts_with(&value);
                f64::max(alike(known), alike(&name)).max(f64::from(u8::from(begins)))
            };
            let all = self.all(snapshot).into_iter();
            let mut near: Vec<(f64, &str)> = all.map(|it| (alike(&it), it.0)).collect();
            near.retain(|(alike, _)| *alike >= ALIKE);
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            meant.extend(near.into_iter().map(|(_, known)| known.to_owned()));
        }
        meant.truncate(MEANT);
        meant
    }
}

fn names<'s>(names: impl Iterator<Item = &'s String>) -> Vec<(&'s str, &'s str)> {
    names.map(|it| (it.as_str(), it.as_str())).collect()
}

/// By which filters, and by which values of them, words narrow down.
fn narrowed(snapshot: &Snapshot, value: &str) -> Vec<(&'static str, String)> {
    let search = &snapshot.search;
    let words = value.replace(['-', '_'], " ");
    let question = search.index.question(&words);
    let understood = search.index.understood(&question).into_iter();
    let meanings = understood.flat_map(|it| it.meanings);
    let mut narrowed = Vec::new();
    for meaning in meanings {
        match &search.told[meaning] {
            Told::Narrows(facet, values) => {
                narrowed.extend(values.iter().map(|it| (facet.word(), it.clone())));
            }
            Told::Subject(at) => narrowed.push(("subject", snapshot.subjects[*at].slug.clone())),
            Told::Concept(_) | Told::Term(_) => {}
        }
    }
    narrowed
}

/// The other filter that a value is for.
fn elsewhere(snapshot: &Snapshot, value: &str) -> Option<(&'static str, String)> {
    const KINDS: [Named; 5] = [
        Named::Topic,
        Named::Subject,
        Named::Pillar,
        Named::Municipality,
        Named::Provider,
    ];
    let address = slug(value, value.len());
    let mut kinds = KINDS.into_iter();
    let named = kinds.find(|kind| kind.find(snapshot, &address).is_some());
    let named = named.map(|kind| (kind.word(), address));
    named.or_else(|| narrowed(snapshot, value).into_iter().next())
}

/// A fault that also tells the way out.
fn with(fault: Fault, way: Text) -> Fault {
    let told = fault.detail;
    Fault {
        detail: Text::new(
            format!("{}; {}", told.nl, way.nl),
            format!("{}; {}", told.en, way.en),
        ),
        ..fault
    }
}

fn did_you_mean(meant: &[String]) -> Text {
    Text::new(
        format!("bedoel je {}?", meant.join(" of ")),
        format!("did you mean {}?", meant.join(" or ")),
    )
}

fn one_of(values: &[&str]) -> Text {
    let values = values.join(", ");
    Text::new(
        format!("kies uit {values}"),
        format!("choose from {values}"),
    )
}

/// A word that is none of those that the code knows.
pub fn no_such_word(name: &str, value: &str, known: &[&str]) -> Fault {
    with(unknown(name, value), one_of(known))
}
