//! What the plan counts of the bulletin, with the posts behind each number.

use crate::store::{YearLine, year, year_posts, year_sections};
use ::store::Db;
use access::Scope;
use calendar::FiscalYear;
use figures::{Asked, Counted, Figure, Pending, Records, Wanted};
use measure::{Amount, Quality};
use people::Page;
use screen::date_text::short_day;
use words::Text;

/// 掲載件数: posts of the year.
pub const POSTS: Figure = Figure {
    key: "bulletin.posts",
    label: "bulletin-figure-posts",
    unit: "bulletin-figure-posts-unit",
    definition: "bulletin-figure-posts-definition",
    count: count_posts,
    records: list_posts,
};

/// 掲載した課: sections that posted.
pub const SECTIONS: Figure = Figure {
    key: "bulletin.sections",
    label: "bulletin-figure-sections",
    unit: "bulletin-figure-sections-unit",
    definition: "bulletin-figure-sections-definition",
    count: count_sections,
    records: list_sections,
};

/// 閲覧率: readers among those whom posts were for on their posting day.
pub const READ_RATE: Figure = Figure {
    key: "bulletin.read_rate",
    label: "bulletin-figure-read-rate",
    unit: "bulletin-figure-read-rate-unit",
    definition: "bulletin-figure-read-rate-definition",
    count: count_read_rate,
    records: list_posts,
};

/// All of them.
pub const FIGURES: &[Figure] = &[POSTS, SECTIONS, READ_RATE];

/// The share of readers with one decimal; `None` while nothing was for anybody.
///
/// ```
/// use bulletin::figures::read_rate;
/// assert_eq!(read_rate(1_234, 1_500).unwrap().to_string(), "82.3");
/// assert_eq!(read_rate(0, 0), None);
/// ```
#[must_use]
pub fn read_rate(readers: i64, audience: i64) -> Option<Amount> {
    Amount::percentage(readers, audience, 1)
}

/// A number of a year: final when the year is over, of a day while it runs, none before it begins.
fn counted(asked: Asked, amount: Option<Amount>) -> Option<Counted> {
    let running = FiscalYear::of(asked.on);
    if running < asked.year {
        return None;
    }
    Some(Counted {
        amount: amount?,
        quality: if running == asked.year {
            Quality::AsOf(asked.on)
        } else {
            Quality::Final
        },
        definition: 1,
    })
}

fn count_posts(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let totals = year(db, (asked.year, asked.on), &Scope::All).await?;
        Ok(counted(asked, Some(Amount::whole(totals.posts))))
    })
}

fn count_sections(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let totals = year(db, (asked.year, asked.on), &Scope::All).await?;
        Ok(counted(asked, Some(Amount::whole(totals.sections))))
    })
}

fn count_read_rate(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let totals = year(db, (asked.year, asked.on), &Scope::All).await?;
        Ok(counted(asked, read_rate(totals.readers, totals.audience)))
    })
}

fn columns(t: &Text, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| t.say(key).into_owned()).collect()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of every figure's function"
)]
fn list_posts<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let of = (wanted.asked.year, wanted.asked.on);
        let page = Page {
            offset: wanted.offset,
            limit: wanted.limit,
        };
        let lines = year_posts(db, of, wanted.scope, page).await?;
        let keys = [
            "bulletin-posted-on",
            "bulletin-title",
            "bulletin-section",
            "bulletin-audience-count",
            "bulletin-readers-count",
        ];
        let number = |number: i64| screen::kit::grouped(number);
        let row = |line: YearLine| {
            vec![
                short_day(line.posted_on, wanted.text.language()),
                line.title,
                line.unit_name,
                line.audience.map(number).unwrap_or_default(),
                number(line.readers),
            ]
        };
        Ok(Records {
            columns: columns(wanted.text, &keys),
            rows: lines.into_iter().map(row).collect(),
            visible: year(db, of, wanted.scope).await?.posts,
            counted: year(db, of, &Scope::All).await?.posts,
        })
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of every figure's function"
)]
fn list_sections<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let of = (wanted.asked.year, wanted.asked.on);
        let page = Page {
            offset: wanted.offset,
            limit: wanted.limit,
        };
        let lines = year_sections(db, of, wanted.scope, page).await?;
        let row = |(name, posts): (String, i64)| vec![name, screen::kit::grouped(posts)];
        Ok(Records {
            columns: columns(wanted.text, &["bulletin-section", "bulletin-figure-posts"]),
            rows: lines.into_iter().map(row).collect(),
            visible: year(db, of, wanted.scope).await?.sections,
            counted: year(db, of, &Scope::All).await?.sections,
        })
    })
}
