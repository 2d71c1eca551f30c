//! Methods, media types, statuses.

use std::sync::atomic::Ordering;

use actix_web::http::{Method, StatusCode};
use graphql_transport::Options;
use serde_json::json;

use crate::{
    sample::SampleHost,
    support::{Call, RESPONSE},
};

const JSON_UTF8: &str = "application/json; charset=utf-8";
const RESPONSE_UTF8: &str = "application/graphql-response+json; charset=utf-8";

fn hello() -> Call {
    Call::post(json!({"query": "{ hello }"}))
}

#[actix_web::test]
async fn a_query_is_answered_by_post() {
    let answer = hello().send().await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.text, r#"{"data":{"hello":"world"}}"#);
    assert_eq!(answer.header("vary"), "Accept");
}

#[actix_web::test]
async fn the_media_type_follows_accept() {
    for (accept, media) in [
        ("", JSON_UTF8),
        ("*/*", JSON_UTF8),
        ("application/json", JSON_UTF8),
        (RESPONSE, RESPONSE_UTF8),
        (
            "application/json;q=0.1, application/graphql-response+json;q=0.2",
            RESPONSE_UTF8,
        ),
    ] {
        let answer = hello().with("accept", accept).send().await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.media(), media, "{accept}");
    }
    assert_eq!(hello().send().await.media(), JSON_UTF8);
}

#[actix_web::test]
async fn what_cannot_be_accepted_is_406() {
    let answer = hello().with("accept", "text/html").send().await;
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(answer.code(), "http.not_acceptable");
    assert!(!answer.media().contains("graphql"));
}

#[actix_web::test]
async fn only_json_bodies_are_taken() {
    let host = SampleHost::default();
    let body = json!({"query": "mutation { touch }"});
    for media in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=latin1",
        "",
    ] {
        let call = Call::post(&body).with("content-type", media);
        let answer = call.send_to(&host, Options::default()).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{media}");
    }
    let compressed = Call::post(&body).with("content-encoding", "gzip");
    let answer = compressed.send_to(&host, Options::default()).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(host.counter.load(Ordering::SeqCst), 0);

    let utf8 = hello().with("content-type", "Application/JSON; Charset=UTF-8");
    assert_eq!(utf8.send().await.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_post_without_media_type_is_415() {
    let answer = Call::new(Method::POST, "/graphql").send().await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(answer.header("accept-post"), "application/json");
}

#[actix_web::test]
async fn other_methods_are_405() {
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = Call::new(method, "/graphql").send().await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "GET, HEAD, POST, OPTIONS");
    }
    let options = Call::new(Method::OPTIONS, "/graphql").send().await;
    assert_eq!(options.status, StatusCode::NO_CONTENT);
    assert_eq!(options.header("allow"), "GET, HEAD, POST, OPTIONS");
}

#[actix_web::test]
async fn a_query_is_answered_by_get() {
    let answer = Call::get(&[
        (
            "query",
            "query A($n: String!) { greeting(name: $n) } query B { hello }",
        ),
        ("operationName", "A"),
        ("variables", r#"{"n":"you & me"}"#),
        ("extensions", ""),
    ])
    .send()
    .await;
    assert_eq!(
        answer.json(),
        json!({"data": {"greeting": "hello you & me"}})
    );
    let empty = Call::get(&[
        ("query", "{ hello }"),
        ("operationName", ""),
        ("variables", ""),
    ]);
    assert_eq!(empty.send().await.status, StatusCode::OK);
}

#[actix_web::test]
async fn head_is_answered_as_get() {
    let answer = Call::new(Method::HEAD, "/graphql?query=%7Bhello%7D")
        .send()
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.media(), JSON_UTF8);
}

