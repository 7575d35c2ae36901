//! The daily duty that writes one mail with everything new to those who wish it so.

use super::city::DIGEST_HOUR;
use super::outbox::{Letter, write_to_accounts};
use crate::Sentence;
use crate::jobs::{Duty, JobContext, JobKind, Outcome, When, Working};
use anyhow::Result;
use jiff::Timestamp;
use store::{ToSqlx, sqlx};

/// Writes the daily mails.
pub const DIGEST: Duty = Duty {
    job: JobKind::new("flow.digest", "flow-job-digest", digest),
    when: When::Daily {
        hour: &DIGEST_HOUR,
        minute: 0,
    },
};

const PEOPLE: &str = "
    SELECT DISTINCT account_id FROM notice_recipients
     WHERE way = 'digest' AND digested_at IS NULL AND account_id > $1
     ORDER BY account_id LIMIT $2";

const NEWS: &str = "
    SELECT n.title FROM notice_recipients r JOIN notices n ON n.id = r.notice_id
     WHERE r.account_id = $1 AND r.way = 'digest' AND r.digested_at IS NULL AND r.read_at IS NULL
     ORDER BY r.notice_id DESC LIMIT $2";

const DIGESTED: &str = "
    UPDATE notice_recipients SET digested_at = $2
     WHERE account_id = $1 AND way = 'digest' AND digested_at IS NULL";

/// People that are read at a time.
const PART: i64 = 200;
/// Titles in one mail; the rest is counted.
const TITLES: i64 = 20;

fn digest(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let now = context.clock().now();
        let (mut after, mut written, mut looked_at) = (i64::MIN, 0, 0);
        loop {
            let people: Vec<i64> = store::read!(context.db(), |pool| {
                sqlx::query_scalar(PEOPLE)
                    .bind(after)
                    .bind(PART)
                    .fetch_all(pool)
                    .await
            })?;
            let Some(last) = people.last() else { break };
            after = *last;
            for account in people {
                context.proceed()?;
                written += write_one(context, account, now).await?;
                looked_at += 1;
                context.progress(looked_at, 0);
            }
        }
        let written = i64::try_from(written).unwrap_or(i64::MAX);
        let sentence = Sentence::new("flow-job-digested").with("n", written);
        Ok(Outcome::saying(sentence))
    })
}

/// The mail and that its notices are told of become true together; a second try finds nothing left.
async fn write_one(context: &JobContext, account: i64, now: Timestamp) -> Result<usize> {
    let mut tx = context.db().begin().await?;
    let titles: Vec<String> = store::write!(&mut tx, |connection| {
        sqlx::query_scalar(NEWS)
            .bind(account)
            .bind(TITLES + 1)
            .fetch_all(connection)
            .await
    })?;
    let mut lines: Vec<Sentence> = titles
        .iter()
        .filter_map(|json| Sentence::read(json))
        .collect();
    let most = usize::try_from(TITLES).unwrap_or(usize::MAX);
    let mut written = 0;
    if !lines.is_empty() {
        let subject = Sentence::new("flow-digest-subject").with(
            "n",
            i64::try_from(lines.len().min(most)).unwrap_or(i64::MAX),
        );
        if lines.len() > most {
            lines.truncate(most);
            lines.push(Sentence::new("flow-digest-more"));
        }
        let event = format!("digest:{}", context.clock().today());
        let letter = Letter {
            event: &event,
            subject: &subject,
            lines: &lines,
            href: Some("/notices"),
        };
        written = write_to_accounts(&mut tx, context.ids(), now, &letter, &[account]).await?;
    }
    store::write!(&mut tx, |connection| {
        sqlx::query(DIGESTED)
            .bind(account)
            .bind(now.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    tx.commit().await?;
    Ok(written)
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::digest people", PEOPLE),
    ("flow::digest news", NEWS),
    ("flow::digest done", DIGESTED),
];
