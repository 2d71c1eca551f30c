//! Serves the sample schema: `cargo run --example serve -- 4000`.

#[path = "../tests/it/sample.rs"]
mod sample;

use std::time::Duration;

use actix_web::{App, HttpServer};
use graphql_transport::{Options, SocketOptions, TrustedDocuments};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args()
        .nth(1)
        .and_then(|port| port.parse().ok())
        .unwrap_or(4000);
    let options = Options {
        trusted: Some(TrustedDocuments::new(["{ hello }"])),
        sockets: SocketOptions {
            init_timeout: Duration::from_secs(1),
            ..SocketOptions::default()
        },
        ..Options::default()
    };
    let transport = sample::transport(&sample::SampleHost::default(), options);
    HttpServer::new(move || App::new().service(transport.resource("/graphql")))
        .workers(1)
        .bind(("127.0.0.1", port))?
        .run()
        .await
}
