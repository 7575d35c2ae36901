//! Every kind of file a plan is given out as, by one function for pages and command line alike.

use crate::document::PlanDocument;
use crate::formats;
use crate::publish::{csv, html, pdf};
use anyhow::Result;
use calendar::Date;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The document for reading and printing.
    Pdf,
    /// The document as a workbook that can be imported again.
    Xlsx,
    /// The document as one page.
    Html,
    /// Everything for programs; can be imported again.
    Json,
    /// Everything for editing by hand; can be imported again.
    Toml,
    /// Open data: one row for each program and year.
    Programs,
    /// Open data: one row for each figure and year.
    Measures,
}

/// A file ready to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name offered for saving.
    pub name: String,
    /// The media type.
    pub media: &'static str,
    /// The content.
    pub bytes: Vec<u8>,
}

impl Kind {
    /// All kinds in the order in which pages offer them.
    pub const ALL: [Kind; 7] = [
        Kind::Pdf,
        Kind::Xlsx,
        Kind::Html,
        Kind::Programs,
        Kind::Measures,
        Kind::Json,
        Kind::Toml,
    ];

    /// The name in addresses: `pdf`, `programs.csv`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Pdf => "pdf",
            Kind::Xlsx => "xlsx",
            Kind::Html => "html",
            Kind::Json => "json",
            Kind::Toml => "toml",
            Kind::Programs => "programs.csv",
            Kind::Measures => "measures.csv",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Fluent key of what the file is for; `-hint` behind it says more.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Kind::Pdf => "plan-file-pdf",
            Kind::Xlsx => "plan-file-xlsx",
            Kind::Html => "plan-file-html",
            Kind::Json => "plan-file-json",
            Kind::Toml => "plan-file-toml",
            Kind::Programs => "plan-file-programs",
            Kind::Measures => "plan-file-measures",
        }
    }

    const fn media(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind::Html => "text/html; charset=utf-8",
            Kind::Json => "application/json; charset=utf-8",
            Kind::Toml => "application/toml; charset=utf-8",
            Kind::Programs | Kind::Measures => "text/csv; charset=utf-8",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Kind::Pdf => ".pdf",
            Kind::Xlsx => ".xlsx",
            Kind::Html => ".html",
            Kind::Json => ".json",
            Kind::Toml => ".toml",
            Kind::Programs => "-programs.csv",
            Kind::Measures => "-measures.csv",
        }
    }
}

/// Makes a file of a plan. PDF takes a moment: call it off the threads that serve requests.
///
/// # Errors
/// When the file cannot be made, which is a fault of this program.
pub fn file(document: &PlanDocument, kind: Kind, printed_on: Option<Date>) -> Result<File> {
    let bytes = match kind {
        Kind::Pdf => {
            let settings = pdf::PdfSettings {
                printed_on,
                ..pdf::PdfSettings::default()
            };
            pdf::pdf(document, &settings)?
        }
        Kind::Xlsx => formats::xlsx::write(document)?,
        Kind::Html => html::file(document)?.into_bytes(),
        Kind::Json => formats::json::write(document).into_bytes(),
        Kind::Toml => formats::toml::write(document).into_bytes(),
        Kind::Programs => csv::programs_csv(document),
        Kind::Measures => csv::measures_csv(document),
    };
    let name = format!("{}{}", document.code, kind.ending());
    Ok(File {
        name,
        media: kind.media(),
        bytes,
    })
}
