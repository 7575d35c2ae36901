//! The digest for people without a PC (清掃, 給食, 保育): what was posted lately for the one who prints it, as a
//! page that prints well and as a PDF with a column for initials.

use super::parts::{SECTION, body, name_of, tabs};
use crate::records::PostId;
use crate::rules::{Block, Piece};
use crate::store::{self, Reach, Viewer, Wanted};
use access::ViewBulletin;
use askama::Template;
use axum::response::{IntoResponse, Response};
use calendar::Date;
use jiff::Span;
use people::Page as Part;
use print::PdfOptions;
use screen::form::{Choice, Field, Form};
use screen::table::TableState;
use screen::visit::Visit;
use screen::{Download, May, Page, PageError, date_text};
use serde::Serialize;
use words::Text;

const HERE: &str = "/bulletin/digest";
/// For how many days a digest is offered; the first is the usual one.
const DAYS: [i64; 3] = [7, 14, 31];
/// More posts than are read at one time.
const MOST: i64 = 100;

const SHEET: print::Template = print::Template {
    name: "bulletin-digest",
    source: include_str!("../../templates/print/digest.typ"),
};

/// A post of the digest.
struct Post {
    title: String,
    meta: String,
    must_read: Option<String>,
    blocks: Vec<Block>,
    files: i64,
}

/// The digest of a reader.
struct Digest {
    days: i64,
    must_only: bool,
    period: String,
    posts: Vec<Post>,
    more: i64,
}

async fn digest(visit: &Visit) -> Result<Digest, PageError> {
    let (t, today) = (&visit.text, visit.today());
    let state = TableState::read(HERE, visit.uri.query(), &[""], "");
    let asked = state.condition("days").and_then(|days| days.parse().ok());
    let days = asked.filter(|days| DAYS.contains(days)).unwrap_or(DAYS[0]);
    let must_only = state.condition("only") == Some("must-read");
    let from = first_day(today, days)?;
    let wanted = Wanted {
        category: None,
        unit: None,
        reach: Reach::All,
        posted: (from, super::board::ALWAYS.1),
        shown: true,
        search: None,
    };
    let viewer = Viewer::of(visit.db(), &visit.actor, today).await?;
    let total = store::board_count(visit.db(), &viewer, &wanted).await?;
    let part = Part {
        offset: 0,
        limit: MOST,
    };
    let mut lines = store::board(visit.db(), &viewer, &wanted, part).await?;
    lines.retain(|line| !must_only || line.must_read);
    let ids: Vec<PostId> = lines.iter().map(|line| line.id).collect();
    let bodies = store::bodies(visit.db(), &ids).await?;
    let categories = store::categories(visit.db()).await?;
    let post = |line: store::BoardLine| Post {
        meta: t.fill(
            "bulletin-digest-meta",
            &[
                ("category", name_of(&categories, line.category, t).into()),
                ("unit", line.unit_name.clone().into()),
                (
                    "day",
                    date_text::plain_day(line.posted_on, t.language()).into(),
                ),
            ],
        ),
        must_read: line
            .must_read
            .then(|| super::parts::confirm_text(line.confirm_by, t)),
        blocks: body(bodies.get(&line.id).map_or("", String::as_str)),
        files: line.files,
        title: line.title,
    };
    let day = |day| date_text::plain_day(day, t.language());
    Ok(Digest {
        days,
        must_only,
        period: t.say2("bulletin-from-to", "from", day(from), "to", day(today)),
        more: (total - MOST).max(0),
        posts: lines.into_iter().map(post).collect(),
    })
}

/// The first of so many days up to today.
fn first_day(today: Date, days: i64) -> Result<Date, PageError> {
    let back = Span::new()
        .try_days(days - 1)
        .map_err(anyhow::Error::from)?;
    Ok(today.checked_sub(back).map_err(anyhow::Error::from)?)
}

#[derive(Template)]
#[template(path = "bulletin_digest.html")]
struct DigestPage<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
    fields: Vec<Field>,
    pdf: String,
    heading: String,
    period: String,
    posts: Vec<Post>,
    more: i64,
}

