//! What differs between a plan in the database and one in a file.

use crate::document::{Cell, Measure, Node, Part, PlanDocument, Program};
use crate::text::{
    cell_text, grade_term, next_action_term, origin_term, quality_suffix, target_term,
};
use calendar::{YearSpan, YearStyle};

/// Whether something was there before and is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Only in the new document.
    Added,
    /// In both, and different.
    Changed,
    /// Only in the old document.
    Removed,
    /// In both, and the same.
    Unchanged,
}

impl Change {
    /// Fluent key of its word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Change::Added => "plan-change-added",
            Change::Changed => "plan-change-changed",
            Change::Removed => "plan-change-removed",
            Change::Unchanged => "plan-change-unchanged",
        }
    }
}

/// Everything that differs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// Title, years, policy, levels, introduction.
    pub cover: Vec<Detail>,
    /// The nodes: those of the new document in its order, then those taken away.
    pub nodes: Vec<NodeChange>,
    /// The programs, in the same manner.
    pub programs: Vec<ProgramChange>,
}

/// A node in both documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeChange {
    /// Its path.
    pub path: String,
    /// Its name, the new one where there is one.
    pub name: String,
    /// What became of it.
    pub change: Change,
    /// What differs.
    pub details: Vec<Detail>,
}

/// A program in both documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramChange {
    /// The part it stands in.
    pub part: Part,
    /// Its key.
    pub key: String,
    /// Path of its node, the new one where there is one.
    pub node: String,
    /// Its name, the new one where there is one.
    pub name: String,
    /// What became of it.
    pub change: Change,
    /// What differs.
    pub details: Vec<Detail>,
}

/// One thing that differs, with both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub field: Field,
    /// The years it concerns.
    pub years: Option<YearSpan>,
    /// The measure it concerns, by its label.
    pub measure: Option<String>,
    /// The text before; empty when there was none.
    pub before: String,
    /// The text now; empty when there is none.
    pub after: String,
}

/// A thing that can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// 表題
    Title,
    /// Municipality, publisher, policy, legal bases, source, adoption.
    Cover,
    /// 計画期間 and what hangs on it.
    Years,
    /// 階層
    Levels,
    /// はじめに
    Introduction,
    /// 訂正
    Corrections,
    /// 名称
    Name,
    /// 担当課
    Owner,
    /// Place in the tree.
    Place,
    /// Outline, footnotes, remarks.
    Text,
    /// 振り返りの成果
    ReviewResult,
    /// 計画
    Plan,
    /// 実績
    Actual,
    /// 指標: label, unit, existence.
    Measure,
    /// 定義
    Definition,
    /// 目標
    Target,
    /// 数値
    Value,
    /// 評価
    Evaluation,
    /// 由来
    Origin,
}

impl Field {
    /// Fluent key of its word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Field::Title => "plan-field-title",
            Field::Cover => "plan-field-cover",
            Field::Years => "plan-field-years",
            Field::Levels => "plan-field-levels",
            Field::Introduction => "plan-field-introduction",
            Field::Corrections => "plan-field-corrections",
            Field::Name => "plan-field-name",
            Field::Owner => "plan-field-owner",
            Field::Place => "plan-field-place",
            Field::Text => "plan-field-text",
            Field::ReviewResult => "plan-field-review-result",
            Field::Plan => "plan-field-plan",
            Field::Actual => "plan-field-actual",
            Field::Measure => "plan-field-measure",
            Field::Definition => "plan-field-definition",
            Field::Target => "plan-field-target",
            Field::Value => "plan-field-value",
            Field::Evaluation => "plan-field-evaluation",
            Field::Origin => "plan-field-origin",
        }
    }
}

impl Diff {
    /// Whether both documents say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cover.is_empty()
            && self
                .nodes
                .iter()
                .all(|node| node.change == Change::Unchanged)
            && self
                .programs
                .iter()
                .all(|program| program.change == Change::Unchanged)
    }

    /// How many programs were changed so.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.programs
            .iter()
            .filter(|program| program.change == change)
            .count()
    }
}

