//! Which addresses there are and what each takes, as the OpenAPI document says.
//!
//! `Allow`, open data's CORS and the media types that can be answered are read
//! from the document, so that they cannot say anything else than it does.

use std::collections::HashMap;

use actix_web::http::Method;
use serde_json::Value;

/// Every address, with what it takes: found segment by segment, because each request asks.
#[derive(Debug, Default)]
pub struct Addresses(Branch);

/// What begins with the same segments.
#[derive(Debug, Default)]
struct Branch {
    /// What goes on with a segment that is spelt out.
    literal: HashMap<String, Branch>,
    /// What goes on with any segment.
    parameter: Option<Box<Branch>>,
    /// What ends here.
    address: Option<Address>,
}

/// One address: its operations.
#[derive(Debug)]
pub struct Address {
    operations: Vec<Operation>,
}

/// What an address does for one method.
#[derive(Debug)]
pub struct Operation {
    method: Method,
    /// Whether no sign-in is asked.
    open: bool,
    /// Whether nobody is answered without one.
    signed: bool,
    /// The media types of its good answers; empty where they have no body.
    answers: Vec<String>,
    /// The media types it reads.
    reads: Vec<String>,
}

impl Addresses {
    /// Reads the paths of a document whose server is at `base`, and adds pages that
    /// no document lists: they take GET, and say whether any site may read them.
    pub fn new(document: &Value, base: &str, pages: &[(&str, bool)]) -> Self {
        let paths = document["paths"].as_object().into_iter().flatten();
        let mut all = Self::default();
        for (path, item) in paths {
            all.add(&format!("{base}{path}"), operations(item));
        }
        for (path, open) in pages {
            let get = Operation {
                method: Method::GET,
                open: *open,
                signed: false,
                answers: Vec::new(),
                reads: Vec::new(),
            };
            all.add(path, vec![get]);
        }
        all
    }

    /// Adds addresses that no document lists either: some take POST, some GET as well.
    pub fn taking(mut self, forms: &[&str], asked: &[&str]) -> Self {
        let takes = |method| Operation {
            method,
            open: false,
            signed: false,
            answers: Vec::new(),
            reads: Vec::new(),
        };
        for path in forms {
            self.add(path, vec![takes(Method::POST)]);
        }
        for path in asked {
            self.add(path, vec![takes(Method::GET), takes(Method::POST)]);
        }
        self
    }

    fn add(&mut self, path: &str, operations: Vec<Operation>) {
        let mut branch = &mut self.0;
        for segment in path.split('/').skip(1) {
            branch = match segment.starts_with('{') {
                true => branch.parameter.get_or_insert_default(),
                false => branch.literal.entry(segment.to_owned()).or_default(),
            };
        }
        branch.address = Some(Address { operations });
    }

    /// The address that a path means; where two fit, the one that is spelt out sooner.
    pub fn find(&self, path: &str) -> Option<&Address> {
        self.0.find(path)
    }
}

impl Branch {
    /// What a path means from here on: what is left of it begins with a slash, or is nothing.
    fn find(&self, rest: &str) -> Option<&Address> {
        let Some(rest) = rest.strip_prefix('/') else {
            return self.address.as_ref();
        };
        let (segment, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let spelt_out = self.literal.get(segment).and_then(|it| it.find(rest));
        spelt_out.or_else(|| match &self.parameter {
            Some(any) if !segment.is_empty() => any.find(rest),
            _ => None,
        })
    }
}

impl Address {
    /// What `Allow` says: HEAD wherever GET is, OPTIONS always.
    pub fn allow(&self) -> String {
        let mut methods = Vec::new();
        for operation in &self.operations {
            methods.push(operation.method.as_str());
            if operation.method == Method::GET {
                methods.push("HEAD");
            }
        }
        methods.push("OPTIONS");
        methods.join(", ")
    }

    /// The media types that a PATCH may come in, for `Accept-Patch`.
    pub fn accept_patch(&self) -> Option<String> {
        let patch = self.operation(&Method::PATCH)?;
        (!patch.reads.is_empty()).then(|| patch.reads.join(", "))
    }

    /// Whether anybody may read what is here.
    pub fn is_open_data(&self) -> bool {
        self.operation(&Method::GET).is_some_and(|get| get.open)
    }

