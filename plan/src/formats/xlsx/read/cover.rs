//! The sheets before and behind the tables that stand alone: cover, introduction, chart, corrections.

use super::super::layout::{
    self, FORMAT, NUMBERINGS, YEAR_STYLES, column, cover as label, plain, read_path, read_year,
    value_of,
};
use super::grid::{Record, Table, text, value};
use super::{Findings, place};
use crate::document::{Correction, Level, Node, PlanDocument, Policy, Section};
use crate::problems::Place;
use crate::validation::ItemPath;
use calendar::{Date, FiscalYear, YearSpan, YearStyle, parse_date};
use exchange::{Sheet, Value};
use std::collections::HashMap;

/// The labelled rows of the cover: label in A, content in B.
struct Labels<'a> {
    sheet: &'a Sheet,
    rows: HashMap<&'static str, u32>,
}

const LABELS: [&str; 17] = [
    label::CODE,
    label::MUNICIPALITY,
    label::TITLE,
    label::PUBLISHER,
    label::ADOPTED,
    label::POLICY,
    label::POLICY_ADOPTED,
    label::POLICY_REVISED,
    label::REVIEW_FROM,
    label::REVIEW_TO,
    label::PLAN_FROM,
    label::PLAN_TO,
    label::MID_TERM,
    label::YEAR_STYLE,
    label::PREVIOUS,
    label::SOURCE,
    FORMAT,
];

impl Labels<'_> {
    fn text(&self, name: &str) -> Option<String> {
        let text = text(self.sheet, *self.rows.get(name)?, 2);
        Some(text).filter(|text| !text.is_empty())
    }

    fn place(&self, name: &str) -> Place {
        place(self.sheet, self.rows.get(name).copied().unwrap_or(1), 2)
    }

    fn required(&self, name: &'static str, findings: &mut Findings) -> Option<String> {
        let text = self.text(name);
        if text.is_none() {
            let key = if self.rows.contains_key(name) {
                "plan-xlsx-cell-empty"
            } else {
                "plan-xlsx-label-missing"
            };
            findings
                .error(self.place(name), key)
                .variables
                .push(("heading", name.to_owned()));
        }
        text
    }

    fn unreadable(&self, name: &str, key: &'static str, found: String, findings: &mut Findings) {
        let error = findings.error(self.place(name), key);
        error
            .variables
            .extend([("heading", name.to_owned()), ("found", found)]);
    }

    fn year(&self, name: &'static str, findings: &mut Findings) -> Option<FiscalYear> {
        let text = self.text(name)?;
        let year = read_year(&text);
        if year.is_none() {
            self.unreadable(name, "plan-xlsx-year-unreadable", text, findings);
        }
        year
    }

    fn day(&self, name: &'static str, findings: &mut Findings) -> Option<Date> {
        if let Some(Value::Date(day)) = value(self.sheet, *self.rows.get(name)?, 2) {
            return Some(*day);
        }
        let text = self.text(name)?;
        let day = parse_date(&text).ok();
        if day.is_none() {
            self.unreadable(name, "plan-xlsx-day-unreadable", text, findings);
        }
        day
    }

    /// `2011-04`; Excel makes a day of it when it is typed into an ordinary cell.
    fn month(&self, name: &'static str) -> Option<String> {
        if let Some(Value::Date(day)) = value(self.sheet, *self.rows.get(name)?, 2) {
            return Some(format!("{:04}-{:02}", day.year(), day.month()));
        }
        self.text(name).map(|text| plain(&text))
    }

    /// Both years or neither.
    fn span(
        &self,
        from: &'static str,
        to: &'static str,
        findings: &mut Findings,
    ) -> Option<YearSpan> {
        let (first, last) = (self.year(from, findings), self.year(to, findings));
        let missing = match (first, last) {
            (Some(_), None) if self.text(to).is_none() => to,
            (None, Some(_)) if self.text(from).is_none() => from,
            (Some(first), Some(last)) => {
                let span = YearSpan::new(first, last);
                if span.is_none() {
                    let found = self.text(to).unwrap_or_default();
                    self.unreadable(to, "plan-xlsx-years-reversed", found, findings);
                }
                return span;
            }
            _ => return None,
        };
        self.required(missing, findings);
        None
    }
}

