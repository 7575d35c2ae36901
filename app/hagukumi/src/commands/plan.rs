//! `hagukumi plan`

use super::Office;
use crate::arguments::{Format, PlanCommand};
use access::{Actor, Allowed, EditPlanStructure};
use anyhow::{Context, Result, anyhow, bail};
use plan::acts::{self, ActError, Desk, PlanRefusal};
use plan::document::PlanDocument;
use plan::problems::Problem;
use plan::publish::{self, Kind};
use plan::rules::{Diff, changes::Change};
use registry::Registry;
use std::path::Path;
use std::process::ExitCode;
use store::Db;
use words::Argument;

pub(super) async fn run(office: &Office, command: PlanCommand) -> Result<ExitCode> {
    match command {
        PlanCommand::Import {
            database,
            file,
            dry_run,
        } => {
            let db = office.open(&database).await?;
            import(office, &db, &file, dry_run).await
        }
        PlanCommand::Export {
            database,
            plan,
            format,
            out,
        } => {
            let db = office.open(&database).await?;
            export(office, &db, plan, format, &out).await
        }
        PlanCommand::List { database } => {
            let db = office.open(&database).await?;
            list(office, &db).await
        }
    }
}

/// How many problems are printed; the rest is counted.
const PROBLEMS_SHOWN: usize = 50;

async fn import(office: &Office, db: &Db, file: &Path, dry_run: bool) -> Result<ExitCode> {
    let document = match read(office, file)? {
        Ok(document) => document,
        Err(problems) => return Ok(refuse(office, file, &problems)),
    };
    let allowed = Allowed::<EditPlanStructure>::ask(Actor::operator("command line"))?;
    let ids = store::Ids::random(office.clock.clone());
    let desk = Desk::now(db, &ids, &office.clock);
    let trial = match acts::dry_run(desk, &allowed, &document).await {
        Ok(trial) => trial,
        Err(ActError::Refused(PlanRefusal::Problems(problems))) => {
            return Ok(refuse(office, file, &problems));
        }
        Err(error) => return Err(in_words(office, error)),
    };
    show(office, &trial.diff);
    if dry_run {
        println!("{}", office.text.say("hagukumi-plan-dry"));
        return Ok(ExitCode::SUCCESS);
    }
    acts::import(desk, &allowed, &document, trial.version)
        .await
        .map_err(|error| in_words(office, error))?;
    println!(
        "{}",
        office
            .text
            .say1("hagukumi-plan-imported", "title", document.title.as_str())
    );
    println!(
        "{}",
        office
            .text
            .say1("hagukumi-plan-saved-as", "code", document.code.as_str())
    );
    Ok(ExitCode::SUCCESS)
}

/// Reads a plan by the kind of its file.
fn read(office: &Office, file: &Path) -> Result<Result<PlanDocument, Vec<Problem>>> {
    let name = file.display().to_string();
    let unknown = || {
        anyhow!(
            office
                .text
                .say1("hagukumi-plan-kind-unknown", "file", name.as_str())
        )
    };
    let bytes = std::fs::read(file).with_context(|| name.clone())?;
    let ending = file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    plan::formats::read(ending, &bytes).ok_or_else(unknown)
}

