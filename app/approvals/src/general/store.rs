//! General applications in the database.

use anyhow::Result;
use flow::State;
use jiff::Timestamp;
use people::EmployeeId;
use store::{Db, Schema, ToSqlx, Tx, sqlx};

/// The tables of this crate.
pub(crate) const SCHEMA: Schema = Schema {
    module: "approvals",
    block: 9,
    files: &[(
        1,
        "general applications",
        include_str!("../../schema/0001_general.sql"),
    )],
    large: &["general_applications"],
};

/// What a general application says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct General {
    pub id: i64,
    pub applicant: EmployeeId,
    pub title: String,
    pub body: String,
    pub amount: Option<i64>,
    pub state: String,
    pub version: i64,
}

store::row! {
    struct GeneralRow {
        id: i64,
        applicant_id: i64,
        title: String,
        body: String,
        amount: Option<i64>,
        state: String,
        version: i64,
    }
}

impl From<GeneralRow> for General {
    fn from(row: GeneralRow) -> General {
        General {
            id: row.id,
            applicant: EmployeeId(row.applicant_id),
            title: row.title,
            body: row.body,
            amount: row.amount,
            state: row.state,
            version: row.version,
        }
    }
}

const ONE: &str = "
    SELECT id, applicant_id, title, body, amount, state, version
      FROM general_applications WHERE id = $1";

/// One general application. Who may see it is decided by the application that carries it.
pub(crate) async fn general(db: &Db, id: i64) -> Result<Option<General>> {
    let row: Option<GeneralRow> = store::read!(db, |pool| {
        sqlx::query_as(ONE).bind(id).fetch_optional(pool).await
    })?;
    Ok(row.map(General::from))
}

const INSERT: &str = "
    INSERT INTO general_applications
           (id, applicant_id, title, body, amount, created_at, state, version)
    VALUES ($1, $2, $3, $4, $5, $6, 'in-progress', 1)
    ON CONFLICT (id) DO NOTHING";

/// Enters a new one; `false` when one of the number exists, as when a form is sent twice.
pub(crate) async fn insert(tx: &mut Tx, new: &General, at: Timestamp) -> Result<bool> {
    let rows = store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(new.id)
            .bind(new.applicant.0)
            .bind(&new.title)
            .bind(&new.body)
            .bind(new.amount)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const UPDATE: &str = "
    UPDATE general_applications
       SET title = $2, body = $3, amount = $4, state = 'in-progress', version = version + 1
     WHERE id = $1 AND applicant_id = $5 AND state = 'returned' AND version = $6";

/// Changes one that was returned; `false` when it was not, or was changed meanwhile.
pub(crate) async fn update(tx: &mut Tx, changed: &General) -> Result<bool> {
    let rows = store::write!(tx, |connection| {
        sqlx::query(UPDATE)
            .bind(changed.id)
            .bind(&changed.title)
            .bind(&changed.body)
            .bind(changed.amount)
            .bind(changed.applicant.0)
            .bind(changed.version)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const SET_STATE: &str = "
    UPDATE general_applications SET state = $2, version = version + 1 WHERE id = $1";

/// Notes what the approval has left.
pub(super) async fn set_state(tx: &mut Tx, id: i64, state: State) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(SET_STATE)
            .bind(id)
            .bind(state.word())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("approvals::general", ONE),
    ("approvals::general insert", INSERT),
    ("approvals::general update", UPDATE),
    ("approvals::general state", SET_STATE),
];
