//! Figures as files: CSV and JSON-stat for programs, a picture for people.

pub mod csv;
pub mod json_stat;
pub mod picture;
