//! Overtime of the sample city: sums by month since April 2015, days of the running year, designated sections, an
//! agreement, a special work. The chronic part is laid out so that what the published plan printed (5, 10 and 21
//! per cent less than in fiscal 2015) is what the records add up to.

use crate::dice::Dice;
use crate::staff::Organisation;
use access::{Actor, Allowed, EditSettings, KeepOvertime};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, DayKind, DaysOff, FiscalYear, Period};
use jiff::Timestamp;
use overtime::acts::{Desk, keeping};
use overtime::rules::spans::{Hours, classify};
use overtime::store::imports::{self, Found};
use overtime::store::places::is_manager;
use overtime::store::records::{self, Record, When};
use overtime::{HOUR, Month, Span, settings as rules};
use people::{Appointment, AppointmentKind, EmployeeId, UnitId};
use std::collections::HashMap;
use store::{Clock, Db, Ids, Tx};

/// The first year with records.
const FIRST: FiscalYear = FiscalYear(2015);
/// In a larger city only the two newest years are made.
const LARGE: usize = 5_000;
/// Chronic minutes of each year in hundredths of those of fiscal 2015, and the fewest of a month.
const CHRONIC: [(i64, i64); 7] = [
    (10_000, 60 * HOUR),
    (9_500, 60 * HOUR),
    (9_000, 60 * HOUR),
    (7_900, 60 * HOUR),
    // From here on against fiscal 2018: 6, 15 and 12 per cent less.
    (7_426, 45 * HOUR),
    (6_715, 45 * HOUR),
    (6_952, 45 * HOUR),
];
/// What later years have.
const SINCE: (i64, i64) = (6_500, 45 * HOUR);
/// Sections whose work others decide.
const DEMANDING: [(&str, &str); 3] = [
    ("財政課", "whole-office"),
    ("防災安全課", "outside"),
    ("税務課", "fixed-dates"),
];

/// A person's month.
struct Share {
    employee: EmployeeId,
    unit: UnitId,
    month: Month,
    minutes: i64,
}

pub(crate) async fn make(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    seed: u64,
    organisation: &Organisation,
) -> Result<()> {
    let operator = Actor::operator("sample city");
    define_chronic(db, clock, &operator).await?;
    let desk = Desk::now(db, ids, clock);
    let allowed = Allowed::<KeepOvertime>::ask(operator)?;
    designate(desk, &allowed, organisation).await?;
    let large = organisation.employees.len() > LARGE;
    let present = FiscalYear::of(desk.today);
    let first = if large { present.previous() } else { FIRST };
    let mut dice = Dice::new(seed ^ 0xE12);
    let off = DaysOff::of_law(present.0..=present.0 + 1);
    let serving = by_person(organisation);
    let mut year = first;
    while year <= present {
        let shares = shares(&mut dice, year, &serving, desk.today);
        let mut file = File::begin(desk, year);
        for share in &shares {
            if year == present && !large {
                file.days(desk, share, &off, &mut dice);
            } else {
                file.sum(desk, share);
            }
        }
        file.take_in(db).await?;
        year = year.next();
    }
    close(desk, &allowed, first).await
}

/// 60 hours against fiscal 2015 until March 2019, then 45 hours against fiscal 2018.
async fn define_chronic(db: &Db, clock: &Clock, operator: &Actor) -> Result<()> {
    let allowed = Allowed::<EditSettings>::ask(operator.clone())?;
    let changes = [
        (&rules::CHRONIC_HOURS.declaration, "60", "45"),
        (&rules::CHRONIC_BASELINE.declaration, "2015", "2018"),
    ];
    let mut tx = db.begin().await?;
    for (declaration, before, since) in changes {
        let steps = [(2015, before, 0), (2019, since, 1)];
        for (year, value, expected) in steps {
            let value = settings::NewValue {
                declaration,
                from: FiscalYear(year).first_day(),
                value: declaration
                    .parse(value)
                    .map_err(|refusal| anyhow!("{refusal:?}"))?,
                expected,
            };
            settings::set(&mut tx, clock.now(), &allowed, value)
                .await
                .map_err(|fault| anyhow!("{fault:?}"))?;
        }
    }
    tx.commit().await
}

