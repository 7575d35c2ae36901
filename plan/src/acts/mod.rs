//! What is done with plans. Every act asks for its permission as a type, takes the plan for the length of
//! one transaction, decides by the rules, writes, remembers the change, journals, and commits; or it
//! refuses and nothing has happened.

mod corrections;
mod drafting;
mod evaluations;
mod import;
mod looks;
mod refusal;
mod results;
mod rounds;
mod states;
mod structure;
mod taken;
mod targets;
mod tree;
mod uploads;
mod years;

pub use corrections::{Correcting, CorrectionEntry, NodeText, correct};
pub use drafting::{create_next, write_review};
pub use evaluations::{EvaluationEntry, evaluate};
pub use import::{DryRun, Imported, dry_run, import};
pub use looks::look_at_records;
pub use refusal::{ActError, Done, PlanRefusal};
pub use results::{FigureEntry, RestoreEntry, ResultEntry, Side, enter_result, restore};
pub use rounds::{NewRound, close_round, open_round};
pub use states::change_state;
pub use structure::{
    CoverEntry, PlanCellEntry, TargetEntry, edit_cover, save_measure, save_plan_cell, save_target,
    take_measure_away,
};
pub use taken::{Desk, Saved};
pub use targets::write_measure;
pub use tree::{
    NodeEntry, ProgramEntry, add_node, add_program, assign_unit, edit_node, edit_program,
    move_node, move_program, remove_node, remove_program,
};
pub use uploads::{import_upload, keep_document, keep_problems, try_out, upload};
pub use years::{close_year, reopen_year};

/// What this crate writes into the journal, in the order of the list to choose from.
pub const ACTS: &[&str] = &[
    "plan.imported",
    "plan.drafted",
    "plan.state.changed",
    "plan.cover.saved",
    "plan.node.added",
    "plan.node.edited",
    "plan.node.moved",
    "plan.node.removed",
    "plan.program.added",
    "plan.program.edited",
    "plan.program.assigned",
    "plan.program.moved",
    "plan.program.removed",
    "plan.cell.saved",
    "plan.measure.saved",
    "plan.measure.removed",
    "plan.target.saved",
    "plan.result.entered",
    "plan.result.restored",
    "plan.evaluated",
    "plan.review.written",
    "plan.round.opened",
    "plan.round.closed",
    "plan.year.closed",
    "plan.year.reopened",
    "plan.records.looked-at",
    "plan.corrected",
];
