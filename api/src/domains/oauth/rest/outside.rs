//! Signing in by another issuer on the way to a front-end of others.
//!
//! The question that the front-end asks is kept with the round; what goes on with the round is in a
//! cookie of this browser, so that what comes back is of no use in another.

use actix_web::http::StatusCode;
use actix_web::http::header::{COOKIE, HeaderName, HeaderValue, SET_COOKIE};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use super::authorize::{Desk, nowhere};
use super::form::Form;
use crate::domains::catalogue::{Catalogue, Snapshot};
use crate::domains::federation::Federation;
use crate::domains::federation::service::{self as federation, Answer, offered};
use crate::domains::identity::Gate;
use crate::domains::oauth::service;
use crate::kernel::backend::Backend;
use crate::kernel::client::UserAgent;
use crate::kernel::error::{ApiError, Kind};
use crate::kernel::page::PageRequest;

/// Where other issuers lead people back to, under the address of the house.
pub const CALLBACK: &str = "/oauth/callback";
/// The cookie that holds the secret of a round: for this host alone, and not for scripts.
const ROUND: &str = "__Host-round";
/// What is answered where a code is asked for beside.
const CODE_ASKED: [&str; 2] = [
    "session.second_factor_required",
    "session.second_factor_wrong",
];

/// Another issuer, on the page.
pub struct By {
    /// Its code.
    pub code: String,
    /// What it is called, in the language of the page.
    pub label: String,
}

fn cookie(secret: &str, seconds: i64) -> (HeaderName, HeaderValue) {
    let text =
        format!("{ROUND}={secret}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    let none = HeaderValue::from_static("__Host-round=; Path=/; Max-Age=0; Secure; HttpOnly");
    (SET_COOKIE, HeaderValue::from_str(&text).unwrap_or(none))
}

/// The secret of the round that this browser is in.
fn secret(request: &HttpRequest) -> Option<String> {
    let all = request.headers().get_all(COOKIE);
    let texts = all.filter_map(|header| header.to_str().ok());
    texts
        .flat_map(|text| text.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(ROUND)?.strip_prefix('='))
        .map(str::to_owned)
}

impl Desk {
    /// The issuers that are offered on the page.
    pub fn by(&self, issuers: &Federation) -> Vec<By> {
        let all = offered(issuers, &PageRequest::whole()).entries.into_iter();
        let shown = all.map(|(_, one)| By {
            label: one.label.get(self.language).to_owned(),
            code: one.code,
        });
        shown.collect()
    }

    /// Somebody wants to sign in by another issuer.
    pub async fn goes_out(
        &self,
        backend: &Backend,
        (gate, issuers): (&Gate, &Federation),
    ) -> Result<HttpResponse, ApiError> {
        let back = format!("{}{CALLBACK}", gate.issuer());
        let mut question = url::form_urlencoded::Serializer::new(String::new());
        question.extend_pairs(&self.carried);
        let by = self.form.get("by").unwrap_or_default();
        let begun = federation::begin_carrying(backend, issuers, (by, &back), question.finish());
        let begun = match begun.await {
            Ok(begun) => begun,
            Err(error) => return self.failed(issuers, error),
        };
        let label = self.by(issuers).into_iter().find(|one| one.code == by);
        let label = label.map_or(String::new(), |one| one.label);
        let page = self.page(issuers).leads_on(&begun.address, &label);
        let mut answer = self.show(StatusCode::OK, &page);
        let (name, value) = cookie(&begun.secret, federation::LIFE.num_seconds());
        answer.headers_mut().append(name, value);
        // A form may lead to nowhere but here; a page that leads on by itself may.
        if let Ok(to) = HeaderValue::from_str(&format!("0; url={}", begun.address)) {
            answer
                .headers_mut()
                .insert(HeaderName::from_static("refresh"), to);
        }
        Ok(answer)
    }

    /// Somebody who came back types the code that their account asks for beside.
    pub async fn came_back(
        &self,
        request: &HttpRequest,
        backend: &Backend,
        (issuers, snapshot): (&Federation, &Snapshot),
    ) -> Result<HttpResponse, ApiError> {
        let Some(secret) = secret(request) else {
            return Ok(self.show(StatusCode::OK, &self.page(issuers).sign_in("", None)));
        };
        let code = self.form.get("code");
        self.goes_in(request, backend, (issuers, snapshot), (&secret, code))
            .await
    }

    async fn goes_in(
        &self,
        request: &HttpRequest,
        backend: &Backend,
        (issuers, snapshot): (&Federation, &Snapshot),
        (secret, code): (&str, Option<&str>),
    ) -> Result<HttpResponse, ApiError> {
        let agent = UserAgent::of(request);
        let shown = (secret, code, agent.0.as_deref());
        let vouched = match federation::vouch(backend, shown).await {
            Ok(vouched) => vouched,
            Err(error) if CODE_ASKED.contains(&error.code) => {
                let wrong = code.map(|_| error.detail.get(self.language));
                let page = self.page(issuers).code(wrong);
                return Ok(self.show(StatusCode::OK, &page));
            }
            Err(error) => return self.failed(issuers, error),
        };
        let (ticket, roles) = service::let_in(backend, snapshot, &self.wish, vouched)?;
        let page = self.page(issuers).agree(&ticket, &roles);
        let mut answer = self.show(StatusCode::OK, &page);
        let (name, value) = cookie("", 0);
        answer.headers_mut().append(name, value);
        Ok(answer)
    }

    /// Says what went wrong, where people sign in.
    fn failed(&self, issuers: &Federation, error: ApiError) -> Result<HttpResponse, ApiError> {
        match error.kind {
            Kind::Internal => Err(error),
            _ => Ok(self.refused(issuers, "", &error)),
        }
    }
}

/// Where another issuer leads people back to.
#[get("/oauth/callback")]
pub async fn callback(
    request: HttpRequest,
    (backend, gate, issuers): (Data<Backend>, Data<Gate>, Data<Federation>),
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let form = Form::parse(request.query_string().as_bytes());
    let (Ok(form), Some(secret)) = (form, secret(&request)) else {
        return Ok(nowhere(&request));
    };
    let Ok(Some(question)) = federation::carried(&backend, &secret).await else {
        return Ok(nowhere(&request));
    };
    let Ok(question) = Form::parse(question.as_bytes()) else {
        return Ok(nowhere(&request));
    };
    let desk = match Desk::of(&request, &backend, &gate, question).await {
        Ok(desk) => desk,
        Err(answered) => return answered,
    };
    let answer = Answer {
        state: form.text("state").unwrap_or_default(),
        code: form.text("code"),
        error: form.text("error"),
        iss: form.text("iss"),
    };
    if let Err(error) = federation::answer(&backend, &issuers, (&secret, &answer)).await {
        return desk.failed(&issuers, error);
    }
    let snapshot = catalogue.now();
    desk.goes_in(&request, &backend, (&issuers, &snapshot), (&secret, None))
        .await
}
