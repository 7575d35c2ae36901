//! The plan as one HTML page: in the frame of the public pages, and as a file of its own.

use super::pdf::chart::Branch;
use super::pdf::view::View;
use crate::document::PlanDocument;
use askama::Template;

/// The content of the document, without head or frame.
#[derive(Template)]
#[template(path = "document.html")]
struct Body {
    view: View,
}

/// The content as a file: styles inside, nothing from elsewhere.
#[derive(Template)]
#[template(path = "document_file.html")]
struct Whole<'a> {
    title: &'a str,
    body: String,
}

/// The document as the inside of a page, in the words of the document.
///
/// # Errors
/// When the template does not accept the document, which is a fault of this program.
pub fn body(document: &PlanDocument) -> anyhow::Result<String> {
    let view = View::of(document, document.year_style, None);
    Ok(Body { view }.render()?)
}

/// The document as a page of its own.
///
/// # Errors
/// As [`body`].
pub fn file(document: &PlanDocument) -> anyhow::Result<String> {
    Ok(Whole {
        title: &document.title,
        body: body(document)?,
    }
    .render()?)
}

impl Branch {
    /// The branch and all below it as nested lists.
    pub(super) fn list(&self) -> String {
        use std::fmt::Write;
        let escaped = |text: &str| {
            text.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
        };
        let mut html = String::new();
        let name = escaped(&self.name);
        let label = escaped(&self.label);
        let _ = std::write!(html, "<li><span class=\"no\">{label}</span> {name}");
        if !self.children.is_empty() {
            html.push_str("<ul>");
            self.children
                .iter()
                .for_each(|child| html.push_str(&child.list()));
            html.push_str("</ul>");
        }
        html.push_str("</li>");
        html
    }
}
