//! Staff lists that were sent, and the files they came in.

use crate::choice::{Choice, Preview};
use crate::records::{Counts, ImportId, Remark};
use ::store::{Db, Ids, Instant, ToSqlx, Tx, sqlx};
use anyhow::{Context, Result, anyhow};
use jiff::Timestamp;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Sent; columns are to be chosen.
    Sent,
    /// It is being tried out.
    Trying,
    /// Tried out; there are things to put right.
    Refused,
    /// Tried out; it waits for a confirmation.
    Tried,
    /// It is being written.
    Writing,
    /// It has been written.
    Done,
    /// It is being taken back.
    Undoing,
    /// It was written and taken back.
    Undone,
    /// It was put aside, or waited too long.
    Dropped,
}

impl State {
    const ALL: [State; 9] = [
        State::Sent,
        State::Trying,
        State::Refused,
        State::Tried,
        State::Writing,
        State::Done,
        State::Undoing,
        State::Undone,
        State::Dropped,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            State::Sent => "sent",
            State::Trying => "trying",
            State::Refused => "refused",
            State::Tried => "tried",
            State::Writing => "writing",
            State::Done => "done",
            State::Undoing => "undoing",
            State::Undone => "undone",
            State::Dropped => "dropped",
        }
    }

    /// Key of the word that the reader sees.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            State::Sent => "intake-state-sent",
            State::Trying => "intake-state-trying",
            State::Refused => "intake-state-refused",
            State::Tried => "intake-state-tried",
            State::Writing => "intake-state-writing",
            State::Done => "intake-state-done",
            State::Undoing => "intake-state-undoing",
            State::Undone => "intake-state-undone",
            State::Dropped => "intake-state-dropped",
        }
    }

    pub(crate) const fn tone(self) -> &'static str {
        match self {
            State::Sent | State::Trying | State::Writing | State::Tried | State::Undoing => "key",
            State::Refused => "bad",
            State::Done => "ok",
            State::Undone => "warn",
            State::Dropped => "",
        }
    }

    fn of_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// An import with everything but its files and lines.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    pub id: ImportId,
    pub sent_by: String,
    pub sent_at: Timestamp,
    pub file_name: String,
    pub state: State,
    pub previews: Vec<Preview>,
    pub choice: Option<Choice>,
    pub job: Option<i64>,
    pub mapping_name: Option<String>,
    pub counts: Counts,
    pub problems: i64,
    pub remarks: Vec<Remark>,
    pub done_at: Option<Timestamp>,
    pub done_by: Option<String>,
    pub undone_at: Option<Timestamp>,
    pub undone_by: Option<String>,
    pub version: i64,
}

::store::row! {
    struct ImportRow {
        id: i64,
        sent_by: String,
        sent_at: Instant,
        file_name: String,
        state: String,
        preview: String,
        choice: Option<String>,
        job_id: Option<i64>,
        mapping_name: Option<String>,
        added: i64,
        changed: i64,
        unchanged: i64,
        leaving: i64,
        units: i64,
        problems: i64,
        remarks: String,
        done_at: Option<Instant>,
        done_by: Option<String>,
        undone_at: Option<Instant>,
        undone_by: Option<String>,
        version: i64,
    }
}

impl ImportRow {
    fn read(self) -> Result<Import> {
        let id = ImportId(self.id);
        let state = State::of_word(&self.state).ok_or_else(|| anyhow!("state of import {id}"))?;
        let choice = self.choice.as_deref().map(serde_json::from_str).transpose();
        Ok(Import {
            id,
            sent_by: self.sent_by,
            sent_at: self.sent_at.to_jiff(),
            file_name: self.file_name,
            state,
            previews: serde_json::from_str(&self.preview).context("reading a preview")?,
            choice: choice.context("reading a choice")?,
            job: self.job_id,
            mapping_name: self.mapping_name,
            counts: Counts {
                added: self.added,
                changed: self.changed,
                unchanged: self.unchanged,
                leaving: self.leaving,
                units: self.units,
            },
            problems: self.problems,
            remarks: serde_json::from_str(&self.remarks).context("reading remarks")?,
            done_at: self.done_at.map(Instant::to_jiff),
            done_by: self.done_by,
            undone_at: self.undone_at.map(Instant::to_jiff),
            undone_by: self.undone_by,
            version: self.version,
        })
    }
}

