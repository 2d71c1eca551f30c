//! What there is for each topic and learning form: drawn as the five pillars, each brick
//! a topic in a learning form, and written out as a table.

use maud::{Markup, html};

use super::figures::{Figures, Group, Row, Standing, Tally};
use super::voice::Voice;
use crate::domains::catalogue::Offer;
use crate::kernel::language::Text;

/// The pillars: what is missing in the catalogue is missing in them.
pub fn pillars(figures: &Figures, voice: Voice) -> Markup {
    html! {
        figure .portico {
            div role="img" aria-label=(in_words(figures, voice)) {
                div .beam {}
                div .shafts {
                    div .forms {
                        @for form in figures.forms.iter().rev() { span { (voice.read(&form.label)) } }
                    }
                    @for (at, (_, group)) in figures.pillars().enumerate() {
                        div .shaft .{ "p" (at + 1) } { (bricks(group)) }
                    }
                }
            }
            ol .plinths {
                @for (at, (name, group)) in figures.pillars().enumerate() {
                    li .{ "p" (at + 1) } {
                        b { (voice.read(name)) }
                        span { (offered(&group.courses, Offer::Current, voice)) } " "
                        span { (offered(&group.courses, Offer::Unconfirmed, voice)) }
                    }
                }
            }
            figcaption {
                p {
                    (voice.say(
                        "De vijf pijlers van pleegouderschap. Elke steen is een onderwerp in één leervorm. \
                         Waar een steen ontbreekt, kennen we geen aanbod.",
                        "The five pillars of foster parenthood. Each brick is a topic in one way of \
                         learning. Where a brick is missing, we know of nothing.",
                    ))
                }
                ul .key {
                    li { i .c {} (voice.say("actueel", "current")) }
                    li { i .u {} (voice.say("alleen onbevestigd", "unconfirmed only")) }
                    li { i .a {} (voice.say("alleen archief", "archived only")) }
                }
            }
        }
    }
}

/// The bricks of a pillar: a topic stands beside a topic, a form on a form, the first at
/// the foot.
fn bricks(group: &Group) -> Markup {
    html! {
        @for topic in &group.topics {
            div {
                @for cell in topic.cells.iter().rev() {
                    @match Standing::of(cell) {
                        Standing::Current => i .c {},
                        Standing::Unconfirmed => i .u {},
                        Standing::Archive => i .a {},
                        Standing::Nothing => i {},
                    }
                }
            }
        }
    }
}

/// The drawing, for who does not see it.
fn in_words(figures: &Figures, voice: Voice) -> String {
    let [current, unconfirmed, old, none] = [
        Standing::Current,
        Standing::Unconfirmed,
        Standing::Archive,
        Standing::Nothing,
    ]
    .map(|standing| figures.places(standing));
    let words = Text::new(
        format!(
            "Vijf pijlers, gebouwd van stenen. Een steen is een onderwerp in één leervorm. Actueel \
             aanbod op {current} plekken, alleen onbevestigd aanbod op {unconfirmed}, alleen oud \
             aanbod op {old}, niets op {none}. De tabel verderop zegt welke dat zijn."
        ),
        format!(
            "Five pillars, built of bricks. A brick is a topic in one way of learning. Something \
             current in {current} places, only something unconfirmed in {unconfirmed}, only \
             something old in {old}, nothing in {none}. The table further on says which they are."
        ),
    );
    voice.read(&words).to_owned()
}

/// The same, number by number.
pub fn table(figures: &Figures, voice: Voice) -> Markup {
    html! {
        p #counts {
            (voice.say(
                "Per onderwerp en leervorm: wat actueel is, en apart wat onbevestigd is. ‘Geen’ is \
                 een gat: daar kennen we geen van beide.",
                "By topic and way of learning: what is current, and apart what is unconfirmed. \
                 ‘None’ is a gap: we know of neither there.",
            ))
        }
        div .scroll role="region" tabindex="0" aria-labelledby="counts" {
            table aria-labelledby="counts" {
                thead {
                    tr {
                        th scope="col" { (voice.say("Onderwerp", "Topic")) }
                        @for form in &figures.forms { th scope="col" { (voice.read(&form.label)) } }
                    }
                }
                @for (at, group) in figures.groups.iter().enumerate() {
                    tbody .{ "p" (at + 1) } {
                        tr {
                            th scope="rowgroup" colspan=(figures.forms.len() + 1) {
                                @match &group.pillar {
                                    Some(name) => (voice.read(name)),
                                    None => (voice.say("Onder geen pijler", "Under no pillar")),
                                }
                            }
                        }
                        @for topic in &group.topics { (row(topic, voice)) }
                    }
                }
            }
        }
    }
}

fn row(topic: &Row, voice: Voice) -> Markup {
    html! {
        tr {
            th scope="row" { (voice.read(&topic.name)) }
            @for cell in &topic.cells {
                @match Standing::of(cell) {
                    Standing::Current | Standing::Unconfirmed => td {
                        @for offer in [Offer::Current, Offer::Unconfirmed] {
                            @if cell[offer as usize] > 0 { span { (offered(cell, offer, voice)) } " " }
                        }
                    },
                    Standing::Archive | Standing::Nothing => td .gap { (voice.say("geen", "none")) },
                }
            }
        }
    }
}

/// How many there are of one offer, in words.
fn offered(tally: &Tally, offer: Offer, voice: Voice) -> String {
    let word = match offer {
        Offer::Current => voice.say("actueel", "current"),
        Offer::Unconfirmed => voice.say("onbevestigd", "unconfirmed"),
        Offer::Archive => voice.say("archief", "archived"),
    };
    format!("{} {word}", tally[offer as usize])
}
