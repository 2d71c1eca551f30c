//! A provider's offer as a whole: what stands of it, named or not.

use crate::kernel::id::CourseId;

/// A course of a provider's, as a push of all of its offer looks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The course.
    pub course: CourseId,
    /// The provider's key.
    pub external_id: String,
    /// Its title.
    pub title: String,
}
