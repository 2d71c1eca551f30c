//! What text leaves, and the engine's rules that may never break.

use graphql_transport::{BLANK, Limits, Options};
use serde_json::json;

use crate::{sample::SampleHost, support::Call};

#[actix_web::test]
async fn keys_come_in_the_order_asked() {
    let answer = Call::document("{ slow fast pair { right left } hello }")
        .send()
        .await;
    assert_eq!(
        answer.text,
        r#"{"data":{"slow":1,"fast":2,"pair":{"right":2,"left":1},"hello":"world"}}"#
    );
}

#[actix_web::test]
async fn null_goes_up_to_the_nearest_nullable_field() {
    let answer = Call::document("{ hello maybeNode { node { name broken } } }")
        .send()
        .await;
    let json = answer.json();
    assert_eq!(json["data"], json!({"hello": "world", "maybeNode": null}));
    assert_eq!(
        json["errors"][0]["path"],
        json!(["maybeNode", "node", "broken"])
    );
    let whole = Call::document("{ hello node { broken } }").send().await;
    assert_eq!(whole.status, 200);
    assert_eq!(whole.json()["data"], json!(null));
    assert!(whole.text.contains("\"data\":null"));
}

#[actix_web::test]
async fn no_raw_text_of_an_internal_error_leaves() {
    for field in [
        "sourced",
        "bare",
        "disguised(form: 0)",
        "disguised(form: 1)",
        "disguised(form: 2)",
        "maybeNode { broken }",
        "node { broken }",
    ] {
        let answer = Call::document(&format!("{{ {field} }}")).send().await;
        assert!(!answer.text.contains("hunter2"), "{}", answer.text);
        assert!(!answer.text.contains("secret"), "{}", answer.text);
        let error = &answer.json()["errors"][0];
        assert_eq!(error["message"], BLANK);
        assert_eq!(error["extensions"], json!({"code": "internal"}));
        assert!(error["path"].is_array());
    }
}

#[actix_web::test]
async fn a_disclosed_error_leaves_as_it_is() {
    let answer = Call::document("{ taken }").send().await;
    let error = &answer.json()["errors"][0];
    assert_eq!(error["message"], "the name is taken");
    assert_eq!(error["extensions"], json!({"code": "sample.taken"}));
}

#[actix_web::test]
async fn an_application_may_say_itself_what_is_disclosed() {
    let options = Options {
        disclosed: std::sync::Arc::new(|error| error.message.starts_with("row 17")),
        ..Options::default()
    };
    let call = Call::document("{ maybeNode { broken } taken }");
    let answer = call.send_to(&SampleHost::default(), options).await;
    assert!(answer.text.contains("secret_table"));
    assert!(!answer.text.contains("the name is taken"));
}

#[actix_web::test]
async fn a_scalar_that_does_not_fit_is_invalid_input() {
    for (query, said) in [
        ("{ even(number: 3) }", "the number is not even"),
        ("{ even(number: \"x\") }", "Even"),
        ("{ short(text: \"long\") }", "String"),
    ] {
        let answer = Call::document(query).send().await;
        assert_eq!(answer.code(), "input.invalid", "{}", answer.text);
        assert!(answer.text.contains(said), "{}", answer.text);
    }
    let variable = Call::post(json!({
        "query": "query($n: Even!) { even(number: $n) }",
        "variables": {"n": 5},
    }));
    assert_eq!(variable.send().await.code(), "input.invalid");
}

#[actix_web::test]
async fn variables_that_do_not_fit_are_invalid_input() {
    for variables in [
        json!({}),
        json!({"n": null}),
        json!({"n": 7}),
        json!({"n": [1]}),
    ] {
        let answer = Call::post(json!({
            "query": "query($n: String!) { greeting(name: $n) }",
            "variables": variables,
        }))
        .send()
        .await;
        assert_eq!(answer.code(), "input.invalid", "{}", answer.text);
        assert!(answer.json().get("data").is_none());
    }
}

#[actix_web::test]
async fn errors_are_few_and_short() {
    let fields: String = (0..90).map(|number| format!("nothing{number} ")).collect();
    let options = Options {
        limits: Limits {
            root_fields: 1_000,
            ..Limits::default()
        },
        ..Options::default()
    };
    let call = Call::document(&format!("{{ {fields} }}"));
    let answer = call.send_to(&SampleHost::default(), options).await;
    let json = answer.json();
    let errors = json["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 21);
    assert_eq!(errors[20]["message"], "and 70 more errors");
    assert_eq!(errors[20]["extensions"]["code"], "graphql.more_errors");

    let long = Call::document(&format!("{{ {} }}", "x".repeat(5_000)));
    assert!(long.send().await.text.len() < 1_000);
    let unparsable = Call::document(&format!("{{ a(b: \"{}\" }}", "x".repeat(5_000)));
    assert!(unparsable.send().await.text.len() < 1_000);
}

#[actix_web::test]
async fn field_errors_are_few_too() {
    let answer = Call::document("{ manyFailures { broken } }").send().await;
    let json = answer.json();
    assert_eq!(json["errors"].as_array().unwrap().len(), 21);
    assert_eq!(json["data"]["manyFailures"].as_array().unwrap().len(), 100);
}
