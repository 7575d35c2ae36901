//! What all pages of leave share.

use crate::acts::Rules;
use crate::records::Stage;
use access::{Allowed, EditLeave, KeepLeave, ViewLeave, ViewLeaveSchedule};
use calendar::{Date, FiscalYear, Minutes};
use flow::{Desk, Terms};
use people::EmployeeId;
use screen::PageError;
use screen::visit::Visit;
use words::Text;

/// The entry of the main menu that the pages belong to.
pub(crate) const SECTION: &str = "/leave";

/// A word with its picture and tone.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub word: String,
    pub icon: &'static str,
    pub tone: &'static str,
}

/// How a plan or a request stands.
pub(crate) fn stage_mark(stage: Stage, t: &Text) -> Mark {
    let (icon, tone) = match stage {
        Stage::Planned => ("circle-dashed", ""),
        Stage::Pending => ("clock", "key"),
        Stage::Approved => ("circle-check", "ok"),
        Stage::Returned => ("undo-2", "warn"),
        Stage::Rejected => ("circle-x", "bad"),
        Stage::Withdrawn | Stage::Cancelled | Stage::Dropped => ("circle-slash", ""),
    };
    Mark {
        word: t.say(stage.key()).into_owned(),
        icon,
        tone,
    }
}

/// The pages of leave that the reader may open, with the one they are on.
pub(crate) fn tabs(visit: &Visit, here: &str) -> Vec<(String, String, bool)> {
    let actor = &visit.actor;
    let mut tabs = Vec::new();
    if actor.employee.is_some() {
        tabs.push(("paid-leave-own", "/leave"));
    }
    if Allowed::<ViewLeaveSchedule>::ask(actor.clone()).is_ok() {
        tabs.push(("paid-leave-calendar", "/leave/calendar"));
    }
    let views = Allowed::<ViewLeave>::ask(actor.clone());
    if views.is_ok_and(|allowed| sees_others(&allowed)) {
        tabs.push(("paid-leave-people", "/leave/people"));
        tabs.push(("paid-leave-sections", "/leave/sections"));
    }
    if Allowed::<KeepLeave>::ask(actor.clone()).is_ok() {
        tabs.push(("paid-leave-runs", "/leave/runs"));
    }
    tabs.into_iter()
        .map(|(key, href)| (visit.say(key), href.to_owned(), href == here))
        .collect()
}

/// Whether somebody sees more than their own leave.
pub(crate) fn sees_others(allowed: &Allowed<ViewLeave>) -> bool {
    let scope = allowed.people();
    scope.all() || scope.units() != "[]"
}

/// When and how an act of this visit is done.
pub(crate) fn desk(visit: &Visit) -> Desk<'_> {
    let terms = Terms::of(&visit.settings);
    Desk::now(&visit.site.ids, &visit.site.clock, terms)
}

/// A number in an address.
pub(crate) fn number(text: &str) -> Result<i64, PageError> {
    let number: i64 = text.parse().map_err(|_| PageError::NotFound)?;
    if number > 0 {
        Ok(number)
    } else {
        Err(PageError::NotFound)
    }
}

/// A value of the address.
pub(crate) fn asked(visit: &Visit, name: &str) -> Option<String> {
    let query = visit.uri.query()?;
    screen::form::Entries::parse(query.as_bytes())
        .text(name)
        .filter(|value| !value.is_empty())
}

/// The units in which somebody serves today, for the question who may.
pub(crate) async fn units(visit: &Visit, employee: EmployeeId) -> Result<Vec<i64>, PageError> {
    Ok(people::units_serving(visit.db(), employee, visit.today()).await?)
}

/// Whether the reader may see somebody's leave.
pub(crate) async fn may_view(visit: &Visit, employee: EmployeeId) -> Result<bool, PageError> {
    let units = units(visit, employee).await?;
    let allowed = Allowed::<ViewLeave>::ask(visit.actor.clone());
    Ok(allowed.is_ok_and(|allowed| allowed.on_person(employee.0, &units).is_ok()))
}

/// Whether the reader may ask for leave of somebody.
pub(crate) async fn may_edit(visit: &Visit, employee: EmployeeId) -> Result<bool, PageError> {
    let units = units(visit, employee).await?;
    let allowed = Allowed::<EditLeave>::ask(visit.actor.clone());
    Ok(allowed.is_ok_and(|allowed| allowed.on_person(employee.0, &units).is_ok()))
}

/// Whether the reader keeps somebody's ledger.
pub(crate) async fn may_keep(visit: &Visit, employee: EmployeeId) -> Result<bool, PageError> {
    let units = units(visit, employee).await?;
    let allowed = Allowed::<KeepLeave>::ask(visit.actor.clone());
    Ok(allowed.is_ok_and(|allowed| allowed.on_person(employee.0, &units).is_ok()))
}

/// Somebody's name today, or what it was when they left.
pub(crate) async fn name_of(visit: &Visit, employee: EmployeeId) -> Result<String, PageError> {
    let found = people::employee(visit.db(), employee).await?;
    found.map(|one| one.name.full()).ok_or(PageError::NotFound)
}

/// A leave year by its first day: 「令和8年（1月から）」.
pub(crate) fn year_name(first: Date, t: &Text) -> String {
    let day = screen::date_text::plain_day(first, t.language());
    t.say1("paid-leave-year", "day", day)
}

/// The fiscal year in which people are compared, with its days.
pub(crate) fn fiscal(visit: &Visit) -> (FiscalYear, Date, Date) {
    let asked = asked(visit, "year").and_then(|year| year.parse().ok());
    let this = visit.fiscal_year();
    let year = asked
        .map(FiscalYear)
        .filter(|year| (2000..=this.0 + 1).contains(&year.0))
        .unwrap_or(this);
    (year, year.first_day(), year.next().first_day())
}

/// The name of a fiscal year.
pub(crate) fn fiscal_name(year: FiscalYear, t: &Text) -> String {
    screen::date_text::fiscal_year(year, calendar::YearStyle::Era, t.language())
}

/// The rules of today.
pub(crate) async fn rules(visit: &Visit) -> Result<Rules, PageError> {
    Ok(Rules::read(visit.db(), visit.today()).await?)
}

/// Days with one decimal: 「12.5」.
pub(crate) fn decimal_days(length: Minutes, day: Minutes) -> String {
    let tenths = (i128::from(length.0) * 20 / i128::from(day.0.max(1)) + 1).div_euclid(2);
    format!("{}.{}", tenths / 10, tenths % 10)
}