async fn designate(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    organisation: &Organisation,
) -> Result<()> {
    for (name, criterion) in DEMANDING {
        let Some(unit) = organisation.unit(name) else {
            continue;
        };
        let period = Period::starting(Date::constant(2019, 4, 1));
        keeping::designate(desk, allowed, (unit, period), criterion)
            .await
            .with_context(|| name.to_owned())?;
    }
    let period = Period::new(
        Date::constant(2025, 8, 10),
        Some(Date::constant(2025, 9, 1)),
    )?;
    let work = (
        "令和7年8月豪雨の災害対応",
        "避難所の開設と運営を直ちに行う必要があったため。",
    );
    keeping::add_special(desk, allowed, work, period)
        .await
        .context("special work")?;
    Ok(())
}

/// The main appointments of everybody, the earliest first.
fn by_person(organisation: &Organisation) -> Vec<(EmployeeId, Vec<&Appointment>)> {
    let mut by_person: HashMap<EmployeeId, Vec<&Appointment>> = HashMap::new();
    for held in &organisation.appointments {
        if held.kind == AppointmentKind::Main {
            by_person.entry(held.employee).or_default().push(held);
        }
    }
    let mut all: Vec<(EmployeeId, Vec<&Appointment>)> = by_person.into_iter().collect();
    all.sort_by_key(|(employee, _)| *employee);
    for (_, held) in &mut all {
        held.sort_by_key(|held| held.period.from());
    }
    all
}

/// Where somebody serves on a day, unless as a manager.
fn serves<'a>(held: &[&'a Appointment], day: Date) -> Option<&'a Appointment> {
    let now = held.iter().rev().find(|held| held.period.contains(day))?;
    (!is_manager(now.rank)).then_some(*now)
}

/// Everybody's months of a year: some far too long, most of them short.
fn shares(
    dice: &mut Dice,
    year: FiscalYear,
    serving: &[(EmployeeId, Vec<&Appointment>)],
    today: Date,
) -> Vec<Share> {
    let mut whole: Vec<&(EmployeeId, Vec<&Appointment>)> = serving
        .iter()
        .filter(|(_, held)| {
            Month::of_year(year).all(|month| {
                serves(held, month.first_day()).is_some()
                    && serves(held, month.last_day()).is_some()
            })
        })
        .collect();
    dice.shuffle(&mut whole);
    let heavy = heavy(dice, year, &whole);
    let mut shares = Vec::new();
    for (employee, held) in serving {
        // Between 2 and 20 hours a month, more in April and March.
        let level = i64::from(dice.between(2, 20)) * HOUR;
        for month in Month::of_year(year).take_while(|month| month.first_day() <= today) {
            let Some(appointment) = serves(held, month.last_day().min(today)) else {
                continue;
            };
            let season = if matches!(month.place(), 0 | 11) {
                5 * HOUR
            } else {
                0
            };
            let usual = (level + season + i64::from(dice.between(-150, 240))).clamp(0, 40 * HOUR);
            let minutes = heavy.get(&(*employee, month)).copied().unwrap_or(usual);
            if minutes > 0 {
                shares.push(Share {
                    employee: *employee,
                    unit: appointment.unit,
                    month,
                    minutes,
                });
            }
        }
    }
    shares
}

/// The chronic months: their sum is exact to the minute.
fn heavy(
    dice: &mut Dice,
    year: FiscalYear,
    whole: &[&(EmployeeId, Vec<&Appointment>)],
) -> HashMap<(EmployeeId, Month), i64> {
    let at = usize::try_from(year.0 - FIRST.0).unwrap_or(usize::MAX);
    let (hundredths, fewest) = CHRONIC.get(at).copied().unwrap_or(SINCE);
    // A city of 750 has about 270 such months in fiscal 2015.
    let unit = CITY_SHARE;
    let total = unit * hundredths;
    let months = total / (fewest + 5 * HOUR);
    let (share, rest) = (total / months, total % months);
    let all: Vec<Month> = Month::of_year(year).collect();
    let mut heavy = HashMap::new();
    let mut swing = 0;
    for (number, place) in (0..months).zip(0_usize..) {
        let Some((employee, _)) = whole.get(place / 5).copied() else {
            break;
        };
        // What one month has more, the next has less.
        swing = if place % 2 == 0 && number + 1 < months {
            i64::from(dice.between(0, 240))
        } else {
            -swing
        };
        let minutes = share + i64::from(number < rest) + swing;
        heavy.insert((*employee, all[(place % 5) * 2 + 1]), minutes);
        if place % 2 == 1 {
            swing = 0;
        }
    }
    heavy
}

