//! A server on a port, and clients of its sockets.

use std::time::Duration;

use actix_web::{App, HttpServer, dev::ServerHandle, rt};
use futures_util::{SinkExt as _, StreamExt as _};
use graphql_transport::Options;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Message,
        client::IntoClientRequest as _,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use crate::sample::{SampleHost, transport};

/// A server on a port of its own; it stops when dropped.
pub struct Server {
    pub port: u16,
    handle: ServerHandle,
}

impl Server {
    pub fn start(options: Options) -> Self {
        Self::start_with(&SampleHost::default(), options)
    }

    pub fn start_with(host: &SampleHost, options: Options) -> Self {
        let transport = transport(host, options);
        let server = HttpServer::new(move || App::new().service(transport.resource("/graphql")))
            .workers(1)
            .disable_signals()
            .bind(("127.0.0.1", 0))
            .unwrap();
        let port = server.addrs().first().unwrap().port();
        let server = server.run();
        let handle = server.handle();
        rt::spawn(server);
        Self { port, handle }
    }

    /// A socket of the right protocol.
    pub async fn open(&self) -> Client {
        self.open_with(Some("graphql-transport-ws")).await
    }

    pub async fn open_with(&self, protocol: Option<&str>) -> Client {
        let mut request = format!("ws://127.0.0.1:{}/graphql", self.port)
            .into_client_request()
            .unwrap();
        if let Some(protocol) = protocol {
            request
                .headers_mut()
                .insert("sec-websocket-protocol", protocol.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((stream, _)) => Client(stream),
            // The server agrees on none; the client library minds that.
            Err(_) => Client::without_protocol(self.port).await,
        }
    }

    pub async fn try_open(&self) -> Option<u16> {
        Some(self.refused(&[]).await).filter(|status| *status == 101)
    }

    /// The status of a handshake with these headers in place of the usual.
    pub async fn refused(&self, headers: &[(&str, String)]) -> u16 {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let request = Self::handshake(headers);
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut line = [0; 12];
        stream.read_exact(&mut line).await.unwrap();
        String::from_utf8_lossy(&line[9..]).parse().unwrap()
    }

    /// An open connection that speaks no WebSocket.
    pub async fn raw_upgrade(&self) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        stream
            .write_all(Self::handshake(&[]).as_bytes())
            .await
            .unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        stream
    }

    pub fn handshake(headers: &[(&str, String)]) -> String {
        let mut all = vec![
            ("host", "127.0.0.1".to_owned()),
            ("connection", "Upgrade".to_owned()),
            ("upgrade", "websocket".to_owned()),
            ("sec-websocket-version", "13".to_owned()),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==".to_owned()),
            ("sec-websocket-protocol", "graphql-transport-ws".to_owned()),
        ];
        for (name, value) in headers {
            all.retain(|(other, _)| other != name);
            all.push((name, value.clone()));
            if *name == "origin" {
                let host = value.split("://").nth(1).unwrap().to_owned();
                if host.starts_with("127") {
                    all.retain(|(other, _)| *other != "host");
                    all.push(("host", host));
                }
            }
        }
        let mut text = "GET /graphql HTTP/1.1\r\n".to_owned();
        for (name, value) in all {
            text += &format!("{name}: {value}\r\n");
        }
        text + "\r\n"
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        rt::spawn(self.handle.stop(false));
    }
}

/// A socket that is acknowledged.
pub async fn acknowledged(server: &Server) -> Client {
    let mut client = server.open().await;
    client.send(json!({"type": "connection_init"})).await;
    assert_eq!(client.receive().await, json!({"type": "connection_ack"}));
    client
}

/// The message that starts an operation.
pub fn subscribe(id: &str, query: &str) -> Value {
    json!({"type": "subscribe", "id": id, "payload": {"query": query}})
}

/// The client's end of a socket.
pub struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn without_protocol(port: u16) -> Self {
        let request = format!("ws://127.0.0.1:{port}/graphql")
            .into_client_request()
            .unwrap();
        Self(connect_async(request).await.unwrap().0)
    }

    pub async fn send(&mut self, message: Value) {
        self.send_text(&message.to_string()).await;
    }

    pub async fn send_text(&mut self, message: &str) {
        self.0.send(Message::text(message)).await.unwrap();
    }

    pub async fn send_binary(&mut self, message: &'static [u8]) {
        self.0.send(Message::binary(message)).await.unwrap();
    }

    /// The next message.
    pub async fn receive(&mut self) -> Value {
        loop {
            match self.frame().await {
                Some(Message::Text(text)) => return serde_json::from_str(&text).unwrap(),
                Some(Message::Ping(_) | Message::Pong(_)) => {}
                other => panic!("no message came but {other:?}"),
            }
        }
    }

    /// The code and the reason with which the server closes.
    pub async fn closed(&mut self) -> (u16, String) {
        loop {
            match self.frame().await {
                Some(Message::Close(Some(frame))) => {
                    return (frame.code.into(), frame.reason.to_string());
                }
                Some(Message::Text(_) | Message::Ping(_)) => {}
                other => panic!("no close came but {other:?}"),
            }
        }
    }

    /// Closes normally; the code that comes back.
    pub async fn close(&mut self) -> Option<u16> {
        let frame = CloseFrame {
            code: CloseCode::Normal,
            reason: "".into(),
        };
        self.0.close(Some(frame)).await.unwrap();
        loop {
            if let Message::Close(frame) = self.frame().await? {
                return frame.map(|frame| frame.code.into());
            }
        }
    }

    async fn frame(&mut self) -> Option<Message> {
        let frame = tokio::time::timeout(Duration::from_secs(5), self.0.next()).await;
        frame.unwrap().map(Result::unwrap)
    }
}
