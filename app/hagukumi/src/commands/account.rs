//! `hagukumi account`

use super::Office;
use crate::arguments::AccountCommand;
use access::{Actor, Allowed, ManageAccounts};
use accounts::AccountFilter;
use anyhow::{Result, anyhow};
use people::Page;
use std::process::ExitCode;

pub(super) async fn run(office: &Office, command: AccountCommand) -> Result<ExitCode> {
    let AccountCommand::Reset { database, name } = command;
    let db = office.open(&database).await?;
    let filter = AccountFilter {
        text: &name,
        role: None,
        on: office.clock.today(),
    };
    let found = accounts::accounts(&db, filter, Page::number(1, 50)).await?;
    let account = found
        .into_iter()
        .find(|account| account.login.eq_ignore_ascii_case(&name))
        .ok_or_else(|| {
            anyhow!(
                office
                    .text
                    .say1("hagukumi-account-unknown", "name", name.as_str())
            )
        })?;
    let allowed = Allowed::<ManageAccounts>::ask(Actor::operator("command line"))?;
    let password =
        accounts::reset_password(&db, &office.clock, &allowed, account.id, account.version)
            .await?
            .map_err(|refusal| anyhow!(office.text.say(refusal.key()).into_owned()))?;
    println!(
        "{}",
        office.text.say2(
            "hagukumi-account-reset",
            "name",
            account.login,
            "password",
            password,
        )
    );
    Ok(ExitCode::SUCCESS)
}
