//! The plan's pages. A handler loads the plan, asks rules or acts, and answers with a template.

mod board;
mod board_view;
mod corrections;
mod figure;
mod frame;
mod input;
mod missing;
mod node;
mod program;
mod publish;
mod publish_steps;
mod review;
mod series;
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
        .get("/plan/{plan}/programs/{part}/{program}/figures/{file}", program::picture)
        .get("/plan/{plan}/figures/{figure}/{year}", figure::figure)
        .get("/plan/{plan}/files/{kind}", publish::staff_file)
        .merge(yearly())
        .get("/public", publish::public_list)
        .get("/public/{plan}", publish::public_plan)
        .get("/public/{plan}/files/{kind}", publish::public_file)
}

/// Routes of the yearly work: results, what is missing, the review, the plan's states, corrections.
fn yearly() -> Routes {
    Routes::new()
        .get("/plan/{plan}/input", input::input)
        .post("/plan/{plan}/input/{part}/{program}/{year}", input::save_result)
        .post("/plan/{plan}/input/{part}/{program}/{year}/evaluation", input::save_evaluation)
        .post("/plan/{plan}/input/{part}/{program}/{year}/undo", input::undo)
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

/// Percent-encodes a text for the query of an address.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
