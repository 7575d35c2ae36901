//! A plan of a reorganisation as values that cannot be wrong.

use crate::records::{EmployeeId, Kana, Title, UnitId, UnitKind};
use calendar::Date;
use jiff::Timestamp;

store::id!(
    /// A reorganisation.
    pub struct ReorganisationId;
);
store::id!(
    /// A step of a reorganisation.
    pub struct StepId;
);

/// How far a reorganisation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReorganisationState {
    /// 案: nothing has been touched.
    Draft,
    /// 発令済: everything is written, with effect from the day.
    Ordered,
    /// 取りやめ: a draft that was given up.
    Dropped,
}

impl ReorganisationState {
    /// All of them.
    pub const ALL: [ReorganisationState; 3] = [
        ReorganisationState::Draft,
        ReorganisationState::Ordered,
        ReorganisationState::Dropped,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ReorganisationState::Draft => "draft",
            ReorganisationState::Ordered => "ordered",
            ReorganisationState::Dropped => "dropped",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<ReorganisationState> {
        ReorganisationState::ALL
            .into_iter()
            .find(|state| state.word() == word)
    }

    /// The fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            ReorganisationState::Draft => "people-reorganisation-draft",
            ReorganisationState::Ordered => "people-reorganisation-ordered",
            ReorganisationState::Dropped => "people-reorganisation-dropped",
        }
    }
}

/// 組織改正: a named plan for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reorganisation {
    /// The record.
    pub id: ReorganisationId,
    /// What the office calls it: 令和9年度組織改正.
    pub name: Title,
    /// The first day of the new organisation.
    pub on: Date,
    /// What it is for.
    pub note: String,
    /// How far it has come.
    pub state: ReorganisationState,
    /// Grows with every change of the plan, its steps and its places.
    pub version: i64,
    /// Who began it.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// Who ordered it.
    pub ordered_by: Option<String>,
    /// When.
    pub ordered_at: Option<Timestamp>,
}

/// A unit that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 所属コード.
    pub code: Title,
    /// The full name.
    pub name: Title,
    /// The name for narrow tables.
    pub short_name: Title,
    /// The reading.
    pub kana: Kana,
    /// 部・課・係.
    pub kind: UnitKind,
    /// The unit above.
    pub parent: Option<UnitId>,
    /// The place among its neighbours.
    pub position: i64,
}

/// What becomes of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// 新設.
    Create {
        /// The number that the new unit will have.
        unit: UnitId,
        /// What it will be.
        part: Part,
    },
    /// 分割: a part of the work of a unit becomes a unit of its own; who goes along is named one by one.
    Split {
        /// The number that the new unit will have.
        unit: UnitId,
        /// The unit that gives the work away, and stays.
        source: UnitId,
        /// What the new unit will be.
        part: Part,
    },
    /// 名称変更.
    Rename {
        /// The unit.
        unit: UnitId,
        /// The new name.
        name: Title,
        /// The new name for narrow tables.
        short_name: Title,
        /// The new reading.
        kana: Kana,
    },
    /// 移管: the unit stands below another one.
    Move {
        /// The unit.
        unit: UnitId,
        /// The unit above.
        parent: Option<UnitId>,
        /// The place among its new neighbours.
        position: i64,
    },
    /// 統合: the unit goes up in another one, with its people, its work and the units below it.
    Merge {
        /// The unit that ends.
        unit: UnitId,
        /// The unit that goes on.
        target: UnitId,
    },
    /// 廃止: the unit ends with its work; its people go where the target or their own place says.
    Abolish {
        /// The unit that ends.
        unit: UnitId,
        /// Where its people go.
        target: Option<UnitId>,
    },
}

impl Change {
    /// The words of all kinds, in the order in which a page offers them.
    pub const KINDS: [&'static str; 6] = ["create", "rename", "move", "split", "merge", "abolish"];

    /// The word in the database, in addresses and in fluent keys.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Change::Create { .. } => "create",
            Change::Split { .. } => "split",
            Change::Rename { .. } => "rename",
            Change::Move { .. } => "move",
            Change::Merge { .. } => "merge",
            Change::Abolish { .. } => "abolish",
        }
    }

    /// The unit that the step is about; for a new one, its number to be.
    #[must_use]
    pub const fn unit(&self) -> UnitId {
        match self {
            Change::Create { unit, .. }
            | Change::Split { unit, .. }
            | Change::Rename { unit, .. }
            | Change::Move { unit, .. }
            | Change::Merge { unit, .. }
            | Change::Abolish { unit, .. } => *unit,
        }
    }

    /// The unit that is to be made.
    #[must_use]
    pub const fn part(&self) -> Option<&Part> {
        match self {
            Change::Create { part, .. } | Change::Split { part, .. } => Some(part),
            _ => None,
        }
    }
}

/// One step of a reorganisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The record.
    pub id: StepId,
    /// What becomes of which unit.
    pub change: Change,
}

/// Where somebody goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Who.
    pub employee: EmployeeId,
    /// Where to.
    pub unit: UnitId,
    /// Whether they head the unit there.
    pub heads: bool,
}

