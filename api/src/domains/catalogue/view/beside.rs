//! What stands beside courses: those like them, a comparison, what changed.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{CourseView, Money, Reference, Show};
use crate::domains::catalogue::model::{CourseChange, Validity};
use crate::domains::catalogue::service::Alike;
use crate::kernel::language::{Language, Text};
use crate::kernel::moment::Moment;

/// A course that is about the same as another
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "SimilarCourse", complex)]
#[schema(as = SimilarCourse)]
pub struct SimilarView<'s> {
    /// The course
    #[serde(flatten)]
    pub course: CourseView<'s>,
    /// The topics that they share, which is why it is here
    #[graphql(skip)]
    pub shared_topics: Vec<Reference<'s>>,
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) shared: Vec<usize>,
}

/// Courses that are about the same as one
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimilarCourses)]
pub struct SimilarBody<'s> {
    /// At most twelve; likest first
    pub items: Vec<SimilarView<'s>>,
}

/// Courses side by side
#[derive(Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "CourseComparison")]
#[schema(as = CourseComparison)]
pub struct ComparisonView<'s> {
    /// The courses, in the order asked for
    pub courses: Vec<CourseView<'s>>,
    /// What they are compared by
    pub aspects: Vec<AspectView>,
}

/// One aspect of courses side by side
#[derive(Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "CourseAspect")]
#[schema(as = CourseAspect)]
pub struct AspectView {
    /// Which aspect
    pub code: &'static str,
    /// What it is called, in the language asked for
    pub label: String,
    /// Whether they are known to be the same in it
    pub same: bool,
    /// What is said of each course, in their order; null where it is not known
    pub values: Vec<Option<String>>,
}

/// A course of which something is new
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "CourseChange")]
#[schema(as = CourseChange)]
pub struct ChangeView<'s> {
    /// The id of the course, as REST shows it
    pub course_id: Uuid,
    /// When it last changed
    pub changed_at: Moment,
    /// Whether it is gone: throw away what you have
    pub removed: bool,
    /// The course as it is now; null where it is gone
    pub course: Option<CourseView<'s>>,
}

impl<'s> Show<'s> {
    /// A course that is about the same as another.
    pub fn similar(self, alike: &Alike) -> SimilarView<'s> {
        let topics = alike.topics.iter().map(|at| self.topic_reference(*at));
        SimilarView {
            course: self.course(alike.course),
            shared_topics: topics.collect(),
            shared: alike.topics.clone(),
        }
    }

    /// What is new of a course.
    pub fn change(self, change: &CourseChange) -> ChangeView<'s> {
        ChangeView {
            course_id: change.id.0,
            changed_at: Moment(change.at),
            removed: change.course.is_none(),
            course: change.course.map(|at| self.course(at)),
        }
    }

    /// Courses side by side.
    pub fn comparison(self, places: &[usize]) -> ComparisonView<'s> {
        let courses: Vec<CourseView<'s>> = places.iter().map(|at| self.course(*at)).collect();
        let aspects = ASPECTS.iter().map(|(code, [nl, en], say)| {
            let values: Vec<Option<String>> =
                courses.iter().map(|course| say(self, course)).collect();
            let known = values.first().is_some_and(Option::is_some);
            AspectView {
                code,
                label: Text::new(*nl, *en).get(self.language).to_owned(),
                same: known && values.iter().all(|value| *value == values[0]),
                values,
            }
        });
        ComparisonView {
            aspects: aspects.collect(),
            courses,
        }
    }

    /// Where a course is given from today on, each town once.
    fn towns(self, course: &CourseView<'_>) -> Option<String> {
        let snapshot = self.snapshot;
        let coming = snapshot.courses[course.at].editions.iter().filter(|at| {
            let latest = snapshot.editions[**at].start.latest();
            latest.is_some_and(|day| day >= snapshot.today)
        });
        let mut towns: Vec<&str> = coming
            .filter_map(|at| snapshot.editions[*at].municipality)
            .map(|town| snapshot.municipalities[town].name.as_str())
            .collect();
        towns.sort_unstable();
        towns.dedup();
        said(towns.join(", "))
    }
}

type Say = fn(Show<'_>, &CourseView<'_>) -> Option<String>;

