//! Files that were sent, and how their columns are read.

use ::store::{Db, Instant, ToSqlx, Tx, sqlx};
use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportState {
    /// Sent; columns are to be chosen.
    Sent,
    /// Tried out; there are things to put right.
    Refused,
    /// Tried out; it waits for a confirmation.
    Tried,
    /// Taken in.
    Done,
    /// Taken back.
    Undone,
    /// Put aside.
    Dropped,
}

impl ImportState {
    const ALL: [ImportState; 6] = [
        ImportState::Sent,
        ImportState::Refused,
        ImportState::Tried,
        ImportState::Done,
        ImportState::Undone,
        ImportState::Dropped,
    ];

    /// The word in the database, and the end of the key of its words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ImportState::Sent => "sent",
            ImportState::Refused => "refused",
            ImportState::Tried => "tried",
            ImportState::Done => "done",
            ImportState::Undone => "undone",
            ImportState::Dropped => "dropped",
        }
    }

    /// How it looks.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            ImportState::Sent | ImportState::Tried => "key",
            ImportState::Refused => "bad",
            ImportState::Done => "ok",
            ImportState::Undone => "warn",
            ImportState::Dropped => "",
        }
    }

    fn of_word(word: &str) -> Option<ImportState> {
        ImportState::ALL
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// Something to put right: where it stands and what to do, in the language of who sent the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// `シート「7月」12行目 C列（氏名）`.
    pub place: String,
    /// What is wrong.
    pub sentence: String,
}

/// What a trial run found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows with overtime.
    pub rows: i64,
    /// People in them.
    pub people: i64,
    /// Their minutes.
    pub minutes: i64,
    /// How many things are to be put right.
    pub problems: i64,
    /// The first of them.
    pub remarks: Vec<Remark>,
    /// The months, by number.
    pub months: Vec<i64>,
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The record.
    pub id: i64,
    /// The name of the file.
    pub file_name: String,
    /// When it was sent, by whom.
    pub sent: (Timestamp, String),
    /// How far it has come.
    pub state: ImportState,
    /// The columns as JSON.
    pub choice: Option<String>,
    /// The name of the remembered mapping.
    pub mapping: Option<String>,
    /// What the trial run found.
    pub found: Found,
    /// When it was taken in, by whom.
    pub done: Option<(Timestamp, String)>,
    /// When it was taken back, by whom.
    pub undone: Option<(Timestamp, String)>,
    /// For the optimistic lock.
    pub version: i64,
}

::store::row! {
    struct ImportRow {
        id: i64,
        file_name: String,
        sent_at: Instant,
        sent_by: String,
        state: String,
        choice: Option<String>,
        mapping_name: Option<String>,
        rows_read: i64,
        people: i64,
        minutes: i64,
        problems: i64,
        remarks: String,
        months: String,
        done_at: Option<Instant>,
        done_by: Option<String>,
        undone_at: Option<Instant>,
        undone_by: Option<String>,
        version: i64,
    }
}

impl ImportRow {
    fn read(self) -> Result<Import> {
        let at = |at: Option<Instant>, by: Option<String>| {
            at.map(Instant::to_jiff)
                .map(|at| (at, by.unwrap_or_default()))
        };
        Ok(Import {
            id: self.id,
            file_name: self.file_name,
            sent: (self.sent_at.to_jiff(), self.sent_by),
            state: ImportState::of_word(&self.state).context("state of an import")?,
            choice: self.choice,
            mapping: self.mapping_name,
            found: Found {
                rows: self.rows_read,
                people: self.people,
                minutes: self.minutes,
                problems: self.problems,
                remarks: serde_json::from_str(&self.remarks).context("remarks")?,
                months: serde_json::from_str(&self.months).context("months")?,
            },
            done: at(self.done_at, self.done_by),
            undone: at(self.undone_at, self.undone_by),
            version: self.version,
        })
    }
}

const INSERT: &str = "
    INSERT INTO overtime_imports (id, file_name, content, sent_at, sent_by, state, rows_read, people, minutes,
           problems, remarks, months, version)
    VALUES ($1, $2, $3, $4, $5, 'sent', 0, 0, 0, 0, '[]', '[]', 1)";

/// Keeps a file that was sent.
pub async fn insert(
    tx: &mut Tx,
    id: i64,
    (name, content): (&str, &[u8]),
    (at, by): (Timestamp, &str),
) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(id)
            .bind(name)
            .bind(content)
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

macro_rules! imports_where {
    ($rest:literal) => {
        concat!(
            "
    SELECT id, file_name, sent_at, sent_by, state, choice, mapping_name, rows_read, people, minutes, problems,
           remarks, months, done_at, done_by, undone_at, undone_by, version
      FROM overtime_imports",
            $rest
        )
    };
}

const FIND: &str = imports_where!(" WHERE id = $1");

/// A file.
pub async fn find(db: &Db, id: i64) -> Result<Option<Import>> {
    let row: Option<ImportRow> = ::store::read!(db, |pool| {
        sqlx::query_as(FIND).bind(id).fetch_optional(pool).await
    })?;
    row.map(ImportRow::read).transpose()
}