/// What differs between two documents; `None` as the old one makes everything new.
#[must_use]
pub fn changes(old: Option<&PlanDocument>, new: &PlanDocument) -> Diff {
    let Some(old) = old else {
        return all_added(new);
    };
    let node_of = |document: &PlanDocument, path: &str| {
        document
            .nodes
            .iter()
            .find(|node| node.path == path)
            .cloned()
    };
    let program_of = |document: &PlanDocument, program: &Program| {
        let same = |p: &&Program| p.part == program.part && p.key == program.key;
        document.programs.iter().find(same).cloned()
    };
    let mut nodes: Vec<NodeChange> = Vec::with_capacity(new.nodes.len());
    for node in &new.nodes {
        nodes.push(match node_of(old, &node.path) {
            None => node_change(node, Change::Added, Vec::new()),
            Some(before) => {
                let details = node_details(&before, node, new.year_style);
                node_change(node, changed(&before == node), details)
            }
        });
    }
    let gone = old
        .nodes
        .iter()
        .filter(|node| node_of(new, &node.path).is_none());
    nodes.extend(gone.map(|node| node_change(node, Change::Removed, Vec::new())));

    let mut programs: Vec<ProgramChange> = Vec::with_capacity(new.programs.len());
    for program in &new.programs {
        programs.push(match program_of(old, program) {
            None => program_change(program, Change::Added, Vec::new()),
            Some(before) => {
                let details = program_details(&before, program, (old.year_style, new.year_style));
                program_change(program, changed(&before == program), details)
            }
        });
    }
    let gone = old
        .programs
        .iter()
        .filter(|program| program_of(new, program).is_none());
    programs.extend(gone.map(|program| program_change(program, Change::Removed, Vec::new())));
    Diff {
        cover: cover_details(old, new),
        nodes,
        programs,
    }
}

fn all_added(new: &PlanDocument) -> Diff {
    let nodes = new
        .nodes
        .iter()
        .map(|node| node_change(node, Change::Added, Vec::new()));
    let programs = new
        .programs
        .iter()
        .map(|program| program_change(program, Change::Added, Vec::new()));
    Diff {
        cover: Vec::new(),
        nodes: nodes.collect(),
        programs: programs.collect(),
    }
}

fn changed(same: bool) -> Change {
    if same {
        Change::Unchanged
    } else {
        Change::Changed
    }
}

fn node_change(node: &Node, change: Change, details: Vec<Detail>) -> NodeChange {
    NodeChange {
        path: node.path.clone(),
        name: node.name.clone(),
        change,
        details,
    }
}

fn program_change(program: &Program, change: Change, details: Vec<Detail>) -> ProgramChange {
    ProgramChange {
        part: program.part,
        key: program.key.clone(),
        node: program.node.clone(),
        name: program.name.clone(),
        change,
        details,
    }
}

/// Details in the making; a pair of equal texts is none.
struct Details(Vec<Detail>);

impl Details {
    fn text(&mut self, field: Field, before: impl Into<String>, after: impl Into<String>) {
        self.push(field, None, None, before.into(), after.into());
    }

    fn push(
        &mut self,
        field: Field,
        years: Option<YearSpan>,
        measure: Option<&str>,
        before: String,
        after: String,
    ) {
        if before != after {
            let measure = measure.map(str::to_owned);
            self.0.push(Detail {
                field,
                years,
                measure,
                before,
                after,
            });
        }
    }
}

fn cover_details(old: &PlanDocument, new: &PlanDocument) -> Vec<Detail> {
    let mut details = Details(Vec::new());
    details.text(Field::Title, &old.title, &new.title);
    let cover = |document: &PlanDocument| {
        let policy = document.policy.as_ref().map(|policy| {
            let months = [&policy.adopted, &policy.revised].map(|m| m.clone().unwrap_or_default());
            format!("{} {}", policy.name, months.join(" "))
        });
        let adopted = document.adopted.map(|day| day.to_string());
        let mut parts = vec![
            document.municipality.clone(),
            document.publisher.clone(),
            adopted.unwrap_or_default(),
            policy.unwrap_or_default(),
            document.previous.clone().unwrap_or_default(),
            document.source.clone(),
        ];
        parts.extend(document.legal_bases.iter().cloned());
        parts.retain(|part| !part.trim().is_empty());
        parts.join("、")
    };
    details.text(Field::Cover, cover(old), cover(new));
    let years = |document: &PlanDocument| {
        let style = document.year_style;
        let review = document
            .review_years
            .map(|years| format!("{} → ", years.label(style)));
        let mid_term = document
            .mid_term_review
            .map(|year| format!("（{}）", year.label(style)));
        let (review, mid_term) = (review.unwrap_or_default(), mid_term.unwrap_or_default());
        format!("{review}{}{mid_term}", document.plan_years.label(style))
    };
    details.text(Field::Years, years(old), years(new));
    let levels = |document: &PlanDocument| {
        let each = document.levels.iter().map(|level| {
            format!(
                "{} {} {} {:?}",
                level.name, level.name_en, level.label, level.numbering
            )
        });
        each.collect::<Vec<_>>().join("、")
    };
    details.text(Field::Levels, levels(old), levels(new));
    let introduction = |document: &PlanDocument| {
        let each = document
            .introduction
            .iter()
            .map(|s| format!("{}\n{}", s.heading, s.text));
        each.collect::<Vec<_>>().join("\n\n")
    };
    details.text(Field::Introduction, introduction(old), introduction(new));
    let corrections = |document: &PlanDocument| {
        let each = document.corrections.iter().map(|c| {
            format!(
                "{} {} {}→{} {} {}",
                c.on, c.place, c.before, c.after, c.by, c.reason
            )
        });
        each.collect::<Vec<_>>().join("\n")
    };
    details.text(Field::Corrections, corrections(old), corrections(new));
    details.0
}

