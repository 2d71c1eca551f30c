//! Documents by hash and by identifier.

use graphql_transport::{Options, TrustedDocuments};
use serde_json::{Value, json};

use crate::{
    sample::{SampleHost, transport},
    support::Call,
};

const HELLO: &str = "{ hello }";
/// SHA-256 of [`HELLO`].
const HASH: &str = "001c3174e099bd72b729d0c0a529ba9f5a740c446e2a6e1d71b283cb84ec3065";

fn persisted(hash: &str, query: Option<&str>) -> Call {
    Call::post(json!({
        "query": query,
        "extensions": {"persistedQuery": {"version": 1, "sha256Hash": hash}},
    }))
}

#[actix_web::test]
async fn a_persisted_query_is_sent_once() {
    let transport = transport(&SampleHost::default(), Options::default());
    let unknown = persisted(HASH, None).send_through(&transport).await;
    assert_eq!(unknown.status, 200);
    assert_eq!(unknown.code(), "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(
        unknown.json()["errors"][0]["message"],
        "PersistedQueryNotFound"
    );
    let sent = persisted(HASH, Some(HELLO)).send_through(&transport).await;
    assert_eq!(sent.json()["data"]["hello"], "world");
    let known = persisted(HASH, None).send_through(&transport).await;
    assert_eq!(known.json()["data"]["hello"], "world");
    let extensions = json!({"persistedQuery": {"version": 1, "sha256Hash": HASH}});
    let get = Call::get(&[("extensions", &extensions.to_string())]);
    let answer = get.send_through(&transport).await;
    assert_eq!(answer.json()["data"]["hello"], "world");
}

#[actix_web::test]
async fn a_hash_that_does_not_fit_is_refused() {
    let transport = transport(&SampleHost::default(), Options::default());
    for (hash, query) in [
        (HASH, Some("{ fast }")),
        ("abc", Some(HELLO)),
        ("abc", None),
        (&"é".repeat(32), None),
    ] {
        let answer = persisted(hash, query).send_through(&transport).await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.code(), "graphql.bad_request");
    }
    let after = persisted(HASH, None).send_through(&transport).await;
    assert_eq!(after.code(), "PERSISTED_QUERY_NOT_FOUND");
}

#[actix_web::test]
async fn a_document_that_was_only_parsed_is_not_persisted() {
    let transport = transport(&SampleHost::default(), Options::default());
    let plain = Call::document(HELLO).send_through(&transport).await;
    assert_eq!(plain.status, 200);
    let answer = persisted(HASH, None).send_through(&transport).await;
    assert_eq!(answer.code(), "PERSISTED_QUERY_NOT_FOUND");
}

#[actix_web::test]
async fn room_for_persisted_queries_is_bounded() {
    let options = Options {
        persisted_cache_bytes: 400,
        ..Options::default()
    };
    let transport = transport(&SampleHost::default(), options);
    persisted(HASH, Some(HELLO)).send_through(&transport).await;
    let others = [("{ fast }", "a"), ("{ slow }", "b")];
    for (query, _) in others {
        for blanks in 0..5 {
            let text = format!("{query}{}", " ".repeat(80 + blanks));
            let hash = sha256(&text);
            let answer = persisted(&hash, Some(&text)).send_through(&transport).await;
            assert_eq!(answer.status, 200);
        }
    }
    let gone = persisted(HASH, None).send_through(&transport).await;
    assert_eq!(gone.code(), "PERSISTED_QUERY_NOT_FOUND");
}

#[actix_web::test]
async fn persisted_queries_can_be_switched_off() {
    let options = Options {
        persisted_cache_bytes: 0,
        ..Options::default()
    };
    let call = persisted(HASH, None);
    let answer = call.send_to(&SampleHost::default(), options).await;
    assert_eq!(answer.code(), "PERSISTED_QUERY_NOT_SUPPORTED");
}

fn trusted(only: bool) -> Options {
    Options {
        trusted: Some(TrustedDocuments::new([HELLO])),
        trusted_only: only,
        ..Options::default()
    }
}

fn by_id(id: &str) -> Value {
    json!({"documentId": id})
}

#[actix_web::test]
async fn a_trusted_document_is_asked_for_by_identifier() {
    let host = SampleHost::default();
    let id = format!("sha256:{HASH}");
    let answer = Call::post(by_id(&id)).send_to(&host, trusted(false)).await;
    assert_eq!(answer.json()["data"]["hello"], "world");
    let get = Call::get(&[("documentId", &id)]);
    let answer = get.send_to(&host, trusted(false)).await;
    assert_eq!(answer.json()["data"]["hello"], "world");
    let unknown = Call::post(by_id("sha256:00"));
    let answer = unknown.send_to(&host, trusted(false)).await;
    assert_eq!(answer.code(), "graphql.document_not_found");
    let both = Call::post(json!({"documentId": id, "query": HELLO}));
    assert_eq!(both.send_to(&host, trusted(false)).await.status, 400);
}

#[actix_web::test]
async fn trusted_documents_may_be_the_only_ones() {
    let host = SampleHost::default();
    let free = Call::document("{ fast }");
    let answer = free.send_to(&host, trusted(true)).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.code(), "graphql.trusted_only");
    let sneaked = persisted(&sha256("{ fast }"), Some("{ fast }"));
    let answer = sneaked.send_to(&host, trusted(true)).await;
    assert_eq!(answer.code(), "graphql.trusted_only");
    let known = Call::document(HELLO).send_to(&host, trusted(true)).await;
    assert_eq!(known.status, 200);
    let id = format!("sha256:{HASH}");
    let answer = Call::post(by_id(&id)).send_to(&host, trusted(true)).await;
    assert_eq!(answer.status, 200);
}

fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
