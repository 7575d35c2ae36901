//! `/kit`: every part of the kit on one page, for whoever builds pages and for the tests of
//! accessibility.

use crate::chart::{Chart, bars, line, shares};
use crate::date_text;
use crate::form::{Field, Form};
use crate::kit::Status;
use crate::kit::sample::{self, Figure, Pair, Program, Row, Task};
use crate::table::TableState;
use askama::Template;
use calendar::{Date, FiscalYear, YearStyle};
use words::{Language, Text};

/// The page with every part of the kit. Render it inside a [`crate::shell::Shell`].
#[derive(Template)]
#[template(path = "kit_page.html")]
pub struct KitPage {
    t: Text,
    today: Date,
    trail: Vec<(String, String)>,
    pages: Vec<(String, String, bool)>,
    facts: Vec<(String, String)>,
    line: Chart,
    bars: Chart,
    shares: Chart,
    figures: Vec<Figure>,
    table: TableState,
    rows: Vec<Row>,
    filters: [Field; 2],
    fields: Vec<Field>,
    form: Form,
    steps: [&'static str; 4],
    tasks: Vec<Task>,
    years: Vec<(FiscalYear, String, bool)>,
    matrix: Vec<Program>,
}

impl KitPage {
    /// The page as it looks on a day; `query` is the query string of the request, so that the links
    /// of the sample list can be tried.
    #[must_use]
    pub fn new(t: &Text, today: Date, query: Option<&str>) -> KitPage {
        let pair = Pair(t.language());
        let form = sample::refused_form(t, &pair);
        KitPage {
            t: t.clone(),
            today,
            trail: vec![
                (pair.of("計画", "Plan").to_owned(), "#h-kit".to_owned()),
                (
                    pair.of("環境づくり", "Environment").to_owned(),
                    "#h-kit".to_owned(),
                ),
            ],
            pages: sample::local_pages(&pair),
            facts: sample::facts(t, &pair, today),
            line: sample::score_line(&pair, |spec| line(spec, t)),
            bars: sample::overtime_bars(&pair, |spec| bars(spec, t)),
            shares: sample::program_shares(&pair, |spec| shares(spec, t)),
            figures: sample::figures(&pair),
            table: TableState::read("/kit", query, &["kana", "unit", "since"], "kana"),
            rows: sample::rows(&pair),
            filters: sample::filters(t, &pair),
            fields: sample::fields(&form, &pair, today),
            form,
            steps: [
                pair.of("講座を選ぶ", "Choose a course"),
                pair.of("申し込みの内容", "Your request"),
                pair.of("確認", "Check"),
                pair.of("完了", "Done"),
            ],
            tasks: sample::tasks(t, &pair, today),
            years: sample::matrix_years(t, today),
            matrix: sample::matrix(&pair),
        }
    }

    fn of<'a>(&self, japanese: &'a str, english: &'a str) -> &'a str {
        match self.t.language() {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }

    fn day_forms(&self) -> [String; 4] {
        let (day, language) = (self.today, self.t.language());
        [
            date_text::day(day, language),
            date_text::month_day(day, language),
            date_text::short_day(day, language),
            date_text::full_fiscal_year(FiscalYear::of(day), YearStyle::Era, language),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::text;

    #[test]
    fn the_page_shows_every_part_in_both_languages_and_no_key_is_missing() {
        for language in Language::ALL {
            let page = KitPage::new(&text(language), Date::constant(2026, 11, 22), None);
            let html = page.render().unwrap();
            assert!(!html.contains('⟦'), "a missing key in {language:?}");
            for part in [
                "<figure",
                "<fieldset",
                "<hr-date",
                "class=\"pager\"",
                "<dialog",
                "class=\"scroll\"",
            ] {
                assert!(html.contains(part), "{part}");
            }
            assert!(!html.contains(" style="));
        }
    }
}
