//! Writes a document so that an officer can read it: one program after the other, under its node.

use super::reader::{NO_STATUS, year_style_word};
use crate::document::{
    Cell, Evaluation, Measure, Node, Numbering, Part, PlanDocument, Program, Value, YearTarget,
};
use crate::text;
use measure::{Quality, Target};
use std::fmt::Write as _;

/// Writes a plan that passes [`crate::validation::check`].
#[must_use]
pub fn write(document: &PlanDocument) -> String {
    let mut out = Sheet(String::new());
    write_head(&mut out, document);
    for node in &document.nodes {
        out.heading("node");
        write_node(&mut out, node);
        for (part, list) in [
            (Part::Review, "node.reviewed"),
            (Part::Plan, "node.planned"),
        ] {
            for program in &document.programs {
                if program.part == part && program.node == node.path {
                    out.heading(list);
                    write_program(&mut out, program, list);
                }
            }
        }
    }
    for correction in &document.corrections {
        out.heading("correction");
        out.line("on", correction.on);
        out.text("place", &correction.place);
        out.text("before", &correction.before);
        out.text("after", &correction.after);
        out.text("by", &correction.by);
        out.text("reason", &correction.reason);
    }
    out.0
}

/// The text written so far.
struct Sheet(String);

impl Sheet {
    fn heading(&mut self, name: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.extend(["[[", name, "]]\n"]);
    }

    fn line(&mut self, key: &str, value: impl std::fmt::Display) {
        self.0.extend([key, " = ", &value.to_string(), "\n"]);
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(key, quoted(text));
    }

