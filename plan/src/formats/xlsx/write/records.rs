//! The sheets behind the tables: figures, definitions, evaluations, origins, corrections, cells.

use super::super::layout::{self, YES, column, row as word, sheet};
use super::style::Styles;
use super::{Column, Entry, Look, sheet_of_records};
use crate::document::{Cell, Measure, PlanDocument, Program, Value, YearTarget};
use crate::text;
use calendar::{FiscalYear, YearStyle};
use exchange::Book;

/// What a figure belongs to, as three columns say it: part, key, name.
struct Subject<'a> {
    part: &'a str,
    key: &'a str,
    name: &'a str,
    measures: &'a [Measure],
}

impl Subject<'_> {
    fn entries(&self) -> Vec<Entry> {
        vec![
            Entry::text(self.part),
            Entry::text(self.key),
            Entry::text(self.name),
        ]
    }
}

fn of_program(program: &Program) -> Subject<'_> {
    let part = layout::term(&layout::PARTS, &program.part);
    Subject {
        part,
        key: &program.key,
        name: &program.name,
        measures: &program.measures,
    }
}

/// Everything that has figures, in document order.
fn subjects(document: &PlanDocument) -> impl Iterator<Item = Subject<'_>> {
    let results = document.nodes.iter().map(|node| Subject {
        part: word::RESULT,
        key: &node.path,
        name: &node.name,
        measures: &node.result_measures,
    });
    document.programs.iter().map(of_program).chain(results)
}

fn subject_columns() -> Vec<Column> {
    let mut parts = layout::words(&layout::PARTS);
    parts.push(word::RESULT);
    vec![
        Column::of_words(column::PART, 10, parts),
        Column::new(column::KEY, 22, Look::Text),
        Column::new(column::PROGRAM, 24, Look::Aside),
    ]
}

fn year(year: FiscalYear, style: YearStyle) -> Entry {
    Entry::Text(year.label(style))
}

fn day(day: Option<calendar::Date>) -> Entry {
    day.map_or(Entry::Blank, Entry::Day)
}

fn qualities() -> Vec<&'static str> {
    let mut words = layout::words(&layout::QUALITIES);
    words.push(layout::AS_OF);
    words
}

pub(super) fn figures(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let mut columns = subject_columns();
    columns.extend([
        Column::new(column::MEASURE, 22, Look::Text),
        Column::new(column::LABEL, 22, Look::Text),
        Column::new(column::UNIT, 7, Look::Centre),
        Column::new(column::YEAR, 12, Look::Centre),
        Column::of_words(column::COMPARATOR, 9, layout::words(&layout::COMPARATORS)),
        Column::new(column::TARGET, 10, Look::Number),
        Column::new(column::BASE_YEAR, 12, Look::Centre),
        Column::new(column::BASE, 10, Look::Number),
        Column::new(column::VALUE, 10, Look::Number),
        Column::of_words(column::QUALITY, 8, qualities()),
        Column::new(column::AS_OF, 16, Look::Centre),
        Column::new(column::SOURCE, 22, Look::Text),
        Column::of_words(column::COMPUTED, 8, vec![YES]),
    ]);
    let mut records = Vec::new();
    for subject in subjects(document) {
        for measure in subject.measures {
            for (index, (on, target, value)) in by_year(measure).into_iter().enumerate() {
                let mut record = subject.entries();
                record.push(Entry::text(&measure.key));
                // Named once; the rows below belong to the same key.
                let named = index == 0;
                record.push(if named {
                    Entry::text(&measure.label)
                } else {
                    Entry::Blank
                });
                record.push(if named {
                    Entry::text(&measure.unit)
                } else {
                    Entry::Blank
                });
                record.push(on.map_or(Entry::Blank, |on| year(on, document.year_style)));
                record.extend(target_entries(target, document.year_style));
                record.extend(value_entries(value));
                records.push(record);
            }
        }
    }
    let explanation = "1つの指標の1つの年度を1行に書きます。指標名と単位は、同じ指標の最初の行だけに書けば足ります。";
    sheet_of_records(
        book,
        styles,
        (sheet::FIGURES, explanation),
        &columns,
        &records,
    )
}

