//! The frame of every act: a plan taken, changed, remembered, journalled and given back.

use super::refusal::{ActError, Done, PlanRefusal};
use crate::document::{Part, Program};
use crate::records::{HistoryId, Loaded, Mark, ProgramId, ProgramView, Version};
use crate::rules::{Entry, may_enter};
use crate::store::{self, Change};
use ::store::{Clock, Db, Ids, Tx};
use access::{Actor, Allowed, Permission, Relation};
use calendar::{Date, FiscalYear};
use jiff::Timestamp;

/// Where and when an act is done: the city's database, the source of ids, the moment.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The city's database.
    pub db: &'a Db,
    /// Where ids come from.
    pub ids: &'a Ids,
    /// The moment.
    pub now: Timestamp,
    /// The day in Japan.
    pub today: Date,
}

impl<'a> Desk<'a> {
    /// A desk at this moment.
    #[must_use]
    pub fn now(db: &'a Db, ids: &'a Ids, clock: &Clock) -> Desk<'a> {
        Desk {
            db,
            ids,
            now: clock.now(),
            today: clock.today(),
        }
    }

    pub(super) fn mark(&self, actor: &Actor) -> Mark {
        Mark {
            version: Version(self.ids.next()),
            changed_at: self.now,
            changed_by: actor.name.clone(),
        }
    }
}

/// What an act has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The version of what was changed, to be sent along with the next change.
    pub version: Version,
    /// The entry of the history, for taking the change back; `None` when nothing differed or several
    /// entries were made.
    pub history: Option<HistoryId>,
}

/// A plan taken for an act; nobody else changes it until the act is over.
pub(super) struct Taken<'a> {
    pub desk: Desk<'a>,
    pub tx: Tx,
    pub plan: Loaded,
    pub actor: Actor,
    pub mark: Mark,
}

impl<'a> Taken<'a> {
    /// Takes a plan. A plan that does not exist is not found.
    pub async fn take<P: Permission>(
        desk: Desk<'a>,
        allowed: &Allowed<P>,
        code: &str,
    ) -> Done<Taken<'a>> {
        let mut tx = desk.db.begin().await?;
        store::lock(&mut tx, code)
            .await?
            .ok_or(ActError::NotFound)?;
        let plan = store::load_in(&mut tx, code)
            .await?
            .ok_or(ActError::NotFound)?;
        let actor = allowed.actor().clone();
        let mark = desk.mark(&actor);
        Ok(Taken {
            desk,
            tx,
            plan,
            actor,
            mark,
        })
    }

    pub fn program(&self, id: ProgramId) -> Done<ProgramView<'_>> {
        self.plan.program(id).ok_or(ActError::NotFound)
    }

    /// Refuses unless tree, programs and texts may change.
    pub fn in_work(&self) -> Done<()> {
        if self.plan.state.in_work() {
            Ok(())
        } else {
            Err(PlanRefusal::CorrectionOnly.into())
        }
    }

    /// Refuses a stale version; keeps what stands there and what was to be written.
    pub fn unchanged(
        &self,
        expected: Version,
        present: Option<&Mark>,
        current: impl FnOnce() -> String,
        yours: impl FnOnce() -> String,
    ) -> Done<()> {
        if expected == present.map_or(Version::NONE, |mark| mark.version) {
            return Ok(());
        }
        // What was there may have been taken away; the plan's own mark tells by whom at the latest.
        let mark = present.unwrap_or(&self.plan.mark);
        Err(PlanRefusal::Stale {
            changed_by: mark.changed_by.clone(),
            changed_at: mark.changed_at,
            current: current(),
            yours: yours(),
        }
        .into())
    }

    /// Remembers the changes, journals the act and commits.
    pub async fn finish(
        mut self,
        act: &str,
        subject: &str,
        detail: &serde_json::Value,
        changes: &[Change],
    ) -> Done<Saved> {
        let who = (self.desk.ids, self.desk.now, &self.actor);
        let mut entries = Vec::with_capacity(changes.len());
        for change in changes {
            entries.push(store::remember(&mut self.tx, self.plan.id, change, who).await?);
        }
        store::touch(&mut self.tx, self.plan.id, &self.mark).await?;
        let entry = journal::Entry {
            act,
            subject,
            detail,
        };
        journal::record(&mut self.tx, self.desk.now, &self.actor, entry).await?;
        self.tx.commit().await?;
        let history = if let [one] = entries[..] {
            Some(one)
        } else {
            None
        };
        Ok(Saved {
            version: self.mark.version,
            history,
        })
    }

    /// The same for an act that concerns one program.
    pub async fn finish_program(
        self,
        act: &str,
        program: ProgramId,
        detail: &serde_json::Value,
        change: Change,
    ) -> Done<Saved> {
        self.finish(act, &format!("program:{program}"), detail, &[change])
            .await
    }

    /// Refuses a year that the program's part does not have, or that has not begun.
    pub fn year_has_begun(&self, program: &Program, year: FiscalYear) -> Done<()> {
        let document = &self.plan.document;
        let years = match program.part {
            Part::Plan => Some(document.plan_years),
            Part::Review => document.review_years,
        };
        if !years.is_some_and(|years| years.contains(year)) {
            return Err(PlanRefusal::YearOutside { year }.into());
        }
        if year > FiscalYear::of(self.desk.today) {
            return Err(PlanRefusal::YearNotBegun { year }.into());
        }
        Ok(())
    }

    /// Refuses who may not write about a year of a program now.
    pub fn may_write<P: Permission>(
        &self,
        allowed: &Allowed<P>,
        view: ProgramView<'_>,
        year: FiscalYear,
    ) -> Done<()> {
        allowed.on_unit(view.record.unit)?;
        let closed = self.plan.is_closed(year);
        match may_enter(self.plan.state, view.program.part, closed) {
            Entry::Open => Ok(()),
            Entry::PersonnelOnly if allowed.on(Relation::Other).is_ok() => Ok(()),
            Entry::PersonnelOnly => Err(PlanRefusal::NotYourTurn {
                state: self.plan.state,
            }
            .into()),
            Entry::CorrectionOnly if closed => Err(PlanRefusal::YearClosed { year }.into()),
            Entry::CorrectionOnly => Err(PlanRefusal::CorrectionOnly.into()),
        }
    }
}