pub(super) fn cover(sheet: &Sheet, findings: &mut Findings) -> Option<PlanDocument> {
    let mut rows = HashMap::new();
    let mut legal_bases = Vec::new();
    let mut levels = Vec::new();
    // The title and its explanation stand above the labels.
    for (row, _) in sheet.rows().filter(|(row, _)| *row > 2) {
        let found = text(sheet, row, 1);
        if let Some(name) = LABELS.into_iter().find(|name| plain(name) == plain(&found)) {
            if rows.insert(name, row).is_some() {
                let error = findings.error(place(sheet, row, 1), "plan-xlsx-label-twice");
                error.variables.push(("heading", name.to_owned()));
            }
        } else if plain(&found) == label::LEGAL_BASIS {
            let law = text(sheet, row, 2);
            if !law.is_empty() {
                findings.stands(
                    &ItemPath::document().then("legal_bases"),
                    place(sheet, row, 2),
                );
                legal_bases.push(law);
            }
        } else if plain(&found)
            .strip_prefix(label::LEVEL)
            .is_some_and(|n| n.parse::<u8>().is_ok())
        {
            levels.extend(level(sheet, row, levels.len() + 1, findings));
        } else if !found.is_empty()
            && plain(&found) != label::LEVEL
            && !text(sheet, row, 2).is_empty()
        {
            let error = findings.error(place(sheet, row, 1), "plan-xlsx-label-unknown");
            error.variables.push(("heading", found));
        }
    }
    let labels = Labels { sheet, rows };
    if levels.is_empty() {
        findings.error(place(sheet, 1, 1), "plan-xlsx-no-levels");
    }
    let document = head(&labels, legal_bases, levels, findings);
    places(&labels, findings);
    document
}

fn level(sheet: &Sheet, row: u32, number: usize, findings: &mut Findings) -> Option<Level> {
    let [name, name_en, label, numbering] = [2, 3, 4, 5].map(|column| text(sheet, row, column));
    if name.is_empty() && label.is_empty() {
        return None;
    }
    let item = ItemPath::document().then("levels").then(number);
    for (column, field) in [(2, "name"), (3, "name_en"), (4, "label"), (5, "numbering")] {
        findings.stands(&item.then(field), place(sheet, row, column));
    }
    let read = value_of(&NUMBERINGS, &numbering);
    if read.is_none() && !numbering.is_empty() {
        let error = findings.error(place(sheet, row, 5), "plan-xlsx-word-unknown");
        let choices = layout::words(&NUMBERINGS).join("・");
        error.variables.extend([
            ("heading", "番号の付け方".to_owned()),
            ("found", numbering),
            ("choices", choices),
        ]);
    }
    Some(Level {
        name,
        name_en,
        label,
        numbering: read.unwrap_or_default(),
    })
}

fn head(
    labels: &Labels<'_>,
    legal_bases: Vec<String>,
    levels: Vec<Level>,
    findings: &mut Findings,
) -> Option<PlanDocument> {
    let code = labels.required(label::CODE, findings);
    let municipality = labels.required(label::MUNICIPALITY, findings);
    let title = labels.required(label::TITLE, findings);
    let plan_years = labels.span(label::PLAN_FROM, label::PLAN_TO, findings);
    if labels.text(label::PLAN_FROM).is_none() && labels.text(label::PLAN_TO).is_none() {
        labels.required(label::PLAN_FROM, findings);
    }
    let policy = Policy {
        name: labels.text(label::POLICY).unwrap_or_default(),
        adopted: labels.month(label::POLICY_ADOPTED),
        revised: labels.month(label::POLICY_REVISED),
    };
    let policy_given =
        !policy.name.is_empty() || policy.adopted.is_some() || policy.revised.is_some();
    Some(PlanDocument {
        format: format(labels, findings)?,
        code: code?,
        municipality: municipality?,
        title: title?,
        publisher: labels.text(label::PUBLISHER).unwrap_or_default(),
        adopted: labels.day(label::ADOPTED, findings),
        policy: policy_given.then_some(policy),
        legal_bases,
        review_years: labels.span(label::REVIEW_FROM, label::REVIEW_TO, findings),
        plan_years: plan_years?,
        mid_term_review: labels.year(label::MID_TERM, findings),
        year_style: year_style(labels, findings),
        previous: labels.text(label::PREVIOUS),
        source: labels.text(label::SOURCE).unwrap_or_default(),
        levels,
        introduction: Vec::new(),
        nodes: Vec::new(),
        programs: Vec::new(),
        corrections: Vec::new(),
    })
}

