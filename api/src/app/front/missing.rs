//! Where nothing is on offer: in sentences, for a region of one's own, and as a table.

use maud::{Markup, html};

use super::figures::{Figures, Without};
use super::map;
use super::voice::Voice;

/// What there is not.
pub fn coverage(figures: &Figures, voice: Voice) -> Markup {
    html! {
        section #map .coverage {
            h2 { (voice.say("Waar het ontbreekt", "Where it is missing")) }
            (without(&figures.topics_without, voice, ["onderwerp", "onderwerpen"], ["topic", "topics"]))
            (without(&figures.subjects_without, voice, ["deelonderwerp", "deelonderwerpen"], ["subject", "subjects"]))
            (nearby(&figures.regions, voice))
            details {
                summary { (voice.say("Het aanbod per onderwerp en leervorm, als tabel", "What is offered by topic and way of learning, as a table")) }
                (map::table(figures, voice))
            }
            ul .links {
                li { a href=(picture(voice, "")) { (voice.say("Deze kaart als plaatje", "This map as a picture")) } }
                li { a href=(picture(voice, "&layout=narrow")) { (voice.say("Smal, voor een telefoon", "Narrow, for a telephone")) } }
                li { a href=(picture(voice, "&rows=subject")) { (voice.say("Per deelonderwerp", "By subject")) } }
                li { a href="/v1/supply?by=topic,learningForm&format=csv" { (voice.say("Deze cijfers als CSV", "These figures as CSV")) } }
                li { a href="/v1/supply?by=topic,learningForm" { (voice.say("Deze cijfers als JSON", "These figures as JSON")) } }
            }
        }
    }
}

/// Where the picture is found, in the language of the page.
fn picture(voice: Voice, more: &str) -> String {
    format!("/v1/supply/coverage.svg?labels={}{more}", voice.0.tag())
}

/// How many have nothing current, and which have nothing at all.
fn without(
    without: &Without,
    voice: Voice,
    nl: [&'static str; 2],
    en: [&'static str; 2],
) -> Markup {
    let Without {
        all,
        current,
        anything,
    } = without;
    html! {
        p {
            (voice.say("Zonder actueel aanbod: ", "Without anything current: "))
            strong { (current) (voice.say(" van de ", " of the ")) (voice.count(*all, nl, en)) "." }
            @if anything.is_empty() {
                @if *current > 0 {
                    (voice.say(" Bij elk daarvan kennen we wel iets wat nog onbevestigd is.", " For each of those we know of something that is not confirmed yet."))
                }
            } @else {
                (voice.say(" Ook niets onbevestigds kennen we hier:", " And nothing unconfirmed either for:"))
            }
        }
        @if !anything.is_empty() {
            ul .gaps { @for name in anything { li { (voice.read(name)) } } }
        }
    }
}

/// The picture for the youth region of a municipality.
fn nearby(regions: &[String], voice: Voice) -> Markup {
    html! {
        form .near action="/v1/supply/coverage.svg" {
            input type="hidden" name="labels" value=(voice.0.tag());
            input type="hidden" name="orOnline" value="true";
            label for="region" { (voice.say("Wat is er in jouw jeugdregio, of vanuit huis te volgen?", "What is there in your youth region, or to be followed from home?")) }
            select #region name="youthRegion" {
                @for region in regions { option { (region) } }
            }
            button { (voice.say("Toon de kaart", "Show the map")) }
        }
        p {
            a href="/v1/municipalities" { (voice.say("Welke gemeente in welke jeugdregio ligt", "Which municipality lies in which youth region")) }
        }
    }
}
