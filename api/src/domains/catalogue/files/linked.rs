//! JSON-LD in the words of schema.org: a course with its instances and its offer, which is
//! what search engines show; a book, a film or a game as what it is.

use serde_json::{Map, Value, json};

use crate::domains::catalogue::model::{
    Accreditation, Coded, Delivery, Edition, EditionStatus, FROM_HOME, Issuer, MOST_USED_IN, Offer,
    PriceLine, Validity, Vat,
};
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::language::Language;

/// The media type.
pub const MEDIA: &str = "application/ld+json";

/// Courses, as a list.
pub fn courses(
    snapshot: &Snapshot,
    language: Language,
    public: &str,
    places: &[usize],
) -> Result<Vec<u8>, serde_json::Error> {
    let items = places.iter().zip(1..).map(|(at, position)| {
        json!({
            "@type": "ListItem",
            "position": position,
            "item": course(snapshot, language, public, *at),
        })
    });
    let items: Vec<Value> = items.collect();
    serde_json::to_vec(&json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "numberOfItems": places.len(),
        "itemListElement": items,
    }))
}

/// One course.
pub fn one(
    snapshot: &Snapshot,
    language: Language,
    public: &str,
    at: usize,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut whole = json!({"@context": "https://schema.org"});
    if let (Some(whole), Value::Object(course)) = (
        whole.as_object_mut(),
        course(snapshot, language, public, at),
    ) {
        whole.extend(course);
    }
    serde_json::to_vec(&whole)
}

fn course(snapshot: &Snapshot, language: Language, public: &str, at: usize) -> Value {
    let course = &snapshot.courses[at];
    let (record, provider) = (&course.record, &snapshot.providers[course.provider]);
    let address = format!("{public}/v1/courses/{}", record.slug);
    let topics = course.topics.iter().map(|topic| {
        let topic = &snapshot.topics[*topic];
        json!({
            "@type": "DefinedTerm",
            "@id": format!("{public}/v1/topics/{}", topic.slug),
            "name": topic.name.get(language),
        })
    });
    let audiences = course
        .audiences
        .iter()
        .map(|audience| json!({"@type": "Audience", "audienceType": audience.label.get(language)}));
    let shown = course.used_in.len().min(MOST_USED_IN);
    let offered = snapshot.offers[at] != Offer::Archive;
    // What only shows how it looks is nothing for a search engine.
    let instances = course.editions.iter().copied();
    let instances = instances.filter(|at| !snapshot.editions[*at].example);
    let mut instances: Vec<Value> = instances
        .map(|at| instance(snapshot, (language, public), at))
        .collect();
    let kind = course.product_kind.code.as_str();
    let taught = kind_of(kind) == "Course";
    // What is followed when one likes is given without a date.
    if instances.is_empty() && FROM_HOME.contains(&course.learning_form.code.as_str()) {
        instances.push(without_nulls(json!({
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": record.duration_minutes.map(duration),
            "instructor": instructors(snapshot, public, &course.trainers),
        })));
    }
    without_nulls(json!({
        "@type": kind_of(kind),
        "@id": address,
        "identifier": record.id.0,
        "name": record.title,
        "description": (!record.summary.is_empty()).then_some(&record.summary),
        "inLanguage": record.language,
        "url": record.url.as_deref().unwrap_or(&address),
        "provider": without_nulls(json!({
            "@type": "Organization",
            "@id": format!("{public}/v1/providers/{}", provider.slug),
            "name": provider.name,
            "url": provider.website,
            "hasCredential": accredited(snapshot, &provider.accreditations),
        })),
        "about": topics.collect::<Vec<Value>>(),
        "audience": audiences.collect::<Vec<Value>>(),
        "timeRequired": record.duration_minutes.map(duration),
        "coursePrerequisites": taught.then_some(record.prerequisites.as_ref()),
        "educationalCredentialAwarded": taught
            .then(|| credential(record.credential.as_ref(), language)),
        "accessibilityFeature": course
            .conditions
            .iter()
            .filter_map(|it| feature(&it.code))
            .collect::<Vec<_>>(),
        "learningResourceType": match taught {
            true => course.learning_form.label.get(language),
            false => course.product_kind.label.get(language),
        },
        "hasPart": parts(snapshot, public, &course.uses),
        "isPartOf": parts(snapshot, public, &course.used_in[..shown]),
        "creativeWorkStatus": (!offered).then_some("Archived"),
        "offers": offered.then(|| {
            let lines = specified(&record.price_lines, snapshot, language);
            offer(course.price_cents, &address, lines)
        }),
        "hasCourseInstance": taught.then_some(instances),
        "dateModified": record.updated_at.to_rfc3339(),
    }))
}

