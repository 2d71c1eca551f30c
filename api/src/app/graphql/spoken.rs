//! Root types whose failures are worded in the language of the request.
//!
//! A failure becomes a GraphQL error deep inside the engine, where the request is
//! out of reach. Everything below a root field runs inside its future, so the
//! language is set around that: one look-up per root field.

use std::borrow::Cow;
use std::pin::Pin;
use std::task::Poll;

use async_graphql::futures_util::Stream;
use async_graphql::futures_util::stream::poll_fn;
use async_graphql::parser::types::Field;
use async_graphql::resolver_utils::resolve_container;
use async_graphql::{
    ContainerType, Context, ContextSelectionSet, ObjectType, OutputType, Positioned, Response,
    ServerResult, SubscriptionType, Value, registry,
};

use crate::kernel::door::Caller;
use crate::kernel::language::SPOKEN;

/// A root type whose failures are worded in the language of the request.
#[derive(Debug, Default)]
pub struct Spoken<T>(pub T);

impl<T: ContainerType> ContainerType for Spoken<T> {
    fn is_empty() -> bool {
        T::is_empty()
    }

    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        let speaking = self.0.resolve_field(ctx);
        SPOKEN.scope(ctx.language(), speaking).await
    }

    fn find_entity(
        &self,
        ctx: &Context<'_>,
        params: &Value,
    ) -> impl Future<Output = ServerResult<Option<Value>>> + Send {
        self.0.find_entity(ctx, params)
    }
}

impl<T: ContainerType + OutputType> OutputType for Spoken<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
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

impl<T: ObjectType> ObjectType for Spoken<T> {}

impl<T: SubscriptionType> SubscriptionType for Spoken<T> {
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
        let language = ctx.language();
        let mut events = SPOKEN.sync_scope(language, || self.0.create_field_stream(ctx))?;
        Some(Box::pin(poll_fn(
            move |context| -> Poll<Option<Response>> {
                SPOKEN.sync_scope(language, || events.as_mut().poll_next(context))
            },
        )))
    }
}
