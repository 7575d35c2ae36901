//! Who leads: promotions, and who acts for a head that is missing.

use super::{LAST, Level, ON_PURPOSE, Play, reaches};
use anyhow::Result;
use calendar::{Date, FiscalYear};

impl Play {
    /// Fills vacant seats of a level with somebody of the right age from the levels below, or else with the
    /// eldest who still has years to go.
    pub fn promote(&mut self, to: Level, from: &[Level], year: i16) {
        let vacant: Vec<usize> = (0..self.seats.len())
            .filter(|seat| self.seats[*seat].level == to && self.seats[*seat].holder.is_none())
            .filter(|seat| !self.kept.contains(seat))
            .collect();
        let mut candidates: Vec<(Date, usize)> = self
            .seats
            .iter()
            .filter(|seat| from.contains(&seat.level))
            .filter_map(|seat| seat.holder)
            .filter(|worker| !self.workers[*worker].stepped_down)
            .filter(|worker| !reaches(self.workers[*worker].birth, 57, year))
            .map(|worker| (self.workers[worker].birth, worker))
            .collect();
        // The eldest last.
        candidates.sort_by(|one, other| other.cmp(one));
        for seat in vacant {
            let wanted = self.seats[seat].family;
            let places = self.suitable(&candidates, to, wanted, year);
            let Some(place) = places.or_else(|| candidates.len().checked_sub(1)) else {
                return;
            };
            let (_, worker) = candidates.remove(place);
            self.move_to(worker, seat, year);
        }
    }

    /// One of the candidates whose age is that of the level and, for a team, whose family is that of the seat.
    fn suitable(
        &mut self,
        candidates: &[(Date, usize)],
        to: Level,
        wanted: crate::units::Family,
        year: i16,
    ) -> Option<usize> {
        let age = match to {
            Level::Department => 52,
            Level::Section => 46,
            Level::Deputy => 43,
            Level::Team | Level::Ordinary => 36,
        };
        let limit = if to == Level::Team { 51 } else { 57 };
        let fits = |place: &usize| {
            let (birth, worker) = candidates[*place];
            let of_family =
                to != Level::Team || self.seats[self.workers[worker].seat].family == wanted;
            of_family && reaches(birth, age, year) && !reaches(birth, limit, year)
        };
        let places: Vec<usize> = (0..candidates.len()).filter(fits).collect();
        self.dice.pick(&places).copied()
    }

    /// In the last year some teams go without a head of their own on purpose.
    pub fn keep_vacant(&mut self, year: i16) -> Vec<usize> {
        self.kept.clear();
        if year == LAST.0 {
            let vacant = |seat: &usize| {
                let seat = &self.seats[*seat];
                seat.level == Level::Team && seat.holder.is_none()
            };
            let vacant: Vec<usize> = (0..self.seats.len()).filter(vacant).collect();
            let teams = self.seats.iter().filter(|seat| seat.level == Level::Team);
            let wanted = teams.count() * ON_PURPOSE / 100;
            self.kept = vacant.into_iter().take(wanted.max(1)).collect();
        }
        self.kept.clone()
    }

    /// The head above acts for heads who are missing from an April on.
    pub fn act_for(&mut self, seats: &[usize], year: i16) -> Result<()> {
        for seat in seats {
            self.act_since(*seat, FiscalYear(year).first_day(), None)?;
        }
        Ok(())
    }

    /// The head above acts for a head who is missing since a day; nobody does when that head is missing too.
    pub fn act_since(&mut self, seat: usize, from: Date, to: Option<Date>) -> Result<()> {
        let missing = &self.seats[seat];
        if !missing.heads() {
            return Ok(());
        }
        let above = missing.above.and_then(|above| self.seats[above].holder);
        let Some(worker) = above else {
            return Ok(());
        };
        let (unit, head) = (missing.unit, missing.head);
        let rank = match missing.level {
            Level::Section => people::Rank::SectionHead,
            _ => people::Rank::TeamHead,
        };
        let record = self.workers[worker].record;
        self.records.act(record, unit, rank, head, (from, to))
    }
}
