//! Pages that explain: help for staff; accessibility and privacy for everybody.

use access::{ViewHome, ViewPublicPlan};
use askama::Template;
use axum::response::Response;
use screen::{May, Page, PageError};
use words::Text;

/// More headings than a page of explanations can bear.
const MOST_PARTS: u8 = 30;

/// A page of headings with paragraphs, all from the words.
#[derive(Template)]
#[template(path = "explain.html")]
struct ExplainPage {
    title: String,
    lead: String,
    parts: Vec<(String, Vec<String>)>,
}

impl ExplainPage {
    /// Reads `{prefix}-1`, `{prefix}-1-text`, `{prefix}-2` … for as long as there are any; an empty
    /// line of a text begins a new paragraph.
    fn new(t: &Text, prefix: &str) -> ExplainPage {
        let parts = (1..=MOST_PARTS)
            .map(|number| format!("{prefix}-{number}"))
            .take_while(|key| t.has(key))
            .map(|key| {
                let text = t.say(&format!("{key}-text")).into_owned();
                let paragraphs = text.split("\n\n").map(str::to_owned).collect();
                (t.say(&key).into_owned(), paragraphs)
            })
            .collect();
        ExplainPage {
            title: t.say(prefix).into_owned(),
            lead: t.say(&format!("{prefix}-lead")).into_owned(),
            parts,
        }
    }
}

pub(crate) async fn help(may: May<ViewHome>) -> Result<Response, PageError> {
    let main = ExplainPage::new(&may.text, "portal-help");
    may.page(Page::new(main.title.clone(), "/help"), &main)
}

pub(crate) async fn accessibility(may: May<ViewPublicPlan>) -> Result<Response, PageError> {
    let main = ExplainPage::new(&may.text, "portal-accessibility");
    may.page(Page::public(main.title.clone()), &main)
}

pub(crate) async fn privacy(may: May<ViewPublicPlan>) -> Result<Response, PageError> {
    let main = ExplainPage::new(&may.text, "portal-privacy");
    may.page(Page::public(main.title.clone()), &main)
}
