//! The pages: extract, ask or act, answer.

mod city;
mod files;
mod frame;
mod imports;
mod limits;
mod months;
mod orders;
mod person;
mod places;
mod record;
mod section;
mod special;

use screen::Routes;

/// What is read to its end of an upload, so that who sent too large a file gets a page that says so.
const ACCEPTED: usize = 256 << 20;

/// All routes of overtime.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/overtime", person::mine)
        .get("/overtime/people/{employee}", person::show)
        .post("/overtime/people/{employee}/explain", person::explain)
        .get("/overtime/section", section::page)
        .get("/overtime/section.csv", section::csv)
        .get("/overtime/section.xlsx", section::xlsx)
        .get("/overtime/city", city::page)
        .get("/overtime/city.csv", city::csv)
        .get("/overtime/city.xlsx", city::xlsx)
        .get("/overtime/limits", limits::page)
        .get("/overtime/limits.csv", limits::csv)
        .get("/overtime/limits.xlsx", limits::xlsx)
        .get("/overtime/orders/new", orders::new_form)
        .post("/overtime/orders/new", orders::apply)
        .get("/overtime/orders/{order}", orders::show)
        .post("/overtime/orders/{order}/report", orders::report)
        .merge(keeping())
}

/// What personnel keeps.
fn keeping() -> Routes {
    Routes::new()
        .get("/overtime/imports", imports::front)
        .upload("/overtime/imports", ACCEPTED, imports::send)
        .get("/overtime/imports/{import}", imports::show)
        .post("/overtime/imports/{import}/try", imports::try_out)
        .post("/overtime/imports/{import}/take-in", imports::take_in)
        .post("/overtime/imports/{import}/take-back", imports::take_back)
        .post("/overtime/imports/{import}/drop", imports::put_aside)
        .get("/overtime/months", months::page)
        .post("/overtime/months/close", months::close)
        .post("/overtime/months/open", months::open)
        .post("/overtime/months/busy", months::busy)
        .get("/overtime/records/{record}", record::form)
        .post("/overtime/records/{record}", record::correct)
        .get("/overtime/places", places::page)
        .post("/overtime/places/designate", places::designate)
        .post("/overtime/places/agree", places::agree)
        .post("/overtime/places/end", places::end)
        .get("/overtime/special", special::page)
        .post("/overtime/special", special::add)
        .post("/overtime/special/{special}/verify", special::verify)
}
