//! Trainers who are named, tied to what they give: to what somebody sees of that.

use std::collections::HashMap;

use super::Facts;
use crate::kernel::id::CourseId;

impl Facts {
    /// Tells courses and editions who gives them, and trainers what they give. `courses` tells
    /// where each course stands.
    pub(super) fn tie_trainers(&mut self, courses: &HashMap<CourseId, usize>) {
        if self.trainers.is_empty() {
            return;
        }
        let editions = self.editions.iter().map(|it| it.id).zip(0..);
        let editions: HashMap<_, usize> = editions.collect();
        for (at, trainer) in self.trainers.iter_mut().enumerate() {
            let given = trainer.gives.0.iter();
            trainer.courses = given.filter_map(|id| courses.get(id).copied()).collect();
            trainer.courses.sort_unstable();
            for course in &trainer.courses {
                self.courses[*course].trainers.push(at);
            }
            for edition in trainer.gives.1.iter().filter_map(|id| editions.get(id)) {
                self.editions[*edition].trainers.push(at);
            }
        }
    }
}
