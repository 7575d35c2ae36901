//! Headcount (定数): what each unit may have beside what it has, and its history.

use super::files::in_order;
use super::frame::{
    AsOf, SECTION, chosen_unit, desk, edits, local, number, trail, unit_choices, unit_href,
};
use super::unit::{PostLine, post_line};
use crate::acts;
use access::{EditOrganisation, ViewOrganisation};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use people::{Post, PostEntry, PostRefusal, Rank, Staffed, Title, UnitId, UnitTree};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use std::collections::HashSet;
use words::Text;

/// A unit's sum, with those below it.
struct Sum {
    name: String,
    href: String,
    headcount: i64,
    staffed: i64,
    vacant: i64,
    over: i64,
    unplanned: i64,
}

/// A line of a unit.
struct Line {
    unit: String,
    href: String,
    post: PostLine,
}

#[derive(Template)]
#[template(path = "posts.html")]
struct PostsPage<'a> {
    t: &'a Text,
    /// Who counts against the headcount.
    employments: String,
    title: String,
    lead: String,
    local: Vec<(String, String, bool)>,
    on: Field,
    unit: Field,
    sums: Vec<Sum>,
    total: Sum,
    lines: Option<Vec<Line>>,
    csv: String,
    xlsx: String,
}

pub(super) async fn list(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let at = AsOf::read(&may);
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let t = &may.text;
    let tree = people::units_on(may.db(), at.day).await?;
    let chosen = chosen_unit(&entries, "unit").filter(|unit| tree.get(*unit).is_some());
    let counted = crate::settings::counted(may.db(), at.day).await?;
    let lines = match chosen {
        Some(unit) => {
            let units: Vec<UnitId> = tree.subtree(unit).map(|unit| unit.unit).collect();
            people::staffed_of(may.db(), &units, at.day, &counted).await?
        }
        None => people::staffed(may.db(), at.day, &counted).await?,
    };
    let with_unit = |path: &str| match chosen {
        Some(unit) => at.link(&format!("{path}?unit={unit}")),
        None => at.link(path),
    };
    let title = may.say("organisation-posts");
    let whole = Some(t.say("organisation-whole").into_owned());
    let counted: Vec<_> = counted.iter().map(|one| t.say(one.key())).collect();
    let main = PostsPage {
        t,
        employments: counted.join(&t.say("organisation-and")),
        lead: at.lead(t),
        local: local(&may, &at, "/organisation/posts"),
        on: at.field(t),
        unit: Form::new(t)
            .select(
                "unit",
                &t.say("organisation-unit"),
                unit_choices(&[&tree], whole),
            )
            .value(chosen.map(|unit| unit.to_string()).unwrap_or_default())
            .small(),
        sums: sums(t, &at, &tree, chosen, &lines),
        total: sum(t.say("organisation-sum").into_owned(), "", lines.iter()),
        // The lines of a whole large city are a file, not a page.
        lines: chosen.map(|_| in_lines(t, &at, &tree, &lines)),
        csv: with_unit("/organisation/posts.csv"),
        xlsx: with_unit("/organisation/posts.xlsx"),
        title: title.clone(),
    };
    may.page(Page::new(title, SECTION), &main)
}

fn sum<'a>(name: String, href: &str, lines: impl Iterator<Item = &'a Staffed>) -> Sum {
    let mut sum = Sum {
        name,
        href: href.to_owned(),
        headcount: 0,
        staffed: 0,
        vacant: 0,
        over: 0,
        unplanned: 0,
    };
    for line in lines {
        sum.headcount += line.headcount;
        sum.staffed += line.staffed;
        sum.vacant += line.vacant();
        sum.over += line.over();
        sum.unplanned += line.unplanned();
    }
    sum
}

/// The chosen unit alone, and one sum for each unit right below it; or one for each unit at the top.
fn sums(
    t: &Text,
    at: &AsOf,
    tree: &UnitTree,
    chosen: Option<UnitId>,
    lines: &[Staffed],
) -> Vec<Sum> {
    let alone = chosen.and_then(|unit| tree.get(unit)).map(|unit| {
        let name = t.say1("organisation-alone", "name", unit.name.as_str());
        let own = lines.iter().filter(|line| line.unit == unit.unit);
        sum(name, &at.link(&unit_href(unit.unit)), own)
    });
    let below = tree.below(chosen).map(|unit| {
        let inside: HashSet<UnitId> = tree.subtree(unit.unit).map(|unit| unit.unit).collect();
        let own = lines.iter().filter(|line| inside.contains(&line.unit));
        let href = at.link(&format!("/organisation/posts?unit={}", unit.unit));
        sum(unit.name.to_string(), &href, own)
    });
    alone.into_iter().chain(below).collect()
}

fn in_lines(t: &Text, at: &AsOf, tree: &UnitTree, lines: &[Staffed]) -> Vec<Line> {
    in_order(tree, lines)
        .into_iter()
        .map(|line| Line {
            unit: tree.path(line.unit),
            href: at.link(&format!("{}/posts", unit_href(line.unit))),
            post: post_line(t, line),
        })
        .collect()
}

/// A row of a unit's headcount with its history.
struct Row {
    rank: String,
    family: String,
    headcount: String,
    from: String,
    to: String,
    changed: String,
    now: bool,
}

#[derive(Template)]
#[template(path = "unit_posts.html")]
struct UnitPostsPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    rows: Vec<Row>,
    fields: Option<Vec<Field>>,
    action: String,
}

