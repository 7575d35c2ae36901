//! The tables as the document prints them: 振り返り and 実施計画.

use super::super::layout::{column, label_format, row as word, sheet};
use super::style::Styles;
use super::{Entry, FIRST_RECORD, height, label_beside_number, lines_of, put};
use crate::document::{Cell, Node, Part, PlanDocument, Program};
use crate::text::{cell_text, years_label};
use anyhow::{Context as _, ensure};
use calendar::YearSpan;
use exchange::xlsx::{Format, Formula, Worksheet};
use exchange::{Book, Paper, print_setup};
use std::collections::HashMap;

const NUMBER: u16 = 0;
const NAME: u16 = 1;
const ROW: u16 = 2;
const YEARS: u16 = 3;

const NUMBER_WIDTH: u16 = 9;
const NAME_WIDTH: u16 = 32;
const ROW_WIDTH: u16 = 6;
const OWNER_WIDTH: u16 = 14;
/// Shared by all years, so that a plan of three and one of eight years fill the same page.
const YEARS_WIDTH: u16 = 90;

pub(super) fn write(
    book: &mut Book,
    styles: &Styles,
    document: &PlanDocument,
) -> anyhow::Result<()> {
    check_nodes(document)?;
    let plan = Table::new(document, Part::Plan);
    if reviews(document) {
        let outlines = plan.outlines();
        Table::new(document, Part::Review).write(book, styles, &outlines)?;
    }
    plan.write(book, styles, &HashMap::new())
}

/// Whether the document has anything to look back on.
fn reviews(document: &PlanDocument) -> bool {
    document.review_years.is_some()
        || document
            .programs
            .iter()
            .any(|program| program.part == Part::Review)
        || document
            .nodes
            .iter()
            .any(|n| n.review_result.is_some() || n.review_footnote.is_some())
}

fn check_nodes(document: &PlanDocument) -> anyhow::Result<()> {
    for program in &document.programs {
        let known = document.nodes.iter().any(|node| node.path == program.node);
        ensure!(
            known,
            "program {} belongs to {}, which is not in the tree",
            program.key,
            program.node
        );
    }
    Ok(())
}

