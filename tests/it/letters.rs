//! Letters: what a mailbox is shown, and when there is one about a new device.

use chrono::TimeDelta;
use entities::account_devices;
use sea_orm::EntityTrait;
use serde_json::json;
use tests::{Answer, TestApp, on_both};

use crate::identity::{PASSWORD, letters, somebody, wish};

const AN: &str = "an@voorbeeld.nl";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const LATER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";

async fn signs_in(app: &TestApp, agent: &str) -> Answer {
    let shown = json!({"email": AN, "password": PASSWORD, "hat": "parent"});
    app.post("/v1/sessions")
        .header("User-Agent", agent)
        .json(&shown)
        .await
}

async fn by_graphql(app: &TestApp, agent: &str) {
    let create = "mutation { sessionCreate(input: {email: \"an@voorbeeld.nl\", password: \"zonnebloem-pit\", hat: PARENT}) { hat } }";
    app.graphql(create, json!({}))
        .header("User-Agent", agent)
        .await
        .data();
}

on_both! {
    async fn a_new_device_is_told_of_once_and_once_a_day(app: TestApp) {
        somebody(&app, AN).await;
        letters(&app).await;
        // The first is no news, and an update is no other.
        for agent in [FIREFOX, LATER] {
            assert_eq!(signs_in(&app, agent).await.status, 201);
        }
        assert!(letters(&app).await.is_empty());
        by_graphql(&app, PHONE).await;
        let told = letters(&app).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("Chrome op Android"), "{}", told[0]);
        for agent in [PHONE, "okhttp/4.12"] {
            signs_in(&app, agent).await;
        }
        assert!(letters(&app).await.is_empty());
        app.advance(TimeDelta::days(1));
        signs_in(&app, "okhttp/5.0").await;
        assert!(letters(&app).await.is_empty());
        by_graphql(&app, "curl/8.5").await;
        assert_eq!(letters(&app).await.len(), 1);
        // Nothing of it is kept but a digest.
        let rows = account_devices::Entity::find().all(app.backend.reader()).await.expect("rows");
        assert_eq!(rows.len(), 4);
        let kept = format!("{rows:?}").to_lowercase();
        assert!(["chrome", "firefox", "android", "curl"].iter().all(|word| !kept.contains(word)), "{kept}");
    }

    async fn a_wrong_password_is_no_device(app: TestApp) {
        somebody(&app, AN).await;
        signs_in(&app, FIREFOX).await;
        letters(&app).await;
        let shown = json!({"email": AN, "password": "verkeerd", "hat": "parent"});
        app.post("/v1/sessions").header("User-Agent", PHONE).json(&shown).await;
        assert!(letters(&app).await.is_empty());
    }

    async fn a_letter_is_text_and_html_in_two_languages_and_loads_nothing(app: TestApp) {
        assert_eq!(app.post("/v1/accounts").json(&wish(AN)).await.status, 202);
        let letter = letters(&app).await.remove(0);
        assert!(letter.contains("Content-Type: multipart/alternative"), "{letter}");
        assert!(letter.contains("Content-Type: text/plain") && letter.contains("Content-Type: text/html"));
        assert!(letter.contains("Subject: Bericht voor jou / A message for you"), "{letter}");
        let (text, html) = letter.split_once("Content-Type: text/html").expect("both");
        for part in [text, html] {
            assert!(part.contains("Je code is: ") && part.contains("Your code is: "), "{part}");
        }
        assert!(html.contains("<html lang=") && html.contains("<title>"), "{html}");
        let loads = ["http://", "https://", "src=", "cid:", "<img", "<script"];
        assert!(loads.iter().all(|word| !html.contains(word)), "{html}");
        let said = letter.to_lowercase();
        assert!(["pleeg", "foster"].iter().all(|word| !said.contains(word)), "{letter}");
    }
}
