//! The plans of the sample city: the published one of 2016 to 2021, the one in force, and the draft of the
//! one after it.

use access::{Actor, Allowed, EditPlanStructure};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, FiscalYear, YearSpan};
use plan::acts::{self, ActError, Desk, NewRound};
use plan::document::PlanDocument;
use plan::formats::toml;
use plan::records::{RoundKind, State};
use plan::rules::NextPlan;
use store::{Clock, Db, Ids};

/// Code of the published plan.
pub const PUBLISHED: &str = "kiyose-2019";
/// Code of the plan in force.
pub const CURRENT: &str = "midorino-2025";
/// Code of the plan in work.
pub const DRAFT: &str = "midorino-2028";

/// The two plans as documents.
///
/// # Errors
/// When a built-in file is broken, which a test would have found.
pub fn sample_plans() -> Result<[PlanDocument; 2]> {
    let read = |text: &str| toml::read(text).map_err(|problems| anyhow!("{problems:?}"));
    Ok([
        read(include_str!("../../plan/samples/kiyose-2019.toml"))?,
        read(include_str!("../../plan/samples/midorino-2025.toml"))?,
    ])
}

pub(crate) async fn make(db: &Db, ids: &Ids, clock: &Clock, operator: &Actor) -> Result<()> {
    let allowed = Allowed::<EditPlanStructure>::ask(operator.clone())?;
    let desk = Desk {
        db,
        ids,
        now: clock.now(),
        today: clock.today(),
    };
    for document in sample_plans()? {
        acts::import(desk, &allowed, &document, None)
            .await
            .map_err(told)
            .with_context(|| document.code.clone())?;
        publish(desk, &allowed, &document.code).await?;
    }
    ask_for_results(desk, &allowed).await?;
    draft(desk, &allowed).await
}

/// The next plan, drafted from the one in force as an officer would: what to carry over is proposed, and
/// the section by section work is still to be done.
async fn draft(desk: Desk<'_>, allowed: &Allowed<EditPlanStructure>) -> Result<()> {
    let [_, current] = sample_plans()?;
    let next = NextPlan {
        code: DRAFT.to_owned(),
        title: current.title,
        years: YearSpan::new(FiscalYear(2028), FiscalYear(2030))
            .context("the years of the next plan")?,
        review: None,
        carry_texts: true,
    };
    acts::create_next(desk, allowed, CURRENT, &next)
        .await
        .map_err(told)
        .map(|_| ())
        .context(DRAFT)
}

/// Leads a plan through all its states until everybody can read it.
async fn publish(desk: Desk<'_>, allowed: &Allowed<EditPlanStructure>, code: &str) -> Result<()> {
    let way = [
        State::Draft,
        State::SectionInput,
        State::HrReview,
        State::Committee,
        State::Adopted,
        State::Published,
    ];
    for step in way.windows(2) {
        acts::change_state(desk, allowed, code, step[0], step[1])
            .await
            .map_err(told)
            .with_context(|| format!("{code} to {:?}", step[1]))?;
    }
    Ok(())
}

/// The sections are asked for the results of the running year's first half.
async fn ask_for_results(desk: Desk<'_>, allowed: &Allowed<EditPlanStructure>) -> Result<()> {
    let year = FiscalYear::of(desk.today);
    let round = NewRound {
        year,
        kind: RoundKind::MidYear,
        name: "中間の実績".to_owned(),
        due: due(desk.today),
    };
    acts::open_round(desk, allowed, CURRENT, round)
        .await
        .map_err(told)
        .map(|_| ())
}

/// Four weeks from today.
fn due(today: Date) -> Date {
    today
        .checked_add(jiff::Span::new().days(26))
        .unwrap_or(today)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err asks for"
)]
fn told(error: ActError) -> anyhow::Error {
    anyhow!("{error:?}")
}
