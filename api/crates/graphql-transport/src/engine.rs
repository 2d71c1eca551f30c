//! What HTTP, event streams and sockets share: from parameters to an answer.

use std::{
    pin::Pin,
    sync::{Arc, atomic::AtomicUsize},
};

use async_graphql::{
    Data, ObjectType, Request, Response, Schema, SubscriptionType, Value, Variables,
};
use futures_util::{FutureExt as _, Stream, StreamExt as _, future::BoxFuture, stream::BoxStream};

use crate::{
    document::{Document, Documents},
    errors::{Discretion, RequestError},
    operation::Operation,
    options::Options,
    params::Params,
    watched::{Progress, Watched},
};

/// Runs operations on a schema whose types are forgotten.
pub(crate) struct Engine {
    pub options: Options,
    pub documents: Documents,
    pub discretion: Discretion,
    pub open_sockets: AtomicUsize,
    execute: Box<dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync>,
    subscribe: Box<dyn Fn(Request) -> BoxStream<'static, Response> + Send + Sync>,
}

/// An operation whose document is found.
pub(crate) struct Found {
    pub operation: Operation,
    document: Arc<Document>,
    extensions: async_graphql::Extensions,
}

/// An answer, and whether it is that of an operation that began.
pub(crate) struct Outcome {
    pub response: Response,
    pub began: bool,
}

impl Outcome {
    /// Whether execution never began, so that there is no `data`.
    pub(crate) fn is_request_error(&self) -> bool {
        !self.began && !self.response.errors.is_empty() && self.response.data == Value::Null
    }
}

/// Answers of an operation, one after the other.
pub(crate) type Outcomes = Pin<Box<dyn Stream<Item = Outcome> + Send>>;

impl Engine {
    pub(crate) fn new<Q, M, S>(
        schema: Schema<Watched<Q>, Watched<M>, Watched<S>>,
        options: Options,
    ) -> Self
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        let discretion = Discretion::new(&schema, &options);
        let subscribing = schema.clone();
        Self {
            documents: Documents::new(&options),
            options,
            discretion,
            open_sockets: AtomicUsize::new(0),
            execute: Box::new(move |request| {
                let schema = schema.clone();
                async move { schema.execute(request).await }.boxed()
            }),
            subscribe: Box::new(move |request| subscribing.execute_stream(request)),
        }
    }

    /// Finds the document and the operation in it.
    pub(crate) fn find(&self, params: Params) -> Result<Found, RequestError> {
        let document = self.documents.find(&params)?;
        let (name, info) = document.select(params.operation_name.as_deref())?;
        let operation = Operation {
            document: document.digest,
            name: name.map(ToString::to_string),
            kind: info.kind,
            variables: params.variables,
        };
        Ok(Found {
            operation,
            document,
            extensions: params.extensions,
        })
    }

    /// Executes a query or a mutation.
    pub(crate) async fn execute(&self, found: &Found, data: Data) -> Outcome {
        let (request, progress) = match self.request(found, data) {
            Ok(request) => request,
            Err(error) => return self.refused(error),
        };
        let response = (self.execute)(request).await;
        self.judged(response, &progress)
    }

    /// Executes any operation as a stream.
    pub(crate) fn stream(self: &Arc<Self>, found: &Found, data: Data) -> Outcomes {
        let (request, progress) = match self.request(found, data) {
            Ok(request) => request,
            Err(error) => {
                let outcome = self.refused(error);
                return futures_util::stream::once(std::future::ready(outcome)).boxed();
            }
        };
        let engine = self.clone();
        (self.subscribe)(request)
            .map(move |response| engine.judged(response, &progress))
            .boxed()
    }

    /// An error of the request as an answer.
    pub(crate) fn refused(&self, error: RequestError) -> Outcome {
        let mut response = error.into_response();
        self.discretion.cap(&mut response.errors);
        Outcome {
            response,
            began: false,
        }
    }

    fn judged(&self, mut response: Response, progress: &Progress) -> Outcome {
        let began = progress.has_begun();
        self.discretion.apply(&mut response, began);
        Outcome { response, began }
    }

    fn request(&self, found: &Found, data: Data) -> Result<(Request, Progress), RequestError> {
        let name = found.operation.name.as_deref();
        let (_, info) = found.document.select(name)?;
        let variables: &Variables = &found.operation.variables;
        info.check_variables(variables)?;
        let progress = Progress::default();
        let mut request = Request::new("").variables(variables.clone());
        request.operation_name.clone_from(&found.operation.name);
        request.extensions.clone_from(&found.extensions);
        request.data = data;
        request.data.insert(progress.clone());
        request.set_parsed_query(found.document.tree.clone());
        if !self.options.introspection {
            request = request.disable_introspection();
        }
        Ok((request, progress))
    }
}
