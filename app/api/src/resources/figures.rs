//! Figures with where they come from.

use crate::reader::{Answer, Failure, List, Reader};
use crate::scope::Scope;
use access::ReadApi;
use anyhow::Result;
use axum::extract::Path;
use axum::http::HeaderMap;
use calendar::{Date, FiscalYear};
use figures::{Asked, Counted, Figure, Wanted};
use measure::Quality;
use screen::May;
use serde::Serialize;
use words::Text;

/// Fiscal years that can be asked for.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

#[derive(Serialize)]
struct Entry {
    key: &'static str,
    label: String,
    unit: String,
    definition: String,
}

impl Entry {
    fn of(figure: &Figure, t: &Text) -> Entry {
        Entry {
            key: figure.key,
            label: t.say(figure.label).into_owned(),
            unit: t.say(figure.unit).into_owned(),
            definition: t.say(figure.definition).into_owned(),
        }
    }
}

#[derive(Serialize)]
struct Value {
    amount: String,
    quality: &'static str,
    as_of: Option<Date>,
}

/// Where a figure comes from: by which wording it was counted, when, and from how many records.
#[derive(Serialize)]
struct Provenance {
    definition_version: u32,
    counted_on: Date,
    records: i64,
}

#[derive(Serialize)]
struct OfYear {
    #[serde(flatten)]
    entry: Entry,
    year: i16,
    value: Option<Value>,
    provenance: Option<Provenance>,
}

/// How sure a figure is, as a word with the day that goes with it.
pub(crate) const fn quality(quality: Quality) -> (&'static str, Option<Date>) {
    match quality {
        Quality::Final => ("final", None),
        Quality::Scheduled => ("scheduled", None),
        Quality::Forecast => ("forecast", None),
        Quality::AsOf(day) => ("as-of", Some(day)),
    }
}

pub(crate) async fn list(may: May<ReadApi>, headers: HeaderMap) -> Answer {
    let reader = Reader::admit(&may, &headers, Scope::Figures, &[]).await?;
    let figures = may.site.figures.iter();
    let data = figures.map(|figure| Entry::of(figure, &may.text)).collect();
    reader.answer_list(&List {
        as_of: None,
        data,
        next: None,
    })
}

pub(crate) async fn one(
    may: May<ReadApi>,
    Path((key, year)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let reader = Reader::admit(&may, &headers, Scope::Figures, &[]).await?;
    let figure = may
        .site
        .figures
        .get(&key)
        .ok_or_else(|| reader.not_found())?;
    let year = year
        .parse()
        .ok()
        .filter(|number| YEARS.contains(number) && year.len() == 4)
        .ok_or_else(|| reader.not_found())?;
    let asked = Asked {
        year: FiscalYear(year),
        on: may.today(),
    };
    let counted = (figure.count)(may.db(), asked).await?;
    let provenance = match counted {
        Some(counted) => Some(provenance(&may, figure, asked, counted).await?),
        None => None,
    };
    reader.answer(
        &OfYear {
            entry: Entry::of(figure, &may.text),
            year,
            value: counted.map(value),
            provenance,
        },
        None,
    )
}

fn value(counted: Counted) -> Value {
    let (quality, as_of) = quality(counted.quality);
    Value {
        amount: counted.amount.to_string(),
        quality,
        as_of,
    }
}

async fn provenance(
    may: &May<ReadApi>,
    figure: &Figure,
    asked: Asked,
    counted: Counted,
) -> Result<Provenance, Failure> {
    // How many, not which: the records themselves are no part of the interface.
    let nobody = access::Scope::Units(Vec::new());
    let wanted = Wanted {
        asked,
        scope: &nobody,
        offset: 0,
        limit: 0,
        text: &may.text,
    };
    let records = (figure.records)(may.db(), wanted).await?;
    Ok(Provenance {
        definition_version: counted.definition,
        counted_on: asked.on,
        records: records.counted,
    })
}
