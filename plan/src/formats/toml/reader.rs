//! Reads the text into a document.

use super::fields::{Entry, Fields, Notes};
use super::syntax;
use crate::document::{
    Cell, Correction, Definition, Evaluation, Level, Measure, Node, Numbering, Origin, OriginKind,
    Part, PlanDocument, Policy, Program, Section, Value, YearTarget,
};
use crate::problems::Problem;
use crate::text;
use crate::validation::{ItemPath, check};
use calendar::{FiscalYear, YearSpan, YearStyle};
use measure::{Baseline, Quality, Target};

/// Reads a plan. Everything wrong is told at once, each with its line and column.
pub fn read(text: &str) -> Result<PlanDocument, Vec<Problem>> {
    let parsed =
        toml_edit::Document::parse(text).map_err(|error| vec![syntax::problem(text, &error)])?;
    let notes = Notes::new(text);
    let mut top = Fields::new(&notes, parsed.as_table(), 0, ItemPath::document());
    let document = read_document(&mut top).arranged();
    top.finish();
    let problems: Vec<Problem> = check(&document)
        .into_iter()
        .map(|problem| notes.locate(problem))
        .collect();
    let faults = notes.faults();
    // Faults of writing come first: what was not understood would only be found missing again.
    match (faults.is_empty(), problems.is_empty()) {
        (true, true) => Ok(document),
        (true, false) => Err(problems),
        (false, _) => Err(faults),
    }
}

fn read_document(top: &mut Fields<'_, '_>) -> PlanDocument {
    let format = u32::try_from(top.required_number("format")).unwrap_or_default();
    let mut document = PlanDocument {
        format,
        code: top.required("code"),
        municipality: top.required("municipality"),
        title: top.required("title"),
        publisher: top.text("publisher"),
        adopted: top.date("adopted"),
        policy: top.table("policy").map(read_policy),
        legal_bases: top.texts("legal_bases"),
        review_years: top.years("review_years"),
        plan_years: top.required_years("plan_years"),
        mid_term_review: top.year("mid_term_review"),
        year_style: read_year_style(top),
        previous: top.optional("previous"),
        source: top.text("source"),
        levels: numbered(top.tables("level"), "levels", read_level),
        introduction: numbered(top.tables("introduction"), "introduction", read_section),
        nodes: Vec::new(),
        programs: Vec::new(),
        corrections: numbered(top.tables("correction"), "corrections", read_correction),
    };
    for fields in top.tables("node") {
        read_node(fields, &mut document);
    }
    document
}

/// Reads the tables of a list, whose places are counted from 1.
fn numbered<'a, 'n, T>(
    tables: Vec<Fields<'a, 'n>>,
    list: &str,
    read: impl Fn(&mut Fields<'a, 'n>) -> T,
) -> Vec<T> {
    let place = ItemPath::document().then(list);
    let read_one = |(index, mut fields): (usize, Fields<'a, 'n>)| {
        fields.stands_for(place.then(index + 1));
        let value = read(&mut fields);
        fields.finish();
        value
    };
    tables.into_iter().enumerate().map(read_one).collect()
}

fn read_policy(mut fields: Fields<'_, '_>) -> Policy {
    let policy = Policy {
        name: fields.required("name"),
        adopted: fields.optional("adopted"),
        revised: fields.optional("revised"),
    };
    fields.finish();
    policy
}

const YEAR_STYLES: [(&str, YearStyle); 4] = [
    ("era", YearStyle::Era),
    ("first-day", YearStyle::FirstDay),
    ("heisei", YearStyle::Heisei),
    ("western", YearStyle::Western),
];

fn read_year_style(top: &mut Fields<'_, '_>) -> YearStyle {
    let words = YEAR_STYLES.map(|(word, _)| word);
    let read = |text: &str| {
        YEAR_STYLES
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, style)| *style)
    };
    top.word("year_style", read, &words).unwrap_or_default()
}

/// The word for a year style, as the file has it.
pub(super) fn year_style_word(style: YearStyle) -> &'static str {
    YEAR_STYLES
        .iter()
        .find(|(_, each)| *each == style)
        .map_or("era", |(word, _)| word)
}

