//! The queries of the staff list, put together from pieces: only the conditions that are asked for.

use super::{Sight, Sort, Wanted};
use crate::cards::json_list;
use crate::employees::Page;
use crate::folding::{beginning_with, fold, spans};
use crate::records::{Employment, Rank, UnitId};
use access::{Actor, Allowed, PeopleScope, Role, Roles, ViewPersonRecord};
use calendar::Date;
use store::{Day, ToSqlx};

/// A value for a parameter.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Day(Day),
    Bytes(Vec<u8>),
    Number(i64),
}

/// A query with the values for its parameters.
#[derive(Debug, Clone, Default)]
pub(super) struct Statement {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Statement {
    fn add(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Adds SQL in which each `?` stands for one of the values.
    fn with(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        let mut values = values.into_iter();
        let mut pieces = sql.split('?');
        self.add(pieces.next().unwrap_or_default());
        for piece in pieces {
            if let Some(value) = values.next() {
                self.values.push(value);
                let place = format!("${}", self.values.len());
                self.add(&place);
            }
            self.add(piece);
        }
    }
}

fn day(day: Date) -> Value {
    Value::Day(day.to_sqlx())
}

/// Before anybody was ever appointed.
const LONG_AGO: Date = Date::constant(1, 1, 1);

/// The main appointment `a` of the day.
const MAIN: &str = " appointments a ON a.employee_id = e.id AND a.kind = 'main'
       AND a.valid_from <= ? AND (a.valid_to IS NULL OR a.valid_to > ?)";

/// Since when somebody has been in the unit of `a` without a break: from the first main appointment there
/// after the last one elsewhere.
const SINCE: &str = "(SELECT MIN(b.valid_from) FROM appointments b
     WHERE b.employee_id = e.id AND b.kind = 'main' AND b.unit_id = a.unit_id
       AND b.valid_from <= a.valid_from
       AND b.valid_from > COALESCE((SELECT MAX(c.valid_from) FROM appointments c
            WHERE c.employee_id = e.id AND c.kind = 'main' AND c.unit_id <> a.unit_id
              AND c.valid_from < a.valid_from), ?))";

/// The organisation of the day with the place of each unit in print.
const TREE: &str = "WITH RECURSIVE tree (unit_id, place) AS (
        SELECT unit_id, CAST(100000 + position AS TEXT) FROM unit_versions
         WHERE parent_id IS NULL AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
        UNION ALL
        SELECT w.unit_id, up.place || '.' || CAST(100000 + w.position AS TEXT)
          FROM unit_versions w JOIN tree up ON w.parent_id = up.unit_id
         WHERE w.valid_from <= ? AND (w.valid_to IS NULL OR w.valid_to > ?)
    ) ";

const RANK_ORDER: &str = "CASE a.rank WHEN 'department-head' THEN 1
     WHEN 'deputy-department-head' THEN 2 WHEN 'section-head' THEN 3
     WHEN 'deputy-section-head' THEN 4 WHEN 'team-head' THEN 5 WHEN 'senior' THEN 6
     WHEN 'officer' THEN 7 ELSE 8 END";

impl Sort {
    fn needs_appointment(self) -> bool {
        matches!(self, Sort::Unit | Sort::Rank | Sort::Since)
    }

    fn order(self, statement: &mut Statement, descending: bool) {
        let down = if descending { " DESC" } else { "" };
        let first = match self {
            Sort::Reading => String::new(),
            Sort::Number => format!("e.staff_no{down}, "),
            Sort::Hired => format!("e.hired_on{down}, "),
            Sort::Rank => format!("{RANK_ORDER}{down}, "),
            Sort::Unit => format!("COALESCE(o.place, '~'){down}, {RANK_ORDER}{down}, "),
            Sort::Since => format!("{SINCE}{down}, "),
        };
        let values = (self == Sort::Since).then(|| day(LONG_AGO));
        statement.add(" ORDER BY ");
        statement.with(&first, values);
        statement.add(&format!("e.reading_order{down}, e.id{down}"));
    }
}

/// A JSON list of numbers as SQL. PostgreSQL cannot tell how long a list is that comes as a parameter, and
/// may then read all appointments; units are numbers of ours and few. No unit has the number 0.
fn numbers(json: &str) -> &str {
    match json.trim_matches(['[', ']']) {
        "" => "0",
        numbers => numbers,
    }
}

/// The people whose records are in the scope, today.
fn in_scope(statement: &mut Statement, scope: &PeopleScope, today: Date) {
    let sql = format!(
        "e.id IN (SELECT t.employee_id FROM appointments t WHERE t.unit_id IN ({})
                AND t.valid_from <= ? AND (t.valid_to IS NULL OR t.valid_to > ?)
              UNION SELECT value FROM json_each(?))",
        numbers(&scope.units())
    );
    statement.with(&sql, [day(today), day(today), Value::Text(scope.persons())]);
}

