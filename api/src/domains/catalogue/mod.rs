//! Pillars, topics, providers, courses, editions, municipalities and terms: what
//! there is to learn, from whom, when and where.
//!
//! They are one slice because they are published, searched and read together.
//! Public reads are answered from a [`Snapshot`], which holds public rows only.

mod error;
mod files;
mod model;
mod policy;
mod snapshot;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod trainers;
pub mod view;

pub use error::CatalogueError;
pub use model::{
    AccreditationDraft, CLIENT_KIND, Change, Coded, CourseDraft, CourseRecord, CourseSort,
    Delivery, EditionDraft, EditionId, EditionStatus, Footing, Held, Issuer, Listed, Municipality,
    Offer, Offered, Openness, OwnCourse, PillarId, PriceLine, Stage, Start, Status, SubjectId,
    Taken, TermId, TopicId, TrainerId, Vat, Visibility, points,
};
pub use service::unknown as unknown_value;
pub use service::{
    Offering, accredit, admit, admitting, approved, approving, demo, footing, foresee, free_key,
    hand_over, held, kept_course, keyed_course, offer, offer_of_whole, offered_whole, offering,
    own_by_id, pillar_ids, pushed, seed, standing, take_back, withdrawn, written_course,
};
pub use snapshot::{Catalogue, Snapshot, VERSION_HEADER};
