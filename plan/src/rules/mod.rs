//! What follows from a plan's records: how programs stand, what is missing, what changed, what the
//! next plan begins with, who may do what when. Pure: no database, no clock, no language.

pub mod carry;
pub mod cells;
pub mod changes;
pub mod drift;
pub mod missing;
pub mod pairs;
pub mod standing;
pub mod states;
pub mod tree;

pub use carry::{NextPlan, draft_next};
pub use changes::{Diff, changes};
pub use drift::{Drift, drifts};
pub use missing::{
    Lack, MissingProgram, SectionMissing, lacking_reviews, missing, missing_in_round,
};
pub use pairs::{NodePair, ProgramPair, side_by_side};
pub use standing::{Counts, Standing, Viewpoint, counts, counts_by_node, standing};
pub use states::{Entry, Step, may_change_structure, may_enter, steps};
