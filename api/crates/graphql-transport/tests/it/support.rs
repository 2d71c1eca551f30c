//! Sends requests to the sample application.

use actix_web::{
    App,
    body::to_bytes,
    http::{
        Method, StatusCode,
        header::{HeaderMap, HeaderName, HeaderValue},
    },
    test,
};
use graphql_transport::Options;
use serde_json::Value;

use crate::sample::{SampleHost, transport};

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The code of the first error.
    pub fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub fn media(&self) -> &str {
        self.header("content-type")
    }
}

/// A request to be sent.
pub struct Call {
    method: Method,
    address: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
}

pub const RESPONSE: &str = "application/graphql-response+json";

impl Call {
    pub fn new(method: Method, address: &str) -> Self {
        Self {
            method,
            address: address.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// A GET with these parameters.
    pub fn get(parameters: &[(&str, &str)]) -> Self {
        let query = serde_urlencoded::to_string(parameters).unwrap();
        Self::new(Method::GET, &format!("/graphql?{query}"))
    }

    /// A POST of a JSON body.
    pub fn post(body: impl ToString) -> Self {
        Self {
            body: body.to_string().into_bytes(),
            ..Self::new(Method::POST, "/graphql")
        }
        .with("content-type", "application/json")
    }

    /// A POST of a document, with the newer media type accepted.
    pub fn document(document: &str) -> Self {
        Self::post(serde_json::json!({"query": document})).with("accept", RESPONSE)
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        self.headers.retain(|(other, _)| *other != name);
        self.headers
            .push((name, HeaderValue::from_str(value).unwrap()));
        self
    }

    /// Sends it to an application of its own.
    pub async fn send(self) -> Answer {
        self.send_to(&SampleHost::default(), Options::default())
            .await
    }

    pub async fn send_to(self, host: &SampleHost, options: Options) -> Answer {
        let transport = transport(host, options);
        self.send_through(&transport).await
    }

    pub async fn send_through(
        self,
        transport: &graphql_transport::Transport<SampleHost>,
    ) -> Answer {
        let app = test::init_service(App::new().service(transport.resource("/graphql"))).await;
        let mut request = test::TestRequest::default()
            .method(self.method)
            .uri(&self.address)
            .set_payload(self.body);
        for header in self.headers {
            request = request.append_header(header);
        }
        let response = test::call_service(&app, request.to_request()).await;
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            text: String::from_utf8(to_bytes(response.into_body()).await.unwrap().to_vec())
                .unwrap(),
        }
    }
}