pub(super) async fn of_unit(
    may: May<ViewOrganisation>,
    Path(unit): Path<String>,
) -> Result<Response, PageError> {
    let unit = UnitId(number(&unit)?);
    page(&may, unit, Form::new(&may.text)).await
}

async fn page(visit: &Visit, unit: UnitId, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let history = people::unit_history(visit.db(), unit).await?;
    let latest = history.last().ok_or(PageError::NotFound)?;
    let posts = people::posts_of(visit.db(), unit).await?;
    let title = t.say1("organisation-posts-of", "name", latest.name.as_str());
    let fields = if edits(visit) {
        Some(entry_fields(visit, &form, version_of(&posts)).await?)
    } else {
        None
    };
    let refused = form.refused();
    let main = UnitPostsPage {
        t,
        trail: trail(visit, &[(latest.name.to_string(), unit_href(unit))]),
        form,
        rows: posts.iter().map(|post| row(visit, post)).collect(),
        fields,
        action: format!("{}/posts", unit_href(unit)),
        title: title.clone(),
    };
    let page = Page::new(title, SECTION);
    let page = if refused { page.with_errors() } else { page };
    visit.page(page, &main)
}

fn row(visit: &Visit, post: &Post) -> Row {
    let t = &visit.text;
    let day = |day: Date| date_text::short_day(day, t.language());
    let family = post.job_family.as_ref().map(ToString::to_string);
    Row {
        rank: t.say(post.rank.key()).into_owned(),
        family: family.unwrap_or_else(|| t.say("organisation-family-any").into_owned()),
        headcount: post.headcount.to_string(),
        from: day(post.period.from()),
        to: post.period.to().map(day).unwrap_or_default(),
        changed: format!(
            "{} {}",
            date_text::short_moment(post.changed_at, t.language()),
            post.changed_by
        ),
        now: post.period.contains(visit.today()),
    }
}

/// What stands for all rows of a unit: it grows with every change of one of them.
fn version_of(posts: &[Post]) -> i64 {
    posts.iter().map(|post| post.version).max().unwrap_or(0)
}

async fn entry_fields(visit: &Visit, form: &Form, version: i64) -> Result<Vec<Field>, PageError> {
    let t = &visit.text;
    let ranks = Rank::ALL
        .iter()
        .map(|rank| Choice::new(rank.word(), t.say(rank.key())))
        .collect();
    let families = people::job_families(visit.db()).await?;
    let any = Choice::new("", t.say("organisation-family-any"));
    let families = std::iter::once(any).chain(families.into_iter().map(|name| {
        let label = name.clone();
        Choice::new(name, label)
    }));
    Ok(vec![
        form.version(version),
        form.select("rank", &t.say("organisation-rank"), ranks)
            .required(),
        form.select("family", &t.say("organisation-family"), families.collect())
            .hint(t.say("organisation-family-hint")),
        form.text("headcount", &t.say("organisation-headcount"))
            .hint(t.say("organisation-headcount-hint"))
            .width(Width::Narrow)
            .input_mode("numeric")
            .required(),
        form.date("on", &t.say("organisation-from-day"))
            .day(Some(visit.today()))
            .required(),
    ])
}

pub(super) async fn set(
    may: May<EditOrganisation>,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let unit = UnitId(number(&unit)?);
    let t = &may.text;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let ranks: Vec<(&str, Rank)> = Rank::ALL.iter().map(|rank| (rank.word(), *rank)).collect();
    let rank = reading.one_of("rank", &t.say("organisation-rank"), &ranks);
    let headcount = reading.whole("headcount", &t.say("organisation-headcount"), 0, 9999);
    let on = reading.date("on", &t.say("organisation-from-day"));
    let family = entries.text("family").filter(|text| !text.is_empty());
    let family = family.as_deref().map(Title::parse).transpose();
    let seen = reading.version();
    let errors = match (reading.finish(), rank, headcount, on, family) {
        (Ok(()), Some(rank), Some(headcount), Some(on), Ok(job_family)) => {
            // What is changed is what holds on the day; the form shows the whole history above it.
            let posts = people::posts_of(may.db(), unit).await?;
            let held = posts.iter().find(|post| {
                post.rank == rank && post.job_family == job_family && post.period.contains(on)
            });
            let entry = PostEntry {
                unit,
                rank,
                job_family,
                headcount,
                on,
                expected: held.map_or(0, |post| post.version),
            };
            let done = if version_of(&posts) == seen {
                acts::set_headcount(desk(&may), &may.allowed, &entry).await?
            } else {
                Err(PostRefusal::Stale)
            };
            match done {
                Ok(_) => {
                    return Ok(see_other(
                        &format!("{}/posts", unit_href(unit)),
                        Some(Notice::new("organisation-headcount-saved")),
                    ));
                }
                Err(refusal) => refused(t, entries, refusal),
            }
        }
        (Err(errors), ..) => errors,
        _ => return Err(PageError::NotFound),
    };
    page(&may, unit, Form::again(t, errors)).await
}

fn refused(t: &Text, entries: Entries, refusal: PostRefusal) -> FormErrors {
    let day = |day: Date| date_text::plain_day(day, t.language());
    let (field, sentence) = match refusal {
        PostRefusal::NoSuchUnit { on } => ("on", t.say1(refusal.key(), "on", day(on))),
        PostRefusal::Later { from } => ("on", t.say1(refusal.key(), "from", day(from))),
        PostRefusal::Stale => ("", t.say(refusal.key()).into_owned()),
        PostRefusal::Nothing => ("headcount", t.say(refusal.key()).into_owned()),
    };
    let mut errors = FormErrors::new(entries);
    errors.add(field, sentence);
    errors
}