fn read_level(fields: &mut Fields<'_, '_>) -> Level {
    let numbering = |text: &str| match text {
        "restart" => Some(Numbering::Restart),
        "continuous" => Some(Numbering::Continuous),
        _ => None,
    };
    Level {
        name: fields.required("name"),
        name_en: fields.text("name_en"),
        label: fields.required("label"),
        numbering: fields
            .word("numbering", numbering, &["restart", "continuous"])
            .unwrap_or_default(),
    }
}

fn read_section(fields: &mut Fields<'_, '_>) -> Section {
    Section {
        heading: fields.required("heading"),
        text: fields.required("text"),
    }
}

fn read_correction(fields: &mut Fields<'_, '_>) -> Correction {
    Correction {
        on: fields.required_date("on"),
        place: fields.required("place"),
        before: fields.text("before"),
        after: fields.text("after"),
        by: fields.required("by"),
        reason: fields.required("reason"),
    }
}

fn read_node(mut fields: Fields<'_, '_>, document: &mut PlanDocument) {
    let path = fields.required("path");
    fields.stands_for(ItemPath::node(&path));
    let result_measures = ItemPath::node(&path).then("result_measures");
    document.nodes.push(Node {
        name: fields.required("name"),
        review_name: fields.optional("review_name"),
        chart_name: fields.optional("chart_name"),
        capability: fields.optional("capability"),
        outline: fields.text("outline"),
        review_footnote: fields.optional("review_footnote"),
        plan_footnote: fields.optional("plan_footnote"),
        review_result: fields.optional("review_result"),
        result_measures: read_measures(fields.tables("result_measure"), &result_measures),
        note: fields.optional("note"),
        path: path.clone(),
    });
    for (part, list) in [(Part::Review, "reviewed"), (Part::Plan, "planned")] {
        for program in fields.tables(list) {
            document.programs.push(read_program(program, part, &path));
        }
    }
    fields.finish();
}

fn read_program(mut fields: Fields<'_, '_>, part: Part, node: &str) -> Program {
    let key = fields.required("key");
    let place = ItemPath::program(part, &key);
    fields.stands_for(place.clone());
    let program = Program {
        part,
        node: node.to_owned(),
        name: fields.required("name"),
        owner: fields.optional("owner"),
        plan: read_cells(fields.by_years("plan", &place.then("plan"))),
        actual: read_cells(fields.by_years("actual", &place.then("actual"))),
        measures: read_measures(fields.tables("measure"), &place.then("measures")),
        evaluations: fields
            .by_year("evaluation", &place.then("evaluations"))
            .into_iter()
            .filter_map(read_evaluation)
            .collect(),
        origins: fields
            .tables("origin")
            .into_iter()
            .map(|f| read_origin(f, &place))
            .collect(),
        note: fields.optional("note"),
        key,
    };
    fields.finish();
    program
}

fn read_origin(mut fields: Fields<'_, '_>, program: &ItemPath) -> Origin {
    let key = fields.required("key");
    fields.stands_for(program.then("origins").then(&key));
    let how = fields.word("how", text::origin_of, &text::origin_terms());
    let origin = Origin {
        key,
        how: how.unwrap_or(OriginKind::Renamed),
    };
    fields.finish();
    origin
}

fn read_cells(entries: Vec<(YearSpan, Entry<'_, '_>)>) -> Vec<Cell> {
    entries
        .into_iter()
        .filter_map(|(years, entry)| read_cell(years, &entry))
        .collect()
}

/// `"実施"`, or `{ text = "実施：18名", status = "実施" }`. A plain text that is a status has it.
fn read_cell(years: YearSpan, entry: &Entry<'_, '_>) -> Option<Cell> {
    if let Some(plain) = entry.item.as_str() {
        return Some(Cell {
            years,
            text: plain.to_owned(),
            status: text::status_of(plain),
            merged_into: None,
            quality: Quality::Final,
        });
    }
    let Some(mut fields) = entry.fields() else {
        entry.wrong("plan-toml-cell-expected");
        return None;
    };
    let text = fields.required("text");
    let status = |word: &str| {
        if word == NO_STATUS {
            Some(None)
        } else {
            text::status_of(word).map(Some)
        }
    };
    let mut words = text::status_terms();
    words.push(NO_STATUS);
    let cell = Cell {
        years,
        // As for a plain text, unless the status is named.
        status: fields
            .word("status", status, &words)
            .unwrap_or_else(|| text::status_of(&text)),
        text,
        merged_into: fields.optional("merged_into"),
        quality: fields.quality(),
    };
    fields.finish();
    Some(cell)
}