    /// The operation for a method; HEAD is GET.
    pub fn operation(&self, method: &Method) -> Option<&Operation> {
        let method = if method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        self.operations
            .iter()
            .find(|operation| operation.method == *method)
    }
}

impl Operation {
    /// Whether an `Accept` header leaves something that can be made.
    pub fn can_answer(&self, accept: &str) -> bool {
        self.answers.is_empty()
            || accept.split(',').any(|range| {
                let mut parts = range.split(';').map(str::trim);
                let range = parts.next().unwrap_or_default().to_ascii_lowercase();
                let refused = parts.any(|part| {
                    part.strip_prefix("q=")
                        .is_some_and(|q| q.parse() == Ok(0.0_f32))
                });
                !refused && self.answers.iter().any(|media| covers(&range, media))
            })
    }

    /// Whether nobody is answered without a sign-in.
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// The media types of its good answers.
    pub fn answers(&self) -> &[String] {
        &self.answers
    }
}

fn covers(range: &str, media: &str) -> bool {
    range == "*/*"
        || range == media
        || range
            .strip_suffix("/*")
            .is_some_and(|kind| media.split('/').next() == Some(kind))
}

/// The order in which `Allow` names methods.
const ORDER: [Method; 5] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

fn operations(item: &Value) -> Vec<Operation> {
    let members = item.as_object().into_iter().flatten();
    let mut operations: Vec<_> = members
        .filter_map(|(word, operation)| {
            let method = Method::from_bytes(word.to_ascii_uppercase().as_bytes()).ok()?;
            operation.get("responses")?;
            Some(Operation {
                method,
                open: operation.get("security").is_none(),
                signed: demands_sign_in(operation),
                answers: answers(operation),
                reads: media(&operation["requestBody"]),
            })
        })
        .collect();
    operations.sort_by_key(|operation| ORDER.iter().position(|method| *method == operation.method));
    operations
}

/// An empty way among those that a document names says that one may do without.
fn demands_sign_in(operation: &Value) -> bool {
    let ways = operation["security"].as_array();
    ways.is_some_and(|ways| !ways.is_empty() && !ways.contains(&serde_json::json!({})))
}

fn answers(operation: &Value) -> Vec<String> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    responses
        .filter(|(status, _)| status.starts_with('2'))
        .flat_map(|(_, response)| media(response))
        .collect()
}

fn media(holder: &Value) -> Vec<String> {
    let content = holder["content"].as_object().into_iter().flatten();
    content
        .filter_map(|(media, _)| media.split(';').next())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> Addresses {
        let json = serde_json::json!({"200": {"content": {"application/json": {}}}});
        let document = serde_json::json!({"paths": {
            "/courses/{id}": {"get": {"responses": json}, "delete": {"responses": {}, "security": []}},
            "/courses/_compare": {"post": {"responses": {}, "security": [{"bearer": []}]}},
        }});
        Addresses::new(&document, "/v1", &[("/docs", false)])
    }

    #[test]
    fn the_address_spelt_out_further_is_meant() {
        let addresses = addresses();
        let allow = |path| addresses.find(path).map(Address::allow);

        assert_eq!(allow("/v1/courses/_compare").unwrap(), "POST, OPTIONS");
        assert_eq!(
            allow("/v1/courses/7").unwrap(),
            "GET, HEAD, DELETE, OPTIONS"
        );
        assert_eq!(allow("/docs").unwrap(), "GET, HEAD, OPTIONS");
    }

    #[test]
    fn a_sign_in_is_demanded_where_the_document_names_no_other_way() {
        let addresses = addresses();
        let signed = |path, method| {
            let address = addresses.find(path).unwrap();
            address.operation(&method).unwrap().is_signed()
        };

        assert!(signed("/v1/courses/_compare", Method::POST));
        assert!(!signed("/v1/courses/7", Method::GET));
        assert!(!signed("/v1/courses/7", Method::DELETE));
    }

    #[test]
    fn a_slash_too_many_is_another_address() {
        assert!(addresses().find("/v1/courses/7/").is_none());
        assert!(addresses().find("/v1/courses/").is_none());
        assert!(addresses().find("/v1").is_none());
    }

    #[test]
    fn accept_is_held_against_what_can_be_made() {
        let addresses = addresses();
        let address = addresses.find("/v1/courses/7").unwrap();
        let can = |accept| address.operation(&Method::HEAD).unwrap().can_answer(accept);

        assert!(can("text/html, */*;q=0.1") && can("application/*") && can("application/json"));
        assert!(!can("text/html") && !can("application/json;q=0"));
    }
}
