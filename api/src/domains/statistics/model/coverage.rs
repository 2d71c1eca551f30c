//! How the picture of supply can be laid out.

use super::Dimension;
use crate::kernel::language::Language;

crate::words! {
    /// What the rows of the picture are
    CoverageRows as CoverageRows "CoverageRows" {
        /// Topics
        Topic = "topic" / "TOPIC",
        /// Subjects
        Subject = "subject" / "SUBJECT",
    }
    /// What the columns of the picture are
    CoverageColumns as CoverageColumns "CoverageColumns" {
        /// Learning forms
        LearningForm = "learningForm" / "LEARNING_FORM",
        /// Groups of learning forms
        FormGroup = "formGroup" / "FORM_GROUP",
        /// What it is: a training, a film, a book
        ProductKind = "productKind" / "PRODUCT_KIND",
        /// Every audience that is named
        Audience = "audience" / "AUDIENCE",
        /// The audiences that it is made for, apart from what is for every foster parent
        NamedAudience = "namedAudience" / "NAMED_AUDIENCE",
    }
    /// In which language the picture is written
    CoverageLabels as CoverageLabels "CoverageLabels" {
        /// Dutch
        Nl = "nl" / "NL",
        /// English
        En = "en" / "EN",
    }
    /// For what width the picture is made
    CoverageLayout as CoverageLayout "CoverageLayout" {
        /// A page, or a screen on a desk
        Wide = "wide" / "WIDE",
        /// A telephone
        Narrow = "narrow" / "NARROW",
    }
}

impl From<CoverageLabels> for Language {
    fn from(labels: CoverageLabels) -> Self {
        match labels {
            CoverageLabels::Nl => Self::Nl,
            CoverageLabels::En => Self::En,
        }
    }
}

impl CoverageRows {
    /// What is counted by.
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Topic => Dimension::Topic,
            Self::Subject => Dimension::Subject,
        }
    }
}

impl CoverageColumns {
    /// What is counted by.
    pub fn dimension(self) -> Dimension {
        match self {
            Self::LearningForm => Dimension::LearningForm,
            Self::FormGroup => Dimension::FormGroup,
            Self::ProductKind => Dimension::ProductKind,
            Self::Audience => Dimension::Audience,
            Self::NamedAudience => Dimension::NamedAudience,
        }
    }
}
