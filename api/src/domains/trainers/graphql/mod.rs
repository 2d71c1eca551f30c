//! The GraphQL door to trainers and to who stands for whom.

mod accredited;

use async_graphql::MergedObject;

use accredited::AccreditationMutation;

/// What can be done with trainers
#[derive(Debug, Default, MergedObject)]
pub struct TrainerMutation(AccreditationMutation);
