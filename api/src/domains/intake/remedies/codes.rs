//! What is often wrong with the codes and names in a row.

use super::Remedy;

/// What is often wrong with the codes and names in a row.
pub const CODES: &[Remedy] = &[
    Remedy::new(
        "row.unknown_learning_form",
        [
            "Deze leervorm kennen we niet; ouders vinden het aanbod niet op leervorm.",
            "We know no such learning form; parents do not find the course by it.",
        ],
        ["Neem een code van de lijst.", "Take a code of the list."],
        "GET /v1/code-lists/learning_form",
    ),
    Remedy::new(
        "row.unknown_audience",
        [
            "Deze doelgroep kennen we niet.",
            "We know no such audience.",
        ],
        ["Neem een code van de lijst.", "Take a code of the list."],
        "GET /v1/code-lists/audience",
    ),
    Remedy::new(
        "row.unknown_topic",
        [
            "Dit onderwerp kennen we niet; ouders vinden het aanbod er niet onder.",
            "We know no such topic; parents do not find the course under it.",
        ],
        [
            "Neem de slug van een onderwerp.",
            "Take the slug of a topic.",
        ],
        "GET /v1/topics",
    ),
    Remedy::new(
        "row.unknown_municipality",
        [
            "Deze gemeente kennen we niet; het aanbod is niet in de buurt te vinden.",
            "We know no such municipality; the course is not found nearby.",
        ],
        [
            "Neem de naam of de CBS-code.",
            "Take its name or its CBS code.",
        ],
        "{\"municipality\": \"Utrecht\"}",
    ),
    Remedy::new(
        "row.unknown_code",
        [
            "Deze code staat niet op de lijst van dit veld.",
            "This code is not on the list of this member.",
        ],
        [
            "Neem een code van de lijst die de melding noemt.",
            "Take a code of the list that the message names.",
        ],
        "GET /v1/code-lists",
    ),
    Remedy::new(
        "row.retired_code",
        [
            "Deze code gebruiken we niet meer voor nieuw aanbod.",
            "This code is used no more for new courses.",
        ],
        [
            "Neem een andere code van de lijst.",
            "Take another code of the list.",
        ],
        "GET /v1/code-lists",
    ),
    Remedy::new(
        "row.unknown_price_kind",
        [
            "Waar een prijsregel voor is, staat niet op de lijst.",
            "What a price line is for is not on the list.",
        ],
        ["Neem een code van de lijst.", "Take a code of the list."],
        "GET /v1/code-lists/price_kind",
    ),
    Remedy::new(
        "row.unknown_payer",
        [
            "Wie een prijsregel betaalt, staat niet op de lijst.",
            "Who pays a price line is not on the list.",
        ],
        ["Neem een code van de lijst.", "Take a code of the list."],
        "GET /v1/code-lists/payer",
    ),
    Remedy::new(
        "row.unknown_client",
        [
            "Deze klant is geen pleegzorgorganisatie die we kennen. We tonen niets aan een ander dan bedoeld is.",
            "This client is no foster care organisation that we know. Nothing is shown to somebody else than is meant.",
        ],
        [
            "Neem de slug of de id van de organisatie.",
            "Take the slug or the id of the organisation.",
        ],
        "GET /v1/providers?kind=foster_care_organisation",
    ),
    Remedy::new(
        "row.unknown_provider",
        [
            "Wie accrediteert staat hier niet als aanbieder.",
            "Who accredits is no provider here.",
        ],
        [
            "Neem de slug van de aanbieder, of noem de naam bij issuer.",
            "Take the slug of the provider, or name it in issuer.",
        ],
        "{\"accreditations\": [{\"issuer\": \"SKJ\"}]}",
    ),
    Remedy::new(
        "row.unknown_product",
        [
            "Wat erin gebruikt wordt staat hier niet, of nog niet.",
            "What is used in it is not here, or not yet.",
        ],
        [
            "Stuur het ook, of neem de slug van wat er staat. We bewaren wat je schreef.",
            "Push it too, or take the slug of what is here. What you wrote is kept.",
        ],
        "{\"uses\": [\"kaartspel-1\"]}",
    ),
    Remedy::new(
        "row.bad_delivery",
        [
            "De manier van geven is geen van de woorden die kunnen.",
            "How it is given is none of the words that can be.",
        ],
        [
            "Neem een van de woorden in de melding.",
            "Take one of the words in the message.",
        ],
        "{\"delivery\": \"in_person\"}",
    ),
    Remedy::new(
        "row.bad_status",
        [
            "De stand van een uitvoering is geen van de woorden die kunnen.",
            "How an edition stands is none of the words that can be.",
        ],
        [
            "Neem een van de woorden in de melding.",
            "Take one of the words in the message.",
        ],
        "{\"status\": \"open\"}",
    ),
    Remedy::new(
        "row.bad_visibility",
        [
            "De zichtbaarheid is geen van de woorden die kunnen.",
            "The visibility is none of the words that can be.",
        ],
        [
            "Neem een van de woorden in de melding.",
            "Take one of the words in the message.",
        ],
        "{\"visibility\": \"public\"}",
    ),
    Remedy::new(
        "row.bad_vat",
        [
            "De btw is geen van de woorden die kunnen.",
            "The tax is none of the words that can be.",
        ],
        [
            "Neem included, exempt of added.",
            "Take included, exempt or added.",
        ],
        "{\"vat\": \"included\"}",
    ),
];
