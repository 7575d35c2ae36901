//! Leave as values: years, lots, lines of the ledger, days of a request.

use calendar::{Date, Minutes};

store::id!(
    /// A lot of leave: what one grant or one carry-over brought.
    pub struct LotId;
);
store::id!(
    /// A line of the ledger.
    pub struct EntryId;
);
store::id!(
    /// A plan or a request for leave.
    pub struct RequestId;
);
store::id!(
    /// A day of a request.
    pub struct LeaveDayId;
);
store::id!(
    /// A request to cancel approved leave.
    pub struct CancellationId;
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

vocabulary! {
    /// The kinds of leave. What holds for each stands in [`crate::rules::kinds`].
    Kind {
        /// 年次有給休暇.
        Annual = "annual", "paid-leave-kind-annual";
        /// 夏季休暇: a special leave of its own, not annual leave.
        Summer = "summer", "paid-leave-kind-summer";
        /// ボランティア休暇: with a plan before and a report after.
        Volunteer = "volunteer", "paid-leave-kind-volunteer";
        /// 病気休暇: counted in calendar days.
        Sick = "sick", "paid-leave-kind-sick";
        /// 忌引休暇.
        Bereavement = "bereavement", "paid-leave-kind-bereavement";
        /// 結婚休暇.
        Marriage = "marriage", "paid-leave-kind-marriage";
        /// 子の看護等休暇.
        ChildNursing = "child-nursing", "paid-leave-kind-child-nursing";
        /// 短期介護休暇.
        FamilyCare = "family-care", "paid-leave-kind-family-care";
    }
}

vocabulary! {
    /// From where the minutes of a lot come.
    Origin {
        /// 付与: of the year.
        Grant = "grant", "paid-leave-origin-grant";
        /// 付与（切替え）: for the months between two grant days when the city moves its grant day.
        Transition = "transition", "paid-leave-origin-transition";
        /// 繰越: what was left of the year before.
        Carried = "carried", "paid-leave-origin-carried";
    }
}

vocabulary! {
    /// What a line of the ledger is.
    Act {
        /// 付与.
        Grant = "grant", "paid-leave-entry-grant";
        /// 繰越し（受け）: the counterpart of a carry-out of the year before.
        CarryIn = "carry-in", "paid-leave-entry-carry-in";
        /// 取得.
        Take = "take", "paid-leave-entry-take";
        /// 取消し: gives taken minutes back to their lot.
        Cancel = "cancel", "paid-leave-entry-cancel";
        /// 繰越し（送り）: into the next year.
        CarryOut = "carry-out", "paid-leave-entry-carry-out";
        /// 失効.
        Expire = "expire", "paid-leave-entry-expire";
        /// 調整: a correction by the personnel office, with a reason.
        Adjust = "adjust", "paid-leave-entry-adjust";
        /// 訂正: takes another line back.
        Reverse = "reverse", "paid-leave-entry-reverse";
    }
}

vocabulary! {
    /// How much of a day.
    Part {
        /// 1日.
        Day = "day", "paid-leave-part-day";
        /// 午前半日.
        Morning = "morning", "paid-leave-part-morning";
        /// 午後半日.
        Afternoon = "afternoon", "paid-leave-part-afternoon";
        /// 時間休.
        Hours = "hours", "paid-leave-part-hours";
    }
}

vocabulary! {
    /// How a plan or a request stands.
    Stage {
        /// 計画: written into the plan table, not asked for yet.
        Planned = "planned", "paid-leave-stage-planned";
        /// 申請中: on its way; its minutes are reserved.
        Pending = "pending", "paid-leave-stage-pending";
        /// 承認済み: taken, or to be taken on its day.
        Approved = "approved", "paid-leave-stage-approved";
        /// 差戻し: another day is asked for (時季変更), or something is to be put right.
        Returned = "returned", "paid-leave-stage-returned";
        /// 却下.
        Rejected = "rejected", "paid-leave-stage-rejected";
        /// 取下げ.
        Withdrawn = "withdrawn", "paid-leave-stage-withdrawn";
        /// 取消済み: approved once, cancelled by request.
        Cancelled = "cancelled", "paid-leave-stage-cancelled";
        /// 削除: a plan that was given up.
        Dropped = "dropped", "paid-leave-stage-dropped";
    }
}

impl Stage {
    /// Whether its days stand in the plan table.
    #[must_use]
    pub const fn shown(self) -> bool {
        matches!(self, Stage::Planned | Stage::Pending | Stage::Approved)
    }

    /// Whether the applicant may change it.
    #[must_use]
    pub const fn open(self) -> bool {
        matches!(self, Stage::Planned | Stage::Returned)
    }
}

/// A leave year (休暇年): from a grant day to the next, half-open. Usually twelve months; longer when the
/// city moves its grant day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeaveYear {
    /// The grant day; names the year.
    pub first: Date,
    /// The first day of the next year.
    pub end: Date,
}

impl LeaveYear {
    /// Whether the day lies in the year.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day < self.end
    }
}

/// A lot with what is left in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    /// The record.
    pub id: LotId,
    /// From where it comes.
    pub origin: Origin,
    /// The first day of its leave year.
    pub year_on: Date,
    /// From when it can be used.
    pub granted_on: Date,
    /// The first day on which it cannot be used any more.
    pub expires_on: Date,
    /// What is left of it, leave approved for later days subtracted.
    pub left: Minutes,
}

impl Lot {
    /// Whether leave of the day may be taken from it.
    #[must_use]
    pub fn usable(&self, on: Date) -> bool {
        self.granted_on <= on && on < self.expires_on
    }
}

/// A line of the ledger. Lines are written once and never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub id: EntryId,
    /// The lot that it changes.
    pub lot: LotId,
    /// The first day of the lot's leave year.
    pub year_on: Date,
    /// What it is.
    pub act: Act,
    /// The business day: of leave, the day of the leave itself.
    pub on: Date,
    /// What it adds; negative where it takes away.
    pub minutes: Minutes,
    /// The request behind it.
    pub request: Option<RequestId>,
    /// The line that it takes back.
    pub reverses: Option<EntryId>,
}

/// A day of leave with the working time that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaveDay {
    /// The day.
    pub on: Date,
    /// How much of it.
    pub part: Part,
    /// The working time.
    pub minutes: Minutes,
}

/// On how many days somebody works and how long such a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Days a week, 1 to 5.
    pub days: i64,
    /// The working time of a day: what one day of leave is worth.
    pub day: Minutes,
}
