//! One unit: what it is, who serves in it, its headcount, what it was called, its programs.

use super::frame::{AsOf, SECTION, edits, number, plan_href, trail, unit_href};
use crate::store::{ProgramLine, programs_of};
use access::ViewOrganisation;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use people::{CountedTree, Member, PublicCard, Staffed, UnitId, UnitVersion};
use screen::form::Field;
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use words::Text;

/// Somebody who serves here, as everybody may know.
struct Card {
    name: String,
    initials: String,
    kana: String,
    post: String,
    kind: Option<String>,
    extension: Option<String>,
    href: String,
}

/// A line of headcount.
pub(super) struct PostLine {
    pub rank: String,
    pub family: String,
    pub headcount: String,
    pub staffed: String,
    pub state: Option<(String, &'static str)>,
}

/// What the unit was called and where it stood.
struct Version {
    from: String,
    name: String,
    place: String,
    now: bool,
}

#[derive(Template)]
#[template(path = "unit.html")]
struct UnitPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    on: Field,
    here: String,
    rename: String,
    correct: String,
    relocate: String,
    facts: Vec<(String, String)>,
    exists: bool,
    edits: bool,
    below: Vec<(String, String, String)>,
    cards: Vec<Card>,
    pager: Pager,
    posts: Vec<PostLine>,
    posts_href: String,
    versions: Vec<Version>,
    plans: Vec<(String, String)>,
    programs: Vec<ProgramLine>,
}

pub(super) async fn unit(
    may: May<ViewOrganisation>,
    Path(unit): Path<String>,
) -> Result<Response, PageError> {
    let unit = UnitId(number(&unit)?);
    let at = AsOf::read(&may);
    let db = may.db();
    let history = people::unit_history(db, unit).await?;
    let latest = history.last().ok_or(PageError::NotFound)?;
    let counted = people::counted_units(db, at.day).await?;
    let present = counted.tree.get(unit);
    let shown = present.unwrap_or(latest);
    let state = TableState::read(&unit_href(unit), may.uri.query(), &[], "rank");
    let total = people::member_count(db, unit, at.day).await?;
    let page = people::Page {
        offset: state.offset(total),
        limit: state.limit(),
    };
    let members = people::members_of(db, unit, at.day, page).await?;
    let who: Vec<people::EmployeeId> = members.iter().map(|member| member.employee).collect();
    let cards = people::public_cards(db, &who, at.day).await?;
    let counted_here = crate::settings::counted(db, at.day).await?;
    let staffed = people::staffed_of(db, &[unit], at.day, &counted_here).await?;
    let t = &may.text;
    let title = shown.name.to_string();
    let above: Vec<(String, String)> = counted
        .tree
        .upward(unit)
        .skip(1)
        .map(|unit| (unit.name.to_string(), at.link(&unit_href(unit.unit))))
        .collect();
    let plans = if edits(&may) {
        people::reorganisations::reorganisations_of_unit(db, unit).await?
    } else {
        Vec::new()
    };
    let main = UnitPage {
        t,
        lead: at.lead(t),
        trail: trail(&may, &above.into_iter().rev().collect::<Vec<_>>()),
        on: at.field(t),
        here: unit_href(unit),
        rename: format!("{}/rename", unit_href(unit)),
        correct: format!("{}/correct", unit_href(unit)),
        relocate: format!("{}/move", unit_href(unit)),
        facts: facts(&may, &counted, shown, at.day).await?,
        exists: present.is_some(),
        edits: edits(&may),
        below: below(&may, &at, &counted, unit),
        cards: members
            .iter()
            .map(|member| card(t, member, &cards))
            .collect(),
        pager: state.pager(total, t),
        posts: staffed.iter().map(|line| post_line(t, line)).collect(),
        posts_href: format!("{}/posts", unit_href(unit)),
        versions: versions(&may, &history, &at).await?,
        plans: plans
            .iter()
            .map(|plan| (plan.name.to_string(), plan_href(plan)))
            .collect(),
        programs: programs_of(db, &[unit]).await?,
        title: title.clone(),
    };
    may.page(Page::new(title, SECTION), &main)
}

