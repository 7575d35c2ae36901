//! People: their public cards, and for clients with the scope their records.

use crate::query::{Query, number};
use crate::reader::{Answer, Failure, Reader};
use crate::scope::Scope;
use access::ReadApi;
use anyhow::Result;
use axum::extract::Path;
use axum::http::HeaderMap;
use calendar::Date;
use people::{EmployeeId, PublicCard, UnitId};
use screen::May;
use serde::Serialize;
use std::collections::HashMap;
use store::{Day, Db, ToSqlx, sqlx};

#[derive(Serialize)]
struct Name {
    family: String,
    given: String,
    family_kana: String,
    given_kana: String,
}

#[derive(Serialize)]
struct InUnit {
    id: String,
    name: Option<String>,
}

#[derive(Serialize)]
struct Person {
    id: String,
    name: Name,
    unit: Option<InUnit>,
    post: Option<String>,
    telephone: Option<String>,
    extension: Option<String>,
    mail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    private: Option<Private>,
}

#[derive(Serialize)]
struct Private {
    staff_no: String,
    former_name: Option<String>,
    birth_date: Date,
    sex: Option<String>,
    employment: String,
    job_family: String,
    weekly_minutes: i64,
    hired_on: Date,
    left_on: Option<Date>,
    appointments: Vec<Appointment>,
}

#[derive(Serialize)]
struct Appointment {
    unit: String,
    kind: String,
    post: String,
    rank: String,
    heads: bool,
    from: Date,
    to: Option<Date>,
}

pub(crate) const ALL: &str = "
    SELECT e.id FROM employees e
     WHERE e.id > $2 AND e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1)
     ORDER BY e.id LIMIT $3";

pub(crate) const OF_UNITS: &str = "
    SELECT e.id
      FROM appointments a
      JOIN employees e ON e.id = a.employee_id
     WHERE a.unit_id IN (SELECT value FROM json_each($4)) AND a.kind = 'main'
       AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1)
       AND e.id > $2 AND e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1)
     ORDER BY e.id LIMIT $3";

/// Those in service on a day after a record, everywhere or in some units.
async fn serving(
    db: &Db,
    on: Date,
    after: i64,
    limit: i64,
    units: Option<Vec<UnitId>>,
) -> Result<Vec<EmployeeId>> {
    let rows: Vec<(i64,)> = match units {
        None => store::read!(db, |pool| {
            sqlx::query_as(ALL)
                .bind(on.to_sqlx())
                .bind(after)
                .bind(limit)
                .fetch_all(pool)
                .await
        })?,
        Some(units) => store::read!(db, |pool| {
            sqlx::query_as(OF_UNITS)
                .bind(on.to_sqlx())
                .bind(after)
                .bind(limit)
                .bind(ids(units.iter().map(|unit| unit.0)))
                .fetch_all(pool)
                .await
        })?,
    };
    Ok(rows.into_iter().map(|(id,)| EmployeeId(id)).collect())
}

fn ids(ids: impl Iterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

store::row! {
    struct PrivateRow {
        id: i64,
        staff_no: String,
        former_name: Option<String>,
        birth_date: Day,
        sex: Option<String>,
        employment: String,
        job_family: String,
        weekly_minutes: i64,
        hired_on: Day,
        left_on: Option<Day>,
    }
}

store::row! {
    struct AppointmentRow {
        employee_id: i64,
        unit_id: i64,
        kind: String,
        post_title: String,
        rank: String,
        heads: bool,
        valid_from: Day,
        valid_to: Option<Day>,
    }
}

pub(crate) const PRIVATE: &str = "
    SELECT id, staff_no, former_name, birth_date, sex, employment, job_family, weekly_minutes,
           hired_on, left_on
      FROM employees WHERE id IN (SELECT value FROM json_each($1))";

// `IS TRUE`: a few people are looked up by their number, never everybody by the day.
pub(crate) const APPOINTMENTS: &str = "
    SELECT employee_id, unit_id, kind, post_title, rank, heads, valid_from, valid_to
      FROM appointments
     WHERE employee_id IN (SELECT value FROM json_each($1))
       AND (valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)) IS TRUE
     ORDER BY employee_id, valid_from, id";

