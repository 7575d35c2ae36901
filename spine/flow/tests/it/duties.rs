//! What comes round by the clock.

use crate::workshop::{HANAKO, Offered, Workshop, workshops};
use flow::jobs::{Duty, JobContext, JobKind, Outcome, TIDY, When, Working, tick};
use flow::notices::{REMIND, REMINDER_DAYS, notices, unread};
use flow::{Pending, Todo};
use jiff::SignedDuration;
use settings::Value;

const EVERY_TEN: Duty = Duty {
    job: JobKind::new("test.ten", "test-job", nothing),
    when: When::Every { minutes: 10 },
};

fn nothing(_: &JobContext) -> Working<'_> {
    Box::pin(async { Ok(Outcome::done()) })
}

async fn offices() -> Vec<Workshop> {
    workshops(|| Offered {
        duties: vec![EVERY_TEN, TIDY, REMIND],
        todos: vec![todos],
        ..Offered::default()
    })
    .await
}

/// For her: one due in two days, one in ten, one without a day.
fn todos<'a>(
    _: &'a store::Db,
    actor: &'a access::Actor,
    today: calendar::Date,
    _: &'a words::Text,
) -> Pending<'a> {
    let hers = actor.account == Some(HANAKO);
    Box::pin(async move {
        let todo = |href: &str, days: Option<i64>| Todo {
            kind: "test-line",
            title: "実績の入力".to_owned(),
            detail: String::new(),
            due: days.map(|days| today.checked_add(jiff::Span::new().days(days)).unwrap()),
            href: href.to_owned(),
            action: "test-line",
        };
        let all = vec![todo("/a", Some(2)), todo("/b", Some(10)), todo("/c", None)];
        Ok(if hers { all } else { Vec::new() })
    })
}

#[tokio::test]
async fn a_duty_is_asked_for_once_for_each_time_however_many_look() {
    for office in offices().await {
        let look = async || tick(&office.db, &office.place).await.unwrap();
        assert_eq!(look().await, 0, "the first look only remembers");
        office.wait(SignedDuration::from_mins(10));
        let (one, other) = tokio::join!(look(), look());
        assert_eq!(one + other, 1, "{}", office.kind);
        assert_eq!(look().await, 0);
        // Nobody was there for three hours: one run makes up for all.
        office.wait(SignedDuration::from_hours(3));
        assert_eq!(look().await, 1);
        assert_eq!(office.worker().run_all().await.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_city_that_moves_the_hour_is_reminded_at_the_new_one() {
    for office in offices().await {
        // Now is ten o'clock; reminders are at seven.
        tick(&office.db, &office.place).await.unwrap();
        let hour = &flow::notices::REMINDER_HOUR.declaration;
        office.set(hour, Value::Number(12)).await;
        office.wait(SignedDuration::from_hours(2));
        tick(&office.db, &office.place).await.unwrap();
        let asked = "SELECT COUNT(*) FROM jobs WHERE kind = 'flow.remind'";
        assert_eq!(office.count(asked).await, 1, "{}", office.kind);
    }
}

#[tokio::test]
async fn a_to_do_that_is_due_soon_is_told_of_once() {
    for office in offices().await {
        for _ in 0..2 {
            office.ask(&REMIND.job, 0, HANAKO).await;
            office.worker().run_all().await.unwrap();
        }
        let found = notices(&office.db, HANAKO, true, 0, 50).await.unwrap();
        assert_eq!(found.len(), 1, "{}", office.kind);
        assert_eq!(found[0].href, "/a");
        let text = office.place.text(words::Language::Japanese);
        assert_eq!(
            found[0].title.say(&text),
            "「実績の入力」の期限は11月24日です"
        );
        // The city wants to be reminded earlier.
        office
            .set(&REMINDER_DAYS.declaration, Value::Number(14))
            .await;
        office.ask(&REMIND.job, 0, HANAKO).await;
        office.worker().run_all().await.unwrap();
        assert_eq!(unread(&office.db, HANAKO).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn old_records_are_cleared_and_others_stay() {
    for office in offices().await {
        office.ask(&EVERY_TEN.job, 0, HANAKO).await;
        office.worker().run_all().await.unwrap();
        let title = flow::Sentence::new("test-line");
        let notice = flow::notices::NewNotice::new(&flow::notices::TODO_DUE, "old", title, "/x");
        let mut tx = office.db.begin().await.unwrap();
        flow::notices::notify(
            &mut tx,
            &office.place.ids,
            office.now(),
            &notice,
            flow::notices::To::Everybody,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        office.wait(SignedDuration::from_hours(24 * 401));
        let waiting = office.ask(&EVERY_TEN.job, 0, HANAKO).await;
        office.wait(SignedDuration::from_secs(60));
        office.ask(&TIDY.job, 0, HANAKO).await;
        office.worker().run_all().await.unwrap();
        assert_eq!(
            office.count("SELECT COUNT(*) FROM jobs").await,
            2,
            "{}",
            office.kind
        );
        assert!(office.job(waiting).await.state.has_ended());
        assert_eq!(office.count("SELECT COUNT(*) FROM notices").await, 0);
    }
}
