//! How a program stands in a year (進み具合), in the words of the board.

use crate::document::{Part, PlanDocument, Program, Status};
use crate::records::{Loaded, ends_program};
use calendar::{Date, FiscalYear};
use measure::{Grade, Thresholds};
use std::collections::{BTreeMap, BTreeSet};

/// How a program stands in a year. Colour and icon follow from it, always beside the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// 達成: every target of the year is met, or people judged so.
    Achieved,
    /// 順調
    OnTrack,
    /// やや遅れ
    SlightlyBehind,
    /// 遅れ
    Behind,
    /// 入力済み: there is a result, and nothing to judge it by.
    Entered,
    /// 未入力: a result is due and not there.
    NotEntered,
    /// まだ: the year has not come, or nobody has asked for its results yet.
    NotDue,
    /// 予定なし: the plan has nothing for the year.
    NotPlanned,
    /// 終了: abolished or merged into another program.
    Ended,
}

impl Standing {
    /// All, in the order of the board's legend.
    pub const ALL: [Standing; 9] = [
        Standing::Achieved,
        Standing::OnTrack,
        Standing::SlightlyBehind,
        Standing::Behind,
        Standing::Entered,
        Standing::NotEntered,
        Standing::NotDue,
        Standing::NotPlanned,
        Standing::Ended,
    ];

    /// The name in addresses, and behind `plan-standing-` in fluent keys: `on-track`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Standing::Achieved => "achieved",
            Standing::OnTrack => "on-track",
            Standing::SlightlyBehind => "slightly-behind",
            Standing::Behind => "behind",
            Standing::Entered => "entered",
            Standing::NotEntered => "not-entered",
            Standing::NotDue => "not-due",
            Standing::NotPlanned => "not-planned",
            Standing::Ended => "ended",
        }
    }

    /// Fluent key of its word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Standing::Achieved => "plan-standing-achieved",
            Standing::OnTrack => "plan-standing-on-track",
            Standing::SlightlyBehind => "plan-standing-slightly-behind",
            Standing::Behind => "plan-standing-behind",
            Standing::Entered => "plan-standing-entered",
            Standing::NotEntered => "plan-standing-not-entered",
            Standing::NotDue => "plan-standing-not-due",
            Standing::NotPlanned => "plan-standing-not-planned",
            Standing::Ended => "plan-standing-ended",
        }
    }

    /// The standing of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Standing> {
        Standing::ALL
            .into_iter()
            .find(|standing| standing.name() == name)
    }

    /// Whether it is a judgement, so that the program counts in the share of programs on track.
    #[must_use]
    pub const fn is_judged(self) -> bool {
        matches!(
            self,
            Standing::Achieved | Standing::OnTrack | Standing::SlightlyBehind | Standing::Behind
        )
    }

    /// Whether the program goes as planned: 達成 or 順調.
    #[must_use]
    pub const fn is_well(self) -> bool {
        matches!(self, Standing::Achieved | Standing::OnTrack)
    }
}

impl From<Grade> for Standing {
    fn from(grade: Grade) -> Standing {
        match grade {
            Grade::Achieved => Standing::Achieved,
            Grade::OnTrack => Standing::OnTrack,
            Grade::SlightlyBehind => Standing::SlightlyBehind,
            Grade::Behind => Standing::Behind,
        }
    }
}

/// From where a plan is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewpoint {
    /// The day of the look.
    pub today: Date,
    /// From which share of a target each grade is given.
    pub thresholds: Thresholds,
    /// The years whose results have been asked for in an input round; of years that are over, results
    /// are due in any case.
    pub asked: BTreeSet<FiscalYear>,
}

impl Viewpoint {
    /// The look at a loaded plan.
    #[must_use]
    pub fn on(loaded: &Loaded, today: Date, thresholds: Thresholds) -> Viewpoint {
        Viewpoint {
            today,
            thresholds,
            asked: loaded.asked_years(),
        }
    }

    /// Whether a result of the year is due: the year is over, or somebody has asked.
    #[must_use]
    pub fn is_due(&self, year: FiscalYear) -> bool {
        let present = FiscalYear::of(self.today);
        year < present || year == present && self.asked.contains(&year)
    }
}

