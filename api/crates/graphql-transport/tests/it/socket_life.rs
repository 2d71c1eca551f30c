//! How sockets open, and what ends them and their operations.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use graphql_transport::{Options, SocketOptions};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::{
    sample::SampleHost,
    server::{Server, acknowledged, subscribe},
};

fn sockets(sockets: SocketOptions) -> Options {
    Options {
        sockets,
        ..Options::default()
    }
}

#[actix_web::test]
async fn a_silent_client_is_pinged_then_dropped() {
    let server = Server::start(sockets(SocketOptions {
        keepalive: Duration::from_millis(40),
        ..SocketOptions::default()
    }));
    // This client answers pings.
    let mut client = acknowledged(&server).await;
    client
        .send(subscribe("a", "subscription { count(to: 1, pause: 300) }"))
        .await;
    assert_eq!(client.receive().await["type"], "next");
    // A raw connection does not.
    let mut raw = server.raw_upgrade().await;
    let start = Instant::now();
    let mut rest = Vec::new();
    raw.read_to_end(&mut rest).await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(rest.first(), Some(&0x89), "a ping came first");
}

#[actix_web::test]
async fn complete_ends_an_operation() {
    let host = SampleHost::default();
    let server = Server::start_with(&host, Options::default());
    let mut client = acknowledged(&server).await;
    client.send(subscribe("a", "subscription { silent }")).await;
    until(|| host.counter.load(Ordering::SeqCst) == 1).await;
    client.send(json!({"type": "complete", "id": "a"})).await;
    client
        .send(json!({"type": "complete", "id": "unknown"}))
        .await;
    until(|| host.counter.load(Ordering::SeqCst) == 0).await;
    // The id is free again, and nothing is said about the first.
    client.send(subscribe("a", "{ hello }")).await;
    assert_eq!(client.receive().await["type"], "next");
}

#[actix_web::test]
async fn a_client_that_leaves_ends_its_operations() {
    let host = SampleHost::default();
    let server = Server::start_with(&host, Options::default());
    let mut client = acknowledged(&server).await;
    client.send(subscribe("a", "subscription { silent }")).await;
    until(|| host.counter.load(Ordering::SeqCst) == 1).await;
    drop(client);
    until(|| host.counter.load(Ordering::SeqCst) == 0).await;
}

