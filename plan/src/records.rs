//! What the database knows of a plan beside its document: ids, versions, who changed what, which years
//! are closed, which input rounds are open.

use crate::document::{
    Cell, Evaluation, Part, PlanDocument, Program, Section, Status, Value, YearTarget,
};
use calendar::{Date, FiscalYear, YearSpan};
use jiff::Timestamp;
use measure::{Amount, Quality};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

store::id!(
    /// A plan.
    pub struct PlanId;
);
store::id!(
    /// A node of a plan's tree.
    pub struct NodeId;
);
store::id!(
    /// A program in one part of a plan.
    pub struct ProgramId;
);
store::id!(
    /// An input round.
    pub struct RoundId;
);
store::id!(
    /// An entry of the history of changes.
    pub struct HistoryId;
);
store::id!(
    /// Says whether something is still what its reader saw: every change draws a new number. It has no
    /// order and no meaning beside that.
    pub struct Version;
);

impl Version {
    /// The version of what is not there yet, e.g. the result of a year that nobody entered.
    pub const NONE: Version = Version(0);
}

/// How far a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 作成中: the personnel section builds tree and programs.
    Draft,
    /// 各課入力: the sections fill in their programs.
    SectionInput,
    /// 人事課確認
    HrReview,
    /// 委員会審議
    Committee,
    /// 策定済み: decided; results are entered as the years pass.
    Adopted,
    /// 公表済み: everybody can read it.
    Published,
    /// 終了: the period is over and every year is closed.
    Closed,
}

/// The two lines of a program's table row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// 計画
    Plan,
    /// 実績
    Actual,
}

/// The version of something with who made it so and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The version.
    pub version: Version,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// Who changed it last.
    pub changed_by: String,
}

/// A plan as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The plan.
    pub id: PlanId,
    /// How far it has come.
    pub state: State,
    /// Of everything in it: changes with every act; good as an entity tag.
    pub mark: Mark,
    /// Of the cover alone: title, years, policy, introduction.
    pub cover: Version,
    /// The document, arranged ([`PlanDocument::arranged`]).
    pub document: PlanDocument,
    /// Beside `document.nodes`, in the same order.
    pub nodes: Vec<NodeRecord>,
    /// Beside `document.programs`, in the same order.
    pub programs: Vec<ProgramRecord>,
    /// Years that are closed now, in order.
    pub closings: Vec<Closing>,
    /// Input rounds, oldest first.
    pub rounds: Vec<Round>,
}

/// What the database knows of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeRecord {
    /// The node.
    pub id: NodeId,
    /// Of its names and texts.
    pub mark: Mark,
}

/// What the database knows of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramRecord {
    /// The program.
    pub id: ProgramId,
    /// The unit that enters its results; `None` when the printed owner is no section of the directory.
    pub unit: Option<i64>,
    /// Of its name, owner, place, measures and targets.
    pub mark: Mark,
    /// Beside the program's `plan` cells.
    pub plan: Vec<Mark>,
    /// Beside the program's `actual` cells; the version of a year's result as a whole.
    pub actual: Vec<Mark>,
    /// Beside the program's evaluations.
    pub evaluations: Vec<Mark>,
}

/// A program of a loaded plan, from both sides.
#[derive(Debug, Clone, Copy)]
pub struct ProgramView<'a> {
    /// Its place in `document.programs` and in `programs`.
    pub index: usize,
    /// As the document has it.
    pub program: &'a Program,
    /// As the database has it.
    pub record: &'a ProgramRecord,
}

/// A plan in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSummary {
    /// The plan.
    pub id: PlanId,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The years planned.
    pub years: YearSpan,
    /// How its years are printed.
    pub year_style: calendar::YearStyle,
    /// Code of the plan before.
    pub previous: Option<String>,
    /// How far it has come.
    pub state: State,
    /// When it was last changed, and by whom.
    pub mark: Mark,
    /// How many programs its plan part has.
    pub programs: i64,
}

/// A closed year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Its number in the database.
    pub id: i64,
    /// The year.
    pub year: FiscalYear,
    /// When it was closed.
    pub at: Timestamp,
    /// Who closed it.
    pub by: String,
    /// The computed figures as they stood then.
    pub frozen: Vec<Frozen>,
}

