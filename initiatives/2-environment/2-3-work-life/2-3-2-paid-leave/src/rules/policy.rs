//! What a city has decided about leave, as one value.

use calendar::Minutes;

/// On which day of the year leave is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearStart {
    /// 1 January, as in most offices.
    January,
    /// 1 April, with the fiscal year.
    April,
}

impl YearStart {
    /// The month of the grant day.
    #[must_use]
    pub const fn month(self) -> i8 {
        match self {
            YearStart::January => 1,
            YearStart::April => 4,
        }
    }
}

/// What becomes of a part of a day at the end of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fractions {
    /// Hours and minutes are carried over.
    Kept,
    /// Only whole days are carried over.
    Cut,
}

/// From which lot leave is taken first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// What was carried over first, as nearly all offices do.
    CarriedFirst,
    /// The leave of the year first.
    NewestFirst,
}

impl Order {
    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Order::CarriedFirst => "carried-first",
            Order::NewestFirst => "newest-first",
        }
    }

    /// The order of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Order> {
        [Order::CarriedFirst, Order::NewestFirst]
            .into_iter()
            .find(|order| order.word() == word)
    }
}

/// The smallest piece in which leave is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Smallest {
    /// Whole days only.
    Day,
    /// Half days.
    HalfDay,
    /// Hours.
    Hour,
    /// Quarters of an hour.
    QuarterHour,
}

impl Smallest {
    /// The step of hourly leave; `None` where there is none.
    #[must_use]
    pub const fn step(self) -> Option<Minutes> {
        match self {
            Smallest::Day | Smallest::HalfDay => None,
            Smallest::Hour => Some(Minutes(60)),
            Smallest::QuarterHour => Some(Minutes(15)),
        }
    }
}

/// The duty that everybody takes five days a year (年5日の取得義務).
///
/// Labour Standards Act art. 39 (7) does not apply to ordinary local staff (Local Public Service Act art. 58
/// (3)). It does apply to the staff of municipal enterprises (Local Public Enterprise Act art. 39 (1)), and
/// simple-labour staff are treated alike. Many cities set five days as a goal of their own for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duty {
    /// The law asks for it.
    Legal,
    /// The city has set itself the goal.
    Goal,
    /// Nothing is watched.
    Off,
}

/// What a city has decided about leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The working time of a full day: 7 h 45 min, or 8 h.
    pub day: Minutes,
    /// Of it the morning, which a morning's half day is worth; the afternoon is the rest.
    pub morning: Minutes,
    /// Days granted a year.
    pub full_days: i64,
    /// Days carried over at most.
    pub carry_days: i64,
    /// What becomes of parts of days.
    pub fractions: Fractions,
    /// From which lot leave is taken first.
    pub order: Order,
    /// The smallest piece.
    pub smallest: Smallest,
    /// Days a year that may be taken by the hour; 0 for as many as one likes.
    pub hourly_days: i64,
    /// Days a year that everybody should take.
    pub target_days: i64,
    /// The share of a section that should be at work, in hundredths.
    pub attendance: i64,
    /// Days of summer leave, and the months in which it is taken.
    pub summer: Summer,
    /// Job families to whom the five-day duty applies by law.
    pub legal_families: Vec<String>,
    /// The five-day duty of the other regular staff.
    pub duty: Duty,
    /// The five-day duty of fiscal-year staff.
    pub fiscal_year_duty: Duty,
}

/// 夏季休暇: notified by the city for each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summer {
    /// How many days.
    pub days: i64,
    /// The first month.
    pub from: i8,
    /// The last month.
    pub to: i8,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            day: Minutes::of(7, 45),
            morning: Minutes::of(3, 30),
            full_days: 20,
            carry_days: 20,
            fractions: Fractions::Kept,
            order: Order::CarriedFirst,
            smallest: Smallest::Hour,
            hourly_days: 0,
            target_days: 14,
            attendance: 50,
            summer: Summer {
                days: 5,
                from: 7,
                to: 9,
            },
            legal_families: Vec::new(),
            duty: Duty::Goal,
            fiscal_year_duty: Duty::Goal,
        }
    }
}

impl Policy {
    /// The five-day duty of somebody of a job family.
    #[must_use]
    pub fn duty_of(&self, job_family: &str, fiscal_year: bool) -> Duty {
        if self.legal_families.iter().any(|one| one == job_family) {
            Duty::Legal
        } else if fiscal_year {
            self.fiscal_year_duty
        } else {
            self.duty
        }
    }
}
