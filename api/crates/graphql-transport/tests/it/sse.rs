//! GraphQL over server-sent events, distinct connections mode.

use std::sync::atomic::Ordering;

use actix_web::{App, http::Method, middleware::Compress, test};
use graphql_transport::Options;
use serde_json::json;

use crate::{
    sample::{SampleHost, transport},
    support::Call,
};

const STREAM: &str = "text/event-stream";

fn stream(query: &str) -> Call {
    Call::document(query).with("accept", STREAM)
}

#[actix_web::test]
async fn a_subscription_is_a_stream_of_events() {
    let answer = stream("subscription { count(to: 2) }").send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.media(), "text/event-stream; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(
        answer.text,
        "event: next\ndata: {\"data\":{\"count\":1}}\n\n\
         event: next\ndata: {\"data\":{\"count\":2}}\n\n\
         event: complete\ndata:\n\n"
    );
}

#[actix_web::test]
async fn queries_and_mutations_are_streams_of_one() {
    for (query, data) in [
        ("{ hello }", "{\"hello\":\"world\"}"),
        ("mutation { touch }", "{\"touch\":1}"),
    ] {
        let answer = stream(query).send().await;
        assert_eq!(
            answer.text,
            format!("event: next\ndata: {{\"data\":{data}}}\n\nevent: complete\ndata:\n\n")
        );
    }
}

#[actix_web::test]
async fn a_subscription_may_be_asked_by_get_and_a_mutation_not() {
    let host = SampleHost::default();
    let get = Call::get(&[("query", "subscription { count(to: 1) }")]).with("accept", STREAM);
    assert!(get.send().await.text.contains("\"count\":1"));
    let mutation = Call::get(&[("query", "mutation { touch }")]).with("accept", STREAM);
    let answer = mutation.send_to(&host, Options::default()).await;
    assert_eq!(answer.status, 405);
    assert_eq!(host.counter.load(Ordering::SeqCst), 0);
}

#[actix_web::test]
async fn what_cannot_begin_is_an_event_without_data() {
    for query in ["{", "{ nothing }"] {
        let answer = stream(query).send().await;
        assert_eq!(answer.status, 200);
        assert!(answer.text.starts_with("event: next\ndata: {\"errors\":"));
        assert!(answer.text.ends_with("event: complete\ndata:\n\n"));
        assert!(!answer.text.contains("\"data\":"));
    }
}

#[actix_web::test]
async fn a_malformed_request_is_400_all_the_same() {
    let answer = Call::post("{").with("accept", STREAM).send().await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.media(), "application/json; charset=utf-8");
}

#[actix_web::test]
async fn a_client_that_takes_both_gets_a_stream_for_subscriptions_only() {
    let accept = "application/graphql-response+json, application/json, text/event-stream";
    let query = Call::document("{ hello }").with("accept", accept);
    assert!(query.send().await.media().contains("graphql-response"));
    let subscription = Call::document("subscription { count(to: 1) }").with("accept", accept);
    assert!(subscription.send().await.media().contains("event-stream"));
}

#[actix_web::test]
async fn no_raw_text_leaves_in_an_event() {
    let answer = stream("subscription { leaky }").send().await;
    assert!(!answer.text.contains("hunter2"));
    assert!(answer.text.contains("\"leaky\":3"));
}

#[actix_web::test]
async fn rights_that_are_gone_end_the_stream_without_complete() {
    let host = SampleHost::default();
    host.revoked.store(true, Ordering::SeqCst);
    let call = stream("subscription { forever }");
    let answer = call.send_to(&host, Options::default()).await;
    assert_eq!(answer.text, "");
}

#[actix_web::test]
async fn a_stopping_server_ends_the_stream_without_complete() {
    let host = SampleHost::default();
    host.stop.send_replace(true);
    let call = stream("subscription { silent }");
    let answer = call.send_to(&host, Options::default()).await;
    assert_eq!(answer.text, "");
}

#[actix_web::test]
async fn a_quiet_stream_is_kept_alive() {
    let options = Options {
        sse_keepalive: std::time::Duration::from_millis(10),
        ..Options::default()
    };
    let call = stream("subscription { count(to: 1, pause: 60) }");
    let answer = call.send_to(&SampleHost::default(), options).await;
    assert!(answer.text.starts_with(":\n\n"));
    assert!(answer.text.ends_with("event: complete\ndata:\n\n"));
}

#[actix_web::test]
async fn head_never_opens_a_stream() {
    let query = serde_urlencoded::to_string([("query", "{ hello }")]).unwrap();
    let answer = Call::new(Method::HEAD, &format!("/graphql?{query}"))
        .with("accept", "text/event-stream, application/json")
        .send()
        .await;
    assert_eq!(answer.media(), "application/json; charset=utf-8");
    assert_eq!(answer.json(), json!({"data": {"hello": "world"}}));
}

#[actix_web::test]
async fn compressing_middleware_lets_events_through() {
    let transport = transport(&SampleHost::default(), Options::default());
    let app = App::new()
        .wrap(Compress::default())
        .service(transport.resource("/graphql"));
    let app = test::init_service(app).await;
    let request = test::TestRequest::post()
        .uri("/graphql")
        .insert_header(("accept", STREAM))
        .insert_header(("accept-encoding", "gzip"))
        .set_json(json!({"query": "subscription { count(to: 1) }"}));
    let response = test::call_service(&app, request.to_request()).await;
    let encoding = response.headers().get("content-encoding").unwrap();
    assert_eq!(encoding, "identity");
    let body = test::read_body(response).await;
    assert!(body.starts_with(b"event: next\n"));
}
