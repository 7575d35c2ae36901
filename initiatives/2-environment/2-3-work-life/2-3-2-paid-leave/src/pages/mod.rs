//! Pages of leave.

mod calendar;
mod calendar_cells;
mod calendar_file;
mod cancellation;
mod file;
mod form;
mod frame;
mod ledger_forms;
mod people;
mod person;
mod refusal;
mod request;
mod runs;
mod sections;

use screen::Routes;

/// The routes of this crate.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/leave", person::own)
        .get("/leave/new", form::new)
        .post("/leave/new", form::make)
        .get("/leave/requests/{request}", request::show)
        .get("/leave/requests/{request}/edit", form::edit)
        .post("/leave/requests/{request}/edit", form::save)
        .post("/leave/requests/{request}/hand-in", request::hand_in)
        .post("/leave/requests/{request}/drop", request::drop)
        .post("/leave/requests/{request}/cancel", request::cancel)
        .post(
            "/leave/requests/{request}/another-day",
            request::another_day,
        )
        .post("/leave/requests/{request}/release", request::release)
        .get("/leave/cancellations/{cancellation}", cancellation::show)
        .get("/leave/calendar", calendar::show)
        .get("/leave/calendar.csv", calendar_file::csv)
        .get("/leave/calendar.xlsx", calendar_file::workbook)
        .get("/leave/people", people::list)
        .get("/leave/people.csv", people::csv)
        .get("/leave/people.xlsx", people::workbook)
        .get("/leave/people/{employee}", person::of)
        .post("/leave/people/{employee}/adjust", ledger_forms::adjust)
        .post("/leave/people/{employee}/pattern", ledger_forms::pattern)
        .post("/leave/entries/{entry}/reverse", ledger_forms::reverse)
        .get("/leave/sections", sections::show)
        .get("/leave/runs", runs::show)
        .post("/leave/runs/grant", runs::grant)
        .post("/leave/runs/close", runs::close)
}
