//! The daily duty that reminds people of to-dos that are due soon, each of them once.

use super::kinds::TODO_DUE;
use super::sending::{NewNotice, To, notify};
use crate::jobs::{Duty, JobContext, JobKind, Outcome, When, Working};
use crate::{Sentence, Terms, Todo};
use anyhow::{Context, Result};
use calendar::Date;
use settings::{About, Setting, Settings};
use store::{Db, sqlx};
use words::Language;

/// How many days before its last day people are reminded of a to-do, counted as deadlines are; 0 is on the
/// day itself.
pub const REMINDER_DAYS: Setting<i64> = Setting::number(
    About {
        key: "flow-reminder-days",
        group: "flow-settings",
        title_key: "flow-settings-reminder-days",
        hint_key: "flow-settings-reminder-days-hint",
    },
    3,
    0,
    30,
);

/// In which hour.
pub const REMINDER_HOUR: Setting<i64> = Setting::number(
    About {
        key: "flow-reminder-hour",
        group: "flow-settings",
        title_key: "flow-settings-reminder-hour",
        hint_key: "flow-settings-reminder-hour-hint",
    },
    7,
    0,
    23,
);

/// Reminds everybody of the to-dos that are due within the days that the city has set.
pub const REMIND: Duty = Duty {
    job: JobKind::new("flow.remind", "flow-job-remind", remind),
    when: When::Daily {
        hour: &REMINDER_HOUR,
        minute: 0,
    },
};

const ACCOUNTS: &str = "
    SELECT id, language FROM accounts
     WHERE id > $1 AND disabled_at IS NULL
     ORDER BY id LIMIT $2";

const COUNT: &str = "SELECT COUNT(*) FROM accounts WHERE id > $1 AND disabled_at IS NULL";

/// Accounts that are read at a time.
const PART: i64 = 200;

fn remind(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let today = context.clock().today();
        let settings = Settings::load(context.db(), today).await?;
        let days = settings.get(&REMINDER_DAYS);
        let off = holidays::days_off(context.db()).await?;
        let last = Terms::of(&settings).counted(today, days, &off);
        let total = count(context.db()).await?;
        let (mut after, mut looked_at, mut told) = (i64::MIN, 0, 0);
        loop {
            let accounts = part(context.db(), after).await?;
            let Some((newest, _)) = accounts.last() else {
                break;
            };
            after = *newest;
            for (account, language) in accounts {
                context.proceed()?;
                told += remind_one(context, account, &language, (today, last)).await?;
                looked_at += 1;
                context.progress(looked_at, total);
            }
        }
        let told = i64::try_from(told).unwrap_or(i64::MAX);
        let sentence = Sentence::new("flow-job-reminded").with("n", told);
        Ok(Outcome::saying(sentence))
    })
}

async fn part(db: &Db, after: i64) -> Result<Vec<(i64, String)>> {
    Ok(store::read!(db, |pool| {
        sqlx::query_as(ACCOUNTS)
            .bind(after)
            .bind(PART)
            .fetch_all(pool)
            .await
    })?)
}

async fn count(db: &Db) -> Result<i64> {
    Ok(store::read!(db, |pool| {
        sqlx::query_scalar(COUNT)
            .bind(i64::MIN)
            .fetch_one(pool)
            .await
    })?)
}

async fn remind_one(
    context: &JobContext,
    account: i64,
    language: &str,
    (today, last): (Date, Date),
) -> Result<usize> {
    let (db, place) = (context.db(), &context.place);
    let Some(actor) = (place.actor_of)(db, &place.clock, account).await? else {
        return Ok(0);
    };
    let text = place.text(Language::of_tag(language).context("language of an account")?);
    let mut due = Vec::new();
    for source in place.todos.iter() {
        due.extend(source(db, &actor, today, &text).await?);
    }
    let soon = |day: &Date| *day >= today && *day <= last;
    let due: Vec<(Todo, Date)> = due
        .into_iter()
        .filter_map(|todo| todo.due.filter(soon).map(|day| (todo, day)))
        .collect();
    if due.is_empty() {
        return Ok(0);
    }
    let mut tx = db.begin().await?;
    let mut told = 0;
    for (todo, day) in &due {
        let (event, title) = reminder(account, todo, *day);
        let new = NewNotice::new(&TODO_DUE, &event, title, &todo.href);
        told += notify(
            &mut tx,
            &place.ids,
            place.clock.now(),
            &new,
            To::Accounts(&[account]),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(told)
}

/// The name of the event and the sentence. A to-do whose last day is moved is a new event.
fn reminder(account: i64, todo: &Todo, day: Date) -> (String, Sentence) {
    let event = format!("todo:{account}:{}:{}:{day}", todo.kind, todo.href);
    let title = Sentence::new("flow-notice-todo-due")
        .with("title", todo.title.as_str())
        .with("day", day);
    (event, title)
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::remind accounts", ACCOUNTS),
    ("flow::remind count", COUNT),
];
