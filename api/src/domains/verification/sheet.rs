//! A batch on paper: cards of A4, to be cut and handed out. In Dutch, as those read it who get
//! one. It is written when the batch is made, from codes that are kept nowhere.

use chrono::Datelike;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::model::Made;
use crate::kernel::clock::day;

const STYLE: &str = "\
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { margin: 0; font: 11pt/1.35 system-ui, 'Segoe UI', Roboto, Arial, sans-serif; color: #000; background: #fff }
header { margin: 0 0 8mm }
h1 { margin: 0 0 2mm; font-size: 16pt }
h2 { margin: 0 0 1.5mm; font-size: 12pt }
p { margin: 0 0 1.5mm }
ul { display: grid; grid-template-columns: 1fr 1fr; margin: 0; padding: 0; list-style: none }
li { padding: 5mm; border: 1px dashed #555; margin: -1px 0 0 -1px; break-inside: avoid }
.code { font: 700 16pt/1.3 ui-monospace, Consolas, monospace; letter-spacing: .04em; white-space: nowrap }
@media (max-width: 40em) { ul { grid-template-columns: 1fr } }
@media print { header { break-after: page } }
";

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The batch on paper, from whoever is named, for the service at `url`.
pub fn written(made: &Made, giver: &str, url: &str) -> Markup {
    let end = day(made.batch.expires_at);
    let month = MONTHS
        .get(end.month0() as usize)
        .copied()
        .unwrap_or_default();
    let end = format!("{} {month} {}", end.day(), end.year());
    let place = url.split_once("://").map_or(url, |(_, place)| place);
    html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Codes voor pleegouders" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "Codes voor pleegouders" }
                    p { (made.codes.len()) " kaartjes van " (giver) ". Knip ze uit en geef elk pleegouder er een." }
                    p {
                        "Elke code werkt één keer, tot en met " (end) ". Schrijf niet op wie welke code kreeg: \
                         dat hoort niemand te weten."
                    }
                    p { "Deze pagina is de enige plek waar de codes staan. Druk haar nu af en bewaar haar niet." }
                }
                main {
                    ul {
                        @for code in &made.codes {
                            li {
                                h2 { "Voor pleegouders" }
                                p { "Laat met deze code zien dat je pleegouder bent. Dan kun je meepraten met andere pleegouders." }
                                p .code { (code) }
                                p { "Ga naar " strong { (place) "/start" } ", maak een account en vul de code in." }
                                p {
                                    "Zorg je voor een kind uit je familie of van bekenden? Ook dan. En kijken wat er voor jou is \
                                     kan daar meteen, zonder account en zonder code."
                                }
                                p { "Van " (giver) ". Werkt één keer, tot en met " (end) "." }
                            }
                        }
                    }
                }
            }
        }
    }
}
