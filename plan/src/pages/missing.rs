//! What is missing in a year, section by section: for the personnel section and the committee.

use super::frame::{self, Head, Opened, Tab, part_name, year_label};
use super::input::{year_field, year_or_latest};
use crate::document::{Part, Program};
use crate::records::{Loaded, ProgramView};
use crate::rules::missing::part_of;
use crate::rules::{Lack, SectionMissing, Standing, lacking_reviews, missing, standing};
use access::{EditPlanStructure, ViewPlan};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use calendar::FiscalYear;
use exchange::csv::{Field as CsvField, write_utf8};
use people::UnitId;
use screen::form::Field;
use screen::visit::Visit;
use screen::{Download, May, Page, PageError, date_text};
use serde::Deserialize;
use words::Text;

/// How many programs a year asks for a result, and how many have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Progress {
    pub expected: usize,
    pub entered: usize,
}

impl Progress {
    /// 「20事業のうち 12 入力済み・未入力 8」
    pub(crate) fn words(self, t: &Text) -> String {
        t.fill(
            "plan-missing-progress",
            &[
                ("expected", self.expected.into()),
                ("entered", self.entered.into()),
                ("left", (self.expected - self.entered).into()),
            ],
        )
    }

    /// `12 / 20`
    pub(crate) fn short(self) -> String {
        format!("{} / {}", self.entered, self.expected)
    }
}

/// Counts the programs that are expected to have a result in the year. A program that has ended or for
/// which nothing was planned is not.
pub(crate) fn progress<'a>(
    views: impl Iterator<Item = ProgramView<'a>>,
    year: FiscalYear,
    opened: &Opened,
) -> Progress {
    let mut from = opened.viewpoint.clone();
    from.asked.insert(year);
    let mut progress = Progress::default();
    for view in views {
        if matches!(
            standing(view.program, year, &from),
            Standing::NotPlanned | Standing::Ended
        ) {
            continue;
        }
        progress.expected += 1;
        if view
            .program
            .actual
            .iter()
            .any(|cell| cell.years.contains(year))
        {
            progress.entered += 1;
        }
    }
    progress
}

/// 「年度末の実績」の期限 4月30日（金）・あと12日
pub(crate) fn round_line(visit: &Visit, loaded: &Loaded, year: FiscalYear) -> Option<String> {
    let round = loaded
        .open_rounds()
        .filter(|round| round.year == year)
        .min_by_key(|r| r.due)?;
    let day = date_text::month_day(round.due, visit.language());
    let left = date_text::due(round.due, visit.today(), &visit.text).words;
    Some(visit.text.fill(
        "plan-missing-due",
        &[
            ("round", round.name.as_str().into()),
            ("day", day.into()),
            ("left", left.into()),
        ],
    ))
}

/// The conditions in the address.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Conditions {
    year: Option<i16>,
}

/// One section.
struct SectionLine {
    owner: String,
    progress: Progress,
    lacks: Vec<usize>,
    /// Who may enter its results; shown to the personnel section only.
    editors: String,
    input: Option<String>,
}

/// One program that lacks something.
struct ProgramLine {
    owner: String,
    place: String,
    name: String,
    lacks: Vec<String>,
    href: String,
}

const LACKS: [Lack; 4] = [
    Lack::Result,
    Lack::Figure,
    Lack::FinalFigure,
    Lack::Evaluation,
];

#[derive(Template)]
#[template(path = "missing.html")]
struct MissingPage<'a> {
    t: &'a Text,
    head: Head,
    heading: String,
    year: Field,
    csv: String,
    progress: Progress,
    counts: String,
    due: Option<String>,
    heads: Vec<String>,
    sections: Vec<SectionLine>,
    totals: Vec<usize>,
    with_editors: bool,
    programs: Vec<ProgramLine>,
    reviews: Vec<(String, String)>,
    review: String,
}

pub(crate) async fn page(
    may: May<ViewPlan>,
    Path(code): Path<String>,
    Query(conditions): Query<Conditions>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let head = frame::head(&may, &opened, Tab::Missing);
    let year = year_or_latest(&opened, conditions.year);
    let lacking = missing(&opened.loaded, year, may.today());
    let with_editors = frame::holds::<EditPlanStructure>(&may);
    let sections = sections(&may, &opened, year, &lacking, (&head.here, with_editors)).await?;
    let part = part_of(&opened.loaded.document, year);
    let progress = progress(opened.loaded.part(part), year, &opened);
    let main = MissingPage {
        t: &may.text,
        heading: may.text.say1(
            "plan-missing-heading",
            "year",
            year_label(year, opened.style, &may),
        ),
        year: year_field(&may, &opened, year),
        csv: format!("{}/missing.csv?year={year}", head.here),
        counts: progress.words(&may.text),
        progress,
        due: round_line(&may, &opened.loaded, year),
        heads: LACKS.iter().map(|lack| may.say(lack.label())).collect(),
        totals: (0..LACKS.len())
            .map(|at| sections.iter().map(|line| line.lacks[at]).sum())
            .collect(),
        sections,
        with_editors,
        programs: programs(&may, &opened, year, &lacking, &head.here),
        reviews: reviews(&opened, &head.here),
        review: format!("{}/review", head.here),
        head,
    };
    may.page(
        Page::new(may.say("plan-tab-missing"), frame::SECTION),
        &main,
    )
}

