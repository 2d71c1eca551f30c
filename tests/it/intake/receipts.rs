//! A receipt as a table, for whoever works in a spreadsheet.

use serde_json::{Value, json};
use tests::{Answer, on_both};

use super::{one, row, rows, text};

/// The lines of a table, each as its cells by their columns.
pub fn lines(answer: &Answer) -> Vec<Value> {
    let mut reader = csv::Reader::from_reader(&answer.bytes[..]);
    let lines = reader.deserialize::<std::collections::BTreeMap<String, String>>();
    lines.map(|line| json!(line.expect("a line"))).collect()
}

on_both! {
    async fn a_receipt_is_read_as_a_table_with_the_senders_row_numbers(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "0", &rows(6)).await;
        let table = "externalId;title;summary;topics\r\n\r\nrij-1;Praten;Een avond.;balans-in-gezin\r\nrij-2;;x;\r\n\
            =1+1;Anders;Tekst.;niks\r\nrij-3;C;c;\r\nrij-4;D;d;\r\nrij-5;E;e;\r\n";
        let sent = app.post("/v1/pushes?mode=full").bearer(&editor.token).header("Idempotency-Key", "1");
        let pushed = sent.body("text/csv", table).await;
        assert_eq!(pushed.status, 201, "{}", pushed.text());
        let id = text(&pushed.json()["pushId"]);
        let path = format!("/v1/pushes/{id}/receipt");
        let read = app.get(&path).bearer(&editor.token).header("accept", "text/csv").english().await;
        assert_eq!((read.status, read.header("content-type").as_str()), (200, "text/csv; charset=utf-8; header=present"));
        assert!(read.header("content-disposition").contains("receipt-"));
        let lines = lines(&read);
        let of = |row: &str| -> Vec<&Value> { lines.iter().filter(|line| line["row"] == row).collect() };
        assert_eq!((&of("3")[0]["externalId"], &of("3")[0]["outcome"]), (&json!("rij-1"), &json!("updated")));
        assert_eq!((&of("4")[0]["outcome"], &of("4")[0]["field"], &of("4")[0]["code"]), (&json!("rejected"), &json!("title"), &json!("row.missing")));
        // Nothing in it is a formula.
        assert_eq!(of("5")[0]["externalId"], "'=1+1");
        assert_eq!(of("5")[0]["code"], "row.unknown_topic");
        assert!(text(&of("5")[0]["text"]).contains("GET /v1/topics"));
        assert_eq!(of("5")[0]["link"], "/docs/push-errors#row.unknown_topic");
        let vanished: Vec<_> = of("");
        assert_eq!((vanished.len(), &vanished[0]["externalId"], &vanished[0]["outcome"]), (1, &json!("rij-6"), &json!("open")));
        let by_name = editor.read(&app, &format!("{path}?format=csv")).await;
        assert!(by_name.text().contains("rij-1"));
        let wrong = editor.read(&app, &format!("{path}?format=xml&x=1")).await;
        assert_eq!(wrong.status, 400);
        let other = app.get(&path).bearer(&editor.token).header("accept", "image/png").await;
        assert_eq!(other.status, 406);
        let json = editor.read(&app, &path).await;
        assert_eq!(json.bytes, pushed.bytes);
    }

    async fn a_row_about_which_nothing_is_said_is_a_line_too(app: TestApp) {
        let editor = one(&app).await;
        let pushed = editor.push(&app, "1", &json!([row("een"), row("twee")])).await.json();
        let path = format!("/v1/pushes/{}/receipt?format=csv", text(&pushed["pushId"]));
        let lines = lines(&editor.read(&app, &path).await);
        let said: Vec<_> = lines.iter().map(|line| (text(&line["row"]), text(&line["outcome"]), text(&line["code"]))).collect();
        assert_eq!(said, [("1".to_owned(), "created".to_owned(), String::new()), ("2".to_owned(), "created".to_owned(), String::new())]);
    }
}
