//! `hagukumi demo`

use super::{Office, database_file};
use crate::arguments::Demo;
use crate::server::{self, Circumstances};
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use sample_city::{PASSWORD, SAMPLE_ACCOUNTS, Step};
use std::path::Path;
use std::process::ExitCode;
use store::{Cities, City, Clock, Db, Ids};

pub(super) async fn run(mut office: Office, arguments: Demo) -> Result<ExitCode> {
    if let Some(now) = arguments.now {
        office.clock = Clock::standing_at(now);
    }
    println!("{}", office.text.say("hagukumi-demo-title"));
    // A temporary folder lives until the end of this function, and is removed then.
    let temporary = match (&arguments.folder, &arguments.database) {
        (None, None) => Some(tempfile::tempdir()?),
        _ => None,
    };
    let folder = arguments
        .folder
        .as_deref()
        .or(temporary.as_ref().map(tempfile::TempDir::path));
    let (db, place) = open(&office, folder, arguments.database.as_deref()).await?;
    prepare(&office, &db, &place, arguments.people as usize).await?;
    if arguments.prepare_only {
        db.close().await;
        return Ok(ExitCode::SUCCESS);
    }
    let cities = Cities::one(City {
        code: sample_city::NAME.to_owned(),
        db: db.clone(),
    });
    let circumstances = Circumstances {
        clock: office.clock.clone(),
        https: false,
        development: true,
        demo: true,
    };
    let site = server::site(&office.registry, cities, circumstances)?;
    let router = server::router(&office.registry, site);
    server::serve(router, arguments.listen, |address| {
        welcome(&office, address);
    })
    .await?;
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn open(
    office: &Office,
    folder: Option<&Path>,
    address: Option<&str>,
) -> Result<(Db, String)> {
    let (db, place) = match (address, folder) {
        (Some(address), _) => (Db::open(address).await?, "PostgreSQL".to_owned()),
        (None, Some(folder)) => {
            std::fs::create_dir_all(folder)?;
            (
                Db::open_file(&database_file(folder)).await?,
                folder.display().to_string(),
            )
        }
        (None, None) => anyhow::bail!("neither a folder nor a database"),
    };
    office.migrate(&db).await?;
    Ok((db, place))
}

/// Makes the city unless it is there already.
async fn prepare(office: &Office, db: &Db, place: &str, people: usize) -> Result<()> {
    let t = &office.text;
    if !accounts::is_empty(db).await? {
        println!("{}", t.say1("hagukumi-demo-found", "place", place));
        return Ok(());
    }
    println!(
        "{}",
        t.say1("hagukumi-demo-making", "people", people.to_string())
    );
    let bar = ProgressBar::new(3).with_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let ids = Ids::random(office.clock.clone());
    let mut begun = |step: Step| {
        bar.inc(1);
        bar.set_message(t.say(step_key(step)).into_owned());
    };
    sample_city::build(db, &ids, &office.clock, people, &mut begun).await?;
    bar.finish_and_clear();
    let plans = plan::store::list(db).await?.len();
    let variables = [
        ("place", place.into()),
        ("people", people.to_string().into()),
        ("plans", plans.to_string().into()),
    ];
    println!("{}", t.fill("hagukumi-demo-made", &variables));
    Ok(())
}

const fn step_key(step: Step) -> &'static str {
    match step {
        Step::Staff => "hagukumi-demo-staff",
        Step::Accounts => "hagukumi-demo-accounts",
        Step::Plans => "hagukumi-demo-plans",
    }
}

fn welcome(office: &Office, address: std::net::SocketAddr) {
    let t = &office.text;
    let home = format!("http://{address}");
    println!(
        "\n{}",
        t.say1("hagukumi-demo-open", "address", home.as_str())
    );
    for account in SAMPLE_ACCOUNTS {
        let role = t
            .say(&format!("hagukumi-role-{}", account.role.name()))
            .into_owned();
        println!(
            "  {}",
            t.say2("hagukumi-demo-account", "role", role, "name", account.login)
        );
    }
    println!(
        "  {}",
        t.say1("hagukumi-demo-password", "password", PASSWORD)
    );
    println!(
        "{}",
        t.say1("hagukumi-demo-public", "address", format!("{home}/public"))
    );
    println!("{}\n", t.say1("hagukumi-serving", "address", home));
}