const HISTORY: &str = imports_where!(" ORDER BY sent_at DESC, id DESC LIMIT $1 OFFSET $2");
const COUNT: &str = "SELECT COUNT(*) FROM overtime_imports";

/// Files, the latest first, and how many there are.
pub async fn history(db: &Db, limit: i64, offset: i64) -> Result<(Vec<Import>, i64)> {
    let rows: Vec<ImportRow> = ::store::read!(db, |pool| {
        sqlx::query_as(HISTORY)
            .bind(limit)
            .bind(offset)
            .fetch_all(pool)
            .await
    })?;
    let count = ::store::read!(db, |pool| sqlx::query_scalar(COUNT).fetch_one(pool).await)?;
    let imports: Result<Vec<Import>> = rows.into_iter().map(ImportRow::read).collect();
    Ok((imports?, count))
}

const CONTENT: &str = "SELECT content FROM overtime_imports WHERE id = $1";

/// The file itself, as long as it is kept.
pub async fn content(db: &Db, id: i64) -> Result<Option<Vec<u8>>> {
    let row: Option<(Option<Vec<u8>>,)> = ::store::read!(db, |pool| {
        sqlx::query_as(CONTENT).bind(id).fetch_optional(pool).await
    })?;
    Ok(row.and_then(|(content,)| content))
}

const TRIED: &str = "
    UPDATE overtime_imports
       SET state = $3, choice = $4, mapping_name = $5, rows_read = $6, people = $7, minutes = $8, problems = $9,
           remarks = $10, months = $11, version = version + 1
     WHERE id = $1 AND version = $2 AND state IN ('sent', 'refused', 'tried')";

/// Notes what a trial run found; `false` when somebody else has gone on since.
pub async fn tried(
    tx: &mut Tx,
    (id, version): (i64, i64),
    (choice, mapping): (&str, Option<&str>),
    found: &Found,
) -> Result<bool> {
    let state = if found.problems > 0 {
        ImportState::Refused
    } else {
        ImportState::Tried
    };
    let remarks = serde_json::to_string(&found.remarks)?;
    let months = serde_json::to_string(&found.months)?;
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(TRIED)
            .bind(id)
            .bind(version)
            .bind(state.word())
            .bind(choice)
            .bind(mapping)
            .bind(found.rows)
            .bind(found.people)
            .bind(found.minutes)
            .bind(found.problems)
            .bind(remarks)
            .bind(months)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const DONE: &str = "
    UPDATE overtime_imports
       SET state = 'done', done_at = $3, done_by = $4, content = NULL, version = version + 1
     WHERE id = $1 AND version = $2 AND state = 'tried'";
const UNDONE: &str = "
    UPDATE overtime_imports SET state = 'undone', undone_at = $3, undone_by = $4, version = version + 1
     WHERE id = $1 AND version = $2 AND state = 'done'";

/// Notes that a file was taken in.
pub async fn done(tx: &mut Tx, key: (i64, i64), at: Timestamp, by: &str) -> Result<bool> {
    mark(tx, DONE, key, at, by).await
}

/// Notes that it was taken back.
pub async fn undone(tx: &mut Tx, key: (i64, i64), at: Timestamp, by: &str) -> Result<bool> {
    mark(tx, UNDONE, key, at, by).await
}

async fn mark(
    tx: &mut Tx,
    sql: &'static str,
    (id, version): (i64, i64),
    at: Timestamp,
    by: &str,
) -> Result<bool> {
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(sql)
            .bind(id)
            .bind(version)
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const DROP: &str = "
    UPDATE overtime_imports SET state = 'dropped', content = NULL, version = version + 1
     WHERE id = $1 AND version = $2 AND state IN ('sent', 'refused', 'tried')";

/// Puts a file aside; `false` when it was done with before.
pub async fn put_aside(tx: &mut Tx, (id, version): (i64, i64)) -> Result<bool> {
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(DROP)
            .bind(id)
            .bind(version)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const MAPPINGS: &str = "SELECT name, content FROM overtime_mappings ORDER BY name LIMIT 200";

/// Remembered mappings by name, as JSON.
pub async fn mappings(db: &Db) -> Result<Vec<(String, String)>> {
    Ok(::store::read!(db, |pool| {
        sqlx::query_as(MAPPINGS).fetch_all(pool).await
    })?)
}

const SAVE_MAPPING: &str = "
    INSERT INTO overtime_mappings (id, name, content, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (name) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at,
                                     changed_by = excluded.changed_by";

/// Remembers a mapping under a name, over the one of that name.
pub async fn save_mapping(
    tx: &mut Tx,
    id: i64,
    (name, content): (&str, &str),
    (at, by): (Timestamp, &str),
) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(SAVE_MAPPING)
            .bind(id)
            .bind(name)
            .bind(content)
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("overtime::insert import", INSERT),
    ("overtime::import", FIND),
    ("overtime::imports", HISTORY),
    ("overtime::count imports", COUNT),
    ("overtime::import content", CONTENT),
    ("overtime::import tried", TRIED),
    ("overtime::import done", DONE),
    ("overtime::import undone", UNDONE),
    ("overtime::import dropped", DROP),
    ("overtime::mappings", MAPPINGS),
    ("overtime::save mapping", SAVE_MAPPING),
];
