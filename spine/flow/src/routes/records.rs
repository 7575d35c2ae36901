//! Definitions of routes, as values.

use crate::approvals::{Rule, Seat};
use access::Role;
use calendar::Period;
use people::{EmployeeId, Rank, UnitId, UnitKind};

store::id!(
    /// A definition of a route (決裁経路).
    pub struct RouteId;
);

/// On which level of the organisation somebody heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// 係.
    Team,
    /// 課.
    Section,
    /// 部.
    Department,
}

impl Level {
    /// All levels, from below.
    pub const ALL: [Level; 3] = [Level::Team, Level::Section, Level::Department];

    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Level::Team => "team",
            Level::Section => "section",
            Level::Department => "department",
        }
    }

    /// The fluent key of the head of the applicant's unit on this level.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Level::Team => "flow-level-team",
            Level::Section => "flow-level-section",
            Level::Department => "flow-level-department",
        }
    }

    /// The kind of unit that stands on the level.
    #[must_use]
    pub const fn kind(self) -> UnitKind {
        match self {
            Level::Team => UnitKind::Team,
            Level::Section => UnitKind::Section,
            Level::Department => UnitKind::Department,
        }
    }
}

/// Whom a route names for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// The head of the applicant's own unit on a level.
    Head(Level),
    /// The head of a certain unit: 財政課長.
    UnitHead(UnitId),
    /// Whoever has a role.
    Role(Role),
    /// A certain person.
    Person(EmployeeId),
}

impl Who {
    /// The word in the database and in forms: `head:section`, `unit:12`, `role:auditor`, `person:123`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Who::Head(level) => format!("head:{}", level.word()),
            Who::UnitHead(unit) => format!("unit:{unit}"),
            Who::Role(role) => format!("role:{}", role.name()),
            Who::Person(person) => format!("person:{person}"),
        }
    }

    /// The meaning of a word.
    ///
    /// ```
    /// use flow::{Level, Who};
    /// assert_eq!(Who::of_word("head:section"), Some(Who::Head(Level::Section)));
    /// assert_eq!(Who::of_word("head:mayor"), None);
    /// ```
    #[must_use]
    pub fn of_word(word: &str) -> Option<Who> {
        let (what, which) = word.split_once(':')?;
        match what {
            "head" => {
                let level = Level::ALL.into_iter().find(|level| level.word() == which);
                level.map(Who::Head)
            }
            "unit" => which.parse().ok().map(Who::UnitHead),
            "role" => Role::named(which)
                .filter(|role| may_decide(*role))
                .map(Who::Role),
            "person" => which.parse().ok().map(Who::Person),
            _ => None,
        }
    }
}

/// Whether a route can name the role: it is granted, and for the whole city.
#[must_use]
pub fn may_decide(role: Role) -> bool {
    role.can_be_granted() && !role.is_of_a_unit() && role != Role::Viewer
}

crate::approvals::vocabulary! {
    /// Why somebody else decides than the route named.
    Moved {
        /// Nobody holds the post.
        Vacant = "vacant", "flow-moved-vacant";
        /// The applicant holds it.
        Own = "own", "flow-moved-own";
        /// It was not decided in time.
        Overdue = "overdue", "flow-moved-overdue";
    }
}

/// A step of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteStep {
    /// The place in the order; steps with the same position are decided side by side.
    pub position: i64,
    /// Whether all of the group must approve, or one.
    pub rule: Rule,
    /// Who.
    pub who: Who,
    /// How many days they have; `None` means as the city has set it.
    pub due_days: Option<i64>,
}

/// What holds when nothing is defined: the head of the team, then the head of the section.
pub const BUILT_IN: [RouteStep; 2] = [
    RouteStep {
        position: 1,
        rule: Rule::All,
        who: Who::Head(Level::Team),
        due_days: None,
    },
    RouteStep {
        position: 2,
        rule: Rule::All,
        who: Who::Head(Level::Section),
        due_days: None,
    },
];

/// A definition of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The record.
    pub id: RouteId,
    /// For which kind of application; `None` for all.
    pub kind: Option<String>,
    /// For which unit and those below; `None` for the whole city.
    pub unit: Option<UnitId>,
    /// For applicants of this rank and above; `None` for all.
    pub rank_from: Option<Rank>,
    /// From which amount on; `None` for any and for none.
    pub amount_from: Option<i64>,
    /// From when until when.
    pub period: Period,
    /// The steps in their order.
    pub steps: Vec<RouteStep>,
    /// Who added it.
    pub added_by: String,
    /// Grows with every change.
    pub version: i64,
}

/// A definition to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRoute {
    /// For which kind of application; `None` for all.
    pub kind: Option<String>,
    /// For which unit and those below; `None` for the whole city.
    pub unit: Option<UnitId>,
    /// For applicants of this rank and above; `None` for all.
    pub rank_from: Option<Rank>,
    /// From which amount on; `None` for any and for none.
    pub amount_from: Option<i64>,
    /// From when until when.
    pub period: Period,
    /// The steps in their order.
    pub steps: Vec<RouteStep>,
}

/// A step as it is fixed for one applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedStep {
    /// The place in the order, from 1 without gaps.
    pub position: i64,
    /// Whether all of the group must approve, or one.
    pub rule: Rule,
    /// Whom the route named.
    pub asked: Who,
    /// Why somebody else decides.
    pub moved: Option<Moved>,
    /// Who decides.
    pub seat: Seat,
    /// How many days they have; `None` means as the city has set it.
    pub due_days: Option<i64>,
}
