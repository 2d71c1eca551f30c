//! The subjects under the topics. No database is asked.

use async_graphql::InputObject;
use utoipa::IntoParams;

use super::browse::any_of;
use super::filter::{Reading, reference, words_of};
use super::named::Named;
use crate::domains::catalogue::error::{CatalogueError, Thing};
use crate::domains::catalogue::model::{Placed, SubjectBasis};
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::query::{FromQuery, Query};

/// Which subjects are meant
#[derive(Clone, Debug, Default, InputObject, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[graphql(name = "SubjectFilter")]
pub struct SubjectQuery {
    /// Under any of these topics: ids or slugs
    #[graphql(default)]
    #[param(required = false)]
    pub topic: Vec<String>,
    /// Under the topics of any of these pillars: ids or slugs
    #[graphql(default)]
    #[param(required = false)]
    pub pillar: Vec<String>,
    /// There for any of these reasons
    #[graphql(default)]
    #[param(required = false)]
    pub basis: Vec<SubjectBasis>,
}

impl FromQuery for SubjectQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            topic: query.many("topic"),
            pillar: query.many("pillar"),
            basis: words_of(query, "basis", (SubjectBasis::ALL, SubjectBasis::word)),
        }
    }
}

/// Subjects, in the order of their topics.
pub fn subjects(
    snapshot: &Snapshot,
    query: &SubjectQuery,
    page: &PageRequest,
) -> Result<Page<usize>, CatalogueError> {
    let mut reading = Reading::of(snapshot);
    let topics = reading.named("topic", Named::Topic, &query.topic);
    let pillars = reading.named("pillar", Named::Pillar, &query.pillar);
    reading.finish()?;
    let all: Vec<usize> = (0..snapshot.subjects.len())
        .filter(|at| {
            let subject = &snapshot.subjects[*at];
            any_of(&topics, |topic| subject.topic == *topic)
                && any_of(&pillars, |pillar| {
                    snapshot.topics[subject.topic].pillar == *pillar
                })
                && any_of(&query.basis, |basis| subject.basis == *basis)
        })
        .collect();
    Ok(page.cut(&all, |at| snapshot.subjects[*at].place()))
}

/// The subjects under one topic.
pub fn subjects_of(snapshot: &Snapshot, topic: usize, page: &PageRequest) -> Page<usize> {
    let all: Vec<usize> = (0..snapshot.subjects.len())
        .filter(|at| snapshot.subjects[*at].topic == topic)
        .collect();
    page.cut(&all, |at| snapshot.subjects[*at].place())
}

/// A subject, by id or slug.
pub fn subject(snapshot: &Snapshot, id_or_slug: &str) -> Result<usize, CatalogueError> {
    let found = snapshot.subject(&reference(id_or_slug));
    found.ok_or(CatalogueError::NotFound(Thing::Subject))
}