/// What something is in the words of schema.org: what is not made to be read, seen, heard or
/// played is a course.
fn kind_of(product_kind: &str) -> &'static str {
    match product_kind {
        "book" | "handbook" | "workbook" => "Book",
        "film" | "film_with_guide" | "vr_film" => "VideoObject",
        "video_series" => "CreativeWorkSeries",
        "podcast" => "AudioObject",
        "article" => "Article",
        "magazine" => "Periodical",
        "report" => "Report",
        "game" => "Game",
        "slides" => "PresentationDigitalDocument",
        "guide" | "conversation_script" => "LearningResource",
        _ => "Course",
    }
}

/// What is named elsewhere: its address, what it is, what it is called.
fn parts(snapshot: &Snapshot, public: &str, places: &[usize]) -> Vec<Value> {
    let courses = places.iter().map(|at| &snapshot.courses[*at]);
    let parts = courses.map(|it| {
        json!({
            "@type": kind_of(&it.product_kind.code),
            "@id": format!("{public}/v1/courses/{}", it.record.slug),
            "name": it.record.title,
        })
    });
    parts.collect()
}

fn instance(snapshot: &Snapshot, (language, public): (Language, &str), at: usize) -> Value {
    let edition = &snapshot.editions[at];
    let town = edition.municipality;
    let town = town.map(|town| snapshot.municipalities[town].name.as_str());
    let place = edition.place.as_deref().or(town);
    let start = edition.start.on.map(|day| match &edition.start_time {
        // A time without an offset is one on the clock of the place.
        Some(time) => format!("{day}T{time}:00"),
        None => day.to_string(),
    });
    without_nulls(json!({
        "@type": "CourseInstance",
        "identifier": edition.id.0,
        "courseMode": match edition.delivery {
            Delivery::InPerson => "Onsite",
            Delivery::Online => "Online",
            Delivery::Hybrid => "Blended",
        },
        "startDate": start,
        "endDate": edition.ends_on,
        "eventStatus": match edition.status {
            Some(EditionStatus::Cancelled) => Some("https://schema.org/EventCancelled"),
            Some(_) => Some("https://schema.org/EventScheduled"),
            None => None,
        },
        "maximumAttendeeCapacity": edition.seats,
        "instructor": instructors(snapshot, public, given_by(snapshot, edition)),
        "location": place.map(|place| json!({
            "@type": "Place",
            "name": edition.venue.as_deref().unwrap_or(place),
            "address": {
                "@type": "PostalAddress",
                "addressLocality": place,
                "addressCountry": "NL",
            },
        })),
        "offers": edition.price_cents.map(|cents| {
            let lines = specified(&edition.price_lines, snapshot, language);
            offer(Some(cents), "", lines)
        }),
    }))
}

/// Those who give an edition: told of it, or of its course.
fn given_by<'s>(snapshot: &'s Snapshot, edition: &'s Edition) -> &'s [usize] {
    match edition.trainers.as_slice() {
        [] => &snapshot.courses[edition.course].trainers,
        own => own,
    }
}

