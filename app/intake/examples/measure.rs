//! How long an import takes: `cargo run -p intake --example measure -- 5000`, on SQLite or on the database of
//! `DATABASE` (an empty one). Prints seconds.

use access::{Actor, Allowed, ImportStaff, ViewPersonPrivate};
use anyhow::{Context, Result};
use intake::{Asked, Desk, Report};
use std::sync::Arc;
use std::time::Instant;
use store::{Clock, Db, Ids, Migrations};
use words::{Language, Text, Words};

#[tokio::main]
async fn main() -> Result<()> {
    let people: usize = std::env::args()
        .nth(1)
        .context("how many people?")?
        .parse()?;
    let folder = tempfile::tempdir()?;
    let schemas = || {
        vec![
            journal::SCHEMA,
            settings::SCHEMA,
            ::people::SCHEMA,
            flow::SCHEMA,
            accounts::SCHEMA,
            intake::SCHEMA,
        ]
    };
    let open = async |name: &str| -> Result<Db> {
        let db = Db::open_file(&folder.path().join(name)).await?;
        Migrations::new(schemas())?.run(&db).await?;
        Ok(db)
    };
    let full = open("full.db").await?;
    let empty = match std::env::var("DATABASE") {
        Ok(address) => {
            let db = Db::open(&address).await?;
            Migrations::new(schemas())?.run(&db).await?;
            db
        }
        Err(_) => open("empty.db").await?,
    };
    let clock = Clock::standing_at("2026-11-22T00:00:00Z".parse()?);
    let ids = Ids::new(clock.clone(), 1);
    let sources = [
        ::people::WORDS,
        exchange::WORDS,
        screen::WORDS,
        intake::module().words.context("words")?,
    ];
    let text = Text::new(Arc::new(Words::new(&sources)?), Language::Japanese);

    let city = sample_city::staff::organisation(7, people)?;
    let mut tx = full.begin().await?;
    sample_city::staff::write(&mut tx, &ids, &city).await?;
    tx.commit().await?;
    let look: Allowed<ViewPersonPrivate> = Allowed::ask(Actor::operator("measure"))?;
    let begun = Instant::now();
    let staff = intake::staff(Desk::now(&full, &ids, &clock), &look).await?;
    let book = staff.workbook(&text, "みどり野市", clock.today())?;
    println!(
        "{} people, workbook of {} kB",
        staff.len(),
        book.len() / 1000
    );
    println!(
        "export to Excel          {:6.2} s",
        begun.elapsed().as_secs_f64()
    );
    let csv = exchange::csv::write_utf8(&staff.rows(&text));

    let allowed: Allowed<ImportStaff> = Allowed::ask(Actor::operator("measure"))?;
    let run = async |what: &str, name: &str, bytes: &[u8], dry: bool| -> Result<()> {
        let asked = Asked {
            make_units: true,
            dry_run: dry,
            ..Asked::default()
        };
        let desk = Desk::now(&empty, &ids, &clock);
        let files = vec![(name.to_owned(), bytes.to_vec())];
        let begun = Instant::now();
        let watch = |_, _, _| Ok(());
        let report = intake::import_files(desk, &allowed, files, &asked, (&text, &watch)).await?;
        let told = match report {
            Report::Refused { count, remarks } => format!("refused: {count} {:?}", remarks.first()),
            Report::Tried(counts, _) | Report::Done(counts, _) => format!("{counts:?}"),
        };
        println!("{what:24} {:6.2} s  {told}", begun.elapsed().as_secs_f64());
        Ok(())
    };
    run("trial, all new (xlsx)", "staff.xlsx", &book, true).await?;
    run("import, all new (xlsx)", "staff.xlsx", &book, false).await?;
    run("trial, unchanged (xlsx)", "staff.xlsx", &book, true).await?;
    run("trial, unchanged (csv)", "staff.csv", &csv, true).await?;
    let changed = String::from_utf8(csv)?.replace("38:45", "38:30");
    run(
        "import, changed (csv)",
        "staff.csv",
        changed.as_bytes(),
        false,
    )
    .await
}