fn node_details(old: &Node, new: &Node, style: YearStyle) -> Vec<Detail> {
    let mut details = Details(Vec::new());
    let names = |node: &Node| {
        let others = [&node.review_name, &node.chart_name].into_iter().flatten();
        let mut names = node.name.clone();
        for other in others {
            names.push_str(" / ");
            names.push_str(other);
        }
        names
    };
    details.text(Field::Name, names(old), names(new));
    let texts = |node: &Node| {
        let rest = [
            &node.capability,
            &node.review_footnote,
            &node.plan_footnote,
            &node.note,
        ];
        let rest = rest.into_iter().flatten().map(String::as_str);
        let all: Vec<&str> = std::iter::once(node.outline.as_str()).chain(rest).collect();
        all.join("\n")
    };
    details.text(Field::Text, texts(old), texts(new));
    let review = |node: &Node| node.review_result.clone().unwrap_or_default();
    details.text(Field::ReviewResult, review(old), review(new));
    measures(
        &mut details,
        &old.result_measures,
        &new.result_measures,
        style,
    );
    details.0
}

fn program_details(old: &Program, new: &Program, styles: (YearStyle, YearStyle)) -> Vec<Detail> {
    let mut details = Details(Vec::new());
    details.text(Field::Name, &old.name, &new.name);
    let owner = |program: &Program| program.owner.clone().unwrap_or_default();
    details.text(Field::Owner, owner(old), owner(new));
    details.text(Field::Place, &old.node, &new.node);
    let note = |program: &Program| program.note.clone().unwrap_or_default();
    details.text(Field::Text, note(old), note(new));
    cells(
        &mut details,
        Field::Plan,
        (old, &old.plan),
        (new, &new.plan),
        styles,
    );
    cells(
        &mut details,
        Field::Actual,
        (old, &old.actual),
        (new, &new.actual),
        styles,
    );
    measures(&mut details, &old.measures, &new.measures, styles.1);
    evaluations(&mut details, old, new);
    let origins = |program: &Program| {
        let each = program
            .origins
            .iter()
            .map(|o| format!("{} {}", o.key, origin_term(o.how)));
        each.collect::<Vec<_>>().join("、")
    };
    details.text(Field::Origin, origins(old), origins(new));
    details.0
}

fn cells(
    details: &mut Details,
    field: Field,
    (old, old_cells): (&Program, &[Cell]),
    (new, new_cells): (&Program, &[Cell]),
    styles: (YearStyle, YearStyle),
) {
    let same = |cells: &[Cell], cell: &Cell| cells.iter().any(|other| other == cell);
    let under = |cells: &[Cell], years| cells.iter().find(|cell| cell.years == years).cloned();
    for cell in new_cells {
        let before = under(old_cells, cell.years);
        let text = before
            .map(|before| full_text(old, &before, styles.0))
            .unwrap_or_default();
        if !same(old_cells, cell) {
            let after = full_text(new, cell, styles.1);
            details.push(field, Some(cell.years), None, text, after);
        }
    }
    for cell in old_cells
        .iter()
        .filter(|cell| under(new_cells, cell.years).is_none())
    {
        let before = full_text(old, cell, styles.0);
        details.push(field, Some(cell.years), None, before, String::new());
    }
}

