//! The start route: where somebody begins who takes care of a child of family or acquaintances.
//! It asks for no account, and stands on the paper on which codes are handed out.
//!
//! `/start` speaks the language that the browser asks for; `/nl/start` and `/en/start` are its
//! two forms.

use actix_web::{HttpRequest, HttpResponse, get};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::look::{ICON, STYLE};
use super::voice::Voice;
use super::{part, sent, told};
use crate::domains::catalogue::service::{CourseQuery, Within, courses};
use crate::domains::catalogue::{Catalogue, Offer, Snapshot};
use crate::kernel::door::language;
use crate::kernel::error::ApiError;
use crate::kernel::language::Language;
use crate::kernel::page::PageRequest;

/// The code of kinship families in the list `audience`.
const AUDIENCE: &str = "network_family";
/// How much of what fits is shown at once.
const SHOWN: i64 = 12;

#[get("/start")]
async fn asked(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let language = language(&request);
    Ok(told(page(&request, language)?, address(language)))
}

#[get("/nl/start")]
async fn dutch(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    page(&request, Language::Nl)
}

#[get("/en/start")]
async fn english(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    page(&request, Language::En)
}

/// Mounts the start route, at its three addresses.
pub fn routes(config: &mut actix_web::web::ServiceConfig) {
    config.service(asked).service(dutch).service(english);
}

/// The path of the page in one language.
fn address(language: Language) -> &'static str {
    match language {
        Language::Nl => "/nl/start",
        Language::En => "/en/start",
    }
}

fn page(request: &HttpRequest, language: Language) -> Result<HttpResponse, ApiError> {
    let snapshot = part::<Catalogue>(request)?.now();
    let html = written(&snapshot, Voice(language))?;
    Ok(sent(request, language, html))
}

fn written(snapshot: &Snapshot, voice: Voice) -> Result<Markup, ApiError> {
    let query = CourseQuery {
        audience: vec![AUDIENCE.to_owned()],
        offer: vec![Offer::Current, Offer::Unconfirmed],
        ..CourseQuery::default()
    };
    let first = PageRequest::parse(["limit", "cursor"], Some(SHOWN), None, &mut Vec::new());
    let (_, fits) = courses(snapshot, Within::Everything, &query, None, &first)?;
    let (other, tag, word) = match voice.0 {
        Language::Nl => (Language::En, "en", "English"),
        Language::En => (Language::Nl, "nl", "Nederlands"),
    };
    Ok(html! {
        (DOCTYPE)
        html lang=(voice.0.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (voice.say("Zorgen voor een kind van familie of bekenden", "Caring for a child of family or friends")) }
                link rel="alternate" hreflang="nl" href=(address(Language::Nl));
                link rel="alternate" hreflang="en" href=(address(Language::En));
                link rel="icon" href=(ICON);
                style { (PreEscaped(STYLE)) }
            }
            body {
                a .skip href="#main" { (voice.say("Naar de inhoud", "To the content")) }
                div .ground {
                    header {
                        a .mark href=(match voice.0 { Language::Nl => "/nl", Language::En => "/en" }) {
                            span aria-hidden="true" { i {} i {} i {} i {} i {} }
                            "Pijler"
                        }
                        a .tongue href=(address(other)) hreflang=(tag) lang=(tag) { (word) }
                    }
                }
                main #main {
                    div .ground { (opening(voice)) }
                    (steps(voice))
                    section {
                        h2 { (voice.say("Gemaakt voor families zoals de jouwe", "Made for families like yours")) }
                        ul .links {
                            @for (_, at) in &fits.entries { (line(snapshot, *at, voice)) }
                        }
                    }
                }
                footer {
                    p {
                        (voice.say("Stand van ", "As of ")) (voice.day(snapshot.today))
                        (voice.say(". Deze pagina heeft geen cookies en geen scripts, en onthoudt niets van je.",
                            ". This page has no cookies and no scripts, and remembers nothing of you."))
                    }
                }
            }
        }
    })
}

fn opening(voice: Voice) -> Markup {
    html! {
        div .opening {
            h1 { (voice.say("Zorg je voor een kind van familie of bekenden?", "Do you care for a child of family or friends?")) }
            p {
                (voice.say(
                    "Dan ben je pleegouder, ook als je daar niet voor koos. Hier zie je wat je kan helpen. Je hebt \
                     geen account nodig.",
                    "Then you are a foster parent, even if you did not choose to be. Here you see what may help. \
                     You need no account.",
                ))
            }
        }
    }
}

fn steps(voice: Voice) -> Markup {
    html! {
        section .who {
            h2 { (voice.say("Zo begin je", "How to begin")) }
            ol .steps {
                li { p { (voice.say(
                    "Kijk hieronder of er iets bij zit voor vandaag. Een film of een podcast kan meteen.",
                    "See below whether there is something for today. A film or a podcast can be had at once.",
                )) } }
                li { p { (voice.say(
                    "Vraag je pleegzorgorganisatie wie je begeleider is, en wat je mag volgen. Vaak hoef je niets te betalen.",
                    "Ask your foster care organisation who supports you, and what you may follow. Often you pay nothing.",
                )) } }
                li { p { (voice.say(
                    "Kreeg je een code op papier? Maak een account en vul de code in. Dan kun je meepraten met andere pleegouders.",
                    "Were you given a code on paper? Make an account and fill in the code. Then you can talk with other foster parents.",
                )) } }
            }
        }
    }
}

fn line(snapshot: &Snapshot, at: usize, voice: Voice) -> Markup {
    let course = &snapshot.courses[at];
    let provider = &snapshot.providers[course.provider].name;
    html! {
        li {
            @match &course.url {
                Some(url) => a href=(url) rel="noreferrer" { (course.title) },
                None => strong { (course.title) },
            }
            p {
                (voice.read(&course.product_kind.label)) ", " (provider)
                @if course.example { (voice.say(" (voorbeeld)", " (example)")) }
                @if snapshot.offers[at] == Offer::Unconfirmed {
                    (voice.say(". Vraag na of het er nog is.", ". Ask whether it is still there."))
                }
            }
        }
    }
}
