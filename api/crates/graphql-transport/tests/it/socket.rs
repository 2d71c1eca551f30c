//! The messages and close codes of graphql-transport-ws.

use std::time::Duration;

use graphql_transport::{Options, SocketOptions};
use serde_json::json;

use crate::server::{Server, acknowledged, subscribe};

#[actix_web::test]
async fn operations_of_every_kind_are_answered() {
    let server = Server::start(Options::default());
    let mut client = acknowledged(&server).await;
    for (query, data) in [
        ("{ hello }", json!({"hello": "world"})),
        ("mutation { touch }", json!({"touch": 1})),
        ("subscription { count(to: 1) }", json!({"count": 1})),
    ] {
        client.send(subscribe("a", query)).await;
        let next = client.receive().await;
        assert_eq!(
            next,
            json!({"type": "next", "id": "a", "payload": {"data": data}})
        );
        assert_eq!(
            client.receive().await,
            json!({"type": "complete", "id": "a"})
        );
    }
}

#[actix_web::test]
async fn a_variable_and_an_operation_name_are_heeded() {
    let server = Server::start(Options::default());
    let mut client = acknowledged(&server).await;
    client
        .send(json!({"type": "subscribe", "id": "é\"", "payload": {
            "query": "query A { hello } query B($n: String!) { greeting(name: $n) }",
            "operationName": "B",
            "variables": {"n": "x"},
        }}))
        .await;
    let next = client.receive().await;
    assert_eq!(next["id"], "é\"");
    assert_eq!(next["payload"]["data"]["greeting"], "hello x");
}

#[actix_web::test]
async fn what_cannot_begin_is_an_error_and_nothing_more() {
    let server = Server::start(Options::default());
    let mut client = acknowledged(&server).await;
    for (query, code) in [
        ("{ nothing }", "graphql.validation_failed"),
        ("{", "graphql.parse_failed"),
        (
            "query($n: Int!) { list(first: $n) { name } }",
            "input.invalid",
        ),
        ("subscription { refused }", "sample.taken"),
        ("query A { hello } query B { hello }", "graphql.bad_request"),
    ] {
        client.send(subscribe("a", query)).await;
        let error = client.receive().await;
        assert_eq!(error["type"], "error", "{error}");
        assert_eq!(error["payload"][0]["extensions"]["code"], code);
    }
    client.send(subscribe("a", "{ hello }")).await;
    assert_eq!(client.receive().await["type"], "next");
}

#[actix_web::test]
async fn an_event_that_fails_does_not_end_the_subscription() {
    let server = Server::start(Options::default());
    let mut client = acknowledged(&server).await;
    client.send(subscribe("a", "subscription { leaky }")).await;
    assert_eq!(client.receive().await["payload"]["data"]["leaky"], 1);
    let failed = client.receive().await;
    assert_eq!(
        failed["payload"]["errors"][0]["extensions"]["code"],
        "internal"
    );
    assert!(!failed.to_string().contains("hunter2"));
    assert_eq!(client.receive().await["payload"]["data"]["leaky"], 3);
    assert_eq!(client.receive().await["type"], "complete");
}

#[actix_web::test]
async fn a_message_that_is_none_closes_with_4400() {
    let server = Server::start(Options::default());
    for message in [
        "",
        "nonsense",
        "[]",
        "{}",
        r#"{"type":7}"#,
        r#"{"type":"start"}"#,
        r#"{"type":"next","id":"a"}"#,
        r#"{"type":"ping","payload":7}"#,
        r#"{"type":"complete"}"#,
        r#"{"type":"subscribe","payload":{"query":"{hello}"}}"#,
        r#"{"type":"subscribe","id":"","payload":{"query":"{hello}"}}"#,
        r#"{"type":"subscribe","id":"a"}"#,
        r#"{"type":"subscribe","id":"a","payload":{"query":7}}"#,
        r#"{"type":"connection_init","payload":"x"}"#,
    ] {
        let mut client = acknowledged(&server).await;
        client.send_text(message).await;
        assert_eq!(client.closed().await.0, 4400, "{message}");
    }
    let mut client = acknowledged(&server).await;
    client.send_binary(b"{}").await;
    assert_eq!(client.closed().await.0, 4400);
}

#[actix_web::test]
async fn subscribing_before_the_ack_closes_with_4401() {
    let server = Server::start(Options::default());
    let mut client = server.open().await;
    client.send(subscribe("a", "{ hello }")).await;
    assert_eq!(client.closed().await, (4401, "Unauthorized".to_owned()));
}

#[actix_web::test]
async fn a_refused_init_closes_with_4403() {
    let server = Server::start(Options::default());
    let mut client = server.open().await;
    client
        .send(json!({"type": "connection_init", "payload": {"token": "bad"}}))
        .await;
    let closed = client.closed().await;
    assert_eq!(closed, (4403, "the token is not valid".to_owned()));
}

#[actix_web::test]
async fn the_viewer_comes_from_the_init() {
    let server = Server::start(Options::default());
    let mut client = server.open().await;
    client
        .send(json!({"type": "connection_init", "payload": {"name": "ann"}}))
        .await;
    client.receive().await;
    client.send(subscribe("a", "{ viewer }")).await;
    assert_eq!(client.receive().await["payload"]["data"]["viewer"], "ann");
}

#[actix_web::test]
async fn another_protocol_closes_with_4406() {
    let server = Server::start(Options::default());
    for protocol in [Some("graphql-ws"), None] {
        let mut client = server.open_with(protocol).await;
        assert_eq!(client.closed().await.0, 4406);
    }
}

#[actix_web::test]
async fn no_init_in_time_closes_with_4408() {
    let server = Server::start(Options {
        sockets: SocketOptions {
            init_timeout: Duration::from_millis(50),
            ..SocketOptions::default()
        },
        ..Options::default()
    });
    let mut client = server.open().await;
    assert_eq!(client.closed().await.0, 4408);
    let mut client = acknowledged(&server).await;
    tokio::time::sleep(Duration::from_millis(80)).await;
    client.send(json!({"type": "ping"})).await;
    assert_eq!(client.receive().await, json!({"type": "pong"}));
}

#[actix_web::test]
async fn the_same_id_twice_closes_with_4409() {
    let server = Server::start(Options::default());
    let mut client = acknowledged(&server).await;
    client.send(subscribe("a", "subscription { silent }")).await;
    client.send(subscribe("a", "{ hello }")).await;
    let closed = client.closed().await;
    assert_eq!(closed, (4409, "Subscriber for a already exists".to_owned()));
}

#[actix_web::test]
async fn a_second_init_closes_with_4429() {
    let server = Server::start(Options::default());
    let mut client = acknowledged(&server).await;
    client.send(json!({"type": "connection_init"})).await;
    assert_eq!(client.closed().await.0, 4429);
}

#[actix_web::test]
async fn ping_is_answered_before_and_after_the_ack() {
    let server = Server::start(Options::default());
    let mut client = server.open().await;
    client
        .send(json!({"type": "ping", "payload": {"a": 1}}))
        .await;
    let pong = client.receive().await;
    assert_eq!(pong, json!({"type": "pong", "payload": {"a": 1}}));
    client.send(json!({"type": "pong"})).await;
    client.send(json!({"type": "connection_init"})).await;
    assert_eq!(client.receive().await["type"], "connection_ack");
}
