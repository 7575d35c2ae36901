//! One post: what it says, confirming it, and what who looks after it can do; its history.

use super::parts::{
    Mark, SECTION, body, category_name, confirm_text, desk, href, last_day, period_text, post_id,
    size_text, stage_mark,
};
use crate::acts::{self, Found, audience_text};
use crate::records::{Attachment, Edition, MustRead, Post, PostId, State};
use crate::rules::{Block, Doing, Piece, Stage, confirm_by, is_confirmed, is_pinned};
use crate::store;
use access::{Allowed, ViewBulletin, ViewPersonRecord};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use screen::form::{Field, Form};
use screen::kit::grouped;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

/// An attachment as the page shows it.
pub(super) struct FileLine {
    pub id: String,
    pub href: String,
    pub name: String,
    pub size: String,
    pub added: String,
}

/// What the reader is asked to confirm.
struct Confirming {
    /// Whether it still has to be done.
    open: bool,
    /// Until when, or when it was done.
    words: String,
    late: bool,
}

/// What who looks after the post sees beside it.
struct Office {
    stage: Mark,
    doing: Doing,
    application: Option<String>,
    pin: Option<Field>,
    pinned: bool,
    needs_approval: bool,
}

#[derive(Template)]
#[template(path = "bulletin_post.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks one thing at a time"
)]
struct PostPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    version: i64,
    must_read: bool,
    pinned: bool,
    facts: Vec<(String, String)>,
    blocks: Vec<Block>,
    files: Vec<FileLine>,
    confirming: Option<Confirming>,
    corrected: bool,
    readers: bool,
    withdrawn: Option<String>,
    office: Option<Office>,
    numbers: Vec<(String, String)>,
}

pub(super) async fn show(
    may: May<ViewBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = post_id(&id)?;
    acts::open(may.db(), &desk(&may), &may.allowed, id).await?;
    let found = acts::find(may.db(), &may.allowed, may.today(), id).await?;
    let (t, post) = (&may.text, &found.post);
    let files = store::attachments(may.db(), id).await?;
    let title = post.entry.title.clone();
    let heads = Allowed::<ViewPersonRecord>::ask(may.actor.clone())
        .is_ok_and(|allowed| allowed.people().all() || allowed.people().units() != "[]");
    let main = PostPage {
        t,
        title: title.clone(),
        trail: vec![(may.say("bulletin-navigation"), SECTION.to_owned())],
        here: href(id),
        version: post.version,
        must_read: post.entry.must_read.is_some(),
        pinned: is_pinned(post, may.today()),
        facts: facts(&may, post).await?,
        blocks: body(&post.entry.body),
        files: lines(post.id, &files, t),
        confirming: confirming(&may, &found).await?,
        corrected: post.edition > 1,
        readers: post.state == State::Published
            && (found.standing.looks_after() || heads && post.entry.must_read.is_some()),
        withdrawn: withdrawn(post, t),
        office: office(&may, &found).await?,
        numbers: if found.standing.looks_after() {
            office_facts(&may, post).await?
        } else {
            Vec::new()
        },
    };
    may.page(Page::new(title, SECTION), &main)
}

/// 分類, 掲載課, 掲載日, 掲載期間, 対象.
async fn facts(visit: &Visit, post: &Post) -> Result<Vec<(String, String)>, PageError> {
    let t = &visit.text;
    let entry = &post.entry;
    let categories = store::categories(visit.db()).await?;
    let category = categories.iter().find(|one| one.id == entry.category);
    let on = post.posted.map_or(visit.today(), |posted| posted.on);
    let units = people::units_on(visit.db(), on).await?;
    let unit = units.get(entry.unit).map(|unit| unit.name.to_string());
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = vec![
        fact(
            "bulletin-category",
            category
                .map(|one| category_name(one, t))
                .unwrap_or_default(),
        ),
        fact("bulletin-section", unit.unwrap_or_default()),
        fact("bulletin-author", post.author_name.clone()),
    ];
    if let Some(posted) = post.posted {
        let day = date_text::day(posted.on, t.language());
        facts.push(fact("bulletin-posted-on", day));
    }
    facts.push(fact("bulletin-period", period_text(entry.shown, t)));
    facts.push(fact(
        "bulletin-audience",
        audience_text(&entry.audience, &units, t),
    ));
    Ok(facts)
}

/// The attachments that are there.
pub(super) fn lines(post: PostId, files: &[Attachment], t: &Text) -> Vec<FileLine> {
    let there = files.iter().filter(|file| file.removed.is_none());
    there
        .map(|file| FileLine {
            id: file.id.to_string(),
            href: format!("{}/files/{}", href(post), file.id),
            name: file.name.clone(),
            size: size_text(file.size),
            added: date_text::short_moment(file.added.0, t.language()),
        })
        .collect()
}

async fn confirming(visit: &Visit, found: &Found) -> Result<Option<Confirming>, PageError> {
    let (t, post) = (&visit.text, &found.post);
    let (Some(must_read), Some(employee)) = (post.entry.must_read, found.viewer.employee) else {
        return Ok(None);
    };
    let begun = crate::rules::has_begun(post, visit.today());
    if post.state != State::Published || !begun || !found.standing.reader {
        return Ok(None);
    }
    let reading = store::reading(visit.db(), post.id, employee).await?;
    let edition = reading.confirmed.map(|(_, edition)| edition);
    if let (true, Some((at, _))) = (
        is_confirmed(edition, post.confirm_edition),
        reading.confirmed,
    ) {
        let at = date_text::moment(at, t.language());
        return Ok(Some(Confirming {
            open: false,
            words: t.say1("bulletin-confirmed-at", "at", at),
            late: false,
        }));
    }
    let by = confirm_by(must_read, post.posted);
    Ok(Some(Confirming {
        open: true,
        words: confirm_text(by, t),
        late: by.is_some_and(|by| by < visit.today()),
    }))
}