/// A computed figure as it stood when its year was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The program that quotes it.
    pub program: ProgramId,
    /// Name of the figure.
    pub key: String,
    /// The number.
    pub amount: Amount,
    /// How sure it was.
    pub quality: Quality,
    /// The version of the definition it was counted by.
    pub definition: u32,
}

/// A request to the sections to enter the results of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The round.
    pub id: RoundId,
    /// The year whose results are asked for.
    pub year: FiscalYear,
    /// What is asked for.
    pub kind: RoundKind,
    /// Its name in lists: 中間の実績.
    pub name: String,
    /// The last day for entering.
    pub due: Date,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Who opened it.
    pub opened_by: String,
    /// When it was closed; `None` while results are asked for.
    pub closed_at: Option<Timestamp>,
}

impl Round {
    /// Whether results are being asked for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }
}

/// What an input round asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundKind {
    /// 中間: how the year stands so far; figures may be 時点 or 予測値.
    MidYear,
    /// 年度末: the year's result; figures are 確定.
    YearEnd,
}

/// A change of a plan, as the history keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The entry; later entries have larger numbers.
    pub id: HistoryId,
    /// The program, where the change was one of a program.
    pub program: Option<ProgramId>,
    /// Where the change was made, in words: `2-3-1 慢性的な超過勤務の縮減`.
    pub place: String,
    /// The years it concerns.
    pub years: Option<YearSpan>,
    /// What stood there; `None` when nothing did.
    pub before: Option<Content>,
    /// What stands there since; `None` when it was taken away.
    pub after: Option<Content>,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
}

/// A piece of a plan as the history keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Content {
    /// A year's result: the cell and the figures entered with it.
    Result(YearResult),
    /// A cell of the plan line.
    PlanCell(Cell),
    /// A target of a measure.
    Target {
        /// Name of the measure.
        key: String,
        /// The target of the year.
        target: YearTarget,
    },
    /// How a year was judged.
    Evaluation(Evaluation),
    /// A program as a whole, when it was added, removed or imported anew.
    Program(Box<Program>),
    /// Name and owner of a program.
    Heading {
        /// The name as printed.
        name: String,
        /// The section in charge.
        owner: Option<String>,
    },
    /// A text of a node or of the cover.
    Text {
        /// Which text: `name`, `outline`, `review-result` …
        field: String,
        /// The text.
        text: String,
    },
    /// The introduction.
    Introduction {
        /// Its sections.
        sections: Vec<Section>,
    },
}

/// The result of one year of a program.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct YearResult {
    /// The cell that covers the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// The year's figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<YearFigure>,
}

/// A figure of a year's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearFigure {
    /// Name of the measure.
    pub key: String,
    /// The figure.
    pub value: Value,
}

impl Loaded {
    /// The code of the plan.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.document.code
    }

    /// All programs in document order.
    pub fn views(&self) -> impl Iterator<Item = ProgramView<'_>> {
        self.document
            .programs
            .iter()
            .zip(&self.programs)
            .enumerate()
            .map(|(index, (program, record))| ProgramView {
                index,
                program,
                record,
            })
    }

    /// The programs of one part, in document order.
    pub fn part(&self, part: Part) -> impl Iterator<Item = ProgramView<'_>> {
        self.views().filter(move |view| view.program.part == part)
    }

    /// The program of an id.
    #[must_use]
    pub fn program(&self, id: ProgramId) -> Option<ProgramView<'_>> {
        self.views().find(|view| view.record.id == id)
    }

    /// The program of a key in a part.
    #[must_use]
    pub fn program_named(&self, part: Part, key: &str) -> Option<ProgramView<'_>> {
        self.part(part).find(|view| view.program.key == key)
    }

    /// The node of an id with its place in the document.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<usize> {
        self.nodes.iter().position(|record| record.id == id)
    }

    /// Whether the year is closed.
    #[must_use]
    pub fn is_closed(&self, year: FiscalYear) -> bool {
        self.closing(year).is_some()
    }

    /// The closing of a year that is closed.
    #[must_use]
    pub fn closing(&self, year: FiscalYear) -> Option<&Closing> {
        self.closings.iter().find(|closing| closing.year == year)
    }

    /// Rounds in which results are being asked for.
    pub fn open_rounds(&self) -> impl Iterator<Item = &Round> {
        self.rounds.iter().filter(|round| round.is_open())
    }

    /// The years whose results have been asked for, in a round that is open or over.
    #[must_use]
    pub fn asked_years(&self) -> BTreeSet<FiscalYear> {
        self.rounds.iter().map(|round| round.year).collect()
    }

    /// Where a program stands, in words a reader finds it by: `2-3-1 慢性的な超過勤務の縮減`.
    #[must_use]
    pub fn place(&self, program: &Program) -> String {
        format!("{} {}", program.node, program.name)
    }
}

