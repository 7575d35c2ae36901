//! The database: SQLite inside the program by default, PostgreSQL by address, one SQL text for both.
//!
//! Reads take [`&Db`](Db), writes take [`&mut Tx`](Tx); only an initiative's `acts.rs` opens a
//! transaction. SQLite has one writing connection and every transaction begins with `BEGIN IMMEDIATE`,
//! so writers queue instead of failing. A query is a `const` text that is compiled once for each
//! database by [`read!`] and [`write!`].

pub mod archive;
mod cities;
mod clock;
mod db;
#[cfg(feature = "testing")]
pub mod explain;
mod faults;
mod ids;
mod row;
mod schema;
#[cfg(feature = "testing")]
pub mod testing;

pub use cities::{Cities, City};
pub use clock::Clock;
pub use db::{Db, Identity, Tx};
pub use faults::{Refused, refused};
pub use ids::Ids;
pub use jiff_sqlx::{Date as Day, Timestamp as Instant, ToSqlx};
pub use schema::{MigrationFault, Migrations, Schema};
pub use sqlx;
