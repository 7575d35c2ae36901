//! The board: every program over the years, plan under result, with what needs attention on top.

use super::board_view::{self, Board, Filter, Look, Row, counted_year, span_of};
use super::frame::{self, Head, Opened, Tab, part_name, part_named, year_label};
use super::series::{Series, series_of};
use crate::document::{Part, Program, Value};
use crate::rules::Standing;
use access::{Scope, ViewPlan};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::FiscalYear;
use measure::Amount;
use screen::chart::{self, Chart, Spark};
use screen::form::{Choice, Field, Form};
use screen::kit::{Status, amount};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use serde::Deserialize;
use words::Text;

/// The conditions in the address.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Conditions {
    part: Option<String>,
    node: Option<String>,
    owner: Option<String>,
    standing: Option<String>,
    mine: Option<String>,
}

/// What is asked for at the moment.
struct DueLine {
    day: String,
    words: String,
    own: usize,
    href: String,
}

/// One figure above the board.
struct KeyFigure {
    label: String,
    href: String,
    amount: String,
    unit: String,
    status: Option<Status>,
    spark: Spark,
    target: String,
    before: String,
}

/// The fields above the matrix.
struct Filters {
    part: Field,
    node: Field,
    owner: Field,
    standing: Field,
    mine: Field,
    narrowed: bool,
}

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage<'a> {
    t: &'a Text,
    head: Head,
    part: &'static str,
    input: Option<String>,
    files: String,
    as_of: String,
    bar: Chart,
    due: Option<DueLine>,
    figures: Vec<KeyFigure>,
    filters: Filters,
    initiative_word: String,
    shown: String,
    board: Board,
    legend: Vec<Standing>,
}

pub(crate) async fn board(
    may: May<ViewPlan>,
    Path(code): Path<String>,
    Query(conditions): Query<Conditions>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let entry = frame::entry_scope(&may);
    let (part, filter) = read(&conditions);
    let everything = Scope::All;
    let look = Look {
        part,
        style: opened.style,
        present: opened.present,
        viewpoint: &opened.viewpoint,
        filter: &filter,
        own: entry.as_ref().unwrap_or(&everything),
        may_enter: entry.is_some(),
    };
    let board = board_view::board(&opened.loaded, &look);
    let head = frame::head(&may, &opened, Tab::Board);
    let page = Page::new(head.title.clone(), frame::SECTION);
    let main = BoardPage {
        t: &may.text,
        part: part_name(part),
        input: entry.as_ref().map(|_| format!("{}/input", head.here)),
        files: format!("{}/publish", head.here),
        as_of: as_of(&may, &opened, &board),
        bar: bar(&may, &board),
        due: due_line(&may, &opened, entry.as_ref(), &head),
        figures: key_figures(&may, &opened, part, &head),
        filters: filters(&may, &opened, part, &filter, entry.as_ref()),
        initiative_word: level_word(&opened, &may.text),
        shown: may.text.say2(
            "plan-board-shown",
            "shown",
            board.shown,
            "total",
            board.total,
        ),
        legend: board
            .counts
            .present()
            .map(|(standing, _)| standing)
            .collect(),
        head,
        board,
    };
    may.page(page, &main)
}

fn read(conditions: &Conditions) -> (Part, Filter) {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let filter = Filter {
        node: given(&conditions.node),
        owner: given(&conditions.owner),
        standing: given(&conditions.standing).and_then(|name| Standing::named(&name)),
        mine: conditions.mine.is_some(),
    };
    let part = conditions
        .part
        .as_deref()
        .and_then(part_named)
        .unwrap_or(Part::Plan);
    (part, filter)
}

/// The day the board is seen from, with the year whose standings are counted.
fn as_of(visit: &Visit, opened: &Opened, board: &Board) -> String {
    let year = year_label(board.counted_year, opened.style, visit);
    let day = date_text::plain_day(visit.today(), visit.language());
    visit
        .text
        .say2("plan-board-as-of", "year", year, "day", day)
}

fn bar(visit: &Visit, board: &Board) -> Chart {
    let parts: Vec<chart::Part> = board
        .counts
        .present()
        .map(|(standing, count)| chart::Part {
            status: standing.status(),
            count: count.into(),
        })
        .collect();
    let title = visit.say("plan-board-summary");
    chart::shares(
        &chart::Shares {
            id: "standing",
            title: &title,
            parts: &parts,
        },
        &visit.text,
    )
}

fn due_line(visit: &Visit, opened: &Opened, entry: Option<&Scope>, head: &Head) -> Option<DueLine> {
    let round = opened.loaded.open_rounds().min_by_key(|round| round.due)?;
    let missing = |scope: &Scope| {
        opened
            .loaded
            .part(Part::Plan)
            .filter(|view| matches!(scope, Scope::All) || scope.holds(view.record.unit))
            .filter(|view| {
                crate::rules::standing(view.program, round.year, &opened.viewpoint)
                    == Standing::NotEntered
            })
            .count()
    };
    Some(DueLine {
        day: date_text::month_day(round.due, visit.language()),
        words: visit
            .text
            .say1("plan-board-until", "round", round.name.as_str()),
        own: entry.map_or(0, missing),
        href: format!("{}/input?year={}", head.here, round.year),
    })
}

/// How many figures stand above the board.
const KEY_FIGURES: usize = 5;

