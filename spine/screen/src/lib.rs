//! Pages: routing by permission, sessions, the frame around every page, forms, tables and charts.
//!
//! A handler's first argument is [`May<Permission>`](May); [`Routes`] takes no handler without one,
//! so a page that nobody has thought about does not compile. The handler answers with
//! [`Visit::page`](visit::Visit::page) or with a [`PageError`], which is turned into a page in the
//! reader's language in one place.

// Templates name this crate as others do: `screen::assets::icons()`.
extern crate self as screen;

pub mod assets;
pub mod chart;
mod city;
mod client;
pub mod date_text;
mod error;
pub mod form;
mod frame;
pub mod kit;
mod notice;
mod page;
mod problem;
pub mod renewal;
mod route;
mod security;
pub mod shell;
mod site;
pub mod table;
pub mod visit;

pub use city::{CITY_NAME, SETTINGS, THEME};
pub use client::{Client, Gate, Knock, Recognise};
pub use error::PageError;
pub use kit::KitPage;
pub use notice::Notice;
pub use page::{Download, Page, see_other};
pub use problem::Problem;
pub use route::{Guarded, May, RouteEntry, Routes};
pub use security::{POLICY, same_origin, security_headers};
pub use site::{NavigationItem, Site};

/// The words of this crate.
pub const WORDS: words::Source = words::source!();
