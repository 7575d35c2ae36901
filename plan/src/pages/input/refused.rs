//! What a refused act leaves for its form: what was typed, what to put right, and what somebody else wrote
//! in the meantime.

use crate::acts::{ActError, PlanRefusal};
use axum::http::StatusCode;
use screen::form::{Entries, Form, FormErrors};
use screen::visit::Visit;
use screen::{Page, PageError, date_text};

/// Two texts for one place: what stands there now, and what was to be written.
pub(crate) struct Conflict {
    pub sentence: String,
    pub by: String,
    pub at: String,
    pub current: String,
    pub yours: String,
}

/// A form that has to be shown again.
pub(crate) struct Again {
    pub errors: FormErrors,
    pub conflict: Option<Conflict>,
}

impl From<FormErrors> for Again {
    fn from(errors: FormErrors) -> Again {
        Again {
            errors,
            conflict: None,
        }
    }
}

impl Again {
    /// What an act's refusal means for its form; failures that no form can put right are handed on.
    /// `field` names the field that a refusal is about, `yours` is what was to be written.
    pub(crate) fn after(
        visit: &Visit,
        error: ActError,
        entries: Entries,
        yours: String,
        field: impl Fn(&PlanRefusal) -> Option<String>,
    ) -> Result<Again, PageError> {
        let ActError::Refused(refusal) = error else {
            return Err(error.into());
        };
        let sentence = refusal.sentence(&visit.text);
        let mut again = Again::from(FormErrors::new(entries));
        match refusal {
            PlanRefusal::Stale {
                changed_by,
                changed_at,
                current,
                ..
            } => {
                again.conflict = Some(Conflict {
                    sentence,
                    by: changed_by,
                    at: date_text::short_moment(changed_at, visit.language()),
                    current,
                    yours,
                });
            }
            _ => again
                .errors
                .add(&field(&refusal).unwrap_or_default(), sentence),
        }
        Ok(again)
    }

    /// The form with what was typed, and the conflict beside it.
    pub(crate) fn form(visit: &Visit, again: Option<Again>) -> (Form, Option<Conflict>) {
        let (errors, conflict) = match again {
            Some(again) => (Some(again.errors), again.conflict),
            None => (None, None),
        };
        (Form::of(&visit.text, errors), conflict)
    }
}

/// The status of a page with a form that was refused or overtaken.
pub(crate) fn with_status(page: Page, form: &Form, conflict: Option<&Conflict>) -> Page {
    if conflict.is_some() {
        page.with_status(StatusCode::CONFLICT)
    } else if form.refused() {
        page.with_errors()
    } else {
        page
    }
}