#[actix_web::test]
async fn a_mutation_by_get_is_405_and_not_executed() {
    let host = SampleHost::default();
    for query in [
        "mutation { touch }",
        "query A { hello } mutation B { touch }",
    ] {
        let call = Call::get(&[
            ("query", query),
            ("operationName", if query.contains('B') { "B" } else { "" }),
        ]);
        let answer = call.send_to(&host, Options::default()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "POST");
        assert!(!answer.media().contains("graphql"));
    }
    assert_eq!(host.counter.load(Ordering::SeqCst), 0);
    let post = Call::document("mutation { touch }");
    let answer = post.send_to(&host, Options::default()).await;
    assert_eq!(answer.json(), json!({"data": {"touch": 1}}));
}

#[actix_web::test]
async fn a_subscription_needs_a_stream() {
    let answer = Call::document("subscription { count(to: 1) }").send().await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.code(), "graphql.bad_request");
}

#[actix_web::test]
async fn a_malformed_request_is_400_under_every_media_type() {
    for body in [
        "{",
        "",
        "[]",
        "7",
        r#"[{"query":"{hello}"}]"#,
        "{}",
        r#"{"query":7}"#,
        r#"{"query":null}"#,
        r#"{"query":"{hello}","variables":"x"}"#,
        r#"{"query":"{hello}","operationName":7}"#,
        r#"{"query":"{hello}","extensions":[]}"#,
        r#"{"query":"query A {hello} query B {hello}"}"#,
        r#"{"query":"query A {hello}","operationName":"C"}"#,
        r#"{"query":"{hello}","operationName":"C"}"#,
    ] {
        for accept in ["application/json", RESPONSE] {
            let answer = Call::post(body).with("accept", accept).send().await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(answer.code(), "graphql.bad_request", "{body}");
            assert!(answer.json().get("data").is_none());
        }
    }
    let json = Call::get(&[("query", "{hello}"), ("variables", "{")]);
    assert_eq!(json.send().await.status, StatusCode::BAD_REQUEST);
    let twice = Call::get(&[("query", "{hello}"), ("query", "{fast}")]);
    assert_eq!(twice.send().await.status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn unknown_members_are_ignored() {
    let answer = Call::post(json!({"query": "{ hello }", "future": [1]}))
        .send()
        .await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_request_error_has_no_data_and_is_400_or_200() {
    for (query, code) in [
        ("{", "graphql.parse_failed"),
        ("{ nothing }", "graphql.validation_failed"),
        ("query($n: String!) { greeting(name: $n) }", "input.invalid"),
        ("{ greeting(name: 7) }", "input.invalid"),
    ] {
        let body = json!({"query": query});
        let new = Call::post(&body).with("accept", RESPONSE).send().await;
        assert_eq!(new.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(new.media(), RESPONSE_UTF8);
        let old = Call::post(&body).send().await;
        assert_eq!(old.status, StatusCode::OK, "{query}");
        for answer in [new, old] {
            assert!(answer.json().get("data").is_none(), "{}", answer.text);
            assert_eq!(answer.code(), code, "{}", answer.text);
        }
    }
}

#[actix_web::test]
async fn a_partial_answer_is_200() {
    let answer = Call::document("{ hello taken }").send().await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.json()["data"],
        json!({"hello": "world", "taken": null})
    );
}

#[actix_web::test]
async fn a_body_too_large_is_413() {
    let padding = " ".repeat(300 * 1024);
    let body = json!({"query": format!("{{ hello {padding} }}")});
    let answer = Call::post(&body).send().await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!answer.media().contains("graphql"));
}

#[actix_web::test]
async fn the_host_may_refuse_the_viewer() {
    let answer = hello().with("x-viewer", "stranger").send().await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.code(), "http.unauthorized");
}

#[actix_web::test]
async fn resolvers_get_the_hosts_data_and_may_set_headers() {
    let answer = Call::document("{ viewer withHeader }")
        .with("x-viewer", "ann")
        .send()
        .await;
    assert_eq!(answer.json()["data"]["viewer"], "ann");
    assert_eq!(answer.header("x-sample"), "yes");
}
