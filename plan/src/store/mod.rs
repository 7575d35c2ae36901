//! Plans in the database: loaded and saved as a whole in a fixed number of queries, changed piece by
//! piece.

mod content;
mod load;
mod log;
mod names;
mod replace;
mod save;
mod work;

pub use content::{
    lock, set_cover, set_node, set_program, set_review, set_state, set_unit, touch,
    NodeTexts,
};
pub use load::{list, load, load_in, public_codes};
pub use log::{add_correction, entry, history, history_of_plan, log, NewEntry};
pub use names::{named, name, Name};
pub use replace::{
    add_node, add_program, clear_evaluation, delete_node, delete_program, line, number_nodes,
    number_programs, put_evaluation, put_target, put_value, set_line,
};
pub use save::{remove_contents, save_document, Owners, Saved};
pub use work::{
    close_round, close_year, open_round, plan_in_force, plans_with_open_rounds, reopen_year,
};

use ::store::Schema;

/// The tables of the plan.
pub const SCHEMA: Schema = Schema {
    module: "plan",
    block: 10,
    files: &[
        (1, "plans", include_str!("../../schema/0001_plans.sql")),
        (2, "content", include_str!("../../schema/0002_content.sql")),
        (3, "work", include_str!("../../schema/0003_work.sql")),
    ],
    large: &["plan_cells", "plan_values", "plan_history"],
};
