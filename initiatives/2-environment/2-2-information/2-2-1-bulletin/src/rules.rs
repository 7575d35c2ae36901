//! Who a post is for, who may see it, when it is shown, who has to agree before it appears. Pure: no clock,
//! no database.
//!
//! The practice behind it is that of municipal staff portals: a section speaks to its own people on its own
//! responsibility, whoever speaks to everybody needs the head of the section, and whether something was read
//! is measured against those whom it was for on the day it was posted, people on leave not counted.

mod attachments;
mod search;
mod text;

pub use attachments::{FileRefusal, Limits, kind_of, safe_name};
pub use search::{Search, folded, grams, search};
pub use text::{Block, Piece, blocks};

use crate::records::{
    Audience, Chosen, Entry, LONGEST_BODY, LONGEST_TITLE, MustRead, Post, Posted, Reader, State,
};
use calendar::{Date, FiscalYear, Period};
use people::{UnitId, UnitKind, UnitTree};
use std::collections::BTreeSet;

/// Whether somebody belongs to the audience.
///
/// ```
/// use bulletin::records::{Audience, Chosen, Reader};
/// use people::{Employment, Rank, UnitId};
/// let reader = Reader {
///     units: [UnitId(1), UnitId(11)].into(),
///     rank: Some(Rank::Officer),
///     employment: Employment::FiscalYearPart,
/// };
/// let of = |units: &[i64], employments: &[Employment]| {
///     Audience::Chosen(Chosen {
///         units: units.iter().map(|unit| UnitId(*unit)).collect(),
///         employments: employments.iter().copied().collect(),
///         ..Chosen::default()
///     })
/// };
/// assert!(bulletin::rules::is_for(&Audience::Everybody, &reader));
/// assert!(bulletin::rules::is_for(&of(&[1], &[]), &reader), "a unit reaches those below it");
/// assert!(!bulletin::rules::is_for(&of(&[1], &[Employment::Regular]), &reader), "each kind must fit");
/// assert!(!bulletin::rules::is_for(&of(&[], &[]), &reader), "nobody is named");
/// ```
#[must_use]
pub fn is_for(audience: &Audience, reader: &Reader) -> bool {
    match audience {
        Audience::Everybody => true,
        Audience::Chosen(chosen) => {
            let fits_unit = chosen.units.is_empty() || !chosen.units.is_disjoint(&reader.units);
            let fits_rank = chosen.ranks.is_empty()
                || reader.rank.is_some_and(|rank| chosen.ranks.contains(&rank));
            let fits_employment =
                chosen.employments.is_empty() || chosen.employments.contains(&reader.employment);
            !chosen.is_empty() && fits_unit && fits_rank && fits_employment
        }
    }
}

/// How somebody stands to a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each stands for itself: one may be all four"
)]
pub struct Standing {
    /// Belongs to the audience today.
    pub reader: bool,
    /// Serves in the section that posts, or heads it.
    pub office: bool,
    /// Keeps the bulletin.
    pub keeper: bool,
    /// Sits on the route of its approval.
    pub on_route: bool,
}

impl Standing {
    /// Whether the post is among those that the person looks after.
    #[must_use]
    pub const fn looks_after(self) -> bool {
        self.office || self.keeper
    }
}

/// Whether somebody may see a post on a day, attachments included.
///
/// ```
/// use bulletin::records::State;
/// use bulletin::rules::{Standing, may_see};
/// let reader = Standing { reader: true, ..Standing::default() };
/// let office = Standing { office: true, ..Standing::default() };
/// assert!(may_see(State::Published, true, reader));
/// assert!(!may_see(State::Published, false, reader), "not before its first day");
/// assert!(!may_see(State::Withdrawn, true, reader));
/// assert!(may_see(State::Draft, false, office));
/// assert!(!may_see(State::Published, true, Standing::default()), "outside the audience");
/// ```
#[must_use]
pub const fn may_see(state: State, has_begun: bool, standing: Standing) -> bool {
    if standing.looks_after() {
        return true;
    }
    match state {
        State::Published => has_begun && standing.reader,
        State::Waiting => standing.on_route,
        State::Draft | State::Withdrawn => false,
    }
}

/// What somebody who looks after a post may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each button of the page"
)]
pub struct Doing {
    /// Change it as a draft, attach files, discard it.
    pub edit: bool,
    /// Publish it or ask for approval.
    pub submit: bool,
    /// Correct what was published.
    pub correct: bool,
    /// Take it back after publication.
    pub withdraw: bool,
    /// See who has read it, ask the others again.
    pub readers: bool,
    /// Keep it on top.
    pub pin: bool,
}

