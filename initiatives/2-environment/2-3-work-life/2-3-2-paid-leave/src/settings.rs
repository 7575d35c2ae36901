//! What a city sets about leave.

use crate::rules::policy::Summer;
use crate::rules::years::GrantDays;
use crate::rules::{Duty, Fractions, Order, Policy, Smallest, YearStart};
use anyhow::Result;
use calendar::Minutes;
use settings::{About, Choice, ChoiceOption, Declaration, Setting, Settings, Value};
use store::Db;

const fn about(key: &'static str, title_key: &'static str, hint_key: &'static str) -> About {
    About {
        key,
        group: "paid-leave-settings",
        title_key,
        hint_key,
    }
}

const fn option(code: &'static str, title_key: &'static str) -> ChoiceOption {
    ChoiceOption { code, title_key }
}

impl Choice for YearStart {
    const VALUES: &'static [YearStart] = &[YearStart::January, YearStart::April];
    const OPTIONS: &'static [ChoiceOption] = &[
        option("january", "paid-leave-set-january"),
        option("april", "paid-leave-set-april"),
    ];
}

impl Choice for Fractions {
    const VALUES: &'static [Fractions] = &[Fractions::Kept, Fractions::Cut];
    const OPTIONS: &'static [ChoiceOption] = &[
        option("kept", "paid-leave-set-fractions-kept"),
        option("cut", "paid-leave-set-fractions-cut"),
    ];
}

impl Choice for Order {
    const VALUES: &'static [Order] = &[Order::CarriedFirst, Order::NewestFirst];
    const OPTIONS: &'static [ChoiceOption] = &[
        option("carried-first", "paid-leave-set-carried-first"),
        option("newest-first", "paid-leave-set-newest-first"),
    ];
}

impl Choice for Smallest {
    const VALUES: &'static [Smallest] = &[
        Smallest::Day,
        Smallest::HalfDay,
        Smallest::Hour,
        Smallest::QuarterHour,
    ];
    const OPTIONS: &'static [ChoiceOption] = &[
        option("day", "paid-leave-set-smallest-day"),
        option("half-day", "paid-leave-set-smallest-half-day"),
        option("hour", "paid-leave-set-smallest-hour"),
        option("quarter-hour", "paid-leave-set-smallest-quarter-hour"),
    ];
}

impl Choice for Duty {
    const VALUES: &'static [Duty] = &[Duty::Legal, Duty::Goal, Duty::Off];
    const OPTIONS: &'static [ChoiceOption] = &[
        option("legal", "paid-leave-duty-legal"),
        option("goal", "paid-leave-duty-goal"),
        option("off", "paid-leave-duty-off"),
    ];
}

/// Over which twelve months the yearly figures are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigurePeriod {
    /// April to March.
    FiscalYear,
    /// January to December of the year in which the fiscal year begins.
    CalendarYear,
}

impl Choice for FigurePeriod {
    const VALUES: &'static [FigurePeriod] = &[FigurePeriod::FiscalYear, FigurePeriod::CalendarYear];
    const OPTIONS: &'static [ChoiceOption] = &[
        option("fiscal", "paid-leave-set-period-fiscal"),
        option("calendar", "paid-leave-set-period-calendar"),
    ];
}

/// On which day leave is granted.
pub const YEAR_START: Setting<YearStart> = Setting::choice(
    about(
        "paid-leave-year-start",
        "paid-leave-set-year-start",
        "paid-leave-set-year-start-hint",
    ),
    "january",
);

const DAY_MINUTES: Setting<i64> = Setting::number(
    about(
        "paid-leave-day-minutes",
        "paid-leave-set-day",
        "paid-leave-set-day-hint",
    ),
    465,
    240,
    600,
);

const MORNING_MINUTES: Setting<i64> = Setting::number(
    about(
        "paid-leave-morning-minutes",
        "paid-leave-set-morning",
        "paid-leave-set-morning-hint",
    ),
    210,
    60,
    420,
);

const FULL_DAYS: Setting<i64> = Setting::number(
    about(
        "paid-leave-full-days",
        "paid-leave-set-full-days",
        "paid-leave-set-full-days-hint",
    ),
    20,
    10,
    40,
);

const CARRY_DAYS: Setting<i64> = Setting::number(
    about(
        "paid-leave-carry-days",
        "paid-leave-set-carry-days",
        "paid-leave-set-carry-days-hint",
    ),
    20,
    0,
    40,
);

const FRACTIONS: Setting<Fractions> = Setting::choice(
    about(
        "paid-leave-fractions",
        "paid-leave-set-fractions",
        "paid-leave-set-fractions-hint",
    ),
    "kept",
);

const ORDER: Setting<Order> = Setting::choice(
    about(
        "paid-leave-order",
        "paid-leave-set-order",
        "paid-leave-set-order-hint",
    ),
    "carried-first",
);

const SMALLEST: Setting<Smallest> = Setting::choice(
    about(
        "paid-leave-smallest",
        "paid-leave-set-smallest",
        "paid-leave-set-smallest-hint",
    ),
    "hour",
);

