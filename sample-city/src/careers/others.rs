//! Those beside the seats: the re-employed, and staff for a term or a fiscal year.

use super::records::{Person, Post};
use super::{Extra, FISCAL_YEAR_STAFF, Play, Worker, reaches};
use anyhow::Result;
use calendar::{Date, FiscalYear, Minutes, Period};
use people::{Employment, Rank};

impl Play {
    /// The retired who go on until 65, at shorter hours.
    pub fn re_employ(&mut self, worker: &Worker, year: i16) -> Result<()> {
        let unit = self.seats[worker.seat].unit;
        let short = self.dice.percent(70);
        let old = &self.records.employees[worker.record];
        let mut new = old.clone();
        new.previous = Some(old.id);
        new.service = Period::starting(FiscalYear(year).first_day());
        (new.employment, new.weekly) = if short {
            (Employment::ReEmployedShort, Minutes::of(31, 0))
        } else {
            (Employment::ReEmployed, Minutes::of(38, 45))
        };
        let record = self.records.add(new)?;
        let post = Post {
            unit,
            rank: Rank::Senior,
            heads: false,
            title: "主任",
        };
        self.records
            .appoint(record, post, FiscalYear(year).first_day())?;
        let last_april = (year..year + 6)
            .find(|april| reaches(worker.birth, 65, april + 1))
            .unwrap_or(year)
            .min(year + self.dice.between(1, 5));
        self.extras.push(Extra {
            record,
            last_april,
            re_employed: true,
        });
        Ok(())
    }

    /// Those beside the seats: some leave, and fiscal-year staff are hired until the count is full.
    pub fn extras(&mut self, year: i16) -> Result<()> {
        let april = FiscalYear(year).first_day();
        let mut staying = Vec::with_capacity(self.extras.len());
        for extra in std::mem::take(&mut self.extras) {
            if extra.last_april < year {
                self.records.leave(extra.record, april)?;
            } else {
                staying.push(extra);
            }
        }
        self.extras = staying;
        self.end_surplus(april)?;
        if year < FISCAL_YEAR_STAFF {
            return Ok(());
        }
        while self.workers.len() + self.extras.len() < self.count {
            self.hire_extra(year)?;
        }
        Ok(())
    }

    /// When more stay than the count allows, those hired for a year go first.
    fn end_surplus(&mut self, april: Date) -> Result<()> {
        let mut surplus = (self.workers.len() + self.extras.len()).saturating_sub(self.count);
        let mut staying = Vec::with_capacity(self.extras.len());
        self.extras.sort_by_key(|extra| extra.re_employed);
        for extra in std::mem::take(&mut self.extras) {
            let began_today = self.records.employees[extra.record].service.from() == april;
            if surplus > 0 && !began_today {
                self.records.leave(extra.record, april)?;
                surplus -= 1;
            } else {
                staying.push(extra);
            }
        }
        self.extras = staying;
        Ok(())
    }

    fn hire_extra(&mut self, year: i16) -> Result<()> {
        let age = self.dice.between(24, 60);
        let birth = self.birth(year, age);
        let seat = self.dice.below(self.seats.len());
        let (unit, job) = (self.seats[seat].unit, self.seats[seat].family.name());
        let (employment, weekly, title, years) = match self.dice.below(20) {
            0 => (Employment::FixedTerm, Minutes::of(38, 45), "主任", 2),
            1..=4 => (
                Employment::FiscalYearFull,
                Minutes::of(38, 45),
                "会計年度任用職員",
                0,
            ),
            _ => (
                Employment::FiscalYearPart,
                Minutes::of(29, 0),
                "会計年度任用職員",
                0,
            ),
        };
        let hired = FiscalYear(year).first_day();
        let person = Person {
            employment,
            weekly,
            job,
            birth,
            hired,
        };
        let record = self.records.enter(&mut self.dice, &person)?;
        let rank = if years > 0 {
            Rank::Senior
        } else {
            Rank::Officer
        };
        self.records.appoint(
            record,
            Post {
                unit,
                rank,
                heads: false,
                title,
            },
            hired,
        )?;
        let last_april = year + years + self.dice.between(0, 4);
        self.extras.push(Extra {
            record,
            last_april,
            re_employed: false,
        });
        Ok(())
    }
}
