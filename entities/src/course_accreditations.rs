//! Who accredits a course.

use sea_orm::entity::prelude::*;

/// One accreditation of one course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_accreditations")]
pub struct Model {
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// Its place in the list.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The provider that accredits, where it is one.
    pub issuer_id: Option<Uuid>,
    /// The name of who accredits, where that is no provider.
    pub issuer_name: Option<String>,
    /// The number under which it is known there.
    pub code: Option<String>,
    /// How many points one gets, in hundredths.
    pub points: Option<i32>,
    /// The first day on which it holds.
    pub valid_from: Option<Date>,
    /// The last day on which it holds.
    pub valid_until: Option<Date>,
    /// Where that is told.
    pub source_url: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
