//! The whole plan as one value: what every import reads and every export writes.
//!
//! Nothing in here knows a database or a page. Depth and numbering are data: a plan of two pillars
//! and seven directions is the same type as one of three, eight and twenty-one.

use calendar::{Date, FiscalYear, YearSpan, YearStyle};
use measure::{Amount, Grade, Quality, Target};
use serde::{Deserialize, Serialize};

/// A plan from cover to last table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// Version of this format; 1.
    pub format: u32,
    /// Short stable name, used in addresses and file names: `midorino-2025`.
    pub code: String,
    /// The city (自治体名).
    pub municipality: String,
    /// The title on the cover.
    pub title: String,
    /// The section that answers for the plan, as printed at the end (人事課).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    /// When the plan was adopted, as the cover prints it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Date>,
    /// The basic policy (基本方針) that the plan carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Policy>,
    /// Laws the plan stands on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_bases: Vec<String>,
    /// The years looked back on (振り返り), if the document has that part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_years: Option<YearSpan>,
    /// The years planned.
    pub plan_years: YearSpan,
    /// The year of the mid-term review (中間見直し), in plans of five or more years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mid_term_review: Option<FiscalYear>,
    /// How fiscal years are printed.
    #[serde(default)]
    pub year_style: YearStyle,
    /// Code of the plan before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Where the document's content comes from, printed in the colophon of sample plans.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The levels of the tree, from the top: 柱, 方向性, 取組.
    pub levels: Vec<Level>,
    /// The introduction (はじめに).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub introduction: Vec<Section>,
    /// The tree in document order, every parent before its children.
    pub nodes: Vec<Node>,
    /// The programs (事業) in document order: the review part in the order of its nodes, then the plan
    /// part; [`PlanDocument::arranged`] puts them so.
    pub programs: Vec<Program>,
    /// Changes made after publication, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

impl PlanDocument {
    /// The document in its one order, whatever order a file had: programs by part and by node, and
    /// everything that belongs to years by year. Two documents that say the same are then equal.
    #[must_use]
    pub fn arranged(mut self) -> PlanDocument {
        let place = |path: &str| self.nodes.iter().position(|node| node.path == path);
        self.programs.sort_by_cached_key(|program| {
            (program.part, place(&program.node).unwrap_or(usize::MAX))
        });
        for program in &mut self.programs {
            program.plan.sort_by_key(|cell| cell.years.from);
            program.actual.sort_by_key(|cell| cell.years.from);
            program
                .evaluations
                .sort_by_key(|evaluation| evaluation.year);
            program.measures.iter_mut().for_each(Measure::arrange);
        }
        for node in &mut self.nodes {
            node.result_measures.iter_mut().for_each(Measure::arrange);
        }
        self.corrections.sort_by_key(|correction| correction.on);
        self
    }
}

/// The basic policy a plan carries out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Month of adoption, `2011-04`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<String>,
    /// Month of the last revision, `2016-03`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revised: Option<String>,
}

/// One level of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// What a node of this level is called: 柱.
    pub name: String,
    /// The same in English: Pillar.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// How its number is printed; `{n}` is the last part of the path, `{path}` the whole: `【{n}】`.
    pub label: String,
    /// Whether numbers begin again under each parent or run on across the document.
    #[serde(default)]
    pub numbering: Numbering,
}

/// Whether the numbers of a level begin again under each parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// 1, 2, 3 under each parent.
    #[default]
    Restart,
    /// Counted on across parents.
    Continuous,
}

/// A heading with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// Paragraphs, separated by an empty line.
    pub text: String,
}

/// A pillar, direction or initiative.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Its numbers from the top, joined by hyphens: `1-2-3`. The parent is the path without the last part.
    pub path: String,
    /// The name in the plan part.
    pub name: String,
    /// The name in the review part, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_name: Option<String>,
    /// The name in the system chart (体系図), where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart_name: Option<String>,
    /// The name of the capability that serves it, e.g. `paid-leave`; the same in every city's plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capability: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outline: String,
    /// Footnote under the review table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_footnote: Option<String>,
    /// Footnote under the plan table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_footnote: Option<String>,
    /// What came of the years under review (3年間の成果等).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_result: Option<String>,
    /// Figures quoted in the review result (約6割).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub result_measures: Vec<Measure>,
    /// Remarks about the transcription or the edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Which part of the document a program stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// 振り返り: plan and actual of the years before.
    Review,
    /// 実施計画: the years ahead; actuals are entered as they pass.
    Plan,
}

