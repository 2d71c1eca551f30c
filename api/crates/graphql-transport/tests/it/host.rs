//! What the application may add.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use actix_web::{
    App, HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, HeaderValue},
    test,
};
use async_graphql::{EmptyMutation, EmptySubscription};
use bytes::Bytes;
use graphql_transport::{Host, Operation, Options, Refusal, Transport, build};
use serde_json::{Value, json};

use crate::sample::Query;

type Key = ([u8; 32], Option<String>, String);

/// Keeps answers, sets headers, and renders refusals as it likes.
#[derive(Clone, Default)]
struct Keeper {
    kept: Arc<Mutex<HashMap<Key, Bytes>>>,
    recalled: Arc<Mutex<usize>>,
}

fn key(operation: &Operation) -> Key {
    (
        operation.document,
        operation.name.clone(),
        operation.variables.to_string(),
    )
}

impl Host for Keeper {
    type Viewer = ();

    async fn viewer(&self, _request: &HttpRequest) -> Result<(), Refusal> {
        Ok(())
    }

    async fn connect(&self, _request: &HttpRequest, _payload: &Value) -> Result<(), Refusal> {
        Ok(())
    }

    fn refuse(&self, request: &HttpRequest, refusal: &Refusal) -> HttpResponse {
        HttpResponse::build(refusal.status)
            .content_type("application/problem+json")
            .json(json!({"code": refusal.code, "instance": request.path()}))
    }

    fn recall(&self, _viewer: &(), operation: &Operation) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap().get(&key(operation)).cloned();
        *self.recalled.lock().unwrap() += usize::from(kept.is_some());
        kept
    }

    fn keep(&self, _viewer: &(), operation: &Operation, answer: &Bytes) {
        let mut kept = self.kept.lock().unwrap();
        kept.insert(key(operation), answer.clone());
    }

    fn finish(&self, _viewer: &(), _operation: &Operation, response: &mut HttpResponse) {
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("max-age=5"));
    }
}

async fn ask(keeper: &Keeper, body: Value) -> (u16, Option<String>, Bytes) {
    let options = Options::default();
    let schema = build(Query, EmptyMutation, EmptySubscription, &options.limits).finish();
    let transport = Transport::new(schema, keeper.clone(), options);
    let app = test::init_service(App::new().service(transport.resource("/graphql"))).await;
    let request = test::TestRequest::post().uri("/graphql").set_json(body);
    let response = test::call_service(&app, request.to_request()).await;
    let cache = response
        .headers()
        .get(CACHE_CONTROL)
        .map(|value| value.to_str().unwrap().to_owned());
    (
        response.status().as_u16(),
        cache,
        test::read_body(response).await,
    )
}

#[actix_web::test]
async fn an_answer_may_be_kept_and_recalled() {
    let keeper = Keeper::default();
    let body = json!({
        "query": "query($n: String!) { greeting(name: $n) }",
        "variables": {"n": "x"},
    });
    let first = ask(&keeper, body.clone()).await;
    let second = ask(&keeper, body).await;
    assert_eq!(first, second);
    assert_eq!(first.1.as_deref(), Some("max-age=5"));
    assert_eq!(*keeper.recalled.lock().unwrap(), 1);
}

#[actix_web::test]
async fn answers_with_errors_or_headers_are_never_offered() {
    let keeper = Keeper::default();
    for query in [
        "{ hello bare }",
        "{ taken }",
        "{ nothing }",
        "{ withHeader }",
    ] {
        ask(&keeper, json!({"query": query})).await;
    }
    assert!(keeper.kept.lock().unwrap().is_empty());
}

#[actix_web::test]
async fn refusals_look_as_the_host_likes() {
    let options = Options::default();
    let schema = build(Query, EmptyMutation, EmptySubscription, &options.limits).finish();
    let transport = Transport::new(schema, Keeper::default(), options);
    let app = test::init_service(App::new().service(transport.resource("/graphql"))).await;
    let request = test::TestRequest::delete().uri("/graphql").to_request();
    let response = test::call_service(&app, request).await;
    assert_eq!(response.status(), 405);
    assert!(response.headers().contains_key("allow"));
    let body: Value = test::read_body_json(response).await;
    assert_eq!(
        body,
        json!({"code": "http.method_not_allowed", "instance": "/graphql"})
    );
}

#[actix_web::test]
async fn a_schema_without_mutations_says_so() {
    let keeper = Keeper::default();
    let (status, _, body) = ask(&keeper, json!({"query": "mutation { touch }"})).await;
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(status, 200);
    assert!(body.get("data").is_none());
    let code = &body["errors"][0]["extensions"]["code"];
    assert_eq!(code, "graphql.validation_failed");
}

#[actix_web::test]
async fn the_printed_schema_is_that_of_the_roots() {
    let options = Options::default();
    let plain = async_graphql::Schema::new(Query, EmptyMutation, EmptySubscription);
    let built = build(Query, EmptyMutation, EmptySubscription, &options.limits).finish();
    assert_eq!(built.sdl(), plain.sdl());
}