fn withdrawn(post: &Post, t: &Text) -> Option<String> {
    let (at, reason) = post.withdrawn.as_ref()?;
    let at = date_text::moment(*at, t.language());
    Some(if reason.is_empty() {
        t.say1("bulletin-discarded-at", "at", at)
    } else {
        t.say2("bulletin-withdrawn-at", "at", at, "reason", reason.as_str())
    })
}

async fn office(visit: &Visit, found: &Found) -> Result<Option<Office>, PageError> {
    if !found.standing.looks_after() {
        return Ok(None);
    }
    let (t, post, today) = (&visit.text, &found.post, visit.today());
    let doing = found.doing();
    let begins = post
        .posted
        .map_or(post.entry.shown.from(), |posted| posted.on);
    let stage = Stage::on(today, post.state, begins, post.entry.shown.to());
    let application = flow::latest(visit.db(), &acts::subject(post.id)).await?;
    let pin = doing.pin.then(|| {
        Form::new(t)
            .date("until", &t.say("bulletin-pin-until"))
            .day(last_day(post.pinned_to))
    });
    Ok(Some(Office {
        stage: stage_mark(stage, t),
        doing,
        application: application.map(|one| format!("/approvals/{}", one.id)),
        pin,
        pinned: is_pinned(post, today),
        needs_approval: doing.submit && asks_approval(visit, post).await?,
    }))
}

/// Whether the post would go to the head of the section if it were handed in now.
async fn asks_approval(visit: &Visit, post: &Post) -> Result<bool, PageError> {
    let units = people::units_on(visit.db(), visit.today()).await?;
    let own = units.subtree(post.entry.unit).map(|unit| unit.unit);
    Ok(crate::rules::needs_approval(
        &post.entry.audience,
        post.entry.must_read.is_some(),
        &own.chain([post.entry.unit]).collect(),
        crate::settings::approval_rule(&visit.settings),
    ))
}

/// How many it is for, and how many have read it.
async fn office_facts(visit: &Visit, post: &Post) -> Result<Vec<(String, String)>, PageError> {
    let t = &visit.text;
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = Vec::new();
    if let Some(MustRead { by }) = post.entry.must_read {
        facts.push(fact("bulletin-must-read", confirm_text(by, t)));
    }
    match post.audience_count {
        Some(audience) => {
            let rate = crate::figures::read_rate(post.readers, audience);
            let people = |n: i64| t.say1("bulletin-people", "n", grouped(n));
            facts.push(fact("bulletin-audience-count", people(audience)));
            facts.push(fact("bulletin-readers-count", people(post.readers)));
            if let Some(rate) = rate {
                facts.push(fact("bulletin-figure-read-rate", format!("{rate}%")));
            }
        }
        None => {
            let today = store::audience_count(visit.db(), post.id, visit.today()).await?;
            let people = t.say1("bulletin-people-today", "n", grouped(today));
            facts.push(fact("bulletin-audience-count", people));
        }
    }
    Ok(facts)
}

pub(super) async fn confirm(
    may: May<ViewBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = post_id(&id)?;
    acts::confirm(may.db(), &desk(&may), &may.allowed, id).await?;
    Ok(see_other(
        &href(id),
        Some(Notice::new("bulletin-done-confirmed")),
    ))
}

/// An edition as the history shows it.
struct Past {
    name: String,
    replaced: String,
    reason: String,
    title: String,
    blocks: Vec<Block>,
}

#[derive(Template)]
#[template(path = "bulletin_history.html")]
struct HistoryPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    past: Vec<Past>,
    files: Vec<(String, String, String)>,
}

pub(super) async fn history(
    may: May<ViewBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = post_id(&id)?;
    let found = acts::find(may.db(), &may.allowed, may.today(), id).await?;
    let t = &may.text;
    let past = |edition: Edition| Past {
        name: t.say1("bulletin-edition", "n", edition.edition),
        replaced: t.say2(
            "bulletin-replaced",
            "at",
            date_text::moment(edition.replaced.0, t.language()),
            "by",
            edition.replaced.1,
        ),
        reason: edition.reason,
        title: edition.title,
        blocks: body(&edition.body),
    };
    let editions = store::editions(may.db(), id).await?;
    let files = store::attachments(may.db(), id).await?;
    let moment = |at| date_text::short_moment(at, t.language());
    let told = |(at, by): (jiff::Timestamp, String)| format!("{} {by}", moment(at));
    let title = may.say("bulletin-history");
    let main = HistoryPage {
        t,
        title: title.clone(),
        lead: may.say("bulletin-history-lead"),
        trail: vec![
            (may.say("bulletin-navigation"), SECTION.to_owned()),
            (found.post.entry.title.clone(), href(id)),
        ],
        past: editions.into_iter().map(past).collect(),
        files: files
            .into_iter()
            .map(|file| {
                let removed = file.removed.map(told).unwrap_or_default();
                (file.name, told(file.added), removed)
            })
            .collect(),
    };
    may.page(Page::new(title, SECTION), &main)
}
