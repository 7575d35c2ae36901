//! Reorganisations (組織改正): plans of what becomes of units on a day, ordered as a whole or not at all.
//!
//! * [`Reorganisation`] with its [`Step`]s and [`Place`]s is a draft that touches nothing.
//! * [`planned`] says what the steps make of the units, and what is wrong with them; [`faults`] looks at any
//!   set of versions. [`moved`] says what becomes of the people. All three are pure.
//! * [`order`] writes it all in one transaction; [`undo`] takes it back before the day has come. A preview
//!   is an order in a transaction that is not committed.
//!
//! The link from an appointment to the one it continues stands in `reorganisation_moves`:
//! [`continued_since`] counts years in a unit across reorganisations.

mod drafts;
mod moves;
mod ordering;
mod records;
mod rules;
mod steps;
mod undoing;

pub use drafts::{
    Draft, drop_reorganisation, edit_reorganisation, ended_posts, move_counts, new_reorganisation,
    place, reorganisation, reorganisation_in, reorganisations, reorganisations_count,
    reorganisations_of_unit, take_place_back,
};
pub use moves::{Movable, Move, Moved, moved};
pub use ordering::{Applied, Ordering, apply, continued_since, order};
pub use records::{
    Change, Part, Place, Problem, Reorganisation, ReorganisationId, ReorganisationRefusal,
    ReorganisationState, Step, StepId,
};
pub use rules::{Closed, Fault, Planned, faults, planned};
pub use steps::{add_step, take_step_back};
pub use undoing::undo;

pub(crate) const DRAFT_QUERIES: &[(&str, &str)] = drafts::QUERIES;
pub(crate) const STEP_QUERIES: &[(&str, &str)] = steps::QUERIES;
pub(crate) const ORDER_QUERIES: &[(&str, &str)] = ordering::QUERIES;
pub(crate) const UNDO_QUERIES: &[(&str, &str)] = undoing::QUERIES;