/// Whether the people are named by one of the conditions, so that no list has to be walked.
fn narrows(wanted: &Wanted, sight: &Sight<'_>) -> bool {
    !wanted.words.trim().is_empty()
        || wanted.units.is_some()
        || wanted.rank.is_some()
        || wanted.qualification.is_some()
        || sight.only_records && !sight.records.all()
}

/// `WHERE …` over `e`, and over `a` for the years in the unit. `false` when nobody can be meant.
fn conditions(statement: &mut Statement, wanted: &Wanted, sight: &Sight<'_>) -> bool {
    let on = sight.on;
    statement.with(
        " WHERE e.hired_on <= ? AND (e.left_on IS NULL OR e.left_on > ?)",
        [day(on), day(on)],
    );
    if !wanted.words.trim().is_empty() {
        let Some(mut spans) = spans(&wanted.words).map(Vec::from) else {
            return false;
        };
        // Fewer words are repeated.
        spans.sort();
        spans.dedup();
        for (from, to) in spans {
            statement.with(
                " AND e.id IN (SELECT employee_id FROM employee_words WHERE word >= ? AND word < ?)",
                [Value::Bytes(from), Value::Bytes(to)],
            );
        }
    }
    if let Some(units) = &wanted.units {
        let units = json_list(units.iter().map(|unit| unit.0));
        let sql = format!(
            " AND e.id IN (SELECT employee_id FROM appointments WHERE unit_id IN ({})
                    AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?))",
            numbers(&units)
        );
        statement.with(&sql, [day(on), day(on)]);
    }
    if let Some(rank) = wanted.rank {
        statement.with(
            " AND e.id IN (SELECT employee_id FROM appointments WHERE rank = ? AND kind = 'main'
                    AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?))",
            [Value::Text(rank.word().to_owned()), day(on), day(on)],
        );
    }
    if let Some(employment) = wanted.employment {
        let word = Value::Text(employment.word().to_owned());
        statement.with(" AND e.employment = ?", [word]);
    }
    if let Some(job) = &wanted.job_family {
        statement.with(" AND e.job_family = ?", [Value::Text(job.clone())]);
    }
    if let Some(name) = &wanted.qualification {
        let folded = fold(name);
        if folded.is_empty() {
            return false;
        }
        let (from, to) = beginning_with(&folded);
        statement.with(
            " AND e.id IN (SELECT employee_id FROM qualifications WHERE word >= ? AND word < ?
                    AND (gained_on IS NULL OR gained_on <= ?)
                    AND (expires_on IS NULL OR expires_on > ?))",
            [Value::Bytes(from), Value::Bytes(to), day(on), day(on)],
        );
    }
    for (bound, comparison) in [(wanted.since_by, "<="), (wanted.since_after, ">")] {
        if let Some(bound) = bound {
            let sql = format!(" AND {SINCE} {comparison} ?");
            statement.with(&sql, [day(LONG_AGO), day(bound)]);
        }
    }
    if sight.only_records && !sight.records.all() {
        statement.add(" AND ");
        in_scope(statement, sight.records, sight.today);
    }
    true
}

fn asks_since(wanted: &Wanted) -> bool {
    wanted.since_by.is_some() || wanted.since_after.is_some()
}