/// An import as the history lists it.
#[derive(Debug, Clone)]
pub(crate) struct HistoryLine {
    pub id: ImportId,
    pub sent_by: String,
    pub sent_at: Timestamp,
    pub file_name: String,
    pub state: State,
    pub mapping_name: Option<String>,
    pub counts: Counts,
}

::store::row! {
    struct HistoryRow {
        id: i64,
        sent_by: String,
        sent_at: Instant,
        file_name: String,
        state: String,
        mapping_name: Option<String>,
        added: i64,
        changed: i64,
        unchanged: i64,
        leaving: i64,
        units: i64,
    }
}

const INSERT: &str = "
    INSERT INTO intake_imports
           (id, account_id, sent_by, sent_at, file_name, state, preview, added, changed, unchanged,
            leaving, units, problems, remarks, version)
    VALUES ($1, $2, $3, $4, $5, 'sent', $6, 0, 0, 0, 0, 0, 0, '[]', 1)";

const INSERT_FILE: &str = "
    INSERT INTO intake_files (id, import_id, place, name, content) VALUES ($1, $2, $3, $4, $5)";

/// A list to be kept.
pub(crate) struct NewImport<'a> {
    pub id: ImportId,
    pub account: Option<i64>,
    pub sent_by: &'a str,
    pub sent_at: Timestamp,
    pub file_name: &'a str,
    pub previews: &'a [Preview],
    pub files: &'a [(String, Vec<u8>)],
}