/// The records of some people with the appointments that hold on the day.
async fn private_records(
    db: &Db,
    people: &[EmployeeId],
    on: Date,
) -> Result<HashMap<EmployeeId, Private>> {
    let list = ids(people.iter().map(|one| one.0));
    let rows: Vec<PrivateRow> = store::read!(db, |pool| {
        sqlx::query_as(PRIVATE).bind(&list).fetch_all(pool).await
    })?;
    let held: Vec<AppointmentRow> = store::read!(db, |pool| {
        sqlx::query_as(APPOINTMENTS)
            .bind(&list)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let mut records: HashMap<EmployeeId, Private> = rows
        .into_iter()
        .map(|row| {
            let record = Private {
                staff_no: row.staff_no,
                former_name: row.former_name,
                birth_date: row.birth_date.to_jiff(),
                sex: row.sex,
                employment: row.employment,
                job_family: row.job_family,
                weekly_minutes: row.weekly_minutes,
                hired_on: row.hired_on.to_jiff(),
                left_on: row.left_on.map(Day::to_jiff),
                appointments: Vec::new(),
            };
            (EmployeeId(row.id), record)
        })
        .collect();
    for row in held {
        if let Some(record) = records.get_mut(&EmployeeId(row.employee_id)) {
            record.appointments.push(Appointment {
                unit: row.unit_id.to_string(),
                kind: row.kind,
                post: row.post_title,
                rank: row.rank,
                heads: row.heads,
                from: row.valid_from.to_jiff(),
                to: row.valid_to.map(Day::to_jiff),
            });
        }
    }
    Ok(records)
}

/// The cards of some people in the order of their records, with what the client may see beside them.
async fn people_on(
    reader: &Reader<'_>,
    people: &[EmployeeId],
    on: Date,
) -> Result<Vec<Person>, Failure> {
    let db = reader.visit.db();
    let mut cards = people::public_cards(db, people, on).await?;
    cards.sort_by_key(|card| card.employee);
    let mut records = HashMap::new();
    if reader.has(Scope::PeoplePrivate) {
        reader.note(Scope::PeoplePrivate).await?;
        records = private_records(db, people, on).await?;
    }
    Ok(cards
        .into_iter()
        .map(|card| {
            let private = records.remove(&card.employee);
            person(card, private)
        })
        .collect())
}

fn person(card: PublicCard, private: Option<Private>) -> Person {
    Person {
        id: card.employee.to_string(),
        name: Name {
            family: card.name.family().to_owned(),
            given: card.name.given().to_owned(),
            family_kana: card.name.family_kana().to_owned(),
            given_kana: card.name.given_kana().to_owned(),
        },
        unit: card.unit.map(|unit| InUnit {
            id: unit.to_string(),
            name: card.unit_name,
        }),
        post: card.post,
        telephone: card.telephone,
        extension: card.extension,
        mail: card.mail,
        private,
    }
}

pub(crate) async fn list(may: May<ReadApi>, headers: HeaderMap) -> Answer {
    let parameters = ["as_of", "unit", "after", "limit"];
    let reader = Reader::admit(&may, &headers, Scope::People, &parameters).await?;
    let on = reader.ask(|query| query.as_of(may.today()))?;
    let unit = reader.ask(|query| query.id("unit"))?;
    let after = reader.ask(|query| query.id("after"))?.unwrap_or(0);
    let limit = reader.ask(Query::limit)?;
    let units = match unit {
        Some(unit) => Some(people::subtree_on(may.db(), UnitId(unit), on).await?),
        None => None,
    };
    let found = serving(may.db(), on, after, limit + 1, units).await?;
    let people = people_on(&reader, &found, on).await?;
    let list = reader.list(Some(on), people, |person| person.id.clone())?;
    reader.answer_list(&list)
}

pub(crate) async fn one(may: May<ReadApi>, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let reader = Reader::admit(&may, &headers, Scope::People, &["as_of"]).await?;
    let on = reader.ask(|query| query.as_of(may.today()))?;
    let id = number(&id).ok_or_else(|| reader.not_found())?;
    let mut found = people_on(&reader, &[EmployeeId(id)], on).await?;
    let person = found.pop().ok_or_else(|| reader.not_found())?;
    reader.answer(&person, None)
}
