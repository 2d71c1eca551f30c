//! iCalendar (RFC 5545): editions whose day is known.

use chrono::{Duration, NaiveDate, NaiveTime};
use chrono_tz::Europe::Amsterdam;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::domains::catalogue::model::{Delivery, Offer};
use crate::domains::catalogue::snapshot::Snapshot;

/// The media type.
pub const MEDIA: &str = "text/calendar; charset=utf-8";

/// What is at the other end of a calendar.
const PRODUCT: &str = "-//Pijler//Catalogue//NL";

/// A calendar of editions; those of which no day is known cannot stand in it.
pub fn editions(snapshot: &Snapshot, public: &str, places: &[usize]) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.name("Pijler");
    for at in places {
        if let Some(event) = event(snapshot, public, *at) {
            calendar.push(event);
        }
    }
    calendar.to_string().into_bytes()
}

fn event(snapshot: &Snapshot, public: &str, at: usize) -> Option<Event> {
    let edition = &snapshot.editions[at];
    let (day, course) = (edition.start.on?, &snapshot.courses[edition.course]);
    let offer = snapshot.offers[edition.course];
    let example = if edition.example { "Voorbeeld: " } else { "" };
    // What is over is told where every calendar shows it.
    let over = if offer == Offer::Archive {
        "Archief: "
    } else {
        ""
    };
    let ours = format!("{public}/v1/courses/{}", course.record.slug);
    let mut event = Event::new();
    event
        .uid(&format!("urn:uuid:{}", edition.id.0))
        .summary(&format!("{example}{over}{}", course.record.title))
        .timestamp(edition.updated_at)
        .sequence(u32::try_from(edition.revision.0).unwrap_or_default())
        .url(course.record.url.as_deref().unwrap_or(&ours))
        .add_property("CATEGORIES", offer.label().nl.as_ref());
    match edition
        .start_time
        .as_deref()
        .and_then(|time| moment(day, time))
    {
        None => {
            event.starts(day);
            // The day after the last: an end is not in it (RFC 5545 §3.6.1).
            let last = edition.ends_on.unwrap_or(day);
            event.ends(last.succ_opt().unwrap_or(last));
        }
        Some(starts) => {
            event.starts(starts);
            let last = edition.ends_on.unwrap_or(day);
            let ends = edition.end_time.as_deref();
            let ends = ends.and_then(|time| moment(last, time)).map(|ends| {
                // What ends earlier on the clock than it begins ends after midnight.
                if ends < starts {
                    ends + Duration::days(1)
                } else {
                    ends
                }
            });
            if let Some(ends) = ends {
                event.ends(ends);
            }
        }
    }
    if !edition.is_given() {
        event.status(EventStatus::Cancelled);
    }
    let place = [&edition.venue, &edition.place];
    let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
    match (place.is_empty(), edition.delivery) {
        (false, _) => {
            event.location(&place.join(", "));
        }
        (true, Delivery::Online) => {
            event.location("Online");
        }
        (true, _) => {}
    }
    let provider = &snapshot.providers[course.provider].name;
    let note = edition.note.iter().map(String::as_str);
    let said: Vec<&str> = [provider.as_str(), &course.record.summary]
        .into_iter()
        .chain(note)
        .chain([ours.as_str()])
        .filter(|text| !text.is_empty())
        .collect();
    event.description(&said.join("\n\n"));
    Some(event.done())
}

/// A time of the day in Amsterdam as a moment. Of an hour that comes twice the first is
/// meant; one that never comes is no time.
fn moment(day: NaiveDate, time: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let time = NaiveTime::parse_from_str(time, "%H:%M").ok()?;
    let there = day.and_time(time).and_local_timezone(Amsterdam);
    Some(there.earliest()?.to_utc())
}