/// What stands in the way of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The plan has no step yet.
    NoSteps,
    /// The unit does not exist on the day.
    NoSuchUnit {
        /// Which.
        unit: UnitId,
    },
    /// Another change of the unit is already entered for the day or a later one.
    LaterVersion {
        /// Which unit.
        unit: UnitId,
        /// From when the other change holds.
        from: Date,
    },
    /// Two steps say different things about one unit.
    Twice {
        /// Which.
        unit: UnitId,
    },
    /// The unit above does not exist.
    NoSuchParent {
        /// Which unit hangs in the air.
        unit: UnitId,
        /// On which day.
        on: Date,
    },
    /// The unit would stand below itself.
    Circle {
        /// Which.
        unit: UnitId,
        /// On which day.
        on: Date,
    },
    /// Two units below the same unit have one name.
    SameName {
        /// One.
        unit: UnitId,
        /// The other.
        other: UnitId,
        /// On which day.
        on: Date,
    },
    /// A unit has two versions on one day.
    Overlap {
        /// Which.
        unit: UnitId,
        /// On which day.
        on: Date,
    },
    /// A unit that is to end still has one below it.
    BelowRemains {
        /// The unit that is to end.
        unit: UnitId,
        /// The one below.
        below: UnitId,
    },
    /// The unit that people go to does not exist on the day, or is the very unit that ends.
    NoSuchTarget {
        /// The unit that ends.
        unit: UnitId,
    },
    /// Another unit has the code.
    CodeTaken {
        /// The code.
        code: Title,
    },
    /// Members of a unit that ends have no unit to go to.
    NoPlace {
        /// The unit that ends.
        unit: UnitId,
        /// How many of its members.
        people: i64,
    },
    /// Somebody was given a place in a unit that does not exist on the day.
    PlaceGone {
        /// Who.
        employee: EmployeeId,
    },
    /// A unit would have two heads.
    TwoHeads {
        /// Which.
        unit: UnitId,
    },
    /// Headcount of a unit that ends is already entered for a later day.
    LaterPosts {
        /// Which.
        unit: UnitId,
        /// From when.
        from: Date,
    },
}

impl Problem {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Problem::NoSteps => "people-problem-no-steps",
            Problem::NoSuchUnit { .. } => "people-problem-no-such-unit",
            Problem::LaterVersion { .. } => "people-problem-later-version",
            Problem::Twice { .. } => "people-problem-twice",
            Problem::NoSuchParent { .. } => "people-problem-no-such-parent",
            Problem::Circle { .. } => "people-problem-circle",
            Problem::SameName { .. } => "people-problem-same-name",
            Problem::Overlap { .. } => "people-problem-overlap",
            Problem::BelowRemains { .. } => "people-problem-below-remains",
            Problem::NoSuchTarget { .. } => "people-problem-no-such-target",
            Problem::CodeTaken { .. } => "people-problem-code-taken",
            Problem::NoPlace { .. } => "people-problem-no-place",
            Problem::PlaceGone { .. } => "people-problem-place-gone",
            Problem::TwoHeads { .. } => "people-problem-two-heads",
            Problem::LaterPosts { .. } => "people-problem-later-posts",
        }
    }

    /// The unit that the problem is about first.
    #[must_use]
    pub const fn unit(&self) -> Option<UnitId> {
        match self {
            Problem::NoSteps | Problem::CodeTaken { .. } | Problem::PlaceGone { .. } => None,
            Problem::NoSuchUnit { unit }
            | Problem::LaterVersion { unit, .. }
            | Problem::Twice { unit }
            | Problem::NoSuchParent { unit, .. }
            | Problem::Circle { unit, .. }
            | Problem::SameName { unit, .. }
            | Problem::Overlap { unit, .. }
            | Problem::BelowRemains { unit, .. }
            | Problem::NoSuchTarget { unit }
            | Problem::NoPlace { unit, .. }
            | Problem::TwoHeads { unit }
            | Problem::LaterPosts { unit, .. } => Some(*unit),
        }
    }
}

/// Why a plan was not changed, ordered or taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReorganisationRefusal {
    /// There is no such plan.
    #[error("no such reorganisation")]
    NotFound,
    /// Somebody else has changed the plan since it was read.
    #[error("changed by somebody else")]
    Stale,
    /// This is not done in the plan's present state.
    #[error("not in this state")]
    WrongState,
    /// Something stands in the way.
    #[error("problems")]
    Problems(
        /// All of it.
        Vec<Problem>,
    ),
    /// The day lies in the past, and nobody has said that this is meant.
    #[error("a day in the past")]
    PastUnconfirmed,
    /// The day has come; what was ordered holds.
    #[error("the day has come")]
    TooLate,
    /// Something that the order wrote has been changed since, so that it cannot be taken back as a whole.
    #[error("changed since the order")]
    ChangedSince,
}

impl ReorganisationRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            ReorganisationRefusal::NotFound => "people-reorganisation-refusal-not-found",
            ReorganisationRefusal::Stale => "people-reorganisation-refusal-stale",
            ReorganisationRefusal::WrongState => "people-reorganisation-refusal-wrong-state",
            ReorganisationRefusal::Problems(_) => "people-reorganisation-refusal-problems",
            ReorganisationRefusal::PastUnconfirmed => "people-reorganisation-refusal-past",
            ReorganisationRefusal::TooLate => "people-reorganisation-refusal-too-late",
            ReorganisationRefusal::ChangedSince => "people-reorganisation-refusal-changed-since",
        }
    }
}
