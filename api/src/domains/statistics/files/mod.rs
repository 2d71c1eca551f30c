//! Figures as files for programs: CSV and JSON-stat.

pub mod csv;
pub mod json_stat;