#[actix_web::test]
async fn a_client_that_does_not_read_is_dropped() {
    let host = SampleHost::default();
    let server = Server::start_with(
        &host,
        sockets(SocketOptions {
            send_timeout: Duration::from_millis(100),
            ..SocketOptions::default()
        }),
    );
    let mut client = acknowledged(&server).await;
    client.send(subscribe("a", "subscription { silent }")).await;
    until(|| host.counter.load(Ordering::SeqCst) == 1).await;
    // More than the buffers on the way take.
    for id in 0..300 {
        let id = id.to_string();
        client.send(subscribe(&id, "{ bulk(size: 300000) }")).await;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    until(|| host.counter.load(Ordering::SeqCst) == 0).await;
}

#[actix_web::test]
async fn operations_at_once_are_bounded() {
    let server = Server::start(sockets(SocketOptions {
        operations: 2,
        ..SocketOptions::default()
    }));
    let mut client = acknowledged(&server).await;
    for id in ["a", "b", "c"] {
        client.send(subscribe(id, "subscription { silent }")).await;
    }
    let error = client.receive().await;
    assert_eq!(
        (&error["id"], &error["type"]),
        (&json!("c"), &json!("error"))
    );
    let code = &error["payload"][0]["extensions"]["code"];
    assert_eq!(code, "graphql.too_many_operations");
    client.send(json!({"type": "complete", "id": "a"})).await;
    client.send(subscribe("c", "{ hello }")).await;
    assert_eq!(client.receive().await["type"], "next");
}

#[actix_web::test]
async fn a_message_too_large_closes_with_1009() {
    let server = Server::start(sockets(SocketOptions {
        message_bytes: 1_000,
        ..SocketOptions::default()
    }));
    let mut client = acknowledged(&server).await;
    client.send_text(&"x".repeat(1_500)).await;
    assert_eq!(client.closed().await.0, 1009);
}

#[actix_web::test]
async fn sockets_open_at_once_are_bounded() {
    let server = Server::start(sockets(SocketOptions {
        open: 1,
        ..SocketOptions::default()
    }));
    let mut first = acknowledged(&server).await;
    assert_eq!(server.refused(&[]).await, 503);
    first.close().await;
    until_async(|| async { server.try_open().await.is_some() }).await;
}

#[actix_web::test]
async fn expired_credentials_close_with_4403() {
    let server = Server::start(Options::default());
    let mut client = server.open().await;
    client
        .send(json!({"type": "connection_init", "payload": {"expiresInMs": 60}}))
        .await;
    client.receive().await;
    client.send(subscribe("a", "subscription { silent }")).await;
    let closed = client.closed().await;
    assert_eq!(closed, (4403, "credentials expired".to_owned()));
}

#[actix_web::test]
async fn rights_are_checked_again_for_each_event() {
    let host = SampleHost::default();
    let server = Server::start_with(&host, Options::default());
    let mut client = acknowledged(&server).await;
    client
        .send(subscribe("a", "subscription { forever }"))
        .await;
    assert_eq!(client.receive().await["type"], "next");
    host.revoked.store(true, Ordering::SeqCst);
    let closed = client.closed().await;
    assert_eq!(closed, (4403, "your rights are gone".to_owned()));
}

#[actix_web::test]
async fn a_stopping_server_closes_with_1001() {
    let host = SampleHost::default();
    let server = Server::start_with(&host, Options::default());
    let mut acked = acknowledged(&server).await;
    acked.send(subscribe("a", "subscription { silent }")).await;
    let mut fresh = server.open().await;
    host.stop.send_replace(true);
    assert_eq!(acked.closed().await.0, 1001);
    assert_eq!(fresh.closed().await.0, 1001);
}

#[actix_web::test]
async fn pages_of_other_origins_may_not_open_sockets() {
    let server = Server::start(Options::default());
    let foreign = [("origin", "https://elsewhere.example".to_owned())];
    assert_eq!(server.refused(&foreign).await, 403);
    let own = [("origin", format!("http://127.0.0.1:{}", server.port))];
    assert_eq!(server.refused(&own).await, 101);
}

#[actix_web::test]
async fn a_broken_handshake_is_400() {
    let server = Server::start(Options::default());
    let old = [("sec-websocket-version", "7".to_owned())];
    assert_eq!(server.refused(&old).await, 400);
}

#[actix_web::test]
async fn the_upgrades_header_names_are_spelled_as_in_the_standard() {
    let server = Server::start(Options::default());
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", server.port))
        .await
        .unwrap();
    stream
        .write_all(Server::handshake(&[]).as_bytes())
        .await
        .unwrap();
    let mut answer = vec![0; 1_000];
    let length = stream.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    let wanted = "\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n";
    assert!(answer.contains(wanted), "{answer}");
    let lower = answer.to_lowercase();
    assert_eq!(
        lower.matches("sec-websocket-protocol").count(),
        1,
        "{answer}"
    );
}

#[actix_web::test]
async fn sockets_closed_by_clients_do_not_disturb_the_next() {
    let server = Server::start(Options::default());
    for round in 0..50 {
        let mut client = acknowledged(&server).await;
        client.send(subscribe("a", "{ hello }")).await;
        assert_eq!(client.receive().await["type"], "next", "{round}");
        // The code comes back.
        assert_eq!(client.close().await, Some(1000));
    }
}

async fn until(done: impl Fn() -> bool) {
    until_async(|| std::future::ready(done())).await;
}

async fn until_async<F: Future<Output = bool>>(done: impl Fn() -> F) {
    for _ in 0..200 {
        if done().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not happen in time");
}
