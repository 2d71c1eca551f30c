//! How pushes and receipts look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{
    Atomicity, Level, Message, Mode, Outcome, Push, Question, QuestionKind, QuestionState, Receipt,
    ReceiptRow, State, Totals,
};
use super::remedies::link;
use crate::kernel::language::Language;
use crate::kernel::moment::Moment;

/// A push that was taken
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
    /// When it was over; null until then
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Moment>,
    /// How far it is
    pub state: State,
    /// Whether it names all that is offered
    pub mode: Mode,
    /// What becomes of it where a row is refused
    pub atomicity: Atomicity,
    /// Whether it says only what would happen
    pub dry_run: bool,
    /// How many rows were sent
    pub rows: i32,
    /// How many rows became what, so far
    pub totals: TotalsView,
    /// Whether so many courses vanish that none is taken back: push again with `maxWithdrawals`
    pub withdrawals_refused: bool,
}

/// How many rows became what: created, updated, unchanged, rejected and asked together are sent. Vanished and withdrawn are courses, and counted apart
#[derive(Clone, Copy, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "PushTotals")]
#[schema(as = PushTotals)]
pub struct TotalsView {
    /// Rows of which it is told what became of them: all rows, once the push is over
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
    /// Courses that a push of all does not name
    pub vanished: i32,
    /// Courses among those that were taken back, as was answered
    pub withdrawn: i32,
}

/// What a push did, row by row, or would do
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Receipt", complex)]
#[schema(as = Receipt)]
pub struct ReceiptView {
    /// The push that it is of; null for a dry run that was answered at once
    #[graphql(skip)]
    pub push_id: Option<Uuid>,
    /// How far the push is; `refused` where it was all or nothing, and it tells what each row would have been
    pub state: State,
    /// Whether it says what would happen, and nothing did
    pub dry_run: bool,
    /// Whether the push names all that is offered
    pub mode: Mode,
    /// What becomes of the push where a row is refused
    pub atomicity: Atomicity,
    /// How many rows became what
    pub totals: TotalsView,
    /// Whether so many courses vanish that none is taken back: push again with `maxWithdrawals`
    pub withdrawals_refused: bool,
    /// What is asked because of it: about courses that vanish, and that come back
    #[graphql(skip)]
    pub questions: Vec<QuestionView>,
    /// Each row, in the order sent
    #[graphql(skip)]
    pub rows: Vec<ReceiptRowView>,
    /// The push, where its rows and questions are looked up when they are asked for.
    #[graphql(skip)]
    #[serde(skip)]
    #[schema(ignore)]
    pub kept: Option<Push>,
}

/// What is asked about a course because of a push
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "PushQuestion", complex)]
#[schema(as = PushQuestion)]
pub struct QuestionView {
    /// The sender's key of the course
    pub external_id: String,
    /// Why it is asked
    pub kind: QuestionKind,
    /// How it stands
    pub state: QuestionState,
    /// The course
    #[graphql(skip)]
    pub course_id: Uuid,
    /// The title of the course as it stood
    pub title: String,
    /// The number of the row that brings it back; null where it vanished
    pub row: Option<i32>,
    /// When it was answered; null until then
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answered_at: Option<Moment>,
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
    /// Where its cause and its remedy are told, with an example
    pub link: String,
}

impl From<Push> for PushView {
    fn from(push: Push) -> Self {
        Self {
            uuid: push.id.0,
            created_at: Moment(push.created_at),
            finished_at: push.finished_at.map(Moment),
            state: push.state,
            mode: push.options.mode,
            atomicity: push.options.atomicity,
            dry_run: push.options.dry_run,
            rows: push.rows,
            totals: push.totals.into(),
            withdrawals_refused: push.vanished_refused,
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
            vanished: totals.vanished,
            withdrawn: totals.withdrawn,
        }
    }
}

impl From<Question> for QuestionView {
    fn from(question: Question) -> Self {
        Self {
            external_id: question.external_id,
            kind: question.kind,
            state: question.state,
            course_id: question.course,
            title: question.title,
            row: question.row,
            answered_at: question.answered_at.map(Moment),
        }
    }
}

impl ReceiptView {
    /// A receipt in one language.
    pub fn of(receipt: Receipt, language: Language) -> Self {
        let rows = receipt.rows.into_iter();
        let questions = receipt.questions.into_iter();
        Self {
            push_id: receipt.push.map(|push| push.id.0),
            state: receipt.state,
            dry_run: receipt.options.dry_run,
            mode: receipt.options.mode,
            atomicity: receipt.options.atomicity,
            totals: receipt.totals.into(),
            withdrawals_refused: receipt.vanished_refused,
            questions: questions.map(QuestionView::from).collect(),
            rows: rows.map(|row| ReceiptRowView::of(row, language)).collect(),
            kept: None,
        }
    }

    /// The receipt of a push, of which rows and questions are looked up when asked for.
    pub fn kept(push: Push) -> Self {
        let receipt = Receipt::of(push, Vec::new());
        Self {
            kept: Some(push),
            ..Self::of(receipt, Language::default())
        }
    }
}

impl ReceiptRowView {
    /// What became of a row, in one language.
    pub fn of(row: ReceiptRow, language: Language) -> Self {
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
            link: link(&message.code),
            code: message.code.into_owned(),
        }
    }
}
