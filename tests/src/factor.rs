//! Second factors of people in tests, who have no app.

use entities::second_factors;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::app::TestApp;

impl TestApp {
    /// A code that somebody shows beside their password; the first time, a second factor is
    /// begun for them. `None` where they have another already, or their password is wrong.
    pub async fn second_factor(&self, email: &str, password: &str) -> Option<String> {
        let known = self.factor_of(email);
        if let Some(secret) = known {
            self.spare().await;
            return Some(self.code_of(&secret));
        }
        let mut shown = json!({"email": email, "password": password});
        let begun = self.post("/v1/accounts/_second-factor").json(&shown).await;
        let secret = begun.json()["secret"].as_str()?.to_owned();
        shown["code"] = Value::from(self.code_of(&secret));
        let path = "/v1/accounts/_confirm-second-factor";
        let confirmed = self.post(path).json(&shown).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text());
        self.note_factor(email, &secret);
        self.spare().await;
        Some(self.code_of(&secret))
    }

    /// The code that an app with this secret shows now.
    pub fn code_of(&self, secret: &str) -> String {
        let secret = Secret::try_from_base32(secret).expect("base 32");
        let totp = Builder::new()
            .with_secret(secret)
            .build()
            .expect("a secret");
        let now = self.backend.clock.now().timestamp();
        totp.generate(now.try_into().expect("after 1970"))
            .to_string()
    }

    /// What somebody's codes are made with, where that is known here.
    pub fn factor_of(&self, email: &str) -> Option<String> {
        let known = self.factors.lock().expect("nobody fell");
        known.get(email).cloned()
    }

    /// Keeps what somebody's codes are made with.
    pub fn note_factor(&self, email: &str, secret: &str) {
        let mut known = self.factors.lock().expect("nobody fell");
        known.insert(email.to_owned(), secret.to_owned());
    }

    /// Forgets what somebody's codes were made with.
    pub fn forget_factor(&self, email: &str) {
        let mut known = self.factors.lock().expect("nobody fell");
        known.remove(email);
    }

    /// Lets a code serve again: the clock stands still here, and each serves once.
    pub async fn spare(&self) {
        let none = Expr::value(Option::<i64>::None);
        let spared = second_factors::Entity::update_many()
            .col_expr(second_factors::Column::LastStep, none)
            .exec(self.backend.databases().schema())
            .await;
        spared.expect("codes that serve again");
    }
}
