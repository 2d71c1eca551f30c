//! What a thing to learn from is, in which group of forms one learns, and what is used in
//! what: as both doors tell it.

use std::collections::{BTreeMap, BTreeSet};

use entities::{code_list_items, course_uses, courses};
use pijler::domains::catalogue::seed;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use tests::house::root;
use tests::{TestApp, on_both};

use super::{ids, member, walk};
use crate::drafts::{reviewer, step, told as told_of_draft, whole};
use crate::intake::{one, outcomes, row, text, told};

type Row = BTreeMap<String, String>;

fn shipped(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(root().join("data").join(file)).expect("a file");
    reader.deserialize().collect::<Result<_, _>>().expect("CSV")
}

fn codes(list: &str) -> BTreeSet<String> {
    let rows = shipped("code_lists.csv").into_iter();
    let of = rows.filter(|row| row["list"] == list);
    of.map(|row| row["code"].clone()).collect()
}

fn titles(list: &Value) -> Vec<String> {
    member(list.as_array().expect("a list"), "name")
}

#[test]
fn every_learning_form_stands_in_a_group_and_every_course_is_something() {
    let (forms, groups) = (codes("learning_form"), codes("form_group"));
    assert_eq!(groups.len(), 5);
    let mut grouped = BTreeSet::new();
    for row in shipped("code_groups.csv") {
        assert!(row["list"] == "learning_form" && groups.contains(&row["group"]));
        assert!(grouped.insert(row["code"].clone()), "{row:?}");
    }
    grouped.insert("unknown".to_owned());
    assert_eq!(grouped, forms);

    let kinds = codes("product_kind");
    let courses: BTreeSet<String> = shipped("courses.csv")
        .into_iter()
        .map(|row| row["external_id"].clone())
        .collect();
    let said = shipped("course_products.csv");
    let known: BTreeSet<String> = said
        .iter()
        .map(|row| row["course_external_id"].clone())
        .collect();
    assert_eq!((&known, known.len()), (&courses, said.len()));
    assert!(said.iter().all(|row| kinds.contains(&row["product_kind"])));
    for row in shipped("course_uses.csv") {
        let both = [&row["course_external_id"], &row["product_external_id"]];
        assert!(
            both[0] != both[1] && both.iter().all(|it| courses.contains(*it)),
            "{row:?}"
        );
        assert!(
            !row["basis"].is_empty() && row["source_url"].starts_with("https://"),
            "{row:?}"
        );
    }
}

async fn facet(app: &TestApp, query: &str, facet: &str) -> BTreeMap<String, u64> {
    let page = app
        .get(&format!("/v1/courses?limit=1&facets={facet}&{query}"))
        .await;
    assert_eq!(page.status, 200, "{}", page.text());
    let values = page.json()["facets"][0]["values"]
        .as_array()
        .expect("values")
        .clone();
    let value = |it: &Value| (text(&it["value"]), it["count"].as_u64().expect("a count"));
    values.iter().map(value).collect()
}

