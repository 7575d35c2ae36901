//! What a city can set, each value from a day on.
//!
//! A crate declares its settings as constants and lists them, and the settings page is made from the
//! lists:
//!
//! ```
//! use settings::{About, Declaration, Setting};
//!
//! /// Days before a deadline on which sections are reminded.
//! pub const REMINDER: Setting<i64> = Setting::number(
//!     About {
//!         key: "plan-reminder-days",
//!         group: "plan-settings-deadlines",
//!         title_key: "plan-settings-reminder",
//!         hint_key: "plan-settings-reminder-hint",
//!     },
//!     14,
//!     1,
//!     60,
//! );
//! pub const SETTINGS: &[&Declaration] = &[&REMINDER.declaration];
//! ```
//!
//! Pages and rules read them with [`Settings::load`] for a day and [`Settings::get`]; nothing has to be
//! set for the defaults to hold. [`set`] adds a value from a day on and never changes an earlier one, so
//! last year's figures stay what they were. Settings are shown to everybody who may see the settings
//! page and are written into the journal: passwords and keys do not belong here.

mod changes;
mod declaration;
mod refusal;
mod typed;
mod value;

pub use changes::{Change, NewValue, SetFault, Settings, history, set};
pub use declaration::{About, ChoiceOption, Declaration, Kind};
pub use refusal::Refusal;
pub use typed::{Choice, Setting, Typed};
pub use value::{Preset, Value};

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "settings",
    block: 2,
    files: &[(1, "settings", include_str!("../schema/0001_settings.sql"))],
    large: &[],
};

/// What this crate writes into the journal.
pub const ACTS: &[&str] = &["settings.changed"];

/// The words of this crate.
pub const WORDS: words::Source = words::source!();

/// The queries of this crate by name.
pub const QUERIES: &[(&str, &str)] = &[
    ("settings on a day", changes::ON_A_DAY),
    ("settings history", changes::HISTORY),
    ("settings insert", changes::INSERT),
];
