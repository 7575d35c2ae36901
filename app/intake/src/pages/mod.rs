//! Pages of staff lists from files.

mod columns;
mod files;
mod front;
mod import;
mod received;
mod undo;

use crate::acts::Desk;
use crate::records::{Counts, Remark};
use exchange::Refusal;
use screen::visit::Visit;
use screen::{PageError, Routes};
use words::{Argument, Text};

/// The entry of the main menu that the pages belong to.
const SECTION: &str = "/admin";
/// Where the history stands.
const HERE: &str = "/admin/imports";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/admin/imports", front::front)
        .upload("/admin/imports", received::ACCEPTED, front::send)
        .get("/admin/imports/staff.xlsx", files::workbook)
        .get("/admin/imports/staff.csv", files::table)
        .get("/admin/imports/empty.xlsx", files::empty)
        .post(
            "/admin/imports/mappings/{mapping}/remove",
            front::remove_mapping,
        )
        .get("/admin/imports/{import}", import::show)
        .get("/admin/imports/{import}/columns", columns::show)
        .post("/admin/imports/{import}/columns", columns::choose)
        .get("/admin/imports/{import}/problems.csv", files::problems)
        .post("/admin/imports/{import}/confirm", import::confirm)
        .post("/admin/imports/{import}/put-aside", import::put_aside)
        .get("/admin/imports/{import}/undo", undo::ask)
        .post("/admin/imports/{import}/undo", undo::undo)
}

fn desk(visit: &Visit) -> Desk<'_> {
    Desk::now(visit.db(), &visit.site.ids, &visit.site.clock)
}

fn href(id: crate::ImportId) -> String {
    format!("{HERE}/{id}")
}

/// The way down: administration, imports.
fn trail(visit: &Visit, front: bool) -> Vec<(String, String)> {
    let mut trail = vec![(visit.say("intake-administration"), SECTION.to_owned())];
    if !front {
        trail.push((visit.say("intake-title"), HERE.to_owned()));
    }
    trail
}

fn read_id(text: &str) -> Result<crate::ImportId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A number of people with its name.
struct Counted {
    label: String,
    count: i64,
    href: Option<String>,
}

fn counted(counts: Counts, t: &Text) -> Vec<Counted> {
    [
        ("intake-count-new", counts.added),
        ("intake-count-changed", counts.changed),
        ("intake-count-unchanged", counts.unchanged),
        ("intake-count-leaving", counts.leaving),
        ("intake-count-units", counts.units),
    ]
    .map(|(key, count)| Counted {
        label: t.say(key).into_owned(),
        count,
        href: None,
    })
    .into()
}

/// Why a file cannot be taken.
fn refusal_text(refusal: &Refusal, t: &Text) -> String {
    let variables = refusal.variables();
    let variables: Vec<(&str, Argument<'_>)> = variables
        .iter()
        .map(|(name, value)| (*name, Argument::from(value.as_str())))
        .collect();
    t.fill(refusal.key(), &variables)
}

/// What is wrong with a list, for a page.
struct Problems {
    heading: String,
    remarks: Vec<Remark>,
    /// How many are not shown.
    more: i64,
    csv: String,
}