fn format(labels: &Labels<'_>, findings: &mut Findings) -> Option<u32> {
    let text = labels.required(FORMAT, findings)?;
    let format = plain(&text).parse().ok();
    if format.is_none() {
        labels.unreadable(FORMAT, "plan-xlsx-number-unreadable", text, findings);
    }
    format
}

fn year_style(labels: &Labels<'_>, findings: &mut Findings) -> YearStyle {
    let Some(text) = labels.text(label::YEAR_STYLE) else {
        return YearStyle::default();
    };
    value_of(&YEAR_STYLES, &text).unwrap_or_else(|| {
        let choices = layout::words(&YEAR_STYLES).join("・");
        labels.unreadable(label::YEAR_STYLE, "plan-xlsx-word-unknown", text, findings);
        if let Some(error) = findings.errors.last_mut() {
            error.variables.push(("choices", choices));
        }
        YearStyle::default()
    })
}

/// Where the fields of the cover stand, by the names that validation uses.
fn places(labels: &Labels<'_>, findings: &mut Findings) {
    let top = ItemPath::document();
    let fields = [
        ("format", FORMAT),
        ("code", label::CODE),
        ("municipality", label::MUNICIPALITY),
        ("title", label::TITLE),
        ("publisher", label::PUBLISHER),
        ("adopted", label::ADOPTED),
        ("policy", label::POLICY),
        ("review_years", label::REVIEW_FROM),
        ("plan_years", label::PLAN_FROM),
        ("mid_term_review", label::MID_TERM),
        ("year_style", label::YEAR_STYLE),
        ("previous", label::PREVIOUS),
        ("source", label::SOURCE),
    ];
    for (field, name) in fields {
        findings.stands(&top.then(field), labels.place(name));
    }
    findings.stands(
        &top.then("policy").then("adopted"),
        labels.place(label::POLICY_ADOPTED),
    );
    findings.stands(
        &top.then("policy").then("revised"),
        labels.place(label::POLICY_REVISED),
    );
}

pub(super) fn introduction(sheet: &Sheet, findings: &mut Findings) -> Vec<Section> {
    let Some(table) = Table::find(sheet, &[column::HEADING, column::TEXT], &[], findings) else {
        return Vec::new();
    };
    table.refuse_others(findings);
    let sections = table
        .records()
        .into_iter()
        .enumerate()
        .map(|(index, record)| {
            let item = ItemPath::document().then("introduction").then(index + 1);
            findings.stands(&item.then("heading"), record.place(column::HEADING));
            findings.stands(&item.then("text"), record.place(column::TEXT));
            Section {
                heading: record.text(column::HEADING),
                text: record.text(column::TEXT),
            }
        });
    sections.collect()
}

pub(super) fn corrections(sheet: &Sheet, findings: &mut Findings) -> Vec<Correction> {
    let required = [
        column::ON,
        column::PLACE,
        column::BEFORE,
        column::AFTER,
        column::BY,
        column::REASON,
    ];
    let Some(table) = Table::find(sheet, &required, &[], findings) else {
        return Vec::new();
    };
    table.refuse_others(findings);
    let mut corrections = Vec::new();
    for record in table.records() {
        let Some(on) = record.day(column::ON, findings) else {
            if record.optional(column::ON).is_none() {
                record.required(column::ON, findings);
            }
            continue;
        };
        corrections.push((record, correction(on, &record)));
    }
    // Validation counts them in the document's order, which is by day.
    corrections.sort_by_key(|(_, correction)| correction.on);
    for (index, (record, _)) in corrections.iter().enumerate() {
        let item = ItemPath::document().then("corrections").then(index + 1);
        let fields = [
            ("place", column::PLACE),
            ("before", column::BEFORE),
            ("after", column::AFTER),
        ];
        for (field, name) in fields
            .into_iter()
            .chain([("by", column::BY), ("reason", column::REASON)])
        {
            findings.stands(&item.then(field), record.place(name));
        }
    }
    corrections
        .into_iter()
        .map(|(_, correction)| correction)
        .collect()
}

