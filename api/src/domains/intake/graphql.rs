//! The GraphQL door to pushes.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject, Subscription};
use futures_util::{Stream, StreamExt};
use tokio::sync::OnceCell;

use super::desk::Desk;
use super::model::{
    self, AT_ONCE, Atomicity, Key, Mode, Options, PushId, Receipt, Sent, out_of_range,
};
use super::service::{self, AnswerWish, PushRow, Pushed};
use super::view::{PushView, QuestionView, ReceiptRowView, ReceiptView};
use crate::domains::catalogue::Catalogue;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, Kind, joined};
use crate::kernel::id::{CourseId, Identity};
use crate::kernel::page::{Cursor, Page, PageRequest, Total, connection};

type Paged<T> = Result<Connection<Cursor, T, Total, EmptyFields>, ApiError>;

/// What a whole receipt costs, in fields: asked of every push on a long page, it is more
/// than one answer may cost.
const RECEIPT: usize = 100;

fn size(first: Option<i32>) -> usize {
    first.map_or(PageRequest::DEFAULT_SIZE, |first| {
        first.clamp(1, PageRequest::MAX_SIZE as i32) as usize
    })
}

/// What can be asked of pushes
#[derive(Debug, Default)]
pub struct IntakeQuery;

/// What organisations can push
#[derive(Debug, Default)]
pub struct IntakeMutation;

/// What can be followed of pushes
#[derive(Debug, Default)]
pub struct IntakeSubscription;

/// A push that was taken
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Push {
    #[graphql(flatten)]
    view: PushView,
    #[graphql(skip)]
    push: model::Push,
    #[graphql(skip)]
    beside: Arc<Beside>,
}

/// The pushes that were found together: the receipts of those that are short are looked up in
/// one statement, and only when somebody asks for one.
#[derive(Debug)]
struct Beside {
    short: Vec<model::Push>,
    receipts: OnceCell<HashMap<PushId, Receipt>>,
}

impl Push {
    fn page(page: Page<model::Push>) -> Page<Self> {
        let pushes = page.entries.iter().map(|(_, push)| *push);
        let beside = Arc::new(Beside {
            short: pushes.filter(is_short).collect(),
            receipts: OnceCell::new(),
        });
        page.map(|push| Self {
            view: push.into(),
            push,
            beside: beside.clone(),
        })
    }

    fn alone(push: model::Push, receipt: Option<Receipt>) -> Self {
        let receipts = receipt.map(|receipt| HashMap::from([(push.id, receipt)]));
        let beside = Beside {
            short: Some(push).into_iter().filter(is_short).collect(),
            receipts: OnceCell::new_with(receipts),
        };
        Self {
            view: push.into(),
            push,
            beside: Arc::new(beside),
        }
    }
}

/// Whether a receipt is short enough to be read as a whole.
fn is_short(push: &model::Push) -> bool {
    usize::try_from(push.rows).is_ok_and(|rows| rows <= AT_ONCE)
}

#[ComplexObject]
impl Push {
    /// The global id
    async fn id(&self) -> ID {
        self.push.id.global()
    }

    /// What became of each row, so far
    #[graphql(complexity = "RECEIPT + child_complexity")]
    async fn receipt(&self, ctx: &Context<'_>) -> Result<ReceiptView, ApiError> {
        let kept = ReceiptView::kept(self.push);
        if !is_short(&self.push) {
            return Ok(kept);
        }
        let (backend, _) = ctx.caller()?;
        let look = || service::receipts(backend, &self.beside.short);
        let receipts = self.beside.receipts.get_or_try_init(look).await?;
        let found = receipts.get(&self.push.id).cloned();
        let receipt = found.ok_or_else(ApiError::not_found)?;
        let whole = ReceiptView::of(receipt, ctx.language());
        Ok(ReceiptView {
            rows: whole.rows,
            ..kept
        })
    }
}

/// The place in a list that is here as a whole.
fn cut<T: Clone>(page: &PageRequest, all: &[T]) -> Page<T> {
    let places: Vec<usize> = (0..all.len()).collect();
    let found = page.cut(&places, |at| Cursor(vec![format!("{at:08}")]));
    found.map(|at| all[at].clone())
}

#[ComplexObject]
impl ReceiptView {
    /// Each row, in the order sent
    async fn rows(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<ReceiptRowView> {
        let (page, faults) = first_after(first, after.as_deref());
        joined(faults, Ok::<_, ApiError>(()))?;
        let found = match self.kept.filter(|push| !is_short(push)) {
            None => cut(&page, &self.rows),
            Some(push) => {
                let (backend, _) = ctx.caller()?;
                let found = service::page_of_receipt(backend, push, &page).await?;
                found.map(|row| ReceiptRowView::of(row, ctx.language()))
            }
        };
        Ok(connection(found))
    }

    /// What is asked because of it: about courses that vanish, and that come back
    async fn questions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<QuestionView> {
        let (page, faults) = first_after(first, after.as_deref());
        joined(faults, Ok::<_, ApiError>(()))?;
        let found = match self.kept {
            None => cut(&page, &self.questions),
            Some(push) => {
                let (backend, _) = ctx.caller()?;
                let found = service::page_of_questions(backend, push, &page).await?;
                found.map(QuestionView::from)
            }
        };
        Ok(connection(found))
    }
}

#[ComplexObject]
impl QuestionView {
    /// The course
    async fn course_id(&self) -> ID {
        CourseId(self.course_id).global()
    }
}

#[ComplexObject]
impl ReceiptRowView {
    /// The course; null where the row is refused, or would make one
    async fn course_id(&self) -> Option<ID> {
        self.course_id.map(|id| CourseId(id).global())
    }
}

#[Object]
impl IntakeQuery {
    /// The pushes of my organisation, newest first
    #[graphql(complexity = "size(first) * child_complexity")]
    async fn pushes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<Push> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::pushes(backend, actor, &page).await;
        Ok(connection(Push::page(joined(faults, found)?)))
    }

