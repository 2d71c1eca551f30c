//! How a course looks to those who look after it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domains::catalogue::model::{
    CourseAct, Edit, Office, Otherwise, OwnCode, OwnCourse, Status, Version, Visibility,
};
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
    /// Who may see it, once it is published
    pub visibility: Visibility,
    /// The ids of the clients that it is for, as REST shows them; none where it is for none in particular
    pub client_ids: Vec<Uuid>,
    /// Who put it here: `seed` (public sources), `push` (its provider's system) or `hand`
    pub source: String,
    /// How often it changed: what a change names as `ifRevision`
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
    /// When it was last confirmed, by a push that named it or by hand; null where it never was
    pub last_verified: Option<Moment>,
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
            visibility: course.visibility,
            client_ids: course.clients.iter().map(|client| client.0).collect(),
            source: course.source,
            revision: course.revision.0,
            updated_at: Moment(course.updated_at),
            last_verified: course.last_verified.map(Moment),
        }
    }
}

/// What happened to a course, and what is otherwise since
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "CourseVersion")]
#[schema(as = CourseVersion)]
pub struct VersionView {
    /// When
    pub at: Moment,
    /// What happened
    pub act: CourseAct,
    /// In which office; who it was is not told
    pub by: Office,
    /// What is otherwise since. Nothing where the course was made: what it was then follows from what came after
    pub changes: Vec<OtherwiseView>,
}

/// One thing that is otherwise than before. What is unknown, or not there, is an empty list
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "FieldChange")]
#[schema(as = FieldChange)]
pub struct OtherwiseView {
    /// Which member: `title`, or `editions/<key>/startsOn`
    pub field: String,
    /// What it was
    pub before: Vec<String>,
    /// What it is
    pub after: Vec<String>,
}

/// What was edited by hand, and what is otherwise since
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Edit")]
#[schema(as = Edit)]
pub struct EditView {
    /// When
    pub at: Moment,
    /// In which office; who it was is not told
    pub by: Office,
    /// What is otherwise since: of a list, `<code>/labelNl`
    pub changes: Vec<OtherwiseView>,
}

impl From<Edit> for EditView {
    fn from(edit: Edit) -> Self {
        Self {
            at: Moment(edit.at),
            by: edit.by,
            changes: edit.changes.into_iter().map(Into::into).collect(),
        }
    }
}

/// A code of a list as it stands after a change
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "OwnCode")]
#[schema(as = OwnCode)]
pub struct OwnCodeView {
    /// The list
    pub list: String,
    /// The code, which never changes
    pub code: String,
    /// What it is called in Dutch
    pub label_nl: String,
    /// What it is called in English
    pub label_en: String,
    /// Its place in the list
    pub position: i32,
    /// Whether forms no longer offer it; what has it keeps it
    pub retired: bool,
    /// Its group: a code of the list `form_group`; null where codes of its list stand in none
    pub group: Option<String>,
    /// How often it changed: what a change names as `ifRevision`
    pub revision: i64,
}

impl From<OwnCode> for OwnCodeView {
    fn from(code: OwnCode) -> Self {
        Self {
            list: code.list,
            code: code.code,
            label_nl: code.label_nl,
            label_en: code.label_en,
            position: code.position,
            retired: code.retired,
            group: code.group,
            revision: code.revision.0,
        }
    }
}

impl From<Version> for VersionView {
    fn from(version: Version) -> Self {
        Self {
            at: Moment(version.at),
            act: version.act,
            by: version.by,
            changes: version.changes.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Otherwise> for OtherwiseView {
    fn from(change: Otherwise) -> Self {
        Self {
            field: change.field,
            before: change.before,
            after: change.after,
        }
    }
}
