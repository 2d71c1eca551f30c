//! What courses are told apart by, beside what people edit: price, part of the day.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Delivery, Edition, Offer};
use crate::kernel::language::Text;

crate::words! {
    /// What is known of a price
    Pricing as Pricing "Pricing" {
        /// Nothing to pay
        Free = "free" / "FREE",
        /// An amount
        Paid = "paid" / "PAID",
        /// Not known
        Unknown = "unknown" / "UNKNOWN",
    }
    /// When on a day or in a week
    PartOfDay as PartOfDay "PartOfDay" {
        /// Begins before noon
        Morning = "morning" / "MORNING",
        /// Begins from noon on, before half past five
        Afternoon = "afternoon" / "AFTERNOON",
        /// Begins at half past five or later
        Evening = "evening" / "EVENING",
        /// On a weekday, begins at half past eight or later and is over by three
        SchoolHours = "school_hours" / "SCHOOL_HOURS",
        /// On a Saturday or a Sunday
        Weekend = "weekend" / "WEEKEND",
    }
    /// How an edition stands
    EditionStatus as EditionStatus "EditionStatus" {
        /// One can enrol
        Open = "open" / "OPEN",
        /// All seats are taken
        Full = "full" / "FULL",
        /// One can enrol no more
        Closed = "closed" / "CLOSED",
        /// It is not given
        Cancelled = "cancelled" / "CANCELLED",
    }
    /// What courses can be counted by
    Facet as Facet "CourseFacet" {
        /// Pillars, by slug
        Pillar = "pillar" / "PILLAR",
        /// Topics, by slug
        Topic = "topic" / "TOPIC",
        /// Subjects, by slug
        Subject = "subject" / "SUBJECT",
        /// Providers, by slug
        Provider = "provider" / "PROVIDER",
        /// Learning forms, by code
        LearningForm = "learningForm" / "LEARNING_FORM",
        /// Groups of learning forms, by code
        FormGroup = "formGroup" / "FORM_GROUP",
        /// What it is: a training, a film, a book, by code
        ProductKind = "productKind" / "PRODUCT_KIND",
        /// Audiences, by code
        Audience = "audience" / "AUDIENCE",
        /// Who may see them
        Visibility = "visibility" / "VISIBILITY",
        /// Offers
        Offer = "offer" / "OFFER",
        /// What is known of the price
        Price = "price" / "PRICE",
        /// Kinds of foster care, by code
        CareType = "careType" / "CARE_TYPE",
        /// What the child lives with, by code
        ChildTheme = "childTheme" / "CHILD_THEME",
        /// What is arranged for those who take part, by code
        Condition = "condition" / "CONDITION",
        /// Reading levels, by code
        ReadingLevel = "readingLevel" / "READING_LEVEL",
        /// Whether an accreditation holds today: `true`, or `false` where none is known to
        Accredited = "accredited" / "ACCREDITED",
        /// Languages (ISO 639-1)
        Language = "language" / "LANGUAGE",
        /// How editions are given
        Delivery = "delivery" / "DELIVERY",
        /// Municipalities where editions are given, by slug
        Municipality = "municipality" / "MUNICIPALITY",
        /// Youth regions where editions are given
        YouthRegion = "youthRegion" / "YOUTH_REGION",
        /// Parts of the day of editions
        PartOfDay = "partOfDay" / "PART_OF_DAY",
        /// How editions stand
        Status = "status" / "STATUS",
    }
    /// How a list of courses is ordered; within that, by title
    CourseSort as CourseSort "CourseSort" {
        /// By how well it answers the words in `q`
        Relevance = "relevance" / "RELEVANCE",
        /// What is current first, then what is unconfirmed, then the archive
        Offer = "offer" / "OFFER",
        /// By title
        Title = "title" / "TITLE",
        /// By the day on which it can next be begun; without one last
        NextStart = "nextStart" / "NEXT_START",
        /// By how near its nearest edition is given, with `near`; without a known place last
        Distance = "distance" / "DISTANCE",
        /// What reviews value most first; without an average last
        Rating = "-rating" / "RATING",
        /// What changed last first
        Updated = "-updatedAt" / "UPDATED",
    }
}

/// Learning forms that are followed from home: no place is too far.
pub const FROM_HOME: [&str; 6] = [
    "online_self_paced",
    "webinar",
    "video",
    "audio",
    "reading",
    "game",
];

impl Pricing {
    /// What a price in cents says.
    pub fn of(cents: Option<i32>) -> Self {
        match cents {
            None => Self::Unknown,
            Some(0) => Self::Free,
            Some(_) => Self::Paid,
        }
    }
}

