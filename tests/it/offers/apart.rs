//! What one client pays is told to nobody but that client and those who look after the offer.

use serde_json::{Value, json};
use tests::{TestApp, on_both};

use super::{CLIENT, OTHER, People, closed, pushed};
use crate::intake::{edition, text};

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
}