pub(super) async fn page(may: May<ViewBulletin>) -> Result<Response, PageError> {
    let digest = digest(&may).await?;
    let t = &may.text;
    let form = Form::new(t);
    let choices = DAYS.map(|days| Choice::new(days, t.say1("bulletin-digest-days", "n", days)));
    let days = form.select("days", &t.say("bulletin-digest-span"), choices.to_vec());
    let only = [
        Choice::new("", t.say("bulletin-digest-all")),
        Choice::new("must-read", t.say("bulletin-digest-must-reads")),
    ];
    let only = form.select("only", &t.say("bulletin-digest-what"), only.to_vec());
    let chosen = if digest.must_only { "must-read" } else { "" };
    let title = may.say("bulletin-navigation");
    let main = DigestPage {
        t,
        title: title.clone(),
        tabs: tabs(&may.actor, t, HERE),
        fields: vec![days.value(digest.days).small(), only.value(chosen).small()],
        pdf: format!("{HERE}.pdf?days={}&only={chosen}", digest.days),
        heading: t.say1("bulletin-digest-heading", "city", may.city_name.as_str()),
        period: digest.period,
        posts: digest.posts,
        more: digest.more,
    };
    may.page(Page::new(title, SECTION), &main)
}

/// A part of a text as the typesetter takes it.
#[derive(Serialize)]
struct PrintedBlock {
    kind: &'static str,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct PrintedPost {
    title: String,
    meta: String,
    must_read: String,
    blocks: Vec<PrintedBlock>,
    files: String,
}

/// What is printed, in the reader's words.
#[derive(Serialize)]
struct Sheet {
    heading: String,
    period: String,
    empty: String,
    posts: Vec<PrintedPost>,
    more: String,
    initials: String,
    address: String,
    printed: String,
}

fn printed(block: Block) -> PrintedBlock {
    let line = |pieces: Vec<Piece>| {
        let piece = |piece| match piece {
            Piece::Words(words) | Piece::Link(words) => words,
        };
        pieces.into_iter().map(piece).collect::<String>()
    };
    match block {
        Block::Heading(heading) => PrintedBlock {
            kind: "heading",
            lines: vec![heading],
        },
        Block::Paragraph(lines) => PrintedBlock {
            kind: "paragraph",
            lines: lines.into_iter().map(line).collect(),
        },
        Block::List(lines) => PrintedBlock {
            kind: "list",
            lines: lines.into_iter().map(line).collect(),
        },
    }
}

pub(super) async fn pdf(may: May<ViewBulletin>) -> Result<Response, PageError> {
    let digest = digest(&may).await?;
    let t = &may.text;
    let post = |post: Post| PrintedPost {
        files: match post.files {
            0 => String::new(),
            files => t.say1("bulletin-digest-files", "n", files),
        },
        title: post.title,
        meta: post.meta,
        must_read: post.must_read.unwrap_or_default(),
        blocks: post.blocks.into_iter().map(printed).collect(),
    };
    let heading = t.say1("bulletin-digest-heading", "city", may.city_name.as_str());
    let sheet = Sheet {
        period: digest.period,
        empty: may.say("bulletin-digest-empty"),
        posts: digest.posts.into_iter().map(post).collect(),
        more: match digest.more {
            0 => String::new(),
            more => t.say1("bulletin-digest-more", "n", more),
        },
        initials: may.say("bulletin-digest-initials"),
        address: may.address(SECTION),
        printed: t.say1(
            "bulletin-printed",
            "at",
            date_text::moment(may.now, t.language()),
        ),
        heading: heading.clone(),
    };
    let options = PdfOptions {
        title: heading,
        ..PdfOptions::default()
    };
    // Typesetting takes some milliseconds of computing.
    let bytes = tokio::task::spawn_blocking(move || {
        print::typeset(&SHEET, &sheet, &options).and_then(|sheet| sheet.pdf())
    });
    let bytes = bytes.await.map_err(anyhow::Error::from)??;
    Ok(Download {
        name: format!("{}_{}.pdf", may.say("bulletin-digest"), may.today()),
        media: "application/pdf",
        bytes,
        inline: true,
    }
    .into_response())
}
