//! Municipalities.

/// A municipality.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// Its CBS code.
    pub code: String,
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What else it is called.
    pub alias: Option<String>,
    /// Its name, folded, for the order of lists.
    pub sort_name: String,
    /// Everything a word search looks at, folded.
    pub haystack: String,
    /// Its province.
    pub province: String,
    /// Its youth region.
    pub youth_region: String,
    /// Degrees north of its town centre.
    pub latitude: f64,
    /// Degrees east of its town centre.
    pub longitude: f64,
    /// The year of the list that it stands in.
    pub as_of_year: i32,
}
