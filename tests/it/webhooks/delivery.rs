//! How messages are sent, again and in the end no more.

use std::time::Duration;

use chrono::TimeDelta;
use pijler::domains::webhooks::service::tend;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{
    ALL, Receiver, Reply, act, deliver, deliverer, hook, later, log, rewritten, shown, wait,
};
use crate::identity::letters;
use crate::intake::{Editor, one, row, text};
use crate::rows::dump;

/// Pushes a course, so that something happens.
async fn push(app: &TestApp, editor: &Editor, key: &str) {
    let pushed = editor.push(app, key, &json!([row(key)])).await;
    assert_eq!(pushed.status, 201, "{}", pushed.text());
}

fn of(told: &Value) -> [&Value; 4] {
    ["status", "attempts", "lastStatus", "failure"].map(|name| &told[name])
}

on_both! {
    async fn what_happens_is_told_once_and_signed(app: TestApp) {
        let editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        let receipt = editor.push(&app, "een", &json!([row("een")])).await.json();
        assert_eq!(deliver(&app).await, 1);
        assert_eq!(deliver(&app).await, 0);

        let got = receiver.got();
        assert_eq!(got.len(), 1);
        let got = &got[0];
        assert_eq!(got.line, "POST /haak?soort=1 HTTP/1.1");
        assert_eq!(got.header("host"), format!("127.0.0.1:{}", receiver.port));
        assert_eq!(got.header("content-type"), "application/json");
        assert!(got.header("user-agent").starts_with("Pijler-Webhooks/"));
        assert_eq!(got.header("webhook-timestamp"), app.backend.clock.now().timestamp().to_string());
        assert_eq!(got.signed_with(&hook.secret), 1);
        assert!(!got.header("webhook-signature").contains(' '));
        let said = json!({"type": "push.finished", "timestamp": "2026-11-25T09:00:00Z", "data": {"pushId": receipt["pushId"]}});
        assert_eq!(got.json(), said);

        let log = log(&app, &editor, &hook).await;
        assert_eq!(log.len(), 1);
        assert_eq!(of(&log[0]), [&json!("delivered"), &json!(1), &json!(204), &Value::Null]);
        assert_eq!(log[0]["messageId"], got.header("webhook-id"));
        assert_eq!((&log[0]["nextAttemptAt"], &log[0]["lastAttemptAt"]), (&Value::Null, &json!("2026-11-25T09:00:00Z")));
        // The same push again is no other.
        assert_eq!(editor.push(&app, "een", &json!([row("een")])).await.status, 201);
        assert_eq!(deliver(&app).await, 0);
    }

    async fn what_was_not_written_is_not_told(app: TestApp) {
        let editor = one(&app).await;
        let receiver = Receiver::start().await;
        hook(&app, &editor, &receiver.url(), &ALL).await;
        editor.try_table(&app, "externalId,title\neen,Proef\n").await;
        let tx = app.backend.write().await.expect("a write");
        let what = (pijler::kernel::happened::Event::PushFinished, pijler::kernel::happened::Whose::Provider(editor.provider.parse::<uuid::Uuid>().expect("an id").into()));
        tx.happened(&app.backend.ids, what, vec![json!({})]).await.expect("noted");
        drop(tx);

        assert_eq!(deliver(&app).await, 0);
        assert_eq!(receiver.count(), 0);
    }

    async fn what_does_not_arrive_is_tried_for_three_days_and_then_the_webhook_is_off(app: TestApp) {
        let mut editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        letters(&app).await;
        receiver.says([500, 404, 302, 301, 429, 503, 502, 504, 400, 500]);
        push(&app, &editor, "een").await;
        let pauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
        let mut longer = 0;
        for (at, pause) in pauses.into_iter().enumerate() {
            assert_eq!(deliver(&app).await, 1, "attempt {at}");
            let told = log(&app, &editor, &hook).await.remove(0);
            assert_eq!((&told["status"], &told["failure"]), (&json!("pending"), &json!("refused")));
            assert_eq!(told["attempts"], at + 1);
            assert!(shown(&app, &editor, &hook).await["failingSince"] == "2026-11-25T09:00:00Z");
            let (waited, pause) = (wait(&app, &mut editor, &hook).await, TimeDelta::seconds(pause));
            assert!(pause <= waited && waited <= pause * 6 / 5, "{waited}");
            longer += usize::from(waited > pause);
        }
        // All of them exactly so: one chance in 256 to the ninth.
        assert!(longer > 0);
        assert_eq!(deliver(&app).await, 1);

        let got = receiver.got();
        assert_eq!(got.len(), 10);
        for one in &got {
            assert_eq!((one.header("webhook-id"), &one.body), (got[0].header("webhook-id"), &got[0].body));
            assert_eq!(one.signed_with(&hook.secret), 1);
        }
        let times: std::collections::BTreeSet<_> = got.iter().map(|one| one.header("webhook-timestamp")).collect();
        assert_eq!(times.len(), 10);
        assert_eq!(of(&log(&app, &editor, &hook).await[0]), [&json!("failed"), &json!(10), &json!(500), &json!("refused")]);
        let off = shown(&app, &editor, &hook).await;
        assert_eq!((&off["enabled"], &off["offBecause"]), (&json!(false), &json!("failing")));
        let told = letters(&app).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("A message for you") && !told[0].contains("127.0.0.1"), "{}", told[0]);

        // What happens meanwhile is kept, and comes when it is switched on and asked for.
        push(&app, &editor, "twee").await;
        assert_eq!(deliver(&app).await, 0);
        assert_eq!(of(&log(&app, &editor, &hook).await[0]), [&json!("failed"), &json!(0), &Value::Null, &json!("off")]);
        let since = json!({"since": "2026-11-25T09:00:00Z"});
        let refused = act(&app, &editor, &format!("{}/_replay", hook.id), since.clone()).await;
        assert_eq!((refused.status, refused.code().as_str()), (409, "webhook.off"));
        rewritten(&app, &editor, &hook, json!({"enabled": true})).await;
        let again = act(&app, &editor, &format!("{}/_replay", hook.id), since).await;
        assert_eq!((again.status, &again.json()["count"]), (202, &json!(2)));
        assert_eq!(deliver(&app).await, 2);
        let came = receiver.got();
        assert!(came.iter().any(|one| one.header("webhook-id") == got[0].header("webhook-id")));
        assert!(shown(&app, &editor, &hook).await["failingSince"].is_null());
        assert!(log(&app, &editor, &hook).await.iter().all(|told| told["status"] == "delivered"));
    }

    async fn a_message_that_does_not_arrive_among_others_that_do_leaves_the_webhook_on(app: TestApp) {
        let mut editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        letters(&app).await;
        push(&app, &editor, "een").await;
        for at in 1..=10 {
            receiver.says([500]);
            assert_eq!(deliver(&app).await, 1);
            if at == 9 {
                push(&app, &editor, "twee").await;
                assert_eq!(deliver(&app).await, 1);
            }
            later(&app, &mut editor, TimeDelta::hours(30)).await;
        }
        let told = log(&app, &editor, &hook).await;
        assert_eq!(of(&told[1]), [&json!("failed"), &json!(10), &json!(500), &json!("refused")]);
        assert_eq!(shown(&app, &editor, &hook).await["enabled"], true);
        assert!(letters(&app).await.is_empty());

        // One message by itself, with the id that it had; then it is known there.
        let path = format!("{}/deliveries/{}/_replay", hook.id, text(&told[1]["id"]));
        let again = act(&app, &editor, &path, json!({})).await;
        assert_eq!((again.status, &again.json()["status"]), (202, &json!("pending")));
        receiver.got();
        assert_eq!(deliver(&app).await, 1);
        assert_eq!(receiver.got()[0].header("webhook-id"), text(&told[1]["messageId"]));
        let again = act(&app, &editor, &path, json!({})).await;
        assert_eq!(again.status, 202);
        assert_eq!(deliver(&app).await, 1);
    }

    async fn whoever_is_gone_is_told_nothing_any_more(app: TestApp) {
        let mut editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        letters(&app).await;
        receiver.says([410]);
        push(&app, &editor, "een").await;
        push(&app, &editor, "twee").await;
        assert_eq!(deliver(&app).await, 1);

        let off = shown(&app, &editor, &hook).await;
        assert_eq!((&off["enabled"], &off["offBecause"]), (&json!(false), &json!("gone")));
        let told = log(&app, &editor, &hook).await;
        assert_eq!(of(&told[1]), [&json!("failed"), &json!(1), &json!(410), &json!("refused")]);
        assert_eq!(of(&told[0]), [&json!("failed"), &json!(0), &Value::Null, &json!("off")]);
        assert_eq!(letters(&app).await.len(), 1);
        later(&app, &mut editor, TimeDelta::days(1)).await;
        assert_eq!(deliver(&app).await, 0);
    }

    async fn a_receiver_that_asks_for_time_gets_it(app: TestApp) {
        let mut editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        receiver.replies([Reply::Status(503, "Retry-After: 3600\r\n")]);
        push(&app, &editor, "een").await;
        deliver(&app).await;
        assert_eq!(wait(&app, &mut editor, &hook).await, TimeDelta::hours(1));
    }

    async fn a_webhook_that_is_slow_delays_nobody_else(app: TestApp) {
        let mut editor = one(&app).await;
        let (slow, quick) = (Receiver::start().await, Receiver::start().await);
        slow.replies(vec![Reply::Nothing; 10]);
        let held = hook(&app, &editor, &slow.url(), &["push.finished"]).await;
        hook(&app, &editor, &quick.url(), &["push.finished"]).await;
        for key in ["een", "twee", "drie", "vier", "vijf"] {
            push(&app, &editor, key).await;
        }
        let running = deliverer(&app);
        let running = tokio::spawn(async move { running.run().await });
        for _ in 0..600 {
            if quick.count() == 5 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // One at a time: the four others wait, and nothing was given up.
        assert_eq!((quick.count(), slow.count()), (5, 1));
        running.abort();
        let told = log(&app, &editor, &held).await;
        assert!(told.iter().all(|told| told["status"] == "pending"));
        // Whoever had it is gone; another takes it when its time is over.
        assert!(running.await.expect_err("it was stopped").is_cancelled());
        assert_eq!(deliver(&app).await, 0);
        later(&app, &mut editor, TimeDelta::seconds(30)).await;
        slow.got();
        let again = deliverer(&app);
        let again = tokio::spawn(async move { again.work().await.map_err(|error| error.code) });
        for _ in 0..600 {
            if slow.count() == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(slow.count(), 1);
        again.abort();
    }

    async fn two_nodes_send_each_message_once(app: TestApp) {
        let editor = one(&app).await;
        let receivers = [Receiver::start().await, Receiver::start().await];
        for receiver in &receivers {
            hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        }
        for key in ["een", "twee", "drie"] {
            push(&app, &editor, key).await;
        }
        let (here, there) = (deliverer(&app), deliverer(&app));
        for _ in 0..4 {
            let (one, other) = tokio::join!(here.work(), there.work());
            one.and(other).expect("they work");
        }
        for receiver in receivers {
            let got = receiver.got();
            let ids: std::collections::BTreeSet<_> = got.iter().map(|one| one.header("webhook-id")).collect();
            assert_eq!((got.len(), ids.len()), (3, 3));
        }
    }

    async fn what_receivers_answer_and_what_signs_is_in_no_row(app: TestApp) {
        let editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        receiver.says([200, 500]);
        push(&app, &editor, "een").await;
        push(&app, &editor, "twee").await;
        assert_eq!(deliver(&app).await, 2);

        let kept = format!("{:?}", dump(&app).await);
        let secret = hook.secret.to_lowercase().replace('-', "");
        assert!(kept.contains("push.finished") && !kept.contains("geheimantwoord"));
        assert!(!kept.contains(secret.trim_start_matches("whsec_")) && !kept.contains("whsec_"));
    }

    async fn what_was_told_is_forgotten_after_a_month_and_with_its_webhook(app: TestApp) {
        let mut editor = one(&app).await;
        let receiver = Receiver::start().await;
        let hook = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        push(&app, &editor, "een").await;
        deliver(&app).await;
        later(&app, &mut editor, TimeDelta::days(30)).await;
        tend(&app.backend).await.expect("an hour");
        assert_eq!(dump(&app).await["webhook_deliveries"].len(), 1);
        later(&app, &mut editor, TimeDelta::seconds(1)).await;
        tend(&app.backend).await.expect("an hour");
        assert!(dump(&app).await["webhook_deliveries"].is_empty());
        push(&app, &editor, "twee").await;
        deliver(&app).await;
        assert_eq!(log(&app, &editor, &hook).await.len(), 1);
        let gone = app.delete(&format!("/v1/webhooks/{}", hook.id)).bearer(&editor.token).await;
        assert_eq!(gone.status, 204);
        let rows = dump(&app).await;
        for table in ["webhooks", "webhook_secrets", "webhook_deliveries"] {
            assert!(rows[table].is_empty(), "{table}");
        }
    }
}
