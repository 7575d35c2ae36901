//! The fields of a form, each with its label, hint, error and value, printed in that order.

use crate::form::{Entries, ErrorSummary, FormErrors};
use crate::kit::component;
use askama::Template;
use calendar::Date;
use measure::Amount;
use words::Text;

/// A form in one language, empty or filled with what was typed and refused.
///
/// ```
/// # use std::sync::Arc;
/// # use words::{Language, Source, Text, Words};
/// # let source = Source { name: "t", ja: "screen-form-required = ※必須\n", en: "" };
/// # let t = Text::new(Arc::new(Words::new(&[source]).unwrap()), Language::Japanese);
/// use screen::form::Form;
/// let form = Form::new(&t);
/// let name = form.text("name", "団体の名前").required().value("青葉自治会");
/// assert!(name.to_string().contains(r#"<label for="f-name">団体の名前<span class="req">※必須</span></label>"#));
/// ```
#[derive(Clone)]
pub struct Form {
    t: Text,
    typed: Option<FormErrors>,
}

impl Form {
    /// A form for the first time.
    #[must_use]
    pub fn new(t: &Text) -> Form {
        Form {
            t: t.clone(),
            typed: None,
        }
    }

    /// The same form again, with what was typed and what is wrong with it.
    #[must_use]
    pub fn again(t: &Text, errors: FormErrors) -> Form {
        Form {
            t: t.clone(),
            typed: Some(errors),
        }
    }

    /// A form that may or may not have been refused.
    #[must_use]
    pub fn of(t: &Text, errors: Option<FormErrors>) -> Form {
        Form {
            t: t.clone(),
            typed: errors,
        }
    }

    /// Whether something has to be put right; the page's title begins with 「エラー：」 then.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.typed.as_ref().is_some_and(|errors| !errors.is_empty())
    }

    /// The box with all errors; prints nothing when nothing is wrong.
    #[must_use]
    pub fn summary(&self) -> ErrorSummary {
        self.typed
            .as_ref()
            .unwrap_or(&FormErrors::default())
            .summary(&self.t)
    }

    /// One line of text.
    #[must_use]
    pub fn text(&self, name: &str, label: &str) -> Field {
        self.field(
            name,
            label,
            Control::Text {
                kind: "text",
                unit: None,
            },
        )
    }

    /// One line of text of another type: `email`, `tel`, `search`, `url`.
    #[must_use]
    pub fn typed_text(&self, kind: &'static str, name: &str, label: &str) -> Field {
        self.field(name, label, Control::Text { kind, unit: None })
    }

    /// A password: what was typed is never sent back.
    #[must_use]
    pub fn password(&self, name: &str, label: &str) -> Field {
        let mut field = self.field(
            name,
            label,
            Control::Text {
                kind: "password",
                unit: None,
            },
        );
        field.values.clear();
        field
    }

    /// A figure with its unit behind it: read by [`crate::form::Reading::amount`].
    #[must_use]
    pub fn amount(&self, name: &str, label: &str, unit: &str) -> Field {
        let control = Control::Text {
            kind: "text",
            unit: Some(unit.to_owned()),
        };
        self.field(name, label, control)
            .input_mode("decimal")
            .width(Width::Narrow)
    }

    /// Several lines of text.
    #[must_use]
    pub fn textarea(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Control::Lines(4))
    }

    /// A day, in either calendar, with an echo of what was understood.
    #[must_use]
    pub fn date(&self, name: &str, label: &str) -> Field {
        let control = Control::Day {
            unread: self.t.say("screen-form-date-unread").into_owned(),
            pick: self.t.say("screen-form-date-pick").into_owned(),
        };
        let mut field = self.field(name, label, control);
        field.hint = Some(self.t.say("screen-form-date-hint").into_owned());
        field
    }

    /// One of a list.
    #[must_use]
    pub fn select(&self, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        self.field(name, label, Control::Select(choices))
    }

    /// One of a few, all to be seen.
    #[must_use]
    pub fn radios(&self, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        self.field(
            name,
            label,
            Control::Choices {
                kind: "radio",
                choices,
            },
        )
    }

    /// Any of a few.
    #[must_use]
    pub fn checks(&self, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        self.field(
            name,
            label,
            Control::Choices {
                kind: "checkbox",
                choices,
            },
        )
    }

    /// One box to tick; its value is `1`.
    #[must_use]
    pub fn tick(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Control::Tick)
    }

    /// A file. `accept` is the list for the browser, e.g. `.xlsx,.csv`.
    #[must_use]
    pub fn file(&self, name: &str, label: &str, accept: &str) -> Field {
        self.field(
            name,
            label,
            Control::File {
                accept: accept.to_owned(),
            },
        )
    }

    /// A value the person does not see.
    #[must_use]
    pub fn hidden(&self, name: &str, value: &str) -> Field {
        self.field(name, "", Control::Hidden).value(value)
    }

    /// The version of the row the form is filled from, for the optimistic lock. Always the one given,
    /// so that a form shown again after "changed meanwhile" carries the new version.
    #[must_use]
    pub fn version(&self, version: i64) -> Field {
        let mut field = self.field("version", "", Control::Hidden);
        field.values = vec![version.to_string()];
        field
    }

    fn field(&self, name: &str, label: &str, control: Control) -> Field {
        let typed = self.typed.as_ref();
        let file = matches!(control, Control::File { .. });
        Field {
            t: self.t.clone(),
            id: format!("f-{name}"),
            name: name.to_owned(),
            label: label.to_owned(),
            hint: None,
            error: typed.and_then(|errors| errors.of(name)).map(str::to_owned),
            control,
            values: typed
                .filter(|_| !file)
                .map(|errors| kept(&errors.entries, name))
                .unwrap_or_default(),
            kept: typed.is_some(),
            need: Need::Unsaid,
            width: Width::Full,
            small: false,
            inline: false,
            input_mode: None,
            autocomplete: None,
            least: None,
        }
    }
}

