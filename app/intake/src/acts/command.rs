//! The same from the command line: at once, without jobs.

use super::jobs::{changed_since, finish, keep, remarks_of, task};
use super::{Desk, insert};
use crate::choice::{Choice, Options, Preview};
use crate::layout::Table;
use crate::records::{Counts, Remark};
use crate::store::imports::{self, State};
use crate::store::mappings;
use crate::trial::{Bench, Watch, examine, tables};
use crate::writing;
use access::{Allowed, ImportStaff, Relation};
use anyhow::{Context, Result, anyhow};
use calendar::Date;
use words::{Argument, Text};

/// How a list is to be read in.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The name of a remembered mapping; the columns are found by their headings otherwise.
    pub mapping: Option<String>,
    /// Only say what would change.
    pub dry_run: bool,
    /// Make units that are missing.
    pub make_units: bool,
    /// Rename, move and close units as the table of units says.
    pub change_units: bool,
    /// The day on which changes without a day of their own take effect; today otherwise.
    pub effective: Option<Date>,
    /// Who is not in the list leaves; this is the first day without them.
    pub complete_on: Option<Date>,
}

/// What came of it.
#[derive(Debug)]
pub enum Report {
    /// There are things to put right; nothing was read in.
    Refused {
        /// How many.
        count: usize,
        /// The first of them.
        remarks: Vec<Remark>,
    },
    /// The list would change this; nothing was read in.
    Tried(Counts, Vec<Remark>),
    /// The list was read in.
    Done(Counts, Vec<Remark>),
}

/// Reads staff lists in: all or nothing.
///
/// # Errors
/// When a file cannot be read, no mapping of the name is remembered, or the database fails.
pub async fn import_files(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    files: Vec<(String, Vec<u8>)>,
    asked: &Asked,
    (t, watch): (&Text, Watch<'_>),
) -> Result<Report> {
    allowed.on(Relation::Other)?;
    let previews: Vec<Preview> = match tables(&files) {
        Ok(grids) => grids.iter().map(Preview::of).collect(),
        Err((name, refusals)) => {
            return Ok(Report::Refused {
                count: refusals.len(),
                remarks: refusals
                    .iter()
                    .map(|refusal| in_words(&name, refusal, t))
                    .collect(),
            });
        }
    };
    let choice = choose(desk, &previews, asked, t).await?;
    let bench = Bench {
        db: desk.db,
        ids: desk.ids,
        today: desk.today,
        choice: &choice,
        t,
        watch,
    };
    let found = examine(&bench, files.clone()).await?;
    if !found.refusals.is_empty() {
        return Ok(Report::Refused {
            count: found.refusals.count(),
            remarks: remarks_of(&found, t),
        });
    }
    if asked.dry_run || found.counts.nothing() {
        return Ok(Report::Tried(found.counts, found.remarks));
    }
    let mut tx = desk.db.begin().await?;
    let name = super::names(&files).join("、");
    let id = insert(&mut tx, desk, allowed, (&name, &previews), &[]).await?;
    if !imports::choose(&mut tx, (id, 1), &choice, asked.mapping.as_deref(), None).await? {
        return Err(anyhow!("import {id} was taken away"));
    }
    keep(&mut tx, &bench, id, &found).await?;
    let import = imports::find_in(&mut tx, id)
        .await?
        .context("an import is gone")?;
    imports::step(
        &mut tx,
        (id, import.version),
        State::Tried,
        State::Writing,
        None,
    )
    .await?;
    let task = task(
        desk,
        allowed,
        &import,
        (t, "intake-correction-reason"),
        watch,
    );
    let in_the_way = writing::write(&mut tx, &task).await?;
    if !in_the_way.is_empty() {
        return Ok(Report::Refused {
            count: in_the_way.len(),
            remarks: in_the_way.iter().map(|one| changed_since(one, t)).collect(),
        });
    }
    finish(&mut tx, desk, allowed, &import).await?;
    tx.commit().await?;
    Ok(Report::Done(found.counts, found.remarks))
}

/// The columns by a remembered mapping, or by the headings.
async fn choose(desk: Desk<'_>, previews: &[Preview], asked: &Asked, t: &Text) -> Result<Choice> {
    let options = Options {
        digits: None,
        complete: asked.complete_on.is_some(),
        leaving_on: asked.complete_on,
        make_units: asked.make_units,
        change_units: asked.change_units,
        effective: asked.effective,
    };
    let choice = match &asked.mapping {
        None => Choice {
            options,
            ..Choice::proposed(previews)
        },
        Some(name) => {
            let all = mappings::all(desk.db).await?;
            let named = all.iter().find(|mapping| mapping.name == *name);
            let named = named
                .ok_or_else(|| anyhow!(t.say1("intake-mapping-unknown", "name", name.as_str())))?;
            named.content.apply(previews, &options).0
        }
    };
    for table in Table::ALL {
        let Some(chosen) = choice.table(table) else {
            continue;
        };
        for need in table.needs() {
            if !chosen.columns.contains_key(*need) {
                let field = table.label(need, t);
                return Err(anyhow!(t.say1("intake-column-missing", "field", field)));
            }
        }
    }
    if choice.tables.is_empty() {
        return Err(anyhow!(t.say("intake-no-table").into_owned()));
    }
    Ok(choice)
}

/// Why a file cannot be taken.
fn in_words(name: &str, refusal: &exchange::Refusal, t: &Text) -> Remark {
    let variables = refusal.variables();
    let variables: Vec<(&str, Argument<'_>)> = variables
        .iter()
        .map(|(name, value)| (*name, Argument::from(value.as_str())))
        .collect();
    Remark {
        place: name.to_owned(),
        sentence: t.fill(refusal.key(), &variables),
    }
}
