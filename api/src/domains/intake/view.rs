//! How pushes and receipts look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Level, Message, Outcome, Push, Receipt, ReceiptRow, Totals};
use crate::kernel::language::Language;
use crate::kernel::moment::Moment;

/// A push that was done
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "PushMembers")]
#[schema(as = Push)]
pub struct PushView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// When it came
    pub created_at: Moment,
    /// How many rows became what
    pub totals: TotalsView,
}

/// How many rows became what; together they are the rows sent
#[derive(Clone, Copy, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "PushTotals")]
#[schema(as = PushTotals)]
pub struct TotalsView {
    /// Rows sent
    pub sent: i32,
    /// Rows whose course was not here, and is now
    pub created: i32,
    /// Rows whose course changed, or one of its editions
    pub updated: i32,
    /// Rows whose course was so already
    pub unchanged: i32,
    /// Rows refused
    pub rejected: i32,
    /// Rows that wait for an answer
    pub asked: i32,
}

/// What a push did, row by row, or would do
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Receipt", complex)]
#[schema(as = Receipt)]
pub struct ReceiptView {
    /// The push that it is of; null for a dry run
    #[graphql(skip)]
    pub push_id: Option<Uuid>,
    /// Whether it says what would happen, and nothing did
    pub dry_run: bool,
    /// How many rows became what
    pub totals: TotalsView,
    /// Each row, in the order sent
    #[graphql(skip)]
    pub rows: Vec<ReceiptRowView>,
}

/// What became of one row
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ReceiptRow", complex)]
#[schema(as = ReceiptRow)]
pub struct ReceiptRowView {
    /// The number of the row: from 1 in a list, as a spreadsheet counts in a table
    pub row: i32,
    /// The sender's key of the course; null where none could be read
    pub external_id: Option<String>,
    /// What became of it
    pub outcome: Outcome,
    /// The course; null where the row is refused, or would make one
    #[graphql(skip)]
    pub course_id: Option<Uuid>,
    /// What is to be said of it
    pub messages: Vec<MessageView>,
}

/// Something to be said of a row
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "ReceiptMessage")]
#[schema(as = ReceiptMessage)]
pub struct MessageView {
    /// How much it matters
    pub level: Level,
    /// What it is about: a JSON pointer in the row, the name of a column, or empty for the row
    pub field: String,
    /// A code that never changes
    pub code: String,
    /// A sentence for people, in the language asked for
    pub text: String,
}

impl From<Push> for PushView {
    fn from(push: Push) -> Self {
        Self {
            uuid: push.id.0,
            created_at: Moment(push.created_at),
            totals: push.totals.into(),
        }
    }
}

impl From<Totals> for TotalsView {
    fn from(totals: Totals) -> Self {
        Self {
            sent: totals.sent,
            created: totals.created,
            updated: totals.updated,
            unchanged: totals.unchanged,
            rejected: totals.rejected,
            asked: totals.asked,
        }
    }
}

impl ReceiptView {
    /// A receipt in one language.
    pub fn of(receipt: Receipt, language: Language) -> Self {
        let rows = receipt.rows.into_iter();
        Self {
            push_id: receipt.push.map(|push| push.id.0),
            dry_run: receipt.push.is_none(),
            totals: receipt.totals.into(),
            rows: rows.map(|row| ReceiptRowView::of(row, language)).collect(),
        }
    }
}

impl ReceiptRowView {
    fn of(row: ReceiptRow, language: Language) -> Self {
        let messages = row.messages.into_iter();
        Self {
            row: row.row,
            external_id: row.external_id,
            outcome: row.outcome,
            course_id: row.course,
            messages: messages
                .map(|message| MessageView::of(message, language))
                .collect(),
        }
    }
}

impl MessageView {
    /// A message in one language.
    pub fn of(message: Message, language: Language) -> Self {
        Self {
            text: message.text(language).to_owned(),
            level: message.level,
            field: message.field,
            code: message.code.into_owned(),
        }
    }
}