/// What may be done with a post in its state.
#[must_use]
pub const fn doing(state: State, standing: Standing) -> Doing {
    let looks_after = standing.looks_after();
    let draft = looks_after && matches!(state, State::Draft);
    let published = looks_after && matches!(state, State::Published);
    Doing {
        edit: draft,
        submit: draft,
        correct: published,
        withdraw: published,
        readers: published,
        pin: published && standing.keeper,
    }
}

/// Whether the first day of a published post has come.
#[must_use]
pub fn has_begun(post: &Post, on: Date) -> bool {
    post.posted.is_some_and(|posted| posted.on <= on)
}

/// Whether the post stands on the board of its audience on a day.
#[must_use]
pub fn is_shown(post: &Post, on: Date) -> bool {
    post.state == State::Published && has_begun(post, on) && post.entry.shown.contains(on)
}

/// Whether the post stands on top of the board on a day.
#[must_use]
pub fn is_pinned(post: &Post, on: Date) -> bool {
    is_shown(post, on) && post.pinned_to.is_some_and(|to| on < to)
}

/// Where a post is in its time, for who looks after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// 下書き.
    Draft,
    /// 承認待ち.
    Waiting,
    /// 掲載予定: published, its first day is still to come.
    Scheduled,
    /// 掲載中.
    Shown,
    /// 掲載終了: past its last day; in the archive.
    Expired,
    /// 取下げ.
    Withdrawn,
}

impl Stage {
    /// All stages in the order of a post's life.
    pub const ALL: [Stage; 6] = [
        Stage::Draft,
        Stage::Waiting,
        Stage::Scheduled,
        Stage::Shown,
        Stage::Expired,
        Stage::Withdrawn,
    ];

    /// The word in addresses and in fluent keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Waiting => "waiting",
            Stage::Scheduled => "scheduled",
            Stage::Shown => "shown",
            Stage::Expired => "expired",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// The fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Stage::Draft => "bulletin-stage-draft",
            Stage::Waiting => "bulletin-stage-waiting",
            Stage::Scheduled => "bulletin-stage-scheduled",
            Stage::Shown => "bulletin-stage-shown",
            Stage::Expired => "bulletin-stage-expired",
            Stage::Withdrawn => "bulletin-stage-withdrawn",
        }
    }

    /// The stage of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// The stage of a post with the state, on a day. `begins` is its posting day, or its planned first day;
    /// `ends` the day after the last.
    ///
    /// ```
    /// use bulletin::records::State;
    /// use bulletin::rules::Stage;
    /// use calendar::Date;
    /// let day = |d| Date::constant(2026, 11, d);
    /// let on = |d| Stage::on(day(d), State::Published, day(10), Some(day(20)));
    /// assert_eq!([on(9), on(10), on(19), on(20)],
    ///            [Stage::Scheduled, Stage::Shown, Stage::Shown, Stage::Expired]);
    /// ```
    #[must_use]
    pub fn on(day: Date, state: State, begins: Date, ends: Option<Date>) -> Stage {
        match state {
            State::Draft => Stage::Draft,
            State::Waiting => Stage::Waiting,
            State::Withdrawn => Stage::Withdrawn,
            State::Published if day < begins => Stage::Scheduled,
            State::Published if ends.is_some_and(|to| to <= day) => Stage::Expired,
            State::Published => Stage::Shown,
        }
    }
}

/// The year in whose archive the post stands.
#[must_use]
pub fn archive_year(post: &Post) -> Option<FiscalYear> {
    post.posted.map(|posted| FiscalYear::of(posted.on))
}

/// The posting day of a post that is published on a day: its first day, or that day when the first has
/// gone by while it waited for approval.
///
/// ```
/// use bulletin::rules::posting_day;
/// use calendar::Date;
/// let (monday, friday) = (Date::constant(2026, 11, 16), Date::constant(2026, 11, 20));
/// assert_eq!(posting_day(monday, friday), friday);
/// assert_eq!(posting_day(friday, monday), friday);
/// ```
#[must_use]
pub fn posting_day(first: Date, published: Date) -> Date {
    first.max(published)
}

/// The end of the period of a post that appears on a day: as entered, unless approval took so long that the
/// post would never be seen; then the whole period moves.
///
/// ```
/// use bulletin::rules::shown_until;
/// use calendar::{Date, Period};
/// let day = |d| Date::constant(2026, 11, d);
/// let week = Period::new(day(2), Some(day(9))).unwrap();
/// assert_eq!(shown_until(week, day(5)), Some(day(9)));
/// assert_eq!(shown_until(week, day(9)), Some(day(16)));
/// assert_eq!(shown_until(Period::starting(day(2)), day(9)), None);
/// ```
#[must_use]
pub fn shown_until(shown: Period, posted: Date) -> Option<Date> {
    let to = shown.to()?;
    if posted < to {
        return Some(to);
    }
    posted.checked_add(to - shown.from()).ok()
}