    fn some(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn unless_empty(&mut self, key: &str, text: &str) {
        self.some(key, Some(text).filter(|text| !text.is_empty()));
    }
}

/// A text in quotes; several lines in three quotes, each line on its own.
fn quoted(text: &str) -> String {
    if text.contains('\n') {
        format!("\"\"\"\n{}\"\"\"", escaped(text))
    } else {
        quoted_inline(text)
    }
}

/// A text in quotes on one line, also where it has several.
fn quoted_inline(text: &str) -> String {
    format!("\"{}\"", escaped(text).replace('\n', "\\n"))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push('\n'),
            c if c.is_control() => {
                // Writing into a text cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

fn write_head(out: &mut Sheet, document: &PlanDocument) {
    out.line("format", document.format);
    out.text("code", &document.code);
    out.text("municipality", &document.municipality);
    out.text("title", &document.title);
    out.unless_empty("publisher", &document.publisher);
    if let Some(day) = document.adopted {
        out.line("adopted", day);
    }
    if let Some(policy) = &document.policy {
        let months = [("adopted", &policy.adopted), ("revised", &policy.revised)];
        let mut fields = vec![format!("name = {}", quoted_inline(&policy.name))];
        fields.extend(months.iter().filter_map(|(key, month)| {
            month
                .as_ref()
                .map(|month| format!("{key} = {}", quoted_inline(month)))
        }));
        out.line("policy", inline(&fields));
    }
    if !document.legal_bases.is_empty() {
        let laws: Vec<String> = document
            .legal_bases
            .iter()
            .map(|law| quoted_inline(law))
            .collect();
        out.line("legal_bases", format!("[{}]", laws.join(", ")));
    }
    if let Some(years) = document.review_years {
        out.text("review_years", &years.to_string());
    }
    out.text("plan_years", &document.plan_years.to_string());
    if let Some(year) = document.mid_term_review {
        out.line("mid_term_review", year);
    }
    out.text("year_style", year_style_word(document.year_style));
    out.some("previous", document.previous.as_deref());
    out.unless_empty("source", &document.source);
    for level in &document.levels {
        out.heading("level");
        out.text("name", &level.name);
        out.unless_empty("name_en", &level.name_en);
        out.text("label", &level.label);
        if level.numbering == Numbering::Continuous {
            out.text("numbering", "continuous");
        }
    }
    for section in &document.introduction {
        out.heading("introduction");
        out.text("heading", &section.heading);
        out.text("text", &section.text);
    }
}

fn write_node(out: &mut Sheet, node: &Node) {
    out.text("path", &node.path);
    out.text("name", &node.name);
    out.some("review_name", node.review_name.as_deref());
    out.some("chart_name", node.chart_name.as_deref());
    out.some("capability", node.capability.as_deref());
    out.unless_empty("outline", &node.outline);
    out.some("review_result", node.review_result.as_deref());
    out.some("review_footnote", node.review_footnote.as_deref());
    out.some("plan_footnote", node.plan_footnote.as_deref());
    out.some("note", node.note.as_deref());
    for measure in &node.result_measures {
        out.heading("node.result_measure");
        write_measure(out, measure);
    }
}

fn write_program(out: &mut Sheet, program: &Program, list: &str) {
    out.text("key", &program.key);
    out.text("name", &program.name);
    out.some("owner", program.owner.as_deref());
    for (row, cells) in [("plan", &program.plan), ("actual", &program.actual)] {
        for cell in cells {
            out.line(&format!("{row}.{}", cell.years), cell_value(cell));
        }
    }
    for evaluation in &program.evaluations {
        out.line(
            &format!("evaluation.{}", evaluation.year),
            evaluation_value(evaluation),
        );
    }
    if !program.origins.is_empty() {
        let origins: Vec<String> = program
            .origins
            .iter()
            .map(|origin| {
                let how = quoted_inline(text::origin_term(origin.how));
                inline(&[
                    format!("key = {}", quoted_inline(&origin.key)),
                    format!("how = {how}"),
                ])
            })
            .collect();
        out.line("origin", format!("[{}]", origins.join(", ")));
    }
    out.some("note", program.note.as_deref());
    for measure in &program.measures {
        out.heading(&format!("{list}.measure"));
        write_measure(out, measure);
    }
}

fn inline(fields: &[String]) -> String {
    format!("{{ {} }}", fields.join(", "))
}

fn cell_value(cell: &Cell) -> String {
    let implied = text::status_of(&cell.text);
    let mut fields = Vec::new();
    if cell.status != implied {
        let word = cell.status.map_or(NO_STATUS, text::status_term);
        fields.push(format!("status = {}", quoted_inline(word)));
    }
    if let Some(key) = &cell.merged_into {
        fields.push(format!("merged_into = {}", quoted_inline(key)));
    }
    fields.extend(quality_field(cell.quality));
    plain_or_fields(quoted_inline(&cell.text), "text", fields)
}

/// The value by itself, or as the first field where more is to be said.
fn plain_or_fields(plain: String, name: &str, fields: Vec<String>) -> String {
    if fields.is_empty() {
        return plain;
    }
    let mut all = vec![format!("{name} = {plain}")];
    all.extend(fields);
    inline(&all)
}

fn quality_field(quality: Quality) -> Option<String> {
    match quality {
        Quality::Final => None,
        Quality::Scheduled => Some("quality = \"予定\"".to_owned()),
        Quality::Forecast => Some("quality = \"予測値\"".to_owned()),
        Quality::AsOf(day) => Some(format!("as_of = {day}")),
    }
}

fn evaluation_value(evaluation: &Evaluation) -> String {
    let mut fields = Vec::new();
    if let Some(grade) = evaluation.grade {
        fields.push(format!(
            "grade = {}",
            quoted_inline(text::grade_term(grade))
        ));
    }
    if !evaluation.reason.is_empty() {
        fields.push(format!("reason = {}", quoted_inline(&evaluation.reason)));
    }
    if let Some(next) = evaluation.next_action {
        fields.push(format!(
            "next = {}",
            quoted_inline(text::next_action_term(next))
        ));
    }
    if fields.is_empty() {
        "{}".to_owned()
    } else {
        inline(&fields)
    }
}

fn write_measure(out: &mut Sheet, measure: &Measure) {
    out.text("key", &measure.key);
    out.text("label", &measure.label);
    out.unless_empty("unit", &measure.unit);
    for definition in &measure.definitions {
        out.line(
            &format!("definition.{}", definition.from),
            quoted_inline(&definition.text),
        );
    }
    for target in &measure.targets {
        out.line(&format!("target.{}", target.year), target_value(target));
    }
    for value in &measure.values {
        out.line(&format!("value.{}", value.year), value_value(value));
    }
}

fn target_value(YearTarget { target, .. }: &YearTarget) -> String {
    let Target { baseline, .. } = target;
    let mut fields = Vec::new();
    if let Some(baseline) = baseline {
        fields.push(format!("baseline_year = {}", baseline.year));
        fields.extend(baseline.amount.map(|amount| format!("baseline = {amount}")));
    }
    plain_or_fields(quoted_inline(&text::target_term(target)), "goal", fields)
}

fn value_value(value: &Value) -> String {
    let mut fields: Vec<String> = quality_field(value.quality).into_iter().collect();
    if let Some(source) = &value.source {
        fields.push(format!("source = {}", quoted_inline(source)));
    }
    if value.computed {
        fields.push("computed = true".to_owned());
    }
    plain_or_fields(value.amount.to_string(), "amount", fields)
}