fn kept(entries: &Entries, name: &str) -> Vec<String> {
    entries
        .all(name)
        .map(|value| value.replace("\r\n", "\n"))
        .collect()
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    value: String,
    label: String,
    hint: Option<String>,
}

impl Choice {
    /// A value with the words the reader sees.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a choice is written with its value: 23"
    )]
    pub fn new(value: impl ToString, label: impl Into<String>) -> Choice {
        Choice {
            value: value.to_string(),
            label: label.into(),
            hint: None,
        }
    }

    /// A line of explanation below the words (radio buttons and boxes only).
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Choice {
        self.hint = Some(hint.into());
        self
    }
}

/// How wide a control is: as wide as what goes into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A few figures.
    Narrow,
    /// A code, a telephone number.
    Short,
    /// A name.
    Middle,
    /// The whole column.
    Full,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Width::Narrow => " w-xs",
            Width::Short => " w-s",
            Width::Middle => " w-m",
            Width::Full => "",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Unsaid,
    Required,
    Optional,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Control {
    Text {
        kind: &'static str,
        unit: Option<String>,
    },
    Lines(u8),
    Day {
        unread: String,
        pick: String,
    },
    Select(Vec<Choice>),
    Choices {
        kind: &'static str,
        choices: Vec<Choice>,
    },
    Tick,
    File {
        accept: String,
    },
    Hidden,
}

/// One field; prints itself with label, hint, control and error.
#[derive(Clone, Template)]
#[template(path = "form_field.html")]
pub struct Field {
    t: Text,
    id: String,
    name: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    control: Control,
    values: Vec<String>,
    kept: bool,
    need: Need,
    width: Width,
    small: bool,
    inline: bool,
    input_mode: Option<&'static str>,
    autocomplete: Option<&'static str>,
    least: Option<Date>,
}
component!(Field);