/// A program (事業): one row, or a pair of rows, of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Identity across parts, periods and names: `suggestions`. Unique within a part.
    pub key: String,
    /// Which part of the document it stands in.
    pub part: Part,
    /// Path of the node it belongs to.
    pub node: String,
    /// The name as printed in this part.
    pub name: String,
    /// The section in charge (担当課), by the name it is printed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Planned, by year or years.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<Cell>,
    /// Done, by year or years.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actual: Vec<Cell>,
    /// The figures its cells quote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// How each year was judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evaluations: Vec<Evaluation>,
    /// Where the program came from, when it did not simply keep its key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<Origin>,
    /// Remarks about the transcription or the edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One cell of a table; spans several years where the document merges them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The year or years the cell stands under.
    pub years: YearSpan,
    /// The text; `{key}` stands for a measure's figure of the year, `{key:target}` for its target,
    /// `{key@2017}` for another year's figure.
    pub text: String,
    /// What became of the program, where the cell says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// With [`Status::Merged`]: the key of the program it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    /// How sure the cell's figures are; anything but 確定 is printed behind the text.
    #[serde(default, skip_serializing_if = "is_final")]
    pub quality: Quality,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field by reference"
)]
fn is_final(quality: &Quality) -> bool {
    *quality == Quality::Final
}

/// What a cell says of its program. All differ: 未実施 was planned and not done, 実績なし was open but
/// nobody used it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// 検討
    Considered,
    /// 実施
    Carried,
    /// 継続
    Continued,
    /// 変更
    Changed,
    /// 統合
    Merged,
    /// 廃止
    Abolished,
    /// 未実施
    NotCarried,
    /// 実績なし
    NoResult,
}

/// An indicator with its figures over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Name of the figure: `suggestions.submitted`.
    pub key: String,
    /// What is counted: 応募件数.
    pub label: String,
    /// The unit: 件.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What is counted exactly, with the year from which each wording holds; a second entry breaks the series.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<Definition>,
    /// Whether more or less is good, and how much, by year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<YearTarget>,
    /// The figures, by year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
}

impl Measure {
    fn arrange(&mut self) {
        self.definitions.sort_by_key(|definition| definition.from);
        self.targets.sort_by_key(|target| target.year);
        self.values.sort_by_key(|value| value.year);
    }
}

/// A wording of what is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The first year counted by this wording.
    pub from: FiscalYear,
    /// The wording: 月60時間以上と推測される超過勤務.
    pub text: String,
}

/// The target of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearTarget {
    /// The year.
    pub year: FiscalYear,
    /// What the figure should be.
    #[serde(flatten)]
    pub target: Target,
}

/// The figure of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// The year.
    pub year: FiscalYear,
    /// The figure.
    pub amount: Amount,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "is_final")]
    pub quality: Quality,
    /// Where a figure entered by hand was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// True when Hagukumi computed it from records rather than somebody typing it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub computed: bool,
}

/// How a year of a program was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The year.
    pub year: FiscalYear,
    /// The grade given by people; where absent the figures speak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What is to happen next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_action: Option<NextAction>,
}

/// What is to happen with a program next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NextAction {
    /// 継続
    Continue,
    /// 拡充
    Expand,
    /// 見直し
    Revise,
    /// 統合
    Merge,
    /// 廃止
    Abolish,
}

/// Where a program came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Key of the program it came from.
    pub key: String,
    /// How.
    pub how: OriginKind,
}

/// How one program came from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OriginKind {
    /// 名称変更
    Renamed,
    /// 統合
    Merged,
    /// 分割
    Split,
}

/// A change made after publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day of the change.
    pub on: Date,
    /// What was changed, in words a reader finds it by: `2-3-1 慢性的な超過勤務の縮減 実績 2017`.
    pub place: String,
    /// The text before.
    pub before: String,
    /// The text after.
    pub after: String,
    /// The section or office that changed it.
    pub by: String,
    /// Why.
    pub reason: String,
}
