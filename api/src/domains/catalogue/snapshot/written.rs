//! Courses as JSON, written once.

use std::sync::OnceLock;

use crate::kernel::language::Language;

/// Each course as JSON, in each language, written when it is first asked for: a list of
/// twenty joins what is there.
#[derive(Debug, Default)]
pub struct Written {
    courses: [Vec<OnceLock<Box<[u8]>>>; Language::ALL.len()],
}

impl Written {
    /// Room for so many courses.
    pub fn of(courses: usize) -> Self {
        let room = || (0..courses).map(|_| OnceLock::new()).collect();
        Self {
            courses: Language::ALL.map(|_| room()),
        }
    }

    /// A course in a language; `write` tells how it is written.
    pub fn course(
        &self,
        language: Language,
        at: usize,
        write: impl FnOnce() -> Result<Vec<u8>, serde_json::Error>,
    ) -> Result<&[u8], serde_json::Error> {
        let place = &self.courses[language as usize][at];
        if let Some(written) = place.get() {
            return Ok(written);
        }
        let written = write()?.into_boxed_slice();
        Ok(place.get_or_init(|| written))
    }
}
