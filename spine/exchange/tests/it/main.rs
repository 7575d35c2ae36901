//! Tests of the exchange crate from outside. One binary.

mod book;
mod csv;
mod workbook;
