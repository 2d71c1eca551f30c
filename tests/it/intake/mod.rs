//! Pushes, as organisations meet them at both doors.

mod answers;
mod atomic;
mod details;
mod faults;
mod forms;
mod keys;
mod parts;
mod prices;
mod receipts;
mod rows;
mod secrecy;
mod standing;
mod tables;
mod whole;

use serde_json::{Value, json};
use tests::{Answer, Ask, TestApp};

use crate::identity::{PASSWORD, administrator, sign_in, somebody};

const CREATE: &str = "mutation($input: PushCreateInput!) { pushCreate(input: $input) { \
    catalogueVersion push { id uuid } receipt { dryRun totals { sent created updated \
    unchanged rejected asked vanished withdrawn } rows(first: 100) { nodes { row externalId outcome courseId \
    messages { level field code text link } } } } } }";

/// Somebody who pushes for a provider.
pub struct Editor {
    /// Their access token.
    pub token: String,
    /// The provider's id.
    pub provider: String,
}

/// Editors of two providers.
pub async fn editors(app: &TestApp) -> [Editor; 2] {
    let admin = administrator(app).await;
    let courses = app.get("/v1/courses?limit=100").await.json();
    let items = courses["items"].as_array().expect("items").iter();
    let mut providers: Vec<_> = items.map(|course| text(&course["providerId"])).collect();
    providers.dedup();
    let [first, second] = &providers[..2] else {
        panic!("{providers:?}");
    };
    [
        editor(app, &admin, "een@voorbeeld.nl", first.clone()).await,
        editor(app, &admin, "twee@voorbeeld.nl", second.clone()).await,
    ]
}

/// An editor of the first provider, where a second is of no use.
pub async fn one(app: &TestApp) -> Editor {
    let [first, _] = editors(app).await;
    first
}

/// An editor of a provider.
pub async fn editor(app: &TestApp, admin: &str, email: &str, provider: String) -> Editor {
    let account = somebody(app, email).await;
    let path = format!("/v1/accounts/{account}/grants/organisation");
    let grant = json!({"providerId": provider});
    let given = app.put(&path).json(&grant).bearer(admin).await;
    assert_eq!(given.status, 200, "{}", given.text());
    Editor {
        token: token(app, email, "organisation").await,
        provider,
    }
}

/// Signs in.
pub async fn token(app: &TestApp, email: &str, hat: &str) -> String {
    let session = sign_in(app, email, PASSWORD, hat).await.json();
    text(&session["accessToken"])
}

impl Editor {
    /// Pushes rows at the REST door.
    pub fn push(&self, app: &TestApp, key: &str, rows: &Value) -> Ask {
        self.send(app, key).json(&json!({"rows": rows}))
    }

    /// Pushes a table.
    pub fn table(&self, app: &TestApp, key: &str, table: impl Into<String>) -> Ask {
        self.send(app, key).body("text/csv", table.into())
    }

    /// Says what would happen to a table.
    pub fn try_table(&self, app: &TestApp, table: impl Into<String>) -> Ask {
        let ask = app.post("/v1/pushes?dryRun=true").bearer(&self.token);
        let ask = ask.header("Idempotency-Key", "try");
        ask.body("text/csv", table.into())
    }

    /// Pushes rows at the GraphQL door.
    pub fn mutate(&self, app: &TestApp, key: &str, rows: &Value) -> Ask {
        self.ask(app, json!({"idempotencyKey": key, "rows": rows}))
    }

    /// Pushes at the GraphQL door, where the words of an enum are in capitals.
    pub fn ask(&self, app: &TestApp, mut input: Value) -> Ask {
        for row in input["rows"].as_array_mut().into_iter().flatten() {
            let editions = row.get_mut("editions").and_then(Value::as_array_mut);
            for edition in editions.into_iter().flatten() {
                edition["delivery"] = json!(text(&edition["delivery"]).to_uppercase());
            }
        }
        let ask = app.graphql(CREATE, json!({"input": input}));
        ask.bearer(&self.token)
    }

    /// A push at the REST door, without its body.
    pub fn send(&self, app: &TestApp, key: &str) -> Ask {
        let ask = app.post("/v1/pushes").bearer(&self.token);
        ask.header("Idempotency-Key", key)
    }

    /// Pushes rows as they are meant.
    pub fn meant(&self, app: &TestApp, key: &str, (rows, how): (&Value, Value)) -> Ask {
        let mut body = how;
        body["rows"] = rows.clone();
        self.send(app, key).json(&body)
    }

    /// Answers what a push asks.
    pub fn answers(&self, app: &TestApp, push: &str, answers: Value) -> Ask {
        let ask = app.post(&format!("/v1/pushes/{push}/_answer"));
        ask.bearer(&self.token).json(&json!({"answers": answers}))
    }

    /// Reads something.
    pub async fn read(&self, app: &TestApp, path: &str) -> Answer {
        app.get(path).bearer(&self.token).await
    }
}

/// A row that nothing is wrong with.
pub fn row(key: &str) -> Value {
    json!({
        "externalId": key,
        "title": format!("Praten over thuis {key}"),
        "summary": "Een avond over gesprekken met ouders.",
        "learningForm": "classroom",
        "topics": ["balans-in-gezin"],
        "durationHours": 2.5,
        "priceCents": 0,
        "editions": [edition("voorjaar", "2027-03-01")],
    })
}

/// An edition that nothing is wrong with.
pub fn edition(key: &str, day: &str) -> Value {
    json!({"externalId": key, "startsOn": day, "delivery": "in_person", "municipality": "Utrecht"})
}

/// Rows that nothing is wrong with.
pub fn rows(count: usize) -> Value {
    (1..=count).map(|at| row(&format!("rij-{at}"))).collect()
}

/// What a REST answer says became of each row.
pub fn outcomes(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let rows = body["rows"]
        .as_array()
        .unwrap_or_else(|| panic!("{body:#}"));
    rows.iter().map(|row| text(&row["outcome"])).collect()
}

/// What is said of one row of a receipt: of what, and by which code.
pub fn told(row: &Value) -> Vec<(String, String)> {
    let messages = row["messages"].as_array().expect("messages");
    let one = |message: &Value| (text(&message["field"]), text(&message["code"]));
    messages.iter().map(one).collect()
}

/// What a receipt asks: of which key, why, and how that stands.
pub fn asked(receipt: &Value) -> Vec<(String, String, String)> {
    let questions = receipt["questions"].as_array().expect("questions").iter();
    let one = |it: &Value| {
        (
            text(&it["externalId"]),
            text(&it["kind"]),
            text(&it["state"]),
        )
    };
    questions.map(one).collect()
}

/// How many rows became what: created, updated, unchanged, rejected.
pub fn totals(receipt: &Value) -> [i64; 4] {
    let totals = &receipt["totals"];
    let count = |name: &str| totals[name].as_i64().unwrap_or_else(|| panic!("{receipt}"));
    let counts = ["created", "updated", "unchanged", "rejected"].map(count);
    assert_eq!(
        counts.iter().sum::<i64>() + count("asked"),
        count("sent"),
        "{totals}"
    );
    counts
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}