/// Keeps a list that was sent.
pub(crate) async fn insert(tx: &mut Tx, ids: &Ids, new: &NewImport<'_>) -> Result<()> {
    let preview = serde_json::to_string(new.previews)?;
    ::store::write!(&mut *tx, |connection| {
        sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.account)
            .bind(new.sent_by)
            .bind(new.sent_at.to_sqlx())
            .bind(new.file_name)
            .bind(preview)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    for (place, (name, content)) in (0_i64..).zip(new.files) {
        ::store::write!(&mut *tx, |connection| {
            sqlx::query(INSERT_FILE)
                .bind(ids.next())
                .bind(new.id.0)
                .bind(place)
                .bind(name)
                .bind(content.as_slice())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

const FIND: &str = "
    SELECT id, sent_by, sent_at, file_name, state, preview, choice, job_id, mapping_name, added, changed,
           unchanged, leaving, units, problems, remarks, done_at, done_by, undone_at, undone_by, version
      FROM intake_imports WHERE id = $1";

/// An import.
pub(crate) async fn find(db: &Db, id: ImportId) -> Result<Option<Import>> {
    let row: Option<ImportRow> = ::store::read!(db, |pool| {
        sqlx::query_as(FIND).bind(id.0).fetch_optional(pool).await
    })?;
    row.map(ImportRow::read).transpose()
}

/// The same inside a transaction that is to change it.
pub(crate) async fn find_in(tx: &mut Tx, id: ImportId) -> Result<Option<Import>> {
    let row: Option<ImportRow> = ::store::write!(tx, |connection| {
        sqlx::query_as(FIND)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(ImportRow::read).transpose()
}

const HISTORY: &str = "
    SELECT id, sent_by, sent_at, file_name, state, mapping_name, added, changed, unchanged, leaving, units
      FROM intake_imports ORDER BY sent_at DESC, id DESC LIMIT $1 OFFSET $2";

const COUNT: &str = "SELECT COUNT(*) FROM intake_imports";

/// Imports, the latest first, and how many there are.
pub(crate) async fn history(db: &Db, limit: i64, offset: i64) -> Result<(Vec<HistoryLine>, i64)> {
    let rows: Vec<HistoryRow> = ::store::read!(db, |pool| {
        sqlx::query_as(HISTORY)
            .bind(limit)
            .bind(offset)
            .fetch_all(pool)
            .await
    })?;
    let (count,): (i64,) = ::store::read!(db, |pool| sqlx::query_as(COUNT).fetch_one(pool).await)?;
    let line = |row: HistoryRow| {
        Ok(HistoryLine {
            id: ImportId(row.id),
            sent_by: row.sent_by,
            sent_at: row.sent_at.to_jiff(),
            file_name: row.file_name,
            state: State::of_word(&row.state).ok_or_else(|| anyhow!("state of an import"))?,
            mapping_name: row.mapping_name,
            counts: Counts {
                added: row.added,
                changed: row.changed,
                unchanged: row.unchanged,
                leaving: row.leaving,
                units: row.units,
            },
        })
    };
    let lines: Result<Vec<HistoryLine>> = rows.into_iter().map(line).collect();
    Ok((lines?, count))
}

const FILES: &str = "SELECT name, content FROM intake_files WHERE import_id = $1 ORDER BY place";

/// The files of an import.
pub(crate) async fn files(db: &Db, id: ImportId) -> Result<Vec<(String, Vec<u8>)>> {
    Ok(::store::read!(db, |pool| {
        sqlx::query_as(FILES).bind(id.0).fetch_all(pool).await
    })?)
}

const CHOOSE: &str = "
    UPDATE intake_imports
       SET state = 'trying', choice = $3, mapping_name = $4, job_id = $5, added = 0, changed = 0,
           unchanged = 0, leaving = 0, units = 0, problems = 0, remarks = '[]', version = version + 1
     WHERE id = $1 AND version = $2 AND state IN ('sent', 'refused', 'tried', 'trying', 'writing')";

/// Begins a trial run with a choice; `false` when somebody else has gone on with the import since.
pub(crate) async fn choose(
    tx: &mut Tx,
    (id, version): (ImportId, i64),
    choice: &Choice,
    mapping_name: Option<&str>,
    job: Option<i64>,
) -> Result<bool> {
    let choice = serde_json::to_string(choice)?;
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(CHOOSE)
            .bind(id.0)
            .bind(version)
            .bind(choice)
            .bind(mapping_name)
            .bind(job)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const TRIED: &str = "
    UPDATE intake_imports
       SET state = $2, added = $3, changed = $4, unchanged = $5, leaving = $6, units = $7, problems = $8,
           remarks = $9, version = version + 1
     WHERE id = $1 AND state = 'trying'";

/// Notes what a trial run found.
pub(crate) async fn tried(
    tx: &mut Tx,
    id: ImportId,
    counts: Counts,
    problems: i64,
    remarks: &[Remark],
) -> Result<bool> {
    let state = if problems > 0 {
        State::Refused
    } else {
        State::Tried
    };
    let remarks = serde_json::to_string(remarks)?;
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(TRIED)
            .bind(id.0)
            .bind(state.word())
            .bind(counts.added)
            .bind(counts.changed)
            .bind(counts.unchanged)
            .bind(counts.leaving)
            .bind(counts.units)
            .bind(problems)
            .bind(remarks)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const STEP: &str = "
    UPDATE intake_imports SET state = $4, job_id = $5, version = version + 1
     WHERE id = $1 AND version = $2 AND state = $3";

/// Takes an import from one state to the next; `false` when it is not in that state or version any more.
pub(crate) async fn step(
    tx: &mut Tx,
    (id, version): (ImportId, i64),
    from: State,
    to: State,
    job: Option<i64>,
) -> Result<bool> {
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(STEP)
            .bind(id.0)
            .bind(version)
            .bind(from.word())
            .bind(to.word())
            .bind(job)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const DONE: &str = "
    UPDATE intake_imports SET state = 'done', done_at = $2, done_by = $3, version = version + 1
     WHERE id = $1 AND state = 'writing'";

const UNDONE: &str = "
    UPDATE intake_imports SET state = 'undone', undone_at = $2, undone_by = $3, version = version + 1
     WHERE id = $1 AND state = 'undoing'";

/// Notes that an import is written; `false` when it is not being written any more.
pub(crate) async fn done(tx: &mut Tx, id: ImportId, at: Timestamp, by: &str) -> Result<bool> {
    mark(tx, DONE, id, at, by).await
}

/// Notes that an import is taken back; `false` when it is not being taken back any more.
pub(crate) async fn undone(tx: &mut Tx, id: ImportId, at: Timestamp, by: &str) -> Result<bool> {
    mark(tx, UNDONE, id, at, by).await
}

async fn mark(
    tx: &mut Tx,
    sql: &'static str,
    id: ImportId,
    at: Timestamp,
    by: &str,
) -> Result<bool> {
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(sql)
            .bind(id.0)
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const REFUSE: &str = "
    UPDATE intake_imports SET state = 'refused', problems = $2, remarks = $3, version = version + 1
     WHERE id = $1 AND state = 'writing'";

/// Notes why an import could not be written.
pub(crate) async fn refuse(tx: &mut Tx, id: ImportId, remarks: &[Remark]) -> Result<()> {
    tell(tx, REFUSE, id, remarks).await
}

async fn tell(tx: &mut Tx, sql: &'static str, id: ImportId, remarks: &[Remark]) -> Result<()> {
    let text = serde_json::to_string(remarks)?;
    let count = i64::try_from(remarks.len()).unwrap_or(i64::MAX);
    ::store::write!(tx, |connection| {
        sqlx::query(sql)
            .bind(id.0)
            .bind(count)
            .bind(text)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const KEEP_DONE: &str = "
    UPDATE intake_imports SET state = 'done', problems = $2, remarks = $3, version = version + 1
     WHERE id = $1 AND state = 'undoing'";

/// Notes why an import could not be taken back; it stands as it was written.
pub(crate) async fn keep_done(tx: &mut Tx, id: ImportId, remarks: &[Remark]) -> Result<()> {
    tell(tx, KEEP_DONE, id, remarks).await
}

const LAST_DONE: &str = "
    SELECT id FROM intake_imports WHERE done_at IS NOT NULL ORDER BY done_at DESC, id DESC LIMIT 1";

/// The import that was written last, whether it stands or was taken back.
pub(crate) async fn last_done(db: &Db) -> Result<Option<ImportId>> {
    let row: Option<(i64,)> = ::store::read!(db, |pool| sqlx::query_as(LAST_DONE)
        .fetch_optional(pool)
        .await)?;
    Ok(row.map(|(id,)| ImportId(id)))
}

/// The same inside a transaction.
pub(crate) async fn last_done_in(tx: &mut Tx) -> Result<Option<ImportId>> {
    let row: Option<(i64,)> = ::store::write!(tx, |connection| {
        sqlx::query_as(LAST_DONE).fetch_optional(connection).await
    })?;
    Ok(row.map(|(id,)| ImportId(id)))
}

const FORGET_FILES: &str = "DELETE FROM intake_files WHERE import_id = $1";

/// Throws the files of an import away.
pub(crate) async fn forget_files(tx: &mut Tx, id: ImportId) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(FORGET_FILES)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const OLD: &str = "
    SELECT id FROM intake_imports
     WHERE sent_at < $1 AND state IN ('sent', 'refused', 'tried', 'trying')";

const DROP: &str = "
    UPDATE intake_imports SET state = 'dropped', version = version + 1
     WHERE id = $1 AND state IN ('sent', 'refused', 'tried', 'trying')";

/// Puts an import aside; `false` when it was done or put aside before.
pub(crate) async fn put_aside(tx: &mut Tx, id: ImportId) -> Result<bool> {
    let rows = ::store::write!(&mut *tx, |connection| {
        sqlx::query(DROP)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if rows == 1 {
        forget_files(tx, id).await?;
        super::lines::forget(tx, id).await?;
    }
    Ok(rows == 1)
}

/// Puts everything aside that was sent before a moment and never taken in.
pub(crate) async fn put_old_aside(tx: &mut Tx, before: Timestamp) -> Result<()> {
    let old: Vec<(i64,)> = ::store::write!(&mut *tx, |connection| {
        sqlx::query_as(OLD)
            .bind(before.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    for (id,) in old {
        put_aside(tx, ImportId(id)).await?;
    }
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("intake::insert", INSERT),
    ("intake::insert file", INSERT_FILE),
    ("intake::find", FIND),
    ("intake::history", HISTORY),
    ("intake::count", COUNT),
    ("intake::files", FILES),
    ("intake::choose", CHOOSE),
    ("intake::tried", TRIED),
    ("intake::step", STEP),
    ("intake::done", DONE),
    ("intake::undone", UNDONE),
    ("intake::refuse", REFUSE),
    ("intake::keep done", KEEP_DONE),
    ("intake::last done", LAST_DONE),
    ("intake::forget files", FORGET_FILES),
    ("intake::old", OLD),
    ("intake::drop", DROP),
];