/// A hundredth of a per cent of the chronic minutes of fiscal 2015.
const CITY_SHARE: i64 = 24;

/// Records of a year, written like a file of the attendance system.
struct File {
    id: i64,
    year: FiscalYear,
    at: Timestamp,
    records: Vec<Record>,
}

impl File {
    fn begin(desk: Desk<'_>, year: FiscalYear) -> File {
        File {
            id: desk.ids.next(),
            year,
            at: desk.now,
            records: Vec::new(),
        }
    }

    fn record(&self, desk: Desk<'_>, share: &Share) -> Record {
        Record {
            id: desk.ids.next(),
            employee: share.employee,
            unit: share.unit,
            month: share.month,
            when: None,
            rest: 0,
            counted: share.minutes,
            holiday: 0,
            weekly: 0,
            night: 0,
            reason: String::new(),
            special: None,
            order: None,
            import: Some(self.id),
            entered_at: self.at,
            entered_by: "sample city".to_owned(),
        }
    }

    fn sum(&mut self, desk: Desk<'_>, share: &Share) {
        let record = self.record(desk, share);
        self.records.push(record);
    }

    /// The month on evenings of workdays, mostly not on Wednesdays; of the running month what has passed.
    fn days(&mut self, desk: Desk<'_>, share: &Share, off: &DaysOff, dice: &mut Dice) {
        let last = share.month.last_day().min(desk.today);
        let passed = i64::from(last.day());
        let mut left = share.minutes * passed / share.month.days();
        let until = last.tomorrow().unwrap_or(last);
        let mut evenings: Vec<Date> = off
            .workdays(share.month.first_day(), until)
            .filter(|day| day.weekday() != jiff::civil::Weekday::Wednesday || dice.percent(8))
            .collect();
        dice.shuffle(&mut evenings);
        let count = i64::try_from(evenings.len()).unwrap_or(1).max(1);
        // As long as they must be, at least two hours.
        let length = ((left + count - 1) / count).clamp(120, 285);
        evenings.truncate(usize::try_from((left + length - 1) / length).unwrap_or(0));
        evenings.sort_unstable();
        for day in evenings {
            let minutes = length.min(left);
            left -= minutes;
            let Ok(span) = Span::new(day, (1035, 1035 + minutes), Vec::new(), 0) else {
                continue;
            };
            let when = When {
                day,
                kind: DayKind::Workday,
                span: Some((span.from(), span.to())),
            };
            let record = Record {
                when: Some(when),
                reason: REASONS[dice.below(REASONS.len())].to_owned(),
                ..self.record(desk, share)
            };
            let split = classify(&span, &Hours::default(), |day| off.kind_of(day));
            self.records.push(record.with(split));
        }
    }

    async fn take_in(self, db: &Db) -> Result<()> {
        let mut months: Vec<i64> = self
            .records
            .iter()
            .map(|record| record.month.number())
            .collect();
        months.sort_unstable();
        months.dedup();
        let found = Found {
            rows: i64::try_from(self.records.len())?,
            people: 0,
            minutes: self.records.iter().map(|record| record.counted).sum(),
            problems: 0,
            remarks: Vec::new(),
            months,
        };
        let mut tx = db.begin().await?;
        self.write(&mut tx, &found).await?;
        tx.commit().await
    }

    async fn write(&self, tx: &mut Tx, found: &Found) -> Result<()> {
        let name = format!("勤怠-{}年度.csv", self.year);
        let by = (self.at, "sample city");
        imports::insert(tx, self.id, (&name, &[]), by).await?;
        imports::tried(tx, (self.id, 1), ("{}", None), found).await?;
        imports::done(tx, (self.id, 2), self.at, "sample city").await?;
        records::insert(tx, &self.records).await?;
        records::count_import(tx, self.id).await
    }
}

/// What is done in the evening.
const REASONS: [&str; 6] = [
    "予算要求の資料作成",
    "窓口の繁忙に伴う処理",
    "議会答弁の準備",
    "住民説明会",
    "システム更新の確認",
    "申請書の審査",
];

/// Every month but the last one is closed.
async fn close(desk: Desk<'_>, allowed: &Allowed<KeepOvertime>, first: FiscalYear) -> Result<()> {
    let mut month = Month::of(first.first_day());
    while month < Month::of(desk.today).previous() {
        keeping::close_month(desk, allowed, month)
            .await
            .with_context(|| format!("closing {}", month.number()))?;
        month = month.next();
    }
    Ok(())
}
