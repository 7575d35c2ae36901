//! From a template and its data to a PDF.

use crate::world::Desk;
use anyhow::{Context, anyhow};
use jiff::civil::Date;
use serde::Serialize;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Abs, Frame, FrameItem};
use typst_layout::PagedDocument;
use typst_pdf::{PdfStandard, PdfStandards, Timestamp};

/// A document's layout, written in typst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// A short name for logs and faults.
    pub name: &'static str,
    /// The typst source; reads its data with `json("data.json")`.
    pub source: &'static str,
}

/// What a PDF says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PdfOptions {
    /// The title a reader's window shows.
    pub title: String,
    /// The office that publishes it; may be empty.
    pub author: String,
    /// The day it was made. Without one the file carries no date.
    pub created: Option<Date>,
    /// For keeping: PDF/A-2a. Needs a title and a day, and every character must be printable.
    pub archival: bool,
}

/// A document with its pages made up.
pub struct Typeset {
    document: PagedDocument,
    desk: Desk,
    name: &'static str,
    options: PdfOptions,
}

/// The size of a page in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// How many documents a result stays in typst's memory without being used again.
const REMEMBERED: usize = 8;

/// Breaks a document into lines and pages.
///
/// # Errors
/// When the data cannot be written as JSON or the template has a fault.
pub fn typeset(
    template: &Template,
    data: &impl Serialize,
    options: &PdfOptions,
) -> anyhow::Result<Typeset> {
    let setup = serde_json::json!({ "title": options.title, "authors": authors(&options.author) });
    let data = serde_json::to_vec(data)
        .with_context(|| format!("writing the data of template {}", template.name))?;
    let desk = Desk::new(template.source, serde_json::to_vec(&setup)?, data);
    let compiled = typst::compile::<PagedDocument>(&desk);
    comemo::evict(REMEMBERED);
    let document = compiled
        .output
        .map_err(|faults| describe(&desk, template.name, faults.iter()))?;
    Ok(Typeset {
        document,
        desk,
        name: template.name,
        options: options.clone(),
    })
}

impl Typeset {
    /// The number of pages.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.document.pages().len()
    }

    /// The size of each page.
    #[must_use]
    pub fn page_sizes(&self) -> Vec<PageSize> {
        let whole = |length: Abs| length.to_mm().round();
        let pages = self.document.pages().iter();
        pages
            .map(|page| PageSize {
                width: whole(page.frame.width()),
                height: whole(page.frame.height()),
            })
            .collect()
    }

    /// The words on the pages in the order in which they are drawn, one page to a line.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for page in self.document.pages() {
            collect_text(&page.frame, &mut text);
            text.push('\n');
        }
        text
    }

    /// The characters that came out as empty boxes because no font here has them, each once.
    #[must_use]
    pub fn unprinted(&self) -> Vec<char> {
        let mut missing = Vec::new();
        for page in self.document.pages() {
            collect_unprinted(&page.frame, &mut missing);
        }
        missing
    }

    /// The document as a tagged PDF in Japanese.
    ///
    /// # Errors
    /// With [`PdfOptions::archival`], when the document does not meet PDF/A-2a.
    pub fn pdf(&self) -> anyhow::Result<Vec<u8>> {
        let standards = if self.options.archival {
            PdfStandards::new(&[PdfStandard::A_2a]).map_err(|e| anyhow!("{}", e.message()))?
        } else {
            PdfStandards::default()
        };
        let options = typst_pdf::PdfOptions {
            creator: Smart::Custom(Some("Hagukumi".to_owned())),
            timestamp: self.options.created.and_then(midnight),
            standards,
            ..typst_pdf::PdfOptions::default()
        };
        typst_pdf::pdf(&self.document, &options)
            .map_err(|faults| describe(&self.desk, self.name, faults.iter()))
    }
}

/// A document as PDF in one step.
///
/// # Errors
/// As [`typeset`] and [`Typeset::pdf`].
pub fn pdf(
    template: &Template,
    data: &impl Serialize,
    options: &PdfOptions,
) -> anyhow::Result<Vec<u8>> {
    typeset(template, data, options)?.pdf()
}

/// How many pages a document has.
///
/// # Errors
/// As [`typeset`].
pub fn page_count(
    template: &Template,
    data: &impl Serialize,
    options: &PdfOptions,
) -> anyhow::Result<usize> {
    Ok(typeset(template, data, options)?.page_count())
}

fn collect_text(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_text(&group.frame, text),
            FrameItem::Text(run) => text.push_str(&run.text),
            _ => {}
        }
    }
}

fn collect_unprinted(frame: &Frame, missing: &mut Vec<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_unprinted(&group.frame, missing),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let written = text.text.get(glyph.range()).unwrap_or_default();
                    missing.extend(
                        written
                            .chars()
                            .filter(|c| !missing.contains(c))
                            .collect::<Vec<_>>(),
                    );
                }
            }
            _ => {}
        }
    }
}

fn authors(author: &str) -> Vec<&str> {
    if author.is_empty() {
        Vec::new()
    } else {
        vec![author]
    }
}

/// The beginning of the day in Japan.
fn midnight(day: Date) -> Option<Timestamp> {
    let (month, day_of_month) = (
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    );
    let moment = Datetime::from_ymd_hms(i32::from(day.year()), month, day_of_month, 0, 0, 0)?;
    Timestamp::new_local(moment, 9 * 60)
}

fn describe<'a>(
    desk: &Desk,
    name: &str,
    faults: impl Iterator<Item = &'a SourceDiagnostic>,
) -> anyhow::Error {
    let lines: Vec<String> = faults.map(|fault| desk.explain(fault)).collect();
    anyhow!("typesetting {name}: {}", lines.join("; "))
}
