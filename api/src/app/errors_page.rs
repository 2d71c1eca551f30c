//! The page of what is often wrong with pushes, made from what the code raises: why, what helps,
//! and what is right instead.

use actix_web::http::header::{HeaderValue, VARY};
use actix_web::web::ServiceConfig;
use actix_web::{HttpRequest, HttpResponse, get};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domains::intake::remedies;
use crate::kernel::door::{language, written};
use crate::kernel::language::Language;

const HTML: &str = "text/html; charset=utf-8";

/// How it looks.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;\
    color-scheme:light dark}h2{font-size:1.1rem;margin:2rem 0 .25rem;scroll-margin-top:1rem}\
    h2:target{outline:.2rem solid;outline-offset:.3rem}p{margin:.25rem 0}pre{overflow-x:auto;padding:.5rem;\
    border:1px solid;border-radius:.25rem}code{font-size:.95em}";

/// Mounts the page.
pub fn routes(config: &mut ServiceConfig) {
    config.service(push_errors);
}

#[get("/docs/push-errors")]
async fn push_errors(request: HttpRequest) -> HttpResponse {
    let page = page(language(&request)).into_string();
    let mut answer = written(&request, HTML, page.into_bytes());
    let vary = HeaderValue::from_static("accept-language");
    answer.headers_mut().insert(VARY, vary);
    answer
}

fn page(language: Language) -> Markup {
    let say = |nl: &'static str, en: &'static str| match language {
        Language::Nl => nl,
        Language::En => en,
    };
    let title = say(
        "Wat er vaak misgaat bij aanleveren",
        "What often goes wrong with pushes",
    );
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p {
                        (say(
                            "Elke melding in een receipt heeft een code die niet verandert. Hier staat van elke code wat de \
                             oorzaak is, wat helpt, en een voorbeeld van hoe het goed is.",
                            "Each message in a receipt has a code that does not change. Of each code this tells the cause, \
                             what helps, and an example of what is right.",
                        ))
                    }
                    p { a href="/docs/#/pushes" { (say("De beschrijving van de API", "The description of the API")) } }
                    @for remedy in remedies() {
                        h2 id=(remedy.code) { code { (remedy.code) } }
                        p { (remedy.cause(language)) }
                        p { (remedy.remedy(language)) }
                        pre { code { (remedy.example) } }
                    }
                }
            }
        }
    }
}
