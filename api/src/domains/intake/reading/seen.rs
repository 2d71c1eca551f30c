//! How it is read who may see a course or an edition.

use super::fields::Fields;
use super::known::Known;
use super::told::Told;
use crate::domains::catalogue::{Openness, PriceLine, Visibility};
use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;

/// Who may see a course, as far as it is said.
pub fn visibility(row: &mut Fields<'_>) -> Option<Visibility> {
    let word = row.text("visibility", 100)?;
    let visibility = Visibility::from_word(&word.to_lowercase());
    if visibility.is_none() {
        let words: Vec<&str> = Visibility::ALL.iter().map(|it| it.word()).collect();
        let words = words.join(", ");
        let detail = Text::new(
            format!("is een van: {words}"),
            format!("is one of: {words}"),
        );
        row.fault("visibility", "row.bad_visibility", detail);
    }
    visibility
}

/// The clients that are named, each at its place. Who is not known is a fault: nothing is shown
/// to somebody else than is meant.
pub fn clients(
    named: Vec<(String, String)>,
    known: &Known<'_>,
    told: &mut Told,
) -> Vec<ProviderId> {
    let mut clients = Vec::new();
    for (place, word) in named {
        match known.client(&word) {
            Some(client) if clients.contains(&client) => {}
            Some(client) => clients.push(client),
            None => told.fault(
                &place,
                "row.unknown_client",
                Text::new(
                    "dit is geen pleegzorgaanbieder die we kennen; noem een id of slug uit GET /v1/providers?kind=foster_care_organisation",
                    "this is no foster care organisation that we know; name an id or slug of GET /v1/providers?kind=foster_care_organisation",
                ),
            ),
        }
    }
    clients
}

/// Holds what is said of who may see a course to itself.
pub fn openness(
    (visibility, named): (Option<Visibility>, bool),
    clients: Vec<ProviderId>,
    told: &mut Told,
) -> Openness {
    match (visibility, named) {
        (Some(Visibility::Clients), false) => told.fault(
            "/clients",
            "row.clients_missing",
            Text::new(
                "noem de organisaties die dit mogen zien",
                "name the organisations that may see this",
            ),
        ),
        (Some(Visibility::Clients), true) | (_, false) => {}
        (_, true) => told.fault(
            "/clients",
            "row.clients_unused",
            Text::new(
                "dit zegt alleen iets met visibility \u{201c}clients\u{201d}",
                "this means something only with visibility \u{201c}clients\u{201d}",
            ),
        ),
    }
    Openness {
        visibility,
        clients,
    }
}

/// Holds prices for one client to the clients that may see what costs this.
pub fn priced(lines: &[PriceLine], base: &str, clients: &[ProviderId], told: &mut Told) {
    for (at, line) in lines.iter().enumerate() {
        if line.client.is_some_and(|client| !clients.contains(&client)) {
            told.fault(
                &format!("{base}/priceLines/{at}/client"),
                "row.client_unnamed",
                Text::new(
                    "dit is niet een van de organisaties voor wie dit is",
                    "this is none of the organisations that this is for",
                ),
            );
        }
    }
}
