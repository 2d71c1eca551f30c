//! All or nothing: a row that is refused, and nothing is done.

use serde_json::{Value, json};
use tests::on_both;

use super::{asked, one, outcomes, row, rows, text, totals};

fn all() -> Value {
    json!({"atomicity": "all"})
}

on_both! {
    async fn one_refused_row_and_nothing_is_done(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "0", &json!([row("rij-1")])).await;
        let before = app.get("/v1/courses?limit=100").await.bytes;
        let mut sent = rows(3);
        sent[2]["title"] = json!("");
        let refused = editor.meant(&app, "1", (&sent, all())).await;
        assert_eq!(refused.status, 201, "{}", refused.text());
        // It tells what each would have been.
        assert_eq!(outcomes(&refused), ["unchanged", "created", "rejected"]);
        let receipt = refused.json();
        assert_eq!((totals(&receipt), &receipt["state"], &receipt["atomicity"]), ([1, 0, 1, 1], &json!("refused"), &json!("all")));
        assert!(receipt["rows"][1]["courseId"].is_null());
        assert_eq!(app.get("/v1/courses?limit=100").await.bytes, before);
        // The same key gives the same receipt, and what is put right is a new push.
        assert_eq!(editor.meant(&app, "1", (&sent, all())).await.bytes, refused.bytes);
        let id = text(&receipt["pushId"]);
        assert_eq!(editor.read(&app, &format!("/v1/pushes/{id}")).await.json()["state"], "refused");
        let done = editor.meant(&app, "2", (&rows(3), all())).await;
        assert_eq!((totals(&done.json()), &done.json()["state"]), ([2, 0, 1, 0], &json!("done")));
    }

    async fn a_push_of_all_that_is_refused_asks_nothing_that_can_be_answered(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "0", &rows(5)).await;
        let mut sent = rows(4);
        sent[0]["title"] = json!("");
        let how = json!({"atomicity": "all", "mode": "full"});
        let dry = json!({"atomicity": "all", "mode": "full", "dryRun": true});
        let would = editor.meant(&app, "1", (&sent, dry)).await.json();
        assert_eq!((&would["state"], &would["dryRun"]), (&json!("refused"), &json!(true)));
        let refused = editor.meant(&app, "1", (&sent, how)).await.json();
        assert_eq!((&refused["state"], asked(&refused).len()), (&json!("refused"), 1));
        let push = text(&refused["pushId"]);
        let answer = editor.answers(&app, &push, json!([{"externalId": "rij-5", "answer": "withdraw"}])).await;
        assert_eq!((answer.status, answer.code().as_str()), (409, "push.nothing_to_answer"));
        let graphql = editor.ask(&app, json!({"idempotencyKey": "2", "rows": [row("rij-1"), {"externalId": "x", "title": ""}], "atomicity": "ALL"})).await.data();
        assert_eq!(graphql["pushCreate"]["receipt"]["rows"]["nodes"][0]["outcome"], "UNCHANGED");
    }
}
