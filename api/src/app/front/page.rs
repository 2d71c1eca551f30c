//! The page as a whole.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::figures::Figures;
use super::look::{ICON, STYLE};
use super::voice::Voice;
use super::{address, map, missing, steps};
use crate::app::config::Config;
use crate::domains::catalogue::Offer;
use crate::kernel::language::Language;

/// The page in one language, at one service.
#[derive(Debug)]
pub struct Page<'a> {
    /// The language.
    pub voice: Voice,
    /// Where the public finds the service.
    pub url: String,
    /// Where an organisation asks for an account.
    pub mail: &'a str,
    /// Whether `GraphiQL` is served.
    pub has_graphiql: bool,
    /// Whether the schema may be read.
    pub has_schema: bool,
}

impl<'a> Page<'a> {
    /// The page as the settings have it.
    pub fn new(config: &'a Config, language: Language) -> Self {
        Self {
            voice: Voice(language),
            url: config.public_url(),
            mail: &config.contact.email,
            has_graphiql: config.graphql.graphiql,
            has_schema: config.graphql.introspection,
        }
    }

    /// Writes it out.
    pub fn write(&self, figures: &Figures) -> Markup {
        let voice = self.voice;
        html! {
            (DOCTYPE)
            html lang=(voice.0.tag()) {
                (self.head())
                body {
                    a .skip href="#main" { (voice.say("Naar de inhoud", "To the content")) }
                    div .ground { (self.banner()) }
                    main #main {
                        div .ground { (self.opening(figures)) (map::pillars(figures, voice)) }
                        (counted(figures, voice))
                        (steps::makers(self))
                        (steps::organisations(self))
                        (steps::counters(self))
                        (missing::coverage(figures, voice))
                    }
                    (self.closing(figures))
                }
            }
        }
    }

    fn head(&self) -> Markup {
        let (voice, url) = (self.voice, &self.url);
        let own = address(voice.0);
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (voice.say("Pijler: wat pleegouders kunnen leren", "Pijler: what foster parents can learn")) }
                meta name="description" content=(voice.say(
                    "De open API van het leerplatform voor pleegouders: cursussen, aanbieders en cijfers.",
                    "The open API of the Dutch learning platform for foster parents: courses, providers and figures.",
                ));
                link rel="canonical" href=(format!("{url}{own}"));
                link rel="alternate" hreflang="nl" href=(format!("{url}/nl"));
                link rel="alternate" hreflang="en" href=(format!("{url}/en"));
                link rel="alternate" hreflang="x-default" href=(format!("{url}/"));
                link rel="icon" href=(ICON);
                style { (PreEscaped(STYLE)) }
            }
        }
    }

    fn banner(&self) -> Markup {
        let (other, tag, word) = match self.voice.0 {
            Language::Nl => (Language::En, "en", "English"),
            Language::En => (Language::Nl, "nl", "Nederlands"),
        };
        html! {
            header {
                a .mark href=(address(self.voice.0)) {
                    span aria-hidden="true" { i {} i {} i {} i {} i {} }
                    "Pijler"
                }
                a .tongue href=(address(other)) hreflang=(tag) lang=(tag) { (word) }
            }
        }
    }

    fn opening(&self, figures: &Figures) -> Markup {
        let voice = self.voice;
        html! {
            div .opening {
                h1 { (voice.say("Wat pleegouders kunnen leren, op één plek.", "What foster parents can learn, in one place.")) }
                div {
                    p {
                        (voice.say(
                            "Pijler is de open bron achter een leerplatform voor pleegouders: trainingen, cursussen, \
                             films en boeken van ",
                            "Pijler is the open service behind a learning platform for Dutch foster parents: \
        trainings, courses, films and books from ",
                        ))
                        (voice.count(figures.providers, ["aanbieder", "aanbieders"], ["provider", "providers"]))
                        (voice.say(". Maak er iets mee, vul het aan of reken ermee.", ". Build on it, add to it, or use its figures."))
                    }
                    ul .links {
                        li { a href="#makers" { (voice.say("Ik maak een app of website", "I make an app or a site")) } }
                        li { a href="#organisations" { (voice.say("Ik geef cursussen of trainingen", "I offer courses or training")) } }
                        li { a href="#figures" { (voice.say("Ik doe onderzoek, of werk bij een gemeente", "I do research, or work for a municipality")) } }
                    }
                }
            }
        }
    }

    fn closing(&self, figures: &Figures) -> Markup {
        let voice = self.voice;
        html! {
            footer {
                p {
                    (voice.say("Stand van ", "As of ")) (voice.day(figures.as_of))
                    (voice.say(". Elke cursus noemt haar bron. Deze pagina heeft geen cookies en geen scripts.",
                        ". Every course names its source. This page has no cookies and no scripts."))
                }
                ul .links {
                    li { a href="/docs/" { (voice.say("API-documentatie", "API reference")) } }
                    li { a href="/v1/openapi.json" { "OpenAPI" } }
                    li { a href="/health/ready" { (voice.say("Werkt de dienst?", "Is the service up?")) } }
                    li { a href="/.well-known/security.txt" { (voice.say("Een lek melden", "Report a weakness")) } }
                }
            }
        }
    }
}

