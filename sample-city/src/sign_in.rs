//! One account for each role, with a password that everybody may know.

use crate::staff::Organisation;
use access::{Actor, Allowed, ManageAccounts, Role};
use accounts::{FirstPassword, NewAccount, NewRole};
use anyhow::{Context, Result, anyhow};
use people::Rank;
use store::{Clock, Db, Ids};
use words::Language;

/// The password of all sample accounts.
pub const PASSWORD: &str = "midorino-2026";

/// An account of the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleAccount {
    /// The sign-in name.
    pub login: &'static str,
    /// What it may do.
    pub role: Role,
    /// In which unit its person works.
    unit: &'static str,
    rank: Rank,
}

/// The accounts, one for each role.
pub const SAMPLE_ACCOUNTS: [SampleAccount; 4] = [
    SampleAccount {
        login: "jinji",
        role: Role::PersonnelOfficer,
        unit: "人事課",
        rank: Rank::SectionHead,
    },
    SampleAccount {
        login: "digital",
        role: Role::SectionEditor,
        unit: "デジタル戦略課",
        rank: Rank::SectionHead,
    },
    SampleAccount {
        login: "shokuin",
        role: Role::Viewer,
        unit: "市民課",
        rank: Rank::Officer,
    },
    SampleAccount {
        login: "admin",
        role: Role::Administrator,
        unit: "総務課",
        rank: Rank::SectionHead,
    },
];

pub(crate) async fn make(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    operator: &Actor,
    organisation: &Organisation,
) -> Result<()> {
    let allowed = Allowed::<ManageAccounts>::ask(operator.clone())?;
    for sample in SAMPLE_ACCOUNTS {
        let unit = organisation.unit(sample.unit).context(sample.unit)?;
        let person = organisation
            .holders(unit, sample.rank)
            .next()
            .or_else(|| {
                Rank::ALL
                    .iter()
                    .find_map(|rank| organisation.holders(unit, *rank).next())
            })
            .with_context(|| format!("nobody works in {}", sample.unit))?;
        let new = NewAccount {
            login: sample.login.to_owned(),
            employee: Some(person.id),
            name: String::new(),
            language: Language::Japanese,
            roles: vec![NewRole::starting(sample.role, clock.today())],
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        accounts::create_account(db, ids, clock, &allowed, &new)
            .await?
            .map_err(|refusal| anyhow!("{}: {refusal}", sample.login))?;
    }
    Ok(())
}