/// For the cell whose text is a status word and which has no status nevertheless.
pub(super) const NO_STATUS: &str = "なし";

fn read_evaluation((year, entry): (FiscalYear, Entry<'_, '_>)) -> Option<Evaluation> {
    let Some(mut fields) = entry.fields() else {
        entry.wrong("plan-toml-evaluation-expected");
        return None;
    };
    let evaluation = Evaluation {
        year,
        grade: fields.word("grade", text::grade_of, &text::grade_terms()),
        reason: fields.text("reason"),
        next_action: fields.word("next", text::next_action_of, &text::next_action_terms()),
    };
    fields.finish();
    Some(evaluation)
}

fn read_measures(tables: Vec<Fields<'_, '_>>, place: &ItemPath) -> Vec<Measure> {
    tables
        .into_iter()
        .map(|fields| read_measure(fields, place))
        .collect()
}

fn read_measure(mut fields: Fields<'_, '_>, place: &ItemPath) -> Measure {
    let key = fields.required("key");
    let place = place.then(&key);
    fields.stands_for(place.clone());
    let definitions = fields.by_year("definition", &place.then("definitions"));
    let targets = fields.by_year("target", &place.then("targets"));
    let values = fields.by_year("value", &place.then("values"));
    let measure = Measure {
        label: fields.required("label"),
        unit: fields.text("unit"),
        definitions: definitions
            .into_iter()
            .filter_map(read_definition)
            .collect(),
        targets: targets.into_iter().filter_map(read_target).collect(),
        values: values
            .into_iter()
            .filter_map(|entry| read_value(&fields, entry))
            .collect(),
        key,
    };
    fields.finish();
    measure
}

fn read_definition((from, entry): (FiscalYear, Entry<'_, '_>)) -> Option<Definition> {
    let text = entry.item.as_str().map(str::to_owned);
    if text.is_none() {
        entry.wrong("plan-toml-definition-expected");
    }
    Some(Definition { from, text: text? })
}

/// `"14以上"`, or with what it is measured from: `{ goal = "3以上", baseline_year = 2015, baseline = 1000 }`.
fn read_target((year, entry): (FiscalYear, Entry<'_, '_>)) -> Option<YearTarget> {
    if let Some(goal) = entry.item.as_str() {
        let read = text::target_of(goal);
        if read.is_none() {
            entry
                .notes()
                .fault(entry.offset, "plan-toml-goal", &[("found", goal)]);
        }
        let (comparator, amount) = read?;
        return Some(YearTarget {
            year,
            target: Target {
                comparator,
                amount,
                baseline: None,
            },
        });
    }
    let Some(mut fields) = entry.fields() else {
        entry.wrong("plan-toml-target-expected");
        return None;
    };
    let goal = fields.required("goal");
    let read = text::target_of(&goal);
    if read.is_none() && !goal.is_empty() {
        entry
            .notes()
            .fault(entry.offset, "plan-toml-goal", &[("found", &goal)]);
    }
    let (amount, year_of) = (fields.amount("baseline"), fields.year("baseline_year"));
    if amount.is_some() && year_of.is_none() {
        entry
            .notes()
            .fault(entry.offset, "plan-toml-baseline-year", &[]);
    }
    fields.finish();
    let (comparator, goal) = read?;
    let baseline = year_of.map(|year| Baseline { year, amount });
    Some(YearTarget {
        year,
        target: Target {
            comparator,
            amount: goal,
            baseline,
        },
    })
}

/// `11`, or `{ amount = 288, quality = "予定", source = "研修報告書" }`.
fn read_value(
    measure: &Fields<'_, '_>,
    (year, entry): (FiscalYear, Entry<'_, '_>),
) -> Option<Value> {
    let Some(mut fields) = entry.fields() else {
        let amount = measure.amount_of(entry.item, "value")?;
        return Some(Value {
            year,
            amount,
            quality: Quality::Final,
            source: None,
            computed: false,
        });
    };
    let amount = fields.amount("amount");
    if amount.is_none() && entry.item.get("amount").is_none() {
        entry
            .notes()
            .fault(entry.offset, "plan-toml-missing", &[("field", "amount")]);
    }
    let value = (
        fields.quality(),
        fields.optional("source"),
        fields.flag("computed"),
    );
    fields.finish();
    let (quality, source, computed) = value;
    Some(Value {
        year,
        amount: amount?,
        quality,
        source,
        computed,
    })
}
