//! Looks at a person's record: noted when they happen, shown to the person.

use access::{Actor, Allowed, Relation, Role, ViewOwnLooks};
use anyhow::Result;
use calendar::Date;
use jiff::Timestamp;
use jiff::tz::Offset;
use people::EmployeeId;
use serde_json::json;
use std::collections::BTreeSet;
use store::{Clock, Day, Db, Tx, sqlx};

/// Days of the journal are days in Japan.
const JAPAN: Offset = Offset::constant(9);

/// Notes in the journal that somebody looked at a person's record, before it is shown: `act` says at what
/// (`staff.private.looked-at`). A look at one's own record is nobody's business and is not noted.
///
/// # Errors
/// Faults of the database; nothing may be shown then.
pub async fn look_at_person(
    db: &Db,
    clock: &Clock,
    actor: &Actor,
    employee: EmployeeId,
    act: &str,
) -> Result<()> {
    if actor.employee == Some(employee.0) {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    look_at_person_in(&mut tx, clock, actor, employee, act).await?;
    tx.commit().await
}

/// The same in a transaction that does more; the note comes last in it.
///
/// # Errors
/// Faults of the database; nothing may be shown then.
pub async fn look_at_person_in(
    tx: &mut Tx,
    clock: &Clock,
    actor: &Actor,
    employee: EmployeeId,
    act: &str,
) -> Result<()> {
    if actor.employee == Some(employee.0) {
        return Ok(());
    }
    let subject = format!("employee:{employee}");
    let shown = |role: &Role| *role != Role::Employee;
    let roles: Vec<&str> = actor.roles.iter().filter(shown).map(Role::name).collect();
    let entry = journal::Entry {
        act,
        subject: &subject,
        detail: &json!({ "as": roles }),
    };
    journal::look(tx, clock.now(), actor, entry).await
}

/// A look as the person whom the record is about sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The entry in the journal.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who, by the name they had then.
    pub who: String,
    /// The unit in which they served then; `None` for somebody outside.
    pub unit: Option<String>,
    /// What they were then, except employee.
    pub roles: Vec<Role>,
    /// At what: the name of the act in the journal.
    pub act: String,
    /// Why, where a reason had to be given.
    pub reason: Option<String>,
}

/// The named roles and the reason of an entry.
#[derive(Debug, Default)]
struct Detail {
    roles: Vec<Role>,
    reason: Option<String>,
}

impl Detail {
    fn read(json: &str) -> Detail {
        let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
        let roles = value["as"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        Detail {
            roles: roles
                .iter()
                .filter_map(|role| Role::named(role.as_str()?))
                .collect(),
            reason: value["reason"].as_str().map(str::to_owned),
        }
    }
}

store::row! {
    struct UnitRow {
        employee_id: i64,
        served_from: Day,
        served_to: Option<Day>,
        name: String,
        named_from: Day,
        named_to: Option<Day>,
    }
}

impl UnitRow {
    fn holds(&self, on: Date) -> bool {
        let within = |from: Day, to: Option<Day>| {
            from.to_jiff() <= on && to.is_none_or(|to| to.to_jiff() > on)
        };
        within(self.served_from, self.served_to) && within(self.named_from, self.named_to)
    }
}

const UNITS: &str = "
    SELECT p.employee_id, p.valid_from AS served_from, p.valid_to AS served_to, v.name,
           v.valid_from AS named_from, v.valid_to AS named_to
      FROM appointments p
      JOIN unit_versions v ON v.unit_id = p.unit_id
     WHERE p.employee_id IN (SELECT value FROM json_each($1)) AND p.kind = 'main'";

/// Who looked at one's own record, the newest first: those with a number below `before`, and where the next
/// page begins.
///
/// # Errors
/// [`access::Denied`] for somebody who is no employee, and faults of the database.
pub async fn looks_at(
    db: &Db,
    allowed: &Allowed<ViewOwnLooks>,
    before: Option<i64>,
    limit: u16,
) -> Result<(Vec<Looked>, Option<i64>)> {
    allowed.on(Relation::Own)?;
    let Some(own) = allowed.actor().employee else {
        return Ok((Vec::new(), None));
    };
    let page = journal::looks_at(db, &format!("employee:{own}"), before, limit).await?;
    let lookers: BTreeSet<String> = page
        .lines
        .iter()
        .filter_map(|line| line.employee_id)
        .map(|id| id.to_string())
        .collect();
    let lookers = Vec::from_iter(lookers).join(",");
    let units: Vec<UnitRow> = store::read!(db, |pool| {
        sqlx::query_as(UNITS)
            .bind(format!("[{lookers}]"))
            .fetch_all(pool)
            .await
    })?;
    let looked = |line: journal::Line| {
        let at = line.at.to_jiff();
        let day = JAPAN.to_datetime(at).date();
        let unit = units
            .iter()
            .find(|unit| Some(unit.employee_id) == line.employee_id && unit.holds(day));
        let detail = Detail::read(&line.detail);
        Looked {
            seq: line.seq,
            at,
            who: line.actor_name,
            unit: unit.map(|unit| unit.name.clone()),
            roles: detail.roles,
            act: line.act,
            reason: detail.reason,
        }
    };
    Ok((page.lines.into_iter().map(looked).collect(), page.next))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[("accounts::looks_at units", UNITS)];
