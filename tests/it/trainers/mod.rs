//! Trainers, and who stands for whom, as everybody meets them at both doors.

mod accredited;