impl Facet {
    /// Whether it tells editions apart, and courses through them.
    pub fn is_of_editions(self) -> bool {
        matches!(
            self,
            Self::Delivery
                | Self::Municipality
                | Self::YouthRegion
                | Self::PartOfDay
                | Self::Status
        )
    }
}

impl Edition {
    /// Whether it is given, as far as is known.
    pub fn is_given(&self) -> bool {
        self.status != Some(EditionStatus::Cancelled)
    }

    /// Whether one can still enrol, as far as is known.
    pub fn is_open(&self) -> bool {
        matches!(self.status, None | Some(EditionStatus::Open))
    }

    /// Whether somebody can take part from home.
    pub fn is_from_home(&self) -> bool {
        self.delivery != Delivery::InPerson
    }

    /// When on its day and in its week it is, as far as is known.
    pub fn parts_of_day(&self) -> Vec<PartOfDay> {
        PartOfDay::of(
            self.start.on,
            self.start_time.as_deref(),
            self.end_time.as_deref(),
        )
    }
}

impl PartOfDay {
    /// When on its day and in its week something is, as far as is known. Times are `HH:MM`.
    pub fn of(day: Option<NaiveDate>, start: Option<&str>, end: Option<&str>) -> Vec<Self> {
        let mut parts = Vec::new();
        if let Some(start) = start {
            parts.push(match start {
                _ if start < "12:00" => Self::Morning,
                _ if start < "17:30" => Self::Afternoon,
                _ => Self::Evening,
            });
        }
        let Some(weekday) = day.map(|day| day.weekday()) else {
            return parts;
        };
        if matches!(weekday, Weekday::Sat | Weekday::Sun) {
            parts.push(Self::Weekend);
        } else if start.is_some_and(|start| start >= "08:30")
            && end.is_some_and(|end| end <= "15:00")
        {
            parts.push(Self::SchoolHours);
        }
        parts
    }
}

impl Pricing {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Free => Text::new("Gratis", "Free"),
            Self::Paid => Text::new("Betaald", "Paid"),
            Self::Unknown => Text::new("Prijs onbekend", "Price unknown"),
        }
    }
}

impl PartOfDay {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Morning => Text::new("Ochtend", "Morning"),
            Self::Afternoon => Text::new("Middag", "Afternoon"),
            Self::Evening => Text::new("Avond", "Evening"),
            Self::SchoolHours => Text::new("Onder schooltijd", "During school hours"),
            Self::Weekend => Text::new("Weekend", "Weekend"),
        }
    }
}

impl EditionStatus {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Open => Text::new("Open", "Open"),
            Self::Full => Text::new("Vol", "Full"),
            Self::Closed => Text::new("Inschrijving gesloten", "Enrolment closed"),
            Self::Cancelled => Text::new("Gaat niet door", "Cancelled"),
        }
    }
}

impl Delivery {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::InPerson => Text::new("Op een plek", "At a place"),
            Self::Online => Text::new("Online", "Online"),
            Self::Hybrid => Text::new("Op een plek en online", "At a place and online"),
        }
    }
}

impl Offer {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Current => Text::new("Actueel", "Current"),
            Self::Unconfirmed => Text::new("Niet bevestigd", "Unconfirmed"),
            Self::Archive => Text::new("Archief", "Archive"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PartOfDay::{Afternoon, Evening, Morning, SchoolHours, Weekend};
    use super::*;

    #[test]
    fn parts_of_the_day_are_told_as_far_as_they_are_known() {
        // A Tuesday, and the Saturday after it.
        let (tuesday, saturday) = (
            NaiveDate::from_ymd_opt(2027, 3, 2),
            NaiveDate::from_ymd_opt(2027, 3, 6),
        );
        for (day, from, until, expect) in [
            (None, None, None, vec![]),
            (tuesday, None, Some("21:45"), vec![]),
            (None, Some("19:30"), None, vec![Evening]),
            (tuesday, Some("17:29"), None, vec![Afternoon]),
            (tuesday, Some("17:30"), None, vec![Evening]),
            (
                tuesday,
                Some("08:30"),
                Some("15:00"),
                vec![Morning, SchoolHours],
            ),
            (tuesday, Some("08:29"), Some("15:00"), vec![Morning]),
            (tuesday, Some("12:00"), Some("15:01"), vec![Afternoon]),
            (
                saturday,
                Some("09:00"),
                Some("12:00"),
                vec![Morning, Weekend],
            ),
            (saturday, None, None, vec![Weekend]),
        ] {
            let parts = PartOfDay::of(day, from, until);
            assert_eq!(parts, expect, "{day:?} {from:?} {until:?}");
        }
    }
}