const HOURLY_DAYS: Setting<i64> = Setting::number(
    about(
        "paid-leave-hourly-days",
        "paid-leave-set-hourly-days",
        "paid-leave-set-hourly-days-hint",
    ),
    0,
    0,
    40,
);

const TARGET_DAYS: Setting<i64> = Setting::number(
    about(
        "paid-leave-target-days",
        "paid-leave-set-target",
        "paid-leave-set-target-hint",
    ),
    14,
    1,
    40,
);

const ATTENDANCE: Setting<i64> = Setting::number(
    about(
        "paid-leave-attendance",
        "paid-leave-set-attendance",
        "paid-leave-set-attendance-hint",
    ),
    50,
    0,
    100,
);

const SUMMER_DAYS: Setting<i64> = Setting::number(
    about(
        "paid-leave-summer-days",
        "paid-leave-set-summer-days",
        "paid-leave-set-summer-days-hint",
    ),
    5,
    0,
    10,
);

const SUMMER_FROM: Setting<i64> = Setting::number(
    about(
        "paid-leave-summer-from",
        "paid-leave-set-summer-from",
        "paid-leave-set-summer-from-hint",
    ),
    7,
    5,
    10,
);

const SUMMER_TO: Setting<i64> = Setting::number(
    about(
        "paid-leave-summer-to",
        "paid-leave-set-summer-to",
        "paid-leave-set-summer-to-hint",
    ),
    9,
    5,
    10,
);

const LEGAL_FAMILIES: Setting<String> = Setting::optional_text(
    about(
        "paid-leave-legal-families",
        "paid-leave-set-legal-families",
        "paid-leave-set-legal-families-hint",
    ),
    "技能労務",
    200,
);

const DUTY: Setting<Duty> = Setting::choice(
    about(
        "paid-leave-duty",
        "paid-leave-set-duty",
        "paid-leave-set-duty-hint",
    ),
    "goal",
);

const FISCAL_YEAR_DUTY: Setting<Duty> = Setting::choice(
    about(
        "paid-leave-duty-fiscal-year",
        "paid-leave-set-duty-fiscal-year",
        "paid-leave-set-duty-fiscal-year-hint",
    ),
    "goal",
);

/// Over which twelve months the yearly figures are counted.
pub const FIGURE_PERIOD: Setting<FigurePeriod> = Setting::choice(
    about(
        "paid-leave-figure-period",
        "paid-leave-set-period",
        "paid-leave-set-period-hint",
    ),
    "fiscal",
);

/// All of them, in the order of the page.
pub const SETTINGS: &[&Declaration] = &[
    &YEAR_START.declaration,
    &DAY_MINUTES.declaration,
    &MORNING_MINUTES.declaration,
    &FULL_DAYS.declaration,
    &CARRY_DAYS.declaration,
    &FRACTIONS.declaration,
    &ORDER.declaration,
    &SMALLEST.declaration,
    &HOURLY_DAYS.declaration,
    &TARGET_DAYS.declaration,
    &ATTENDANCE.declaration,
    &SUMMER_DAYS.declaration,
    &SUMMER_FROM.declaration,
    &SUMMER_TO.declaration,
    &LEGAL_FAMILIES.declaration,
    &DUTY.declaration,
    &FISCAL_YEAR_DUTY.declaration,
    &FIGURE_PERIOD.declaration,
];

impl Policy {
    /// What the city has decided, as its settings of a day say.
    #[must_use]
    pub fn of(settings: &Settings) -> Policy {
        let day = Minutes(settings.get(&DAY_MINUTES));
        let month = |setting| i8::try_from(settings.get(setting)).unwrap_or(7);
        let families = settings.get(&LEGAL_FAMILIES);
        Policy {
            day,
            // A morning is never longer than the day.
            morning: Minutes(settings.get(&MORNING_MINUTES)).min(day),
            full_days: settings.get(&FULL_DAYS),
            carry_days: settings.get(&CARRY_DAYS),
            fractions: settings.get(&FRACTIONS),
            order: settings.get(&ORDER),
            smallest: settings.get(&SMALLEST),
            hourly_days: settings.get(&HOURLY_DAYS),
            target_days: settings.get(&TARGET_DAYS),
            attendance: settings.get(&ATTENDANCE),
            summer: Summer {
                days: settings.get(&SUMMER_DAYS),
                from: month(&SUMMER_FROM),
                to: month(&SUMMER_TO),
            },
            legal_families: families
                .split([',', '、', '，'])
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect(),
            duty: settings.get(&DUTY),
            fiscal_year_duty: settings.get(&FISCAL_YEAR_DUTY),
        }
    }
}

/// On which days leave was and will be granted, with all changes of the setting.
///
/// # Errors
/// When the database fails.
pub async fn grant_days(db: &Db) -> Result<GrantDays> {
    let changes = settings::history(db, &YEAR_START.declaration).await?;
    // The last change comes first; of two on one day it is the one that holds.
    let changes = changes.into_iter().rev().filter_map(|change| {
        let Some(Value::Choice(code)) = change.value else {
            return None;
        };
        let place = YearStart::OPTIONS.iter().position(|one| one.code == code)?;
        Some((change.from, *YearStart::VALUES.get(place)?))
    });
    Ok(GrantDays::new(YEAR_START.default(), changes))
}
