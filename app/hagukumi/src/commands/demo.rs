//! `hagukumi demo`

use super::{Office, database_file};
use crate::arguments::Demo;
use crate::crew::{Crew, MailServers, common_server};
use crate::doors::{common_provider, door};
use crate::server::{self, Circumstances};
use access::{Actor, Allowed, ManageApiClients};
use accounts::{Door, Doors, Provider};
use anyhow::Result;
use api::{NewClient, Scope};
use indicatif::{ProgressBar, ProgressStyle};
use sample_city::{PASSWORD, SAMPLE_ACCOUNTS, Step};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
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
    prepare(&office, &db, &place, &arguments).await?;
    if arguments.prepare_only {
        db.close().await;
        return Ok(ExitCode::SUCCESS);
    }
    let cities = Cities::one(City {
        code: sample_city::NAME.to_owned(),
        db: db.clone(),
    });
    let provider = common_provider(&arguments.sign_in)?;
    let key_file = arguments.sign_in.key_file.as_deref();
    let door = match (folder, key_file) {
        (None, None) => Door {
            provider: provider.map(Provider::new).transpose()?.map(Arc::new),
            ..Door::default()
        },
        (folder, key_file) => door(key_file, folder.unwrap_or(Path::new("")), provider)?,
    };
    let circumstances = Circumstances {
        clock: office.clock.clone(),
        doors: Doors::one(door),
        https: false,
        development: true,
        demo: true,
    };
    let site = server::site(&office.registry, cities, circumstances)?;
    let servers = MailServers {
        common: common_server(&arguments.mailing)?,
        ..MailServers::default()
    };
    let crew = Crew::start(&site, &servers, None);
    let router = server::router(&office.registry, site);
    let served = server::serve(router, arguments.listen, |address| {
        welcome(&office, address);
    })
    .await;
    crew.end().await;
    served?;
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
async fn prepare(office: &Office, db: &Db, place: &str, arguments: &Demo) -> Result<()> {
    let (t, people) = (&office.text, arguments.people as usize);
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
    if arguments.accounts > 0 {
        let city = sample_city::staff::organisation(sample_city::SEED, people)?;
        sample_city::make_accounts(db, &ids, &office.clock, &city, arguments.accounts).await?;
    }
    bar.finish_and_clear();
    let allowed = Allowed::<ManageApiClients>::ask(Actor::operator("sample city"))?;
    let portal = NewClient {
        name: "庁内ポータル（見本）".to_owned(),
        contact: "企画部デジタル戦略課".to_owned(),
        scopes: vec![Scope::People, Scope::Units],
        ..NewClient::default()
    };
    api::make_client(db, &ids, &office.clock, &allowed, &portal)
        .await?
        .map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
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