fn full_text(program: &Program, cell: &Cell, style: YearStyle) -> String {
    let text = cell_text(program, cell, style);
    let status = cell
        .status
        .map(crate::text::status_term)
        .filter(|term| *term != text);
    let into = cell.merged_into.as_deref().map(|key| format!(" → {key}"));
    match status {
        Some(term) => format!("{text}［{term}{}］", into.unwrap_or_default()),
        None => format!("{text}{}", into.unwrap_or_default()),
    }
}

fn measures(details: &mut Details, old: &[Measure], new: &[Measure], style: YearStyle) {
    let of = |measures: &[Measure], key: &str| measures.iter().find(|m| m.key == key).cloned();
    let name = |measure: &Measure| {
        let unit = &measure.unit;
        if unit.is_empty() {
            measure.label.clone()
        } else {
            format!("{}（{unit}）", measure.label)
        }
    };
    for measure in old.iter().filter(|measure| of(new, &measure.key).is_none()) {
        details.push(
            Field::Measure,
            None,
            Some(&measure.label),
            name(measure),
            String::new(),
        );
    }
    for measure in new {
        let before = of(old, &measure.key);
        let before_name = before.as_ref().map(name).unwrap_or_default();
        details.push(
            Field::Measure,
            None,
            Some(&measure.label),
            before_name,
            name(measure),
        );
        years_of(details, before.as_ref(), measure, style);
    }
}

/// Definitions, targets and values of a measure, year by year.
fn years_of(details: &mut Details, old: Option<&Measure>, new: &Measure, style: YearStyle) {
    type Texts = Vec<(calendar::FiscalYear, String)>;
    let definitions = |m: &Measure| -> Texts {
        m.definitions
            .iter()
            .map(|d| (d.from, d.text.clone()))
            .collect()
    };
    let targets = |m: &Measure| -> Texts {
        let baseline = |t: &measure::Target| match t.baseline {
            Some(measure::Baseline { year, amount }) => {
                let amount = amount.map(|a| format!(" {a}")).unwrap_or_default();
                format!("（{}{amount}）", year.short_label(style))
            }
            None => String::new(),
        };
        let text = |t: &measure::Target| format!("{}{}", target_term(t), baseline(t));
        m.targets
            .iter()
            .map(|t| (t.year, text(&t.target)))
            .collect()
    };
    let values = |m: &Measure| -> Texts {
        let text = |v: &crate::document::Value| {
            let source = v
                .source
                .as_deref()
                .map(|s| format!(" {s}"))
                .unwrap_or_default();
            format!("{}{}{source}", v.amount, quality_suffix(v.quality, style))
        };
        m.values.iter().map(|v| (v.year, text(v))).collect()
    };
    let each: [(Field, &dyn Fn(&Measure) -> Texts); 3] = [
        (Field::Definition, &definitions),
        (Field::Target, &targets),
        (Field::Value, &values),
    ];
    for (field, texts) in each {
        let before = old.map(texts).unwrap_or_default();
        let after = texts(new);
        let mut years: Vec<_> = before.iter().chain(&after).map(|(year, _)| *year).collect();
        years.sort_unstable();
        years.dedup();
        let of = |texts: &Texts, year| {
            texts
                .iter()
                .find(|(y, _)| *y == year)
                .map(|(_, t)| t.clone())
                .unwrap_or_default()
        };
        for year in years {
            let (before, after) = (of(&before, year), of(&after, year));
            details.push(
                field,
                Some(YearSpan::of(year)),
                Some(&new.label),
                before,
                after,
            );
        }
    }
}

fn evaluations(details: &mut Details, old: &Program, new: &Program) {
    let mut years: Vec<_> = old
        .evaluations
        .iter()
        .chain(&new.evaluations)
        .map(|each| each.year)
        .collect();
    years.sort_unstable();
    years.dedup();
    let text = |program: &Program, year| {
        program
            .evaluations
            .iter()
            .find(|each| each.year == year)
            .map_or_else(String::new, |each| {
                let grade = each.grade.map_or("", grade_term);
                let next = each.next_action.map_or("", next_action_term);
                [grade, &each.reason, next]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
    };
    for year in years {
        let (before, after) = (text(old, year), text(new, year));
        details.push(
            Field::Evaluation,
            Some(YearSpan::of(year)),
            None,
            before,
            after,
        );
    }
}