fn correction(on: Date, record: &Record<'_, '_>) -> Correction {
    Correction {
        on,
        place: record.text(column::PLACE),
        before: record.text(column::BEFORE),
        after: record.text(column::AFTER),
        by: record.text(column::BY),
        reason: record.text(column::REASON),
    }
}

/// The tree. Every node's name stands in the column of its own level.
pub(super) fn chart(sheet: &Sheet, levels: &[Level], findings: &mut Findings) -> Vec<Node> {
    let mut required = vec![column::NUMBER];
    required.extend(levels.iter().map(|level| level.name.as_str()));
    let optional = [
        column::CHART_NAME,
        column::REVIEW_NAME,
        column::CAPABILITY,
        column::NOTE,
    ];
    let Some(table) = Table::find(sheet, &required, &optional, findings) else {
        return Vec::new();
    };
    table.refuse_others(findings);
    let mut nodes: Vec<Node> = Vec::new();
    for record in table.records() {
        let Some(node) = node(&record, levels, findings) else {
            continue;
        };
        if nodes.iter().any(|other| other.path == node.path) {
            let error = findings.error(record.place(column::NUMBER), "plan-xlsx-path-twice");
            error.variables.push(("path", node.path));
            continue;
        }
        nodes.push(node);
    }
    nodes
}

fn node(record: &Record<'_, '_>, levels: &[Level], findings: &mut Findings) -> Option<Node> {
    let number = record.required(column::NUMBER, findings)?;
    let path = path(record, &number, findings)?;
    let depth = path.split('-').count();
    let Some(level) = levels.get(depth - 1) else {
        let error = findings.error(record.place(column::NUMBER), "plan-xlsx-too-deep");
        error
            .variables
            .extend([("path", path), ("levels", levels.len().to_string())]);
        return None;
    };
    for other in levels.iter().filter(|other| other.name != level.name) {
        if record.optional(&other.name).is_some() {
            let error = findings.error(record.place(&other.name), "plan-xlsx-name-elsewhere");
            error
                .variables
                .extend([("path", path.clone()), ("level", level.name.clone())]);
        }
    }
    let item = ItemPath::node(&path);
    findings.stands(&item, record.place(column::NUMBER));
    findings.stands(&item.then("name"), record.place(&level.name));
    let fields = [
        ("chart_name", column::CHART_NAME),
        ("review_name", column::REVIEW_NAME),
        ("capability", column::CAPABILITY),
        ("note", column::NOTE),
    ];
    for (field, name) in fields {
        findings.stands(&item.then(field), record.place(name));
    }
    Some(Node {
        name: record.text(&level.name),
        chart_name: record.optional(column::CHART_NAME),
        review_name: record.optional(column::REVIEW_NAME),
        capability: record.optional(column::CAPABILITY),
        note: record.optional(column::NOTE),
        path,
        ..Node::default()
    })
}

fn path(record: &Record<'_, '_>, number: &str, findings: &mut Findings) -> Option<String> {
    let column = record.table.column(column::NUMBER).unwrap_or(1);
    // Excel makes a day of 1-2-3 when it is typed into an ordinary cell.
    let is_day = matches!(
        value(record.table.sheet, record.row, column),
        Some(Value::Date(_))
    );
    let path = if is_day { None } else { read_path(number) };
    if path.is_none() {
        let key = if is_day {
            "plan-xlsx-path-is-day"
        } else {
            "plan-xlsx-path-unreadable"
        };
        let error = findings.error(record.place(column::NUMBER), key);
        error.variables.push(("found", number.to_owned()));
    }
    path
}
