//! What somebody says of a course.

use sea_orm::entity::prelude::*;

/// One review. It names no account and no time.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    /// Its id, which tells nothing of its order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is about.
    pub course_id: Uuid,
    /// A digest of the author's token.
    pub token_digest: String,
    /// How it is known that the author was there: `self_declared`.
    pub basis: String,
    /// The score for the whole, 1 to 5.
    pub overall: i32,
    /// The score for the content.
    pub content: Option<i32>,
    /// The score for the trainer.
    pub trainer: Option<i32>,
    /// The score for how it fits the author's situation.
    pub fits_my_situation: Option<i32>,
    /// The score for its use in practice.
    pub practical_use: Option<i32>,
    /// The score for how it was organised.
    pub organisation: Option<i32>,
    /// Whether it helped in the author's situation.
    pub helped_in_my_situation: Option<bool>,
    /// Whether the author became more confident.
    pub more_confident: Option<bool>,
    /// Whether the author would recommend it.
    pub would_recommend: Option<bool>,
    /// What was strong.
    pub strong: Option<String>,
    /// What was weak.
    pub weak: Option<String>,
    /// A tip for others.
    pub tip: Option<String>,
    /// The author's situation: `aspirant`, `network_family`, `recruited_family`, `family_home`.
    pub situation: Option<String>,
    /// `held`, `declined`, `released`, `published`.
    pub status: String,
    /// Why it was declined: `identifying`, `abusive`, `off_topic`, `advertising`.
    pub decline_reason: Option<String>,
    /// The quarter in which it came out: `2026-Q4`.
    pub period: Option<String>,
    /// How often its words changed.
    pub revision: i64,
}

impl ActiveModelBehavior for ActiveModel {}