type YearOfMeasure<'a> = (
    Option<FiscalYear>,
    Option<&'a YearTarget>,
    Option<&'a Value>,
);

/// Targets and values side by side, by year. A measure without either still gets a row; a year given
/// twice gets two, so that nothing is lost before somebody looks at it.
fn by_year(measure: &Measure) -> Vec<YearOfMeasure<'_>> {
    let mut rows: Vec<YearOfMeasure<'_>> = measure
        .targets
        .iter()
        .map(|target| (Some(target.year), Some(target), None))
        .collect();
    for value in &measure.values {
        let beside = rows
            .iter_mut()
            .find(|row| row.0 == Some(value.year) && row.2.is_none());
        match beside {
            Some(row) => row.2 = Some(value),
            None => rows.push((Some(value.year), None, Some(value))),
        }
    }
    rows.sort_by_key(|row| row.0);
    if rows.is_empty() {
        rows.push((None, None, None));
    }
    rows
}

fn target_entries(target: Option<&YearTarget>, style: YearStyle) -> [Entry; 4] {
    let Some(target) = target.map(|each| each.target) else {
        return [Entry::Blank, Entry::Blank, Entry::Blank, Entry::Blank];
    };
    let base = target.baseline;
    [
        Entry::text(layout::term(&layout::COMPARATORS, &target.comparator)),
        Entry::Amount(target.amount),
        base.map_or(Entry::Blank, |base| year(base.year, style)),
        base.and_then(|base| base.amount)
            .map_or(Entry::Blank, Entry::Amount),
    ]
}

fn value_entries(value: Option<&Value>) -> [Entry; 5] {
    let Some(value) = value else {
        return [
            Entry::Blank,
            Entry::Blank,
            Entry::Blank,
            Entry::Blank,
            Entry::Blank,
        ];
    };
    let (quality, on) = layout::quality_words(value.quality);
    [
        Entry::Amount(value.amount),
        Entry::text(quality),
        day(on),
        Entry::optional(value.source.as_deref()),
        if value.computed {
            Entry::text(YES)
        } else {
            Entry::Blank
        },
    ]
}

pub(super) fn definitions(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let mut columns = subject_columns();
    columns.extend([
        Column::new(column::MEASURE, 26, Look::Text),
        Column::new(column::FROM, 14, Look::Centre),
        Column::new(column::DEFINITION, 60, Look::Text),
    ]);
    let mut records = Vec::new();
    for subject in subjects(document) {
        for measure in subject.measures {
            for definition in &measure.definitions {
                let mut record = subject.entries();
                record.push(Entry::text(&measure.key));
                record.push(year(definition.from, document.year_style));
                record.push(Entry::text(&definition.text));
                records.push(record);
            }
        }
    }
    let explanation =
        "何をどう数えるか。数え方が変わる年度からは行を分けます（前後の数値は線で結びません）。";
    sheet_of_records(
        book,
        styles,
        (sheet::DEFINITIONS, explanation),
        &columns,
        &records,
    )
}

pub(super) fn evaluations(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let mut columns = subject_columns();
    columns.extend([
        Column::new(column::YEAR, 14, Look::Centre),
        Column::of_words(column::GRADE, 12, text::grade_terms()),
        Column::new(column::REASON, 50, Look::Text),
        Column::of_words(column::NEXT, 12, text::next_action_terms()),
    ]);
    let mut records = Vec::new();
    for program in &document.programs {
        for evaluation in &program.evaluations {
            let mut record = of_program(program).entries();
            record.push(year(evaluation.year, document.year_style));
            record.push(Entry::optional(evaluation.grade.map(text::grade_term)));
            record.push(Entry::text(&evaluation.reason));
            record.push(Entry::optional(
                evaluation.next_action.map(text::next_action_term),
            ));
            records.push(record);
        }
    }
    let explanation = "評価を空欄にした年度は、目標に対する数値から判定します。";
    sheet_of_records(
        book,
        styles,
        (sheet::EVALUATIONS, explanation),
        &columns,
        &records,
    )
}

