//! What a question narrows down to: what has it surely answers, and the others say what they lack.

use serde_json::{Value, json};
use tests::on_both;

use super::{asked, items};

/// The words of a question that are understood as a value of a facet, and how many have it.
fn told(page: &Value, facet: &str) -> Option<(String, u64)> {
    let mut understood = page["understood"].as_array().expect("a list").iter();
    let one = understood.find(|it| it["facet"] == facet)?;
    let words = one["words"].as_str().expect("words").to_owned();
    Some((words, one["count"].as_u64().expect("a count")))
}

fn lacks(hit: &Value, word: &str) -> bool {
    let lacks = hit["lacks"].as_array().expect("a list");
    lacks.iter().any(|it| it == word)
}

on_both! {
    async fn what_is_elsewhere_or_of_another_price_does_not_surely_answer(app: TestApp) {
        for (question, demanded) in [
            ("opleiding in Den Bosch in de avond", vec!["den bosch", "avond"]),
            ("gratis cursus in Maastricht in het weekend", vec!["gratis", "maastricht", "in het weekend"]),
            ("training in het Engels", vec!["in het engels"]),
            ("podcast over trauma", vec!["podcast"]),
        ] {
            let page = asked(&app, question).await;
            let courses: Vec<&Value> = items(&page).iter().filter(|it| it["kind"] == "course").collect();
            assert!(!courses.is_empty(), "{question}");
            for hit in courses {
                let missing = demanded.iter().any(|word| lacks(hit, word));
                assert!(!(missing && hit["confident"] == true), "{question}: {hit}");
                assert!(hit["offer"].is_string());
            }
        }
        // What nobody offers is told as none of it.
        let page = asked(&app, "training in het Engels").await;
        assert_eq!(told(&page, "language"), Some(("in het engels".to_owned(), 0)));
        // "Often free" is not known to be: what is counted is what the filter of that name leaves.
        let page = asked(&app, "gratis cursus opvoeden").await;
        assert_eq!(told(&page, "price"), Some(("gratis".to_owned(), 0)));
        assert!(items(&page).iter().filter(|it| it["kind"] == "course").all(|it| lacks(it, "gratis")));
        for (question, filter) in [("netwerkcrisis online", "learningForm=online_self_paced&learningForm=webinar&learningForm=audio"), ("podcast", "learningForm=audio"), ("webinar", "learningForm=webinar")] {
            let page = asked(&app, question).await;
            let known = app.get(&format!("/v1/courses?limit=1&{filter}")).await.json()["totalCount"].clone();
            let (_, count) = told(&page, "learningForm").expect("a form");
            assert_eq!(json!(count), known, "{question}");
        }
    }

    async fn what_is_no_offer_answers_what_it_is_about(app: TestApp) {
        let page = asked(&app, "podcast over trauma").await;
        let subject = items(&page).iter().find(|it| it["kind"] == "subject").expect("a subject");
        assert_eq!((&subject["confident"], &subject["lacks"], &subject["offer"]), (&json!(true), &json!([]), &Value::Null));
        // A form of learning in general is no demand.
        let page = asked(&app, "cursus hechting").await;
        let topic = items(&page).iter().find(|it| it["kind"] == "subject").expect("a subject");
        assert_eq!((&topic["confident"], &topic["lacks"]), (&json!(true), &json!([])));
    }

    async fn a_list_narrows_by_words_and_tells_how_it_read_them(app: TestApp) {
        let all = app.get("/v1/courses?q=hechting").await.json();
        let online = app.get("/v1/courses?q=online%20hechting").await.json();
        assert!(online["totalCount"].as_u64() < all["totalCount"].as_u64());
        for hit in items(&online) {
            let code = hit["learningForm"]["code"].as_str().expect("a form");
            assert!(["online_self_paced", "webinar", "audio"].contains(&code), "{hit}");
        }
        assert_eq!(told(&online, "learningForm").expect("a form").0, "online");
        assert!(app.get("/v1/courses").await.json().get("understood").is_none());

        let query = "query ($q: String!) { courses(filter: {q: $q}) { totalCount notUnderstood
            understood { words by label facet values count } } }";
        let answer = app.graphql(query, json!({"q": "online hechting"})).await;
        let same = &answer.data()["courses"];
        assert_eq!(same["totalCount"], online["totalCount"]);
        let counts = |of: &Value| -> Vec<Value> {
            of.as_array().expect("a list").iter().map(|it| json!([it["words"], it["label"], it["count"]])).collect()
        };
        assert_eq!(counts(&same["understood"]), counts(&online["understood"]));
        let answer = app.graphql("{ courses { understood { words } notUnderstood } }", json!({})).await;
        assert_eq!(answer.data()["courses"], json!({"understood": null, "notUnderstood": null}));
    }

    async fn words_that_nobody_knows_are_told(app: TestApp) {
        for (question, unknown) in [
            ("trauma kwantumfysica", json!(["kwantumfysica"])),
            ("hechting", json!([])),
            ("hoe moet ik dat doen", json!([])),
        ] {
            assert_eq!(asked(&app, question).await["notUnderstood"], unknown, "{question}");
            let query = "query ($text: String!) { search(text: $text) { notUnderstood } }";
            let answer = app.graphql(query, json!({"text": question})).await;
            assert_eq!(answer.data()["search"]["notUnderstood"], unknown);
            let listed = app.post("/v1/courses/_search").json(&json!({"q": question})).await.json();
            assert_eq!(listed["notUnderstood"], unknown);
        }
    }

    async fn both_doors_tell_what_a_hit_lacks(app: TestApp) {
        let question = "gratis cursus in Maastricht in het weekend";
        let page = asked(&app, question).await;
        let query = "query ($text: String!) { search(text: $text, first: 100) { nodes { offer lacks confident } } }";
        let answer = app.graphql(query, json!({"text": question})).await;
        let nodes = answer.data()["search"]["nodes"].as_array().expect("nodes").clone();
        assert_eq!(nodes.len(), items(&page).len());
        for (node, item) in nodes.iter().zip(items(&page)) {
            assert_eq!(node["lacks"], item["lacks"]);
            assert_eq!(node["confident"], item["confident"]);
            let upper = item["offer"].as_str().map(str::to_uppercase);
            assert_eq!(node["offer"], json!(upper));
        }
    }
}
