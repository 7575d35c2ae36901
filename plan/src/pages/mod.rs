//! The plan's pages. A handler loads the plan, asks rules or acts, and answers with a template.

mod board;
mod board_view;
mod figure;
mod frame;
mod node;
mod program;
mod publish;
mod series;
mod shown;

pub use frame::{PlanLine, lines};

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
        .get("/public", publish::public_list)
        .get("/public/{plan}", publish::public_plan)
        .get("/public/{plan}/files/{kind}", publish::public_file)
}
