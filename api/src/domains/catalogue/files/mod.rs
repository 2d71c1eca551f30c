//! What the catalogue is written as beside JSON: tables, calendars, feeds, linked data.

pub mod calendar;
pub mod feed;
pub mod linked;
pub mod table;