/// The sections in whose name somebody can post: of each unit in which they serve the section it belongs
/// to, or the unit itself where there is no section above it (部長).
#[must_use]
pub fn own_sections(serving: &[UnitId], units: &UnitTree) -> BTreeSet<UnitId> {
    serving
        .iter()
        .map(|unit| {
            units
                .upward(*unit)
                .find(|one| one.kind == UnitKind::Section)
                .map_or(*unit, |section| section.unit)
        })
        .collect()
}

/// When a post needs the agreement of the head of the section, as the city has set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ApprovalRule {
    /// Also every must-read.
    pub must_reads: bool,
    /// Also every other post that leaves the own section.
    pub beyond_own_section: bool,
}

/// Whether the head of the section has to agree before the post appears: always when it is for everybody.
/// `own` is the posting section with the units below it.
///
/// ```
/// use bulletin::records::{Audience, Chosen};
/// use bulletin::rules::{ApprovalRule, needs_approval};
/// use people::UnitId;
/// let own = [UnitId(11), UnitId(111)].into();
/// let within = Audience::Chosen(Chosen { units: [UnitId(111)].into(), ..Chosen::default() });
/// let beyond = Audience::Chosen(Chosen { units: [UnitId(12)].into(), ..Chosen::default() });
/// let usual = ApprovalRule::default();
/// assert!(needs_approval(&Audience::Everybody, false, &own, usual));
/// assert!(!needs_approval(&within, true, &own, usual));
/// assert!(!needs_approval(&beyond, false, &own, usual));
/// let strict = ApprovalRule { must_reads: true, beyond_own_section: true };
/// assert!(needs_approval(&within, true, &own, strict));
/// assert!(needs_approval(&beyond, false, &own, strict));
/// ```
#[must_use]
pub fn needs_approval(
    audience: &Audience,
    must_read: bool,
    own: &BTreeSet<UnitId>,
    rule: ApprovalRule,
) -> bool {
    let leaves_section = match audience {
        Audience::Everybody => return true,
        // All ranks or employments of a city are everybody under another name; the section decides that only
        // for its own people.
        Audience::Chosen(Chosen { units, .. }) if units.is_empty() => return true,
        Audience::Chosen(Chosen { units, .. }) => !units.is_subset(own),
    };
    rule.beyond_own_section && leaves_section || rule.must_reads && must_read
}

/// Whether somebody still has to confirm.
///
/// ```
/// use bulletin::rules::is_confirmed;
/// assert!(is_confirmed(Some(2), 1));
/// assert!(!is_confirmed(Some(1), 2), "it was corrected and asked for again since");
/// assert!(!is_confirmed(None, 1));
/// ```
#[must_use]
pub fn is_confirmed(confirmed: Option<i64>, from_edition: i64) -> bool {
    confirmed.is_some_and(|edition| edition >= from_edition)
}

/// The last day to confirm of a must-read posted on a day: what the author set, but never a day that had
/// gone by when readers saw it first.
#[must_use]
pub fn confirm_by(must_read: MustRead, posted: Option<Posted>) -> Option<Date> {
    let by = must_read.by?;
    Some(posted.map_or(by, |posted| by.max(posted.on)))
}

/// Why an entry was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// The title is empty.
    #[error("no title")]
    NoTitle,
    /// The title is longer than allowed, by so many characters.
    #[error("the title is too long by {0}")]
    TitleTooLong(usize),
    /// The text is empty.
    #[error("no text")]
    NoBody,
    /// The text is longer than allowed, by so many characters.
    #[error("the text is too long by {0}")]
    BodyTooLong(usize),
    /// The audience names nobody at all.
    #[error("no audience")]
    NoAudience,
    /// The day until which to confirm lies before the first day.
    #[error("to be confirmed before it is shown")]
    ConfirmTooEarly,
    /// The day until which to confirm lies after the last day.
    #[error("to be confirmed after it is gone")]
    ConfirmTooLate,
}

impl EntryFault {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            EntryFault::NoTitle => "bulletin-fault-no-title",
            EntryFault::TitleTooLong(_) => "bulletin-fault-title-too-long",
            EntryFault::NoBody => "bulletin-fault-no-body",
            EntryFault::BodyTooLong(_) => "bulletin-fault-body-too-long",
            EntryFault::NoAudience => "bulletin-fault-no-audience",
            EntryFault::ConfirmTooEarly => "bulletin-fault-confirm-too-early",
            EntryFault::ConfirmTooLate => "bulletin-fault-confirm-too-late",
        }
    }

    /// The field of the form at which it stands.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            EntryFault::NoTitle | EntryFault::TitleTooLong(_) => "title",
            EntryFault::NoBody | EntryFault::BodyTooLong(_) => "body",
            EntryFault::NoAudience => "for",
            EntryFault::ConfirmTooEarly | EntryFault::ConfirmTooLate => "confirm-by",
        }
    }

    /// By how many characters something is too long.
    #[must_use]
    pub const fn over(self) -> Option<usize> {
        match self {
            EntryFault::TitleTooLong(over) | EntryFault::BodyTooLong(over) => Some(over),
            _ => None,
        }
    }
}

