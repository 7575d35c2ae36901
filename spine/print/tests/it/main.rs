//! Documents and pictures as their readers get them.

mod documents;
mod pictures;
