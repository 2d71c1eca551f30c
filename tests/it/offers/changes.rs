//! What those hear who keep a copy, when it changes who may see an offer.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{CLIENT, OTHER, People, by, closed, pushed};
use crate::intake::{edition, outcomes, row, text, token};

/// What somebody hears of a course: when, and whether it is gone; nothing where they hear nothing.
async fn heard(app: &TestApp, token: Option<&str>, id: &str) -> Option<(String, bool)> {
    let mut cursor = String::new();
    loop {
        let page = by(
            app.get(&format!("/v1/courses/_changes?limit=100{cursor}")),
            token,
        )
        .await
        .json();
        let items = page["items"].as_array().expect("items").iter();
        if let Some(found) = items.clone().find(|it| it["courseId"] == json!(id)) {
            return Some((text(&found["changedAt"]), found["removed"] == true));
        }
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return None,
        }
    }
}

on_both! {
    async fn who_loses_an_offer_hears_it_and_nobody_else_does(app: TestApp) {
        let people = People::made(&app).await;
        let seller = |editor: String| crate::intake::Editor { token: editor, provider: people.seller.provider.clone() };
        let public = row("loopt");
        let id = pushed(&app, &people.seller, "1", json!([public.clone()])).await.remove(0);
        let slug = text(&app.get(&format!("/v1/courses/{id}")).await.json()["slug"]);
        let mut sold = closed("loopt", "clients", &[CLIENT, OTHER]);
        sold["title"] = public["title"].clone();

        app.advance(TimeDelta::minutes(1));
        pushed(&app, &people.seller, "2", json!([sold.clone()])).await;
        let gone = heard(&app, None, &id).await.expect("the public knew it");
        assert!(gone.1);
        assert_eq!(heard(&app, Some(&people.nobodys), &id).await, Some(gone.clone()));
        assert!(!heard(&app, Some(&people.client.token), &id).await.expect("it is theirs").1);
        assert_eq!(app.get(&format!("/v1/courses/{slug}")).await.status, 404);

        // What becomes of it then is no news to those who know it no more.
        app.advance(TimeDelta::minutes(1));
        sold["clients"] = json!([CLIENT]);
        pushed(&app, &people.seller, "3", json!([sold.clone()])).await;
        assert_eq!(heard(&app, None, &id).await, Some(gone.clone()));
        let lost = heard(&app, Some(&people.other.token), &id).await.expect("they knew it");
        assert!(lost.1 && lost.0 > gone.0, "{lost:?}");
        assert_eq!(heard(&app, Some(&people.elsewhere), &id).await, Some(lost.clone()));

        let body = json!({"ifRevision": 3});
        app.advance(TimeDelta::minutes(1));
        let away = app.post(&format!("/v1/courses/{id}/_withdraw")).json(&body).bearer(&people.seller.token).await;
        assert_eq!(away.status, 200, "{}", away.text());
        assert_eq!(heard(&app, None, &id).await, Some(gone));
        assert_eq!(heard(&app, Some(&people.other.token), &id).await, Some(lost));
        assert!(heard(&app, Some(&people.parent), &id).await.expect("they knew it").1);

        let mut open = public.clone();
        open["visibility"] = json!("public");
        let editor = seller(token(&app, "bureau@voorbeeld.nl", "organisation").await);
        pushed(&app, &editor, "4", json!([open])).await;
        assert!(heard(&app, None, &id).await.expect("it is still away").1);
        let body = json!({"ifRevision": 5});
        let back = app.post(&format!("/v1/courses/{id}/_publish")).json(&body).bearer(&editor.token).await;
        assert_eq!(back.status, 200, "{}", back.text());
        assert_eq!(heard(&app, None, &id).await.map(|it| it.1), Some(false));
        assert_eq!(app.get(&format!("/v1/courses/{slug}")).await.json()["id"], json!(id));
    }

    async fn what_was_never_public_gets_an_address_when_it_is(app: TestApp) {
        let people = People::made(&app).await;
        let mut sold = closed("eerst dicht", "clients", &[CLIENT]);
        let id = pushed(&app, &people.seller, "1", json!([sold.clone()])).await.remove(0);
        assert_eq!(heard(&app, None, &id).await, None);
        sold["visibility"] = json!("organisations");
        sold.as_object_mut().expect("a row").remove("clients");
        pushed(&app, &people.seller, "2", json!([sold.clone()])).await;
        assert_eq!(heard(&app, None, &id).await, None);
        assert!(!heard(&app, Some(&people.other.token), &id).await.expect("every organisation sees it").1);
        assert_eq!(heard(&app, Some(&people.elsewhere), &id).await, None);
        assert!(heard(&app, Some(&people.parent), &id).await.expect("they knew it").1);
        sold["visibility"] = json!("public");
        pushed(&app, &people.seller, "3", json!([sold])).await;
        let read = app.get(&format!("/v1/courses/{id}")).await.json();
        assert_eq!((&read["slug"], &read["visibility"]), (&json!("zeilschool-eerst-dicht"), &json!("public")));
        assert_eq!(heard(&app, None, &id).await.map(|it| it.1), Some(false));
    }

    async fn what_is_not_said_of_who_may_see_it_stays_as_it_is(app: TestApp) {
        let people = People::made(&app).await;
        let mut sold = closed("besteld", "clients", &[CLIENT]);
        sold["editions"] = json!([{"externalId": "dicht", "startsOn": "2027-05-01", "delivery": "online", "openTo": [CLIENT]}]);
        let id = pushed(&app, &people.seller, "1", json!([sold.clone()])).await.remove(0);
        for member in ["visibility", "clients"] {
            sold.as_object_mut().expect("a row").remove(member);
        }
        sold["title"] = json!("Zeilschool anders");
        sold["editions"] = json!([edition("dicht", "2027-05-02")]);
        pushed(&app, &people.seller, "2", json!([sold])).await;
        let table = "externalId;title;summary\nbesteld;Zeilschool uit een tabel;Over zeilen\n";
        assert_eq!(outcomes(&people.seller.table(&app, "3", table).await), ["updated"]);
        assert_eq!(app.get(&format!("/v1/courses/{id}")).await.status, 404);
        let theirs = app.get(&format!("/v1/courses/{id}")).bearer(&people.client.token).await.json();
        assert_eq!((&theirs["visibility"], &theirs["title"]), (&json!("clients"), &json!("Zeilschool uit een tabel")));
        let dates = app.get(&format!("/v1/courses/{id}/editions")).bearer(&people.client.token).await.json();
        assert_eq!((&dates["items"][0]["restricted"], &dates["items"][0]["startsOn"]), (&json!(true), &json!("2027-05-02")));

        let draft = people.seller.begins(&app, &json!({"courseId": id})).await;
        assert_eq!((&draft["content"]["visibility"], &draft["content"]["clients"]), (&json!("clients"), &json!([people.client.provider])));
        let history = people.seller.read(&app, &format!("/v1/courses/{id}/history")).await.json();
        assert!(!history.to_string().contains("visibility"), "{history}");
        let table = "externalId;title;visibility;clients\nbesteld;Zeilschool uit een tabel;clients;xonar,yorneo\n";
        assert_eq!(outcomes(&people.seller.table(&app, "4", table).await), ["updated"]);
        let history = people.seller.read(&app, &format!("/v1/courses/{id}/history")).await.json();
        let changes = history["items"][0]["changes"].as_array().expect("changes").clone();
        let clients = changes.iter().find(|it| it["field"] == "clients").cloned().unwrap_or(Value::Null);
        assert_eq!(clients["after"], json!([CLIENT, OTHER]));
        assert_eq!(app.get(&format!("/v1/courses/{id}")).bearer(&people.other.token).await.status, 200);
    }

    async fn another_node_shows_it_to_the_same_people(app: TestApp) {
        let people = People::made(&app).await;
        let node = app.node().await;
        let id = pushed(&app, &people.seller, "1", json!([closed("besteld", "clients", &[CLIENT])])).await.remove(0);
        people.names(&people.elsewhere, CLIENT).await;
        node.backend.catch_up().await.expect("it hears");
        for (name, token) in people.all() {
            let expect = match name {
                "parent" | "parent elsewhere" | "seller" | "client" => 200,
                _ => 404,
            };
            assert_eq!(by(node.get(&format!("/v1/courses/{id}")), token).await.status, expect, "{name}");
        }
        node.leave().await;
    }
}
