use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use actix_web::{App, HttpMessage, test};
use async_graphql::{EmptySubscription, Request, Schema, Variables};
use serde_json::{Value, json};
use utoipa_actix_web::{AppExt, scope};

use super::super::graphql::{IdentityMutation, IdentityQuery};
use super::super::rest;
use super::*;

/// An answer by REST.
struct Answer {
    status: StatusCode,
    headers: header::HeaderMap,
    code: Option<&'static str>,
    body: Value,
}

impl Node {
    async fn rest(&self, method: &str, path: &str, body: Value, token: Option<&str>) -> Answer {
        let (app, _) = App::new()
            .into_utoipa_app()
            .app_data(Data::new(self.backend.clone()))
            .app_data(Data::new(self.gate.clone()))
            .service(scope::scope("/v1").configure(rest::routes))
            .split_for_parts();
        let app = app.configure(rest::well_known);
        let app = test::init_service(app).await;
        let mut request = test::TestRequest::with_uri(path).method(method.parse().unwrap());
        if !body.is_null() {
            request = request.set_json(body);
        }
        let request = request.to_request();
        if let Some(token) = token {
            let actor = service::actor_of(&self.backend, &self.gate, token).unwrap();
            request.extensions_mut().insert(actor);
        }
        read(app.call(request).await.unwrap())
    }

    async fn graphql(&self, query: &str, input: Value, token: Option<&str>) -> Value {
        let actor = match token {
            Some(token) => service::actor_of(&self.backend, &self.gate, token).unwrap(),
            None => Actor::Anonymous,
        };
        let schema = Schema::build(
            IdentityQuery::default(),
            IdentityMutation::default(),
            EmptySubscription,
        )
        .data(self.backend.clone())
        .data(self.gate.clone())
        .finish();
        let variables = Variables::from_json(json!({ "input": input }));
        let request = Request::new(query).variables(variables).data(actor);
        serde_json::to_value(schema.execute(request).await).unwrap()
    }
}

fn read<B: MessageBody>(response: ServiceResponse<B>) -> Answer {
    let (_, response) = response.into_parts();
    let error = response
        .extensions()
        .get::<ApiError>()
        .map(|error| error.code);
    let bytes = response.headers().clone();
    let status = response.status();
    let body = response.into_body().try_into_bytes().unwrap_or_default();
    Answer {
        status,
        headers: bytes,
        code: error,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    }
}

const CREATE: &str = "mutation($input: SessionCreateInput!) { sessionCreate(input: $input) \
    { accessToken refreshToken tokenType expiresIn hat accountId providerId } }";

#[actix_web::test]
async fn both_doors_register_confirm_and_sign_in() {
    let house = houses().await.remove(0);
    let node = house.node().await;
    let who = |email: &str| json!({ "email": email, "password": PASSWORD, "termsVersion": "2026-11", "ofAge": true });
    let asked = node
        .rest("POST", "/v1/accounts", who("an@voorbeeld.nl"), None)
        .await;
    assert_eq!(
        (asked.status, asked.body),
        (StatusCode::ACCEPTED, json!({"codeExpiresIn": 86400}))
    );
    let mailed = house.code(&node).await;
    let confirm = json!({ "email": "an@voorbeeld.nl", "code": mailed });
    let confirmed = node
        .rest("POST", "/v1/accounts/_confirm", confirm, None)
        .await;
    assert_eq!(confirmed.body["grants"][0]["hat"], "parent");

    let register = "mutation($input: AccountRegisterInput!) { accountRegister(input: $input) { codeExpiresIn } }";
    let asked = node.graphql(register, who("bo@voorbeeld.nl"), None).await;
    assert_eq!(asked["data"]["accountRegister"]["codeExpiresIn"], 86400);
    let confirm = "mutation($input: AccountConfirmInput!) { accountConfirm(input: $input) { account { email grants { hat } } } }";
    let input = json!({ "email": "bo@voorbeeld.nl", "code": house.code(&node).await });
    let confirmed = node.graphql(confirm, input, None).await;
    assert_eq!(
        confirmed["data"]["accountConfirm"]["account"]["grants"][0]["hat"],
        "PARENT"
    );

    let input = json!({ "email": "an@voorbeeld.nl", "password": PASSWORD, "hat": "parent" });
    let signed = node.rest("POST", "/v1/sessions", input, None).await;
    assert_eq!(signed.status, StatusCode::CREATED);
    assert_eq!(
        (&signed.body["tokenType"], &signed.body["expiresIn"]),
        (&json!("Bearer"), &json!(600))
    );
    let token = signed.body["accessToken"].as_str().unwrap();
    let me = node.rest("GET", "/v1/me", Value::Null, Some(token)).await;
    let same = node
        .graphql(
            "{ me { hat verified account { uuid email } } }",
            json!({}),
            Some(token),
        )
        .await;
    assert_eq!(me.body["account"]["email"], "an@voorbeeld.nl");
    assert_eq!(
        same["data"]["me"]["account"]["uuid"],
        me.body["account"]["id"]
    );
    let refresh = json!({ "refreshToken": signed.body["refreshToken"] });
    let next = node
        .rest("POST", "/v1/sessions/_refresh", refresh.clone(), None)
        .await;
    let again =
        "mutation($input: SessionRefreshInput!) { sessionRefresh(input: $input) { refreshToken } }";
    let again = node.graphql(again, refresh, None).await;
    assert_eq!(
        again["data"]["sessionRefresh"]["refreshToken"],
        next.body["refreshToken"]
    );
    let ended = node
        .rest("DELETE", "/v1/sessions/current", Value::Null, Some(token))
        .await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
}