/// How many courses there are, told apart.
fn counted(figures: &Figures, voice: Voice) -> Markup {
    let told = [
        (
            Offer::Current,
            "c",
            voice.say("actueel", "current"),
            voice.say(
                "Het afgelopen jaar bevestigd, of er komt nog een datum.",
                "Confirmed in the past year, or with a date to come.",
            ),
        ),
        (
            Offer::Unconfirmed,
            "u",
            voice.say("onbevestigd", "unconfirmed"),
            voice.say(
                "Niemand heeft gezegd dat het nog bestaat, en niemand dat het voorbij is.",
                "Nobody said that it is still given, and nobody that it is over.",
            ),
        ),
        (
            Offer::Archive,
            "a",
            voice.say("archief", "archived"),
            voice.say(
                "Oud, of alle data zijn voorbij. Te vinden, maar niet als aanbod van vandaag.",
                "Old, or all its dates are past. To be found, but not as what is on offer today.",
            ),
        ),
    ];
    html! {
        section .counted {
            h2 { (voice.say("Wat er in staat", "What is in it")) }
            dl {
                @for (offer, mark, word, meaning) in told {
                    div {
                        dt { i .(mark) aria-hidden="true" {} (word) }
                        dd .number { (figures.courses[offer as usize]) }
                        dd { (meaning) }
                    }
                }
            }
            p {
                (voice.say("Cursussen en ander leeraanbod op ", "Courses and other ways to learn on ")) (voice.day(figures.as_of))
                (voice.say(", van ", ", of "))
                a href="/v1/providers" { (voice.count(figures.providers, ["aanbieder", "aanbieders"], ["provider", "providers"])) }
                (voice.say(" over ", " on "))
                a href="/v1/topics" { (voice.count(figures.topics, ["onderwerp", "onderwerpen"], ["topic", "topics"])) }
                (voice.say(
                    ". We tellen deze drie nooit bij elkaar op: wat oud is, is geen aanbod.",
                    ". We never add these three up: what is old is not on offer.",
                ))
                @if figures.courses[Offer::Current as usize] == 0 {
                    " "
                    (voice.say(
                        "Nul is hier geen fout: nog geen aanbieder heeft zijn aanbod bevestigd.",
                        "Zero is no mistake here: no provider has confirmed its courses yet.",
                    ))
                }
                @if figures.examples {
                    " "
                    strong {
                        (voice.say(
                            "Er zit voorbeeldaanbod bij, dat alleen laat zien hoe het eruitziet.",
                            "There are examples among them, which only show how it looks.",
                        ))
                    }
                }
            }
        }
    }
}
