//! Files sent and not taken into a plan yet.

use crate::document::PlanDocument;
use crate::records::Version;
use ::store::{Db, ToSqlx, Tx, sqlx};
use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const KEEP: &str = "
    INSERT INTO plan_uploads (id, token, account_id, uploaded_at, file_name, document, expected_version, remarks)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

const FIND: &str = "
    SELECT file_name, document, expected_version, remarks
      FROM plan_uploads
     WHERE token = $1 AND account_id = $2 AND uploaded_at > $3";

const TAKE: &str = "
    DELETE FROM plan_uploads WHERE token = $1 AND account_id = $2 AND document IS NOT NULL RETURNING id";

const FORGET: &str = "DELETE FROM plan_uploads WHERE uploaded_at <= $1";

/// This file's statements, by name.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("plan.keep_upload", KEEP),
    ("plan.upload", FIND),
    ("plan.take_upload", TAKE),
    ("plan.forget_uploads", FORGET),
];

/// Something said about a file: where, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The place in words: `12行目`.
    pub place: String,
    /// What is wrong and how to put it right, or what was left aside.
    pub sentence: String,
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name.
    pub file_name: String,
    /// What it holds; `None` when it has problems.
    pub document: Option<PlanDocument>,
    /// The version of the plan of the same code that the trial run saw.
    pub expected: Option<Version>,
    /// Its problems, or what was left aside.
    pub remarks: Vec<Remark>,
}

::store::row! {
    struct UploadRow {
        file_name: String,
        document: Option<String>,
        expected_version: Option<i64>,
        remarks: String,
    }
}

impl UploadRow {
    fn read(self) -> Result<Upload> {
        let document = self
            .document
            .as_deref()
            .map(serde_json::from_str)
            .transpose();
        Ok(Upload {
            file_name: self.file_name,
            document: document.context("reading a kept plan")?,
            expected: self.expected_version.map(Version),
            remarks: serde_json::from_str(&self.remarks).context("reading kept remarks")?,
        })
    }
}

/// Keeps a file under a token.
pub async fn keep_upload(
    tx: &mut Tx,
    (id, token, account, at): (i64, &str, i64, Timestamp),
    upload: &Upload,
) -> Result<()> {
    let document = upload
        .document
        .as_ref()
        .map(serde_json::to_string)
        .transpose()?;
    let remarks = serde_json::to_string(&upload.remarks)?;
    ::store::write!(tx, |c| {
        sqlx::query(KEEP)
            .bind(id)
            .bind(token)
            .bind(account)
            .bind(at.to_sqlx())
            .bind(&upload.file_name)
            .bind(document)
            .bind(upload.expected.map(|version| version.0))
            .bind(remarks)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// The file of a token, if the account sent it after a moment.
pub async fn upload(
    db: &Db,
    token: &str,
    account: i64,
    after: Timestamp,
) -> Result<Option<Upload>> {
    let row: Option<UploadRow> = ::store::read!(db, |pool| {
        sqlx::query_as(FIND)
            .bind(token)
            .bind(account)
            .bind(after.to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    row.map(UploadRow::read).transpose()
}

/// Takes a readable file out; whether it was still there. Of two who take it, one gets it.
pub async fn take_upload(tx: &mut Tx, token: &str, account: i64) -> Result<bool> {
    let row: Option<(i64,)> = ::store::write!(tx, |c| {
        sqlx::query_as(TAKE)
            .bind(token)
            .bind(account)
            .fetch_optional(c)
            .await
    })?;
    Ok(row.is_some())
}

/// Removes what was sent up to a moment.
pub async fn forget_uploads(tx: &mut Tx, until: Timestamp) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(FORGET)
            .bind(until.to_sqlx())
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}
