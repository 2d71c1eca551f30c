//! Search in Dutch, as clients of both doors meet it.

mod bounds;
mod lexicon;
mod lists;
mod misses;
mod narrowing;

use serde_json::{Value, json};
use tests::{TestApp, on_both};

/// What a question finds by REST.
async fn asked(app: &TestApp, question: &str) -> Value {
    let answer = app
        .post("/v1/search/_search?limit=100")
        .json(&json!({"q": question}))
        .await;
    assert_eq!(answer.status, 200, "{question}: {}", answer.text());
    answer.json()
}

fn items(page: &Value) -> &Vec<Value> {
    page["items"].as_array().expect("items")
}

/// The kinds and names of the hits that surely answer, best first.
async fn sure(app: &TestApp, question: &str) -> Vec<String> {
    let page = asked(app, question).await;
    let sure = items(&page).iter().filter(|hit| hit["confident"] == true);
    sure.map(|hit| {
        format!(
            "{}: {}",
            hit["kind"].as_str().expect("a kind"),
            hit["title"].as_str().expect("a title")
        )
    })
    .collect()
}

/// Whether one of the first few hits has a name with these words.
async fn leads_to(app: &TestApp, question: &str, name: &str) {
    let found = sure(app, question).await;
    let first = found.iter().take(3);
    assert!(
        first.clone().any(|it| it.contains(name)),
        "{question}: {name} is not in {:#?}",
        first.collect::<Vec<_>>()
    );
}

