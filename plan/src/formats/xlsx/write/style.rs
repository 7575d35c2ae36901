//! How the workbook looks: the restrained look of a document that a city hands round.

use super::Look;
use exchange::xlsx::{Color, Format, FormatAlign, FormatBorder};
use exchange::{base_format, head_format};

const LINE: u32 = 0x0094_9494;
const GREY_TEXT: u32 = 0x0062_6264;
const GREY_FILL: u32 = 0x00F8_F9FA;

/// The formats of all sheets.
pub(super) struct Styles {
    pub title: Format,
    pub explanation: Format,
    pub head: Format,
    /// Heading of a column that is not printed.
    pub aside_head: Format,
    pub text: Format,
    pub centre: Format,
    pub number: Format,
    pub aside: Format,
    /// Empty cells below the records: what is typed there stays as typed.
    pub typed: Format,
    pub label: Format,
    /// The field beside a label of the cover.
    pub field: Format,
    pub hint: Format,
    pub large: Format,
    /// 計画 rows and 実績 rows of the tables.
    pub plan: Format,
    pub actual: Format,
    pub program: Format,
    pub prose: Format,
    pub footnote: Format,
}

impl Styles {
    pub fn new() -> Styles {
        let framed = || bordered(base_format()).set_text_wrap().set_num_format("@");
        let grey = |format: Format| {
            format
                .set_font_color(Color::RGB(GREY_TEXT))
                .set_background_color(GREY_FILL)
        };
        let text = framed().set_align(FormatAlign::Top).set_indent(1);
        Styles {
            title: base_format().set_bold().set_font_size(14),
            explanation: base_format()
                .set_font_size(9)
                .set_font_color(Color::RGB(GREY_TEXT)),
            head: head_format(),
            aside_head: grey(bordered(base_format()).set_font_size(9).set_text_wrap()),
            centre: framed()
                .set_align(FormatAlign::Top)
                .set_align(FormatAlign::Center),
            number: framed()
                .set_align(FormatAlign::Top)
                .set_align(FormatAlign::Right),
            aside: grey(framed().set_align(FormatAlign::Top).set_font_size(9)),
            typed: base_format()
                .set_num_format("@")
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            label: head_format().set_align(FormatAlign::Left).set_indent(1),
            field: framed().set_indent(1),
            hint: base_format()
                .set_font_size(9)
                .set_font_color(Color::RGB(GREY_TEXT))
                .set_indent(1),
            large: framed().set_bold().set_font_size(16).set_indent(1),
            plan: framed().set_align(FormatAlign::Center),
            actual: framed()
                .set_align(FormatAlign::Center)
                .set_background_color(GREY_FILL),
            program: framed().set_indent(1),
            prose: framed().set_indent(1),
            footnote: framed().set_font_size(9).set_indent(1),
            text,
        }
    }

    pub fn of(&self, look: Look) -> &Format {
        match look {
            Look::Text => &self.text,
            Look::Centre => &self.centre,
            Look::Number => &self.number,
            Look::Aside => &self.aside,
        }
    }

    /// A heading in the tables and the chart; the fewer steps above it, the stronger.
    pub fn heading(depth: usize, levels: usize) -> Format {
        let format = bordered(base_format())
            .set_text_wrap()
            .set_bold()
            .set_indent(1);
        match (depth, levels) {
            (1, 2..) => format
                .set_font_size(13)
                .set_font_color(Color::White)
                .set_background_color(0x0000_3185),
            (2, 3..) => format.set_font_size(11).set_background_color(0x00C5_D7FB),
            _ => format.set_background_color(0x00E8_F1FE),
        }
    }
}

fn bordered(format: Format) -> Format {
    format
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(LINE))
}
