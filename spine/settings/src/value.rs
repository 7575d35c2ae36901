//! Values: in constants, in forms and in the database.

use jiff::civil::Date;

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A line of text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// The code of an option.
    Choice(String),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
}

/// A value in a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// A line of text.
    Text(&'static str),
    /// A whole number.
    Number(i64),
    /// The code of an option.
    Choice(&'static str),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
}

impl Preset {
    /// The same as a [`Value`].
    #[must_use]
    pub fn value(self) -> Value {
        match self {
            Preset::Text(text) => Value::Text(text.to_owned()),
            Preset::Number(number) => Value::Number(number),
            Preset::Choice(code) => Value::Choice(code.to_owned()),
            Preset::Flag(flag) => Value::Flag(flag),
            Preset::Day(day) => Value::Day(day),
        }
    }
}

impl Value {
    /// What a form field shows for it: the text, the figures, the option's code, `true` or nothing, the
    /// day as `2027-04-01`.
    #[must_use]
    pub fn form_text(&self) -> String {
        match self {
            Value::Text(text) | Value::Choice(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Flag(flag) => (if *flag { "true" } else { "" }).to_owned(),
            Value::Day(day) => day.to_string(),
        }
    }

    /// As it is stored and journalled.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        match self {
            Value::Text(text) | Value::Choice(text) => text.as_str().into(),
            Value::Number(number) => (*number).into(),
            Value::Flag(flag) => (*flag).into(),
            Value::Day(day) => day.to_string().into(),
        }
    }
}
