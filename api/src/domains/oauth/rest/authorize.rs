//! `/oauth/authorize`: where front-ends of others send people to sign in, and are answered.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, RETRY_AFTER,
};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post};
use maud::Markup;
use url::Url;

use super::form::Form;
use super::look::policy;
use super::pages::{Page, unknown};
use crate::domains::catalogue::{Catalogue, Snapshot};
use crate::domains::federation::Federation;
use crate::domains::identity::service::Credentials;
use crate::domains::identity::{Gate, Role};
use crate::domains::oauth::service::{self, NotAsked, Question, Wish};
use crate::kernel::backend::Backend;
use crate::kernel::client::UserAgent;
use crate::kernel::door;
use crate::kernel::error::{ApiError, Kind};
use crate::kernel::language::Language;

/// What a question consists of, as forms carry it on.
const MEMBERS: [&str; 10] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "code_challenge",
    "code_challenge_method",
    "scope",
    "state",
    "nonce",
    "ui_locales",
];

/// Asks somebody to sign in.
#[get("/oauth/authorize")]
pub async fn ask(
    request: HttpRequest,
    (backend, gate): (Data<Backend>, Data<Gate>),
    issuers: Data<Federation>,
) -> Result<HttpResponse, ApiError> {
    let Ok(form) = Form::parse(request.query_string().as_bytes()) else {
        return Ok(nowhere(&request));
    };
    let desk = match Desk::of(&request, &backend, &gate, form).await {
        Ok(desk) => desk,
        Err(answered) => return answered,
    };
    Ok(desk.show(StatusCode::OK, &desk.page(&issuers).sign_in("", None)))
}

/// Takes what somebody typed, or what they agreed to.
#[post("/oauth/authorize")]
pub async fn take(
    request: HttpRequest,
    payload: Payload,
    (backend, gate): (Data<Backend>, Data<Gate>),
    (catalogue, issuers): (Data<Catalogue>, Data<Federation>),
) -> Result<HttpResponse, ApiError> {
    let Ok(form) = Form::read(&request, payload).await else {
        return Ok(nowhere(&request));
    };
    let desk = match Desk::of(&request, &backend, &gate, form).await {
        Ok(desk) => desk,
        Err(answered) => return answered,
    };
    // What another site's page sends is nobody's answer, and asks at most: browsers say where a form
    // is from.
    let from = request.headers().get("sec-fetch-site");
    let ours = from.is_none_or(|from| from == "same-origin");
    if ours && desk.form.get("answer") == Some("no") {
        return Ok(lead(&service::refuse(&gate, &desk.wish)));
    }
    match desk.form.get("step").filter(|_| ours) {
        Some("sign_in") => {
            let (agent, snapshot) = (UserAgent::of(&request), catalogue.now());
            desk.signed_in(&backend, (&gate, &issuers), (&snapshot, &agent))
                .await
        }
        Some("outside") => desk.goes_out(&backend, (&gate, &issuers)).await,
        Some("outside_code") => {
            let snapshot = catalogue.now();
            desk.came_back(&request, &backend, (&issuers, &snapshot))
                .await
        }
        Some("agree") => desk.agreed(&backend, (&gate, &issuers)).await,
        // As by GET (OpenID Connect Core 1.0 §3.1.2.1).
        _ => Ok(desk.show(StatusCode::OK, &desk.page(&issuers).sign_in("", None))),
    }
}

