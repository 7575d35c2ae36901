//! Writes SVG: across in ten-thousandths of the width, down in tenths of a pixel.

use askama::filters::{Escaper, Html};
use std::fmt::{self, Display, Write};

/// The whole width.
pub(super) const FULL: i64 = 10_000;

/// The colours of a chart, the same on a page and in a file. Dark enough on white for 3 : 1, and
/// never the only sign.
pub(super) mod paint {
    pub const KEY: &str = "#0055ad";
    pub const BAR: &str = "#0066be";
    pub const INK: &str = "#1a1a1a";
    pub const SUB: &str = "#4d4d4d";
    pub const GRID: &str = "#e6e6e6";
    pub const AXIS: &str = "#949494";
    pub const BAD: &str = "#a90000";
}

/// The letters of a file; on a page the page's own are used.
const LETTERS: &str = "'BIZ UDPGothic', 'Noto Sans JP', 'Noto Sans CJK JP', Meiryo, sans-serif";
/// The margin around the drawing in a file.
const MARGIN: i64 = 24;

/// Tenths of a pixel.
#[derive(Clone, Copy)]
pub(super) struct Tenths(pub i64);

impl Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let all = self.0.unsigned_abs();
        match all % 10 {
            0 => write!(f, "{sign}{}", all / 10),
            rest => write!(f, "{sign}{}.{rest}", all / 10),
        }
    }
}

/// Text made safe for SVG.
pub(super) struct Safe<'a>(pub &'a str);

impl Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Html.write_escaped_str(f, self.0)
    }
}

/// A drawing under way.
pub(super) struct Canvas {
    /// The width in pixels; `None` as wide as the box it stands in.
    width: Option<i64>,
    body: String,
}

/// Where a text is held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    pub fn fluid() -> Canvas {
        Canvas {
            width: None,
            body: String::with_capacity(4096),
        }
    }

    pub fn fixed(width: i64) -> Canvas {
        Canvas {
            width: Some(width),
            body: String::with_capacity(4096),
        }
    }

    /// Whether this is a file, which carries its own title and legend.
    pub fn is_file(&self) -> bool {
        self.width.is_some()
    }

    fn x(&self, x: i64) -> String {
        match self.width {
            Some(width) => Tenths(x * width / 1000).to_string(),
            // Hundredths of a percent are ten-thousandths of the width.
            None => format!("{}.{:02}%", x / 100, x % 100),
        }
    }

    pub fn line(&mut self, (x1, y1): (i64, i64), (x2, y2): (i64, i64), look: &str) {
        let (x1, x2) = (self.x(x1), self.x(x2));
        let (y1, y2) = (Tenths(y1), Tenths(y2));
        self.put(format_args!(
            r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {look}/>"#
        ));
    }

    pub fn circle(&mut self, (x, y): (i64, i64), radius: i64, look: &str) {
        let x = self.x(x);
        let (y, r) = (Tenths(y), Tenths(radius));
        self.put(format_args!(
            r#"<circle cx="{x}" cy="{y}" r="{r}" {look}/>"#
        ));
    }

    pub fn rect(&mut self, (x, y): (i64, i64), (wide, high): (i64, i64), look: &str) {
        let (x, wide) = (self.x(x), self.x(wide));
        let (y, high) = (Tenths(y), Tenths(high));
        self.put(format_args!(
            r#"<rect x="{x}" y="{y}" width="{wide}" height="{high}" {look}/>"#
        ));
    }

    /// A text; `shift` moves it across by pixels.
    pub fn text(&mut self, (x, y): (i64, i64), shift: i64, anchor: Anchor, text: &str, look: &str) {
        let x = self.x(x);
        let y = Tenths(y);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let shift = if shift == 0 {
            String::new()
        } else {
            format!(r#" dx="{shift}""#)
        };
        let text = Safe(text);
        self.put(format_args!(
            r#"<text x="{x}" y="{y}"{shift}{anchor} {look}>{text}</text>"#
        ));
    }

    /// Anything else, already safe.
    pub fn put(&mut self, svg: impl Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.body, "{svg}");
    }

    /// The shapes alone.
    pub fn into_body(self) -> String {
        self.body
    }

    /// Ends the drawing: a part of a page, or a file with its title on top.
    pub fn finish(self, id: &str, title: &str, description: &str, height: i64) -> String {
        let (title, description, id) = (Safe(title), Safe(description), Safe(id));
        let names =
            format!(r#"<title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>"#);
        let role = format!(r#"role="img" aria-labelledby="{id}-t" aria-describedby="{id}-d""#);
        let body = self.body;
        match self.width {
            None => format!(
                r#"<svg width="100%" height="{height}" {role} font-size="14" fill="{}">{names}{body}</svg>"#,
                paint::SUB
            ),
            Some(width) => {
                let (wide, high) = (width + 2 * MARGIN, height + 2 * MARGIN + 36);
                let top = MARGIN + 36;
                format!(
                    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" {role} font-family="{LETTERS}" font-size="14" fill="{}">{names}<rect width="{wide}" height="{high}" fill="#fff"/><text x="{MARGIN}" y="{}" font-size="18" font-weight="700" fill="{}">{title}</text><g transform="translate({MARGIN} {top})">{body}</g></svg>"##,
                    paint::SUB,
                    MARGIN + 18,
                    paint::INK,
                )
            }
        }
    }
}