    /// A push of my organisation; null where there is none
    async fn push(&self, ctx: &Context<'_>, id: ID) -> Option<Result<Push, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            service::one(backend, actor, PushId::from_global(&id)?).await
        };
        match found.await {
            Ok(push) => Some(Ok(Push::alone(push, None))),
            Err(error) if error.kind == Kind::NotFound => None,
            Err(error) => Some(Err(error)),
        }
    }
}

/// Rows to push
#[derive(InputObject)]
pub struct PushCreateInput {
    /// Your own name for this push: sent again, the same push. 1 to 255 visible ASCII characters
    pub idempotency_key: String,
    /// The rows, 1 to 500; more go to `POST /v1/pushes`
    pub rows: Vec<PushRow>,
    /// Whether to say only what would happen
    #[graphql(default)]
    pub dry_run: bool,
    /// Whether the rows are all that is offered; `DELTA` where left out
    pub mode: Option<Mode>,
    /// What becomes of the push where a row is refused; `ROW` where left out
    pub atomicity: Option<Atomicity>,
    /// The most courses that may be taken back because no row names them, 0 to 1,000,000
    pub max_withdrawals: Option<i32>,
}

/// What a push did
#[derive(SimpleObject)]
pub struct PushCreatePayload {
    /// The push; null for a dry run. It waits where another push of the organisation is done
    pub push: Option<Push>,
    /// What became of each row, or would
    pub receipt: ReceiptView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this push; null where nothing was done yet
    pub catalogue_version: Option<String>,
}

/// Answers to what is asked because of a push
#[derive(InputObject)]
pub struct PushAnswerInput {
    /// The push
    pub push_id: ID,
    /// The answers, 1 to 500: all are carried out, or none
    pub answers: Vec<AnswerWish>,
}

/// What became of answers
#[derive(SimpleObject)]
pub struct PushAnswerPayload {
    /// The push
    pub push: Push,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this
    pub catalogue_version: String,
}

#[Object]
impl IntakeMutation {
    /// Push courses of my organisation. A row that is wrong is refused with every fault named; the others stand. The same key with the same rows gives the same receipt for 30 days
    async fn push_create(
        &self,
        ctx: &Context<'_>,
        input: PushCreateInput,
    ) -> Result<PushCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::may_push(actor)?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let mut faults = Vec::new();
        let place = "/idempotencyKey";
        let key = Key::parse(place, Some(&input.idempotency_key), &mut faults);
        faults.extend(out_of_range("/maxWithdrawals", input.max_withdrawals));
        let usual = Options::usual(input.dry_run);
        let options = Options {
            mode: input.mode.unwrap_or(usual.mode),
            atomicity: input.atomicity.unwrap_or(usual.atomicity),
            max_withdrawals: input.max_withdrawals,
            ..usual
        };
        let rows: Result<Vec<_>, _> = input.rows.iter().map(serde_json::to_value).collect();
        let rows = rows.map_err(|error| ApiError::internal(&error))?;
        let sent = joined(faults, Sent::list(rows, options))?;
        let Some(key) = key else {
            return Err(ApiError::internal(&"a key that is missing has a fault"));
        };
        let receipt = match service::push(backend, catalogue, actor, &key, sent).await? {
            Pushed::Told(receipt) => *receipt,
            Pushed::Taken(push) => {
                return Ok(PushCreatePayload {
                    push: Some(Push::alone(push, None)),
                    receipt: ReceiptView::kept(push),
                    catalogue_version: None,
                });
            }
        };
        let done = receipt.push;
        Ok(PushCreatePayload {
            push: done.map(|push| Push::alone(push, Some(receipt.clone()))),
            catalogue_version: done.map(|_| catalogue.now().position.to_string()),
            receipt: ReceiptView::of(receipt, ctx.language()),
        })
    }

    /// Answer what a push asks about courses that vanish, and that come back under another title. One that was given before stays
    async fn push_answer(
        &self,
        ctx: &Context<'_>,
        input: PushAnswerInput,
    ) -> Result<PushAnswerPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let id = PushId::from_global(&input.push_id)?;
        let answers = (id, input.answers);
        let push = service::answer(backend, catalogue, actor, answers).await?;
        Ok(PushAnswerPayload {
            push: Push::alone(push, None),
            catalogue_version: catalogue.now().position.to_string(),
        })
    }
}

#[Subscription]
impl IntakeSubscription {
    /// A push as it stands, and again whenever more of it is done; it ends when the push is over
    async fn push_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which push")] id: ID,
    ) -> Result<impl Stream<Item = Result<Push, ApiError>> + use<>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let desk: &Arc<Desk> = ctx.given()?;
        let id = PushId::from_global(&id)?;
        let pushes = service::follow(backend, desk, actor, id).await?;
        Ok(pushes.map(|push| push.map(|push| Push::alone(push, None))))
    }
}
