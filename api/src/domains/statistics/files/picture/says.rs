//! What the picture says in words, in one language.

use chrono::{Datelike, NaiveDate};

use crate::domains::catalogue::Offer;
use crate::domains::statistics::model::Dimension;
use crate::domains::statistics::service::Coverage;
use crate::domains::statistics::shelf::Tally;
use crate::kernel::language::{Language, Text};

const MONTHS: [[&str; 12]; 2] = [
    [
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
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

/// The words of one picture.
#[derive(Clone, Copy, Debug)]
pub struct Says<'c> {
    /// What is drawn.
    pub coverage: &'c Coverage,
    /// In which language.
    pub language: Language,
    /// The filters, as they follow a query in an address.
    pub filters: &'c str,
}

impl Says<'_> {
    /// One of two texts.
    pub fn either(self, nl: impl Into<String>, en: impl Into<String>) -> String {
        let text = Text::new(nl.into(), en.into());
        text.get(self.language).to_owned()
    }

    /// A text in the language of the picture.
    pub fn in_words(self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }

    /// What the picture is called.
    pub fn title(self) -> String {
        self.either(
            "Leeraanbod voor pleegouders: wat er is en wat er niet is",
            "Courses for foster parents: what there is and what there is not",
        )
    }

    /// What it shows, and of which day.
    pub fn subtitle(self) -> String {
        let down = self.in_words(&self.coverage.rows.label());
        let across = self.in_words(&self.coverage.columns.label());
        let day = self.day(self.coverage.as_of);
        let subtitle = self.either(
            format!("{down} naast {}. Stand van {day}.", across.to_lowercase()),
            format!("{down} by {}. As of {day}.", across.to_lowercase()),
        );
        [self.region(), subtitle].concat()
    }

    /// Where what is counted is given, where that was asked.
    fn region(self) -> String {
        let regions = self.coverage.regions.join(", ");
        let home = match self.coverage.or_online {
            true => self.either(", of vanuit huis te volgen", ", or followed from home"),
            false => String::new(),
        };
        match regions.as_str() {
            "" => String::new(),
            _ => self.either(
                format!("Gegeven in jeugdregio {regions}{home}. "),
                format!("Given in youth region {regions}{home}. "),
            ),
        }
    }

    /// What is not counted, since nobody knows where it is given.
    fn unplaced(self) -> String {
        let Some(unplaced) = &self.coverage.unplaced else {
            return String::new();
        };
        if !is_told(unplaced) {
            return String::new();
        }
        let told = self.cell(unplaced);
        self.either(
            format!(
                " Waar ander aanbod ({told}) gegeven wordt is niet bekend: dat staat hier niet in, en \
                 een gat hier kan dus kleiner zijn."
            ),
            format!(
                " Where other courses ({told}) are given is not known: they are not in here, so that \
                 a gap may be smaller than it looks."
            ),
        )
    }

    fn day(self, day: NaiveDate) -> String {
        let months = MONTHS[usize::from(self.language == Language::En)];
        let month = months[day.month0() as usize];
        format!("{} {month} {}", day.day(), day.year())
    }

    /// What there is not, in numbers.
    pub fn gaps(self) -> String {
        let rows = self.coverage.all_rows().count();
        let (stale, empty) = self.coverage.gaps();
        let kind = match self.coverage.rows {
            Dimension::Subject => ("deelonderwerpen", "subjects"),
            _ => ("onderwerpen", "topics"),
        };
        let gaps = self.either(
            format!(
                "Nu zonder actueel aanbod: {stale} van de {rows} {}. Met helemaal niets, ook \
                 niet onbevestigd: {empty}.",
                kind.0
            ),
            format!(
                "Without anything current now: {stale} of the {rows} {}. With nothing at all, \
                 not even unconfirmed: {empty}.",
                kind.1
            ),
        );
        [gaps, self.unplaced()].concat()
    }

    /// What the marks mean: the class and the text of an example, and its meaning.
    pub fn legend(self) -> [(&'static str, &'static str, String); 5] {
        let few = self.either("actueel: één", "current: one");
        let some = self.either("actueel: twee of drie", "current: two or three");
        let many = self.either("actueel: vier of meer", "current: four or more");
        let maybe = self.either(
            "alleen niet bevestigd: misschien nog te volgen",
            "unconfirmed only: may still be given",
        );
        let gap = self.either("niets gevonden: een gat", "nothing found: a gap");
        [
            ("1", "1", few),
            ("2", "2", some),
            ("3", "4", many),
            ("maybe", "5?", maybe),
            ("gap", "–", gap),
        ]
    }

    /// What the column of whole rows is called.
    pub fn whole(self) -> String {
        self.either("Samen, elk één keer", "Together, each once")
    }

    /// What a whole row says that has nothing.
    pub fn gap(self) -> String {
        self.either("gat", "gap")
    }

    /// How numbers are to be read.
    pub fn notes(self) -> Vec<String> {
        let mut notes = vec![self.either(
            "„2 · 5?”: 2 actueel, en los daarvan 5 niet bevestigd. Die twee horen niet bij elkaar \
             opgeteld. Archief telt niet mee. Leeraanbod staat in elke cel die het raakt.",
            "“2 · 5?”: 2 current and, apart from those, 5 unconfirmed. They are not to be added \
             up. The archive is not counted. A course stands in each cell that it touches.",
        )];
        if self.coverage.filtered && self.coverage.regions.is_empty() {
            notes.push(self.either(
                "Dit is een keuze: niet al het leeraanbod is geteld.",
                "This is a choice: not all courses are counted.",
            ));
        }
        if self.coverage.examples {
            notes.push(self.either(
                "Er tellen voorbeelden mee, die laten zien hoe het eruitziet.",
                "Examples are counted too, which show how it looks.",
            ));
        }
        let by = [self.coverage.rows.word(), self.coverage.columns.word()].join(",");
        let table = format!("/v1/supply?by={by}&format=csv{}", self.filters);
        notes.push(self.either(
            format!("Bron: Pijler. Dezelfde cijfers als tabel: {table}"),
            format!("Source: Pijler. The same numbers as a table: {table}"),
        ));
        notes
    }

    /// What a cell says, in words.
    pub fn cell(self, tally: &Tally) -> String {
        let (now, maybe) = (
            tally[Offer::Current as usize],
            tally[Offer::Unconfirmed as usize],
        );
        match (now, maybe) {
            (0, 0) => self.either("geen aanbod", "nothing"),
            (0, _) => self.either(
                format!("{maybe} niet bevestigd"),
                format!("{maybe} unconfirmed"),
            ),
            (_, 0) => self.either(format!("{now} actueel"), format!("{now} current")),
            _ => self.either(
                format!("{now} actueel en {maybe} niet bevestigd"),
                format!("{now} current and {maybe} unconfirmed"),
            ),
        }
    }

    /// All of it in words, for whoever hears the picture: row by row, what is there.
    pub fn aloud(self) -> String {
        let mut said = vec![self.subtitle(), self.gaps()];
        for group in &self.coverage.groups {
            said.push(format!("{}.", self.in_words(&group.name)));
            for row in &group.rows {
                let cells = self.coverage.heads.iter().zip(&row.cells);
                let told = cells
                    .filter(|(_, tally)| is_told(tally))
                    .map(|(head, tally)| {
                        format!("{}: {}", self.in_words(&head.label), self.cell(tally))
                    });
                let told: Vec<String> = told.collect();
                let told = match told.is_empty() {
                    true => self.cell(&Tally::default()),
                    false => told.join("; "),
                };
                said.push(format!("{} – {told}.", self.in_words(&row.code.label)));
            }
        }
        said.join("\n")
    }
}

/// Whether the picture tells anything of a cell but that it is empty.
pub fn is_told(tally: &Tally) -> bool {
    tally[Offer::Current as usize] > 0 || tally[Offer::Unconfirmed as usize] > 0
}
