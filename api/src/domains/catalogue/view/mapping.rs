//! How it looks on what a course is mapped, and on what it may be mapped too.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ReasonView, Reference, Show};
use crate::domains::catalogue::service::{Mappable, Suggested};
use crate::kernel::moment::Moment;

/// On what a course is mapped, and what it may be about too
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "CourseMapping")]
#[schema(as = CourseMapping)]
pub struct MappingView<'s> {
    /// The id of the course, as REST shows it
    pub course_id: Uuid,
    /// How often the course changed: what a change names as `ifRevision`
    pub revision: i64,
    /// Its topics; the first is the main one
    pub topics: Vec<Reference<'s>>,
    /// Its subjects
    pub subjects: Vec<Reference<'s>>,
    /// Who mapped it: `own`, `source` or `editor`
    pub mapping: &'s str,
    /// When somebody in office looked at that; null where nobody did
    #[schema(value_type = Option<String>, format = DateTime)]
    pub mapping_reviewed_at: Option<Moment>,
    /// Subjects that it may be about by what it says of itself, likeliest first. Nobody is shown them until somebody maps it so
    pub suggestions: Vec<SubjectSuggestionView<'s>>,
}

/// A subject that a course may be about
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "SubjectSuggestion")]
#[schema(as = SubjectSuggestion)]
pub struct SubjectSuggestionView<'s> {
    /// The subject
    pub subject: Reference<'s>,
    /// The topic under which it stands
    pub topic: Reference<'s>,
    /// The words that tell so
    pub why: Vec<ReasonView>,
}

impl<'s> Show<'s> {
    /// On what a course is mapped, and on what it may be.
    pub fn mapping(self, mappable: &Mappable) -> MappingView<'s> {
        let course = &self.snapshot.courses[mappable.course];
        let topics = course.topics.iter().map(|at| self.topic_reference(*at));
        let subjects = course.subjects.iter().map(|at| self.subject_reference(*at));
        let suggested = mappable.suggested.iter();
        MappingView {
            course_id: course.record.id.0,
            revision: course.record.revision.0,
            topics: topics.collect(),
            subjects: subjects.collect(),
            mapping: &course.record.mapping,
            mapping_reviewed_at: course.record.mapping_reviewed_at.map(Moment),
            suggestions: suggested.map(|it| self.suggested_subject(it)).collect(),
        }
    }

    fn suggested_subject(self, suggested: &Suggested) -> SubjectSuggestionView<'s> {
        let why = suggested.why.iter().cloned();
        SubjectSuggestionView {
            subject: self.subject_reference(suggested.subject),
            topic: self.topic_reference(self.snapshot.subjects[suggested.subject].topic),
            why: why.map(|reason| self.reason(reason)).collect(),
        }
    }
}
