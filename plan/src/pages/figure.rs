//! Where a computed figure comes from: what is counted, the number, and the records behind it.

use super::frame::{self, Head, Tab, year_label};
use crate::acts::{self, Desk};
use access::ViewPlanRecords;
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use calendar::FiscalYear;
use figures::{Asked, Records, Wanted};
use screen::kit::{amount, grouped};
use screen::table::{Pager, TableState};
use screen::{May, Page, PageError};
use words::Text;

#[derive(Template)]
#[template(path = "figure.html")]
struct FigurePage<'a> {
    t: &'a Text,
    head: Head,
    title: String,
    facts: Vec<(String, String)>,
    records: Records,
    hidden: Option<String>,
    pager: Pager,
}

pub(crate) async fn figure(
    may: May<ViewPlanRecords>,
    Path((code, key, year)): Path<(String, String, i16)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let figure = may.site.figures.get(&key).ok_or(PageError::NotFound)?;
    let t = &may.text;
    let asked = Asked {
        year: FiscalYear(year),
        on: may.today(),
    };
    let counted = (figure.count)(may.db(), asked)
        .await?
        .ok_or(PageError::NotFound)?;
    let desk = Desk::now(may.db(), &may.site.ids, &may.site.clock);
    acts::look_at_records(desk, &may.allowed, opened.loaded.id, &key, asked.year).await?;
    let path = may.uri.path().to_owned();
    let table = TableState::read(&path, query.as_deref(), &[""], "");
    let scope = may.allowed.scope();
    let page = |offset: i64| Wanted {
        asked,
        scope: &scope,
        offset,
        limit: table.limit(),
        text: t,
    };
    let mut records = (figure.records)(may.db(), page(0)).await?;
    let offset = table.offset(records.visible);
    if offset > 0 {
        records = (figure.records)(may.db(), page(offset)).await?;
    }
    let hidden = records.counted - records.visible;
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let number = format!("{}{}", amount(counted.amount), t.say(figure.unit));
    let title = t.say(figure.label).into_owned();
    let main = FigurePage {
        t,
        head: frame::head(&may, &opened, Tab::Board),
        title: title.clone(),
        facts: vec![
            fact(
                "plan-source-year",
                year_label(asked.year, opened.style, &may),
            ),
            fact("plan-source-amount", number),
            fact(
                "plan-source-quality",
                crate::text::quality_term(counted.quality, opened.style),
            ),
            fact(
                "plan-figure-definition",
                t.say(figure.definition).into_owned(),
            ),
            fact("plan-figure-records", grouped(records.counted)),
        ],
        hidden: (hidden > 0).then(|| t.say1("plan-figure-hidden", "n", grouped(hidden))),
        pager: table.pager(records.visible, t),
        records,
    };
    may.page(Page::new(title, frame::SECTION), &main)
}
