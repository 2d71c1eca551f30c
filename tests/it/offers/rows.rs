//! What rows and drafts say of who may see an offer, and what is wrong with it.

use serde_json::{Value, json};
use tests::on_both;

use super::{CLIENT, OTHER, People, by, closed};
use crate::intake::{outcomes, row, told};

fn line(client: &str) -> Value {
    json!({"kind": "course_fee", "amountCents": 100, "payer": "organisation", "client": client})
}

on_both! {
    async fn every_fault_in_it_is_named(app: TestApp) {
        let people = People::made(&app).await;
        let with = |mut row: Value, member: &str, value: Value| {
            row[member] = value;
            row
        };
        let cases = [
            (closed("a", "geheim", &[]), vec![("/visibility", "row.bad_visibility")]),
            (closed("b", "clients", &[]), vec![("/clients", "row.clients_missing")]),
            (closed("c", "own", &[CLIENT]), vec![("/clients", "row.clients_unused")]),
            (with(row("d"), "clients", json!([CLIENT])), vec![("/clients", "row.clients_unused")]),
            (closed("e", "clients", &[CLIENT, "bestaat-niet"]), vec![("/clients/1", "row.unknown_client")]),
            (closed("f", "clients", &[&people.seller.provider]), vec![("/clients/0", "row.unknown_client")]),
            (with(closed("g", "clients", &[CLIENT]), "priceLines", json!([line(CLIENT), line(OTHER), line("niemand")])),
                vec![("/priceLines/1/client", "row.client_unnamed"), ("/priceLines/2/client", "row.unknown_client")]),
            (with(row("h"), "priceLines", json!([line(CLIENT)])), vec![("/priceLines/0/client", "row.client_unnamed")]),
            (with(row("i"), "editions", json!([{"externalId": "x", "delivery": "online", "openTo": [CLIENT, 5, "niemand"], "priceLines": [line(CLIENT), line(OTHER)]}])),
                vec![("/editions/0/openTo/1", "row.malformed"), ("/editions/0/openTo/2", "row.unknown_client"), ("/editions/0/priceLines/1/client", "row.client_unnamed")]),
        ];
        let rows: Vec<Value> = cases.iter().map(|(row, _)| row.clone()).collect();
        let pushed = people.seller.push(&app, "1", &json!(rows)).await;
        assert_eq!(outcomes(&pushed), vec!["rejected"; cases.len()]);
        for (at, (row, expect)) in cases.iter().enumerate() {
            let mut found = told(&pushed.json()["rows"][at]);
            found.sort();
            let expect: Vec<_> = expect.iter().map(|(place, code)| ((*place).to_owned(), (*code).to_owned())).collect();
            assert_eq!(found, expect, "{row}");
        }
        let mut draft = json!({"content": closed("x", "clients", &[])});
        draft["content"]["priceLines"] = json!([line(CLIENT)]);
        let draft = people.seller.begins(&app, &draft).await;
        let mut found = crate::drafts::told(&draft);
        found.sort();
        let expect = [("/clients", "row.clients_missing"), ("/priceLines/0/client", "row.client_unnamed")];
        assert_eq!(found, expect.map(|(place, code)| (place.to_owned(), code.to_owned())));
    }

    async fn a_closed_offer_is_drafted_and_approved_by_graphql_too(app: TestApp) {
        let people = People::made(&app).await;
        let create = "mutation($content: DraftContentInput!) { draftCreate(input: {content: $content}) { draft { uuid sound
            messages { field code } content { visibility clients priceLines { client } editions { openTo } } } } }";
        let content = json!({
            "title": "Zeilschool op maat", "summary": "Over zeilen.", "visibility": "CLIENTS", "clients": [CLIENT],
            "priceLines": [{"kind": "course_fee", "amountCents": 0, "payer": "parent", "client": CLIENT}],
            "editions": [{"startsOn": "2027-05-01", "delivery": "ONLINE", "openTo": [CLIENT]}],
        });
        let made = app.graphql(create, json!({"content": content})).bearer(&people.seller.token).await.data()["draftCreate"]["draft"].clone();
        assert_eq!((&made["sound"], &made["messages"]), (&json!(true), &json!([])));
        assert_eq!(made["content"], json!({"visibility": "CLIENTS", "clients": [CLIENT], "priceLines": [{"client": CLIENT}], "editions": [{"openTo": [CLIENT]}]}));
        let id = made["uuid"].as_str().expect("an id").to_owned();
        assert_eq!(people.seller.steps(&app, (&id, "_submit"), 1).await.status, 200);
        assert_eq!(crate::drafts::step(&app, &people.admin, (&id, "_approve"), 2).await.status, 200);
        let found = |token: Option<&str>| by(app.graphql("{ courses(filter: {q: \"zeilschool\", visibility: [CLIENTS]}) { nodes { title visibility price { amountCents } } } }", json!({})), token);
        assert_eq!(found(None).await.data()["courses"]["nodes"], json!([]));
        let theirs = found(Some(&people.client.token)).await.data();
        assert_eq!(theirs["courses"]["nodes"], json!([{"title": "Zeilschool op maat", "visibility": "CLIENTS", "price": {"amountCents": 0}}]));
    }
}
