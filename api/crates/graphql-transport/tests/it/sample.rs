//! A small application: a schema and a host, used by the tests and the example.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use actix_web::HttpRequest;
use async_graphql::{
    Context, Data, Error, InputValueError, InputValueResult, Object, Scalar, ScalarType,
    SimpleObject, Subscription, Value,
};
use futures_util::{Stream, StreamExt as _, stream};
use graphql_transport::{Disclosed, Host, Options, Refusal, Transport, build};
use tokio::sync::watch;

/// The application's error: it has no `Display`, so it cannot be converted by
/// accident.
#[derive(Clone, Debug)]
pub enum ApiError {
    Taken,
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Taken => Disclosed::error("sample.taken", "the name is taken"),
        }
    }
}

/// Who asks.
#[derive(Clone, Default)]
pub struct Viewer {
    pub name: String,
    pub expires: Option<Instant>,
}

/// A custom scalar.
#[derive(Clone)]
pub struct Even(i64);

#[Scalar]
impl ScalarType for Even {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::Number(number) => match number.as_i64() {
                Some(number) if number % 2 == 0 => Ok(Self(number)),
                _ => Err(InputValueError::custom("the number is not even")),
            },
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::from(self.0)
    }
}

#[derive(SimpleObject)]
pub struct Pair {
    left: i32,
    right: i32,
}

pub struct Node;

#[Object]
impl Node {
    async fn node(&self) -> Self {
        Self
    }
    async fn nodes(&self) -> Vec<Self> {
        vec![Self, Self]
    }
    async fn name(&self) -> &str {
        "node"
    }
    /// Never null, and always failing.
    async fn broken(&self) -> Result<i32, Error> {
        Err(Error::new("row 17 of secret_table is corrupt"))
    }
}

pub struct Query;

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "world"
    }
    async fn greeting(&self, name: String) -> String {
        format!("hello {name}")
    }
    async fn viewer(&self, ctx: &Context<'_>) -> Result<String, Error> {
        Ok(ctx.data::<Viewer>()?.name.clone())
    }
    async fn even(&self, number: Even) -> i64 {
        number.0
    }
    async fn short(&self, #[graphql(validator(max_length = 3))] text: String) -> usize {
        text.len()
    }
    async fn bulk(&self, size: usize) -> String {
        "x".repeat(size)
    }
    async fn slow(&self) -> i32 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        1
    }
    async fn fast(&self) -> i32 {
        2
    }
    async fn pair(&self) -> Pair {
        Pair { left: 1, right: 2 }
    }
    async fn node(&self) -> Node {
        Node
    }
    async fn maybe_node(&self) -> Option<Node> {
        Some(Node)
    }
    #[graphql(complexity = "first * child_complexity")]
    async fn list(&self, first: usize) -> Vec<Node> {
        (0..first.min(3)).map(|_| Node).collect()
    }
    async fn taken(&self) -> Option<Result<i32, ApiError>> {
        Some(Err(ApiError::Taken))
    }
    /// Fails with a source that is not ours.
    async fn sourced(&self) -> Option<Result<i32, Error>> {
        Some(Err(std::io::Error::other("password=hunter2").into()))
    }
    /// Fails without a source.
    async fn bare(&self) -> Option<Result<i32, Error>> {
        Some(Err(Error::new("password=hunter2")))
    }
    /// Fails with a text that looks like the engine's own.
    async fn disguised(&self, form: i32) -> Option<Result<i32, Error>> {
        Some(Err(Error::new(match form {
            0 => "Unknown field \"password=hunter2\" on type \"Query\".",
            1 => "Failed to parse \"/etc/hunter2\": no such file",
            _ => "Invalid value for argument hunter2",
        })))
    }
    async fn many_failures(&self) -> Vec<Option<Node>> {
        (0..100).map(|_| Some(Node)).collect()
    }
    async fn with_header(&self, ctx: &Context<'_>) -> bool {
        ctx.insert_http_header("x-sample", "yes");
        true
    }
}

pub struct Mutation;

