//! How trainers look to those who look after them: one shape for both doors.

mod accredited;

pub use accredited::ProviderAccreditationsView;
