//! What one client pays is told to nobody but that client and those who look after the offer;
//! whoever keeps a copy hears of what is theirs.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{CLIENT, OTHER, People, by, closed, pushed};
use crate::intake::{edition, row, text};

/// A line that a client's parents pay, or everybody's.
fn line(cents: i64, client: Option<&str>) -> Value {
    let mut line = json!({"kind": "course_fee", "amountCents": cents, "payer": "parent"});
    if let Some(client) = client {
        line["client"] = json!(client);
    }
    line
}

/// An offer for two clients, at a price for each.
fn sold(prices: [i64; 2]) -> Value {
    let mut row = closed("verkocht", "clients", &[CLIENT, OTHER]);
    row["priceLines"] = json!([
        line(9_900, None),
        line(prices[0], Some(CLIENT)),
        line(prices[1], Some(OTHER))
    ]);
    let mut date = edition("voorjaar", "2027-03-01");
    date["priceLines"] = row["priceLines"].clone();
    row["editions"] = json!([date]);
    row
}

/// A course as somebody sees it, with its ETag.
async fn read(app: &TestApp, id: &str, token: &str) -> (Value, String) {
    let answer = app.get(&format!("/v1/courses/{id}")).bearer(token).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    (answer.json(), answer.header("etag"))
}

/// The editions of a course as somebody sees them.
async fn dates(app: &TestApp, id: &str, token: &str) -> Value {
    let path = format!("/v1/courses/{id}/editions");
    app.get(&path).bearer(token).await.json()["items"].clone()
}

/// All that somebody hears of what changed, at one door and the other.
async fn changes(app: &TestApp, token: Option<&str>) -> Vec<(String, String, bool)> {
    let mut heard = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/v1/courses/_changes?limit=100{cursor}");
        let page = by(app.get(&path), token).await.json();
        for item in page["items"].as_array().expect("items") {
            heard.push((
                text(&item["courseId"]),
                text(&item["changedAt"]),
                item["removed"] == true,
            ));
        }
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let query = "{ courseChanges(first: 100) { totalCount nodes { courseId removed } } }";
    let nodes =
        by(app.graphql(query, json!({})), token).await.data()["courseChanges"]["nodes"].clone();
    let first: Vec<_> = heard
        .iter()
        .take(100)
        .map(|(id, _, gone)| json!({"courseId": id, "removed": gone}))
        .collect();
    assert_eq!(nodes, json!(first));
    heard
}

/// What somebody hears of one course: when, and whether it is gone.
async fn heard(app: &TestApp, token: Option<&str>, id: &str) -> Option<(String, bool)> {
    let found = changes(app, token)
        .await
        .into_iter()
        .find(|(course, _, _)| course == id);
    found.map(|(_, at, gone)| (at, gone))
}

