//! The sheets before the tables: cover, introduction, system chart.

use super::super::layout::{self, column, cover as label, sheet};
use super::style::Styles;
use super::{
    Column, Entry, FIRST_RECORD, Look, height, label_beside_number, lines_of, put,
    sheet_of_records, title_rows,
};
use crate::document::PlanDocument;
use calendar::FiscalYear;
use exchange::xlsx::{DataValidation, Worksheet};
use exchange::{Book, Paper, print_setup};

/// Widths of the cover's columns; a level needs four beside its label.
const WIDTHS: [u16; 5] = [24, 44, 18, 18, 22];

pub(super) fn cover(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let page = book.sheet(sheet::COVER)?;
    title_rows(
        page,
        styles,
        sheet::COVER,
        "青い欄は項目名です。右の欄を書き換えられます。根拠法令と階層は行を増やせます。",
    )?;
    for (index, width) in (0_u16..).zip(WIDTHS) {
        page.set_column_width(index, width)?;
        page.set_column_format(index, &styles.typed)?;
    }
    let mut row = FIRST_RECORD - 1;
    for (name, entry, hint) in cover_rows(document) {
        let format = if name == label::TITLE {
            &styles.large
        } else {
            &styles.field
        };
        put(page, (row, 0), &Entry::text(name), &styles.label)?;
        put(page, (row, 1), &entry, format)?;
        page.write_string_with_format(row, 2, hint, &styles.hint)?;
        if name == label::YEAR_STYLE {
            let words = layout::words(&layout::YEAR_STYLES);
            page.add_data_validation(
                row,
                1,
                row,
                1,
                &DataValidation::new().allow_list_strings(&words)?,
            )?;
        }
        let lines = lines_of(&entry.shown(), WIDTHS[1]);
        // The title is written larger.
        page.set_row_height(
            row,
            height(if name == label::TITLE {
                lines * 3
            } else {
                lines
            }),
        )?;
        row += 1;
    }
    levels(page, styles, document, row + 1)?;
    page.set_freeze_panes(FIRST_RECORD - 1, 0)?;
    print_setup(page, Paper::Landscape, None)
}

/// The labelled rows: label, content, how to fill it in.
fn cover_rows(document: &PlanDocument) -> Vec<(&'static str, Entry, &'static str)> {
    let year = |year: FiscalYear| Entry::Text(year.label(document.year_style));
    let years = |year_of: Option<FiscalYear>| year_of.map_or(Entry::Blank, year);
    let policy = document.policy.as_ref();
    let month = |text: Option<&Option<String>>| Entry::optional(text.and_then(|t| t.as_deref()));
    let mut rows = vec![
        (label::TITLE, Entry::text(&document.title), ""),
        (label::MUNICIPALITY, Entry::text(&document.municipality), ""),
        (
            label::PUBLISHER,
            Entry::text(&document.publisher),
            "計画をまとめる課",
        ),
        (
            label::ADOPTED,
            document.adopted.map_or(Entry::Blank, Entry::Day),
            "例：令和7年3月25日",
        ),
        (
            label::CODE,
            Entry::text(&document.code),
            "英小文字・数字・ハイフン。アドレスとファイル名になります",
        ),
        (
            label::POLICY,
            Entry::optional(policy.map(|p| p.name.as_str())),
            "",
        ),
        (
            label::POLICY_ADOPTED,
            month(policy.map(|p| &p.adopted)),
            "例：2011-04",
        ),
        (
            label::POLICY_REVISED,
            month(policy.map(|p| &p.revised)),
            "例：2016-03",
        ),
    ];
    rows.extend(
        document
            .legal_bases
            .iter()
            .map(|law| (label::LEGAL_BASIS, Entry::text(law), "")),
    );
    if document.legal_bases.is_empty() {
        rows.push((label::LEGAL_BASIS, Entry::Blank, ""));
    }
    rows.extend([
        (
            label::REVIEW_FROM,
            years(document.review_years.map(|s| s.from)),
            "振り返りがない計画は空欄",
        ),
        (
            label::REVIEW_TO,
            years(document.review_years.map(|s| s.to)),
            "",
        ),
        (label::PLAN_FROM, year(document.plan_years.from), ""),
        (label::PLAN_TO, year(document.plan_years.to), ""),
        (
            label::MID_TERM,
            years(document.mid_term_review),
            "5年以上の計画で見直しをする年度",
        ),
        (
            label::YEAR_STYLE,
            Entry::text(layout::term(&layout::YEAR_STYLES, &document.year_style)),
            "",
        ),
        (
            label::PREVIOUS,
            Entry::optional(document.previous.as_deref()),
            "",
        ),
        (label::SOURCE, Entry::text(&document.source), ""),
        (
            layout::FORMAT,
            Entry::text(document.format.to_string()),
            "書き換えないでください",
        ),
    ]);
    rows
}

