//! The tree of units as of any day: what is below a unit is shown on demand, by plain links.

use super::frame::{AsOf, SECTION, edits, local, unit_href};
use access::ViewOrganisation;
use askama::Template;
use axum::response::Response;
use people::{CountedTree, Member, UnitId, UnitVersion, fold};
use screen::form::{Entries, Field, Form};
use screen::visit::Visit;
use screen::{May, Page, PageError};
use std::collections::{HashMap, HashSet};
use words::Text;

/// Up to so many units, the tree stands open on the first visit.
const SMALL: usize = 150;
/// How many units a search shows.
const FOUND: usize = 50;

/// A unit of the tree; it stands flat, with what opens and closes around it.
struct Line {
    id: String,
    name: String,
    href: String,
    kind: String,
    head: Option<(String, String)>,
    numbers: String,
    /// The words of the list below it, when that is shown.
    opens: Option<String>,
    /// The way to show what is below it.
    more: Option<(String, String)>,
    /// How many lists end behind it.
    closes: usize,
}

/// A unit that a search found.
struct Hit {
    path: String,
    href: String,
    kana: String,
    code: String,
}

#[derive(Template)]
#[template(path = "tree.html")]
struct TreePage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    local: Vec<(String, String, bool)>,
    on: Field,
    q: Field,
    asked: bool,
    hits: Vec<Hit>,
    more_hits: bool,
    lines: Vec<Line>,
    total: String,
    open_all: Option<String>,
    close_all: Option<String>,
    csv: String,
    xlsx: String,
    new: Option<&'static str>,
    back: String,
}

pub(super) async fn tree(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let at = AsOf::read(&may);
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let counted = people::counted_units(may.db(), at.day).await?;
    let t = &may.text;
    let words = entries.text("q").unwrap_or_default();
    let (hits, more_hits) = found(&counted, &words);
    let open = Open::read(&entries, &counted);
    let shown = shown(&counted, &open);
    let heads = people::heads_of(may.db(), &shown, at.day).await?;
    let title = may.say("organisation-navigation");
    let (people, posts) = counted.everybody();
    let everything = counted.tree.len() == shown.len();
    let main = TreePage {
        t,
        lead: at.lead(t),
        local: local(&may, &at, "/organisation"),
        on: at.field(t),
        q: Form::new(t)
            .typed_text("search", "q", &t.say("organisation-search"))
            .value(&words)
            .small(),
        asked: !words.is_empty(),
        hits,
        more_hits,
        lines: lines(&may, &at, &counted, &open, &heads),
        total: t.fill(
            "organisation-total",
            &[
                ("units", counted.tree.len().into()),
                ("people", people.into()),
                ("posts", posts.into()),
            ],
        ),
        open_all: (!everything).then(|| at.link("/organisation?open=all")),
        close_all: everything.then(|| at.link("/organisation?open=none")),
        csv: at.link("/organisation.csv"),
        xlsx: at.link("/organisation.xlsx"),
        new: edits(&may).then_some("/organisation/new"),
        back: at.link("/organisation"),
        title: title.clone(),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// The units whose name, reading or code holds the words, however these are written.
fn found(counted: &CountedTree, words: &str) -> (Vec<Hit>, bool) {
    let wanted = fold(words);
    if wanted.is_empty() {
        return (Vec::new(), false);
    }
    let tree = &counted.tree;
    let holds = |unit: &UnitVersion| {
        fold(unit.name.as_str()).contains(&wanted)
            || fold(unit.kana.as_str()).contains(&wanted)
            || fold(&counted.own(unit.unit).code) == wanted
    };
    let mut hits: Vec<Hit> = tree
        .iter()
        .filter(|(_, unit)| holds(unit))
        .take(FOUND + 1)
        .map(|(_, unit)| Hit {
            path: tree.path(unit.unit),
            href: unit_href(unit.unit),
            kana: unit.kana.as_str().to_owned(),
            code: counted.own(unit.unit).code,
        })
        .collect();
    let more = hits.len() > FOUND;
    hits.truncate(FOUND);
    (hits, more)
}

/// Which units show what is below them.
enum Open {
    All,
    These(HashSet<UnitId>),
}

impl Open {
    fn read(entries: &Entries, counted: &CountedTree) -> Open {
        match entries.text("open").as_deref() {
            None | Some("") if counted.tree.len() <= SMALL => Open::All,
            Some("all") => Open::All,
            typed => {
                let numbers = typed.unwrap_or_default().split(',');
                Open::These(numbers.filter_map(|n| n.parse().ok()).collect())
            }
        }
    }

    fn holds(&self, unit: UnitId) -> bool {
        match self {
            Open::All => true,
            Open::These(units) => units.contains(&unit),
        }
    }

    /// The address with one unit more, and the way up to it.
    fn with(&self, unit: &UnitVersion, counted: &CountedTree) -> String {
        let mut units: Vec<UnitId> = match self {
            Open::All => Vec::new(),
            Open::These(units) => units.iter().copied().collect(),
        };
        units.extend(counted.tree.upward(unit.unit).map(|above| above.unit));
        units.sort();
        units.dedup();
        let list: Vec<String> = units.iter().map(ToString::to_string).collect();
        format!("/organisation?open={}", list.join(","))
    }
}

/// The units on the page.
fn shown(counted: &CountedTree, open: &Open) -> Vec<UnitId> {
    let mut shown = Vec::new();
    let mut seen: HashSet<UnitId> = HashSet::new();
    for (depth, unit) in counted.tree.iter() {
        let reached = depth == 0
            || unit
                .parent
                .is_some_and(|parent| seen.contains(&parent) && open.holds(parent));
        if reached {
            seen.insert(unit.unit);
            shown.push(unit.unit);
        }
    }
    shown
}

fn lines(
    visit: &Visit,
    at: &AsOf,
    counted: &CountedTree,
    open: &Open,
    heads: &HashMap<UnitId, Member>,
) -> Vec<Line> {
    let t = &visit.text;
    let units = shown(counted, open);
    let depths: Vec<usize> = units.iter().map(|unit| counted.tree.depth(*unit)).collect();
    let mut lines = Vec::with_capacity(units.len());
    for (place, unit) in units.iter().enumerate() {
        let Some(version) = counted.tree.get(*unit) else {
            continue;
        };
        let below = counted.tree.below(Some(*unit)).count();
        let next = depths.get(place + 1).copied().unwrap_or(0);
        let (people, posts) = counted.total(*unit);
        lines.push(Line {
            id: format!("u{unit}"),
            name: version.name.to_string(),
            href: at.link(&unit_href(*unit)),
            kind: t.say(version.kind.key()).into_owned(),
            head: heads.get(unit).map(|head| {
                let name = format!("{} {}", head.post, head.name.full());
                (name, format!("/staff/{}", head.employee))
            }),
            numbers: t.say2("organisation-numbers", "people", people, "posts", posts),
            opens: (below > 0 && open.holds(*unit))
                .then(|| t.say1("organisation-below", "count", below)),
            more: (below > 0 && !open.holds(*unit)).then(|| {
                let words = t.say1("organisation-below-show", "count", below);
                (
                    words,
                    format!("{}#u{unit}", at.link(&open.with(version, counted))),
                )
            }),
            closes: depths[place].saturating_sub(next),
        });
    }
    lines
}