#[actix_web::test]
async fn both_doors_refuse_alike() {
    let house = houses().await.remove(0);
    let node = house.node().await;
    house.somebody(&node, "an@voorbeeld.nl").await;
    let session = node
        .sign_in("an@voorbeeld.nl", HatKind::Parent)
        .await
        .unwrap();
    let token = Some(session.access_token.as_str());

    let shown = json!({ "email": "an@voorbeeld.nl", "password": "verkeerd", "hat": "parent" });
    let rest = node.rest("POST", "/v1/sessions", shown.clone(), None).await;
    let mut shown = shown;
    shown["hat"] = json!("PARENT");
    let graphql = node.graphql(CREATE, shown, None).await;
    assert_eq!(rest.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        rest.headers.get("www-authenticate").unwrap(),
        "Bearer realm=\"pijler\""
    );
    assert_eq!(
        rest.code,
        graphql["errors"][0]["extensions"]["code"].as_str()
    );

    for (token, status) in [(None, 401), (token, 403)] {
        let rest = node.rest("GET", "/v1/accounts", Value::Null, token).await;
        let graphql = node
            .graphql("{ accounts { nodes { email } } }", json!({}), token)
            .await;
        assert_eq!(rest.status.as_u16(), status);
        assert_eq!(
            rest.code,
            graphql["errors"][0]["extensions"]["code"].as_str()
        );
    }
    let nobody = node
        .graphql(
            "{ me { hat } account(id: \"QWNjb3VudDox\") { email } }",
            json!({}),
            None,
        )
        .await;
    assert_eq!(nobody["data"], json!({ "me": null, "account": null }));
    assert_eq!(nobody["errors"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn an_administrator_gives_and_takes_a_hat_by_either_door() {
    let house = houses().await.remove(0);
    let node = house.node().await;
    node.administrator().await;
    let session = node
        .sign_in("beheer@voorbeeld.nl", HatKind::Administrator)
        .await
        .unwrap();
    let token = Some(session.access_token.as_str());
    let an = house.somebody(&node, "an@voorbeeld.nl").await;
    let path = format!("/v1/accounts/{}/grants/panel", an.id.0);

    let given = node.rest("PUT", &path, json!({}), token).await;
    assert_eq!(given.body["grants"].as_array().unwrap().len(), 2);
    let find = json!({ "email": "an@voorbeeld.nl" });
    let found = node.rest("POST", "/v1/accounts/_search", find, token).await;
    assert_eq!(found.body["items"][0]["id"], json!(an.id.0));
    let revoke = "mutation($input: AccountRevokeInput!) { accountRevoke(input: $input) { account { grants { hat } } } }";
    let id = crate::kernel::id::Identity::global(an.id);
    let input = json!({ "accountId": id, "hat": "PANEL" });
    let taken = node.graphql(revoke, input, token).await;
    assert_eq!(
        taken["data"]["accountRevoke"]["account"]["grants"],
        json!([{ "hat": "PARENT" }])
    );
    let gone = node.rest("DELETE", &path, Value::Null, token).await;
    assert_eq!(
        (gone.status.as_u16(), gone.code),
        (404, Some("grant.not_found"))
    );
}

#[actix_web::test]
async fn others_can_check_our_tokens_with_what_is_published() {
    let house = houses().await.remove(0);
    let node = house.node().await;
    let set = node
        .rest("GET", "/.well-known/jwks.json", Value::Null, None)
        .await;
    let key = &set.body["keys"][0];
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"], &key["use"]),
        (
            &json!("EC"),
            &json!("P-256"),
            &json!("ES256"),
            &json!("sig")
        )
    );
    assert!(key["kid"].is_string() && key.get("d").is_none());
}
