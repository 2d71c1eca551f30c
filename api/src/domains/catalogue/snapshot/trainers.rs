//! Trainers who are named, tied to what they give: to what somebody sees of that.

use std::collections::HashMap;

use super::Facts;

impl Facts {
    /// Tells courses and editions who gives them, and trainers what they give.
    pub(super) fn tie_trainers(&mut self) {
        let courses = self.courses.iter().map(|it| it.record.id).zip(0..);
        let courses: HashMap<_, usize> = courses.collect();
        let editions = self.editions.iter().map(|it| it.id).zip(0..);
        let editions: HashMap<_, usize> = editions.collect();
        for edition in &mut self.editions {
            edition.trainers.clear();
        }
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
