//! One account for each role, with a password that everybody may know.

use crate::staff::Organisation;
use access::{Actor, Allowed, ManageAccounts, Role};
use accounts::{FirstPassword, NewAccount, NewRole};
use anyhow::{Context, Result, anyhow};
use people::{Employee, EmployeeId, Rank, UnitId};
use std::collections::HashSet;
use store::{Clock, Db, Ids};
use words::Language;

/// The password of all sample accounts.
pub const PASSWORD: &str = "midorino-2026";

/// Whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Somebody who serves in a section, if possible in this rank.
    Member(&'static str, Rank),
    /// Somebody of a section with a profession.
    Professional(&'static str, &'static str),
    /// The head of a unit.
    Head(&'static str),
    /// The head of the team in which another account's person serves.
    TeamHeadOf(&'static str),
    /// Nobody on the staff: an elected office.
    Elected(&'static str),
}

/// An account of the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleAccount {
    /// The sign-in name.
    pub login: &'static str,
    /// What it may do.
    pub role: Role,
    whose: Whose,
}

const fn account(login: &'static str, role: Role, whose: Whose) -> SampleAccount {
    SampleAccount { login, role, whose }
}

/// The section in which an employee, the heads above and the one for general affairs have accounts.
const SECTION: &str = "市民課";

/// The accounts, one for each role. Who comes first chooses a person first.
pub const SAMPLE_ACCOUNTS: [SampleAccount; 13] = [
    account(
        "jinji",
        Role::PersonnelOfficer,
        Whose::Member("人事課", Rank::Senior),
    ),
    account(
        "digital",
        Role::SectionEditor,
        Whose::Member("デジタル戦略課", Rank::Senior),
    ),
    account(
        "shokuin",
        Role::Employee,
        Whose::Member(SECTION, Rank::Officer),
    ),
    account(
        "admin",
        Role::Administrator,
        Whose::Member("総務課", Rank::Officer),
    ),
    account("kacho", Role::SectionHead, Whose::Head(SECTION)),
    account("kakaricho", Role::TeamHead, Whose::TeamHeadOf("shokuin")),
    account("bucho", Role::DepartmentHead, Whose::Head("市民部")),
    account(
        "shomu",
        Role::GeneralAffairs,
        Whose::Member(SECTION, Rank::Senior),
    ),
    account(
        "kansa",
        Role::Auditor,
        Whose::Member("監査事務課", Rank::Senior),
    ),
    account("shicho", Role::Executive, Whose::Elected("みどり野市長")),
    account(
        "eisei",
        Role::HealthStaff,
        Whose::Professional("健康推進課", "保健師"),
    ),
    account(
        "kenshu",
        Role::TrainingOfficer,
        Whose::Member("人事課", Rank::Officer),
    ),
    account(
        "fukuri",
        Role::WelfareOfficer,
        Whose::Member("人事課", Rank::Officer),
    ),
];

/// Chooses a person for every account, nobody twice.
struct Chooser<'a> {
    organisation: &'a Organisation,
    taken: HashSet<EmployeeId>,
    /// The accounts' persons so far.
    chosen: Vec<(&'static str, EmployeeId)>,
}

impl<'a> Chooser<'a> {
    fn unit(&self, name: &str) -> Result<UnitId> {
        self.organisation
            .unit(name)
            .with_context(|| format!("there is no {name}"))
    }

    fn choose(&mut self, sample: &SampleAccount) -> Result<Option<&'a Employee>> {
        let city = self.organisation;
        let found = match sample.whose {
            Whose::Elected(_) => return Ok(None),
            Whose::Head(unit) => city.head(self.unit(unit)?),
            Whose::TeamHeadOf(login) => {
                let member = self.chosen.iter().find(|(chosen, _)| *chosen == login);
                let team = member.and_then(|(_, employee)| city.unit_of(*employee));
                team.and_then(|team| city.head(team)).or_else(|| {
                    city.serving(|held| held.heads && held.rank == Rank::TeamHead)
                        .next()
                })
            }
            Whose::Professional(unit, job) => {
                let unit = self.unit(unit)?;
                self.free(
                    city.serving(|held| !held.heads && city.is_within(held.unit, unit)),
                    |one| one.job_family.as_str() == job,
                )
            }
            Whose::Member(unit, rank) => self.member(self.unit(unit)?, rank),
        };
        let found = found.with_context(|| format!("nobody for the account {}", sample.login))?;
        self.taken.insert(found.id);
        self.chosen.push((sample.login, found.id));
        Ok(Some(found))
    }

    /// Somebody of the section who heads nothing; of the rank before any other, and from the department when
    /// the section is too small.
    fn member(&self, section: UnitId, rank: Rank) -> Option<&'a Employee> {
        let city = self.organisation;
        let around = city.above(section).unwrap_or(section);
        let within = |unit: UnitId, ranks: &[Rank]| {
            let serving = city.serving(|held| {
                !held.heads && ranks.contains(&held.rank) && city.is_within(held.unit, unit)
            });
            self.free(serving, |_| true)
        };
        within(section, &[rank])
            .or_else(|| within(section, Rank::ALL))
            .or_else(|| within(around, Rank::ALL))
    }

    fn free(
        &self,
        mut serving: impl Iterator<Item = &'a Employee>,
        suits: impl Fn(&Employee) -> bool,
    ) -> Option<&'a Employee> {
        serving.find(|one| {
            one.employment == people::Employment::Regular
                && !self.taken.contains(&one.id)
                && suits(one)
        })
    }
}

