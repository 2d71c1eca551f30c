//! A push of all that an organisation offers: what vanishes is asked about.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{Editor, asked, editors, one, row, rows, text, token, totals};

const FULL: &str = "full";

fn full() -> Value {
    json!({"mode": FULL})
}

/// Rows with some keys.
fn of(keys: &[usize]) -> Value {
    keys.iter().map(|key| row(&format!("rij-{key}"))).collect()
}

/// When the public hears that a course was last known to be right.
async fn verified(app: &TestApp, course: &str) -> Value {
    app.get(&format!("/v1/courses/{course}")).await.json()["lastVerified"].clone()
}

/// Ids of the courses in a receipt.
fn courses(receipt: &Value) -> Vec<String> {
    let rows = receipt["rows"].as_array().expect("rows").iter();
    rows.map(|row| text(&row["courseId"])).collect()
}

/// The same editor, some time later.
async fn later(app: &TestApp, editor: Editor, by: TimeDelta) -> Editor {
    app.advance(by);
    Editor {
        token: token(app, "een@voorbeeld.nl", "organisation").await,
        ..editor
    }
}

on_both! {
    async fn what_a_push_of_all_does_not_name_is_asked_about_and_stays(app: TestApp) {
        let editor = one(&app).await;
        let before = editor.push(&app, "1", &rows(6)).await.json();
        let ids = courses(&before);
        let sent = of(&[1, 2, 3, 4, 5, 7]);
        let dry = editor.meant(&app, "2", (&sent, json!({"mode": FULL, "dryRun": true}))).await.json();
        let pushed = editor.meant(&app, "2", (&sent, full())).await;
        assert_eq!(pushed.status, 201, "{}", pushed.text());
        let pushed = pushed.json();

        let vanished = vec![("rij-6".to_owned(), "vanished".to_owned(), "open".to_owned())];
        for receipt in [&dry, &pushed] {
            assert_eq!(totals(receipt), [1, 0, 5, 0]);
            assert_eq!((&receipt["totals"]["vanished"], &receipt["totals"]["withdrawn"]), (&json!(1), &json!(0)));
            // What stood here from public sources the organisation never named.
            assert_eq!(asked(receipt), vanished);
            assert_eq!((&receipt["mode"], &receipt["withdrawalsRefused"]), (&json!(FULL), &json!(false)));
        }
        assert_eq!(pushed["questions"][0]["courseId"], ids[5].as_str());
        assert_eq!(app.get(&format!("/v1/courses/{}", ids[5])).await.status, 200);
        // A push of some asks nothing.
        let some = editor.push(&app, "3", &of(&[1])).await.json();
        assert_eq!((asked(&some), &some["totals"]["vanished"]), (vec![], &json!(0)));
    }

    async fn more_than_a_fifth_is_refused_and_named_unless_it_is_meant(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "1", &rows(9)).await;
        let sent = of(&[1, 2, 3, 4, 5, 6, 7]);
        let pushed = editor.meant(&app, "2", (&sent, full())).await.json();
        let refused = |key: &str| (key.to_owned(), "vanished".to_owned(), "refused".to_owned());
        assert_eq!(pushed["withdrawalsRefused"], true);
        assert_eq!(asked(&pushed), [refused("rij-8"), refused("rij-9")]);
        let push = text(&pushed["pushId"]);
        let answer = editor.answers(&app, &push, json!([{"externalId": "rij-8", "answer": "withdraw"}])).await;
        assert_eq!(answer.faults(), [("/answers/0/externalId".to_owned(), "push.too_many_vanish".to_owned())]);

        let few = editor.meant(&app, "3", (&sent, json!({"mode": FULL, "maxWithdrawals": 1}))).await.json();
        assert_eq!(few["withdrawalsRefused"], true);
        let meant = editor.meant(&app, "4", (&sent, json!({"mode": FULL, "maxWithdrawals": 2}))).await.json();
        assert_eq!(meant["withdrawalsRefused"], false);
        assert!(asked(&meant).iter().all(|(_, _, state)| state == "open"));
        // Courses that the push itself makes are not part of what there was.
        let padded: Value = (1..=40).filter(|at| *at != 8 && *at != 9).map(|at| row(&format!("rij-{at}"))).collect();
        let padded = editor.meant(&app, "5", (&padded, full())).await.json();
        assert_eq!(padded["withdrawalsRefused"], true);
        for wrong in [json!(-1), json!(1_000_001)] {
            let fault = editor.meant(&app, "6", (&sent, json!({"mode": FULL, "maxWithdrawals": wrong}))).await;
            assert_eq!(fault.faults(), [("/maxWithdrawals".to_owned(), "push.out_of_range".to_owned())]);
        }
        let fault = editor.meant(&app, "6", (&sent, json!({"mode": "whole"}))).await;
        assert_eq!(fault.faults(), [("/mode".to_owned(), "input.unknown_value".to_owned())]);
    }

    async fn a_row_that_is_refused_names_its_course_too(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "1", &rows(3)).await;
        let mut sent = rows(3);
        sent[1]["title"] = json!("");
        let pushed = editor.meant(&app, "2", (&sent, full())).await.json();
        assert_eq!((totals(&pushed), asked(&pushed)), ([0, 0, 2, 1], vec![]));
    }

    async fn a_push_of_all_confirms_what_it_rightly_names_and_no_more(app: TestApp) {
        let editor = one(&app).await;
        let ids = courses(&editor.push(&app, "1", &rows(6)).await.json());
        let first = verified(&app, &ids[0]).await;
        assert!(first.is_string());
        let editor = later(&app, editor, TimeDelta::days(3)).await;
        let mut sent = of(&[1, 2, 3, 4, 5]);
        sent[1]["title"] = json!("");
        let (pushed, statements) = app.statements(async { editor.meant(&app, "2", (&sent, full())).await }).await;
        assert_eq!(totals(&pushed.json()), [0, 0, 4, 1]);
        let narrow = statements.iter().filter(|sql| sql.contains("INSERT INTO \"course_confirmations\""));
        assert_eq!(narrow.count(), 0, "one line of the provider's is enough");
        let second = verified(&app, &ids[0]).await;
        assert_ne!(second, first);
        // Neither what it refuses nor what it does not name.
        assert_eq!(verified(&app, &ids[1]).await, first);
        assert_eq!(verified(&app, &ids[5]).await, first);
        let own = editor.read(&app, "/v1/courses/_own?limit=100").await.json();
        let own = own["items"].as_array().expect("items").iter().find(|it| it["courseId"] == ids[0].as_str());
        assert_eq!(own.expect("its own")["lastVerified"], second);

        // Of two, the later counts: a push of some, and one of all.
        let editor = later(&app, editor, TimeDelta::days(3)).await;
        editor.push(&app, "3", &of(&[1])).await;
        let third = verified(&app, &ids[0]).await;
        assert_ne!(third, second);
        assert_eq!(verified(&app, &ids[2]).await, second);
        let editor = later(&app, editor, TimeDelta::days(3)).await;
        editor.meant(&app, "4", (&of(&[1, 2, 4, 5, 6]), json!({"mode": FULL, "maxWithdrawals": 9}))).await;
        assert_ne!(verified(&app, &ids[0]).await, third);
        assert_eq!(verified(&app, &ids[2]).await, second);
        let shown = verified(&app, &ids[5]).await;
        assert_eq!(shown, verified(&app, &ids[0]).await);
    }

    async fn both_doors_mean_the_same_by_all(app: TestApp) {
        let editor = one(&app).await;
        editor.push(&app, "1", &rows(6)).await;
        let sent = of(&[1, 2, 3, 4, 5]);
        let input = json!({"idempotencyKey": "2", "rows": sent, "mode": "FULL", "atomicity": "ALL", "maxWithdrawals": 1});
        let pushed = editor.ask(&app, input).await.data();
        let id = text(&pushed["pushCreate"]["push"]["id"]);
        let query = "query($id: ID!) { push(id: $id) { mode atomicity state rows withdrawalsRefused \
            totals { vanished withdrawn } receipt { questions(first: 1) { totalCount nodes { externalId kind state courseId title row answeredAt } } } } }";
        let push = app.graphql(query, json!({"id": id})).bearer(&editor.token).await.data()["push"].clone();
        assert_eq!((&push["mode"], &push["atomicity"], &push["state"]), (&json!("FULL"), &json!("ALL"), &json!("DONE")));
        let question = &push["receipt"]["questions"]["nodes"][0];
        assert_eq!((&question["externalId"], &question["kind"], &question["state"]), (&json!("rij-6"), &json!("VANISHED"), &json!("OPEN")));
        // The same key and rows, meant otherwise, is another push.
        let same = editor.meant(&app, "2", (&sent, json!({"mode": FULL, "atomicity": "all", "maxWithdrawals": 1}))).await;
        assert_eq!((same.status, &same.json()["pushId"]), (201, &pushed["pushCreate"]["push"]["uuid"]));
        let other = editor.push(&app, "2", &sent).await;
        assert_eq!((other.status, other.code().as_str()), (422, "push.key_reused"));
    }

    async fn what_another_offers_is_no_part_of_all(app: TestApp) {
        let [first, second] = editors(&app).await;
        second.push(&app, "1", &rows(3)).await;
        first.push(&app, "1", &rows(1)).await;
        let pushed = first.meant(&app, "2", (&rows(1), full())).await.json();
        assert_eq!(asked(&pushed), vec![]);
    }
}