async fn facts(
    visit: &Visit,
    counted: &CountedTree,
    unit: &UnitVersion,
    on: calendar::Date,
) -> Result<Vec<(String, String)>, PageError> {
    let t = &visit.text;
    let day = |day| date_text::plain_day(day, t.language());
    let code = people::unit_code(visit.db(), unit.unit).await?;
    let heads = people::heads_of(visit.db(), &[unit.unit], on).await?;
    let head = heads
        .get(&unit.unit)
        .map(|head| format!("{} {}", head.post, head.name.full()));
    let (own, total) = (counted.own(unit.unit), counted.total(unit.unit));
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = vec![
        fact("organisation-kana", unit.kana.as_str().to_owned()),
        fact("organisation-code", code.unwrap_or_default()),
        fact("organisation-kind", t.say(unit.kind.key()).into_owned()),
        fact(
            "organisation-head",
            head.unwrap_or_else(|| t.say("organisation-head-none").into_owned()),
        ),
        fact("organisation-since", day(unit.period.from())),
        fact(
            "organisation-people",
            t.say2(
                "organisation-own-and-below",
                "own",
                own.people,
                "all",
                total.0,
            ),
        ),
        fact(
            "organisation-headcount",
            t.say2(
                "organisation-own-and-below",
                "own",
                own.headcount,
                "all",
                total.1,
            ),
        ),
    ];
    if let Some(to) = unit.period.to() {
        facts.push(fact("organisation-until", day(to)));
    }
    Ok(facts)
}

fn below(
    visit: &Visit,
    at: &AsOf,
    counted: &CountedTree,
    unit: UnitId,
) -> Vec<(String, String, String)> {
    counted
        .tree
        .below(Some(unit))
        .map(|unit| {
            let (people, posts) = counted.total(unit.unit);
            (
                unit.name.to_string(),
                at.link(&unit_href(unit.unit)),
                visit
                    .text
                    .say2("organisation-numbers", "people", people, "posts", posts),
            )
        })
        .collect()
}

fn card(t: &Text, member: &Member, cards: &[PublicCard]) -> Card {
    let card = cards.iter().find(|card| card.employee == member.employee);
    let main = member.kind == people::AppointmentKind::Main;
    Card {
        name: member.name.full(),
        initials: member.name.family().chars().take(1).collect(),
        kana: member.name.full_kana(),
        post: member.post.clone(),
        kind: (!main).then(|| t.say(member.kind.key()).into_owned()),
        extension: card.and_then(|card| card.extension.clone()),
        href: format!("/staff/{}", member.employee),
    }
}

/// A line of headcount in words.
pub(super) fn post_line(t: &Text, line: &Staffed) -> PostLine {
    let family = line.job_family.clone();
    let state = if line.vacant() > 0 {
        let words = t.say1("organisation-vacant-by", "count", line.vacant());
        Some((words, "warn"))
    } else if line.over() > 0 {
        let words = t.say1("organisation-over-by", "count", line.over());
        Some((words, "bad"))
    } else if line.unplanned() > 0 {
        Some((t.say("organisation-unplanned").into_owned(), ""))
    } else {
        None
    };
    PostLine {
        rank: t.say(line.rank.key()).into_owned(),
        family: family.unwrap_or_else(|| t.say("organisation-family-any").into_owned()),
        headcount: line.headcount.to_string(),
        staffed: line.staffed.to_string(),
        state,
    }
}

async fn versions(
    visit: &Visit,
    history: &[UnitVersion],
    at: &AsOf,
) -> Result<Vec<Version>, PageError> {
    let t = &visit.text;
    let Some(first) = history.first() else {
        return Ok(Vec::new());
    };
    let places = people::unit_places(visit.db(), first.unit).await?;
    let place = |version: &UnitVersion| {
        let above = places.get(&version.period.from()).cloned().flatten();
        above.unwrap_or_else(|| t.say("organisation-top").into_owned())
    };
    Ok(history
        .iter()
        .rev()
        .map(|version| Version {
            from: date_text::short_day(version.period.from(), t.language()),
            name: version.name.to_string(),
            place: place(version),
            now: version.period.contains(at.day),
        })
        .collect())
}
