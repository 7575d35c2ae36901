//! The words by which choices stand in the database.

use crate::document::{NextAction, Numbering, OriginKind, Part, Status};
use crate::records::{Line, RoundKind, State};
use ::store::{Day, ToSqlx};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, FiscalYear, YearSpan, YearStyle};
use measure::{Amount, Comparator, Grade, Quality};

/// A choice with a word for each possibility.
pub trait Name: Copy + PartialEq + 'static {
    /// What is chosen, for error messages.
    const WHAT: &'static str;
    /// Every possibility with its word.
    const NAMES: &'static [(Self, &'static str)];
}

/// The word of a choice.
#[must_use]
pub fn name<T: Name>(value: T) -> &'static str {
    T::NAMES
        .iter()
        .find(|(each, _)| *each == value)
        .map_or("", |(_, name)| name)
}

/// The choice of a word.
pub fn named<T: Name>(text: &str) -> Result<T> {
    let found = T::NAMES
        .iter()
        .find(|(_, name)| *name == text)
        .map(|(value, _)| *value);
    found.ok_or_else(|| anyhow!("the database holds an unknown {}: {text}", T::WHAT))
}

impl Name for State {
    const WHAT: &'static str = "state of a plan";
    const NAMES: &'static [(State, &'static str)] = &[
        (State::Draft, "draft"),
        (State::SectionInput, "section-input"),
        (State::HrReview, "hr-review"),
        (State::Committee, "committee"),
        (State::Adopted, "adopted"),
        (State::Published, "published"),
        (State::Closed, "closed"),
    ];
}
impl Name for YearStyle {
    const WHAT: &'static str = "style of years";
    const NAMES: &'static [(YearStyle, &'static str)] = &[
        (YearStyle::Era, "era"),
        (YearStyle::FirstDay, "first-day"),
        (YearStyle::Heisei, "heisei"),
        (YearStyle::Western, "western"),
    ];
}
impl Name for Numbering {
    const WHAT: &'static str = "numbering";
    const NAMES: &'static [(Numbering, &'static str)] = &[
        (Numbering::Restart, "restart"),
        (Numbering::Continuous, "continuous"),
    ];
}
impl Name for Part {
    const WHAT: &'static str = "part of a document";
    const NAMES: &'static [(Part, &'static str)] =
        &[(Part::Review, "review"), (Part::Plan, "plan")];
}
impl Name for Line {
    const WHAT: &'static str = "line of a table";
    const NAMES: &'static [(Line, &'static str)] =
        &[(Line::Plan, "plan"), (Line::Actual, "actual")];
}
impl Name for Status {
    const WHAT: &'static str = "status";
    const NAMES: &'static [(Status, &'static str)] = &[
        (Status::Considered, "considered"),
        (Status::Carried, "carried"),
        (Status::Continued, "continued"),
        (Status::Changed, "changed"),
        (Status::Merged, "merged"),
        (Status::Abolished, "abolished"),
        (Status::NotCarried, "not-carried"),
        (Status::NoResult, "no-result"),
    ];
}
impl Name for Comparator {
    const WHAT: &'static str = "comparator";
    const NAMES: &'static [(Comparator, &'static str)] = &[
        (Comparator::AtLeast, "at-least"),
        (Comparator::AtMost, "at-most"),
        (Comparator::Equal, "equal"),
    ];
}
impl Name for Grade {
    const WHAT: &'static str = "grade";
    const NAMES: &'static [(Grade, &'static str)] = &[
        (Grade::Achieved, "achieved"),
        (Grade::OnTrack, "on-track"),
        (Grade::SlightlyBehind, "slightly-behind"),
        (Grade::Behind, "behind"),
    ];
}
impl Name for NextAction {
    const WHAT: &'static str = "next action";
    const NAMES: &'static [(NextAction, &'static str)] = &[
        (NextAction::Continue, "continue"),
        (NextAction::Expand, "expand"),
        (NextAction::Revise, "revise"),
        (NextAction::Merge, "merge"),
        (NextAction::Abolish, "abolish"),
    ];
}
impl Name for OriginKind {
    const WHAT: &'static str = "kind of origin";
    const NAMES: &'static [(OriginKind, &'static str)] = &[
        (OriginKind::Renamed, "renamed"),
        (OriginKind::Merged, "merged"),
        (OriginKind::Split, "split"),
    ];
}
impl Name for RoundKind {
    const WHAT: &'static str = "kind of round";
    const NAMES: &'static [(RoundKind, &'static str)] = &[
        (RoundKind::MidYear, "mid-year"),
        (RoundKind::YearEnd, "year-end"),
    ];
}

/// The word of a quality, and the day where it is 時点.
pub(super) fn quality_columns(quality: Quality) -> (&'static str, Option<Day>) {
    match quality {
        Quality::Final => ("final", None),
        Quality::Scheduled => ("scheduled", None),
        Quality::Forecast => ("forecast", None),
        Quality::AsOf(day) => ("as-of", Some(day.to_sqlx())),
    }
}

pub(super) fn read_quality(word: &str, day: Option<Day>) -> Result<Quality> {
    match (word, day) {
        ("final", None) => Ok(Quality::Final),
        ("scheduled", None) => Ok(Quality::Scheduled),
        ("forecast", None) => Ok(Quality::Forecast),
        ("as-of", Some(day)) => Ok(Quality::AsOf(day.to_jiff())),
        _ => Err(anyhow!("the database holds an unknown quality: {word}")),
    }
}

pub(super) fn read_year(number: i64) -> Result<FiscalYear> {
    let year = i16::try_from(number).context("the database holds a year out of range")?;
    Ok(FiscalYear(year))
}

pub(super) fn read_span(from: i64, to: i64) -> Result<YearSpan> {
    YearSpan::new(read_year(from)?, read_year(to)?)
        .context("the database holds an empty span of years")
}

pub(super) fn read_amount(text: &str) -> Result<Amount> {
    Ok(text.parse()?)
}

pub(super) fn read_day(day: Option<Day>) -> Option<Date> {
    day.map(Day::to_jiff)
}