/// Figures with a target, those with the longest history first.
fn key_figures(visit: &Visit, opened: &Opened, part: Part, head: &Head) -> Vec<KeyFigure> {
    let document = &opened.loaded.document;
    let year = counted_year(span_of(document, part), opened.present);
    let mut found: Vec<(&Program, Series)> = document
        .programs
        .iter()
        .filter(|program| program.part == part)
        .flat_map(|program| {
            series_of(document, program)
                .into_iter()
                .map(move |series| (program, series))
        })
        .filter(|(_, series)| !series.targets.is_empty() && latest(series, year).is_some())
        .collect();
    found.sort_by_key(|(_, series)| std::cmp::Reverse(series.values.len()));
    found
        .iter()
        .take(KEY_FIGURES)
        .filter_map(|(program, series)| key_figure(visit, opened, program, series, year, head))
        .collect()
}

fn latest(series: &Series, year: FiscalYear) -> Option<&Value> {
    series
        .values
        .iter()
        .filter(|value| value.year <= year)
        .max_by_key(|value| value.year)
}

fn key_figure(
    visit: &Visit,
    opened: &Opened,
    program: &Program,
    series: &Series,
    year: FiscalYear,
    head: &Head,
) -> Option<KeyFigure> {
    let value = latest(series, year)?;
    let target = series.target(value.year);
    let grade = target.and_then(|target| {
        measure::judge(&target.target, value.amount, opened.viewpoint.thresholds)
    });
    let short = value.year.short_label(opened.style);
    Some(KeyFigure {
        label: series.label.clone(),
        href: format!(
            "{}/programs/{}/{}",
            head.here,
            part_name(program.part),
            program.key
        ),
        amount: amount(value.amount),
        unit: series.unit.clone(),
        status: grade.map(Status::from),
        spark: chart::spark(&series.points(), target.map(|target| target.target.amount)),
        target: target.map_or_else(String::new, |target| {
            let term = super::shown::target(&target.target, &visit.text);
            visit
                .text
                .say2("plan-board-target", "target", term, "year", short)
        }),
        before: series
            .value(value.year.previous())
            .map_or_else(String::new, |before| {
                let change = difference(value.amount, before.amount);
                visit.text.say1("plan-board-before", "change", change)
            }),
    })
}

/// `+0.5`, `−2`, `±0`.
pub(super) fn difference(now: Amount, before: Amount) -> String {
    let scale = now.scale().max(before.scale());
    let change = now.millionths() - before.millionths();
    let size = Amount::quotient(change.abs(), 1_000_000, scale)
        .map(amount)
        .unwrap_or_default();
    let sign = match change.signum() {
        1 => "+",
        -1 => "−",
        _ => "±",
    };
    format!("{sign}{size}")
}

/// What the lowest level of the tree is called: 取組.
fn level_word(opened: &Opened, t: &Text) -> String {
    let level = opened.loaded.document.levels.last();
    let english = t.language() == words::Language::English;
    match level {
        Some(level) if english && !level.name_en.is_empty() => level.name_en.clone(),
        Some(level) => level.name.clone(),
        None => t.say("plan-board-program").into_owned(),
    }
}

fn filters(
    visit: &Visit,
    opened: &Opened,
    part: Part,
    filter: &Filter,
    entry: Option<&Scope>,
) -> Filters {
    let t = &visit.text;
    let document = &opened.loaded.document;
    let form = Form::new(t);
    let all = || Choice::new("", t.say("plan-filter-all"));
    let select = |name: &str, label: &str, choices: Vec<Choice>, chosen: Option<&str>| {
        let choices = std::iter::once(all()).chain(choices).collect();
        form.select(name, &t.say(label), choices)
            .ticked([chosen.unwrap_or_default()])
            .small()
            .inline()
    };
    let top = document
        .nodes
        .iter()
        .filter(|node| !node.path.contains('-'));
    let mut owners: Vec<&String> = document
        .programs
        .iter()
        .filter_map(|program| program.owner.as_ref())
        .collect();
    owners.sort();
    owners.dedup();
    let parts = [Part::Plan, Part::Review]
        .into_iter()
        .filter(|part| *part == Part::Plan || document.review_years.is_some())
        .map(|part| {
            let years = frame::span_label(span_of(document, part), opened.style, t.language());
            let key = format!("plan-part-{}", part_name(part));
            Choice::new(part_name(part), t.say1(&key, "years", years))
        })
        .collect();
    Filters {
        part: form
            .select("part", &t.say("plan-filter-part"), parts)
            .ticked([part_name(part)])
            .small()
            .inline(),
        node: select(
            "node",
            "plan-filter-node",
            top.map(|node| {
                Choice::new(
                    &node.path,
                    format!("{} {}", board_view::label(document, node), node.name),
                )
            })
            .collect(),
            filter.node.as_deref(),
        ),
        owner: select(
            "owner",
            "plan-filter-owner",
            owners
                .into_iter()
                .map(|owner| Choice::new(owner, owner))
                .collect(),
            filter.owner.as_deref(),
        ),
        standing: select(
            "standing",
            "plan-filter-standing",
            Standing::ALL
                .into_iter()
                .map(|standing| Choice::new(standing.name(), t.say(standing.label())))
                .collect(),
            filter.standing.map(Standing::name),
        ),
        mine: match entry {
            Some(Scope::Units(_)) => {
                let tick = form.tick("mine", &t.say("plan-filter-mine"));
                if filter.mine {
                    tick.ticked(["1"])
                } else {
                    tick
                }
            }
            _ => form.hidden("all", "1"),
        },
        narrowed: filter.narrows(),
    }
}
