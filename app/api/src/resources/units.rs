//! Units, as of a day.

use crate::query::{Query, number};
use crate::reader::{Answer, Reader};
use crate::scope::Scope;
use access::ReadApi;
use anyhow::Result;
use axum::extract::Path;
use axum::http::HeaderMap;
use calendar::Date;
use people::{UnitId, UnitTree, UnitVersion};
use screen::May;
use serde::Serialize;
use std::collections::HashMap;
use store::{Db, sqlx};

#[derive(Serialize)]
struct Unit {
    id: String,
    code: String,
    name: String,
    short_name: String,
    kana: String,
    kind: &'static str,
    parent: Option<String>,
    path: String,
    position: i64,
    from: Date,
    to: Option<Date>,
}

pub(crate) const CODES: &str = "
    SELECT id, code FROM units WHERE id IN (SELECT value FROM json_each($1))";

async fn codes(db: &Db, units: &[&UnitVersion]) -> Result<HashMap<i64, String>> {
    let ids: Vec<String> = units.iter().map(|unit| unit.unit.to_string()).collect();
    let rows: Vec<(i64, String)> = store::read!(db, |pool| {
        sqlx::query_as(CODES)
            .bind(format!("[{}]", ids.join(",")))
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().collect())
}

async fn written(db: &Db, tree: &UnitTree, units: &[&UnitVersion]) -> Result<Vec<Unit>> {
    let mut codes = codes(db, units).await?;
    let unit = |version: &&UnitVersion| Unit {
        id: version.unit.to_string(),
        code: codes.remove(&version.unit.0).unwrap_or_default(),
        name: version.name.to_string(),
        short_name: version.short_name.to_string(),
        kana: version.kana.as_str().to_owned(),
        kind: version.kind.word(),
        parent: version.parent.map(|parent| parent.to_string()),
        path: tree.path(version.unit),
        position: version.position,
        from: version.period.from(),
        to: version.period.to(),
    };
    Ok(units.iter().map(unit).collect())
}

pub(crate) async fn list(may: May<ReadApi>, headers: HeaderMap) -> Answer {
    let parameters = ["as_of", "after", "limit"];
    let reader = Reader::admit(&may, &headers, Scope::Units, &parameters).await?;
    let on = reader.ask(|query| query.as_of(may.today()))?;
    let after = reader.ask(|query| query.id("after"))?.unwrap_or(0);
    let limit = usize::try_from(reader.ask(Query::limit)?).unwrap_or(1);
    let tree = people::units_on(may.db(), on).await?;
    let mut units: Vec<&UnitVersion> = tree
        .iter()
        .map(|(_, version)| version)
        .filter(|version| version.unit.0 > after)
        .collect();
    units.sort_by_key(|version| version.unit);
    units.truncate(limit + 1);
    let units = written(may.db(), &tree, &units).await?;
    let list = reader.list(Some(on), units, |unit| unit.id.clone())?;
    reader.answer_list(&list)
}

pub(crate) async fn one(may: May<ReadApi>, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let reader = Reader::admit(&may, &headers, Scope::Units, &["as_of"]).await?;
    let on = reader.ask(|query| query.as_of(may.today()))?;
    let tree = people::units_on(may.db(), on).await?;
    let version = number(&id).and_then(|id| tree.get(UnitId(id)));
    let version = version.ok_or_else(|| reader.not_found())?;
    let unit = written(may.db(), &tree, &[version]).await?.pop();
    reader.answer(&unit.ok_or_else(|| reader.not_found())?, None)
}