/// The query for a part of the list; `None` when nobody can be meant.
pub(super) fn list(
    wanted: &Wanted,
    sight: &Sight<'_>,
    sort: Sort,
    descending: bool,
    page: Page,
) -> Option<Statement> {
    let on = || day(sight.on);
    let mut statement = Statement::default();
    if sort == Sort::Unit {
        statement.with(TREE, [on(), on(), on(), on()]);
    }
    statement.add(
        "SELECT e.id, e.family_name, e.given_name, e.family_kana, e.given_kana, a.unit_id,
       v.name AS unit_name, a.post_title, n.telephone, n.extension, n.mail, p.version AS photo,
       e.staff_no, e.employment, e.job_family, a.rank, e.hired_on, e.left_on, ",
    );
    statement.with(SINCE, [day(LONG_AGO)]);
    statement.add(" AS unit_since, ");
    if sight.records.all() {
        statement.add("TRUE");
    } else {
        in_scope(&mut statement, sight.records, sight.today);
    }
    statement.add(" AS known FROM (SELECT e.id AS id FROM employees e");
    if sort.needs_appointment() || asks_since(wanted) {
        statement.add(" LEFT JOIN");
        statement.with(MAIN, [on(), on()]);
    }
    if sort == Sort::Unit {
        statement.add(" LEFT JOIN tree o ON o.unit_id = a.unit_id");
    }
    if !conditions(&mut statement, wanted, sight) {
        return None;
    }
    // Where nothing names the people, the index that has the order also leads.
    match sort {
        _ if narrows(wanted, sight) => {}
        Sort::Reading | Sort::Unit | Sort::Rank | Sort::Since => {
            statement.with(" AND e.reading_order >= ?", [Value::Bytes(Vec::new())]);
        }
        Sort::Number => statement.add(" AND e.staff_no >= ''"),
        Sort::Hired => {}
    }
    sort.order(&mut statement, descending);
    statement.with(
        " LIMIT ? OFFSET ?",
        [Value::Number(page.limit), Value::Number(page.offset)],
    );
    // SQLite keeps the order of a CROSS JOIN: the page leads, not the list of everybody.
    statement.add(") k CROSS JOIN employees e LEFT JOIN");
    statement.with(MAIN, [on(), on()]);
    statement.with(
        " LEFT JOIN unit_versions v ON v.unit_id = a.unit_id
              AND v.valid_from <= ? AND (v.valid_to IS NULL OR v.valid_to > ?)",
        [on(), on()],
    );
    statement.add(
        " LEFT JOIN employee_contacts n ON n.employee_id = e.id
          LEFT JOIN employee_photos p ON p.employee_id = e.id",
    );
    if sort == Sort::Unit {
        statement.add(" LEFT JOIN tree o ON o.unit_id = a.unit_id");
    }
    statement.add(" WHERE e.id = k.id");
    sort.order(&mut statement, descending);
    Some(statement)
}

/// The query that counts the whole list; `None` when nobody can be meant.
pub(super) fn count(wanted: &Wanted, sight: &Sight<'_>) -> Option<Statement> {
    let mut statement = Statement::default();
    statement.add("SELECT COUNT(*) FROM employees e");
    if asks_since(wanted) {
        statement.add(" LEFT JOIN");
        statement.with(MAIN, [day(sight.on), day(sight.on)]);
    }
    conditions(&mut statement, wanted, sight).then_some(statement)
}

/// Every condition alone and all of them, under every order, for a viewer of everything and of a section.
pub(super) fn shapes() -> Vec<(String, String)> {
    let all = Wanted {
        words: "みどり".to_owned(),
        units: Some(vec![UnitId(1)]),
        rank: Some(Rank::Officer),
        employment: Some(Employment::Regular),
        job_family: Some("土木".to_owned()),
        qualification: Some("保健師".to_owned()),
        since_by: Some(LONG_AGO),
        since_after: Some(LONG_AGO),
    };
    let one = all.clone();
    let none = Wanted::default;
    let asked = [
        ("nothing", none()),
        (
            "words",
            Wanted {
                words: one.words,
                ..none()
            },
        ),
        (
            "unit",
            Wanted {
                units: one.units,
                ..none()
            },
        ),
        (
            "rank",
            Wanted {
                rank: one.rank,
                ..none()
            },
        ),
        (
            "employment",
            Wanted {
                employment: one.employment,
                ..none()
            },
        ),
        (
            "job family",
            Wanted {
                job_family: one.job_family,
                ..none()
            },
        ),
        (
            "qualification",
            Wanted {
                qualification: one.qualification,
                ..none()
            },
        ),
        (
            "since",
            Wanted {
                since_by: one.since_by,
                since_after: one.since_after,
                ..none()
            },
        ),
        ("all", all),
    ];
    let scope = |role: Role| {
        let mut actor = Actor::visitor();
        actor.roles = Roles::NONE.with(role);
        actor.headed = vec![1];
        actor.employee = Some(1);
        Allowed::<ViewPersonRecord>::ask(actor)
            .ok()
            .map(|allowed| allowed.people())
    };
    let mut shapes = Vec::new();
    for (viewer, role) in [
        ("all", Role::PersonnelOfficer),
        ("section", Role::SectionHead),
    ] {
        let Some(records) = scope(role) else { continue };
        for only_records in [false, true] {
            let sight = Sight {
                on: LONG_AGO,
                today: LONG_AGO,
                records: &records,
                only_records,
            };
            for (name, wanted) in &asked {
                let name = format!("directory of {viewer}, {only_records}, by {name}");
                if let Some(count) = count(wanted, &sight) {
                    shapes.push((format!("{name}, counted"), count.sql));
                }
                for (sort, descending) in
                    Sort::ALL.into_iter().flat_map(|s| [(s, false), (s, true)])
                {
                    let page = Page::number(1, 50);
                    if let Some(list) = list(wanted, &sight, sort, descending, page) {
                        shapes.push((format!("{name}, {sort:?} {descending}"), list.sql));
                    }
                }
            }
        }
    }
    shapes
}