/// A question that can be answered, with all that came with it.
pub struct Desk {
    pub(super) form: Form,
    pub(super) wish: Wish,
    pub(super) language: Language,
    pub(super) carried: Vec<(&'static str, String)>,
    other: String,
    host: String,
}

impl Desk {
    /// The question, or the answer to one that cannot be asked.
    pub async fn of(
        request: &HttpRequest,
        backend: &Backend,
        gate: &Gate,
        form: Form,
    ) -> Result<Self, Result<HttpResponse, ApiError>> {
        let asked = Question {
            client_id: form.text("client_id"),
            redirect_uri: form.text("redirect_uri"),
            response_type: form.text("response_type"),
            response_mode: form.text("response_mode"),
            code_challenge: form.text("code_challenge"),
            code_challenge_method: form.text("code_challenge_method"),
            scope: form.text("scope"),
            state: form.text("state"),
            nonce: form.text("nonce"),
            prompt: form.text("prompt"),
            is_object: form.get("request").or(form.get("request_uri")).is_some(),
        };
        let wish = match service::wish(backend, gate, &asked).await {
            Ok(wish) => wish,
            Err(NotAsked::Unknown) => return Err(Ok(nowhere(request))),
            Err(NotAsked::Back(address)) => return Err(Ok(lead(&address))),
            Err(NotAsked::Ours(error)) => return Err(Err(error)),
        };
        let wished = form.get("ui_locales").map(|tags| tags.replace(' ', ","));
        let language = match wished {
            Some(tags) => Language::negotiate(Some(&tags)),
            None => door::language(request),
        };
        let carried: Vec<(&'static str, String)> = MEMBERS
            .into_iter()
            .filter_map(|name| Some((name, form.text(name)?)))
            .collect();
        let tongue = match language {
            Language::Nl => "en",
            Language::En => "nl",
        };
        let mut other = url::form_urlencoded::Serializer::new(String::new());
        let same = carried.iter().filter(|(name, _)| *name != "ui_locales");
        other.extend_pairs(same).append_pair("ui_locales", tongue);
        let url = Url::parse(&wish.redirect_uri).ok();
        let host = url
            .as_ref()
            .and_then(|url| url.host_str().or(Some(url.scheme())));
        Ok(Self {
            host: host.unwrap_or_default().to_owned(),
            other: format!("/oauth/authorize?{}", other.finish()),
            form,
            wish,
            language,
            carried,
        })
    }

    pub(super) fn page(&self, issuers: &Federation) -> Page<'_> {
        Page {
            by: self.by(issuers),
            language: self.language,
            other: self.other.clone(),
            carried: &self.carried,
            name: &self.wish.client.name,
            host: &self.host,
        }
    }

    /// Somebody typed who they are.
    async fn signed_in(
        &self,
        backend: &Backend,
        (gate, issuers): (&Gate, &Federation),
        (snapshot, agent): (&Snapshot, &UserAgent),
    ) -> Result<HttpResponse, ApiError> {
        let email = self.form.get("email").unwrap_or_default();
        let shown = Credentials {
            email,
            password: self.form.get("password").unwrap_or_default(),
            code: self.form.get("code"),
            agent: agent.0.as_deref(),
        };
        match service::sign_in(backend, gate, snapshot, (&self.wish, &shown)).await {
            Ok((ticket, roles)) => {
                let page = self.page(issuers).agree(&ticket, &roles);
                Ok(self.show(StatusCode::OK, &page))
            }
            Err(error) if error.kind == Kind::Internal => Err(error),
            Err(error) => Ok(self.refused(issuers, email, &error)),
        }
    }

    /// The first page again, with what went wrong.
    pub(super) fn refused(
        &self,
        issuers: &Federation,
        email: &str,
        error: &ApiError,
    ) -> HttpResponse {
        // Of what was typed wrongly, the fault says more.
        let fault = error.faults.first().map(|fault| &fault.detail);
        let words = fault.unwrap_or(&error.detail).get(self.language);
        let page = self.page(issuers).sign_in(email, Some(words));
        // 401 is for what a browser asks by itself (RFC 9110 §15.5.2); here a page asks.
        let status = match error.kind {
            Kind::Unauthenticated => StatusCode::FORBIDDEN,
            kind => kind.status(),
        };
        let mut answer = self.show(status, &page);
        if let Some(seconds) = error.retry_seconds() {
            answer.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        answer
    }

    /// Somebody agreed.
    async fn agreed(
        &self,
        backend: &Backend,
        (gate, issuers): (&Gate, &Federation),
    ) -> Result<HttpResponse, ApiError> {
        let ticket = self.form.get("ticket").unwrap_or_default();
        let role = self.form.get("role").and_then(Role::parse);
        let address = match &role {
            Some(role) => service::agree(backend, gate, &self.wish, (ticket, role)).await?,
            None => None,
        };
        Ok(match address {
            Some(address) => lead(&address),
            // Too long ago, or another question: they sign in again.
            None => self.show(StatusCode::OK, &self.page(issuers).sign_in("", None)),
        })
    }

    pub(super) fn show(&self, status: StatusCode, page: &Markup) -> HttpResponse {
        shown(status, self.language, Some(&self.wish.redirect_uri), page)
    }
}

/// A page, with the policy that it needs.
fn shown(
    status: StatusCode,
    language: Language,
    leads_to: Option<&str>,
    page: &Markup,
) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_LANGUAGE, language.tag()))
        .insert_header((CONTENT_SECURITY_POLICY, policy(leads_to)))
        .body(page.0.clone())
}

/// Who asks is not known: nobody is led anywhere.
pub fn nowhere(request: &HttpRequest) -> HttpResponse {
    let language = door::language(request);
    shown(StatusCode::BAD_REQUEST, language, None, &unknown(language))
}

/// Leads somebody back. What was sent here is not sent on (RFC 9700 §4.12).
fn lead(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, address))
        .finish()
}
