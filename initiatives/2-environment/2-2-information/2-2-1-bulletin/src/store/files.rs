//! Attachments. The content is read only when somebody fetches it.

use crate::records::{Attachment, FileId, FileKind, PostId};
use anyhow::{Context, Result};
use jiff::Timestamp;
use store::{Db, Instant, ToSqlx, Tx, sqlx};

const OF_POST: &str = "
    SELECT id, name, kind, size, added_at, added_by, removed_at, removed_by
      FROM bulletin_files WHERE post_id = $1 ORDER BY id";

store::row! {
    struct FileRow {
        id: i64, name: String, kind: String, size: i64, added_at: Instant, added_by: String,
        removed_at: Option<Instant>, removed_by: Option<String>,
    }
}

impl FileRow {
    fn read(self) -> Result<Attachment> {
        Ok(Attachment {
            id: FileId(self.id),
            name: self.name,
            kind: FileKind::of_word(&self.kind).context("unknown kind of file")?,
            size: self.size,
            added: (self.added_at.to_jiff(), self.added_by),
            removed: self.removed_at.map(Instant::to_jiff).zip(self.removed_by),
        })
    }
}

/// The attachments of a post, those that were removed included.
pub(crate) async fn attachments(db: &Db, post: PostId) -> Result<Vec<Attachment>> {
    let rows: Vec<FileRow> = store::read!(db, |pool| sqlx::query_as(OF_POST)
        .bind(post.0)
        .fetch_all(pool)
        .await)?;
    rows.into_iter().map(FileRow::read).collect()
}

/// The same inside a transaction.
pub(crate) async fn attachments_in(tx: &mut Tx, post: PostId) -> Result<Vec<Attachment>> {
    let rows: Vec<FileRow> = store::write!(tx, |c| sqlx::query_as(OF_POST)
        .bind(post.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(FileRow::read).collect()
}

/// The names of the attachments that are there.
pub(crate) fn file_names(files: &[Attachment]) -> Vec<&str> {
    files
        .iter()
        .filter(|file| file.removed.is_none())
        .map(|file| file.name.as_str())
        .collect()
}

const CONTENT: &str = "
    SELECT content FROM bulletin_files WHERE id = $1 AND post_id = $2 AND removed_at IS NULL";

/// What is in an attachment of the post; who may have it is decided by the post.
pub(crate) async fn content(db: &Db, post: PostId, file: FileId) -> Result<Option<Vec<u8>>> {
    let row: Option<(Option<Vec<u8>>,)> = store::read!(db, |pool| sqlx::query_as(CONTENT)
        .bind(file.0)
        .bind(post.0)
        .fetch_optional(pool)
        .await)?;
    Ok(row.and_then(|(content,)| content))
}

const INSERT: &str = "
    INSERT INTO bulletin_files (id, post_id, name, kind, size, content, added_at, added_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// An attachment to be added.
#[derive(Debug)]
pub(crate) struct NewFile<'a> {
    pub id: FileId,
    pub post: PostId,
    pub name: &'a str,
    pub kind: FileKind,
    pub content: &'a [u8],
    pub at: Timestamp,
    pub by: &'a str,
}

pub(crate) async fn insert_file(tx: &mut Tx, new: &NewFile<'_>) -> Result<()> {
    let size = i64::try_from(new.content.len())?;
    store::write!(tx, |c| sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(new.post.0)
        .bind(new.name)
        .bind(new.kind.word())
        .bind(size)
        .bind(new.content)
        .bind(new.at.to_sqlx())
        .bind(new.by)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

const REMOVE: &str = "
    UPDATE bulletin_files SET content = NULL, removed_at = $3, removed_by = $4
     WHERE id = $1 AND post_id = $2 AND removed_at IS NULL";

/// Takes the content of an attachment away; `false` when there is none.
pub(crate) async fn remove_file(
    tx: &mut Tx,
    (post, file): (PostId, FileId),
    at: Timestamp,
    by: &str,
) -> Result<bool> {
    let rows = store::write!(tx, |c| sqlx::query(REMOVE)
        .bind(file.0)
        .bind(post.0)
        .bind(at.to_sqlx())
        .bind(by)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("bulletin::files", OF_POST),
    ("bulletin::file content", CONTENT),
    ("bulletin::file insert", INSERT),
    ("bulletin::file remove", REMOVE),
];
