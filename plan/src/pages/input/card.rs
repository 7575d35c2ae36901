//! The card of one program on the page where results are entered.

use super::evaluation::{self, Achieved, EvaluationFields};
use super::refused::{Again, Conflict};
use super::result::{self, ResultFields};
use crate::document::Part;
use crate::pages::board_view::{label, name_in};
use crate::pages::frame::{Opened, part_name};
use crate::records::{Content, HistoryEntry, ProgramView, Version};
use crate::rules::{Standing, cells, standing};
use crate::text;
use calendar::{FiscalYear, YearSpan};
use screen::date_text;
use screen::form::{ErrorSummary, Form};
use screen::kit::{Status, amount};
use screen::visit::Visit;

/// Which of a card's forms was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Posted {
    Result,
    Evaluation,
}

/// One program in the year.
pub(crate) struct Card {
    pub key: String,
    pub name: String,
    pub place: String,
    pub owner: String,
    pub program: String,
    pub standing: Status,
    pub planned: String,
    pub before: Option<(String, String)>,
    pub computed: Vec<Computed>,
    pub entered: String,
    /// The form, where the reader may write.
    pub result: Option<ResultForm>,
    pub achieved: Vec<Achieved>,
    pub judged: String,
    pub evaluation: Option<EvaluationForm>,
    pub last: Option<LastChange>,
}

/// A figure that is counted from records.
pub(crate) struct Computed {
    pub label: String,
    pub figure: String,
    pub quality: String,
    pub records: String,
}

/// The form of a result.
pub(crate) struct ResultForm {
    pub action: String,
    pub summary: ErrorSummary,
    pub conflict: Option<Conflict>,
    pub fields: ResultFields,
}

/// The form of an evaluation.
pub(crate) struct EvaluationForm {
    pub action: String,
    pub summary: ErrorSummary,
    pub conflict: Option<Conflict>,
    pub fields: EvaluationFields,
    /// Shown unfolded: the year is over, or there is something in it.
    pub open: bool,
}

/// The last change of the result, with what takes it back.
pub(crate) struct LastChange {
    pub words: String,
    pub action: String,
    pub history: i64,
    pub version: i64,
}

/// What all cards of a page have in common.
pub(crate) struct Desk<'a> {
    pub visit: &'a Visit,
    pub opened: &'a Opened,
    pub year: FiscalYear,
    /// The plan's address.
    pub here: &'a str,
    /// The conditions of the page behind the addresses of its forms.
    pub query: &'a str,
    /// Whether results may be written now.
    pub open: bool,
    pub history: &'a [HistoryEntry],
}

/// The card of a program. `again` is what was posted for it and refused.
pub(crate) fn card(
    desk: &Desk<'_>,
    view: &ProgramView<'_>,
    again: Option<(Posted, Again)>,
) -> Card {
    let Desk {
        visit,
        opened,
        year,
        here,
        ..
    } = *desk;
    let program = view.program;
    let document = &opened.loaded.document;
    let node = document.nodes.iter().find(|node| node.path == program.node);
    let (result, evaluation) = match again {
        Some((Posted::Result, again)) => (Some(again), None),
        Some((Posted::Evaluation, again)) => (None, Some(again)),
        None => (None, None),
    };
    let cell_text = |line: &[crate::document::Cell]| {
        let cell = cells::under(line, year).cloned();
        cell.map(|cell| shown(program, cell, year, opened))
            .unwrap_or_default()
    };
    let of_year = evaluation::of_year(program, year);
    Card {
        key: program.key.clone(),
        name: program.name.clone(),
        place: node.map_or_else(String::new, |node| {
            format!("{} {}", label(document, node), name_in(node, program.part))
        }),
        owner: program.owner.clone().unwrap_or_default(),
        program: format!(
            "{here}/programs/{}/{}",
            part_name(program.part),
            program.key
        ),
        standing: standing_of(desk, view).status(),
        planned: cell_text(&program.plan),
        before: before(desk, view),
        computed: computed(desk, view),
        entered: cell_text(&program.actual),
        // What was typed is shown again even where nothing can be written any more.
        result: (desk.open || result.is_some()).then(|| result_form(desk, view, result)),
        achieved: evaluation::achieved(visit, program, year, opened.viewpoint.thresholds),
        judged: of_year.map(evaluation::summary).unwrap_or_default(),
        evaluation: (desk.open || evaluation.is_some())
            .then(|| evaluation_form(desk, view, evaluation)),
        last: last_change(desk, view),
    }
}

