//! What all pages of applications share: their tabs, and how states, seats and amounts are written.

use access::Role;
use calendar::Date;
use flow::{
    Chair, Counting, Desk, Kinds, Measure, Moved, Seat, Seats, State, StepState, Terms, Who,
};
use people::{Page, UnitTree};
use screen::kit::grouped;
use screen::table::TableState;
use screen::visit::Visit;
use screen::{PageError, date_text};
use std::collections::HashMap;
use words::Text;

/// The entry of the main menu that the pages belong to.
pub(crate) const SECTION: &str = "/approvals";

/// A word with its picture and tone.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub word: String,
    pub icon: &'static str,
    pub tone: &'static str,
}

/// How an application stands.
pub(crate) fn state_mark(state: State, t: &Text) -> Mark {
    let (icon, tone) = match state {
        State::InProgress => ("clock", "key"),
        State::Approved => ("circle-check", "ok"),
        State::Rejected => ("circle-x", "bad"),
        State::Returned => ("undo-2", "warn"),
        State::Withdrawn => ("circle-slash", ""),
    };
    Mark {
        word: t.say(state.key()).into_owned(),
        icon,
        tone,
    }
}

/// How a step stands.
pub(crate) fn step_mark(state: StepState, t: &Text) -> Mark {
    let (icon, tone) = match state {
        StepState::Waiting => ("circle-dashed", ""),
        StepState::Open => ("clock", "key"),
        StepState::Approved => ("circle-check", "ok"),
        StepState::Returned => ("undo-2", "warn"),
        StepState::Rejected => ("circle-x", "bad"),
        StepState::Escalated => ("arrow-up", "warn"),
        StepState::Unneeded => ("circle-minus", ""),
        StepState::Closed => ("circle-slash", ""),
    };
    Mark {
        word: t.say(state.key()).into_owned(),
        icon,
        tone,
    }
}

/// The pages of the section with the one the reader is on.
pub(crate) fn tabs(t: &Text, here: &str) -> Vec<(String, String, bool)> {
    [
        ("approvals-inbox", "/approvals"),
        ("approvals-mine", "/approvals/mine"),
        ("approvals-done", "/approvals/done"),
        ("approvals-overview", "/approvals/overview"),
    ]
    .into_iter()
    .map(|(key, href)| (t.say(key).into_owned(), href.to_owned(), href == here))
    .collect()
}

/// The kinds of the program.
pub(crate) fn kinds(visit: &Visit) -> &Kinds {
    &visit.site.offers.approvals
}

/// The name of a kind; the word itself when its owner is not in the program any more.
pub(crate) fn kind_name(visit: &Visit, kind: &str) -> String {
    kinds(visit)
        .get(kind)
        .map_or_else(|| kind.to_owned(), |kind| visit.say(kind.label))
}

/// 12,300円; 3時間30分; nothing for an application without an amount.
pub(crate) fn amount(visit: &Visit, kind: &str, amount: Option<i64>) -> String {
    let measure = kinds(visit).get(kind).and_then(|kind| kind.measure);
    amount.map_or_else(String::new, |amount| measured(amount, measure, &visit.text))
}

/// An amount with its unit.
pub(crate) fn measured(amount: i64, measure: Option<Measure>, t: &Text) -> String {
    match measure {
        None => grouped(amount),
        Some(Measure::Yen) => t.say1("approvals-yen", "n", grouped(amount)),
        Some(Measure::Minutes) => {
            let (hours, minutes) = (amount / 60, amount % 60);
            t.say2("approvals-minutes", "h", hours, "m", minutes)
        }
    }
}

/// A role in the reader's language.
pub(crate) fn role_name(role: Role, t: &Text) -> String {
    t.say(&format!("portal-role-{}", role.name())).into_owned()
}

/// Who decides: 「人事課の長　緑野 花子（課長）」.
pub(crate) fn seat_name(seat: Seat, chairs: &HashMap<Seat, Chair>, t: &Text) -> String {
    let empty = Chair::default();
    let chair = chairs.get(&seat).unwrap_or(&empty);
    match seat {
        Seat::Role(role) => role_name(role, t),
        Seat::Head(_) => t.say1("approvals-head-of", "unit", chair.unit.as_str()),
        Seat::Person(_) => chair.holders.first().map_or_else(
            || t.say("approvals-person-gone").into_owned(),
            |one| one.name.clone(),
        ),
    }
}

/// Who sits in a seat today, with deputies: 「緑野 花子（課長）　代決：髙﨑 陽太」.
pub(crate) fn holder_names(seat: Seat, chairs: &HashMap<Seat, Chair>, t: &Text) -> Vec<String> {
    let holders = chairs.get(&seat).map_or(&[][..], |chair| &chair.holders);
    let name = |holder: &flow::Holder| {
        let own = match seat {
            Seat::Person(_) => holder.post.clone(),
            _ => t.say2(
                "approvals-holder",
                "name",
                holder.name.as_str(),
                "post",
                holder.post.as_str(),
            ),
        };
        if holder.deputies.is_empty() {
            return own;
        }
        let deputies = holder.deputies.join("、");
        t.say2(
            "approvals-holder-deputies",
            "holder",
            own,
            "deputies",
            deputies,
        )
    };
    holders
        .iter()
        .map(name)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Whom a route names, in words.
pub(crate) fn asked_name(
    who: Who,
    units: &UnitTree,
    names: &HashMap<i64, String>,
    t: &Text,
) -> String {
    match who {
        Who::Head(level) => t.say(level.key()).into_owned(),
        Who::UnitHead(unit) if units.get(unit).is_none() => {
            t.say("approvals-unit-gone").into_owned()
        }
        Who::UnitHead(unit) => t.say1("approvals-head-of", "unit", units.path(unit)),
        Who::Role(role) => role_name(role, t),
        Who::Person(person) => names
            .get(&person.0)
            .cloned()
            .unwrap_or_else(|| t.say("approvals-person-gone").into_owned()),
    }
}

/// Why somebody else decides than the route named.
pub(crate) fn moved_reason(moved: Option<Moved>, t: &Text) -> Option<String> {
    moved.map(|moved| t.say(moved.key()).into_owned())
}

/// The seats of who is asking, today.
pub(crate) async fn seats(visit: &Visit) -> Result<Seats, PageError> {
    Ok(Seats::of(visit.db(), &visit.actor, visit.today()).await?)
}

/// When and how an act of this visit is done.
pub(crate) fn desk(visit: &Visit) -> Desk<'_> {
    let terms = Terms::of(&visit.settings);
    Desk::now(&visit.site.ids, &visit.site.clock, terms)
}

/// How days are counted here, said below due days.
pub(crate) fn counting_hint(visit: &Visit) -> String {
    match Terms::of(&visit.settings).counting {
        Counting::Workdays => visit.say("approvals-counted-workdays"),
        Counting::CalendarDays => visit.say("approvals-counted-days"),
    }
}

/// A due day with how far it is away.
#[derive(Debug, Clone)]
pub(crate) struct Due {
    pub day: String,
    pub words: String,
    pub late: bool,
}

pub(crate) fn due(visit: &Visit, day: Date) -> Due {
    let due = date_text::due(day, visit.today(), &visit.text);
    Due {
        day: date_text::short_day(day, visit.language()),
        words: due.words,
        late: day < visit.today(),
    }
}

/// Which part of a list the address asks for. The offset is cut to the length of the list by the pager.
pub(crate) fn part(state: &TableState, total: i64) -> Page {
    Page {
        offset: state.offset(total),
        limit: state.limit(),
    }
}
