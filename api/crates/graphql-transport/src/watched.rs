//! Root types that tell when execution begins.
//!
//! The engine's errors do not say whether they come from validation, whose text
//! is for the client, or from a resolver, whose text is not. An extension could
//! tell, but with any extension present each field costs two look-ups and an
//! allocation. The root types know just as well and cost one look-up per root
//! field.

use std::{
    borrow::Cow,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, ObjectType, OutputType, Positioned, Response,
    Schema, SchemaBuilder, ServerResult, SubscriptionType, Value, parser::types::Field, registry,
    resolver_utils::resolve_container,
};
use futures_util::Stream;

use crate::options::Limits;

/// Starts a schema that a [`crate::Transport`] can serve.
///
/// Takes what `async_graphql::Schema::build` takes; data and directives may
/// follow. Extensions too, but each field then costs more, and what an
/// extension itself answers before execution is taken for validation.
pub fn build<Q, M, S>(
    query: Q,
    mutation: M,
    subscription: S,
    limits: &Limits,
) -> SchemaBuilder<Watched<Q>, Watched<M>, Watched<S>>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    Schema::build(Watched(query), Watched(mutation), Watched(subscription))
        .limit_complexity(limits.complexity)
        // Judged before, without writing fragments out again and again.
        .limit_recursive_depth(limits.nesting.saturating_mul(2))
}

/// A root type that tells when execution begins.
pub struct Watched<T>(T);

/// Whether execution has begun; put among the data of each request.
#[derive(Clone, Default)]
pub(crate) struct Progress(Arc<AtomicBool>);

impl Progress {
    pub(crate) fn has_begun(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn begin(context: &Context<'_>) {
        if let Some(progress) = context.data_opt::<Self>() {
            progress.0.store(true, Ordering::Release);
        }
    }
}

impl<T: ContainerType> ContainerType for Watched<T> {
    fn is_empty() -> bool {
        T::is_empty()
    }

    fn resolve_field(
        &self,
        ctx: &Context<'_>,
    ) -> impl Future<Output = ServerResult<Option<Value>>> + Send {
        Progress::begin(ctx);
        self.0.resolve_field(ctx)
    }

    fn find_entity(
        &self,
        ctx: &Context<'_>,
        params: &Value,
    ) -> impl Future<Output = ServerResult<Option<Value>>> + Send {
        Progress::begin(ctx);
        self.0.find_entity(ctx, params)
    }
}

impl<T: ContainerType> OutputType for Watched<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        self.0.introspection_type_name()
    }

    fn create_type_info(registry: &mut registry::Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        resolve_container(ctx, self).await
    }
}

impl<T: ObjectType> ObjectType for Watched<T> {}

impl<T: SubscriptionType> SubscriptionType for Watched<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut registry::Registry) -> String {
        T::create_type_info(registry)
    }

    fn is_empty() -> bool {
        T::is_empty()
    }

    fn create_field_stream<'a>(
        &'a self,
        ctx: &'a Context<'_>,
    ) -> Option<Pin<Box<dyn Stream<Item = Response> + Send + 'a>>> {
        Progress::begin(ctx);
        self.0.create_field_stream(ctx)
    }
}
