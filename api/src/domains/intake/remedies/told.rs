//! What is worth knowing of a row that stands.

use super::Remedy;

/// What is worth knowing of a row that stands.
pub const TOLD: &[Remedy] = &[
    Remedy::new(
        "row.summary_missing",
        [
            "Er is geen samenvatting; ouders zien alleen de titel.",
            "There is no summary; parents see the title alone.",
        ],
        ["Schrijf een paar zinnen.", "Write a few sentences."],
        "{\"summary\": \"Een avond over gesprekken met ouders.\"}",
    ),
    Remedy::new(
        "row.more",
        [
            "Over deze rij is meer te zeggen dan er past.",
            "There is more to say of this row than fits.",
        ],
        [
            "Verbeter wat er staat, en stuur de rij opnieuw.",
            "Put right what is told, and send the row again.",
        ],
        "?dryRun=true",
    ),
    Remedy::new(
        "row.claimed",
        [
            "Dit aanbod stond hier al uit openbare bronnen; nu is het van jullie.",
            "This course stood here from public sources; now it is yours.",
        ],
        ["Er hoeft niets te gebeuren.", "Nothing needs to be done."],
        "{\"externalId\": \"gesprek-1\"}",
    ),
    Remedy::new(
        "row.overwrites_hand",
        [
            "Dit aanbod was met de hand bijgewerkt; wat jullie sturen staat er nu.",
            "This course was edited by hand; what you send stands there now.",
        ],
        [
            "Kijk of er niets verloren ging: de geschiedenis van het aanbod vertelt het.",
            "See whether anything was lost: the history of the course tells.",
        ],
        "GET /v1/courses/{id}/history",
    ),
    Remedy::new(
        "row.mapping_kept",
        [
            "De redactie koppelde dit aanbod aan onderwerpen; die koppeling blijft.",
            "The editors mapped this course on topics; that mapping stays.",
        ],
        [
            "Er hoeft niets te gebeuren; vraag het de redactie als het niet klopt.",
            "Nothing needs to be done; ask the editors where it is wrong.",
        ],
        "{\"topics\": [\"balans-in-gezin\"]}",
    ),
    Remedy::new(
        "row.editions_gone",
        [
            "Uitvoeringen die nog komen zijn niet meer genoemd, en zijn weg.",
            "Editions to come are named no longer, and are gone.",
        ],
        [
            "Noem ze weer, of laat editions weg om ze te laten staan.",
            "Name them again, or leave editions out to have them stay.",
        ],
        "{\"editions\": [{\"externalId\": \"voorjaar\", \"startsOn\": \"2027-03-01\", \"delivery\": \"in_person\"}]}",
    ),
    Remedy::new(
        "row.withdrawn",
        [
            "Dit aanbod is teruggenomen, en wordt niet weer getoond doordat het gestuurd wordt.",
            "This course was taken back, and is not shown again by being pushed.",
        ],
        [
            "Toon het weer als dat de bedoeling is.",
            "Show it again where that is meant.",
        ],
        "POST /v1/courses/{id}/_publish {\"ifRevision\": 3}",
    ),
    Remedy::new(
        "row.returned",
        [
            "Een sleutel van aanbod dat is teruggenomen komt terug, met een andere titel.",
            "A key of a course that was taken back comes back, with another title.",
        ],
        [
            "Antwoord: is het hetzelfde aanbod, of ander aanbod?",
            "Answer: is it the same course, or another?",
        ],
        "POST /v1/pushes/{id}/_answer {\"answers\": [{\"externalId\": \"gesprek-1\", \"answer\": \"other\"}]}",
    ),
];
