//! What can be learnt: trainings, books, films, evenings.

use sea_orm::entity::prelude::*;

/// A course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "courses")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub provider_id: Uuid,
    /// What the provider calls it: its own key.
    pub external_id: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is, in a few sentences.
    pub summary: String,
    /// A code of the list `learning_form`.
    pub learning_form: String,
    /// What it is: a code of the list `product_kind`; where null, what follows from how one learns.
    pub product_kind: Option<String>,
    /// How long it takes in all, in minutes; unknown where null.
    pub duration_minutes: Option<i32>,
    /// How many meetings; unknown where null.
    pub sessions: Option<i32>,
    /// The price in euro cents; unknown where null, free where zero.
    pub price_cents: Option<i32>,
    /// What is said of the price where it is no amount.
    pub price_text: Option<String>,
    /// What it costs, line by line: a JSON list; nothing where nothing is said.
    pub price_lines: Option<String>,
    /// The language it is given in (ISO 639-1).
    pub language: String,
    /// What is said of accreditation.
    pub accreditation: Option<String>,
    /// How hard it reads: a code of the list `reading_level`.
    pub reading_level: Option<String>,
    /// The age of the child that it is about, from.
    pub child_age_from: Option<i32>,
    /// The age of the child that it is about, up to and including.
    pub child_age_to: Option<i32>,
    /// The fewest that take part at once.
    pub group_min: Option<i32>,
    /// The most that take part at once.
    pub group_max: Option<i32>,
    /// How long one works at home in all, in minutes.
    pub home_minutes: Option<i32>,
    /// What one gets: a code of the list `credential`.
    pub credential: Option<String>,
    /// What one should have or have done before.
    pub prerequisites: Option<String>,
    /// Its own page.
    pub url: Option<String>,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// Who put the row here: `seed`, `push`, `hand`.
    pub source: String,
    /// Who mapped it on topics: `own` judgement, in words of the `source`, or an `editor`.
    pub mapping: String,
    /// The year that the source speaks of.
    pub as_of_year: Option<i32>,
    /// How much was seen of it: `page`, `seed`, `page_mention`, `title_only`.
    pub evidence: Option<String>,
    /// `draft`, `in_review`, `published`, `withdrawn`, `archived`.
    pub status: String,
    /// Who may see it: `public`, `organisations`, `own`, `clients`.
    pub visibility: String,
    /// The clients that it is for: a JSON list of providers' ids; nothing where it is for none in
    /// particular.
    pub clients: Option<String>,
    /// Added to show how it looks, not an offer.
    pub example: bool,
    /// When its provider last confirmed it.
    pub confirmed_at: Option<DateTimeUtc>,
    /// A digest of what was pushed, to tell whether a push changes anything.
    pub content_digest: Option<String>,
    /// Whether its provider named it, rightly, when it last pushed all of its offer.
    pub in_full: bool,
    /// What its provider wrote where we know no such code: JSON, by place in the row.
    pub raw_codes: Option<String>,
    /// When somebody in office mapped it on topics, which pushes leave as it is then.
    pub mapping_reviewed_at: Option<DateTimeUtc>,
    /// How often the row changed.
    pub revision: i64,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// Its changes that not all who see it may know of: JSON; null where there were none.
    pub hidden: Option<String>,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
