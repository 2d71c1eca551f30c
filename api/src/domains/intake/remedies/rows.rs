//! What is often wrong with a row.

use super::Remedy;

/// What is often wrong with a row.
pub const ROWS: &[Remedy] = &[
    Remedy::new(
        "row.missing",
        [
            "Een veld dat nodig is, ontbreekt of is leeg.",
            "A member that is needed is missing or empty.",
        ],
        ["Vul het in.", "Fill it in."],
        "{\"externalId\": \"gesprek-1\", \"title\": \"Praten over thuis\"}",
    ),
    Remedy::new(
        "row.malformed",
        [
            "Een veld heeft de verkeerde vorm: een tekst waar een getal hoort, of andersom.",
            "A member has the wrong form: a text where a number belongs, or the other way round.",
        ],
        [
            "Stuur de vorm die de beschrijving van de API noemt.",
            "Send the form that the API's description names.",
        ],
        "{\"durationHours\": 2.5, \"topics\": [\"balans-in-gezin\"]}",
    ),
    Remedy::new(
        "row.not_json",
        [
            "Een regel is geen geldige JSON.",
            "A line is not valid JSON.",
        ],
        [
            "Zet op elke regel één heel object, zonder komma erachter.",
            "Put one whole object on each line, with no comma behind it.",
        ],
        "{\"externalId\": \"gesprek-1\", \"title\": \"Praten over thuis\"}",
    ),
    Remedy::new(
        "row.unknown_member",
        [
            "Dit veld kennen we niet; vaak is het een tikfout.",
            "We know no such member; often it is a typing error.",
        ],
        [
            "Verbeter de naam, of laat het veld weg.",
            "Put the name right, or leave the member out.",
        ],
        "{\"learningForm\": \"classroom\"}",
    ),
    Remedy::new(
        "row.too_long",
        [
            "Een tekst is langer dan er past.",
            "A text is longer than fits.",
        ],
        [
            "Kort de tekst in; de melding noemt hoeveel tekens er passen.",
            "Shorten the text; the message tells how many characters fit.",
        ],
        "{\"title\": \"Praten over thuis\"}",
    ),
    Remedy::new(
        "row.too_many",
        [
            "Een lijst heeft te veel onderdelen.",
            "A list has too many items.",
        ],
        [
            "Stuur minder onderdelen; de melding noemt hoeveel er passen.",
            "Send fewer items; the message tells how many fit.",
        ],
        "{\"topics\": [\"balans-in-gezin\", \"eigen-kinderen\"]}",
    ),
    Remedy::new(
        "row.unreadable",
        [
            "Een tekst heeft tekens die niemand kan lezen, zoals stuurtekens.",
            "A text has characters that nobody can read, such as control characters.",
        ],
        [
            "Haal ze weg. Vaak komen ze mee bij kopiëren uit een ander programma.",
            "Take them out. Often they come along when copied from another program.",
        ],
        "{\"summary\": \"Een avond over gesprekken met ouders.\"}",
    ),
    Remedy::new(
        "row.line_break",
        [
            "Een naam of titel staat op meer dan één regel.",
            "A name or a title stands on more than one line.",
        ],
        ["Schrijf hem op één regel.", "Write it on one line."],
        "{\"title\": \"Praten over thuis\"}",
    ),
    Remedy::new(
        "row.out_of_range",
        [
            "Een getal is te klein of te groot.",
            "A number is too small or too large.",
        ],
        [
            "Stuur een getal tussen de grenzen in de melding; laat weg wat je niet weet.",
            "Send a number between the bounds in the message; leave out what is unknown.",
        ],
        "{\"durationHours\": 2.5, \"sessions\": 3}",
    ),
    Remedy::new(
        "row.bounds_reversed",
        [
            "Het eind ligt voor het begin, of het meeste is minder dan het minste.",
            "The end is before the beginning, or the most is less than the least.",
        ],
        [
            "Draai de twee om, of verbeter er een.",
            "Turn the two round, or put one right.",
        ],
        "{\"childAgeFrom\": 4, \"childAgeTo\": 12}",
    ),
    Remedy::new(
        "row.bad_address",
        [
            "Een adres is niet bereikbaar met https.",
            "An address cannot be reached by https.",
        ],
        [
            "Stuur een volledig adres dat met https:// begint.",
            "Send a full address that begins with https://.",
        ],
        "{\"url\": \"https://organisatie.example/aanbod/praten-over-thuis\"}",
    ),
    Remedy::new(
        "row.bad_day",
        [
            "Een dag is geen bestaande dag in deze eeuw.",
            "A day is no day that exists in this century.",
        ],
        [
            "Schrijf jaar-maand-dag, of dag-maand-jaar.",
            "Write year-month-day, or day-month-year.",
        ],
        "{\"startsOn\": \"2027-03-01\"}",
    ),
    Remedy::new(
        "row.bad_time",
        [
            "Een tijd is geen tijd van de dag.",
            "A time is no time of the day.",
        ],
        ["Schrijf uren en minuten.", "Write hours and minutes."],
        "{\"startTime\": \"19:30\"}",
    ),
    Remedy::new(
        "row.start_ambiguous",
        [
            "Het begin staat er op meer dan één manier.",
            "The start is said in more than one way.",
        ],
        [
            "Kies: de dag, of een eerste en een laatste dag, of woorden.",
            "Choose: the day, or a first and a last day, or words.",
        ],
        "{\"startsOn\": \"2027-03-01\"}",
    ),
    Remedy::new(
        "row.start_incomplete",
        [
            "Van een begin tussen twee dagen staat er maar één dag.",
            "Of a start between two days only one is there.",
        ],
        [
            "Noem de eerste en de laatste dag.",
            "Name the first day and the last.",
        ],
        "{\"startsFrom\": \"2027-03-01\", \"startsUntil\": \"2027-05-31\"}",
    ),
    Remedy::new(
        "row.start_reversed",
        [
            "De laatste dag waarop het kan beginnen ligt voor de eerste.",
            "The last day on which it may start is before the first.",
        ],
        ["Draai ze om.", "Turn them round."],
        "{\"startsFrom\": \"2027-03-01\", \"startsUntil\": \"2027-05-31\"}",
    ),
    Remedy::new(
        "row.ends_before_start",
        ["Het eindigt voor het begint.", "It ends before it starts."],
        [
            "Verbeter het begin of het eind.",
            "Put the start or the end right.",
        ],
        "{\"startTime\": \"19:30\", \"endTime\": \"22:00\"}",
    ),
    Remedy::new(
        "row.price_contradicts",
        [
            "De prijs staat er twee keer, en anders.",
            "The price is said twice, and differently.",
        ],
        [
            "Noem alleen priceCents, of alleen price.",
            "Name priceCents alone, or price alone.",
        ],
        "{\"priceCents\": 2450}",
    ),
    Remedy::new(
        "row.vat_contradicts",
        [
            "Wat vrijgesteld is, heeft een percentage btw.",
            "What is exempt has a percentage of tax.",
        ],
        [
            "Laat vatPercent weg, of kies een andere vat.",
            "Leave vatPercent out, or choose another vat.",
        ],
        "{\"kind\": \"course_fee\", \"amountCents\": 12500, \"vat\": \"exempt\", \"payer\": \"parent\"}",
    ),
    Remedy::new(
        "row.vat_incomplete",
        [
            "De btw komt er nog bij, maar hoeveel staat er niet.",
            "The tax comes on top, and how much is not said.",
        ],
        ["Noem vatPercent.", "Name vatPercent."],
        "{\"kind\": \"course_fee\", \"amountCents\": 12500, \"vat\": \"added\", \"vatPercent\": 21, \"payer\": \"parent\"}",
    ),
    Remedy::new(
        "row.clients_missing",
        [
            "De zichtbaarheid is clients, en er staan er geen.",
            "The visibility is clients, and there are none.",
        ],
        [
            "Noem de organisaties die het mogen zien.",
            "Name the organisations that may see it.",
        ],
        "{\"visibility\": \"clients\", \"clients\": [\"slug-van-de-organisatie\"]}",
    ),
    Remedy::new(
        "row.clients_unused",
        [
            "Er staan klanten, en de zichtbaarheid is niet clients.",
            "There are clients, and the visibility is not clients.",
        ],
        [
            "Zet visibility op clients, of laat clients weg.",
            "Set visibility to clients, or leave clients out.",
        ],
        "{\"visibility\": \"clients\", \"clients\": [\"slug-van-de-organisatie\"]}",
    ),
    Remedy::new(
        "row.client_unnamed",
        [
            "Een prijs is voor een klant voor wie dit aanbod niet is.",
            "A price is for a client that this course is not for.",
        ],
        [
            "Noem de klant bij clients of openTo, of haal de prijs weg.",
            "Name the client in clients or openTo, or take the price away.",
        ],
        "{\"visibility\": \"clients\", \"clients\": [\"slug-van-de-organisatie\"]}",
    ),
    Remedy::new(
        "row.issuer_ambiguous",
        [
            "Wie accrediteert staat er twee keer.",
            "Who accredits is said twice.",
        ],
        [
            "Noem issuer of issuerProvider.",
            "Name issuer or issuerProvider.",
        ],
        "{\"accreditations\": [{\"issuer\": \"SKJ\", \"points\": 4}]}",
    ),
    Remedy::new(
        "row.uses_itself",
        [
            "Aanbod noemt zichzelf bij wat erin gebruikt wordt.",
            "A course names itself among what is used in it.",
        ],
        [
            "Haal de eigen sleutel uit uses.",
            "Take its own key out of uses.",
        ],
        "{\"externalId\": \"gesprek-1\", \"uses\": [\"kaartspel-1\"]}",
    ),
    Remedy::new(
        "row.repeated",
        [
            "Twee rijen hebben dezelfde sleutel; niemand weet welke bedoeld is. In een tabel van meer dan 500 regels staan de regels van één aanbod bij elkaar.",
            "Two rows have the same key; nobody knows which is meant. In a table of more than 500 lines, the lines of one course stand together.",
        ],
        [
            "Geef elk aanbod een eigen sleutel, of sorteer de tabel op externalId.",
            "Give each course a key of its own, or sort the table by externalId.",
        ],
        "externalId;title
gesprek-1;Praten over thuis
gesprek-2;Praten over school",
    ),
    Remedy::new(
        "row.edition_repeated",
        [
            "Twee uitvoeringen van één aanbod hebben dezelfde sleutel.",
            "Two editions of one course have the same key.",
        ],
        [
            "Geef elke uitvoering een eigen sleutel.",
            "Give each edition a key of its own.",
        ],
        "{\"editions\": [{\"externalId\": \"voorjaar\", \"delivery\": \"in_person\"}, {\"externalId\": \"najaar\", \"delivery\": \"in_person\"}]}",
    ),
    Remedy::new(
        "row.differs",
        [
            "Twee regels van hetzelfde aanbod zeggen er iets anders van.",
            "Two lines of the same course say different things of it.",
        ],
        [
            "Zeg op elke regel hetzelfde van het aanbod, of alleen op de eerste.",
            "Say the same of the course on each line, or on the first alone.",
        ],
        "externalId;title;editionId
gesprek-1;Praten over thuis;voorjaar
gesprek-1;;najaar",
    ),
    Remedy::new(
        "row.cells_differ",
        [
            "Een regel heeft meer of minder cellen dan de eerste regel.",
            "A line has more or fewer cells than the first line.",
        ],
        [
            "Vaak staat er een scheidingsteken in een tekst: zet de tekst tussen aanhalingstekens.",
            "Often a separator stands in a text: put the text between quotes.",
        ],
        "externalId;title
gesprek-1;\"Praten; over thuis\"",
    ),
];
