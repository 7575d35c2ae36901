//! `hagukumi client`

use super::Office;
use crate::arguments::ClientCommand;
use access::{Actor, Allowed, ManageApiClients};
use anyhow::{Result, anyhow};
use api::{NewClient, Scope};
use jiff::ToSpan;
use std::process::ExitCode;
use store::Ids;

pub(super) async fn run(office: &Office, command: ClientCommand) -> Result<ExitCode> {
    let ClientCommand::Add {
        database,
        name,
        scope,
        per_minute,
        last,
    } = command;
    let t = &office.text;
    let unknown = |word: &String| anyhow!(t.say1("hagukumi-client-scope", "scope", word.as_str()));
    let scopes = scope
        .iter()
        .map(|word| Scope::of_word(word).ok_or_else(|| unknown(word)))
        .collect::<Result<Vec<_>>>()?;
    let db = office.open(&database).await?;
    let new = NewClient {
        name,
        scopes,
        per_minute,
        valid_to: last.map(|last| last.checked_add(1.day())).transpose()?,
        ..NewClient::default()
    };
    let allowed = Allowed::<ManageApiClients>::ask(Actor::operator("command line"))?;
    let ids = Ids::random(office.clock.clone());
    let made = api::make_client(&db, &ids, &office.clock, &allowed, &new)
        .await?
        .map_err(|refusal| anyhow!(t.say(refusal.key()).into_owned()))?;
    println!("{}", t.say1("hagukumi-client-added", "token", made.token));
    db.close().await;
    Ok(ExitCode::SUCCESS)
}
