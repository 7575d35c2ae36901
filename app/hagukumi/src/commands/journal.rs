//! `hagukumi journal`

use super::Office;
use crate::arguments::JournalCommand;
use anyhow::Result;
use std::process::ExitCode;

pub(super) async fn run(office: &Office, command: JournalCommand) -> Result<ExitCode> {
    let JournalCommand::Verify { database } = command;
    let db = office.open(&database).await?;
    let verification = journal::verify(&db).await?;
    let (key, name, number) = match verification.broken {
        None => ("hagukumi-journal-whole", "count", verification.entries),
        Some(seq) => ("hagukumi-journal-broken", "seq", seq),
    };
    println!("{}", office.text.say1(key, name, number.to_string()));
    Ok(if verification.broken.is_none() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