/// Makes accounts for so many of those in service, named by their staff numbers, with the password of all
/// sample accounts: for measuring a morning on which everybody signs in.
///
/// # Errors
/// When the database fails or an account cannot be made.
pub async fn make_accounts(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    organisation: &Organisation,
    count: usize,
) -> Result<usize> {
    let allowed = Allowed::<ManageAccounts>::ask(Actor::operator("sample city"))?;
    let mut made = 0;
    for person in organisation.serving(|_| true) {
        if made == count {
            break;
        }
        let new = NewAccount {
            login: person.staff_no.as_str().to_owned(),
            employee: Some(person.id),
            name: String::new(),
            language: Language::Japanese,
            roles: Vec::new(),
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        // Those with an account for a role have one already.
        let account = accounts::create_account(db, ids, clock, &allowed, &new).await?;
        match account {
            Ok(_) => made += 1,
            Err(accounts::AccountRefusal::EmployeeHasAccount) => {}
            Err(refusal) => return Err(anyhow!("{}: {refusal}", person.staff_no)),
        }
    }
    Ok(made)
}

pub(crate) async fn make(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    operator: &Actor,
    organisation: &Organisation,
) -> Result<()> {
    let allowed = Allowed::<ManageAccounts>::ask(operator.clone())?;
    let mut chooser = Chooser {
        organisation,
        taken: HashSet::new(),
        chosen: Vec::new(),
    };
    for sample in &SAMPLE_ACCOUNTS {
        let person = chooser.choose(sample)?;
        let unit = match sample.whose {
            Whose::Member(unit, _) if sample.role.is_of_a_unit() => organisation.unit(unit),
            _ => None,
        };
        let granted = sample.role.can_be_granted().then(|| NewRole {
            unit,
            ..NewRole::starting(sample.role, clock.today())
        });
        let new = NewAccount {
            login: sample.login.to_owned(),
            employee: person.map(|person| person.id),
            name: match sample.whose {
                Whose::Elected(name) => name.to_owned(),
                _ => String::new(),
            },
            language: Language::Japanese,
            roles: granted.into_iter().collect(),
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        accounts::create_account(db, ids, clock, &allowed, &new)
            .await?
            .map_err(|refusal| anyhow!("{}: {refusal}", sample.login))?;
    }
    Ok(())
}
