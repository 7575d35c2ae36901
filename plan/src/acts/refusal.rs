//! Why an act was not done.

use crate::problems::Problem;
use crate::records::State;
use access::Denied;
use calendar::{Date, EraDate, FiscalYear, YearStyle};
use jiff::Timestamp;
use screen::PageError;
use words::{Argument, Language, Text};

/// What an act returns.
pub type Done<T> = Result<T, ActError>;

/// Why an act was not done. Nothing was changed in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// There is no such plan, program, node or entry.
    #[error("not found")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The rules refuse; the person can read why.
    #[error(transparent)]
    Refused(#[from] PlanRefusal),
    /// Something broke.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

/// Why the rules refuse an act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefusal {
    /// Somebody else has changed it since it was read. Both texts are kept, so that nothing typed is lost.
    #[error("changed by somebody else")]
    Stale {
        /// Who changed it.
        changed_by: String,
        /// When.
        changed_at: Timestamp,
        /// What stands there now.
        current: String,
        /// What was to be written.
        yours: String,
    },
    /// Another plan has the code.
    #[error("the code is taken")]
    CodeTaken {
        /// The code.
        code: String,
    },
    /// The code names no plan: small letters, figures and hyphens.
    #[error("the code cannot be used")]
    UnusableCode {
        /// The code.
        code: String,
    },
    /// The plan has been adopted, so a file does not replace it any more.
    #[error("adopted already")]
    AlreadyAdopted {
        /// Its state.
        state: State,
    },
    /// The file has problems.
    #[error("the document has problems")]
    Problems(
        /// Where and what.
        Vec<Problem>,
    ),
    /// This is not done in the plan's present state.
    #[error("not in this state")]
    WrongState {
        /// The state.
        state: State,
    },
    /// No step leads from one state to the other.
    #[error("no such step")]
    NoSuchStep {
        /// The present state.
        from: State,
        /// Where it was to go.
        to: State,
    },
    /// Years of the plan are not closed yet, so that it cannot end.
    #[error("years are open")]
    YearsOpen {
        /// How many.
        count: usize,
    },
    /// The sections enter their results in another state.
    #[error("not the section's turn")]
    NotYourTurn {
        /// The present state.
        state: State,
    },
    /// What is printed changes by a correction only.
    #[error("only by correction")]
    CorrectionOnly,
    /// A document that is still in work is not corrected but changed.
    #[error("change it directly")]
    NotYetAdopted,
    /// The year is none of the plan's.
    #[error("not a year of the plan")]
    YearOutside {
        /// The year.
        year: FiscalYear,
    },
    /// The year has not begun.
    #[error("the year has not begun")]
    YearNotBegun {
        /// The year.
        year: FiscalYear,
    },
    /// The year is not over.
    #[error("the year is not over")]
    YearNotOver {
        /// The year.
        year: FiscalYear,
    },
    /// The year is closed.
    #[error("the year is closed")]
    YearClosed {
        /// The year.
        year: FiscalYear,
    },
    /// The year is not closed.
    #[error("the year is not closed")]
    YearOpen {
        /// The year.
        year: FiscalYear,
    },
    /// Results are missing; closing needs a confirmation.
    #[error("results are missing")]
    ResultsMissing {
        /// The year.
        year: FiscalYear,
        /// Of how many programs.
        count: usize,
    },
    /// Neither text nor status nor figure was entered.
    #[error("nothing was entered")]
    NothingEntered,
    /// A name is missing.
    #[error("a name is missing")]
    NameMissing,
    /// A reason is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// The key cannot name anything.
    #[error("the key cannot be used")]
    UnusableKey {
        /// The key.
        key: String,
    },
    /// Another program or measure has the key.
    #[error("the key is taken")]
    KeyTaken {
        /// The key.
        key: String,
    },
    /// The text's braces cannot be read.
    #[error("the text cannot be read")]
    UnreadableText {
        /// The text.
        text: String,
    },
    /// The text or the entry names a measure that the program does not have.
    #[error("no such measure")]
    UnknownMeasure {
        /// The key.
        key: String,
    },
    /// 統合 needs the program it was merged into.
    #[error("merged into what")]
    MergedIntoNothing,
    /// A round for the year is open already.
    #[error("a round is open")]
    RoundOpen {
        /// The year.
        year: FiscalYear,
    },
    /// The round is over.
    #[error("the round is over")]
    RoundOver,
    /// The last day for entering has passed already.
    #[error("due in the past")]
    DuePassed {
        /// The day.
        due: Date,
    },
    /// The node holds other nodes or programs.
    #[error("the node is not empty")]
    NodeNotEmpty {
        /// Its name.
        name: String,
    },
    /// There is no neighbour on that side.
    #[error("nothing to change places with")]
    NoNeighbour,
    /// The tree has no level below this one.
    #[error("no level below")]
    NoLevelBelow,
    /// The next plan must begin after the first year of this one.
    #[error("the next plan begins too early")]
    NextTooEarly {
        /// The first year of this one.
        first: FiscalYear,
    },
    /// The entry of the history keeps nothing that can be put back.
    #[error("nothing to put back")]
    NothingToRestore,
}