impl Field {
    /// The value the form is filled with; what was typed and refused takes its place.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a field is written with its value: 23"
    )]
    pub fn value(mut self, value: impl ToString) -> Field {
        if !self.kept {
            self.values = vec![value.to_string()];
        }
        self
    }

    /// The day the form is filled with, shown in the reader's calendar.
    #[must_use]
    pub fn day(self, day: Option<Date>) -> Field {
        let language = self.t.language();
        match day {
            Some(day) => self.value(crate::date_text::plain_day(day, language)),
            None => self,
        }
    }

    /// The figure the form is filled with.
    #[must_use]
    pub fn figure(self, amount: Option<Amount>) -> Field {
        match amount {
            Some(amount) => self.value(amount),
            None => self,
        }
    }

    /// The boxes that are ticked.
    #[must_use]
    pub fn ticked<V: ToString>(mut self, values: impl IntoIterator<Item = V>) -> Field {
        if !self.kept {
            self.values = values.into_iter().map(|value| value.to_string()).collect();
        }
        self
    }

    /// Marks the field as one that has to be filled: ※必須.
    #[must_use]
    pub fn required(mut self) -> Field {
        self.need = Need::Required;
        self
    }

    /// Marks the field as one that may stay empty: 任意.
    #[must_use]
    pub fn optional(mut self) -> Field {
        self.need = Need::Optional;
        self
    }

    /// A line between label and control that says what to enter. Links are not possible here.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Field {
        self.hint = Some(hint.into());
        self
    }

    /// How wide the control is.
    #[must_use]
    pub fn width(mut self, width: Width) -> Field {
        self.width = width;
        self
    }

    /// The low control of dense pages and filter bars.
    #[must_use]
    pub fn small(mut self) -> Field {
        self.small = true;
        self
    }

    /// Radio buttons or boxes side by side.
    #[must_use]
    pub fn inline(mut self) -> Field {
        self.inline = true;
        self
    }

    /// The keyboard a phone shows: `numeric`, `decimal`, `tel`, `email`.
    #[must_use]
    pub fn input_mode(mut self, mode: &'static str) -> Field {
        self.input_mode = Some(mode);
        self
    }

    /// What the browser may fill in: `name`, `email`, `current-password`, `one-time-code`.
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Field {
        self.autocomplete = Some(token);
        self
    }

    /// The first day the calendar offers. The server still decides.
    #[must_use]
    pub fn not_before(mut self, day: Date) -> Field {
        self.least = Some(day);
        self
    }

    /// How many lines a text field shows at first.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Field {
        if let Control::Lines(shown) = &mut self.control {
            *shown = rows;
        }
        self
    }

    /// A different id, where one page holds the same form twice.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Field {
        self.id = id.into();
        self
    }

    fn first(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn has(&self, value: &str) -> bool {
        self.values.iter().any(|kept| kept == value)
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    fn choice_id(&self, at: &usize) -> String {
        if *at == 0 {
            self.id.clone()
        } else {
            format!("{}-{}", self.id, at + 1)
        }
    }

    /// The ids of error and hint, read out with the control.
    fn described(&self) -> Option<String> {
        let parts = [(self.error.is_some(), "e"), (self.hint.is_some(), "h")];
        let ids: Vec<String> = parts
            .iter()
            .filter(|(there, _)| *there)
            .map(|(_, ending)| format!("{}-{ending}", self.id))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::text;
    use words::Language::Japanese;

    #[test]
    fn a_refused_form_shows_what_was_typed_and_points_to_it() {
        let t = text(Japanese);
        let mut errors = FormErrors::new(Entries::parse("num=8&kind=b&kind=c".as_bytes()));
        errors.add("num", "10人以上で入力してください");
        let form = Form::again(&t, errors);
        let html = form
            .text("num", "参加する人数")
            .required()
            .hint("10人から")
            .value(99)
            .to_string();
        assert!(html.contains(r#"value="8""#), "{html}");
        assert!(
            html.contains(r#"aria-invalid="true" aria-describedby="f-num-e f-num-h""#),
            "{html}"
        );
        assert!(
            html.contains(r#"id="f-num-e""#) && html.contains(r#"id="f-num-h""#),
            "{html}"
        );
        let choices = ["a", "b", "c"]
            .map(|value| Choice::new(value, value))
            .to_vec();
        let html = form
            .checks("kind", "種類", choices)
            .ticked(["a"])
            .to_string();
        assert_eq!(html.matches(" checked").count(), 2, "{html}");
        let html = form.summary().to_string();
        assert!(
            html.contains("入力を直すところが1つあります") && html.contains(r##"href="#f-num""##),
            "{html}"
        );
        assert!(form.refused());
    }

    #[test]
    fn a_box_that_was_unticked_and_refused_stays_unticked() {
        let t = text(Japanese);
        let mut errors = FormErrors::new(Entries::parse(b"other=x"));
        errors.add("other", "x");
        let html = Form::again(&t, errors)
            .tick("agree", "同意する")
            .value(1)
            .to_string();
        assert!(!html.contains("checked"), "{html}");
        let html = Form::new(&t).tick("agree", "同意する").value(1).to_string();
        assert!(html.contains(" checked"), "{html}");
    }

    #[test]
    fn a_password_and_a_version_are_never_taken_from_what_was_typed() {
        let t = text(Japanese);
        let errors = FormErrors::about_form(Entries::parse(b"pass=secret&version=3"), "x");
        let form = Form::again(&t, errors);
        assert!(
            !form
                .password("pass", "パスワード")
                .to_string()
                .contains("secret")
        );
        assert!(form.version(4).to_string().contains(r#"value="4""#));
    }

    #[test]
    fn what_was_typed_is_escaped() {
        let t = text(Japanese);
        let html = Form::new(&t)
            .textarea("memo", "メモ")
            .value("</textarea><b>")
            .to_string();
        assert!(!html.contains("<b>"), "{html}");
    }

    #[test]
    fn nothing_is_printed_when_nothing_is_wrong() {
        assert_eq!(Form::new(&text(Japanese)).summary().to_string(), "");
    }
}