/// One row of a table, or the two of a program.
enum Line<'a> {
    Heading(usize, &'a Node),
    Outline(&'a Node),
    Program(&'a Program),
    Result(&'a Node),
    Footnote(&'a str),
}

struct Table<'a> {
    document: &'a PlanDocument,
    part: Part,
    years: Option<YearSpan>,
    lines: Vec<(u32, Line<'a>)>,
}

impl<'a> Table<'a> {
    fn new(document: &'a PlanDocument, part: Part) -> Table<'a> {
        let years = match part {
            Part::Review => document.review_years,
            Part::Plan => Some(document.plan_years),
        };
        let mut lines = Vec::new();
        let mut row = FIRST_RECORD;
        for (index, node) in document.nodes.iter().enumerate() {
            for line in lines_of_node(document, part, index, node) {
                let rows = if matches!(line, Line::Program(_)) {
                    2
                } else {
                    1
                };
                lines.push((row, line));
                row += rows;
            }
        }
        Table {
            document,
            part,
            years,
            lines,
        }
    }

    /// The row of each outline, by the node's path.
    fn outlines(&self) -> HashMap<&'a str, u32> {
        let outline = |(row, line): &(u32, Line<'a>)| match line {
            Line::Outline(node) => Some((node.path.as_str(), *row)),
            _ => None,
        };
        self.lines.iter().filter_map(outline).collect()
    }

    fn year_count(&self) -> u16 {
        self.years
            .and_then(|span| u16::try_from(span.len()).ok())
            .unwrap_or(0)
    }

    fn owner(&self) -> u16 {
        YEARS + self.year_count()
    }

    fn year_width(&self) -> u16 {
        (YEARS_WIDTH / self.year_count().max(1)).max(12)
    }

    /// The width of everything right of the number.
    fn prose_width(&self) -> u16 {
        NAME_WIDTH + ROW_WIDTH + self.year_width() * self.year_count() + OWNER_WIDTH
    }

    fn write(
        &self,
        book: &mut Book,
        styles: &Styles,
        outlines: &HashMap<&str, u32>,
    ) -> anyhow::Result<()> {
        let name = if self.part == Part::Plan {
            sheet::PLAN
        } else {
            sheet::REVIEW
        };
        let page = book.sheet(name)?;
        // An outline that is empty shows nothing rather than 0.
        page.set_formula_result_default("");
        self.heads(page, styles, name)?;
        let mut breaks = Vec::new();
        for (row, line) in &self.lines {
            match line {
                Line::Heading(index, node) => {
                    if !node.path.contains('-') && *row > FIRST_RECORD {
                        breaks.push(*row);
                    }
                    self.heading(page, *row, *index, node)?;
                }
                Line::Outline(node) => self.outline(page, styles, *row, node, outlines)?,
                Line::Program(program) => self.program(page, styles, *row, program)?,
                Line::Result(node) => {
                    let text = Entry::optional(node.review_result.as_deref());
                    self.prose(page, styles, *row, (word::RESULT, &text, &styles.prose))?;
                }
                Line::Footnote(text) => {
                    let text = Entry::text(text);
                    self.prose(
                        page,
                        styles,
                        *row,
                        (word::FOOTNOTE, &text, &styles.footnote),
                    )?;
                }
            }
        }
        page.set_page_breaks(&breaks)?;
        page.set_freeze_panes(FIRST_RECORD, YEARS)?;
        print_setup(
            page,
            Paper::Landscape,
            Some((FIRST_RECORD - 1, FIRST_RECORD - 1)),
        )?;
        let last = self.lines.last().map_or(FIRST_RECORD, |(row, _)| row + 1);
        page.set_print_area(0, NUMBER, last, self.owner())?;
        Ok(())
    }

    fn heads(&self, page: &mut Worksheet, styles: &Styles, name: &str) -> anyhow::Result<()> {
        let style = self.document.year_style;
        let years = self
            .years
            .map(|span| years_label(span, style))
            .unwrap_or_default();
        let title = format!("{}　{name}　{years}", self.document.title);
        let explanation = "見出しの名称は「体系図」、指標の数値は「指標」で直します。年度の文言・概要・成果等・脚注・担当課はここで直せます。事業を足すときは「計画」「実績」の2行を加えます。";
        super::title_rows(page, styles, &title, explanation)?;
        let owner = self.owner();
        let mut heads = vec![
            (column::NUMBER.to_owned(), NUMBER_WIDTH),
            (column::NAME.to_owned(), NAME_WIDTH),
            (column::ROW.to_owned(), ROW_WIDTH),
        ];
        let each = self.years.into_iter().flat_map(YearSpan::years);
        heads.extend(each.map(|year| (year.label(style), self.year_width())));
        heads.push((column::OWNER.to_owned(), OWNER_WIDTH));
        heads.extend([(column::KEY.to_owned(), 26), (column::NOTE.to_owned(), 40)]);
        for (index, (head, width)) in (0_u16..).zip(heads) {
            let format = if index > owner {
                &styles.aside_head
            } else {
                &styles.head
            };
            page.set_column_width(index, width)?;
            page.set_column_format(index, &styles.typed)?;
            page.write_string_with_format(FIRST_RECORD - 1, index, head, format)?;
        }
        page.set_row_height(FIRST_RECORD - 1, 24)?;
        Ok(())
    }

    /// A node's name, taken by formula from the chart so that it is edited in one place.
    fn heading(
        &self,
        page: &mut Worksheet,
        row: u32,
        index: usize,
        node: &Node,
    ) -> anyhow::Result<()> {
        let levels = self.document.levels.len();
        let depth = node.path.split('-').count();
        let label = label_beside_number(self.document, &node.path);
        let format = Styles::heading(depth, levels);
        let labelled = format.clone().set_num_format(label_format(&label));
        let chart_row = FIRST_RECORD + u32::try_from(index)?;
        let own = chart_cell(chart_row, u16::try_from(depth)?);
        let (formula, shown) = match self.part {
            Part::Plan => (format!("={own}&\"\""), &node.name),
            Part::Review => {
                let review = chart_cell(chart_row, u16::try_from(levels + 2)?);
                let shown = node.review_name.as_ref().unwrap_or(&node.name);
                (format!("=IF({review}=\"\",{own}&\"\",{review})"), shown)
            }
        };
        put(
            page,
            (row, NUMBER),
            &Entry::text(&node.path),
            &format.set_align(exchange::xlsx::FormatAlign::Center),
        )?;
        page.merge_range(row, NAME, row, self.owner(), "", &labelled)?;
        mirror(page, row, &formula, shown, &labelled)?;
        page.set_row_height(row, height(lines_of(shown, self.prose_width() - 20)) + 4.0)?;
        Ok(())
    }

    /// The outline stands in 実施計画; 振り返り shows the same by formula.
    fn outline(
        &self,
        page: &mut Worksheet,
        styles: &Styles,
        row: u32,
        node: &Node,
        outlines: &HashMap<&str, u32>,
    ) -> anyhow::Result<()> {
        let text = Entry::text(&node.outline);
        self.prose(page, styles, row, (word::OUTLINE, &text, &styles.prose))?;
        if let Some(source) = outlines.get(node.path.as_str()) {
            let formula = format!("='{}'!B{}&\"\"", sheet::PLAN, source + 1);
            mirror(page, row, &formula, &node.outline, &styles.prose)?;
        }
        Ok(())
    }

    /// A row of running text: what it is, and the text over the table's whole width.
    fn prose(
        &self,
        page: &mut Worksheet,
        styles: &Styles,
        row: u32,
        (what, text, format): (&str, &Entry, &Format),
    ) -> anyhow::Result<()> {
        put(page, (row, NUMBER), &Entry::text(what), &styles.plan)?;
        page.merge_range(row, NAME, row, self.owner(), "", format)?;
        put(page, (row, NAME), text, format)?;
        page.set_row_height(row, height(lines_of(&text.shown(), self.prose_width())))?;
        Ok(())
    }

    fn program(
        &self,
        page: &mut Worksheet,
        styles: &Styles,
        row: u32,
        program: &Program,
    ) -> anyhow::Result<()> {
        let owner = self.owner();
        let pair = |page: &mut Worksheet, index: u16, text: Option<&str>, format: &Format| {
            page.merge_range(row, index, row + 1, index, text.unwrap_or_default(), format)?;
            anyhow::Ok(())
        };
        pair(page, NUMBER, None, &styles.plan)?;
        pair(page, NAME, Some(&program.name), &styles.program)?;
        pair(page, owner, program.owner.as_deref(), &styles.plan)?;
        pair(page, owner + 1, Some(&program.key), &styles.aside)?;
        pair(page, owner + 2, program.note.as_deref(), &styles.aside)?;
        let mut lines = [1, 1];
        let rows = [
            (word::PLAN, &program.plan, &styles.plan),
            (word::ACTUAL, &program.actual, &styles.actual),
        ];
        for ((offset, used), (what, cells, format)) in (0..).zip(&mut lines).zip(rows) {
            put(page, (row + offset, ROW), &Entry::text(what), format)?;
            *used = self
                .cells(page, row + offset, program, (cells, format))
                .with_context(|| format!("program {}, {what}", program.key))?;
        }
        let name = lines_of(&program.name, NAME_WIDTH).max(lines_of(
            program.owner.as_deref().unwrap_or_default(),
            OWNER_WIDTH,
        ));
        lines[0] = lines[0].max(name.saturating_sub(lines[1]));
        page.set_row_height(row, height(lines[0]))?;
        page.set_row_height(row + 1, height(lines[1]))?;
        Ok(())
    }

    /// One row of cells under the years; answers with the lines that the tallest needs.
    fn cells(
        &self,
        page: &mut Worksheet,
        row: u32,
        program: &Program,
        (cells, format): (&[Cell], &Format),
    ) -> anyhow::Result<u32> {
        let Some(years) = self.years else {
            ensure!(cells.is_empty(), "the document has no years for this part");
            return Ok(1);
        };
        let column = |year: calendar::FiscalYear| {
            anyhow::Ok(YEARS + u16::try_from(year.0.saturating_sub(years.from.0))?)
        };
        let mut lines = 1;
        for year in years.years() {
            if !cells.iter().any(|cell| cell.years.contains(year)) {
                put(page, (row, column(year)?), &Entry::Blank, format)?;
            }
        }
        for (index, cell) in cells.iter().enumerate() {
            ensure!(
                years.covers(cell.years),
                "the cell of {} lies outside {years}",
                cell.years
            );
            let overlap = cells[..index]
                .iter()
                .any(|other| other.years.overlaps(cell.years));
            ensure!(!overlap, "two cells stand over {}", cell.years);
            let (left, right) = (column(cell.years.from)?, column(cell.years.to)?);
            let text = cell_text(program, cell, self.document.year_style);
            if left < right {
                page.merge_range(row, left, row, right, "", format)?;
            }
            lines = lines.max(lines_of(&text, self.year_width() * (right - left + 1)));
            put(page, (row, left), &Entry::Text(text), format)?;
        }
        Ok(lines)
    }
}

fn lines_of_node<'a>(
    document: &'a PlanDocument,
    part: Part,
    index: usize,
    node: &'a Node,
) -> Vec<Line<'a>> {
    let leaf = node.path.split('-').count() == document.levels.len();
    let mut lines = vec![Line::Heading(index, node)];
    if leaf || !node.outline.is_empty() {
        lines.push(Line::Outline(node));
    }
    let own = |program: &&Program| program.part == part && program.node == node.path;
    lines.extend(document.programs.iter().filter(own).map(Line::Program));
    if part == Part::Review && (leaf || node.review_result.is_some()) {
        lines.push(Line::Result(node));
    }
    let footnote = match part {
        Part::Review => &node.review_footnote,
        Part::Plan => &node.plan_footnote,
    };
    lines.extend(footnote.as_deref().map(Line::Footnote));
    lines
}

/// Shows by formula what another sheet says. The file also keeps the formula's result; a text that
/// would be kept there as a number, a truth value or an error is written as text instead.
fn mirror(
    page: &mut Worksheet,
    row: u32,
    formula: &str,
    shown: &str,
    format: &Format,
) -> anyhow::Result<()> {
    let misread = shown.trim().parse::<f64>().is_ok()
        || matches!(shown, "TRUE" | "FALSE")
        || shown.starts_with('#')
        || shown.contains("_x");
    if misread {
        page.write_string_with_format(row, NAME, shown, format)?;
    } else {
        let formula = Formula::new(formula).set_result(shown);
        page.write_formula_with_format(row, NAME, formula, format)?;
    }
    Ok(())
}

/// A cell of the chart as a formula names it; row and column from 0.
fn chart_cell(row: u32, column: u16) -> String {
    format!(
        "'{}'!{}{}",
        sheet::CHART,
        crate::problems::column_letters(column + 1),
        row + 1
    )
}