impl PlanRefusal {
    /// Fluent key of the sentence: what is the matter, and how to go on.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            PlanRefusal::Stale { .. } => "plan-refusal-stale",
            PlanRefusal::CodeTaken { .. } => "plan-refusal-code-taken",
            PlanRefusal::UnusableCode { .. } => "plan-refusal-unusable-code",
            PlanRefusal::AlreadyAdopted { .. } => "plan-refusal-already-adopted",
            PlanRefusal::Problems(_) => "plan-refusal-problems",
            PlanRefusal::WrongState { .. } => "plan-refusal-wrong-state",
            PlanRefusal::NoSuchStep { .. } => "plan-refusal-no-such-step",
            PlanRefusal::YearsOpen { .. } => "plan-refusal-years-open",
            PlanRefusal::NotYourTurn { .. } => "plan-refusal-not-your-turn",
            PlanRefusal::CorrectionOnly => "plan-refusal-correction-only",
            PlanRefusal::NotYetAdopted => "plan-refusal-not-yet-adopted",
            PlanRefusal::YearOutside { .. } => "plan-refusal-year-outside",
            PlanRefusal::YearNotBegun { .. } => "plan-refusal-year-not-begun",
            PlanRefusal::YearNotOver { .. } => "plan-refusal-year-not-over",
            PlanRefusal::YearClosed { .. } => "plan-refusal-year-closed",
            PlanRefusal::YearOpen { .. } => "plan-refusal-year-open",
            PlanRefusal::ResultsMissing { .. } => "plan-refusal-results-missing",
            PlanRefusal::NothingEntered => "plan-refusal-nothing-entered",
            PlanRefusal::NameMissing => "plan-refusal-name-missing",
            PlanRefusal::ReasonMissing => "plan-refusal-reason-missing",
            PlanRefusal::UnusableKey { .. } => "plan-refusal-unusable-key",
            PlanRefusal::KeyTaken { .. } => "plan-refusal-key-taken",
            PlanRefusal::UnreadableText { .. } => "plan-refusal-unreadable-text",
            PlanRefusal::UnknownMeasure { .. } => "plan-refusal-unknown-measure",
            PlanRefusal::MergedIntoNothing => "plan-refusal-merged-into-nothing",
            PlanRefusal::RoundOpen { .. } => "plan-refusal-round-open",
            PlanRefusal::RoundOver => "plan-refusal-round-over",
            PlanRefusal::DuePassed { .. } => "plan-refusal-due-passed",
            PlanRefusal::NodeNotEmpty { .. } => "plan-refusal-node-not-empty",
            PlanRefusal::NoNeighbour => "plan-refusal-no-neighbour",
            PlanRefusal::NoLevelBelow => "plan-refusal-no-level-below",
            PlanRefusal::NextTooEarly { .. } => "plan-refusal-next-too-early",
            PlanRefusal::NothingToRestore => "plan-refusal-nothing-to-restore",
        }
    }

    /// The sentence in the reader's language.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        text.fill(self.key(), &self.variables(text))
    }

    fn variables(&self, text: &Text) -> Vec<(&'static str, Argument<'static>)> {
        let year = |year: &FiscalYear| vec![("year", Argument::from(year_text(*year, text)))];
        let state = |state: &State| vec![("state", Argument::from(say(text, state.label())))];
        match self {
            PlanRefusal::Stale { changed_by, .. } => vec![("by", changed_by.clone().into())],
            PlanRefusal::CodeTaken { code } | PlanRefusal::UnusableCode { code } => {
                vec![("code", code.clone().into())]
            }
            PlanRefusal::AlreadyAdopted { state: at }
            | PlanRefusal::WrongState { state: at }
            | PlanRefusal::NotYourTurn { state: at } => state(at),
            PlanRefusal::NoSuchStep { from, to } => vec![
                ("from", say(text, from.label()).into()),
                ("to", say(text, to.label()).into()),
            ],
            PlanRefusal::Problems(problems) => vec![("count", problems.len().into())],
            PlanRefusal::YearsOpen { count } => vec![("count", (*count).into())],
            PlanRefusal::YearOutside { year: of }
            | PlanRefusal::YearNotBegun { year: of }
            | PlanRefusal::YearNotOver { year: of }
            | PlanRefusal::YearClosed { year: of }
            | PlanRefusal::YearOpen { year: of }
            | PlanRefusal::RoundOpen { year: of }
            | PlanRefusal::NextTooEarly { first: of } => year(of),
            PlanRefusal::ResultsMissing { year: of, count } => {
                vec![
                    ("year", year_text(*of, text).into()),
                    ("count", (*count).into()),
                ]
            }
            PlanRefusal::UnusableKey { key }
            | PlanRefusal::KeyTaken { key }
            | PlanRefusal::UnknownMeasure { key } => vec![("key", key.clone().into())],
            PlanRefusal::UnreadableText { text: written } => vec![("text", written.clone().into())],
            PlanRefusal::DuePassed { due } => vec![("day", day_text(*due, text).into())],
            PlanRefusal::NodeNotEmpty { name } => vec![("name", name.clone().into())],
            PlanRefusal::CorrectionOnly
            | PlanRefusal::NotYetAdopted
            | PlanRefusal::NothingEntered
            | PlanRefusal::NameMissing
            | PlanRefusal::ReasonMissing
            | PlanRefusal::MergedIntoNothing
            | PlanRefusal::RoundOver
            | PlanRefusal::NoNeighbour
            | PlanRefusal::NoLevelBelow
            | PlanRefusal::NothingToRestore => Vec::new(),
        }
    }
}

fn say(text: &Text, key: &str) -> String {
    text.say(key).into_owned()
}

fn year_text(year: FiscalYear, text: &Text) -> String {
    match text.language() {
        Language::Japanese => year.label(YearStyle::Era),
        Language::English => year.english_label(YearStyle::Era),
    }
}

fn day_text(day: Date, text: &Text) -> String {
    match (text.language(), EraDate::of(day)) {
        (Language::Japanese, Some(era_date)) => era_date.to_string(),
        _ => day.to_string(),
    }
}

/// For acts whose form has no place for the sentence: a page that says it.
impl From<ActError> for PageError {
    fn from(error: ActError) -> PageError {
        match error {
            ActError::NotFound => PageError::NotFound,
            ActError::Denied(denied) => PageError::Denied(denied),
            ActError::Refused(PlanRefusal::Stale { .. }) => PageError::Stale,
            ActError::Refused(refusal) => PageError::Refused(refusal.key()),
            ActError::Fault(fault) => PageError::Fault(fault),
        }
    }
}