on_both! {
    async fn words_lead_to_what_is_meant(app: TestApp) {
        for (question, name) in [
            // Compounds, of which nobody wrote some; and words split by mistake.
            ("pubercursus", "Omgaan met pubers"),
            ("traumatraining", "traumatraining bij een verstandelijke beperking"),
            ("hechtingscursus", "Training Hechting"),
            ("vlaggen systeem", "Vlaggensysteem"),
            ("pleeg zorg vergoeding", "Pleegzorgvergoeding"),
            // One and many, and other inflections.
            ("woede uitbarsting", "woede-uitbarstingen"),
            ("levensboeken", "Levensboek"),
            ("getraumatiseerd kind", "getraumatiseerde kinderen"),
            // Other words for the same, and abbreviations.
            ("gehechtheid", "Hechting"),
            ("omgangsregeling", "Bezoekregeling"),
            ("biologische ouders", "eigen ouders"),
            ("grootouders", "Pleeggrootouder"),
            ("OTS", "Ondertoezichtstelling"),
            ("POR", "Pleegouderraad"),
            ("LVB", "Licht verstandelijke beperking"),
            // Slips, and words as they sound.
            ("hegting", "Hechting"),
            ("vlagensysteem", "Vlaggensysteem"),
            ("traumatrainig", "traumatraining"),
            ("loyalitijt", "Loyaliteit"),
            ("pubertijd", "Omgaan met pubers"),
            // What people say.
            ("boze buien", "woede-uitbarstingen"),
            ("hij gaat terug naar zijn ouders", "Terugplaatsing"),
            ("ik trek het niet meer", "Zelfzorg"),
            ("opa en oma", "Pleeggrootouder"),
            ("mijn pleegkind wordt 18", "Pleegzorg na achttien"),
        ] {
            leads_to(&app, question, name).await;
        }
    }

    async fn a_place_leads_to_who_works_there_and_what_is_given_there(app: TestApp) {
        for (question, name) in [
            ("Den Haag", "Jeugdformaat"),
            ("'s-Gravenhage", "Jeugdformaat"),
            ("den bosch", "Oosterpoort"),
            ("achterhoek", "Platform Pleeggezinnen Achterhoek"),
            ("zeeuwse pleegouders", "Zeeland"),
            ("informatieavond Drenthe", "Informatiebijeenkomst pleegzorg Drenthe"),
            ("pleegzorg in Berkelland", "Berkelland"),
            ("informatieavond den haag", "Haaglanden"),
        ] {
            leads_to(&app, question, name).await;
        }
        let understood = asked(&app, "hechting in de buurt van Den Haag").await["understood"].clone();
        let place = understood.as_array().expect("a list").iter().find(|it| it["by"] == "place").expect("a place").clone();
        assert_eq!((&place["words"], &place["facet"], &place["values"]), (&json!("den haag"), &json!("municipality"), &json!(["s-gravenhage"])));
        // What follows a word is no plural of it.
        for (question, slug) in [("cursus den haag", "s-gravenhage"), ("hechting den bosch", "s-hertogenbosch"), ("cursus Hoofddorp", "haarlemmermeer")] {
            let understood = asked(&app, question).await["understood"].clone();
            let place = understood.as_array().expect("a list").iter().find(|it| it["by"] == "place").cloned();
            assert_eq!(place.expect("a place")["values"], json!([slug]), "{question}");
        }
        // A place is called as it is written: houses and camps are none.
        for question in ["baby in huis", "kamp", "luizen"] {
            let understood = asked(&app, question).await["understood"].clone();
            assert!(!understood.as_array().expect("a list").iter().any(|it| it["by"] == "place"), "{question}: {understood}");
        }
        // A name that is an ordinary word is a place only where one is expected.
        for (question, is_place) in [("boek over buren", false), ("pleegzorg in Buren", true)] {
            let understood = asked(&app, question).await["understood"].clone();
            let place = understood.as_array().expect("a list").iter().any(|it| it["by"] == "place");
            assert_eq!(place, is_place, "{question}: {understood}");
        }
    }

    async fn filters_said_in_words_are_told_and_go_first(app: TestApp) {
        for (question, facet, value) in [
            ("gratis cursus opvoeden", "price", "free"),
            ("online hechting", "learningForm", "online_self_paced"),
            ("pleegzorg avond", "partOfDay", "evening"),
            ("boek over trauma", "learningForm", "reading"),
            ("netwerk", "audience", "network_family"),
            ("filmpjes over boosheid", "learningForm", "video"),
        ] {
            let page = asked(&app, question).await;
            let told = page["understood"].as_array().expect("a list").iter().any(|it| {
                it["by"] == "filter" && it["facet"] == facet && it["values"].as_array().is_some_and(|all| all.contains(&json!(value)))
            });
            assert!(told, "{question}: {}", page["understood"]);
        }
        // What is often free is not known to be, and goes first all the same.
        let page = asked(&app, "gratis cursus opvoeden").await;
        let first = items(&page).iter().find(|hit| hit["kind"] == "course").expect("a course");
        assert_eq!((&first["title"], &first["confident"]), (&json!("Opvoeden & Zo"), &json!(false)));
        leads_to(&app, "online hechting", "Hechting en het gedrag").await;
        leads_to(&app, "filmpje grenzen stellen", "Video: grenzen stellen").await;
        leads_to(&app, "boek over trauma", "Slapende honden?").await;
    }

    async fn each_hit_tells_why(app: TestApp) {
        for (question, title, by) in [
            ("traumatraining", "Road to recovery: traumatraining bij een verstandelijke beperking", "exact"),
            ("levensboeken", "XONAR Pleegzorg Levensboek", "inflection"),
            ("ouder", "Triple P Oudercursus voor pleegouders", "compound"),
            ("omgangsregeling", "Bezoekregeling", "exact"),
            ("boze buien", "Video: omgaan met woede-uitbarstingen", "exact"),
            ("boze buien", "Pittige Jaren (Incredible Years)", "synonym"),
            ("boze buien", "Omgaan met het gedrag van je pleegkind", "synonym"),
            ("boze buien", "Veilige gezinssituatie", "topic"),
            ("hegting", "Training Hechting", "spelling"),
            ("den haag", "Jeugdformaat", "place"),
            ("gratis", "Opvoeden & Zo", "exact"),
            ("boek", "In huis en hart", "filter"),
        ] {
            let page = asked(&app, question).await;
            let hit = items(&page).iter().find(|hit| hit["title"] == title).unwrap_or_else(|| panic!("{question}: no {title}"));
            let why = hit["why"].as_array().expect("reasons");
            assert!(why.iter().any(|it| it["by"] == by), "{question}: {why:?}");
        }
    }

    async fn what_nothing_fits_has_no_confident_hit(app: TestApp) {
        for question in [
            "wiskunde bijles havo", "recept lasagne", "fietsband plakken", "hypotheek afsluiten",
            "goedkope vliegtickets", "cursus spaans", "omgaan met krokodillen", "de kleine prins",
            "paarden", "ik ben op", "asdfghjkl", "qwx zzkp", "☃ ¿¡", "1234567890",
        ] {
            assert_eq!(sure(&app, question).await, Vec::<String>::new(), "{question}");
        }
        // Words that say nothing find nothing.
        for question in ["de het een", "hoe moet ik dat doen", "wat"] {
            assert_eq!(asked(&app, question).await["totalCount"], 0, "{question}");
        }
    }

    async fn both_doors_find_the_same_for_the_same_reasons(app: TestApp) {
        for question in ["boze buien", "gratis online hechting Den Haag", "hegting", "OTS"] {
            let page = asked(&app, question).await;
            let query = "query ($text: String!) { search(text: $text, first: 100) { totalCount
                understood { words by label facet values }
                nodes { kind uuid slug title snippet confident why { words by found fields }
                    node { __typename ... on Course { uuid } ... on Topic { uuid } ... on Provider { uuid } ... on Term { uuid } ... on Subject { uuid } } } } }";
            let answer = app.graphql(query, json!({"text": question})).await;
            let found = answer.data()["search"].clone();
            assert_eq!(found["totalCount"], page["totalCount"], "{question}");
            let nodes = found["nodes"].as_array().expect("nodes");
            assert_eq!(nodes.len(), items(&page).len());
            for (node, item) in nodes.iter().zip(items(&page)) {
                for (one, other) in [("uuid", "id"), ("slug", "slug"), ("title", "title"), ("snippet", "snippet"), ("confident", "confident")] {
                    assert_eq!(node[one], item[other], "{question}");
                }
                let upper = item["kind"].as_str().expect("a kind").to_uppercase();
                assert_eq!(node["kind"], json!(upper));
                assert_eq!(node["node"]["uuid"], item["id"]);
                assert_eq!(node["node"]["__typename"].as_str().expect("a type").to_uppercase(), upper);
                assert_eq!(node["why"].as_array().expect("why").len(), item["why"].as_array().expect("why").len());
            }
            let labels = |of: &Value| -> Vec<Value> { of.as_array().expect("a list").iter().map(|it| it["label"].clone()).collect() };
            assert_eq!(labels(&found["understood"]), labels(&page["understood"]));
        }
    }

    async fn names_are_suggested_while_they_are_typed(app: TestApp) {
        for (typed, title) in [
            ("hech", "Hechting"),
            ("vlag", "Vlaggensysteem"),
            ("OT", "Ondertoezichtstelling"),
            ("jeugdf", "Jeugdformaat"),
            ("eigen kin", "Eigen kinderen"),
            ("omgaan met pu", "Omgaan met pubers"),
            ("vlaggensyt", "Vlaggensysteem"),
            ("jurid", "Juridische en wettelijke zaken"),
        ] {
            let address = format!("/v1/search/_suggest?q={}", typed.replace(' ', "%20"));
            let answer = app.get(&address).await.json();
            let titles: Vec<_> = items(&answer).iter().map(|it| it["title"].as_str().expect("a title")).collect();
            assert!(titles.contains(&title) && titles.len() <= 10, "{typed}: {titles:?}");
            let query = "query ($text: String!) { searchSuggest(text: $text) { title node { __typename } } }";
            let answer = app.graphql(query, json!({"text": typed})).await;
            let same: Vec<_> = answer.data()["searchSuggest"].as_array().expect("a list").iter().map(|it| it["title"].as_str().expect("a title").to_owned()).collect();
            assert_eq!(same, titles);
        }
        for nothing in ["", "zzzzzz", "%20", "🙂"] {
            let answer = app.get(&format!("/v1/search/_suggest?q={nothing}")).await.json();
            assert!(items(&answer).is_empty(), "{nothing}: {answer}");
        }
    }
}
