//! The posting day: whom a post is for is counted, and readers of a must-read are told.

use super::{MUST_READ, note};
use crate::records::PostId;
use crate::store;
use ::store::Tx;
use anyhow::Context;
use flow::jobs::{Duty, JobContext, JobKind, Outcome, When, Working};
use flow::notices::{NewNotice, To, notify};
use flow::{Desk, Sentence, Terms};
use serde_json::json;

/// Counts the audience of posts whose first day has come. The posts themselves appear by their day alone,
/// also when no work is done; only the count and the notice wait for this.
pub const DUTY: Duty = Duty {
    job: JobKind::new("bulletin.appear", "bulletin-job-appear", appear_all),
    when: When::Every { minutes: 10 },
};

fn appear_all(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let desk = Desk::now(context.ids(), context.clock(), Terms::default());
        let due = store::due(context.db(), desk.today).await?;
        let total = i64::try_from(due.len()).unwrap_or(i64::MAX);
        for (done, post) in (0..).zip(due) {
            context.proceed()?;
            context.progress(done, total);
            let mut tx = context.db().begin().await?;
            appear(&mut tx, &desk, post).await?;
            let subject = format!("bulletin-post:{post}");
            let act = ("bulletin.post.appeared", subject.as_str());
            note(&mut tx, &desk, context.actor(), act, &json!({})).await?;
            tx.commit().await?;
        }
        Ok(Outcome::saying(
            Sentence::new("bulletin-job-appeared").with("n", total),
        ))
    })
}

/// Counts the audience of a published post on its posting day, and tells the readers of a must-read. Done
/// once, however often it is tried.
pub(super) async fn appear(tx: &mut Tx, desk: &Desk<'_>, id: PostId) -> anyhow::Result<()> {
    let post = store::post_in(tx, id).await?.context("the post is gone")?;
    let posted = post.posted.context("the post is not published")?;
    if post.audience_count.is_some() {
        return Ok(());
    }
    let audience = store::audience_count_in(tx, id, posted.on).await?;
    store::set_audience(tx, id, audience).await?;
    let Some(must_read) = post.entry.must_read else {
        return Ok(());
    };
    store::expect(tx, id, posted.on).await?;
    let readers = store::expected(tx, id).await?;
    let title = match crate::rules::confirm_by(must_read, Some(posted)) {
        Some(day) => Sentence::new("bulletin-told-must-read-by").with("day", day),
        None => Sentence::new("bulletin-told-must-read"),
    };
    let title = title.with("title", post.entry.title.as_str());
    let (event, href) = (format!("bulletin.post:{id}"), format!("/bulletin/{id}"));
    let new = NewNotice::new(&MUST_READ, &event, title, &href);
    notify(tx, desk.ids, desk.now, &new, To::Employees(&readers)).await?;
    Ok(())
}