on_both! {
    async fn who_looks_after_an_offer_sees_what_each_client_pays(app: TestApp) {
        let people = People::made(&app).await;
        let id = pushed(&app, &people.seller, "1", json!([sold([5_000, 6_000])])).await.remove(0);
        let (own, _) = read(&app, &id, &people.seller.token).await;
        let amounts = |course: &Value| {
            let lines = course["priceLines"].as_array().expect("lines").iter();
            lines.map(|line| (line["amount"]["amountCents"].as_i64().expect("cents"), line["client"]["slug"].as_str().map(str::to_owned))).collect::<Vec<_>>()
        };
        let (client, other) = ((5_000, Some(CLIENT.to_owned())), (6_000, Some(OTHER.to_owned())));
        assert_eq!(amounts(&own), [(9_900, None), client.clone(), other.clone()]);
        // The one figure is that of nobody in particular, and clients are named.
        assert_eq!(own["price"]["amountCents"], 9_900);
        let slugs = |list: &Value| list.as_array().expect("clients").iter().map(|it| text(&it["slug"])).collect::<Vec<_>>();
        assert_eq!(slugs(&own["clients"]), [CLIENT, OTHER]);
        assert_eq!(amounts(&dates(&app, &id, &people.seller.token).await[0]), [(9_900, None), client.clone(), other.clone()]);
        let query = "query($id: ID!) { course(id: $id) { clients { slug } priceLines { amount { amountCents } client { slug } } editions { nodes { openTo { slug } priceLines { client { slug } } } } } }";
        let there = app.graphql(query, json!({"id": id})).bearer(&people.seller.token).await.data()["course"].clone();
        assert_eq!((amounts(&there), slugs(&there["clients"])), (amounts(&own), slugs(&own["clients"])));
        assert_eq!((&there["editions"]["nodes"][0]["openTo"], &there["editions"]["nodes"][0]["priceLines"][2]["client"]["slug"]), (&Value::Null, &json!(OTHER)));
        let file = app.get("/v1/courses?format=csv").bearer(&people.seller.token).await.text();
        assert!(file.contains("client=yorneo"), "{file}");
        // A client sees its own alone, its parents likewise, and no other client.
        for (token, expect) in [(&people.client.token, &client), (&people.parent, &client), (&people.other.token, &other)] {
            let (theirs, _) = read(&app, &id, token).await;
            assert_eq!(amounts(&theirs), std::slice::from_ref(expect));
            assert_eq!((&theirs["price"]["amountCents"], &theirs["clients"]), (&json!(expect.0), &Value::Null));
            assert_eq!(dates(&app, &id, token).await[0]["openTo"], Value::Null);
            let query = "query($id: ID!) { course(id: $id) { clients { slug } priceLines { client { slug } } } }";
            let there = app.graphql(query, json!({"id": id})).bearer(token).await.data()["course"].clone();
            assert_eq!((&there["clients"], there["priceLines"].as_array().map(Vec::len)), (&Value::Null, Some(1)));
        }
    }

    async fn what_changes_for_one_client_is_no_news_to_another(app: TestApp) {
        let people = People::made(&app).await;
        let mut offer = sold([5_000, 6_000]);
        offer["editions"][0]["openTo"] = json!([CLIENT, OTHER]);
        let id = pushed(&app, &people.seller, "1", json!([offer.clone()])).await.remove(0);
        let all = async |token: &str| (read(&app, &id, token).await, dates(&app, &id, token).await, heard(&app, Some(token), &id).await);
        let without_confirmation = |mut seen: ((Value, String), Value, Option<(String, bool)>)| {
            seen.0.0["lastVerified"] = Value::Null;
            seen.0.1 = seen.0.1.split('.').next().unwrap_or_default().to_owned();
            seen
        };
        let before = without_confirmation(all(&people.client.token).await);
        let parents = without_confirmation(all(&people.parent).await);
        let others = all(&people.other.token).await;
        let owner = read(&app, &id, &people.seller.token).await.0;

        app.advance(TimeDelta::minutes(1));
        for (key, cents) in [("2", 6_100), ("3", 6_200)] {
            offer["priceLines"][2]["amountCents"] = json!(cents);
            offer["editions"][0]["priceLines"][2]["amountCents"] = json!(cents);
            pushed(&app, &people.seller, key, json!([offer.clone()])).await;
        }
        assert_eq!(without_confirmation(all(&people.client.token).await), before);
        assert_eq!(without_confirmation(all(&people.parent).await), parents);
        // Whom it concerns hears of it, and its owner sees the revision that a change names.
        let theirs = all(&people.other.token).await;
        assert_ne!(theirs.0.1, others.0.1);
        assert!(theirs.2 > others.2, "{theirs:?}");
        assert_eq!(theirs.0.0["price"]["amountCents"], 6_200);
        let now = read(&app, &id, &people.seller.token).await.0;
        assert_eq!(now["revision"].as_i64(), owner["revision"].as_i64().map(|it| it + 2));
        assert!(text(&now["updatedAt"]) > text(&owner["updatedAt"]));

        // Nor is it that somebody else is a client no more; but what all see, is.
        offer["clients"] = json!([CLIENT]);
        offer["priceLines"].as_array_mut().expect("lines").pop();
        offer["editions"][0]["priceLines"].as_array_mut().expect("lines").pop();
        offer["editions"][0]["openTo"] = json!([CLIENT]);
        app.advance(TimeDelta::minutes(1));
        pushed(&app, &people.seller, "4", json!([offer.clone()])).await;
        assert_eq!(without_confirmation(all(&people.client.token).await), before);
        assert!(heard(&app, Some(&people.other.token), &id).await.expect("they knew it").1);
        offer["title"] = json!("Zeilschool anders");
        app.advance(TimeDelta::minutes(1));
        pushed(&app, &people.seller, "5", json!([offer.clone()])).await;
        let after = all(&people.client.token).await;
        assert_eq!(after.0.0["revision"].as_i64(), before.0.0["revision"].as_i64().map(|it| it + 1));
        assert!(after.2 > before.2, "{after:?}");
    }

    async fn a_closed_date_that_goes_is_told_to_whom_it_was_for(app: TestApp) {
        let people = People::made(&app).await;
        let mut open = row("beide");
        let mut shut = edition("dicht", "2027-05-01");
        shut["openTo"] = json!([CLIENT, OTHER]);
        open["editions"] = json!([edition("open", "2027-04-01"), shut]);
        let id = pushed(&app, &people.seller, "1", json!([open.clone()])).await.remove(0);
        let ask = async || {
            let mut all = Vec::new();
            for (_, token) in people.all() {
                all.push(heard(&app, token, &id).await);
            }
            all
        };
        let hears = |before: &[Option<(String, bool)>], after: &[Option<(String, bool)>]| {
            let both = before.iter().zip(after).zip(people.all());
            both.filter(|((before, after), _)| before != after).map(|(_, (name, _))| name).collect::<Vec<_>>()
        };
        let first = ask().await;
        app.advance(TimeDelta::minutes(1));
        open["editions"][1]["openTo"] = json!([CLIENT]);
        pushed(&app, &people.seller, "2", json!([open.clone()])).await;
        let second = ask().await;
        // Who still sees it hears nothing; its provider sees that it is for others now.
        assert_eq!(hears(&first, &second), ["parent elsewhere", "seller", "other"]);
        assert_eq!(dates(&app, &id, &people.other.token).await.as_array().map(Vec::len), Some(1));
        app.advance(TimeDelta::minutes(1));
        open["editions"].as_array_mut().expect("editions").pop();
        pushed(&app, &people.seller, "3", json!([open.clone()])).await;
        assert_eq!(hears(&second, &ask().await), ["parent", "seller", "client"]);
    }

    async fn a_parent_hears_what_goes_when_they_take_back_whose_they_are(app: TestApp) {
        let people = People::made(&app).await;
        let mut both = row("beide");
        let mut shut = edition("dicht", "2027-05-01");
        shut["openTo"] = json!([CLIENT]);
        both["editions"] = json!([edition("open", "2027-04-01"), shut]);
        let ids = pushed(&app, &people.seller, "1", json!([closed("dicht", "clients", &[CLIENT]), both, row("open")])).await;
        let since = async |token: Option<&str>, before: &[(String, String, bool)]| {
            let now = changes(&app, token).await;
            now.into_iter().filter(|it| !before.contains(it)).map(|(id, _, gone)| (id, gone)).collect::<Vec<_>>()
        };
        let knew = changes(&app, Some(&people.parent)).await;
        assert!(knew.iter().any(|(id, _, gone)| *id == ids[0] && !gone));
        let nobody = changes(&app, None).await;
        app.advance(TimeDelta::minutes(1));
        assert_eq!(app.delete("/v1/me/client").bearer(&people.parent).await.status, 204);
        let mut told = since(Some(&people.parent), &knew).await;
        told.sort_by_key(|(id, _)| ids.iter().position(|known| known == id));
        assert_eq!(told, [(ids[0].clone(), true), (ids[1].clone(), false)]);
        // Nobody else hears a thing, and what they hear is no public answer.
        assert_eq!(changes(&app, None).await, nobody);
        assert_eq!(changes(&app, Some(&people.nobodys)).await, nobody);
        let answer = app.get("/v1/courses/_changes").bearer(&people.parent).await;
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let (_, statements) = app.counted(app.get("/v1/courses/_changes").bearer(&people.parent)).await;
        assert_eq!(statements, 0);

        // Said again, it is there again; and another node knows as much.
        let gone = changes(&app, Some(&people.parent)).await;
        app.advance(TimeDelta::minutes(1));
        people.names(&people.parent, CLIENT).await;
        let mut told = since(Some(&people.parent), &gone).await;
        told.sort_by_key(|(id, _)| ids.iter().position(|known| known == id));
        assert_eq!(told, [(ids[0].clone(), false), (ids[1].clone(), false)]);
        let here = changes(&app, Some(&people.parent)).await;
        let node = app.node().await;
        assert_eq!(changes(&node, Some(&people.parent)).await, here);
        node.leave().await;
    }

    async fn figures_do_not_tell_that_something_hidden_was_written(app: TestApp) {
        let people = People::made(&app).await;
        let version = async || {
            let rest = app.get("/v1/supply?by=pillar").await;
            let shop = app.get("/v1/providers/xonar/supply?by=pillar").await.json();
            let graphql = app.graphql("{ supply(by: [PILLAR]) { catalogueVersion } }", json!({})).await.data();
            assert_eq!(graphql["supply"]["catalogueVersion"], rest.json()["catalogueVersion"]);
            assert_eq!(shop["catalogueVersion"], rest.json()["catalogueVersion"]);
            (rest.json(), rest.header("etag"))
        };
        let before = version().await;
        app.advance(TimeDelta::minutes(1));
        let mut offer = sold([5_000, 6_000]);
        let id = pushed(&app, &people.seller, "1", json!([offer.clone()])).await.remove(0);
        offer["priceLines"][1]["amountCents"] = json!(1);
        pushed(&app, &people.seller, "2", json!([offer])).await;
        people.seller.begins(&app, &json!({"courseId": id})).await;
        people.names(&people.nobodys, CLIENT).await;
        let away = app.post(&format!("/v1/courses/{id}/_withdraw")).json(&json!({"ifRevision": 2})).bearer(&people.seller.token).await;
        assert_eq!(away.status, 200, "{}", away.text());
        assert_eq!(version().await, before);
        // What the public sees otherwise does, the same on every node.
        pushed(&app, &people.seller, "3", json!([row("open")])).await;
        let after = version().await;
        assert_ne!(after.0["catalogueVersion"], before.0["catalogueVersion"]);
        let node = app.node().await;
        let there = node.get("/v1/supply?by=pillar").await.json();
        assert_eq!(there["catalogueVersion"], after.0["catalogueVersion"]);
        node.leave().await;
    }

    async fn what_the_public_never_saw_takes_no_address_from_its_title(app: TestApp) {
        let people = People::made(&app).await;
        let mut offer = closed("zelfde naam", "clients", &[CLIENT]);
        let id = pushed(&app, &people.seller, "1", json!([offer.clone()])).await.remove(0);
        let slug = async || {
            let own = app.get("/v1/courses/_own?limit=100").bearer(&people.seller.token).await.json();
            let own = own["items"].as_array().expect("courses").iter().find(|it| it["courseId"] == json!(id)).expect("it").clone();
            text(&own["slug"])
        };
        let stand = |act: &str, from: i64| app.post(&format!("/v1/courses/{id}/{act}")).json(&json!({"ifRevision": from})).bearer(&people.seller.token);
        assert_eq!(stand("_withdraw", 1).await.status, 200);
        offer["visibility"] = json!("public");
        offer.as_object_mut().expect("a row").remove("clients");
        pushed(&app, &people.seller, "2", json!([offer.clone()])).await;
        assert!(slug().await.starts_with('~'));
        // Another organisation's course of that name gets the plain address.
        let mut same = row("van een ander");
        same["title"] = offer["title"].clone();
        let theirs = pushed(&app, &people.other, "1", json!([same])).await.remove(0);
        assert_eq!(app.get(&format!("/v1/courses/{theirs}")).await.json()["slug"], "zeilschool-zelfde-naam");
        // Closed again it keeps its own; shown to all, it gets one of its title.
        offer["visibility"] = json!("own");
        pushed(&app, &people.seller, "3", json!([offer.clone()])).await;
        assert!(slug().await.starts_with('~'));
        offer["visibility"] = json!("public");
        pushed(&app, &people.seller, "4", json!([offer])).await;
        let shown = stand("_publish", 5).await;
        assert_eq!((shown.status, &shown.json()["slug"]), (200, &json!("zeilschool-zelfde-naam-2")), "{}", shown.text());
        assert_eq!(app.get("/v1/courses/zeilschool-zelfde-naam-2").await.json()["id"], json!(id));
    }
}