#[Object]
impl Mutation {
    async fn touch(&self, ctx: &Context<'_>) -> Result<usize, Error> {
        let touched = ctx.data::<Arc<AtomicUsize>>()?;
        Ok(touched.fetch_add(1, Ordering::SeqCst) + 1)
    }
}

pub struct Feed;

#[Subscription]
impl Feed {
    /// Counts up, with a pause before each number.
    async fn count(
        &self,
        to: i32,
        #[graphql(default = 0)] pause: u64,
    ) -> impl Stream<Item = i32> + use<> {
        stream::iter(1..=to).then(move |number| async move {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            number
        })
    }
    async fn forever(&self) -> impl Stream<Item = i32> + use<> {
        stream::unfold(0, |number| async move {
            tokio::time::sleep(Duration::from_millis(10)).await;
            Some((number, number + 1))
        })
    }
    /// Never says anything; tells when it is dropped.
    async fn silent(&self, ctx: &Context<'_>) -> Result<impl Stream<Item = i32> + use<>, Error> {
        let guard = Running::new(ctx.data::<Arc<AtomicUsize>>()?.clone());
        Ok(stream::pending().map(move |number: i32| {
            let _ = &guard;
            number
        }))
    }
    async fn refused(&self) -> Result<impl Stream<Item = i32> + use<>, ApiError> {
        Err::<stream::Pending<i32>, _>(ApiError::Taken)
    }
    async fn leaky(&self) -> impl Stream<Item = Result<i32, Error>> + use<> {
        stream::iter([Ok(1), Err(Error::new("password=hunter2")), Ok(3)])
    }
}

/// Counts what runs.
struct Running(Arc<AtomicUsize>);

impl Running {
    fn new(count: Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The application's side of the transport.
#[derive(Clone)]
pub struct SampleHost {
    pub counter: Arc<AtomicUsize>,
    pub revoked: Arc<AtomicBool>,
    pub stop: watch::Sender<bool>,
}

impl Default for SampleHost {
    fn default() -> Self {
        Self {
            counter: Arc::default(),
            revoked: Arc::default(),
            stop: watch::Sender::new(false),
        }
    }
}

impl Host for SampleHost {
    type Viewer = Viewer;

    async fn viewer(&self, request: &HttpRequest) -> Result<Viewer, Refusal> {
        let name = request
            .headers()
            .get("x-viewer")
            .map_or("nobody", |value| value.to_str().unwrap_or_default());
        if name == "stranger" {
            return Err(Refusal::unauthorized("who are you?"));
        }
        Ok(Viewer {
            name: name.to_owned(),
            expires: None,
        })
    }

    async fn connect(
        &self,
        _request: &HttpRequest,
        payload: &serde_json::Value,
    ) -> Result<Viewer, Refusal> {
        if payload["token"] == "bad" {
            return Err(Refusal::forbidden("the token is not valid"));
        }
        let expires = payload["expiresInMs"]
            .as_u64()
            .map(|ms| Instant::now() + Duration::from_millis(ms));
        let name = payload["name"].as_str().unwrap_or("nobody").to_owned();
        Ok(Viewer { name, expires })
    }

    fn data(&self, viewer: &Viewer) -> Data {
        let mut data = Data::default();
        data.insert(viewer.clone());
        data.insert(self.counter.clone());
        data
    }

    fn expires(&self, viewer: &Viewer) -> Option<Instant> {
        viewer.expires
    }

    async fn recheck(&self, _viewer: &Viewer) -> Result<(), Refusal> {
        if self.revoked.load(Ordering::SeqCst) {
            return Err(Refusal::forbidden("your rights are gone"));
        }
        Ok(())
    }

    fn shutdown(&self) -> impl Future<Output = ()> + 'static {
        let mut stop = self.stop.subscribe();
        async move {
            let _ = stop.wait_for(|stop| *stop).await;
        }
    }
}

/// The application, with options of the caller's.
pub fn transport(host: &SampleHost, options: Options) -> Transport<SampleHost> {
    let schema = build(Query, Mutation, Feed, &options.limits).finish();
    Transport::new(schema, host.clone(), options)
}
