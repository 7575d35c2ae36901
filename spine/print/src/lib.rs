//! Paper: A4 documents as PDF, and pictures of our own charts as PNG.
//!
//! A document is a typst template plus data. The template stands in the crate that owns the document
//! and reads its data with `json("data.json")`; everything else (fonts, language, title) is set here,
//! so that all documents of the city look alike. Nothing is read from the machine: no files, no
//! installed fonts, no clock. The same template, data and options give the same bytes.
//!
//! ```
//! use print::{PdfOptions, Template, typeset};
//! const LETTER: Template = Template {
//!     name: "letter",
//!     source: r#"#import "office.typ": mincho
//! #let data = json("data.json")
//! #set page(paper: "a4")
//! #set text(font: mincho)
//! #data.name 様"#,
//! };
//! let options = PdfOptions { title: "通知".to_owned(), ..PdfOptions::default() };
//! let letter = typeset(&LETTER, &serde_json::json!({ "name": "𠮷野 花子" }), &options)?;
//! assert_eq!(letter.page_count(), 1);
//! assert!(letter.pdf()?.starts_with(b"%PDF-"));
//! # Ok::<(), anyhow::Error>(())
//! ```
//!
//! Templates may import from `office.typ`: `gothic` and `mincho` (font lists with the fallback for rare
//! characters). Typst's syntax changes with its minor versions; only this crate and the templates know it.

mod fonts;
mod pdf;
mod png;
mod world;

pub use fonts::{FontFile, font_files, unprintable};
pub use pdf::{PageSize, PdfOptions, Template, Typeset, page_count, pdf, typeset};
pub use png::png;
