//! Where each thing stands in the list of its kind.

use super::{
    Course, CourseChange, Edition, Municipality, Pillar, Provider, Subject, Term, Topic, Trainer,
};
use crate::kernel::page::Cursor;

/// A number as part of a place, in an order that text keeps.
fn ranked(number: i32) -> String {
    format!("{number:010}")
}

/// The place of a thing in the list of its kind: lists are sorted by it, and pages
/// begin after it. It ends in what no other thing of its kind has.
pub trait Placed {
    /// The place.
    fn place(&self) -> Cursor;
}

impl Placed for Pillar {
    fn place(&self) -> Cursor {
        Cursor(vec![ranked(self.position), self.id.0.to_string()])
    }
}

impl Placed for Topic {
    fn place(&self) -> Cursor {
        Cursor(vec![ranked(self.position), self.id.0.to_string()])
    }
}

impl Placed for Subject {
    fn place(&self) -> Cursor {
        Cursor(vec![ranked(self.position), self.id.0.to_string()])
    }
}

impl Placed for Municipality {
    fn place(&self) -> Cursor {
        Cursor(vec![self.sort_name.clone(), self.code.clone()])
    }
}

impl Placed for Provider {
    fn place(&self) -> Cursor {
        Cursor(vec![self.sort_name.clone(), self.id.0.to_string()])
    }
}

impl Placed for Course {
    /// Within its offer, which a snapshot puts before it.
    fn place(&self) -> Cursor {
        Cursor(vec![self.sort_title.clone(), self.record.id.0.to_string()])
    }
}

impl Placed for CourseChange {
    /// By when it was.
    fn place(&self) -> Cursor {
        let micros = self.at.timestamp_micros();
        Cursor(vec![format!("{micros:020}"), self.id.0.to_string()])
    }
}

impl Placed for Edition {
    /// By the first day on which it may start; without a year last, since `~`
    /// stands after every digit.
    fn place(&self) -> Cursor {
        let day = self.start.earliest().map(|day| day.to_string());
        Cursor(vec![
            day.unwrap_or_else(|| "~".to_owned()),
            self.id.0.to_string(),
        ])
    }
}

impl Placed for Term {
    fn place(&self) -> Cursor {
        Cursor(vec![self.sort_name.clone(), self.id.0.to_string()])
    }
}

impl Placed for Trainer {
    fn place(&self) -> Cursor {
        Cursor(vec![self.sort_name.clone(), self.id.0.to_string()])
    }
}
