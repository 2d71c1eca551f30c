//! Dates to come for a few real courses, to look at: marked as examples, since the
//! shipped catalogue has none.

use chrono::{Days, NaiveDate};
use entities::{courses, editions};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{Delivery, EditionStatus};
use crate::domains::catalogue::policy::Showing;
use crate::kernel::clock::Ids;

/// What a reader is told, wherever the edition is shown.
const NOTE: &str = "Voorbeeld: geen echte datum. Example: not a real date.";
/// How many courses get dates.
const COURSES: u64 = 12;
/// In how many days each course is given.
const AHEAD: [u64; 3] = [21, 56, 112];
/// Where, in turn: place and municipality (CBS).
const PLACES: [(&str, &str); 6] = [
    ("Utrecht", "GM0344"),
    ("Groningen", "GM0014"),
    ("Arnhem", "GM0202"),
    ("Eindhoven", "GM0772"),
    ("Rotterdam", "GM0599"),
    ("Zwolle", "GM0193"),
];

/// Gives dates to come to a few courses, and says whether there were none yet.
///
/// Examples of which the day has gone make room for new ones.
pub async fn add_examples(
    leave: &Showing<'_>,
    ids: &Ids,
    today: NaiveDate,
) -> Result<bool, CatalogueError> {
    let conn = leave.tx().conn();
    let shown = editions::Column::Example.eq(true);
    let coming = editions::Entity::find()
        .filter(shown.clone())
        .filter(editions::Column::StartsOn.gt(today));
    if coming.one(conn).await?.is_some() {
        return Ok(false);
    }
    editions::Entity::delete_many()
        .filter(shown)
        .exec(conn)
        .await?;
    let given = ["classroom", "blended", "webinar"];
    let courses = courses::Entity::find()
        .filter(courses::Column::LearningForm.is_in(given))
        .order_by_asc(courses::Column::Slug)
        .limit(COURSES)
        .all(conn)
        .await?;
    for (course, at) in courses.iter().zip(0..) {
        for (ahead, turn) in AHEAD.into_iter().zip(0..) {
            let day = today.checked_add_days(Days::new(ahead + at as u64));
            let edition = example(leave, ids, course, day, at + turn);
            edition.into_active_model().reset_all().insert(conn).await?;
        }
    }
    Ok(true)
}

fn example(
    leave: &Showing<'_>,
    ids: &Ids,
    course: &courses::Model,
    day: Option<NaiveDate>,
    turn: usize,
) -> editions::Model {
    let online = course.learning_form == "webinar";
    let (place, municipality) = PLACES[turn % PLACES.len()];
    let place = (!online).then_some((place.to_owned(), municipality.to_owned()));
    let (place, municipality_code) = place.unzip();
    let delivery = if online {
        Delivery::Online
    } else {
        Delivery::InPerson
    };
    editions::Model {
        id: ids.ordered(),
        course_id: course.id,
        external_id: format!("voorbeeld-{turn}"),
        starts_on: day,
        starts_from: day,
        starts_until: day,
        ends_on: None,
        status: Some(EditionStatus::Open.word().to_owned()),
        seats: None,
        enrol_url: None,
        enrol_until: None,
        starts_text: None,
        start_time: Some("19:30".to_owned()),
        end_time: Some("21:30".to_owned()),
        venue: None,
        place,
        municipality_code,
        delivery: delivery.word().to_owned(),
        price_cents: None,
        price_lines: None,
        open_to: None,
        hidden: None,
        note: Some(NOTE.to_owned()),
        source: super::seed::SOURCE.to_owned(),
        source_url: None,
        example: true,
        revision: 1,
        created_at: leave.tx().now(),
        updated_at: leave.tx().now(),
    }
}
