//! Documents that are too large, refused before they cost anything.

use std::time::{Duration, Instant};

use graphql_transport::Options;

use crate::{
    sample::SampleHost,
    support::{Answer, Call},
};

/// What getIntrospectionQuery of graphql-js asks, options on.
const INTROSPECTION: &str = include_str!("introspection.graphql");

async fn refused(document: &str, code: &str) -> Answer {
    let start = Instant::now();
    let answer = Call::document(document).send().await;
    assert!(start.elapsed() < Duration::from_secs(2));
    assert!(answer.text.len() < 2_000);
    assert_eq!(answer.status, 400, "{}", answer.text);
    assert_eq!(answer.code(), code, "{}", answer.text);
    assert!(answer.json().get("data").is_none());
    answer
}

async fn too_complex(document: &str) {
    refused(document, "graphql.too_complex").await;
}

#[actix_web::test]
async fn a_thousand_aliases() {
    let fields: String = (0..1_000).map(|n| format!("a{n}: hello ")).collect();
    too_complex(&format!("{{ {fields} }}")).await;
    let typenames: String = (0..51).map(|n| format!("a{n}: __typename ")).collect();
    too_complex(&format!("{{ node {{ {typenames} }} }}")).await;
}

#[actix_web::test]
async fn circular_introspection() {
    let circle = "fields { type { ".repeat(12) + "name" + &" } }".repeat(12);
    too_complex(&format!("{{ __schema {{ types {{ {circle} }} }} }}")).await;
    too_complex(&format!("{{ __type(name: \"Node\") {{ {circle} }} }}")).await;
}

#[actix_web::test]
async fn introspection_many_times() {
    let many: String = (0..19)
        .map(|n| format!("a{n}: __schema {{ types {{ ...T }} }} "))
        .collect();
    let fields: String = (0..5)
        .map(|n| format!("f{n}: fields {{ name type {{ name ofType {{ name }} }} }} "))
        .collect();
    let fragment = format!("fragment T on __Type {{ name kind description {fields} }}");
    // With the fragment written out this is more than the budget.
    too_complex(&format!("{{ {many} }} {fragment}")).await;
}

#[actix_web::test]
async fn the_usual_introspection_passes() {
    let answer = Call::document(INTROSPECTION).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.json()["errors"].is_null());
}

#[actix_web::test]
async fn a_hundred_thousand_variables() {
    let variables: String = (0..15_000).map(|n| format!("$v{n}:Int ")).collect();
    too_complex(&format!("query({variables}) {{ hello }}")).await;
    let fewer: String = (0..101).map(|n| format!("$v{n}:Int ")).collect();
    too_complex(&format!("query({fewer}) {{ hello }}")).await;
}

#[actix_web::test]
async fn a_hundred_thousand_variables_in_a_body_that_is_let_in() {
    let variables: String = (0..100_000).map(|n| format!("$v{n}:Int ")).collect();
    let call = Call::document(&format!("query({variables}) {{ hello }}"));
    let options = Options {
        body_bytes: 10_000_000,
        ..Options::default()
    };
    let start = Instant::now();
    let answer = call.send_to(&SampleHost::default(), options).await;
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(answer.code(), "graphql.too_complex");
    assert!(answer.text.len() < 1_000);
}

#[actix_web::test]
async fn fields_within_fields() {
    let deep = |levels: usize| {
        format!(
            "{{ {} name {} }}",
            "node { ".repeat(levels),
            "} ".repeat(levels)
        )
    };
    assert_eq!(Call::document(&deep(15)).send().await.status, 200);
    too_complex(&deep(16)).await;
}

#[actix_web::test]
async fn brackets_within_brackets() {
    too_complex(&format!("{{ greeting(name: {}", "[".repeat(3_000))).await;
    too_complex(&"{a".repeat(1_000)).await;
    too_complex(&format!("query($a: {}Int", "[".repeat(3_000))).await;
}

#[actix_web::test]
async fn a_fragment_doubled_thirty_times() {
    let mut text = "query { node { ...F0 } }".to_owned();
    for n in 0..30 {
        let next = n + 1;
        text += &format!(" fragment F{n} on Node {{ ...F{next} ...F{next} }}");
    }
    text += " fragment F30 on Node { name }";
    too_complex(&text).await;
}

#[actix_web::test]
async fn a_fragment_within_itself() {
    refused(
        "{ node { ...A } } fragment A on Node { ...B } fragment B on Node { ...A }",
        "graphql.validation_failed",
    )
    .await;
    refused(
        "{ hello } fragment A on Node { node { ...A } }",
        "graphql.validation_failed",
    )
    .await;
}

#[actix_web::test]
async fn a_long_chain_of_fragments() {
    let mut text = "query { node { ...F0 } }".to_owned();
    for n in 0..400 {
        text += &format!(" fragment F{n} on Node {{ ...F{} }}", n + 1);
    }
    text += " fragment F400 on Node { name }";
    too_complex(&text).await;
}

#[actix_web::test]
async fn directives_and_fields_at_the_top() {
    let directives = "@include(if: true) ".repeat(51);
    too_complex(&format!("{{ hello {directives} }}")).await;
    too_complex(&format!("{{ {} }}", "hello ".repeat(21))).await;
}

#[actix_web::test]
async fn cost_by_the_schemas_own_count() {
    let query = |first: u32| format!("{{ list(first: {first}) {{ name node {{ name }} }} }}");
    assert_eq!(Call::document(&query(10)).send().await.status, 200);
    too_complex(&query(100_000)).await;
}

#[actix_web::test]
async fn typename_takes_skip_and_include_only() {
    for query in [
        "{ __typename @nothing }",
        "{ __typename @deprecated }",
        "{ node { __typename @skip } }",
        "{ __typename(a: 1) }",
        "{ __typename { a } }",
    ] {
        refused(query, "graphql.validation_failed").await;
    }
    let fine = Call::document("{ __typename @skip(if: false) hello @include(if: false) }");
    assert_eq!(fine.send().await.text, r#"{"data":{"__typename":"Query"}}"#);
    refused("{ hello @nothing }", "graphql.validation_failed").await;
}

#[actix_web::test]
async fn a_subscription_has_one_field() {
    for query in [
        "subscription { count(to: 1) forever }",
        "subscription { ...F } fragment F on Feed { count(to: 1) forever }",
    ] {
        refused(query, "graphql.validation_failed").await;
    }
}

#[actix_web::test]
async fn introspection_can_be_switched_off() {
    let options = Options {
        introspection: false,
        ..Options::default()
    };
    for query in [
        "{ __schema { types { name } } }",
        "{ a: __type(name: \"Node\") { name } }",
        "{ ...F } fragment F on Query { __schema { types { name } } }",
    ] {
        let call = Call::document(query);
        let answer = call.send_to(&SampleHost::default(), options.clone()).await;
        assert_eq!(answer.code(), "graphql.introspection_disabled");
    }
    let call = Call::document("{ __typename }");
    let answer = call.send_to(&SampleHost::default(), options).await;
    assert_eq!(answer.status, 200);
}
