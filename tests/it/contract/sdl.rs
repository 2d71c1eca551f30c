//! `schema.graphql` is what the program prints.

use tests::house::hold;

#[test]
fn the_committed_schema_is_what_the_program_prints() {
    let bless = "cargo run -- schema > schema.graphql";
    hold("schema.graphql", &pijler::app::graphql::print(), bless);
}

#[test]
fn everything_in_the_schema_is_described() {
    let schema = pijler::app::graphql::schema(&Default::default());
    let asked = "{ __schema { types { name description fields { name description } inputFields { name description } enumValues { name description } } } }";
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let answer = runtime
        .block_on(schema.execute(asked))
        .data
        .into_json()
        .expect("JSON");

    let mut bare = Vec::new();
    for kind in answer["__schema"]["types"].as_array().expect("types") {
        let name = kind["name"].as_str().unwrap_or_default();
        if name.starts_with("__") {
            continue;
        }
        for members in ["fields", "inputFields", "enumValues"] {
            for member in kind[members].as_array().into_iter().flatten() {
                if member["description"].as_str().is_none_or(str::is_empty) {
                    bare.push(format!("{name}.{}", member["name"]));
                }
            }
        }
    }
    assert!(bare.is_empty(), "without a description: {bare:#?}");
}
