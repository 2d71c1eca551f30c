//! Rows as an object a line, and packed.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tests::{Ask, TestApp, on_both};

use super::{Editor, one, outcomes, row, rows, told, totals};

const LINES: &str = "application/x-ndjson";

/// An object a line.
fn lines(rows: &Value) -> String {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| format!("{row}\n")).collect()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes).expect("it is written");
    writer.finish().expect("it is packed")
}

/// A push at an address, of a packed body.
fn send(app: &TestApp, editor: &Editor, key: &str, (media, body): (&str, Vec<u8>)) -> Ask {
    let ask = editor.send(app, key).header("content-encoding", "gzip");
    ask.body(media, body)
}

on_both! {
    async fn an_object_a_line_is_the_same_push_as_a_list(app: TestApp) {
        let editor = one(&app).await;
        let sent = json!([row("een"), row("twee")]);
        let by_lines = editor.send(&app, "1").body(LINES, format!("\u{feff}{}", lines(&sent))).await;
        assert_eq!(by_lines.status, 201, "{}", by_lines.text());
        assert_eq!(totals(&by_lines.json()), [2, 0, 0, 0]);
        assert_eq!(editor.push(&app, "1", &sent).await.json()["pushId"], by_lines.json()["pushId"]);
    }

    async fn a_line_that_is_no_json_is_refused_and_the_others_stand(app: TestApp) {
        let editor = one(&app).await;
        let body = format!("{}\n\n{{\"externalId\": \"half\",\n[]\n{}", row("een"), row("twee"));
        let pushed = editor.send(&app, "1").body(LINES, body).await;
        assert_eq!(outcomes(&pushed), ["created", "rejected", "rejected", "created"], "{}", pushed.text());
        let receipt = pushed.json();
        // Rows have the numbers of their lines.
        let numbers: Vec<_> = receipt["rows"].as_array().expect("rows").iter().map(|row| row["row"].as_i64()).collect();
        assert_eq!(numbers, [Some(1), Some(3), Some(4), Some(5)]);
        assert_eq!(told(&receipt["rows"][1]), [(String::new(), "row.not_json".to_owned())]);
        assert_eq!(told(&receipt["rows"][2]), [(String::new(), "row.malformed".to_owned())]);
        let none = editor.send(&app, "2").body(LINES, "\n \n").await;
        assert_eq!(none.faults(), [("/rows".to_owned(), "push.empty".to_owned())]);
    }

    async fn what_is_meant_stands_in_the_address_where_a_body_cannot_say(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "0", &rows(6)).await;
        let ask = app.post("/v1/pushes?mode=full&atomicity=all&maxWithdrawals=9&dryRun=true").bearer(&editor.token);
        let pushed = ask.header("Idempotency-Key", "1").body(LINES, lines(&rows(2))).await.json();
        assert_eq!((&pushed["mode"], &pushed["atomicity"], &pushed["dryRun"]), (&json!("full"), &json!("all"), &json!(true)));
        assert_eq!((&pushed["totals"]["vanished"], &pushed["withdrawalsRefused"]), (&json!(4), &json!(false)));
        let ask = app.post("/v1/pushes?mode=whole&atomicity=x&maxWithdrawals=-1").bearer(&editor.token);
        let wrong = ask.header("Idempotency-Key", "1").body(LINES, lines(&rows(1))).await;
        let mut places: Vec<_> = wrong.faults().into_iter().map(|(place, _)| place).collect();
        places.sort();
        assert_eq!(places, ["atomicity", "maxWithdrawals", "mode"]);
    }

    async fn what_is_packed_is_unpacked_within_limits(app: TestApp) {
        let editor = one(&app).await;
        let sent = json!({"rows": rows(3)}).to_string();
        let list = send(&app, &editor, "1", ("application/json", packed(sent.as_bytes()))).await;
        assert_eq!((list.status, totals(&list.json())), (201, [3, 0, 0, 0]));
        // Packed or not, it is the same push.
        assert_eq!(editor.push(&app, "1", &rows(3)).await.bytes, list.bytes);
        let table = send(&app, &editor, "2", ("text/csv", packed(b"externalId,title\nrij-9,Samen\n"))).await;
        assert_eq!(outcomes(&table), ["created"]);

        let junk = send(&app, &editor, "3", ("application/json", sent.into_bytes())).await;
        assert_eq!((junk.status, junk.faults()), (400, vec![(String::new(), "push.not_gzip".to_owned())]));
        let mut half = packed(json!({"rows": rows(200)}).to_string().as_bytes());
        half.truncate(half.len() / 2);
        assert_eq!(send(&app, &editor, "3", ("application/json", half)).await.status, 400);
        // A row that unpacks to more than any may have: 3 MB of nothing is 3 kB.
        let bomb = format!("{{\"rows\": [{{\"externalId\": \"{}\"}}]}}", " ".repeat(3_000_000));
        let bomb = send(&app, &editor, "3", ("application/json", packed(bomb.as_bytes()))).await;
        assert_eq!((bomb.status, bomb.code().as_str()), (413, "push.row_too_large"));
        // And rows of nothing that unpack to more than a push may have.
        let bomb = packed(format!("{}\n", " ".repeat(1_023)).repeat(201 * 1024).as_bytes());
        let bomb = send(&app, &editor, "3", (LINES, bomb)).await;
        assert_eq!((bomb.status, bomb.code().as_str()), (413, "http.body_too_large"));
        assert_eq!(editor.read(&app, "/v1/pushes").await.json()["items"].as_array().map(Vec::len), Some(2));
    }
}
