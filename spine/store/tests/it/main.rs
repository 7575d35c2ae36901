//! The database, on SQLite and, when `TEST_POSTGRES_URL` is set, on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod archives;
mod cities;
mod explained;
mod full_disk;
mod ids;
mod migrations;
mod tables;
mod transactions;
