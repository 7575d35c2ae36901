//! A person's deadlines as a calendar that other programs subscribe to by a secret address.

mod feed;
mod ics;

pub use feed::{Feed, FeedOwner, feed, make, owner_of, revoke};
pub use ics::{CalendarEvent, When, calendar};

use access::Actor;
use anyhow::Result;
use calendar::Date;
use std::pin::Pin;
use store::Db;
use words::Text;

/// What a source returns while the database works.
pub type PendingEvents<'a> = Pin<Box<dyn Future<Output = Result<Vec<CalendarEvent>>> + Send + 'a>>;

/// Finds what of one crate stands in somebody's calendar, besides the to-dos, which stand there anyway:
/// from the given day on, as the actor of today may see it.
pub type CalendarSource = for<'a> fn(&'a Db, &'a Actor, Date, &'a Text) -> PendingEvents<'a>;

/// The queries of this part by name.
pub(crate) const QUERIES: &[(&str, &str)] = feed::QUERIES;
