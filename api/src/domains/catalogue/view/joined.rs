//! Courses as JSON, joined from what is written already.
//!
//! What is joined here is byte for byte what serialising [`CourseView`](super::CourseView) and
//! [`CoursesBody`](super::CoursesBody) would write.

use serde::Serialize;

use super::{EditionView, FacetView, Show, UnderstoodView};
use crate::domains::catalogue::model::Facet;
use crate::domains::catalogue::service::Choice;
use crate::kernel::page::{Cursor, Page};

/// How long a course is reckoned to be as JSON: its words, and some two kilobytes beside.
const RECKONED: usize = 4 << 10;

/// What a [`CourseHit`](super::CourseHit) has beside the course.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Beside<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    distance_km: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matching_editions: Option<Vec<EditionView<'s>>>,
}

/// A list after its items.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rest<'s> {
    next_cursor: &'s Option<String>,
    total_count: Option<usize>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    facets: &'s [FacetView],
    #[serde(skip_serializing_if = "Option::is_none")]
    understood: Option<Vec<UnderstoodView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_understood: Option<Vec<String>>,
}

impl<'s> Show<'s> {
    /// [`Self::course`] as JSON.
    pub fn course_json(self, at: usize) -> Result<&'s [u8], serde_json::Error> {
        let write = || {
            let mut json = Vec::with_capacity(RECKONED);
            serde_json::to_writer(&mut json, &self.course(at)).map(|()| json)
        };
        self.snapshot.written.course(self.language, at, write)
    }

    /// A page of courses as JSON, with facets beside it: what [`CoursesBody`](super::CoursesBody) says.
    pub fn courses_json(
        self,
        choice: &Choice,
        page: &Page<usize>,
        facets: &[Facet],
    ) -> Result<Vec<u8>, serde_json::Error> {
        let mut json = b"{\"items\":[".to_vec();
        for (place, (_, at)) in page.entries.iter().enumerate() {
            if place > 0 {
                json.push(b',');
            }
            json.extend_from_slice(self.course_json(*at)?);
            append(&mut json, &self.beside(choice, *at))?;
        }
        json.push(b']');
        let facets: Vec<_> = facets.iter().map(|it| self.facet(choice, *it)).collect();
        let asked = choice.asked();
        let rest = Rest {
            next_cursor: &page.next().map(Cursor::encode),
            total_count: page.total,
            facets: &facets,
            understood: asked.map(|it| self.understood(it)),
            not_understood: asked.map(|it| self.not_understood(&it.question)),
        };
        let begin = json.len();
        serde_json::to_writer(&mut json, &rest)?;
        json[begin] = b',';
        Ok(json)
    }

    fn beside(self, choice: &Choice, at: usize) -> Beside<'s> {
        let editions = choice.editions_of(self.snapshot, at);
        let shown = |editions: Vec<usize>| editions.into_iter().map(|at| self.edition(at));
        Beside {
            distance_km: self.kilometres(choice.metres_to(self.snapshot, at)),
            matching_editions: editions.map(|editions| shown(editions).collect()),
        }
    }
}

/// Adds the members of an object to the object that was just written.
fn append(json: &mut Vec<u8>, more: &impl Serialize) -> Result<(), serde_json::Error> {
    let end = json.len();
    serde_json::to_writer(&mut *json, more)?;
    if json.len() - end > "{}".len() {
        // `…}{…}` becomes `…,…}`.
        json[end] = b',';
        json.remove(end - 1);
    } else {
        json.truncate(end);
    }
    Ok(())
}