/// How the program stands when the year is looked at as one whose results are asked for.
pub(crate) fn standing_of(desk: &Desk<'_>, view: &ProgramView<'_>) -> Standing {
    let mut from = desk.opened.viewpoint.clone();
    from.asked.insert(desk.year);
    standing(view.program, desk.year, &from)
}

/// A cell seen from the year: figures and targets are those of the year.
fn shown(
    program: &crate::document::Program,
    cell: crate::document::Cell,
    year: FiscalYear,
    opened: &Opened,
) -> String {
    let seen = crate::document::Cell {
        years: YearSpan::of(year),
        ..cell
    };
    text::cell_text(program, &seen, opened.style)
}

/// The address that a form of the card posts to.
fn action(desk: &Desk<'_>, view: &ProgramView<'_>, what: &str) -> String {
    let part = part_name(view.program.part);
    let (key, year) = (&view.program.key, desk.year);
    format!(
        "{}/input/{part}/{key}/{year}{what}?{}",
        desk.here, desk.query
    )
}

fn result_form(desk: &Desk<'_>, view: &ProgramView<'_>, again: Option<Again>) -> ResultForm {
    let (form, conflict) = Again::form(desk.visit, again);
    let programs = &desk.opened.loaded.document.programs;
    ResultForm {
        action: action(desk, view, ""),
        summary: form.summary(),
        conflict,
        fields: result::fields(desk.visit, programs, view, desk.year, &form),
    }
}

fn evaluation_form(
    desk: &Desk<'_>,
    view: &ProgramView<'_>,
    again: Option<Again>,
) -> EvaluationForm {
    let begun = again.is_some() || evaluation::of_year(view.program, desk.year).is_some();
    let (form, conflict): (Form, _) = Again::form(desk.visit, again);
    let thresholds = desk.opened.viewpoint.thresholds;
    EvaluationForm {
        action: action(desk, view, "/evaluation"),
        summary: form.summary(),
        conflict,
        fields: evaluation::fields(desk.visit, view, desk.year, thresholds, &form),
        open: begun || desk.year < desk.opened.present,
    }
}

/// What was done the year before, also where that year stands in the other part of the document.
fn before(desk: &Desk<'_>, view: &ProgramView<'_>) -> Option<(String, String)> {
    let year = desk.year.previous();
    let loaded = &desk.opened.loaded;
    let same = [Part::Plan, Part::Review]
        .into_iter()
        .filter_map(|part| loaded.program_named(part, &view.program.key))
        .find(|view| !view.result(year).is_empty())?;
    let result = same.result(year);
    let words = match result.cell {
        Some(cell) => shown(same.program, cell, year, desk.opened),
        None => figures(same.program, year),
    };
    let label = date_text::fiscal_year(year, desk.opened.style, desk.visit.language());
    (!words.is_empty()).then_some((label, words))
}

/// The figures of a year in one line.
fn figures(program: &crate::document::Program, year: FiscalYear) -> String {
    let one = |measure: &crate::document::Measure| {
        let value = result::value(measure, year)?;
        Some(format!(
            "{}：{}{}",
            measure.label,
            amount(value.amount),
            measure.unit
        ))
    };
    program
        .measures
        .iter()
        .filter_map(one)
        .collect::<Vec<_>>()
        .join("、")
}

fn computed(desk: &Desk<'_>, view: &ProgramView<'_>) -> Vec<Computed> {
    let one = |measure: &crate::document::Measure| {
        let value = result::value(measure, desk.year).filter(|value| value.computed)?;
        Some(Computed {
            label: measure.label.clone(),
            figure: format!("{}{}", amount(value.amount), measure.unit),
            quality: text::quality_term(value.quality, desk.opened.style),
            records: format!("{}/figures/{}/{}", desk.here, measure.key, desk.year),
        })
    };
    view.program.measures.iter().filter_map(one).collect()
}

/// The last change of the year's result; none where the history does not reach back to it.
fn last_change(desk: &Desk<'_>, view: &ProgramView<'_>) -> Option<LastChange> {
    let is_result = |content: &Option<Content>| matches!(content, Some(Content::Result(_)));
    let entry = desk.history.iter().find(|entry| {
        entry.program == Some(view.record.id)
            && (is_result(&entry.before) || is_result(&entry.after))
    })?;
    let at = date_text::short_moment(entry.at, desk.visit.language());
    let mark = view.result_mark(desk.year);
    Some(LastChange {
        words: desk
            .visit
            .text
            .say2("plan-input-last", "at", at, "by", entry.by.as_str()),
        action: if desk.open {
            action(desk, view, "/undo")
        } else {
            String::new()
        },
        history: entry.id.0,
        version: mark.map_or(Version::NONE, |mark| mark.version).0,
    })
}
