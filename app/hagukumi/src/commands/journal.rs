//! `hagukumi journal`

use super::Office;
use crate::arguments::JournalCommand;
use anyhow::Result;
use std::process::ExitCode;

pub(super) async fn run(office: &Office, command: JournalCommand) -> Result<ExitCode> {
    let JournalCommand::Verify { database, known } = command;
    let db = office.open(&database).await?;
    let verification = journal::verify(&db).await?;
    let (key, name, number) = match verification.broken {
        None => ("hagukumi-journal-whole", "count", verification.entries),
        Some(seq) => ("hagukumi-journal-broken", "seq", seq),
    };
    println!("{}", office.text.say1(key, name, number.to_string()));
    let mut sound = verification.broken.is_none();
    if let Some(known) = known {
        let holds = journal::still_holds(&db, &known).await?;
        let key = if holds {
            "hagukumi-journal-known"
        } else {
            "hagukumi-journal-not-known"
        };
        println!("{}", office.text.say1(key, "head", known.to_string()));
        sound &= holds;
    }
    if let Some(head) = verification.head.filter(|_| sound) {
        println!("{}", note_of(office, &head));
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The sentence that asks to keep the end of the journal outside the database.
pub(super) fn note_of(office: &Office, head: &journal::Head) -> String {
    office
        .text
        .say1("hagukumi-journal-head", "head", head.to_string())
}
