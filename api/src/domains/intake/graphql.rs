//! The GraphQL door to pushes.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};
use tokio::sync::OnceCell;

use super::model::{self, Key, PushId, Receipt, Sent};
use super::service::{self, PushRow};
use super::view::{PushView, ReceiptRowView, ReceiptView};
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

/// A push that was done
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Push {
    #[graphql(flatten)]
    view: PushView,
    #[graphql(skip)]
    beside: Arc<Beside>,
}

/// The pushes that were found together: their receipts are looked up in one statement,
/// and only when somebody asks for one.
#[derive(Debug)]
struct Beside {
    pushes: Vec<model::Push>,
    receipts: OnceCell<HashMap<PushId, Receipt>>,
}

impl Push {
    fn page(page: Page<model::Push>) -> Page<Self> {
        let pushes = page.entries.iter().map(|(_, push)| *push).collect();
        let receipts = OnceCell::new();
        let beside = Arc::new(Beside { pushes, receipts });
        page.map(|push| Self {
            view: push.into(),
            beside: beside.clone(),
        })
    }

    fn alone(push: model::Push, receipt: Option<Receipt>) -> Self {
        let receipts = receipt.map(|receipt| HashMap::from([(push.id, receipt)]));
        let beside = Beside {
            pushes: vec![push],
            receipts: OnceCell::new_with(receipts),
        };
        Self {
            view: push.into(),
            beside: Arc::new(beside),
        }
    }
}

#[ComplexObject]
impl Push {
    /// The global id
    async fn id(&self) -> ID {
        PushId(self.view.uuid).global()
    }

    /// What became of each row
    #[graphql(complexity = "RECEIPT + child_complexity")]
    async fn receipt(&self, ctx: &Context<'_>) -> Result<ReceiptView, ApiError> {
        let (backend, _) = ctx.caller()?;
        let look = || service::receipts(backend, &self.beside.pushes);
        let receipts = self.beside.receipts.get_or_try_init(look).await?;
        let found = receipts.get(&PushId(self.view.uuid)).cloned();
        let receipt = found.ok_or_else(ApiError::not_found)?;
        Ok(ReceiptView::of(receipt, ctx.language()))
    }
}

#[ComplexObject]
impl ReceiptView {
    /// Each row, in the order sent
    async fn rows(
        &self,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<ReceiptRowView> {
        let (page, faults) = first_after(first, after.as_deref());
        joined(faults, Ok::<_, ApiError>(()))?;
        let all: Vec<usize> = (0..self.rows.len()).collect();
        let found = page.cut(&all, |at| Cursor(vec![format!("{at:08}")]));
        Ok(connection(found.map(|at| self.rows[at].clone())))
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
    /// The rows, 1 to 500
    pub rows: Vec<PushRow>,
    /// Whether to say only what would happen
    #[graphql(default)]
    pub dry_run: bool,
}

/// What a push did
#[derive(SimpleObject)]
pub struct PushCreatePayload {
    /// The push; null for a dry run
    pub push: Option<Push>,
    /// What became of each row, or would
    pub receipt: ReceiptView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this push; null for a dry run
    pub catalogue_version: Option<String>,
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
        let rows: Result<Vec<_>, _> = input.rows.iter().map(serde_json::to_value).collect();
        let rows = rows.map_err(|error| ApiError::internal(&error))?;
        let sent = joined(faults, Sent::list(rows, input.dry_run))?;
        let Some(key) = key else {
            return Err(ApiError::internal(&"a key that is missing has a fault"));
        };
        let receipt = service::push(backend, catalogue, actor, &key, sent).await?;
        let done = receipt.push;
        Ok(PushCreatePayload {
            push: done.map(|push| Push::alone(push, Some(receipt.clone()))),
            catalogue_version: done.map(|_| catalogue.now().position.to_string()),
            receipt: ReceiptView::of(receipt, ctx.language()),
        })
    }
}
