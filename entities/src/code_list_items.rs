//! Lists of codes that people edit: learning forms, audiences, kinds of provider.

use sea_orm::entity::prelude::*;

/// One code of one list.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "code_list_items")]
pub struct Model {
    /// The list.
    #[sea_orm(primary_key, auto_increment = false)]
    pub list: String,
    /// The code, which never changes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Its place in the list.
    pub position: i32,
    /// What it is called in Dutch.
    pub label_nl: String,
    /// What it is called in English.
    pub label_en: String,
    /// Whether forms no longer offer it.
    pub retired: bool,
    /// How often it changed.
    pub revision: i64,
    /// The code of the group that it stands in, where codes of the list do.
    pub group_code: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
