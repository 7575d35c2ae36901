//! The plan's pages. A handler loads the plan, asks rules or acts, and answers with a template.

mod board;
mod board_view;
mod frame;
mod shown;

use screen::Routes;

/// All routes of the plan.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/plan", frame::front)
        .get("/plans", frame::list)
        .get("/plan/{plan}", board::board)
}