/// How a program stands in a year. The first of these that says something decides:
///
/// 1. It ended in an earlier year (統合, 廃止), or the year's own cell says so: 終了.
/// 2. People gave a grade.
/// 3. Figures stand against targets of the year; the worst grade among them counts.
/// 4. The result's status: 未実施 is 遅れ; 検討 is やや遅れ where the plan wanted more; 実施, 継続, 変更
///    and 検討 as planned are 順調; 実績なし says nothing about progress.
/// 5. A result or a figure without any of these: 入力済み.
/// 6. Nothing was planned for the year: 予定なし.
/// 7. Nothing is there: 未入力 when it is due, まだ otherwise.
#[must_use]
pub fn standing(program: &Program, year: FiscalYear, from: &Viewpoint) -> Standing {
    if has_ended(program, year) {
        return Standing::Ended;
    }
    let given = program
        .evaluations
        .iter()
        .find(|e| e.year == year)
        .and_then(|e| e.grade);
    if let Some(grade) = given.or_else(|| by_figures(program, year, from.thresholds)) {
        return grade.into();
    }
    let plan = program.plan.iter().find(|cell| cell.years.contains(year));
    let actual = program.actual.iter().find(|cell| cell.years.contains(year));
    if let Some(actual) = actual {
        return by_status(actual.status, plan.and_then(|cell| cell.status));
    }
    let any_figure = program
        .measures
        .iter()
        .any(|m| m.values.iter().any(|value| value.year == year));
    if any_figure {
        Standing::Entered
    } else if plan.is_none() {
        Standing::NotPlanned
    } else if from.is_due(year) {
        Standing::NotEntered
    } else {
        Standing::NotDue
    }
}

fn has_ended(program: &Program, year: FiscalYear) -> bool {
    let ending =
        |cell: &crate::document::Cell| ends_program(cell.status).then_some(cell.years.from);
    // What was done outweighs what was planned: a program planned to end and carried on has not ended.
    let done = program.actual.iter().filter_map(ending).min();
    let planned = program.plan.iter().filter_map(ending).min();
    let carried_on = |from: FiscalYear| {
        program
            .actual
            .iter()
            .any(|cell| cell.years.to >= from && !ends_program(cell.status))
    };
    let reached = |from: Option<FiscalYear>| from.is_some_and(|from| year >= from);
    reached(done) || reached(planned.filter(|from| !carried_on(*from)))
}

/// The worst grade of the year's figures against their targets; `None` where no figure has a target or
/// no share of it can be computed.
fn by_figures(program: &Program, year: FiscalYear, thresholds: Thresholds) -> Option<Grade> {
    let grade_of = |measure: &crate::document::Measure| {
        let target = measure.targets.iter().find(|target| target.year == year)?;
        let value = measure.values.iter().find(|value| value.year == year)?;
        measure::judge(&target.target, value.amount, thresholds)
    };
    program.measures.iter().filter_map(grade_of).max()
}

fn by_status(actual: Option<Status>, planned: Option<Status>) -> Standing {
    match actual {
        Some(Status::Carried | Status::Continued | Status::Changed) => Standing::OnTrack,
        Some(Status::Considered) => match planned {
            Some(Status::Carried | Status::Continued | Status::Changed) => Standing::SlightlyBehind,
            _ => Standing::OnTrack,
        },
        Some(Status::NotCarried) => Standing::Behind,
        Some(Status::Merged | Status::Abolished) => Standing::Ended,
        Some(Status::NoResult) | None => Standing::Entered,
    }
}

/// How many programs stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([u32; Standing::ALL.len()]);

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, standing: Standing) {
        self.0[standing as usize] += 1;
    }

    /// How many stand so.
    #[must_use]
    pub fn of(&self, standing: Standing) -> u32 {
        self.0[standing as usize]
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// How many are judged.
    #[must_use]
    pub fn judged(&self) -> u32 {
        Standing::ALL
            .into_iter()
            .filter(|s| s.is_judged())
            .map(|s| self.of(s))
            .sum()
    }

    /// How many of them go as planned.
    #[must_use]
    pub fn well(&self) -> u32 {
        Standing::ALL
            .into_iter()
            .filter(|s| s.is_well())
            .map(|s| self.of(s))
            .sum()
    }

    /// The standings that occur, with their numbers, in the order of the legend.
    pub fn present(&self) -> impl Iterator<Item = (Standing, u32)> {
        let counts = self.0;
        Standing::ALL
            .into_iter()
            .map(move |standing| (standing, counts[standing as usize]))
            .filter(|(_, count)| *count > 0)
    }
}

/// How the programs of one part stand in a year.
#[must_use]
pub fn counts(document: &PlanDocument, part: Part, year: FiscalYear, from: &Viewpoint) -> Counts {
    let mut counts = Counts::default();
    for program in document
        .programs
        .iter()
        .filter(|program| program.part == part)
    {
        counts.add(standing(program, year, from));
    }
    counts
}

/// The same for every node, by path: a node counts the programs of the nodes below it too.
#[must_use]
pub fn counts_by_node<'a>(
    document: &'a PlanDocument,
    part: Part,
    year: FiscalYear,
    from: &Viewpoint,
) -> BTreeMap<&'a str, Counts> {
    let mut by_node: BTreeMap<&str, Counts> = document
        .nodes
        .iter()
        .map(|node| (node.path.as_str(), Counts::default()))
        .collect();
    for program in document
        .programs
        .iter()
        .filter(|program| program.part == part)
    {
        let standing = standing(program, year, from);
        let mut path = program.node.as_str();
        loop {
            if let Some(counts) = by_node.get_mut(path) {
                counts.add(standing);
            }
            match path.rsplit_once('-') {
                Some((parent, _)) => path = parent,
                None => break,
            }
        }
    }
    by_node
}
