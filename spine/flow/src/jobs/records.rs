//! Jobs as values.

use super::context::{JobContext, Working};
use crate::Sentence;
use jiff::Timestamp;
use store::Instant;

store::id!(
    /// A piece of long work.
    pub struct JobId;
);

/// A kind of long work, registered by the crate that does it.
#[derive(Debug, Clone, Copy)]
pub struct JobKind {
    /// Its name in the database: `intake.import`.
    pub name: &'static str,
    /// Key of its words: 職員一覧の取り込み.
    pub label: &'static str,
    /// Does it.
    pub run: for<'a> fn(&'a JobContext) -> Working<'a>,
    /// How often it is tried before it counts as failed.
    pub attempts: i64,
    /// Whether who asked is told by a notice when it has ended.
    pub tells: bool,
}

impl JobKind {
    /// A kind that is tried five times and tells nobody.
    #[must_use]
    pub const fn new(
        name: &'static str,
        label: &'static str,
        run: for<'a> fn(&'a JobContext) -> Working<'a>,
    ) -> JobKind {
        JobKind {
            name,
            label,
            run,
            attempts: 5,
            tells: false,
        }
    }

    /// The same, tried so often at most.
    #[must_use]
    pub const fn attempts(mut self, attempts: i64) -> JobKind {
        self.attempts = attempts;
        self
    }

    /// The same, and who asked is told by a notice when it has ended.
    #[must_use]
    pub const fn telling(mut self) -> JobKind {
        self.tells = true;
        self
    }
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// It has not begun, or waits for its next try.
    Waiting,
    /// A worker does it.
    Running,
    /// It is done.
    Done,
    /// It could not be done.
    Failed,
    /// Somebody has cancelled it.
    Cancelled,
}

impl JobState {
    /// All states in the order of the filter.
    pub const ALL: [JobState; 5] = [
        JobState::Waiting,
        JobState::Running,
        JobState::Done,
        JobState::Failed,
        JobState::Cancelled,
    ];

    /// The word in the database and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
            JobState::Cancelled => "cancelled",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            JobState::Waiting => "flow-job-state-waiting",
            JobState::Running => "flow-job-state-running",
            JobState::Done => "flow-job-state-done",
            JobState::Failed => "flow-job-state-failed",
            JobState::Cancelled => "flow-job-state-cancelled",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn named(name: &str) -> Option<JobState> {
        JobState::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more happens by itself.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        !matches!(self, JobState::Waiting | JobState::Running)
    }
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// How much is done.
    pub done: i64,
    /// Of how much; 0 while nobody knows.
    pub total: i64,
    /// What is being done.
    pub step: Option<Sentence>,
}

impl Progress {
    /// In hundredths, rounded down; `None` while the whole is not known.
    #[must_use]
    pub fn percent(&self) -> Option<i64> {
        (self.total > 0).then(|| (self.done.clamp(0, self.total) * 100) / self.total)
    }
}

/// A job as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The record.
    pub id: JobId,
    /// The name of its kind.
    pub kind: String,
    /// How it stands.
    pub state: JobState,
    /// When it may be taken next; `None` when it has ended.
    pub due_at: Option<Timestamp>,
    /// How far it is.
    pub progress: Progress,
    /// How often it was begun.
    pub attempts: i64,
    /// Whether somebody wants it to stop.
    pub cancel_asked: bool,
    /// Why the last try went wrong, for who asked.
    pub error: Option<Sentence>,
    /// The same as the log has it, for administrators.
    pub fault: Option<String>,
    /// What came of it.
    pub result: Option<Sentence>,
    /// Where the result stands.
    pub href: Option<String>,
    /// The account that asked; `None` for duties.
    pub asked_by: Option<i64>,
    /// The name it had then.
    pub asked_by_name: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was begun for the first time.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Grows with every change of its state.
    pub version: i64,
}

store::row! {
    pub(super) struct JobRow {
        pub(super) id: i64,
        pub(super) kind: String,
        pub(super) arguments: String,
        pub(super) state: String,
        pub(super) due_at: Option<Instant>,
        pub(super) done: i64,
        pub(super) total: i64,
        pub(super) step: Option<String>,
        pub(super) attempts: i64,
        pub(super) cancel_asked: bool,
        pub(super) error: Option<String>,
        pub(super) fault: Option<String>,
        pub(super) result: Option<String>,
        pub(super) href: Option<String>,
        pub(super) asked_by: Option<i64>,
        pub(super) asked_by_name: String,
        pub(super) created_at: Instant,
        pub(super) started_at: Option<Instant>,
        pub(super) ended_at: Option<Instant>,
        pub(super) version: i64,
    }
}

impl JobRow {
    pub(super) fn read(self) -> anyhow::Result<Job> {
        use anyhow::Context;
        let sentence = |json: Option<String>| json.as_deref().and_then(Sentence::read);
        Ok(Job {
            id: JobId(self.id),
            kind: self.kind,
            state: JobState::named(&self.state).context("state of a job")?,
            due_at: self.due_at.map(Instant::to_jiff),
            progress: Progress {
                done: self.done,
                total: self.total,
                step: sentence(self.step),
            },
            attempts: self.attempts,
            cancel_asked: self.cancel_asked,
            error: sentence(self.error),
            fault: self.fault,
            result: sentence(self.result),
            href: self.href,
            asked_by: self.asked_by,
            asked_by_name: self.asked_by_name,
            created_at: self.created_at.to_jiff(),
            started_at: self.started_at.map(Instant::to_jiff),
            ended_at: self.ended_at.map(Instant::to_jiff),
            version: self.version,
        })
    }
}

/// Why a job cannot be done, in words for the person who asked. It is not tried again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("refused: {}", .0.key())]
pub struct JobError(pub Sentence);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_whole_hundredths_and_never_more_than_all() {
        let percent = |done, total| {
            Progress {
                done,
                total,
                step: None,
            }
            .percent()
        };
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(1, 3), Some(33));
        assert_eq!(percent(50_001, 50_000), Some(100));
    }
}
