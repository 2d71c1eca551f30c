//! How a course looks to those who look after it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domains::catalogue::model::{OwnCourse, Status};
use crate::kernel::moment::Moment;

/// A course as those who look after it see it, whether the public does or not
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "OwnCourse")]
#[schema(as = OwnCourse)]
pub struct OwnCourseView {
    /// The id of the course, as REST shows it
    pub course_id: Uuid,
    /// The id of its provider, as REST shows it
    pub provider_id: Uuid,
    /// What the provider calls it
    pub external_id: String,
    /// Its address
    pub slug: String,
    /// Its title
    pub title: String,
    /// How far it is on its way to the public and back
    pub status: Status,
    /// Who put it here: `seed` (public sources), `push` (its provider's system) or `hand`
    pub source: String,
    /// How often it changed: what a change names as `ifRevision`
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}

impl From<OwnCourse> for OwnCourseView {
    fn from(course: OwnCourse) -> Self {
        Self {
            course_id: course.id.0,
            provider_id: course.provider.0,
            external_id: course.external_id,
            slug: course.slug,
            title: course.title,
            status: course.status,
            source: course.source,
            revision: course.revision.0,
            updated_at: Moment(course.updated_at),
        }
    }
}