impl ProgramView<'_> {
    /// The version of a year's result: of the cell that covers the year, or [`Version::NONE`].
    #[must_use]
    pub fn result_mark(&self, year: FiscalYear) -> Option<&Mark> {
        let place = self
            .program
            .actual
            .iter()
            .position(|cell| cell.years.contains(year))?;
        self.record.actual.get(place)
    }

    /// The version of the plan cell that covers the year.
    #[must_use]
    pub fn plan_mark(&self, year: FiscalYear) -> Option<&Mark> {
        let place = self
            .program
            .plan
            .iter()
            .position(|cell| cell.years.contains(year))?;
        self.record.plan.get(place)
    }

    /// The version of the year's evaluation.
    #[must_use]
    pub fn evaluation_mark(&self, year: FiscalYear) -> Option<&Mark> {
        let place = self
            .program
            .evaluations
            .iter()
            .position(|each| each.year == year)?;
        self.record.evaluations.get(place)
    }

    /// The result of a year as the document has it.
    #[must_use]
    pub fn result(&self, year: FiscalYear) -> YearResult {
        YearResult::of(self.program, year)
    }
}

impl YearResult {
    /// The result of a year of a program.
    #[must_use]
    pub fn of(program: &Program, year: FiscalYear) -> YearResult {
        let figure = |measure: &crate::document::Measure| {
            let value = measure.values.iter().find(|value| value.year == year)?;
            Some(YearFigure {
                key: measure.key.clone(),
                value: value.clone(),
            })
        };
        YearResult {
            cell: program
                .actual
                .iter()
                .find(|cell| cell.years.contains(year))
                .cloned(),
            figures: program.measures.iter().filter_map(figure).collect(),
        }
    }

    /// Whether nothing was entered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cell.is_none() && self.figures.is_empty()
    }
}

impl Content {
    /// The content in one text, as lists of changes and conflicts show it; placeholders stay as they
    /// are written.
    #[must_use]
    pub fn summary(&self) -> String {
        match self {
            Content::Result(result) => result.summary(),
            Content::PlanCell(cell) => cell_summary(cell),
            Content::Target { key, target } => {
                format!("{key} {}", crate::text::target_term(&target.target))
            }
            Content::Evaluation(evaluation) => {
                let grade = evaluation.grade.map_or("", crate::text::grade_term);
                let next = evaluation
                    .next_action
                    .map_or("", crate::text::next_action_term);
                joined(&[grade, &evaluation.reason, next])
            }
            Content::Program(program) => program.name.clone(),
            Content::Heading { name, owner } => {
                joined(&[name, owner.as_deref().unwrap_or_default()])
            }
            Content::Text { text, .. } => text.clone(),
            Content::Introduction { sections } => {
                let headings: Vec<&str> = sections.iter().map(|s| s.heading.as_str()).collect();
                headings.join("、")
            }
        }
    }
}

impl YearResult {
    /// The result in one text: `実施：18名（participants 18）`.
    #[must_use]
    pub fn summary(&self) -> String {
        let text = self.cell.as_ref().map(cell_summary).unwrap_or_default();
        let figures: Vec<String> = self
            .figures
            .iter()
            .map(|figure| format!("{} {}", figure.key, figure.value.amount))
            .collect();
        if figures.is_empty() {
            text
        } else {
            format!("{text}（{}）", figures.join("、"))
        }
    }
}

fn cell_summary(cell: &Cell) -> String {
    let status = cell
        .status
        .map(crate::text::status_term)
        .filter(|term| *term != cell.text);
    joined(&[status.unwrap_or_default(), &cell.text])
}

fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

/// Whether a cell says that the program ends with it.
#[must_use]
pub fn ends_program(status: Option<Status>) -> bool {
    matches!(status, Some(Status::Merged | Status::Abolished))
}
