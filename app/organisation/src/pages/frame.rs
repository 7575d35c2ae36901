//! What the pages share: the day that is looked at, names of units, ways between the pages.

use crate::acts::Desk;
use access::{Allowed, EditOrganisation, OrderReorganisation, Permission};
use calendar::{Date, parse_date};
use people::reorganisations::{Problem, Reorganisation, ReorganisationRefusal};
use people::{UnitId, UnitTree};
use screen::form::{Choice, Entries, Field, Form, FormErrors};
use screen::visit::Visit;
use screen::{PageError, date_text};
use std::collections::HashSet;
use words::Text;

/// The entry of the main menu.
pub(super) const SECTION: &str = "/organisation";

/// The desk of a visit.
pub(super) fn desk(visit: &Visit) -> Desk<'_> {
    Desk::now(visit.db(), &visit.site.ids, &visit.site.clock)
}

fn holds<P: Permission>(visit: &Visit) -> bool {
    Allowed::<P>::ask(visit.actor.clone()).is_ok()
}

/// Whether the reader changes units, headcount and plans.
pub(super) fn edits(visit: &Visit) -> bool {
    holds::<EditOrganisation>(visit)
}

/// Whether the reader orders reorganisations.
pub(super) fn orders(visit: &Visit) -> bool {
    holds::<OrderReorganisation>(visit)
}

/// The day that a page looks at: today, or the one in the address.
pub(super) struct AsOf {
    /// The day.
    pub day: Date,
    /// Whether the address names it.
    named: bool,
    wrong: Option<FormErrors>,
}

impl AsOf {
    pub fn read(visit: &Visit) -> AsOf {
        let entries = Entries::parse(visit.uri.query().unwrap_or_default().as_bytes());
        let typed = entries.text("on").filter(|text| !text.is_empty());
        let today = visit.today();
        match typed.as_deref().map(parse_date) {
            None => AsOf {
                day: today,
                named: false,
                wrong: None,
            },
            Some(Ok(day)) => AsOf {
                day,
                named: day != today,
                wrong: None,
            },
            Some(Err(_)) => {
                let label = visit.say("organisation-as-of");
                let mut errors = FormErrors::new(entries);
                errors.add("on", visit.text.say1("screen-form-no-date", "field", label));
                AsOf {
                    day: today,
                    named: false,
                    wrong: Some(errors),
                }
            }
        }
    }

    /// The address with the day, when it is not today.
    pub fn link(&self, path: &str) -> String {
        if !self.named {
            return path.to_owned();
        }
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}on={}", self.day)
    }

    /// The field of the filter bar.
    pub fn field(&self, t: &Text) -> Field {
        Form::of(t, self.wrong.clone())
            .date("on", &t.say("organisation-as-of"))
            .day(Some(self.day))
            .small()
    }

    /// 令和8年11月22日現在.
    pub fn lead(&self, t: &Text) -> String {
        let day = date_text::plain_day(self.day, t.language());
        t.say1("organisation-lead", "day", day)
    }

    /// The day as it stands in the name of a file.
    pub fn stamp(&self) -> String {
        self.day.to_string()
    }
}

/// The way down: the organisation, then the given pages.
pub(super) fn trail(visit: &Visit, below: &[(String, String)]) -> Vec<(String, String)> {
    std::iter::once((
        visit.say("organisation-navigation"),
        "/organisation".to_owned(),
    ))
    .chain(below.iter().cloned())
    .collect()
}

/// The way down to the plans.
pub(super) fn trail_to_plans(
    visit: &Visit,
    plan: Option<&Reorganisation>,
) -> Vec<(String, String)> {
    let mut below = vec![(visit.say("organisation-reorganisations"), PLANS.to_owned())];
    below.extend(plan.map(|plan| (plan.name.to_string(), plan_href(plan))));
    trail(visit, &below)
}

pub(super) const PLANS: &str = "/organisation/reorganisations";