/// Trainers who are named.
fn instructors(snapshot: &Snapshot, public: &str, places: &[usize]) -> Vec<Value> {
    let trainers = places.iter().map(|at| &snapshot.trainers[*at]);
    let shown = trainers.map(|trainer| {
        json!({
            "@type": "Person",
            "@id": format!("{public}/v1/trainers/{}", trainer.id.0),
            "name": trainer.name,
        })
    });
    shown.collect()
}

/// Who accredits somebody today.
fn accredited(snapshot: &Snapshot, all: &[Accreditation]) -> Vec<Value> {
    let hold = all
        .iter()
        .filter(|it| Validity::on(snapshot.today, it.says.valid) == Validity::Valid);
    let shown = hold.filter_map(|it| {
        let issuer = match (&it.says.issuer, it.issuer) {
            (Issuer::Named(name), _) => name,
            (_, at) => &snapshot.providers[at?].name,
        };
        Some(without_nulls(json!({
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "accreditation",
            "identifier": it.says.code,
            "recognizedBy": {"@type": "Organization", "name": issuer},
            "expires": it.says.valid.1,
        })))
    });
    shown.collect()
}

/// What one gets, unless that is nothing.
fn credential(code: Option<&Coded>, language: Language) -> Option<&str> {
    let code = code.filter(|code| code.code != "none")?;
    Some(code.label.get(language))
}

/// What is arranged, in the vocabulary that schema.org names (`WebSchemas`, accessibility).
fn feature(condition: &str) -> Option<&'static str> {
    match condition {
        "subtitles" => Some("captions"),
        "sign_language" => Some("signLanguage"),
        _ => None,
    }
}

/// An offer; of a price that is not known nothing is said.
fn offer(cents: Option<i32>, address: &str, lines: Vec<Value>) -> Value {
    without_nulls(json!({
        "@type": "Offer",
        "url": (!address.is_empty()).then_some(address),
        "category": cents.map(|cents| if cents == 0 { "Free" } else { "Paid" }),
        "price": cents.map(amount),
        "priceCurrency": cents.map(|_| "EUR"),
        "priceSpecification": lines,
    }))
}

/// The lines of a price that hold, or still will.
fn specified(lines: &[PriceLine], snapshot: &Snapshot, language: Language) -> Vec<Value> {
    let over = |line: &&PriceLine| line.until.is_some_and(|until| until < snapshot.today);
    let lines = lines.iter().filter(|line| !over(line));
    let lines = lines.map(|line| {
        let kind = snapshot.code("price_kind", &line.kind);
        without_nulls(json!({
            "@type": "PriceSpecification",
            "name": kind.map(|kind| kind.label.get(language)),
            "price": amount(line.cents),
            "priceCurrency": "EUR",
            "valueAddedTaxIncluded": line.vat.map(|vat| vat != Vat::Added),
            "validFrom": line.from,
            "validThrough": line.until,
        }))
    });
    lines.collect()
}

/// Cents as schema.org writes an amount.
fn amount(cents: i32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Minutes as a duration (ISO 8601).
fn duration(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("PT{minutes}M"),
        (hours, 0) => format!("PT{hours}H"),
        (hours, minutes) => format!("PT{hours}H{minutes}M"),
    }
}

/// What is not known is not there: schema.org knows no null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let known = members.into_iter().filter(|(_, value)| {
                !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty())
            });
            Value::Object(known.collect::<Map<_, _>>())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_prices_are_written_as_the_standards_do() {
        assert_eq!(
            [duration(45), duration(120), duration(150)],
            ["PT45M", "PT2H", "PT2H30M"]
        );
        let paid = offer(Some(12_950), "https://a.example", Vec::new());
        assert_eq!(
            (&paid["price"], &paid["category"]),
            (&json!("129.50"), &json!("Paid"))
        );
        assert_eq!(offer(None, "", Vec::new()), json!({"@type": "Offer"}));
    }
}
