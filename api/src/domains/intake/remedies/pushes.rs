//! What is often wrong with a push as a whole.

use super::Remedy;

/// What is often wrong with a push as a whole.
pub const PUSHES: &[Remedy] = &[
    Remedy::new(
        "push.key_required",
        ["De push heeft geen sleutel.", "The push has no key."],
        [
            "Geef elke push een eigen sleutel, zoals de dag en een nummer.",
            "Give each push a key of its own, such as the day and a number.",
        ],
        "Idempotency-Key: 2027-03-01-1",
    ),
    Remedy::new(
        "push.key_malformed",
        [
            "De sleutel heeft spaties of andere tekens die niet kunnen, of is te lang.",
            "The key has spaces or other characters that cannot be, or is too long.",
        ],
        [
            "Neem 1 tot 255 letters, cijfers en leestekens.",
            "Take 1 to 255 letters, digits and signs.",
        ],
        "Idempotency-Key: 2027-03-01-1",
    ),
    Remedy::new(
        "push.key_reused",
        [
            "Deze sleutel kwam eerder, met andere rijen.",
            "This key came before, with other rows.",
        ],
        [
            "Neem een nieuwe sleutel voor een nieuwe push.",
            "Take a new key for a new push.",
        ],
        "Idempotency-Key: 2027-03-01-2",
    ),
    Remedy::new(
        "push.empty",
        ["Er staan geen rijen in.", "There are no rows in it."],
        ["Stuur ten minste één rij.", "Send at least one row."],
        "{\"rows\": [{\"externalId\": \"gesprek-1\", \"title\": \"Praten over thuis\"}]}",
    ),
    Remedy::new(
        "push.too_many_rows",
        [
            "Er staan te veel rijen in.",
            "There are too many rows in it.",
        ],
        [
            "Stuur ze in delen, elk met een eigen sleutel.",
            "Send them in parts, each with a key of its own.",
        ],
        "split -l 50000 rows.ndjson",
    ),
    Remedy::new(
        "push.too_many_for_all",
        [
            "Een push die in zijn geheel of niet gedaan wordt, heeft hoogstens 5000 rijen.",
            "A push that is done as a whole or not at all has at most 5000 rows.",
        ],
        [
            "Stuur haar in delen, of laat atomicity weg.",
            "Send it in parts, or leave atomicity out.",
        ],
        "?atomicity=row",
    ),
    Remedy::new(
        "push.row_too_large",
        [
            "Eén rij is groter dan 2 MiB. Vaak ontbreekt er een aanhalingsteken of een regeleinde.",
            "One row is larger than 2 MiB. Often a quote or a line end is missing.",
        ],
        [
            "Kijk of elke rij op haar eigen regel staat.",
            "See that each row stands on a line of its own.",
        ],
        "{\"externalId\": \"gesprek-1\", \"title\": \"Praten over thuis\"}",
    ),
    Remedy::new(
        "push.not_utf8",
        [
            "De tabel is niet bewaard als UTF-8.",
            "The table is not saved as UTF-8.",
        ],
        ["Bewaar haar als “CSV UTF-8”.", "Save it as “CSV UTF-8”."],
        "Content-Type: text/csv; charset=utf-8",
    ),
    Remedy::new(
        "push.not_gzip",
        [
            "Wat er kwam is niet ingepakt zoals de kop zegt.",
            "What came is not packed as the header says.",
        ],
        [
            "Pak het in met gzip, of laat Content-Encoding weg.",
            "Pack it with gzip, or leave Content-Encoding out.",
        ],
        "gzip -c rows.csv | curl --data-binary @- -H \"Content-Encoding: gzip\" …",
    ),
    Remedy::new(
        "push.unknown_column",
        [
            "De eerste regel van de tabel noemt een kolom die we niet kennen.",
            "The first line of the table names a column that we do not know.",
        ],
        [
            "Neem een van de namen in de melding, of haal de kolom weg.",
            "Take one of the names in the message, or take the column out.",
        ],
        "externalId;title;learningForm",
    ),
    Remedy::new(
        "push.missing_column",
        [
            "Een kolom die nodig is, staat niet in de eerste regel.",
            "A column that is needed is not in the first line.",
        ],
        ["Voeg haar toe.", "Add it."],
        "externalId;title",
    ),
    Remedy::new(
        "push.repeated_column",
        [
            "Een kolom staat er twee keer.",
            "A column stands there twice.",
        ],
        ["Haal er een weg.", "Take one out."],
        "externalId;title",
    ),
    Remedy::new(
        "push.out_of_range",
        [
            "maxWithdrawals is te klein of te groot.",
            "maxWithdrawals is too small or too large.",
        ],
        [
            "Noem hoeveel aanbod er ten hoogste weg mag.",
            "Name how many courses may go at most.",
        ],
        "?mode=full&maxWithdrawals=40",
    ),
    Remedy::new(
        "push.vanished",
        [
            "Een push van alles noemt dit aanbod niet, en het staat er nog.",
            "A push of all does not name this course, and it still stands.",
        ],
        [
            "Antwoord: mag het weg, of blijft het?",
            "Answer: may it go, or does it stay?",
        ],
        "POST /v1/pushes/{id}/_answer {\"answers\": [{\"externalId\": \"gesprek-1\", \"answer\": \"withdraw\"}]}",
    ),
    Remedy::new(
        "push.too_many_vanish",
        [
            "Meer dan een vijfde van het aanbod staat niet in een push van alles. Vaak is het bestand niet heel.",
            "More than a fifth of the courses are not in a push of all. Often the file is not whole.",
        ],
        [
            "Kijk het bestand na. Is het zo bedoeld, stuur dan alles opnieuw met maxWithdrawals.",
            "Check the file. Where it is meant, push all again with maxWithdrawals.",
        ],
        "?mode=full&maxWithdrawals=40",
    ),
    Remedy::new(
        "push.nothing_to_answer",
        [
            "De push is nog niet klaar, was een proef, of er is niets van gedaan.",
            "The push is not over yet, was a dry run, or nothing of it was done.",
        ],
        [
            "Wacht tot de push klaar is.",
            "Wait until the push is over.",
        ],
        "GET /v1/pushes/{id}",
    ),
    Remedy::new(
        "push.answers_out_of_range",
        [
            "Er staan geen antwoorden, of te veel in één keer.",
            "There are no answers, or too many at once.",
        ],
        ["Geef er 1 tot 500.", "Give 1 to 500."],
        "{\"answers\": [{\"externalId\": \"gesprek-1\", \"answer\": \"keep\"}]}",
    ),
    Remedy::new(
        "push.answer_repeated",
        [
            "Over één aanbod staan er twee antwoorden.",
            "There are two answers about one course.",
        ],
        ["Laat er een staan.", "Leave one of them."],
        "{\"answers\": [{\"externalId\": \"gesprek-1\", \"answer\": \"keep\"}]}",
    ),
    Remedy::new(
        "push.no_question",
        [
            "De push vraagt niets over deze sleutel.",
            "The push asks nothing about this key.",
        ],
        [
            "Neem de sleutels uit questions van de receipt.",
            "Take the keys from questions of the receipt.",
        ],
        "GET /v1/pushes/{id}/receipt",
    ),
    Remedy::new(
        "push.answer_unfit",
        [
            "Het antwoord past niet bij de vraag.",
            "The answer does not fit the question.",
        ],
        [
            "Bij wat verdween: withdraw of keep. Bij wat terugkwam: same of other.",
            "For what vanished: withdraw or keep. For what came back: same or other.",
        ],
        "{\"externalId\": \"gesprek-1\", \"answer\": \"withdraw\"}",
    ),
    Remedy::new(
        "push.answered_otherwise",
        [
            "Dit is al anders beantwoord.",
            "This was answered otherwise already.",
        ],
        [
            "Wat gedaan is blijft zo; toon of neem terug bij het aanbod zelf.",
            "What was done stays so; show it or take it back at the course itself.",
        ],
        "POST /v1/courses/{id}/_withdraw {\"ifRevision\": 3}",
    ),
    Remedy::new(
        "push.answer_late",
        [
            "Het aanbod is na de push veranderd of opnieuw genoemd.",
            "The course changed after the push, or was named again.",
        ],
        ["Kijk hoe het er nu staat.", "See how it stands now."],
        "GET /v1/courses/_own",
    ),
    Remedy::new(
        "push.not_organisation",
        [
            "Alleen een organisatie stuurt aanbod in, en dan haar eigen.",
            "Only an organisation pushes, and for its own offer.",
        ],
        [
            "Meld je aan met de pet van je organisatie, of met een programma ervan.",
            "Sign in with the hat of your organisation, or by a program of it.",
        ],
        "POST /v1/sessions {\"hat\": \"organisation\", …}",
    ),
    Remedy::new(
        "push.scope_missing",
        [
            "Het programma mag dit niet.",
            "The program may not do this.",
        ],
        [
            "Geef het programma de scope die de melding noemt.",
            "Give the program the scope that the message names.",
        ],
        "scope=pushes:write",
    ),
    Remedy::new(
        "push.not_found",
        [
            "Er is geen push met deze id, of hij is van een ander.",
            "There is no push with this id, or it is another's.",
        ],
        [
            "Neem een id uit de lijst van je pushes.",
            "Take an id of the list of your pushes.",
        ],
        "GET /v1/pushes",
    ),
];