on_both! {
    async fn courses_are_found_and_counted_by_what_they_are(app: TestApp) {
        let (answer, statements) = app.counted(app.get("/v1/courses?productKind=book&productKind=workbook&limit=100")).await;
        assert_eq!((answer.status, statements), (200, 0));
        let books = answer.json()["items"].as_array().expect("items").clone();
        let kinds: BTreeSet<String> = books.iter().map(|it| text(&it["productKind"]["code"])).collect();
        assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["book", "workbook"]);
        let query = "{ courses(first: 100, filter: {productKind: [\"book\", \"workbook\"]}) { nodes { uuid productKind { code label } } } }";
        let graphql = app.graphql(query, json!({})).await;
        assert_eq!(ids(&graphql, "courses"), member(&books, "id"));
        assert_eq!(graphql.data()["courses"]["nodes"][0]["productKind"], books[0]["productKind"]);

        let counted = facet(&app, "", "productKind").await;
        assert_eq!(counted.values().sum::<u64>(), 91);
        assert_eq!(counted["book"] + counted["workbook"], books.len() as u64);
        let faults = app.get("/v1/courses?productKind=tape&formGroup=alone&uses=nothing").await.faults();
        assert_eq!(faults.len(), 3);
    }

    async fn courses_are_found_and_counted_by_groups_of_forms(app: TestApp) {
        let group: BTreeMap<String, String> = app.get("/v1/code-lists/learning_form").await.json()["items"]
            .as_array().expect("items").iter()
            .filter_map(|it| Some((text(&it["code"]), it["group"].as_str()?.to_owned()))).collect();
        let seen = app.graphql("{ codeList(name: \"learning_form\") { items { code group } } }", json!({})).await.data();
        assert_eq!(seen["codeList"]["items"].as_array().map(Vec::len), Some(group.len() + 1));
        assert_eq!(group["peer_group"], "in_group");
        let material = walk(&app, "courses?formGroup=material", 100).await;
        assert!(material.iter().all(|it| group[&text(&it["learningForm"]["code"])] == "material"));
        let graphql = app.graphql("{ courses(first: 100, filter: {formGroup: [\"material\"]}) { nodes { uuid } } }", json!({})).await;
        assert_eq!(ids(&graphql, "courses"), member(&material, "id"));
        let counted = facet(&app, "", "formGroup").await;
        assert_eq!((counted["material"], counted.len()), (material.len() as u64, 5));

        let supply = app.get("/v1/supply?by=formGroup,productKind").await.json();
        let query = "{ supply(by: [FORM_GROUP, PRODUCT_KIND]) { cells { codes courses { current unconfirmed archive } } } }";
        let same = app.graphql(query, json!({})).await.data();
        assert_eq!(same["supply"]["cells"], supply["cells"]);
        let of = |group: &str| -> u64 {
            let cells = supply["cells"].as_array().expect("cells").iter().filter(|it| it["codes"][0] == group);
            cells.map(|it| ["current", "unconfirmed", "archive"].iter().map(|offer| it["courses"][offer].as_u64().expect("a count")).sum::<u64>()).sum()
        };
        for (group, count) in counted {
            assert_eq!(of(&group), count, "{group}");
        }
        assert!(supply["dimensions"].as_array().expect("dimensions").iter().all(|it| it["addsUp"] == true));
        for form in ["csv", "json-stat"] {
            let file = app.get(&format!("/v1/supply?by=formGroup&format={form}")).await.text();
            assert!(file.contains("with_coach"), "{form}");
        }
        let picture = app.get("/v1/supply/coverage.svg?columns=productKind").await;
        assert_eq!(picture.status, 200, "{}", picture.text());
    }

    async fn what_is_used_in_what_is_shown_both_ways(app: TestApp) {
        let series = app.get("/v1/courses?q=Gouden+regels+filmreeks&productKind=video_series").await.json()["items"][0].clone();
        assert_eq!(titles(&series["uses"]).len(), 4);
        let used_in = titles(&series["usedIn"]);
        assert_eq!(used_in, ["Handreiking bij de films over samenwerken met ouders"]);
        let film = app.get(&format!("/v1/courses/{}", text(&series["uses"][0]["slug"]))).await.json();
        assert_eq!((&film["usedIn"][0]["id"], &film["uses"]), (&series["id"], &json!([])));
        let query = "query($id: ID!) { course(id: $id) { uses { uuid } usedIn { uuid title } } }";
        let graphql = app.graphql(query, json!({"id": series["slug"]})).await.data()["course"].clone();
        assert_eq!(graphql["uses"][0]["uuid"], series["uses"][0]["id"]);
        assert_eq!(graphql["usedIn"][0]["title"], used_in[0]);
        let users = walk(&app, &format!("courses?uses={}", text(&film["slug"])), 100).await;
        assert_eq!(member(&users, "id"), [text(&series["id"])]);

        // The handbook is a book to search engines, and part of the training.
        let handbook = walk(&app, "courses?productKind=handbook&q=getraumatiseerde+kinderen", 100).await.remove(0);
        let linked = app.get(&format!("/v1/courses/{}?format=json-ld", text(&handbook["slug"]))).await.json();
        assert_eq!((&linked["@type"], &linked["isPartOf"][0]["@type"]), (&json!("Book"), &json!("Course")));
        assert!(linked.get("hasCourseInstance").is_none());
        let table = app.get("/v1/courses?format=csv&productKind=video_series").await.text();
        assert!(table.contains(&text(&film["slug"])), "{table}");
    }

    async fn a_comparison_tells_subjects_and_kinds(app: TestApp) {
        let handbook = text(&walk(&app, "courses?productKind=handbook", 100).await[0]["slug"]);
        let training = text(&walk(&app, "courses?subject=hechting&productKind=course", 100).await[0]["slug"]);
        let compared = app.get(&format!("/v1/courses/_compare?course={handbook}&course={training}")).await.json();
        let aspects = compared["aspects"].as_array().expect("aspects").clone();
        let aspect = |code: &str| aspects.iter().find(|it| it["code"] == code).expect("an aspect")["values"].clone();
        assert_eq!(aspect("productKind"), json!(["Handboek of handleiding", "Training of cursus"]));
        assert!(text(&aspect("subjects")[1]).contains("Hechting"));
    }

    async fn words_for_what_it_is_find_it(app: TestApp) {
        for (word, kind) in [
            ("boek", "book"), ("film", "film"), ("handboek", "handbook"), ("vr-bril", "vr_film"), ("podcast", "podcast"),
            ("kaartspel", "game"), ("tijdschrift", "magazine"), ("draaiboek", "conversation_script"), ("werkboek", "workbook"),
        ] {
            let found = app.get(&format!("/v1/courses?q={word}&limit=5")).await.json();
            let kinds = found["items"].as_array().expect("items").iter().map(|it| text(&it["productKind"]["code"]));
            assert!(kinds.collect::<Vec<_>>().contains(&kind.to_owned()), "{word}: {found:#}");
        }
        let understood = app.get("/v1/search?q=handboek").await.json()["understood"].clone();
        assert!(understood.as_array().expect("a list").iter().any(|it| it["facet"] == "productKind" && it["values"] == json!(["handbook"])));
    }

    async fn a_push_says_what_things_are_and_what_uses_what(app: TestApp) {
        let editor = one(&app).await;
        let (mut course, mut film, mut odd) = (row("training"), row("film"), row("vreemd"));
        course["uses"] = json!(["film", "nog-te-maken", "in-huis-en-hart"]);
        film["productKind"] = json!("Video_Series");
        film["learningForm"] = json!("video");
        odd["productKind"] = json!("tape");
        odd["uses"] = json!(["vreemd"]);
        let sent = json!([course, film, odd]);
        let foreseen = editor.send(&app, "droog").json(&json!({"rows": sent, "dryRun": true})).await;
        let pushed = editor.push(&app, "1", &sent).await;
        assert_eq!(outcomes(&pushed), ["created", "created", "rejected"]);
        assert_eq!(outcomes(&foreseen), outcomes(&pushed));
        let rows = pushed.json()["rows"].clone();
        assert_eq!(told(&rows[0]), [("/uses/1".to_owned(), "row.unknown_product".to_owned())]);
        let wrong: BTreeSet<String> = told(&rows[2]).into_iter().map(|it| it.1).collect();
        assert_eq!(wrong.into_iter().collect::<Vec<_>>(), ["row.unknown_code", "row.uses_itself"]);

        let address = format!("/v1/courses/{}", text(&rows[0]["courseId"]));
        let shown = app.get(&address).await.json();
        assert_eq!(shown["productKind"]["code"], "course", "it follows from how one learns");
        assert_eq!(titles(&shown["uses"]), ["Praten over thuis film", "In huis en hart"]);
        let film = app.get(&format!("/v1/courses/{}", text(&rows[1]["courseId"]))).await.json();
        assert_eq!((&film["productKind"]["code"], titles(&film["usedIn"]).len()), (&json!("video_series"), 1));

        // What was named before it was there is shown as soon as it is; nothing else changes.
        let later = editor.push(&app, "2", &json!([row("nog-te-maken"), sent[0]])).await;
        assert_eq!(outcomes(&later), ["created", "unchanged"]);
        assert_eq!(titles(&app.get(&address).await.json()["uses"]).len(), 3);
        let mut bare = sent[0].clone();
        bare.as_object_mut().expect("a row").remove("uses");
        assert_eq!(outcomes(&editor.push(&app, "3", &json!([bare])).await), ["updated"]);
        assert_eq!(app.get(&address).await.json()["uses"], json!([]));
        let history = editor.read(&app, &format!("{address}/history")).await.json();
        assert_eq!(history["items"][0]["changes"][0]["field"], "uses");
    }

    async fn a_table_names_what_is_used(app: TestApp) {
        let editor = one(&app).await;
        let table = "externalId;title;productKind;uses\nspel;Een spel;game;\navond;Een avond;gathering;spel, in-huis-en-hart\n";
        let pushed = editor.table(&app, "tabel", table).await;
        assert_eq!(outcomes(&pushed), ["created", "created"], "{}", pushed.text());
        let shown = app.get(&format!("/v1/courses/{}", text(&pushed.json()["rows"][1]["courseId"]))).await.json();
        assert_eq!((&shown["productKind"]["code"], titles(&shown["uses"]).len()), (&json!("gathering"), 2));
    }

    async fn a_draft_says_what_it_is_and_what_it_uses(app: TestApp) {
        let editor = one(&app).await;
        let mut body = whole("Afscheid nemen met een boek");
        body["content"]["productKind"] = json!("conversation_script");
        body["content"]["uses"] = json!(["in-huis-en-hart", "er-nog-niet"]);
        let begun = editor.begins(&app, &body).await;
        assert_eq!(told_of_draft(&begun), [("/uses/1".to_owned(), "row.unknown_product".to_owned())]);
        let id = editor.submits(&app, &body).await;
        let approved = step(&app, &reviewer(&app).await, (&id, "_approve"), 2).await;
        assert_eq!(approved.status, 200, "{}", approved.text());
        let course = text(&approved.json()["courseId"]);
        let shown = app.get(&format!("/v1/courses/{course}")).await.json();
        assert_eq!((&shown["productKind"]["code"], titles(&shown["uses"])), (&json!("conversation_script"), vec!["In huis en hart".to_owned()]));
        let again = editor.begins(&app, &json!({"courseId": course})).await;
        assert_eq!(again["content"]["uses"], body["content"]["uses"]);
        assert_eq!(again["content"]["productKind"], "conversation_script");
    }

    async fn an_older_database_learns_what_things_are(app: TestApp) {
        let tx = app.backend.write().await.expect("a write");
        course_uses::Entity::delete_many().exec(tx.conn()).await.expect("gone");
        let none = Expr::value(Option::<String>::None);
        courses::Entity::update_many().col_expr(courses::Column::ProductKind, none.clone()).exec(tx.conn()).await.expect("as before");
        courses::Entity::update_many().col_expr(courses::Column::Source, Expr::value("push"))
            .filter(courses::Column::ExternalId.eq("PLZ-027")).exec(tx.conn()).await.expect("claimed");
        code_list_items::Entity::update_many().col_expr(code_list_items::Column::GroupCode, none).exec(tx.conn()).await.expect("as before");
        app.backend.commit(tx).await.expect("it stands");

        let (grouped, uses) = (shipped("code_groups.csv").len(), shipped("course_uses.csv").len());
        assert_eq!(seed(&app.backend).await.expect("it seeds"), 90 + grouped + uses);
        assert_eq!(seed(&app.backend).await.expect("it seeds"), 0);
        let rows = courses::Entity::find().all(app.backend.reader()).await.expect("courses");
        let kind = |key: &str| rows.iter().find(|row| row.external_id == key).and_then(|row| row.product_kind.clone());
        assert_eq!((kind("PLZ-027"), kind("PLZ-035")), (None, Some("vr_film".to_owned())));
    }
}