pub(super) fn origins(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let mut columns = subject_columns();
    columns.extend([
        Column::new(column::ORIGIN, 26, Look::Text),
        Column::of_words(column::HOW, 14, text::origin_terms()),
    ]);
    let mut records = Vec::new();
    for program in &document.programs {
        for origin in &program.origins {
            let mut record = of_program(program).entries();
            record.push(Entry::text(&origin.key));
            record.push(Entry::text(text::origin_term(origin.how)));
            records.push(record);
        }
    }
    let explanation = "名称が変わった・統合された・分割された事業が、どの事業から来たか。";
    sheet_of_records(
        book,
        styles,
        (sheet::ORIGINS, explanation),
        &columns,
        &records,
    )
}

pub(super) fn corrections(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let columns = [
        Column::new(column::ON, 18, Look::Centre),
        Column::new(column::PLACE, 36, Look::Text),
        Column::new(column::BEFORE, 30, Look::Text),
        Column::new(column::AFTER, 30, Look::Text),
        Column::new(column::BY, 14, Look::Centre),
        Column::new(column::REASON, 34, Look::Text),
    ];
    let records: Vec<Vec<Entry>> = document
        .corrections
        .iter()
        .map(|each| {
            vec![
                Entry::Day(each.on),
                Entry::text(&each.place),
                Entry::text(&each.before),
                Entry::text(&each.after),
                Entry::text(&each.by),
                Entry::text(&each.reason),
            ]
        })
        .collect();
    let explanation = "公表した後の訂正を、古いものから順に書きます。";
    sheet_of_records(
        book,
        styles,
        (sheet::CORRECTIONS, explanation),
        &columns,
        &records,
    )
}

pub(super) fn cells(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let mut columns = subject_columns();
    columns.extend([
        Column::of_words(column::ROW, 8, vec![word::PLAN, word::ACTUAL]),
        Column::new(column::FIRST_YEAR, 12, Look::Centre),
        Column::new(column::LAST_YEAR, 12, Look::Centre),
        Column::of_words(column::STATUS, 10, text::status_terms()),
        Column::new(column::MERGED_INTO, 20, Look::Text),
        Column::of_words(column::QUALITY, 8, qualities()),
        Column::new(column::AS_OF, 16, Look::Centre),
        Column::new(column::TEMPLATE, 40, Look::Text),
        Column::new(column::SHOWN, 40, Look::Aside),
    ]);
    let mut records = Vec::new();
    for program in &document.programs {
        for (what, cells) in [(word::PLAN, &program.plan), (word::ACTUAL, &program.actual)] {
            let subject = of_program(program);
            records.extend(
                cells
                    .iter()
                    .map(|cell| cell_record(&subject, what, (program, cell), document.year_style)),
            );
        }
    }
    let explanation = "表の1つのセルを1行に書きます。表の文言が「書き出したときの文言」のままならひな形（{ } に指標の数値が入ります）を使い、表の文言を直したセルはその文言になります。";
    sheet_of_records(
        book,
        styles,
        (sheet::CELLS, explanation),
        &columns,
        &records,
    )
}

fn cell_record(
    subject: &Subject<'_>,
    what: &str,
    (program, cell): (&Program, &Cell),
    style: YearStyle,
) -> Vec<Entry> {
    let shown = text::cell_text(program, cell, style);
    let (quality, on) = layout::quality_words(cell.quality);
    let mut record = subject.entries();
    record.push(Entry::text(what));
    record.push(year(cell.years.from, style));
    record.push(year(cell.years.to, style));
    record.push(Entry::optional(cell.status.map(text::status_term)));
    record.push(Entry::optional(cell.merged_into.as_deref()));
    record.push(Entry::text(quality));
    record.push(day(on));
    record.push(if cell.text == shown {
        Entry::Blank
    } else {
        Entry::text(&cell.text)
    });
    record.push(Entry::Text(shown));
    record
}
