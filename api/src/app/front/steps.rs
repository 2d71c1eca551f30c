//! The first steps of each kind of user. The commands are those of README.md, with the
//! address at which this service is found.

use maud::{Markup, html};

use super::page::Page;

/// Whoever makes an app or a site.
pub fn makers(page: &Page<'_>) -> Markup {
    let (voice, url) = (page.voice, &page.url);
    html! {
        section #makers .who {
            div {
                h2 { (voice.say("Je maakt een app of website", "You make an app or a site")) }
                p {
                    (voice.say(
                        "Eén API, twee manieren van vragen: REST en GraphQL. Wat de ene kan, kan de andere ook, \
                         met dezelfde getallen en dezelfde foutcodes. Lezen mag zonder account.",
                        "One API, two ways to ask: REST and GraphQL. What one can do the other can, with the \
                         same numbers and the same codes of failure. Reading takes no account.",
                    ))
                }
                ul .links {
                    li { a href="/docs/" { (voice.say("API-documentatie", "API reference")) } }
                    @if page.has_graphiql { li { a href="/graphiql/" { "GraphiQL" } } }
                    li { a href="/v1/openapi.json" { "OpenAPI" } }
                    @if page.has_schema { li { a href="/schema.graphql" { (voice.say("GraphQL-schema", "GraphQL schema")) } } }
                }
            }
            ol .steps {
                li {
                    p { (voice.say("Vraag drie cursussen over de pijler Functioneren.", "Ask for three courses about the pillar Functioning.")) }
                    (command(&format!("curl '{url}/v1/courses?pillar=functioneren&limit=3'")))
                }
                li {
                    p { (voice.say("Of vraag met GraphQL precies wat één scherm nodig heeft.", "Or ask by GraphQL for just what one screen needs.")) }
                    (command(&format!(
                        "curl {url}/graphql -H 'Content-Type: application/json' -d '{{\"query\":\n  \
                         \"{{ courses(first: 3, filter: {{topic: \\\"balans-in-gezin\\\"}}) \
                         {{ totalCount nodes {{ title offer provider {{ name }} }} }} }}\"}}'"
                    )))
                }
                li {
                    p { (voice.say("Laat de typen van je client uit het contract maken.", "Generate the types of your client from the contract.")) }
                    (command(&format!("npx openapi-typescript {url}/v1/openapi.json -o pijler.d.ts")))
                }
            }
        }
    }
}

/// Whoever gives courses.
pub fn organisations(page: &Page<'_>) -> Markup {
    let (voice, url) = (page.voice, &page.url);
    html! {
        section #organisations .who {
            div {
                h2 { (voice.say("Je geeft cursussen of trainingen", "You offer courses or training")) }
                p {
                    (voice.say(
                        "Stuur je leeraanbod in de tabel die je al hebt. Je hoort van elke rij of die klopt, en \
                         wat er anders moet. Zo blijft je aanbod actueel zonder overtypen.",
                        "Send your courses in the table that you have. You are told of every row whether it is \
                         right, and what has to change. So what you offer stays current without typing it again.",
                    ))
                }
                p {
                    (voice.say("Een account voor je organisatie vraag je aan bij ", "Ask for an account for your organisation at "))
                    a href=(format!("mailto:{}", page.mail)) { (page.mail) } "."
                }
                ul .links {
                    li { a href="/docs/#/pushes" { (voice.say("Aanleveren in de documentatie", "Pushing in the reference")) } }
                    li { a href="/v1/topics?limit=100" { (voice.say("De onderwerpen", "The topics")) } }
                    li { a href="/v1/code-lists" { (voice.say("De codelijsten", "The code lists")) } }
                }
            }
            ol .steps {
                li {
                    p {
                        (voice.say("Meld je aan. Zet in ", "Sign in. Put in "))
                        code { "account.json" } ": "
                        code { "{\"email\": \"…\", \"password\": \"…\", \"hat\": \"organisation\"}" }
                    }
                    (command(&format!(
                        "token=$(curl -s {url}/v1/sessions \\\n  \
                         -H 'Content-Type: application/json' -d @account.json | jq -r .accessToken)"
                    )))
                }
                li {
                    p {
                        (voice.say(
                            "Doe een proef: je hoort wat er met elke rij zou gebeuren, en er verandert niets. De \
                             tweede rij hieronder heeft twee fouten.",
                            "Try: you are told what would become of every row, and nothing changes. The second \
                             row below has two faults.",
                        ))
                    }
                    (command(&format!(
                        "curl '{url}/v1/pushes?dryRun=true' -H \"Authorization: Bearer $token\" \\\n  \
                         -H 'Content-Type: text/csv' -H 'Idempotency-Key: my-first' --data-binary \\\n\
                         'externalId;title;summary;topics;durationHours;price;editionId;startsOn;delivery\n\
                         rust-1;Rust in huis;Een avond over balans.;balans-in-gezin;2,5;gratis;najaar;2027-10-05;in_person\n\
                         rust-2;;Een avond zonder titel.;balans-in-gezin;veel;24,50;;;'"
                    )))
                }
                li {
                    p {
                        (voice.say("Klopt het? Laat ", "Is it right? Leave "))
                        code { "?dryRun=true" }
                        (voice.say(
                            " weg, dan staat je aanbod meteen in elke lijst.",
                            " out, and your courses are in every list at once.",
                        ))
                    }
                }
            }
        }
    }
}

/// Whoever studies, or works for a municipality.
pub fn counters(page: &Page<'_>) -> Markup {
    let (voice, url) = (page.voice, &page.url);
    html! {
        section #figures .who {
            div {
                h2 { (voice.say("Je doet onderzoek, of werkt bij een gemeente", "You do research, or work for a municipality")) }
                p {
                    (voice.say(
                        "Alle cijfers zijn open data: als CSV voor een spreadsheet, als JSON-stat voor R en Python, \
                         steeds met datum en bron. Ze gaan over aanbod, nooit over personen.",
                        "All figures are open data: as CSV for a spreadsheet, as JSON-stat for R and Python, always \
                         with date and source. They are about what is offered, never about persons.",
                    ))
                }
                ul .links {
                    li { a href="/v1/supply?by=province,topic&format=csv" { (voice.say("Aanbod per provincie (CSV)", "Courses by province (CSV)")) } }
                    li { a href="/v1/supply?by=regionServed&format=csv" { (voice.say("Aanbod per jeugdregio waarvoor gewerkt wordt (CSV)", "Courses by youth region served (CSV)")) } }
                    li { a href="/v1/supply?by=topic,learningForm&format=json-stat" { (voice.say("Aanbod per onderwerp (JSON-stat)", "Courses by topic (JSON-stat)")) } }
                    li { a href="/v1/statistics/datasets" { (voice.say("Landelijke cijfers over pleegzorg", "National figures on foster care")) } }
                }
            }
            ol .steps {
                li {
                    p { (voice.say("Tel het aanbod per pijler en leervorm.", "Count the courses by pillar and way of learning.")) }
                    (command(&format!("curl '{url}/v1/supply?by=pillar,learningForm&format=csv'")))
                }
                li {
                    p { (voice.say("Haal op hoeveel pleeggezinnen er zijn, jaar na jaar, per bron.", "Fetch how many foster families there are, year by year, by source.")) }
                    (command(&format!("curl '{url}/v1/statistics/datasets/foster-families?format=csv'")))
                }
            }
        }
    }
}

/// A command as it is typed. It wraps, so that nobody has to scroll sideways.
fn command(line: &str) -> Markup {
    html! { pre { code { (line) } } }
}
