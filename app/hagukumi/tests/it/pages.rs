//! What pages say, in both languages, as it was reviewed. Only the reading order of `<main>` is kept:
//! headings, rows, links and fields; how it looks is for the browser's suites.

use crate::office::{self, Office};
use axum::http::{Method, StatusCode};
use scraper::{ElementRef, Html, Selector};
use std::fmt::Write;

const HOST: &str = "midorino.example";

/// Name of the snapshot, who looks, and where.
const PAGES: [(&str, Option<&str>, &str); 21] = [
    ("sign-in", None, "/sign-in"),
    ("public-plans", None, "/public"),
    ("public-plan", None, "/public/midorino-2025"),
    ("home-of-personnel", Some("jinji"), "/home"),
    ("home-of-a-section", Some("digital"), "/home"),
    ("board", Some("jinji"), "/plan/midorino-2025"),
    (
        "initiative",
        Some("jinji"),
        "/plan/midorino-2025/nodes/2-3-1",
    ),
    (
        "program",
        Some("jinji"),
        "/plan/midorino-2025/programs/plan/organisation-goals",
    ),
    ("input", Some("digital"), "/plan/midorino-2025/input"),
    ("missing", Some("jinji"), "/plan/midorino-2025/missing"),
    ("review", Some("jinji"), "/plan/midorino-2025/review"),
    ("publish", Some("jinji"), "/plan/midorino-2025/publish"),
    (
        "corrections",
        Some("jinji"),
        "/plan/midorino-2025/corrections",
    ),
    ("compare", Some("jinji"), "/plan/midorino-2025/compare"),
    ("set-up", Some("jinji"), "/plan/midorino-2025/setup"),
    ("next", Some("jinji"), "/plan/midorino-2025/next"),
    ("import", Some("jinji"), "/plans/import"),
    ("administration", Some("admin"), "/admin"),
    ("accounts", Some("admin"), "/admin/accounts"),
    ("settings", Some("admin"), "/admin/settings"),
    ("account", Some("shokuin"), "/account"),
];

/// Elements that begin a line of their own, with what the line starts with.
const LINES: [(&str, &str); 20] = [
    ("h1", "# "),
    ("h2", "## "),
    ("h3", "### "),
    ("h4", "#### "),
    ("p", ""),
    ("li", "- "),
    ("tr", "| "),
    ("caption", "caption: "),
    ("dt", "dt: "),
    ("dd", "dd: "),
    ("summary", "> "),
    ("figcaption", "figure: "),
    ("legend", "fields: "),
    ("label", "label: "),
    ("button", "button: "),
    ("option", "option: "),
    ("textarea", "text: "),
    ("div", ""),
    ("section", ""),
    ("form", "form"),
];

/// The page's main part as lines of text.
fn outline(body: &str) -> String {
    let html = Html::parse_document(body);
    let main = Selector::parse("main").unwrap();
    let mut out = String::new();
    for part in html.select(&main) {
        walk(part, &mut out);
    }
    let lines = out.lines().map(str::trim_end);
    lines
        .filter(|line| !line.trim().is_empty())
        .fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "{line}");
            text
        })
}

fn walk(element: ElementRef<'_>, out: &mut String) {
    let (name, value) = (element.value().name(), element.value());
    if ["svg", "script", "template"].contains(&name) {
        return;
    }
    if let Some((_, start)) = LINES.iter().find(|(line, _)| *line == name) {
        let _ = write!(out, "\n{start}");
    }
    if name == "input" && value.attr("type") != Some("hidden") {
        let kind = value.attr("type").unwrap_or("text");
        let _ = write!(out, "[{kind} {}] ", value.attr("name").unwrap_or_default());
    }
    for child in element.children() {
        if let Some(element) = ElementRef::wrap(child) {
            walk(element, out);
        } else if let Some(text) = child.value().as_text() {
            let words: Vec<&str> = text.split_whitespace().collect();
            if !words.is_empty() {
                let _ = write!(out, "{} ", words.join(" "));
            }
        }
    }
    if name == "td" || name == "th" {
        out.push_str("| ");
    }
    if let Some(href) = value.attr("href").filter(|_| name == "a") {
        let _ = write!(out, "<{href}> ");
    }
}

async fn look(office: &Office, cookie: &str, path: &str) -> String {
    let answer = office::send(&office.router, Method::GET, path, HOST, Some(cookie), "").await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    outline(&answer.body)
}

#[tokio::test]
async fn pages_say_what_was_reviewed_in_both_languages() {
    let office = office::office().await;
    for language in ["ja", "en"] {
        for (name, who, path) in PAGES {
            let mut cookie = format!("language={language}");
            if let Some(login) = who {
                let session = office::sign_in(&office.router, HOST, login).await;
                cookie = format!("{session}; {cookie}");
            }
            let text = look(&office, &cookie, path).await;
            insta::assert_snapshot!(format!("{name}-{language}"), text);
        }
    }
}
