//! What the application may add.

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

/// Marks answers that it is offered, and renders refusals as it likes.
#[derive(Clone, Default)]
struct Keeper;

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

    fn keep(&self, _viewer: &(), operation: &Operation, response: &mut HttpResponse) {
        let value = format!("max-age={}", operation.variables.len());
        let value = HeaderValue::try_from(value).unwrap();
        response.headers_mut().insert(CACHE_CONTROL, value);
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
async fn an_answer_is_offered_for_keeping() {
    let body = json!({
        "query": "query($n: String!) { greeting(name: $n) }",
        "variables": {"n": "x"},
    });
    let (status, cache, _) = ask(&Keeper, body).await;
    assert_eq!((status, cache.as_deref()), (200, Some("max-age=1")));
}

#[actix_web::test]
async fn answers_with_errors_or_headers_are_never_offered() {
    for query in [
        "{ hello bare }",
        "{ taken }",
        "{ nothing }",
        "{ withHeader }",
    ] {
        let (_, cache, _) = ask(&Keeper, json!({"query": query})).await;
        assert_eq!(cache, None, "{query}");
    }
}

#[actix_web::test]
async fn refusals_look_as_the_host_likes() {
    let options = Options::default();
    let schema = build(Query, EmptyMutation, EmptySubscription, &options.limits).finish();
    let transport = Transport::new(schema, Keeper, options);
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
    let keeper = Keeper;
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
