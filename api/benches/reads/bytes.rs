//! Prepared bytes by the same server, with nothing around them: the floor.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::Child;
use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde::{Deserialize, Serialize};

use super::Failure;
use super::items::Item;

/// One answer, told through standard input, a line each.
#[derive(Serialize, Deserialize)]
struct Prepared {
    path: String,
    status: u16,
    media: String,
    body: String,
}

type Answers = HashMap<String, (StatusCode, String, Bytes)>;

/// The address of an item's `turn`th answer.
pub fn path(place: usize, turn: usize) -> String {
    format!("/{place}/{turn}")
}

/// Has the house answer everything once, and hands the answers over.
pub async fn prepare(process: &mut Child, house: &str, items: &[Item]) -> Result<(), Failure> {
    let client = reqwest::Client::new();
    let mut input = process.stdin.take().ok_or("no input")?;
    for (place, item) in items.iter().enumerate() {
        for (turn, ask) in item.asks.iter().enumerate() {
            let answer = ask.to(&client, house).send().await?;
            let media = answer.headers().get(header::CONTENT_TYPE.as_str());
            let prepared = Prepared {
                path: path(place, turn),
                status: answer.status().as_u16(),
                media: media.map_or(Ok(""), |value| value.to_str())?.to_owned(),
                body: answer.text().await?,
            };
            writeln!(input, "{}", serde_json::to_string(&prepared)?)?;
        }
    }
    writeln!(input)?;
    // The other end of the pipe stays open as long as the child lives.
    process.stdin = Some(input);
    Ok(())
}

/// Serves what it is told, until it is killed.
#[actix_web::main]
pub async fn serve() -> Result<(), Failure> {
    let answers: Data<std::sync::OnceLock<Answers>> = Data::from(Arc::default());
    let shared = answers.clone();
    let server = HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .default_service(web::to(answer))
    })
    .bind(("127.0.0.1", 0))?;
    let port = server.addrs().first().ok_or("no address")?.port();
    let server = server.run();
    writeln!(std::io::stdout(), "{port}")?;
    let told = tokio::task::spawn_blocking(read).await??;
    answers.set(told).map_err(|_| "told twice")?;
    Ok(server.await?)
}

fn read() -> Result<Answers, std::io::Error> {
    let mut answers = Answers::new();
    for line in BufReader::new(std::io::stdin()).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        let one: Prepared = serde_json::from_str(&line)?;
        let status = StatusCode::from_u16(one.status).unwrap_or_default();
        answers.insert(one.path, (status, one.media, one.body.into()));
    }
    Ok(answers)
}

async fn answer(
    request: HttpRequest,
    _body: Bytes,
    answers: Data<std::sync::OnceLock<Answers>>,
) -> HttpResponse {
    let found = answers.get().and_then(|all| all.get(request.path()));
    match found {
        Some((status, media, body)) => HttpResponse::build(*status)
            .content_type(media.as_str())
            .body(body.clone()),
        None => HttpResponse::NotFound().finish(),
    }
}
