//! What somebody holds keeps its meaning while the catalogue changes: a place in a list, and an
//! address.

use serde_json::json;
use tests::{TestApp, on_both};

use crate::intake::{one, row, text};

/// The courses of a list from a place on: their titles, and the next place.
async fn page(app: &TestApp, sort: &str, cursor: Option<&str>) -> (Vec<String>, Option<String>) {
    let cursor = cursor.map(|it| format!("&cursor={it}")).unwrap_or_default();
    let path = format!("/v1/courses?sort={sort}&limit=10{cursor}");
    let page = app.get(&path).await.json();
    let items = page["items"].as_array().expect("items").iter();
    (
        items.map(|it| text(&it["title"])).collect(),
        page["nextCursor"].as_str().map(str::to_owned),
    )
}

/// The same at the other door.
async fn edges(app: &TestApp, after: Option<&str>) -> (Vec<String>, Option<String>) {
    let query = "query($after: String) { courses(sort: TITLE, first: 10, after: $after) { nodes { title } pageInfo { endCursor hasNextPage } } }";
    let found = app.graphql(query, json!({"after": after})).await.data()["courses"].clone();
    let nodes = found["nodes"].as_array().expect("nodes").iter();
    let next = found["pageInfo"]["endCursor"]
        .as_str()
        .filter(|_| found["pageInfo"]["hasNextPage"] == true);
    (
        nodes.map(|it| text(&it["title"])).collect(),
        next.map(str::to_owned),
    )
}

/// All pages of a list, while something is added after each: titles before and after all others.
async fn all(app: &TestApp, editor: &crate::intake::Editor, door: &str) -> Vec<String> {
    let (mut titles, mut cursor, mut at) = (Vec::new(), None, 0);
    loop {
        let (found, next) = match door {
            "rest" => page(app, "title", cursor.as_deref()).await,
            _ => edges(app, cursor.as_deref()).await,
        };
        titles.extend(found);
        let Some(next) = next else { return titles };
        at += 1;
        let added = ["Aaaa", "Zzzz"].map(|begin| {
            let mut row = row(&format!("{door}-{begin}-{at}"));
            row["title"] = json!(format!("{begin} {door} {at}"));
            row
        });
        editor
            .push(app, &format!("{door}-{at}"), &json!(added))
            .await;
        cursor = Some(next);
    }
}

on_both! {
    async fn a_place_in_a_list_stays_while_others_are_added(app: TestApp) {
        let editor = one(&app).await;
        for door in ["rest", "graphql"] {
            let before = app.get("/v1/courses?sort=title&limit=100").await.json();
            let before: Vec<String> = before["items"].as_array().expect("items").iter().map(|it| text(&it["title"])).collect();
            let seen = all(&app, &editor, door).await;
            let mut once = seen.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), seen.len(), "{door}: nothing twice");
            assert!(before.iter().all(|title| seen.contains(title)), "{door}: nothing left out");
            // What stands after the place is met, what stands before it is not.
            assert!(!seen.contains(&format!("Aaaa {door} 1")), "{door}");
            assert!(seen.contains(&format!("Zzzz {door} 1")), "{door}");
        }
    }

    async fn an_address_leads_where_it_led_whatever_the_title_is(app: TestApp) {
        let editor = one(&app).await;
        let receipt = editor.push(&app, "1", &json!([row("een")])).await.json();
        let id = text(&receipt["rows"][0]["courseId"]);
        let slug = text(&app.get(&format!("/v1/courses/{id}")).await.json()["slug"]);
        let (mut renamed, mut other) = (row("een"), row("twee"));
        other["title"] = renamed["title"].clone();
        renamed["title"] = json!("Heel anders");
        editor.push(&app, "2", &json!([renamed, other])).await;
        let read = app.get(&format!("/v1/courses/{slug}")).await.json();
        assert_eq!((&read["id"], &read["title"]), (&json!(id), &json!("Heel anders")));
        let found = app.graphql("query($id: ID!) { course(id: $id) { uuid title } }", json!({"id": slug})).await.data();
        assert_eq!(found["course"], json!({"uuid": id, "title": "Heel anders"}));
    }
}
