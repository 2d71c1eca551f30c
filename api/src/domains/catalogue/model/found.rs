//! What a search finds, and by what.

crate::words! {
    /// What sort of thing is found
    SearchKind as SearchKind "SearchKind" {
        /// A course
        Course = "course" / "COURSE",
        /// A topic
        Topic = "topic" / "TOPIC",
        /// A provider
        Provider = "provider" / "PROVIDER",
        /// A term of the glossary
        Term = "term" / "TERM",
        /// A subject under a topic
        Subject = "subject" / "SUBJECT",
    }
    /// By what words of a question led to something
    MatchKind as MatchKind "MatchKind" {
        /// The word as it was written
        Exact = "exact" / "EXACT",
        /// Another form of the word
        Inflection = "inflection" / "INFLECTION",
        /// A part of a compound, or a compound that was written as several words
        Compound = "compound" / "COMPOUND",
        /// Another word for the same
        Synonym = "synonym" / "SYNONYM",
        /// Something near it
        Related = "related" / "RELATED",
        /// It is about what the words mean
        Topic = "topic" / "TOPIC",
        /// A word that is nearly the same
        Spelling = "spelling" / "SPELLING",
        /// It is there, or for there
        Place = "place" / "PLACE",
        /// It has the property
        Filter = "filter" / "FILTER",
    }
    /// Where words stand
    MatchField as MatchField "MatchField" {
        /// In its title or name
        Title = "title" / "TITLE",
        /// In what else it is called
        Alias = "alias" / "ALIAS",
        /// In the name of its topics
        Topic = "topic" / "TOPIC",
        /// In what is said of it
        Summary = "summary" / "SUMMARY",
        /// In the name of its provider
        Provider = "provider" / "PROVIDER",
        /// In what tells it apart
        Label = "label" / "LABEL",
        /// In the name of what it offers
        Offer = "offer" / "OFFER",
    }
    /// By what is narrowed down in words
    WordFacet as WordFacet "WordFacet" {
        /// What sort of thing it is
        Kind = "kind" / "KIND",
        /// What is known of the price
        Price = "price" / "PRICE",
        /// Learning forms
        LearningForm = "learningForm" / "LEARNING_FORM",
        /// What it is: a training, a film, a book
        ProductKind = "productKind" / "PRODUCT_KIND",
        /// Parts of the day
        PartOfDay = "partOfDay" / "PART_OF_DAY",
        /// Languages
        Language = "language" / "LANGUAGE",
        /// Audiences
        Audience = "audience" / "AUDIENCE",
        /// Kinds of providers
        ProviderKind = "providerKind" / "PROVIDER_KIND",
        /// Municipalities
        Municipality = "municipality" / "MUNICIPALITY",
        /// Youth regions
        YouthRegion = "youthRegion" / "YOUTH_REGION",
        /// Provinces
        Province = "province" / "PROVINCE",
    }
}

impl WordFacet {
    /// Whether it says where.
    pub fn is_place(self) -> bool {
        matches!(
            self,
            Self::Municipality | Self::YouthRegion | Self::Province
        )
    }

    /// Whether who says so wants nothing else. Who asks for a training is not wrong to meet a
    /// topic, and who asks for a foundation none to meet a bureau.
    pub fn is_demand(self) -> bool {
        !matches!(self, Self::Kind | Self::ProviderKind)
    }
}
