//! What differs inside a cover, a node and a program.

use super::{Detail, Field};
use crate::document::{Cell, Measure, Node, PlanDocument, Program};
use crate::text::{
    cell_text, grade_term, next_action_term, origin_term, quality_suffix, target_term,
};
use calendar::{FiscalYear, YearSpan, YearStyle};

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

pub(super) fn cover_details(old: &PlanDocument, new: &PlanDocument) -> Vec<Detail> {
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

pub(super) fn node_details(old: &Node, new: &Node, style: YearStyle) -> Vec<Detail> {
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

pub(super) fn program_details(
    old: &Program,
    new: &Program,
    styles: (YearStyle, YearStyle),
) -> Vec<Detail> {
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

/// Texts by year.
type Texts = Vec<(FiscalYear, String)>;
type TextsOf<'a> = &'a dyn Fn(&Measure) -> Texts;

/// Definitions, targets and values of a measure, year by year.
fn years_of(details: &mut Details, old: Option<&Measure>, new: &Measure, style: YearStyle) {
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
    let each: [(Field, TextsOf<'_>); 3] = [
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
