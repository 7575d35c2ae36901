//! Units and headcount as Excel and CSV.

use super::frame::{AsOf, chosen_unit};
use access::ViewOrganisation;
use anyhow::Result;
use axum::response::{IntoResponse, Response};
use exchange::csv::{Field, write_utf8};
use exchange::{Book, Column, ColumnKind};
use people::{CountedTree, Staffed, UnitTree};
use screen::form::Entries;
use screen::visit::Visit;
use screen::{Download, May, PageError};

/// A table to be written either way.
struct Sheet {
    name: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

fn column(visit: &Visit, key: &str, width: u16, kind: ColumnKind) -> Column {
    Column {
        title: visit.say(key),
        width,
        kind,
    }
}

impl Sheet {
    fn csv(self, at: &AsOf) -> Response {
        let head = self
            .columns
            .iter()
            .map(|column| Field::from(column.title.as_str()));
        let mut rows: Vec<Vec<Field>> = vec![head.collect()];
        for row in self.rows {
            let fields = row.into_iter().zip(&self.columns);
            rows.push(
                fields
                    .map(|(text, column)| match column.kind {
                        ColumnKind::Text => Field::from(text),
                        ColumnKind::Number | ColumnKind::Date => Field::plain(text),
                    })
                    .collect(),
            );
        }
        Download {
            name: format!("{}-{}.csv", self.name, at.stamp()),
            media: "text/csv; charset=utf-8",
            bytes: write_utf8(&rows),
            inline: false,
        }
        .into_response()
    }

    fn xlsx(self, visit: &Visit, at: &AsOf) -> Result<Response> {
        let mut book = Book::new(&self.name, &visit.city_name, visit.today())?;
        let rows = self.rows.iter().map(Vec::as_slice);
        book.table(&self.name, &self.columns, rows)?;
        Ok(Download {
            name: format!("{}-{}.xlsx", self.name, at.stamp()),
            media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            bytes: book.finish()?,
            inline: false,
        }
        .into_response())
    }
}

async fn tree_sheet(visit: &Visit, at: &AsOf) -> Result<Sheet> {
    use ColumnKind::{Date, Number, Text};
    let counted = people::counted_units(visit.db(), at.day).await?;
    let units: Vec<people::UnitId> = counted.tree.iter().map(|(_, unit)| unit.unit).collect();
    let heads = people::heads_of(visit.db(), &units, at.day).await?;
    let head = |unit: people::UnitId| heads.get(&unit).map(|head| head.name.full());
    let rows = counted
        .tree
        .iter()
        .map(|(_, unit)| {
            let (own, total) = (counted.own(unit.unit), counted.total(unit.unit));
            vec![
                own.code.clone(),
                counted.tree.path(unit.unit),
                unit.name.to_string(),
                unit.kana.as_str().to_owned(),
                visit.say(unit.kind.key()),
                above_code(&counted, unit.parent),
                head(unit.unit).unwrap_or_default(),
                own.people.to_string(),
                own.headcount.to_string(),
                total.0.to_string(),
                total.1.to_string(),
                unit.period.from().to_string(),
            ]
        })
        .collect();
    Ok(Sheet {
        name: visit.say("organisation-tree"),
        columns: vec![
            column(visit, "organisation-code", 12, Text),
            column(visit, "organisation-path", 36, Text),
            column(visit, "organisation-name", 20, Text),
            column(visit, "organisation-kana", 24, Text),
            column(visit, "organisation-kind", 8, Text),
            column(visit, "organisation-code-above", 12, Text),
            column(visit, "organisation-head", 16, Text),
            column(visit, "organisation-people", 8, Number),
            column(visit, "organisation-headcount", 8, Number),
            column(visit, "organisation-people-below", 12, Number),
            column(visit, "organisation-headcount-below", 12, Number),
            column(visit, "organisation-since", 16, Date),
        ],
        rows,
    })
}

fn above_code(counted: &CountedTree, parent: Option<people::UnitId>) -> String {
    parent
        .map(|parent| counted.own(parent).code)
        .unwrap_or_default()
}

pub(super) async fn tree_csv(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let at = AsOf::read(&may);
    Ok(tree_sheet(&may, &at).await?.csv(&at))
}

pub(super) async fn tree_xlsx(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let at = AsOf::read(&may);
    Ok(tree_sheet(&may, &at).await?.xlsx(&may, &at)?)
}

async fn posts_sheet(visit: &Visit, at: &AsOf) -> Result<Sheet> {
    use ColumnKind::{Number, Text};
    let entries = Entries::parse(visit.uri.query().unwrap_or_default().as_bytes());
    let tree = people::units_on(visit.db(), at.day).await?;
    let counted = crate::settings::counted(visit.db(), at.day).await?;
    let lines = match chosen_unit(&entries, "unit") {
        Some(unit) => {
            let units: Vec<people::UnitId> = tree.subtree(unit).map(|unit| unit.unit).collect();
            people::staffed_of(visit.db(), &units, at.day, &counted).await?
        }
        None => people::staffed(visit.db(), at.day, &counted).await?,
    };
    let mut rows: Vec<Vec<String>> = in_order(&tree, &lines)
        .into_iter()
        .map(|line| post_row(visit, &tree, line))
        .collect();
    let sum = |of: fn(&Staffed) -> i64| lines.iter().map(of).sum::<i64>().to_string();
    rows.push(vec![
        visit.say("organisation-sum"),
        String::new(),
        String::new(),
        sum(|line| line.headcount),
        sum(|line| line.staffed),
        sum(Staffed::vacant),
        sum(Staffed::over),
        sum(Staffed::unplanned),
    ]);
    Ok(Sheet {
        name: visit.say("organisation-posts"),
        columns: vec![
            column(visit, "organisation-path", 36, Text),
            column(visit, "organisation-rank", 14, Text),
            column(visit, "organisation-family", 16, Text),
            column(visit, "organisation-headcount", 8, Number),
            column(visit, "organisation-staffed", 8, Number),
            column(visit, "organisation-vacant", 8, Number),
            column(visit, "organisation-over", 8, Number),
            column(visit, "organisation-unplanned", 10, Number),
        ],
        rows,
    })
}

/// The lines in the order of the tree.
pub(super) fn in_order<'a>(tree: &UnitTree, lines: &'a [Staffed]) -> Vec<&'a Staffed> {
    let mut ordered = Vec::with_capacity(lines.len());
    let mut by_unit: std::collections::HashMap<people::UnitId, Vec<&Staffed>> =
        std::collections::HashMap::new();
    for line in lines {
        by_unit.entry(line.unit).or_default().push(line);
    }
    for (_, unit) in tree.iter() {
        ordered.extend(by_unit.remove(&unit.unit).unwrap_or_default());
    }
    ordered
}

fn post_row(visit: &Visit, tree: &UnitTree, line: &Staffed) -> Vec<String> {
    let family = line.job_family.clone();
    vec![
        tree.path(line.unit),
        visit.say(line.rank.key()),
        family.unwrap_or_else(|| visit.say("organisation-family-any")),
        line.headcount.to_string(),
        line.staffed.to_string(),
        line.vacant().to_string(),
        line.over().to_string(),
        line.unplanned().to_string(),
    ]
}

pub(super) async fn posts_csv(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let at = AsOf::read(&may);
    Ok(posts_sheet(&may, &at).await?.csv(&at))
}

pub(super) async fn posts_xlsx(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let at = AsOf::read(&may);
    Ok(posts_sheet(&may, &at).await?.xlsx(&may, &at)?)
}
