//! What the pages share: tabs, how stages, periods and categories are written, a text with its markup.

use crate::records::{Category, CategoryId, PostId};
use crate::rules::{Block, Stage, blocks};
use access::{Actor, Allowed, KeepBulletin};
use calendar::{Date, Period};
use flow::{Desk, Terms};
use people::Page;
use screen::table::TableState;
use screen::visit::Visit;
use screen::{PageError, date_text};
use words::{Language, Text};

/// The entry of the main menu that the pages belong to.
pub(crate) const SECTION: &str = "/bulletin";

/// A word with its tone.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub word: String,
    pub tone: &'static str,
}

/// Where a post is in its time.
pub(super) fn stage_mark(stage: Stage, t: &Text) -> Mark {
    let tone = match stage {
        Stage::Draft | Stage::Expired => "",
        Stage::Waiting => "warn",
        Stage::Scheduled => "key",
        Stage::Shown => "ok",
        Stage::Withdrawn => "bad",
    };
    Mark {
        word: t.say(stage.key()).into_owned(),
        tone,
    }
}

/// The pages of the section with the one the reader is on.
pub(super) fn tabs(actor: &Actor, t: &Text, here: &str) -> Vec<(String, String, bool)> {
    let keeper = Allowed::<KeepBulletin>::ask(actor.clone()).is_ok();
    [
        ("bulletin-board", "/bulletin", true),
        ("bulletin-archive", "/bulletin/archive", true),
        ("bulletin-office", "/bulletin/office", true),
        ("bulletin-digest", "/bulletin/digest", true),
        ("bulletin-categories", "/bulletin/categories", keeper),
    ]
    .into_iter()
    .filter(|(.., shown)| *shown)
    .map(|(key, href, _)| (t.say(key).into_owned(), href.to_owned(), href == here))
    .collect()
}

/// When and how an act of this visit is done.
pub(super) fn desk(visit: &Visit) -> Desk<'_> {
    Desk::now(
        &visit.site.ids,
        &visit.site.clock,
        Terms::of(&visit.settings),
    )
}

/// The number of a post in an address.
pub(super) fn post_id(text: &str) -> Result<PostId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) fn href(post: PostId) -> String {
    format!("{SECTION}/{post}")
}

/// A category as the reader calls it.
pub(super) fn category_name(category: &Category, t: &Text) -> String {
    if t.language() == Language::English && !category.name_en.is_empty() {
        category.name_en.clone()
    } else {
        category.name.clone()
    }
}

/// The name of the category of a number.
pub(super) fn name_of(categories: &[Category], id: CategoryId, t: &Text) -> String {
    let found = categories.iter().find(|one| one.id == id);
    found.map(|one| category_name(one, t)).unwrap_or_default()
}

/// The last day of a period that ends before a day.
pub(super) fn last_day(to: Option<Date>) -> Option<Date> {
    to.and_then(|to| to.yesterday().ok())
}

/// 「令和8年11月22日から12月5日まで」; 「令和8年11月22日から」.
pub(crate) fn period_text(period: Period, t: &Text) -> String {
    let day = |day| date_text::plain_day(day, t.language());
    match last_day(period.to()) {
        Some(last) => t.say2(
            "bulletin-from-to",
            "from",
            day(period.from()),
            "to",
            day(last),
        ),
        None => t.say1("bulletin-from", "from", day(period.from())),
    }
}

/// 「12月1日までに確認」; 「確認を求める」.
pub(crate) fn confirm_text(by: Option<Date>, t: &Text) -> String {
    match by {
        Some(by) => t.say1(
            "bulletin-confirm-by-day",
            "day",
            date_text::plain_day(by, t.language()),
        ),
        None => t.say("bulletin-confirm-any-day").into_owned(),
    }
}

/// Which part of a list the address asks for.
pub(super) fn part(state: &TableState, total: i64) -> Page {
    Page {
        offset: state.offset(total),
        limit: state.limit(),
    }
}

/// 「240 KB」; 「1.3 MB」.
pub(super) fn size_text(bytes: i64) -> String {
    const MEGABYTE: i64 = 1 << 20;
    if bytes >= MEGABYTE {
        let tenths = bytes * 10 / MEGABYTE;
        format!("{}.{} MB", tenths / 10, tenths % 10)
    } else {
        format!("{} KB", (bytes / 1024).max(1))
    }
}

/// The parts of a text, for a template.
pub(super) fn body(text: &str) -> Vec<Block> {
    blocks(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_the_unit_that_fits() {
        assert_eq!(size_text(10), "1 KB");
        assert_eq!(size_text(245_760), "240 KB");
        assert_eq!(size_text(1_468_007), "1.4 MB");
    }
}
