//! Plans in the database: loaded and saved as a whole in a fixed number of queries, changed piece by
//! piece.

mod edit;
mod history;
mod kept;
mod load;
mod names;
mod save;
mod tree;
mod uploads;
mod work;

pub use edit::{
    add_correction, lock, put_evaluation, put_measure, put_target, put_value, remove_measure,
    remove_target, remove_value, set_cover, set_line, set_state, touch,
};
pub use history::{Change, history, history_entry, history_of_plan, history_of_year, remember};
pub use kept::load;
pub use load::{list, load_in, public_codes};
pub use names::{Name, name, named};
pub use save::{Owners, Save, Saved, save_document};
pub use tree::{
    NewProgram, add_node, add_program, number_nodes, number_programs, remove_node, remove_program,
    set_node, set_program, set_unit,
};
pub use uploads::{Remark, Upload, forget_uploads, keep_upload, take_upload, upload};
pub use work::{
    close_round, close_year, code_in_force, open_round, open_round_codes, reopen_year,
    reviewed_codes,
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
        (4, "uploads", include_str!("../../schema/0004_uploads.sql")),
    ],
    large: &["plan_cells", "plan_values", "plan_history"],
};

const PARTS: [&[(&str, &str)]; 7] = [
    load::QUERIES,
    save::QUERIES,
    edit::QUERIES,
    history::QUERIES,
    tree::QUERIES,
    uploads::QUERIES,
    work::QUERIES,
];

const COUNT: usize = {
    let (mut part, mut count) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
};

const JOINED: [(&str, &str); COUNT] = {
    let mut joined = [("", ""); COUNT];
    let (mut part, mut at) = (0, 0);
    while part < PARTS.len() {
        let mut query = 0;
        while query < PARTS[part].len() {
            joined[at] = PARTS[part][query];
            at += 1;
            query += 1;
        }
        part += 1;
    }
    joined
};

/// Every complete statement of the plan's store, by name.
pub const QUERIES: &[(&str, &str)] = &JOINED;
