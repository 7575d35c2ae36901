//! What the product tells somebody: written in the transaction of the act it tells about, shown behind the
//! bell, and sent by mail to those who wish that.
//!
//! ```
//! use flow::notices::{NoticeKind, Way};
//!
//! /// Something waits for a decision.
//! pub const ARRIVED: NoticeKind = NoticeKind::new("flow.arrived", "flow-notice-arrived", Way::Mail);
//! ```
//!
//! The kind is registered in the module's `notices`, so that everybody can choose how they are told of it.
//! An event has a key of its own (`application:12:step:3`): however often an act is tried, everybody is
//! told of an event once. Mails carry the title and the way to the page, never the lines below it.

mod kinds;
mod preferences;
mod reading;
mod reminders;
mod sending;

pub use kinds::{JOB_ENDED, NoticeKind, TODO_DUE, Way};
pub use preferences::{
    Addresses, Preferences, addresses, preferences, set_address, set_preferences,
};
pub use reading::{NoticeId, NoticeLine, mark_all_read, mark_read, notices, open, unread};
pub use reminders::{REMIND, REMINDER_DAYS, REMINDER_HOUR};
pub use sending::{NewNotice, To, notify};

pub(crate) use sending::list;

/// The queries of this part by name.
pub(crate) const QUERIES: [&[(&str, &str)]; 4] = [
    preferences::QUERIES,
    reading::QUERIES,
    reminders::QUERIES,
    sending::QUERIES,
];
