//! Applications, their steps and what was decided, as values.

use crate::routes::{Moved, Who};
use access::Role;
use calendar::Date;
use jiff::Timestamp;
use people::{EmployeeId, UnitId};

store::id!(
    /// An application (申請).
    pub struct ApplicationId;
);
store::id!(
    /// A step of an application.
    pub struct StepId;
);
store::id!(
    /// Something that was done with an application.
    pub struct DecisionId;
);

/// An enum that is a word in the database and has a name in both languages.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal, $key:literal;)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),* }

        impl $name {
            /// All values.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The word in the database.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            /// The fluent key of the name that a reader sees.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $key),* }
            }

            /// The value of a word.
            #[must_use]
            pub fn of_word(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// How an application stands.
    State {
        /// 決裁中: on its way.
        InProgress = "in-progress", "flow-state-in-progress";
        /// 承認: every required step has approved.
        Approved = "approved", "flow-state-approved";
        /// 却下: somebody on the route has said no.
        Rejected = "rejected", "flow-state-rejected";
        /// 差戻し: the applicant is to change something and hand it in again.
        Returned = "returned", "flow-state-returned";
        /// 取下げ: the applicant does not want it any more.
        Withdrawn = "withdrawn", "flow-state-withdrawn";
    }
}

impl State {
    /// Whether nothing will happen to the application any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, State::Approved | State::Rejected | State::Withdrawn)
    }
}

vocabulary! {
    /// How a step stands.
    StepState {
        /// Its turn has not come.
        Waiting = "waiting", "flow-step-waiting";
        /// Somebody is to decide now.
        Open = "open", "flow-step-open";
        /// Approved.
        Approved = "approved", "flow-step-approved";
        /// Returned to the applicant.
        Returned = "returned", "flow-step-returned";
        /// Rejected.
        Rejected = "rejected", "flow-step-rejected";
        /// Passed on to the next above.
        Escalated = "escalated", "flow-step-escalated";
        /// Not needed, because another of its group has approved.
        Unneeded = "unneeded", "flow-step-unneeded";
        /// Not reached, because the application came to an end before.
        Closed = "closed", "flow-step-closed";
    }
}

vocabulary! {
    /// Who of those who decide side by side must approve.
    Rule {
        /// All of them.
        All = "all", "flow-rule-all";
        /// One of them.
        Any = "any", "flow-rule-any";
    }
}

vocabulary! {
    /// What was done with an application.
    Decision {
        /// 申請: handed in, for the first time or again.
        Submitted = "submitted", "flow-decision-submitted";
        /// 承認.
        Approved = "approved", "flow-decision-approved";
        /// 差戻し.
        Returned = "returned", "flow-decision-returned";
        /// 却下.
        Rejected = "rejected", "flow-decision-rejected";
        /// 取下げ.
        Withdrawn = "withdrawn", "flow-decision-withdrawn";
        /// 取戻し: somebody took an approval back before the next step was decided.
        TakenBack = "taken-back", "flow-decision-taken-back";
        /// 引上げ: passed on to the next above, by the program.
        Escalated = "escalated", "flow-decision-escalated";
    }
}

vocabulary! {
    /// What somebody whose turn it is may decide.
    Ruling {
        /// 承認する.
        Approve = "approve", "flow-ruling-approve";
        /// 差し戻す: the applicant is to change something.
        Return = "return", "flow-ruling-return";
        /// 却下する.
        Reject = "reject", "flow-ruling-reject";
    }
}

impl Ruling {
    /// What stands in the record afterwards.
    #[must_use]
    pub const fn decision(self) -> Decision {
        match self {
            Ruling::Approve => Decision::Approved,
            Ruling::Return => Decision::Returned,
            Ruling::Reject => Decision::Rejected,
        }
    }

    /// Whether a reason must be given.
    #[must_use]
    pub const fn needs_comment(self) -> bool {
        !matches!(self, Ruling::Approve)
    }
}

/// Who decides a step: a post or a person, not whoever held the post when the application was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Seat {
    /// Whoever heads the unit on the day.
    Head(UnitId),
    /// Whoever has the role on the day.
    Role(Role),
    /// This person.
    Person(EmployeeId),
}

/// A step of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The record.
    pub id: StepId,
    /// In which round of the application.
    pub round: i64,
    /// The place in the order; steps with the same position are decided side by side.
    pub position: i64,
    /// The place within the group.
    pub member: i64,
    /// Whether all of the group must approve, or one.
    pub rule: Rule,
    /// Whom the route named.
    pub asked: Who,
    /// Why somebody else decides than the route named.
    pub moved: Option<Moved>,
    /// Who decides.
    pub seat: Seat,
    /// How many days they have.
    pub due_days: i64,
    /// How it stands.
    pub state: StepState,
    /// Since when it is open.
    pub opened_on: Option<Date>,
    /// Until when it is to be decided.
    pub due_on: Option<Date>,
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// The record.
    pub id: ApplicationId,
    /// What it is for, a word owned by the crate that makes such applications: `bulletin.post`.
    pub kind: String,
    /// The record that is applied for: `bulletin.post:123`.
    pub subject: String,
    /// What it is about, in the applicant's words.
    pub title: String,
    /// Who applies.
    pub applicant: EmployeeId,
    /// Their name at that time.
    pub applicant_name: String,
    /// The unit from which it comes.
    pub unit: Option<UnitId>,
    /// Its name at that time.
    pub unit_name: String,
    /// The applicant's post at that time.
    pub post: String,
    /// Yen or minutes, as the kind says.
    pub amount: Option<i64>,
    /// When it was handed in first.
    pub submitted_at: Timestamp,
    /// How it stands.
    pub state: State,
    /// Counts from 1; grows when a returned application is handed in again.
    pub round: i64,
    /// When it came to an end.
    pub closed_at: Option<Timestamp>,
    /// Grows with everything that happens to it.
    pub version: i64,
}

impl Application {
    /// The number behind the colon of the subject: 123 of `bulletin.post:123`.
    #[must_use]
    pub fn subject_id(&self) -> Option<i64> {
        self.subject.rsplit_once(':')?.1.parse().ok()
    }
}

/// Something that was done with an application, as the record tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLine {
    /// The record.
    pub id: DecisionId,
    /// In which round.
    pub round: i64,
    /// At which step; `None` for what the applicant did.
    pub step: Option<StepId>,
    /// What.
    pub decision: Decision,
    /// Who; empty when the program itself passed a step on.
    pub name: String,
    /// Their post at that time.
    pub post: String,
    /// 代決: in whose place.
    pub principal: Option<String>,
    /// What they wrote.
    pub comment: String,
    /// When.
    pub at: Timestamp,
}
