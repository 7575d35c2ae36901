//! The plan's pages. A handler loads the plan, asks rules or acts, and answers with a template.

mod board;
mod board_view;
mod compare;
mod corrections;
mod figure;
mod frame;
mod import;
mod input;
mod missing;
mod next;
mod node;
mod program;
mod publish;
mod publish_steps;
mod review;
mod series;
mod setup;
mod shown;

pub use frame::{PlanLine, lines};

use publish_steps::{rounds, states, years};
use screen::Routes;

/// All routes of the plan.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/plan", frame::front)
        .get("/plans", frame::list)
        .get("/plan/{plan}", board::board)
        .get("/plan/{plan}/nodes/{node}", node::node)
        .get("/plan/{plan}/programs/{part}/{program}", program::program)
        .get(
            "/plan/{plan}/programs/{part}/{program}/figures/{file}",
            program::picture,
        )
        .get("/plan/{plan}/figures/{figure}/{year}", figure::figure)
        .get("/plan/{plan}/files/{kind}", publish::staff_file)
        .merge(yearly())
        .merge(structure())
        .get("/public", publish::public_list)
        .get("/public/{plan}", publish::public_plan)
        .get("/public/{plan}/files/{kind}", publish::public_file)
}

/// Routes of the yearly work: results, what is missing, the review, the plan's states, corrections.
fn yearly() -> Routes {
    Routes::new()
        .get("/plan/{plan}/input", input::input)
        .post(
            "/plan/{plan}/input/{part}/{program}/{year}",
            input::save_result,
        )
        .post(
            "/plan/{plan}/input/{part}/{program}/{year}/evaluation",
            input::save_evaluation,
        )
        .post(
            "/plan/{plan}/input/{part}/{program}/{year}/undo",
            input::undo,
        )
        .get("/plan/{plan}/missing", missing::page)
        .get("/plan/{plan}/missing.csv", missing::file)
        .get("/plan/{plan}/review", review::review)
        .post("/plan/{plan}/review/{node}", review::save)
        .get("/plan/{plan}/publish", publish_steps::page)
        .get("/plan/{plan}/publish/{step}", states::confirm)
        .post("/plan/{plan}/publish/{step}", states::take)
        .get("/plan/{plan}/rounds/new", rounds::form)
        .post("/plan/{plan}/rounds", rounds::open)
        .get("/plan/{plan}/rounds/{round}/close", rounds::end_form)
        .post("/plan/{plan}/rounds/{round}/close", rounds::end)
        .get("/plan/{plan}/years/{year}/close", years::close_form)
        .post("/plan/{plan}/years/{year}/close", years::close)
        .get("/plan/{plan}/years/{year}/reopen", years::reopen_form)
        .post("/plan/{plan}/years/{year}/reopen", years::reopen)
        .get("/plan/{plan}/corrections", corrections::list)
        .post("/plan/{plan}/corrections", corrections::save)
        .get("/plan/{plan}/corrections/new", corrections::new)
}

/// Routes of a plan's structure: import, set-up, the next plan, comparison.
fn structure() -> Routes {
    Routes::new()
        .get("/plans/import", import::form)
        .upload("/plans/import", import::ACCEPTED, import::send)
        .get("/plans/import/{token}", import::trial)
        .post("/plans/import/{token}", import::confirm)
        .get("/plans/import/{token}/problems.csv", import::problems_file)
        .get("/plan/{plan}/next", next::preview)
        .post("/plan/{plan}/next", next::create)
        .get("/plan/{plan}/compare", compare::compare)
        .get("/plan/{plan}/compare.csv", compare::file)
        .merge(setup_tree())
        .merge(setup_programs())
}

fn setup_tree() -> Routes {
    Routes::new()
        .get("/plan/{plan}/setup", setup::overview)
        .get("/plan/{plan}/setup/cover", setup::cover::cover)
        .post("/plan/{plan}/setup/cover", setup::cover::save)
        .post("/plan/{plan}/setup/nodes", setup::add_node)
        .post("/plan/{plan}/setup/move", setup::move_node)
        .get("/plan/{plan}/setup/nodes/{node}", setup::node::node)
        .post("/plan/{plan}/setup/nodes/{node}", setup::node::save)
        .post(
            "/plan/{plan}/setup/nodes/{node}/nodes",
            setup::node::add_below,
        )
        .post(
            "/plan/{plan}/setup/nodes/{node}/programs",
            setup::node::add_program,
        )
        .get(
            "/plan/{plan}/setup/nodes/{node}/remove",
            setup::removal::ask_node,
        )
        .post(
            "/plan/{plan}/setup/nodes/{node}/remove",
            setup::removal::remove_node,
        )
}

fn setup_programs() -> Routes {
    use setup::{cell, measure, program, removal};
    Routes::new()
        .get(
            "/plan/{plan}/setup/programs/{part}/{program}",
            program::program,
        )
        .post(
            "/plan/{plan}/setup/programs/{part}/{program}",
            program::save,
        )
        .post(
            "/plan/{plan}/setup/programs/{part}/{program}/unit",
            program::assign,
        )
        .post(
            "/plan/{plan}/setup/programs/{part}/{program}/move",
            program::shift,
        )
        .get(
            "/plan/{plan}/setup/programs/{part}/{program}/remove",
            removal::ask_program,
        )
        .post(
            "/plan/{plan}/setup/programs/{part}/{program}/remove",
            removal::remove_program,
        )
        .get(
            "/plan/{plan}/setup/programs/{part}/{program}/cells/{cell}",
            cell::cell,
        )
        .post(
            "/plan/{plan}/setup/programs/{part}/{program}/cells/{cell}",
            cell::save,
        )
        .get(
            "/plan/{plan}/setup/programs/{part}/{program}/measures/{measure}",
            measure::measure,
        )
        .post(
            "/plan/{plan}/setup/programs/{part}/{program}/measures/{measure}",
            measure::save,
        )
        .get(
            "/plan/{plan}/setup/programs/{part}/{program}/measures/{measure}/remove",
            removal::ask_measure,
        )
        .post(
            "/plan/{plan}/setup/programs/{part}/{program}/measures/{measure}/remove",
            removal::remove_measure,
        )
}

/// Percent-encodes a text for the query of an address.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