/// What courses are compared by, in the order in which somebody chooses.
const ASPECTS: [(&str, [&str; 2], Say); 23] = [
    ("provider", ["Aanbieder", "Provider"], |_, it| {
        said(it.provider.name.to_owned())
    }),
    ("topics", ["Onderwerpen", "Topics"], |_, it| {
        said(joined(it.topics.iter().map(|topic| topic.name)))
    }),
    ("subjects", ["Deelonderwerpen", "Subjects"], |_, it| {
        said(joined(it.subjects.iter().map(|subject| subject.name)))
    }),
    ("audiences", ["Voor wie", "For whom"], |_, it| {
        said(joined(it.audiences.iter().map(|code| &*code.label)))
    }),
    ("productKind", ["Soort", "Kind"], |_, it| {
        said(it.product_kind.label.clone().into_owned())
    }),
    ("learningForm", ["Leervorm", "Learning form"], |_, it| {
        said(it.learning_form.label.clone().into_owned())
    }),
    ("offer", ["Aanbod", "Offer"], |show, it| {
        said(it.offer.label().get(show.language).to_owned())
    }),
    ("visibility", ["Te zien voor", "Shown to"], |show, it| {
        said(it.visibility.label().get(show.language).to_owned())
    }),
    ("nextStart", ["Eerste start", "Next start"], |_, it| {
        it.next_start.map(|day| day.to_string())
    }),
    ("places", ["Waar", "Where"], |show, it| show.towns(it)),
    ("duration", ["Duur", "Duration"], |show, it| {
        Some(time(it.duration_minutes?, show.language))
    }),
    ("sessions", ["Bijeenkomsten", "Meetings"], |_, it| {
        it.sessions.map(|number| number.to_string())
    }),
    ("price", ["Prijs", "Price"], |show, it| {
        let amount = it.price.as_ref().map(|price| money(price, show.language));
        amount.or_else(|| it.price_text.map(str::to_owned))
    }),
    ("groupSize", ["Groep", "Group"], |_, it| {
        between(it.group_min, it.group_max)
    }),
    (
        "careTypes",
        ["Soort pleegzorg", "Kind of foster care"],
        |_, it| said(joined(it.care_types.iter().map(|code| &*code.label))),
    ),
    (
        "childAge",
        ["Leeftijd van het kind", "Age of the child"],
        |_, it| between(it.child_age_from, it.child_age_to),
    ),
    ("conditions", ["Geregeld", "Arranged"], |_, it| {
        said(joined(it.conditions.iter().map(|code| &*code.label)))
    }),
    ("credential", ["Wat je krijgt", "What you get"], |_, it| {
        it.credential
            .as_ref()
            .map(|code| code.label.clone().into_owned())
    }),
    (
        "prerequisites",
        ["Vooraf nodig", "Needed before"],
        |_, it| it.prerequisites.map(str::to_owned),
    ),
    ("language", ["Taal", "Language"], |_, it| {
        said(it.language.to_owned())
    }),
    (
        "accreditation",
        ["Accreditatie", "Accreditation"],
        |_, it| it.accreditation.map(str::to_owned),
    ),
    (
        "accredited",
        ["Geaccrediteerd door", "Accredited by"],
        |_, it| {
            let all = it.accreditations.iter();
            let hold = all.filter(|one| one.validity == Validity::Valid);
            said(joined(hold.map(|one| one.issuer)))
        },
    ),
    ("reviews", ["Waardering", "Rating"], |_, it| {
        let summary = it.review_summary.as_ref()?;
        Some(format!("{:.1} / 5", summary.overall))
    }),
];

fn said(words: String) -> Option<String> {
    (!words.is_empty()).then_some(words)
}

/// A least and a most, as far as they are known.
fn between(from: Option<i32>, to: Option<i32>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from}–{to}")),
        (Some(from), None) => Some(format!("≥ {from}")),
        (None, Some(to)) => Some(format!("≤ {to}")),
        (None, None) => None,
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    words.join(", ")
}

fn time(minutes: i32, language: Language) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let hour = Text::new("uur", "h");
    let hour = hour.get(language);
    match (hours, rest) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} {hour}"),
        (hours, rest) => format!("{hours} {hour} {rest} min"),
    }
}

fn money(price: &Money, language: Language) -> String {
    let cents = price.amount_cents;
    match (cents, language) {
        (0, language) => Text::new("gratis", "free").get(language).to_owned(),
        (_, Language::Nl) => format!("€ {},{:02}", cents / 100, cents % 100),
        (_, Language::En) => format!("€{}.{:02}", cents / 100, cents % 100),
    }
}
