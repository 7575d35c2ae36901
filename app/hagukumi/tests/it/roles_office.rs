//! Somebody in each role, in the sample city.

use crate::office::{Office, clock};
use access::{Actor, Allowed, ManageAccounts, Role, Roles};
use accounts::{FirstPassword, NewAccount, NewRole};
use people::{EmployeeId, UnitId};
use store::{Ids, ToSqlx, sqlx};
use words::Language;

/// An account with its roles of today, which may be more than the one that was asked for.
pub struct Somebody {
    pub login: String,
    pub roles: Roles,
}

/// Who heads a unit of a kind and has no account yet.
const HEAD: &str = "
    SELECT p.employee_id
      FROM appointments p
      JOIN unit_versions v ON v.unit_id = p.unit_id AND v.kind = $1
                          AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     WHERE p.heads AND p.kind = 'main' AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
       AND p.employee_id NOT IN (SELECT employee_id FROM accounts WHERE employee_id IS NOT NULL)
     ORDER BY p.employee_id LIMIT 1";

/// Who heads nothing and has no account yet.
const MEMBER: &str = "
    SELECT p.employee_id
      FROM appointments p
     WHERE p.kind = 'main' AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
       AND $1 = 'member'
       AND p.employee_id NOT IN (SELECT employee_id FROM appointments WHERE heads)
       AND p.employee_id NOT IN (SELECT employee_id FROM accounts WHERE employee_id IS NOT NULL)
     ORDER BY p.employee_id LIMIT 1";

const SECTION: &str = "
    SELECT unit_id FROM unit_versions
     WHERE kind = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY unit_id LIMIT 1";

async fn number(office: &Office, sql: &'static str, word: &str) -> i64 {
    let (number,): (i64,) = store::read!(&office.db, |pool| {
        sqlx::query_as(sql)
            .bind(word)
            .bind(clock().today().to_sqlx())
            .fetch_one(pool)
            .await
    })
    .unwrap();
    number
}

/// Makes the account: of an employee where the role follows from an appointment, else of somebody outside
/// who has nothing but the role.
pub async fn somebody(office: &Office, role: Role) -> Somebody {
    let of_kind = match role {
        Role::DepartmentHead => Some((HEAD, "department")),
        Role::SectionHead => Some((HEAD, "section")),
        Role::TeamHead => Some((HEAD, "team")),
        Role::Employee => Some((MEMBER, "member")),
        _ => None,
    };
    let employee = match of_kind {
        Some((sql, word)) => Some(number(office, sql, word).await),
        None => None,
    };
    let unit = if role.is_of_a_unit() {
        Some(UnitId(number(office, SECTION, "section").await))
    } else {
        None
    };
    let granted = NewRole {
        unit,
        ..NewRole::starting(role, clock().today())
    };
    let login = format!("as-{}", role.name());
    let new = NewAccount {
        login: login.clone(),
        employee: employee.map(EmployeeId),
        name: "役割の人".to_owned(),
        language: Language::Japanese,
        roles: if employee.is_some() {
            Vec::new()
        } else {
            vec![granted]
        },
        password: FirstPassword::Chosen(sample_city::PASSWORD.to_owned()),
    };
    let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
    let ids = Ids::random(clock());
    let made = accounts::create_account(&office.db, &ids, &clock(), &allowed, &new).await;
    let account = made.unwrap().unwrap().account;
    let actor = accounts::actor_on(&office.db, &clock(), account, clock().today())
        .await
        .unwrap()
        .unwrap();
    assert!(actor.roles.has(role), "{role:?}");
    Somebody {
        login,
        roles: actor.roles,
    }
}