/// The sections of the year's part in the order of the document, those that lack nothing too.
async fn sections(
    visit: &Visit,
    opened: &Opened,
    year: FiscalYear,
    lacking: &[SectionMissing],
    (here, with_editors): (&str, bool),
) -> Result<Vec<SectionLine>, PageError> {
    let loaded = &opened.loaded;
    let part = part_of(&loaded.document, year);
    let mut keys: Vec<(Option<&String>, Option<i64>)> = Vec::new();
    for view in loaded.part(part) {
        let key = (view.program.owner.as_ref(), view.record.unit);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let entry = frame::entry_scope(visit);
    let mut lines = Vec::with_capacity(keys.len());
    for (owner, unit) in keys {
        let own = |view: &ProgramView<'_>| {
            view.program.owner.as_ref() == owner && view.record.unit == unit
        };
        let same =
            |section: &&SectionMissing| section.owner.as_ref() == owner && section.unit == unit;
        let lacks = lacking.iter().find(same);
        let count = |lack: &Lack| {
            let programs = lacks.into_iter().flat_map(|section| &section.programs);
            programs
                .filter(|program| program.lacks.contains(lack))
                .count()
        };
        let may_enter = entry.as_ref().is_some_and(|scope| scope.holds(unit));
        let query = owner.map_or_else(String::new, |owner| {
            format!("&owner={}", super::encoded(owner))
        });
        lines.push(SectionLine {
            owner: owner
                .cloned()
                .unwrap_or_else(|| visit.say("plan-missing-no-owner")),
            progress: progress(loaded.part(part).filter(own), year, opened),
            lacks: LACKS.iter().map(count).collect(),
            editors: if with_editors {
                editors(visit, unit).await?
            } else {
                String::new()
            },
            input: may_enter.then(|| format!("{here}/input?year={year}{query}")),
        });
    }
    Ok(lines)
}

/// The names of those who may enter a section's results.
async fn editors(visit: &Visit, unit: Option<i64>) -> Result<String, PageError> {
    let Some(unit) = unit else {
        return Ok(visit.say("plan-missing-no-unit"));
    };
    let mut names = Vec::new();
    for id in accounts::section_editors(visit.db(), UnitId(unit), visit.today()).await? {
        if let Some(account) = accounts::account(visit.db(), id).await? {
            names.push(account.name);
        }
    }
    if names.is_empty() {
        Ok(visit.say("plan-missing-no-editor"))
    } else {
        Ok(names.join("、"))
    }
}

fn programs(
    visit: &Visit,
    opened: &Opened,
    year: FiscalYear,
    lacking: &[SectionMissing],
    here: &str,
) -> Vec<ProgramLine> {
    let entry = frame::entry_scope(visit);
    let line = |section: &SectionMissing, at: usize, lacks: &[Lack]| {
        let program: &Program = &opened.loaded.document.programs[at];
        let may_enter = entry
            .as_ref()
            .is_some_and(|scope| scope.holds(section.unit));
        ProgramLine {
            owner: section
                .owner
                .clone()
                .unwrap_or_else(|| visit.say("plan-missing-no-owner")),
            place: program.node.clone(),
            name: program.name.clone(),
            lacks: lacks.iter().map(|lack| visit.say(lack.label())).collect(),
            href: if may_enter {
                format!("{here}/input?year={year}#{}", program.key)
            } else {
                format!(
                    "{here}/programs/{}/{}",
                    part_name(program.part),
                    program.key
                )
            },
        }
    };
    lacking
        .iter()
        .flat_map(|section| {
            section
                .programs
                .iter()
                .map(move |program| (section, program))
        })
        .map(|(section, program)| line(section, program.program, &program.lacks))
        .collect()
}

/// The initiatives whose review has not been written, while it can still be written.
fn reviews(opened: &Opened, here: &str) -> Vec<(String, String)> {
    if !opened.loaded.state.in_work() {
        return Vec::new();
    }
    let document = &opened.loaded.document;
    let line = |at: usize| {
        let node = &document.nodes[at];
        let name = super::board_view::name_in(node, Part::Review);
        let label = super::board_view::label(document, node);
        (
            format!("{label} {name}"),
            format!("{here}/review#n{}", node.path),
        )
    };
    lacking_reviews(document).into_iter().map(line).collect()
}

/// The programs that lack something, as a file for a spreadsheet.
pub(crate) async fn file(
    may: May<ViewPlan>,
    Path(code): Path<String>,
    Query(conditions): Query<Conditions>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let year = year_or_latest(&opened, conditions.year);
    let lacking = missing(&opened.loaded, year, may.today());
    let heads = [
        "plan-source-year",
        "plan-program-owner",
        "plan-missing-place",
        "plan-board-program",
        "plan-missing-what",
    ];
    let mut rows = vec![
        heads
            .map(|key| CsvField::from(may.say(key).as_str()))
            .to_vec(),
    ];
    for line in programs(&may, &opened, year, &lacking, "") {
        let what = line.lacks.join("、");
        let mut row = vec![CsvField::plain(year)];
        row.extend(
            [&line.owner, &line.place, &line.name, &what].map(|text| CsvField::from(text.as_str())),
        );
        rows.push(row);
    }
    let download = Download {
        name: format!("{code}-missing-{year}.csv"),
        media: "text/csv; charset=utf-8",
        bytes: write_utf8(&rows),
        inline: false,
    };
    Ok(download.into_response())
}
