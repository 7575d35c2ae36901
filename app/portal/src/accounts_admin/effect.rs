//! What an account may do on a day, all roles and their reach taken together.

use crate::account::role_name;
use access::{Actor, Role};
use accounts::Account;
use calendar::Date;
use people::{UnitId, UnitTree};
use screen::form::{Entries, Field, Form, Reading};
use screen::visit::Visit;
use screen::{PageError, date_text};

/// The part of an account's page that looks ahead: `?on=` names the day, today without one.
pub(super) struct Effect {
    pub title: String,
    /// Roles and units; nothing when nobody can sign in on that day.
    pub facts: Vec<(String, String)>,
    pub on: Field,
}

impl Effect {
    pub(super) async fn of(
        visit: &Visit,
        account: &Account,
        units: &UnitTree,
    ) -> Result<Effect, PageError> {
        let (t, today) = (&visit.text, visit.today());
        let on = asked(visit).unwrap_or(today);
        let clock = &visit.site.clock;
        let actor = accounts::actor_on(visit.db(), clock, account.id, on).await?;
        // Units are called what they are called on that day.
        let then = if on == today {
            None
        } else {
            Some(people::units_on(visit.db(), on).await?)
        };
        let units = then.as_deref().unwrap_or(units);
        let label = t.say("portal-account-on-day");
        Ok(Effect {
            title: if on == today {
                visit.say("portal-account-today")
            } else {
                t.say1("portal-account-on", "day", date_text::day(on, t.language()))
            },
            facts: actor.map_or_else(Vec::new, |actor| facts(visit, &actor, units)),
            on: Form::new(t)
                .date("on", &label)
                .id("preview-on")
                .day(Some(on))
                .small(),
        })
    }
}

/// The day that the address names; one that cannot be read is no day.
fn asked(visit: &Visit) -> Option<Date> {
    let entries = Entries::parse(visit.uri.query().unwrap_or_default().as_bytes());
    entries.text("on").filter(|on| !on.is_empty())?;
    Reading::new(entries, &visit.text).optional_date("on", "")
}

fn facts(visit: &Visit, actor: &Actor, units: &UnitTree) -> Vec<(String, String)> {
    let t = &visit.text;
    let roles: Vec<String> = actor.roles.iter().map(|role| role_name(role, t)).collect();
    let mut facts = vec![(visit.say("portal-account-roles"), roles.join("・"))];
    let headed = [actor.headed.as_slice(), &actor.headed_in_place].concat();
    let reach = [
        (Role::SectionHead, "portal-account-heads", &headed),
        (Role::TeamHead, "portal-account-leads", &actor.teams),
        (Role::GeneralAffairs, "portal-account-serves", &actor.served),
        (Role::SectionEditor, "portal-account-edits", &actor.units),
    ];
    for (role, key, reached) in reach {
        let by_role = actor.roles.has(role)
            || role == Role::SectionHead && actor.roles.has(Role::DepartmentHead);
        if by_role {
            facts.push((visit.say(key), names(visit, reached, units)));
        }
    }
    facts
}

/// The topmost of the units; those below them go without saying.
fn names(visit: &Visit, reached: &[i64], units: &UnitTree) -> String {
    let top = reached.iter().filter_map(|id| {
        let unit = units.get(UnitId(*id))?;
        let below = unit
            .parent
            .is_some_and(|parent| reached.contains(&parent.0));
        (!below).then(|| units.path(unit.unit))
    });
    let top: Vec<String> = top.collect();
    if top.is_empty() {
        visit.say("portal-account-nowhere")
    } else {
        top.join("、")
    }
}