fn levels(
    page: &mut Worksheet,
    styles: &Styles,
    document: &PlanDocument,
    first: u32,
) -> anyhow::Result<()> {
    let heads = [
        label::LEVEL,
        "名称",
        "英語の名称",
        "番号の書き方",
        "番号の付け方",
    ];
    for (index, head) in (0_u16..).zip(heads) {
        page.write_string_with_format(first, index, head, &styles.head)?;
    }
    for (row, (number, level)) in (first + 1..).zip((1..).zip(&document.levels)) {
        put(
            page,
            (row, 0),
            &Entry::Text(format!("{}{number}", label::LEVEL)),
            &styles.label,
        )?;
        let numbering = layout::term(&layout::NUMBERINGS, &level.numbering);
        let entries = [level.name.as_str(), &level.name_en, &level.label, numbering];
        for (index, text) in (1_u16..).zip(entries) {
            put(page, (row, index), &Entry::text(text), &styles.field)?;
        }
        let words = layout::words(&layout::NUMBERINGS);
        page.add_data_validation(
            row,
            4,
            row,
            4,
            &DataValidation::new().allow_list_strings(&words)?,
        )?;
    }
    let last = first + 1 + u32::try_from(document.levels.len())?;
    let hint =
        "番号の書き方の {n} はその階層の番号、{path} は上からの番号（1-2-3）に置き換わります。";
    page.write_string_with_format(last, 0, hint, &styles.explanation)?;
    Ok(())
}

pub(super) fn introduction(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let columns = [
        Column::new(column::HEADING, 26, Look::Text),
        Column::new(column::TEXT, 100, Look::Text),
    ];
    let records: Vec<Vec<Entry>> = document
        .introduction
        .iter()
        .map(|section| vec![Entry::text(&section.heading), Entry::text(&section.text)])
        .collect();
    let explanation = "計画の前書きです。段落は空行（Alt+Enter を2回）で分けます。";
    sheet_of_records(
        book,
        styles,
        (sheet::INTRODUCTION, explanation),
        &columns,
        &records,
    )
}

/// The tree: a node's name stands in the column of its level, its number in front of it.
pub(super) fn chart(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    let page = book.sheet(sheet::CHART)?;
    let explanation = "名称を階層の列に書きます。振り返りと実施計画の見出しはここから写ります。行を足すときは番号（1-2-3）も書いてください。";
    title_rows(page, styles, sheet::CHART, explanation)?;
    let depth = document.levels.len();
    let mut heads: Vec<(&str, u16)> = vec![(column::NUMBER, 9)];
    heads.extend(
        document
            .levels
            .iter()
            .map(|level| (level.name.as_str(), 26)),
    );
    heads.extend([
        (column::CHART_NAME, 22),
        (column::REVIEW_NAME, 22),
        (column::CAPABILITY, 20),
        (column::NOTE, 24),
    ]);
    for (index, (head, width)) in (0_u16..).zip(heads) {
        page.set_column_width(index, width)?;
        page.set_column_format(index, &styles.typed)?;
        page.write_string_with_format(FIRST_RECORD - 1, index, head, &styles.head)?;
    }
    page.set_row_height(FIRST_RECORD - 1, 24)?;
    let right = u16::try_from(depth)?;
    for (row, node) in (FIRST_RECORD..).zip(&document.nodes) {
        put(page, (row, 0), &Entry::text(&node.path), &styles.centre)?;
        let own = node.path.split('-').count();
        let heading = Styles::heading(own, depth);
        for index in 1..=right {
            let here = usize::from(index) == own;
            let entry = if here {
                Entry::Labelled(node.name.clone(), label_beside_number(document, &node.path))
            } else {
                Entry::Blank
            };
            put(
                page,
                (row, index),
                &entry,
                if here { &heading } else { &styles.text },
            )?;
        }
        anyhow::ensure!(
            (1..=depth).contains(&own),
            "node {} lies deeper than the levels",
            node.path
        );
        let rest = [
            &node.chart_name,
            &node.review_name,
            &node.capability,
            &node.note,
        ];
        for (index, text) in (right + 1..).zip(rest) {
            put(
                page,
                (row, index),
                &Entry::optional(text.as_deref()),
                &styles.text,
            )?;
        }
        let names = [
            lines_of(&node.name, 24),
            rest.iter()
                .filter_map(|t| t.as_deref())
                .map(|t| lines_of(t, 22))
                .max()
                .unwrap_or(1),
        ];
        page.set_row_height(row, height(names.into_iter().max().unwrap_or(1)))?;
    }
    page.set_freeze_panes(FIRST_RECORD, 0)?;
    print_setup(
        page,
        Paper::Landscape,
        Some((FIRST_RECORD - 1, FIRST_RECORD - 1)),
    )
}
