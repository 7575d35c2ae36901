//! What has to be put right in a form.

use crate::form::Entries;
use crate::kit::component;
use askama::Template;
use words::Text;

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field; empty for something about the form as a whole.
    pub field: String,
    /// What happened and how to fix it, in the reader's language.
    pub message: String,
}

/// Everything to put right in a form, together with what was typed, so that nothing is lost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors {
    /// What the person typed.
    pub entries: Entries,
    errors: Vec<FieldError>,
}

impl FormErrors {
    /// No errors yet.
    #[must_use]
    pub fn new(entries: Entries) -> FormErrors {
        FormErrors {
            entries,
            errors: Vec::new(),
        }
    }

    /// One error about the form as a whole.
    #[must_use]
    pub fn about_form(entries: Entries, message: impl Into<String>) -> FormErrors {
        let mut errors = FormErrors::new(entries);
        errors.add("", message);
        errors
    }

    /// Adds an error. Of two errors at one field only the first is kept: one step at a time.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        if field.is_empty() || self.of(field).is_none() {
            self.errors.push(FieldError {
                field: field.to_owned(),
                message: message.into(),
            });
        }
    }

    /// The error at a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.as_str())
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many things are wrong.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// The errors in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.errors.iter()
    }

    /// The box on top of the form: 「入力を直すところが3つあります」 with a link to each field. Prints
    /// nothing when nothing is wrong.
    #[must_use]
    pub fn summary(&self, t: &Text) -> ErrorSummary {
        ErrorSummary {
            heading: t.say1("screen-form-errors", "count", self.errors.len()),
            errors: self.errors.clone(),
        }
    }
}

/// The box with all errors on top of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "form_errors.html")]
pub struct ErrorSummary {
    heading: String,
    errors: Vec<FieldError>,
}
component!(ErrorSummary);
