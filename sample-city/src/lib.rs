//! A made-up city, みどり野市, with years of records: for the demonstration, for screenshots and for tests
//! with many people. Everybody in it is invented.

mod bulletin;
mod careers;
mod details;
mod dice;
mod leave;
mod names;
mod overtime;
mod plans;
mod portraits;
mod posts;
mod sign_in;
pub mod staff;
mod teams;
mod units;

pub use details::Details;
pub use leave::make as make_leave;
pub use plans::{CURRENT, DRAFT, PUBLISHED, sample_plans};
pub use sign_in::{PASSWORD, SAMPLE_ACCOUNTS, SampleAccount, make_accounts};

use access::{Actor, Allowed, EditSettings};
use anyhow::{Context, Result};
use store::{Clock, Db, Ids};

/// The name of the city.
pub const NAME: &str = "みどり野市";

/// The seed of the staff: the same city every time.
pub const SEED: u64 = 2026;

/// What there is to make, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Units, people and their appointments.
    Staff,
    /// Accounts for the demonstration.
    Accounts,
    /// The published plan, the current one and the draft of the next.
    Plans,
}

/// Makes the city in a database that has its tables and nothing else. `begun` is told of every step.
///
/// # Errors
/// When the database is not empty or fails.
pub async fn build(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    people: usize,
    begun: &mut dyn FnMut(Step),
) -> Result<()> {
    let operator = Actor::operator("sample city");
    begun(Step::Staff);
    let organisation = staff::organisation(SEED, people)?;
    let mut tx = db.begin().await?;
    staff::write(&mut tx, ids, &organisation)
        .await
        .context("staff")?;
    tx.commit().await?;
    name_the_city(db, clock, &operator).await?;
    begun(Step::Accounts);
    sign_in::make(db, ids, clock, &operator, &organisation)
        .await
        .context("accounts")?;
    bulletin::make(db, ids, clock, SEED, &organisation)
        .await
        .context("bulletin")?;
    overtime::make(db, ids, clock, SEED, &organisation)
        .await
        .context("overtime")?;
    leave::make(db, ids, clock, SEED, &organisation)
        .await
        .context("leave")?;
    begun(Step::Plans);
    plans::make(db, ids, clock, &operator)
        .await
        .context("plans")
}

async fn name_the_city(db: &Db, clock: &Clock, operator: &Actor) -> Result<()> {
    let allowed = Allowed::<EditSettings>::ask(operator.clone())?;
    let declaration = &screen::CITY_NAME.declaration;
    let value = settings::NewValue {
        declaration,
        from: clock.today(),
        value: declaration
            .parse(NAME)
            .map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?,
        expected: 0,
    };
    let mut tx = db.begin().await?;
    settings::set(&mut tx, clock.now(), &allowed, value)
        .await
        .map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    tx.commit().await
}
