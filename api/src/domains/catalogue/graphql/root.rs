//! What the catalogue puts at the roots, part by part.

use async_graphql::MergedObject;

use super::ThingQuery;
use super::beside::BesideQuery;
use super::client::{ClientMutation, ClientQuery};
use super::course::ReviewRightMutation;
use super::own::{EditedMutation, EditedQuery, OwnMutation, OwnQuery, TendedMutation, TendedQuery};
use super::search::{MissQuery, SearchRoot};
use super::subject::SubjectRoot;
use super::trainer::TrainerRoot;

/// What the catalogue answers
#[derive(Debug, Default, MergedObject)]
pub struct CatalogueQuery(
    ThingQuery,
    BesideQuery,
    ClientQuery,
    OwnQuery,
    TendedQuery,
    EditedQuery,
    SearchRoot,
    MissQuery,
    SubjectRoot,
    TrainerRoot,
);

/// What can be done to the catalogue
#[derive(Debug, Default, MergedObject)]
pub struct CatalogueMutation(
    ReviewRightMutation,
    ClientMutation,
    OwnMutation,
    TendedMutation,
    EditedMutation,
);
