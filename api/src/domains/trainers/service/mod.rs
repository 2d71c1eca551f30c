//! What can be done with trainers and with who stands for whom. Both doors come through here.

mod accredited;

pub use accredited::{AccreditationsRequest, Accredited, accredit};
