//! `hagukumi staff`

use super::Office;
use super::plan::write_whole;
use crate::arguments::{StaffCommand, StaffImport};
use access::{Actor, Allowed, ImportStaff, ViewPersonPrivate};
use anyhow::{Context, Result};
use indicatif::ProgressBar;
use intake::{Asked, Counts, Desk, Remark, Report, Stage};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use store::{Db, Ids};
use words::Argument;

pub(super) async fn run(office: &Office, command: StaffCommand) -> Result<ExitCode> {
    match command {
        StaffCommand::Import(arguments) => {
            let db = office.open(&arguments.database).await?;
            import(office, &db, arguments).await
        }
        StaffCommand::Export { database, out } => {
            let db = office.open(&database).await?;
            export(office, &db, &out).await
        }
    }
}

/// How many problems are printed; the rest is counted.
const PROBLEMS_SHOWN: usize = 50;

async fn import(office: &Office, db: &Db, arguments: StaffImport) -> Result<ExitCode> {
    let mut files = Vec::new();
    for file in &arguments.files {
        let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
        let name = file.file_name().unwrap_or_default();
        files.push((name.to_string_lossy().into_owned(), bytes));
    }
    let asked = Asked {
        mapping: arguments.mapping,
        dry_run: arguments.dry_run,
        make_units: arguments.make_units,
        change_units: arguments.change_units,
        effective: arguments.effective,
        complete_on: arguments.complete_on,
    };
    let allowed = Allowed::<ImportStaff>::ask(Actor::operator("command line"))?;
    let ids = Ids::random(office.clock.clone());
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(120));
    let watch = |stage: Stage, done: i64, total: i64| {
        let said = office.text.say(stage.key()).into_owned();
        bar.set_message(if total > 0 {
            format!("{said} {done}/{total}")
        } else {
            said
        });
        Ok(())
    };
    let desk = Desk::now(db, &ids, &office.clock);
    let report = intake::import_files(desk, &allowed, files, &asked, (&office.text, &watch)).await;
    bar.finish_and_clear();
    let t = &office.text;
    Ok(match report? {
        Report::Refused { count, remarks } => {
            eprintln!("{}", t.say1("hagukumi-staff-refused", "count", count));
            tell(&remarks, count, office);
            ExitCode::FAILURE
        }
        Report::Tried(counts, remarks) => {
            show(office, counts, &remarks);
            let said = if asked.dry_run {
                t.say("hagukumi-staff-dry")
            } else {
                t.say("hagukumi-staff-nothing")
            };
            println!("{said}");
            ExitCode::SUCCESS
        }
        Report::Done(counts, remarks) => {
            show(office, counts, &remarks);
            println!("{}", t.say("hagukumi-staff-imported"));
            ExitCode::SUCCESS
        }
    })
}

fn tell(remarks: &[Remark], count: usize, office: &Office) {
    for remark in remarks.iter().take(PROBLEMS_SHOWN) {
        eprintln!("  {}: {}", remark.place, remark.sentence);
    }
    if count > PROBLEMS_SHOWN {
        let more = count - PROBLEMS_SHOWN;
        eprintln!("{}", office.text.say1("hagukumi-staff-more", "count", more));
    }
}

fn show(office: &Office, counts: Counts, remarks: &[Remark]) {
    let variables: [(&str, Argument<'_>); 5] = [
        ("added", counts.added.into()),
        ("changed", counts.changed.into()),
        ("unchanged", counts.unchanged.into()),
        ("leaving", counts.leaving.into()),
        ("units", counts.units.into()),
    ];
    println!("{}", office.text.fill("hagukumi-staff-counts", &variables));
    for remark in remarks {
        println!("{}: {}", remark.place, remark.sentence);
    }
}

async fn export(office: &Office, db: &Db, out: &Path) -> Result<ExitCode> {
    let allowed = Allowed::<ViewPersonPrivate>::ask(Actor::operator("command line"))?;
    let ids = Ids::random(office.clock.clone());
    let desk = Desk::now(db, &ids, &office.clock);
    let settings = settings::Settings::load(db, office.clock.today()).await?;
    let city = settings.get(&screen::CITY_NAME);
    let staff = intake::staff(desk, &allowed).await?;
    let bytes = staff.workbook(&office.text, &city, office.clock.today())?;
    write_whole(out, &bytes)?;
    let variables: [(&str, Argument<'_>); 2] = [
        ("count", staff.len().into()),
        ("file", out.display().to_string().into()),
    ];
    println!(
        "{}",
        office.text.fill("hagukumi-staff-exported", &variables)
    );
    Ok(ExitCode::SUCCESS)
}
