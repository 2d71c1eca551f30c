//! What is shown on one line is written on one: names and titles, at every door.

use serde_json::{Value, json};
use tests::on_both;

use crate::drafts::{reviewer, told as said_of, whole};
use crate::intake::{edition, one, row, text, told};

const BROKEN: &str = "een\ntitel";

fn is_told(found: &[(String, String)], pointer: &str, code: &str) -> bool {
    found.contains(&(pointer.to_owned(), code.to_owned()))
}

on_both! {
    async fn a_row_with_a_broken_name_is_refused(app: TestApp) {
        let editor = one(&app).await;
        let mut broken = row("regels");
        broken["title"] = json!(BROKEN);
        broken["summary"] = json!("Een samenvatting\nheeft regels.");
        broken["accreditations"] = json!([{"issuer": BROKEN, "code": "a\rb"}]);
        let mut dates = edition("na\njaar", "2027-03-01");
        for name in ["venue", "place", "municipality"] {
            dates[name] = json!(BROKEN);
        }
        broken["editions"] = json!([dates]);
        let expect = ["/accreditations/0/code", "/accreditations/0/issuer", "/editions/0/externalId", "/editions/0/municipality", "/editions/0/place", "/editions/0/venue", "/title"];
        let rest = editor.push(&app, "1", &json!([broken])).await.json();
        let graphql = editor.mutate(&app, "2", &json!([broken])).await.data();
        for row in [&rest["rows"][0], &graphql["pushCreate"]["receipt"]["rows"]["nodes"][0]] {
            let mut found = told(row);
            found.retain(|(_, code)| code == "row.line_break");
            found.sort();
            let places: Vec<_> = found.into_iter().map(|(place, _)| place).collect();
            assert_eq!(places, expect, "{row:#}");
        }
        let table = format!("externalId;title\nregels;\"{BROKEN}\"\n");
        let receipt = editor.table(&app, "3", table).await.json();
        assert!(is_told(&told(&receipt["rows"][0]), "title", "row.line_break"), "{receipt:#}");
        let mut draft = whole("x");
        draft["content"]["title"] = json!(BROKEN);
        let begun = editor.begins(&app, &draft).await;
        assert!(is_told(&said_of(&begun), "/title", "row.line_break"), "{begun:#}");
    }

    async fn a_broken_name_is_a_fault_wherever_else_one_is_written(app: TestApp) {
        let (editor, admin) = (one(&app).await, reviewer(&app).await);
        let provider = editor.provider.as_str();
        let code = json!({"ifRevision": 0, "labelNl": BROKEN, "labelEn": BROKEN});
        let member = crate::panel::member(&app, &admin, "lid").await;
        let asked: [(&str, String, &str, Value, &[&str]); 5] = [
            ("PUT", format!("/v1/providers/{provider}"), &editor.token, json!({"ifRevision": 1, "name": BROKEN}), &["/name"]),
            ("PUT", "/v1/code-lists/condition/regels".to_owned(), &admin, code, &["/labelNl", "/labelEn"]),
            ("POST", "/v1/providers/_apply".to_owned(), &admin, json!({"name": BROKEN, "kind": "publisher", "website": "https://x.example", "reason": "ik\nwerk er"}), &["/name"]),
            ("POST", "/v1/trainers".to_owned(), &editor.token, json!({"trainer": {"name": BROKEN, "externalId": BROKEN}}), &["/trainer/externalId", "/trainer/name"]),
            ("POST", "/v1/ideas".to_owned(), &member, json!({"title": BROKEN, "text": "Twee\nregels"}), &["/title"]),
        ];
        for (method, path, token, body, places) in asked {
            let refused = app.ask(method, &path).json(&body).bearer(token).await;
            let expect: Vec<_> = places.iter().map(|it| ((*it).to_owned(), "text.line_break".to_owned())).collect();
            assert_eq!(refused.faults(), expect, "{method} {path}: {}", refused.text());
        }
        let mutations = [
            (format!("mutation {{ providerReplace(input: {{providerId: \"{provider}\", said: {{ifRevision: 1, name: \"een\\ntitel\"}}}}) {{ providerId }} }}"), &editor.token, "/name"),
            ("mutation { codePut(input: {list: \"condition\", code: \"regels\", said: {ifRevision: 0, labelNl: \"een\\ntitel\", labelEn: \"x\"}}) { code { code } } }".to_owned(), &admin, "labelNl"),
        ];
        for (mutation, token, place) in mutations {
            let refused = app.graphql(&mutation, json!({})).bearer(token).await;
            let found = refused.faults();
            assert!(found.iter().any(|(at, code)| at.ends_with(place) && code == "text.line_break"), "{}", refused.text());
        }
        assert!(!text(&app.get(&format!("/v1/providers/{provider}")).await.json()["name"]).contains('\n'));
    }
}