fn refuse(office: &Office, file: &Path, problems: &[Problem]) -> ExitCode {
    let t = &office.text;
    let variables: [(&str, Argument<'_>); 2] = [
        ("file", file.display().to_string().into()),
        ("count", problems.len().into()),
    ];
    eprintln!("{}", t.fill("hagukumi-plan-problems", &variables));
    for problem in problems.iter().take(PROBLEMS_SHOWN) {
        eprintln!("  {}: {}", problem.place_text(t), problem.sentence(t));
    }
    if problems.len() > PROBLEMS_SHOWN {
        eprintln!(
            "{}",
            t.say1(
                "hagukumi-plan-more",
                "count",
                problems.len() - PROBLEMS_SHOWN
            )
        );
    }
    ExitCode::FAILURE
}

fn show(office: &Office, diff: &Diff) {
    let count = |change: Change| Argument::from(diff.count(change));
    let variables = [
        ("added", count(Change::Added)),
        ("changed", count(Change::Changed)),
        ("unchanged", count(Change::Unchanged)),
        ("removed", count(Change::Removed)),
    ];
    println!("{}", office.text.fill("hagukumi-plan-diff", &variables));
}

/// The sentence for a refusal, in the reader's language.
fn in_words(office: &Office, error: ActError) -> anyhow::Error {
    match error {
        ActError::Refused(refusal) => anyhow!(refusal.sentence(&office.text)),
        other => anyhow!("{other:#}"),
    }
}

async fn export(
    office: &Office,
    db: &Db,
    code: Option<String>,
    format: Format,
    out: &Path,
) -> Result<ExitCode> {
    let document = load(office, db, code).await?;
    let kind = match format {
        Format::Pdf => Kind::Pdf,
        Format::Xlsx => Kind::Xlsx,
        Format::Json => Kind::Json,
        Format::Toml => Kind::Toml,
        Format::Csv => Kind::Programs,
        Format::Html => Kind::Html,
    };
    let bar = indicatif::ProgressBar::new_spinner().with_message(document.title.clone());
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    let file = publish::file(&document, kind, None)?;
    write_whole(out, &file.bytes)?;
    bar.finish_and_clear();
    println!(
        "{}",
        office.text.say2(
            "hagukumi-plan-exported",
            "file",
            out.display().to_string(),
            "bytes",
            file.bytes.len().to_string(),
        )
    );
    Ok(ExitCode::SUCCESS)
}

/// Writes beside the file and renames: a full disk leaves the old file as it was.
pub(super) fn write_whole(out: &Path, bytes: &[u8]) -> Result<()> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .with_context(|| out.display().to_string())?;
    std::io::Write::write_all(&mut file, bytes).with_context(|| out.display().to_string())?;
    file.persist(out)
        .with_context(|| out.display().to_string())?;
    Ok(())
}

/// The plan of a code, or the only one there is, with today's computed figures in it.
async fn load(office: &Office, db: &Db, code: Option<String>) -> Result<PlanDocument> {
    let plans = plan::store::list(db).await?;
    let codes = plans
        .iter()
        .map(|plan| plan.code.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let t = &office.text;
    let code = match (code, plans.as_slice()) {
        (Some(code), _) => code,
        (None, [only]) => only.code.clone(),
        (None, []) => bail!(t.say("hagukumi-plan-none").into_owned()),
        (None, several) => {
            bail!(t.say2(
                "hagukumi-plan-several",
                "count",
                several.len(),
                "codes",
                codes
            ))
        }
    };
    let loaded = plan::store::load(db, &code)
        .await?
        .ok_or_else(|| anyhow!(t.say2("hagukumi-plan-unknown", "code", code, "codes", codes)))?;
    let figures = Registry::figures(&office.registry)?;
    let mut loaded = plan::records::Loaded::clone(&loaded);
    plan::figures::fill(db, &figures, &mut loaded, office.clock.today()).await?;
    Ok(loaded.document)
}

async fn list(office: &Office, db: &Db) -> Result<ExitCode> {
    let t = &office.text;
    let plans = plan::store::list(db).await?;
    if plans.is_empty() {
        println!("{}", t.say("hagukumi-plan-none"));
    }
    for plan in plans {
        let variables: [(&str, Argument<'_>); 4] = [
            ("code", plan.code.into()),
            ("title", plan.title.into()),
            ("years", plan.years.label(plan.year_style).into()),
            ("state", t.say(plan.state.label())),
        ]
        .map(|(name, value): (&str, std::borrow::Cow<'_, str>)| (name, Argument::from(value)));
        println!("{}", t.fill("hagukumi-plan-line", &variables));
    }
    Ok(ExitCode::SUCCESS)
}
