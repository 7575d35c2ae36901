//! Forms: what a person typed, what is wrong with it, and the fields that show both.
//!
//! A handler reads a post with [`Entries`] and [`Reading`]; when something is wrong it shows the same
//! form again through [`Form::again`], which keeps what was typed and puts the errors on top and at
//! their fields. The browser checks nothing (`novalidate`): one voice, the server's, says what to do.

mod errors;
mod field;
mod reading;

pub use errors::{ErrorSummary, FieldError, FormErrors};
pub use field::{Choice, Field, Form, Width};
pub use reading::{Entries, Reading};
