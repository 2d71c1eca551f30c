//! A value that names nothing is answered with the way out.

use serde_json::json;
use tests::on_both;

on_both! {
    async fn an_unknown_value_is_told_with_what_was_meant(app: TestApp) {
        for (query, way) in [
            // By what its words mean.
            ("audience=netwerk", "did you mean network_family?"),
            ("learningForm=boek", "did you mean reading?"),
            // By how it is written.
            ("topic=contact-ouder-familie", "did you mean contact-ouders-familie?"),
            ("provider=xonnar", "did you mean xonar?"),
            ("youthRegion=haaglande", "did you mean Haaglanden?"),
            // For another filter.
            ("topic=hechting", "that is for `subject`: hechting"),
            ("pillar=balans-in-gezin", "that is for `topic`: balans-in-gezin"),
            // What there is, or where it is told.
            ("partOfDay=avond", "choose from morning, afternoon, evening, school_hours, weekend"),
            ("price=gratis", "choose from free, paid, unknown"),
            ("careType=zzz", "choose from kinship, long_term, short_term, crisis, part_time, guardianship, family_home"),
            ("municipality=atlantis", "/v1/municipalities tells what there is"),
            ("uses=atlantis", "/v1/courses tells what there is"),
        ] {
            let answer = app.get(&format!("/v1/courses?{query}")).header("accept-language", "en").await;
            let errors = answer.json()["errors"].clone();
            let detail = errors[0]["detail"].as_str().unwrap_or_default();
            assert_eq!((answer.status, &errors[0]["code"]), (400, &json!("filter.unknown_value")), "{query}");
            assert!(detail.ends_with(way), "{query}: {detail}");
        }
        let words = app.get("/v1/courses?sort=duurste&facets=plaats").header("accept-language", "en").await.json();
        for fault in words["errors"].as_array().expect("faults") {
            assert!(fault["detail"].as_str().is_some_and(|it| it.contains("choose from ")), "{fault}");
        }
        // By the other door too.
        let answer = app.graphql("{ courses(filter: {audience: [\"netwerk\"]}) { totalCount } }", json!({})).await;
        let faults = answer.json()["errors"][0]["extensions"]["errors"].to_string();
        assert!(faults.contains("network_family"), "{}", answer.text());
    }

    async fn a_municipality_is_known_by_what_people_call_it(app: TestApp) {
        let town = app.get("/v1/municipalities/s-gravenhage").await.json();
        for name in ["GM0518", "den-haag", "Den%20Haag", "'s-Gravenhage"] {
            assert_eq!(app.get(&format!("/v1/municipalities/{name}")).await.json(), town, "{name}");
            let near = app.get(&format!("/v1/courses?near={name}")).await;
            assert_eq!(near.status, 200, "{name}");
        }
    }

    async fn municipalities_are_counted_as_other_facets_are(app: TestApp) {
        let page = app.get("/v1/courses?facets=municipality&limit=1").await.json();
        let values = page["facets"][0]["values"].as_array().expect("values").clone();
        assert!(values.len() > 3);
        for value in &values {
            let slug = value["value"].as_str().expect("a slug");
            let there = app.get(&format!("/v1/courses?municipality={slug}&limit=1&facets=municipality")).await.json();
            assert_eq!(there["totalCount"], value["count"], "{slug}");
            // What is wished of it does not change its own counts.
            assert_eq!(there["facets"], page["facets"]);
        }
    }
}
