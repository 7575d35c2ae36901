//! The pages: extract, ask or act, answer.

mod changes;
mod chart_page;
mod files;
mod frame;
mod headcount;
mod order;
mod people_places;
mod plan;
mod plans;
mod preview;
mod steps;
mod tree;
mod unit;
mod unit_forms;

use screen::Routes;

/// All routes of the organisation.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/organisation", tree::tree)
        .get("/organisation.csv", files::tree_csv)
        .get("/organisation.xlsx", files::tree_xlsx)
        .get("/organisation/chart", chart_page::chart)
        .get("/organisation/chart.svg", chart_page::svg)
        .get("/organisation/chart.pdf", chart_page::pdf)
        .get("/organisation/posts", headcount::list)
        .get("/organisation/posts.csv", files::posts_csv)
        .get("/organisation/posts.xlsx", files::posts_xlsx)
        .get("/organisation/new", unit_forms::new_form)
        .post("/organisation/new", unit_forms::create)
        .get("/organisation/units/{unit}", unit::unit)
        .get("/organisation/units/{unit}/rename", unit_forms::rename_form)
        .post("/organisation/units/{unit}/rename", unit_forms::rename)
        .get(
            "/organisation/units/{unit}/correct",
            unit_forms::correct_form,
        )
        .post("/organisation/units/{unit}/correct", unit_forms::correct)
        .get("/organisation/units/{unit}/move", unit_forms::move_form)
        .post("/organisation/units/{unit}/move", unit_forms::relocate)
        .get("/organisation/units/{unit}/posts", headcount::of_unit)
        .post("/organisation/units/{unit}/posts", headcount::set)
        .merge(reorganisations())
}

fn reorganisations() -> Routes {
    Routes::new()
        .get("/organisation/reorganisations", plans::list)
        .get("/organisation/reorganisations/new", plans::new_form)
        .post("/organisation/reorganisations/new", plans::create)
        .get("/organisation/reorganisations/{reorganisation}", plan::plan)
        .get(
            "/organisation/reorganisations/{reorganisation}/edit",
            plans::edit_form,
        )
        .post(
            "/organisation/reorganisations/{reorganisation}/edit",
            plans::edit,
        )
        .get(
            "/organisation/reorganisations/{reorganisation}/add/{change}",
            steps::form,
        )
        .post(
            "/organisation/reorganisations/{reorganisation}/add/{change}",
            steps::add,
        )
        .post(
            "/organisation/reorganisations/{reorganisation}/steps/{step}/remove",
            steps::remove,
        )
        .get(
            "/organisation/reorganisations/{reorganisation}/people",
            people_places::list,
        )
        .post(
            "/organisation/reorganisations/{reorganisation}/people",
            people_places::set,
        )
        .get(
            "/organisation/reorganisations/{reorganisation}/preview",
            preview::preview,
        )
        .post(
            "/organisation/reorganisations/{reorganisation}/order",
            order::order,
        )
        .post(
            "/organisation/reorganisations/{reorganisation}/undo",
            order::undo,
        )
        .post(
            "/organisation/reorganisations/{reorganisation}/drop",
            order::give_up,
        )
}