/// Everything that is wrong with an entry, in the order of the form.
#[must_use]
pub fn faults(entry: &Entry) -> Vec<EntryFault> {
    let over = |text: &str, longest: usize| text.chars().count().saturating_sub(longest);
    let mut faults = Vec::new();
    match (
        entry.title.trim().is_empty(),
        over(&entry.title, LONGEST_TITLE),
    ) {
        (true, _) => faults.push(EntryFault::NoTitle),
        (false, 0) => {}
        (false, over) => faults.push(EntryFault::TitleTooLong(over)),
    }
    match (
        entry.body.trim().is_empty(),
        over(&entry.body, LONGEST_BODY),
    ) {
        (true, _) => faults.push(EntryFault::NoBody),
        (false, 0) => {}
        (false, over) => faults.push(EntryFault::BodyTooLong(over)),
    }
    if matches!(&entry.audience, Audience::Chosen(chosen) if chosen.is_empty()) {
        faults.push(EntryFault::NoAudience);
    }
    if let Some(by) = entry.must_read.and_then(|must_read| must_read.by) {
        if by < entry.shown.from() {
            faults.push(EntryFault::ConfirmTooEarly);
        } else if entry.shown.to().is_some_and(|to| to <= by) {
            faults.push(EntryFault::ConfirmTooLate);
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::CategoryId;
    use jiff::Timestamp;

    fn day(day: i8) -> Date {
        Date::constant(2026, 11, day)
    }

    fn entry() -> Entry {
        Entry {
            category: CategoryId(1),
            unit: UnitId(11),
            title: "年末調整の書類について".to_owned(),
            body: "11月30日までに提出してください。".to_owned(),
            audience: Audience::Everybody,
            must_read: Some(MustRead { by: Some(day(25)) }),
            shown: Period::new(day(20), Some(day(30))).unwrap(),
        }
    }

    #[test]
    fn a_good_entry_has_no_faults() {
        assert_eq!(faults(&entry()), []);
    }

    #[test]
    fn every_fault_of_an_entry_is_told_at_once() {
        let bad = Entry {
            title: " ".to_owned(),
            body: "あ".repeat(LONGEST_BODY + 3),
            audience: Audience::Chosen(Chosen::default()),
            must_read: Some(MustRead { by: Some(day(19)) }),
            ..entry()
        };
        assert_eq!(
            faults(&bad),
            [
                EntryFault::NoTitle,
                EntryFault::BodyTooLong(3),
                EntryFault::NoAudience,
                EntryFault::ConfirmTooEarly
            ]
        );
    }

    #[test]
    fn readers_can_confirm_as_long_as_the_post_is_shown() {
        let last = Entry {
            must_read: Some(MustRead { by: Some(day(29)) }),
            ..entry()
        };
        assert_eq!(faults(&last), []);
        let after = Entry {
            must_read: Some(MustRead { by: Some(day(30)) }),
            ..entry()
        };
        assert_eq!(faults(&after), [EntryFault::ConfirmTooLate]);
    }

    #[test]
    fn a_day_to_confirm_that_went_by_during_approval_moves_to_the_posting_day() {
        let must_read = MustRead { by: Some(day(20)) };
        let posted = Posted {
            at: Timestamp::UNIX_EPOCH,
            on: day(24),
        };
        assert_eq!(confirm_by(must_read, None), Some(day(20)));
        assert_eq!(confirm_by(must_read, Some(posted)), Some(day(24)));
        assert_eq!(confirm_by(MustRead { by: None }, Some(posted)), None);
    }

    #[test]
    fn only_who_looks_after_a_post_sees_it_before_and_after_its_time() {
        let reader = Standing {
            reader: true,
            ..Standing::default()
        };
        let route = Standing {
            on_route: true,
            ..Standing::default()
        };
        let keeper = Standing {
            keeper: true,
            ..Standing::default()
        };
        for state in State::ALL {
            assert!(may_see(state, false, keeper), "{state:?}");
            assert!(!may_see(state, false, reader), "{state:?}");
            assert_eq!(may_see(state, true, route), state == State::Waiting);
        }
        assert!(doing(State::Published, keeper).pin);
        assert!(!doing(State::Waiting, keeper).edit);
        assert!(!doing(State::Draft, reader).edit);
    }
}