pub(super) fn plan_href(plan: &Reorganisation) -> String {
    format!("{PLANS}/{}", plan.id)
}

pub(super) fn unit_href(unit: UnitId) -> String {
    format!("/organisation/units/{unit}")
}

/// The pages side by side: tree, chart, headcount, plans.
pub(super) fn local(visit: &Visit, at: &AsOf, here: &str) -> Vec<(String, String, bool)> {
    let mut pages = vec![
        ("organisation-tree", "/organisation"),
        ("organisation-chart", "/organisation/chart"),
        ("organisation-posts", "/organisation/posts"),
    ];
    if edits(visit) {
        pages.push(("organisation-reorganisations", PLANS));
    }
    pages
        .into_iter()
        .map(|(key, href)| {
            let address = if href == PLANS {
                href.to_owned()
            } else {
                at.link(href)
            };
            (visit.say(key), address, href == here)
        })
        .collect()
}

/// The units to choose from, by their paths.
pub(super) fn unit_choices(trees: &[&UnitTree], none: Option<String>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = none.map(|none| Choice::new("", none)).into_iter().collect();
    let mut seen = HashSet::new();
    for tree in trees {
        for (_, unit) in tree.iter() {
            if seen.insert(unit.unit) {
                choices.push(Choice::new(unit.unit, tree.path(unit.unit)));
            }
        }
    }
    choices
}

/// What a unit is called in the first of the trees that has it.
pub(super) fn path_in(trees: &[&UnitTree], unit: UnitId) -> String {
    trees
        .iter()
        .find(|tree| tree.get(unit).is_some())
        .map_or_else(|| "―".to_owned(), |tree| tree.path(unit))
}

/// What stands in the way, in sentences.
pub(super) fn sentences(
    t: &Text,
    problems: &[Problem],
    trees: &[&UnitTree],
    on: Date,
) -> Vec<String> {
    let day = |day: Date| date_text::plain_day(day, t.language());
    let name = |unit: UnitId| path_in(trees, unit);
    let say = |problem: &Problem| {
        let unit = problem.unit().map(name).unwrap_or_default();
        let mut variables: Vec<(&str, String)> = vec![("unit", unit), ("day", day(on))];
        match problem {
            Problem::LaterVersion { from, .. } | Problem::LaterPosts { from, .. } => {
                variables.push(("from", day(*from)));
            }
            Problem::NoSuchParent { on, .. } => variables.push(("on", day(*on))),
            Problem::BelowRemains { below, .. } => variables.push(("below", name(*below))),
            Problem::CodeTaken { code } => variables.push(("code", code.to_string())),
            Problem::NoPlace { people, .. } => variables.push(("people", people.to_string())),
            _ => {}
        }
        let variables: Vec<_> = variables
            .iter()
            .map(|(name, value)| (*name, value.as_str().into()))
            .collect();
        t.fill(problem.key(), &variables)
    };
    problems.iter().map(say).collect()
}

/// A refusal as the errors of a form: what the plan is refused for, then each problem.
pub(super) fn refused(
    t: &Text,
    entries: Entries,
    refusal: &ReorganisationRefusal,
    trees: &[&UnitTree],
    on: Date,
) -> FormErrors {
    let mut errors = FormErrors::new(entries);
    match refusal {
        ReorganisationRefusal::Problems(problems) => {
            for sentence in sentences(t, problems, trees, on) {
                errors.add("", sentence);
            }
        }
        ReorganisationRefusal::PastUnconfirmed => {
            errors.add("past", t.say(refusal.key()).into_owned());
        }
        other => errors.add("", t.say(other.key()).into_owned()),
    }
    errors
}

/// A number in an address.
pub(super) fn number<T: std::str::FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A number or nothing in a field.
pub(super) fn chosen_unit(entries: &Entries, name: &str) -> Option<UnitId> {
    entries.text(name)?.parse().ok()
}
