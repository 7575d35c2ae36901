//! What can be set, as data that a settings page can be made from.

use crate::refusal::Refusal;
use crate::value::{Preset, Value};

/// Name and words of a setting.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Its name in the database and in addresses, never changed after a release: `plan-reminder-days`.
    pub key: &'static str,
    /// Key of the heading that it stands under on the settings page.
    pub group: &'static str,
    /// Key of its label.
    pub title_key: &'static str,
    /// Key of the sentence below it.
    pub hint_key: &'static str,
}

/// A setting as the settings page knows it.
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// Its name in the database and in addresses.
    pub key: &'static str,
    /// Key of the heading that it stands under.
    pub group: &'static str,
    /// Key of its label.
    pub title_key: &'static str,
    /// Key of the sentence below it.
    pub hint_key: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// What holds while nothing is set.
    pub default: Preset,
}

/// What values a setting takes.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A line of text.
    Text {
        /// How many characters.
        longest: usize,
        /// Whether it must not be empty.
        required: bool,
    },
    /// A whole number.
    Number {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// One of several.
    Choice {
        /// In the order of the page.
        options: &'static [ChoiceOption],
    },
    /// Yes or no.
    Flag,
    /// A day.
    Day,
}

/// One of the values of a choice.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceOption {
    /// In the database and in forms.
    pub code: &'static str,
    /// Key of its label.
    pub title_key: &'static str,
}

impl Declaration {
    pub(crate) const fn new(about: About, kind: Kind, default: Preset) -> Declaration {
        Declaration {
            key: about.key,
            group: about.group,
            title_key: about.title_key,
            hint_key: about.hint_key,
            kind,
            default,
        }
    }

    /// Reads what was entered into a form; an unticked box sends nothing, which is `""`.
    ///
    /// # Errors
    /// When the text is no value of this setting.
    pub fn parse(&self, entered: &str) -> Result<Value, Refusal> {
        let text = entered.trim();
        let value = match self.kind {
            Kind::Text { .. } => Value::Text(text.to_owned()),
            Kind::Number { .. } => Value::Number(number(text)?),
            Kind::Choice { .. } => Value::Choice(text.to_owned()),
            Kind::Flag => Value::Flag(flag(text)?),
            Kind::Day if text.is_empty() => return Err(Refusal::Empty),
            Kind::Day => Value::Day(calendar::parse_date(text).map_err(|_| Refusal::NotADay)?),
        };
        self.check(&value).map(|()| value)
    }

    /// Whether the setting takes the value.
    ///
    /// # Errors
    /// When it does not.
    pub fn check(&self, value: &Value) -> Result<(), Refusal> {
        match (self.kind, value) {
            (Kind::Text { longest, required }, Value::Text(text)) => {
                check_text(text, longest, required)
            }
            (Kind::Number { least, most }, Value::Number(number)) => {
                let within = (least..=most).contains(number);
                if within {
                    Ok(())
                } else {
                    Err(Refusal::OutOfRange { least, most })
                }
            }
            (Kind::Choice { options }, Value::Choice(code)) => {
                let known = options.iter().any(|option| option.code == code);
                if known {
                    Ok(())
                } else {
                    Err(Refusal::UnknownOption)
                }
            }
            (Kind::Flag, Value::Flag(_)) | (Kind::Day, Value::Day(_)) => Ok(()),
            (Kind::Number { .. }, _) => Err(Refusal::NotANumber),
            (Kind::Day, _) => Err(Refusal::NotADay),
            (Kind::Text { .. } | Kind::Choice { .. } | Kind::Flag, _) => {
                Err(Refusal::UnknownOption)
            }
        }
    }

    /// Reads a stored value; `None` when the setting does not take it any more.
    pub(crate) fn read(&self, stored: &str) -> Option<Value> {
        let json: serde_json::Value = serde_json::from_str(stored).ok()?;
        let text = || json.as_str().map(ToOwned::to_owned);
        let value = match self.kind {
            Kind::Text { .. } => Value::Text(text()?),
            Kind::Number { .. } => Value::Number(json.as_i64()?),
            Kind::Choice { .. } => Value::Choice(text()?),
            Kind::Flag => Value::Flag(json.as_bool()?),
            Kind::Day => Value::Day(json.as_str()?.parse().ok()?),
        };
        self.check(&value).ok().map(|()| value)
    }
}

fn check_text(text: &str, longest: usize, required: bool) -> Result<(), Refusal> {
    if required && text.is_empty() {
        Err(Refusal::Empty)
    } else if text.chars().count() > longest {
        Err(Refusal::TooLong { longest })
    } else if text.contains(char::is_control) {
        Err(Refusal::ControlCharacter)
    } else {
        Ok(())
    }
}

/// `1,000`, `１０００`, `-5`, `−５`.
fn number(text: &str) -> Result<i64, Refusal> {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' => '-',
        _ => c,
    };
    let figures: String = text.chars().map(narrow).filter(|c| *c != ',').collect();
    if figures.is_empty() {
        return Err(Refusal::Empty);
    }
    figures.parse().map_err(|_| Refusal::NotANumber)
}

fn flag(text: &str) -> Result<bool, Refusal> {
    match text {
        "true" | "on" | "1" => Ok(true),
        "" | "false" | "off" | "0" => Ok(false),
        _ => Err(Refusal::UnknownOption),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const OPTIONS: &[ChoiceOption] = &[ChoiceOption {
        code: "a",
        title_key: "t",
    }];

    fn declared(kind: Kind) -> Declaration {
        let about = About {
            key: "k",
            group: "g",
            title_key: "t",
            hint_key: "h",
        };
        Declaration::new(about, kind, Preset::Flag(false))
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let setting = declared(Kind::Number {
            least: -10,
            most: 2000,
        });
        for (text, number) in [("30", 30), (" １，２００ ", 1200), ("−5", -5), ("-10", -10)]
        {
            assert_eq!(setting.parse(text), Ok(Value::Number(number)), "{text}");
        }
        let outside = Refusal::OutOfRange {
            least: -10,
            most: 2000,
        };
        for (text, refusal) in [
            ("2001", outside.clone()),
            ("-11", outside),
            ("三十", Refusal::NotANumber),
            ("1.5", Refusal::NotANumber),
            ("99999999999999999999", Refusal::NotANumber),
            ("", Refusal::Empty),
        ] {
            assert_eq!(setting.parse(text), Err(refusal), "{text}");
        }
    }

    #[test]
    fn texts_have_an_end_and_no_invisible_characters() {
        let setting = declared(Kind::Text {
            longest: 3,
            required: true,
        });
        assert_eq!(setting.parse(" 緑野市 "), Ok(Value::Text("緑野市".into())));
        assert_eq!(
            setting.parse("緑野市役"),
            Err(Refusal::TooLong { longest: 3 })
        );
        assert_eq!(setting.parse("a\nb"), Err(Refusal::ControlCharacter));
        assert_eq!(setting.parse("  "), Err(Refusal::Empty));
        let optional = declared(Kind::Text {
            longest: 3,
            required: false,
        });
        assert_eq!(optional.parse(""), Ok(Value::Text(String::new())));
    }

    #[test]
    fn days_are_read_in_both_calendars() {
        let setting = declared(Kind::Day);
        for text in ["2027-04-01", "令和9年4月1日", "R9.4.1"] {
            assert_eq!(
                setting.parse(text),
                Ok(Value::Day(date(2027, 4, 1))),
                "{text}"
            );
        }
        assert_eq!(setting.parse("来月"), Err(Refusal::NotADay));
        assert_eq!(setting.parse(""), Err(Refusal::Empty));
    }

    #[test]
    fn a_box_is_ticked_or_not_and_a_choice_is_on_the_list() {
        let setting = declared(Kind::Flag);
        assert_eq!(setting.parse("on"), Ok(Value::Flag(true)));
        assert_eq!(setting.parse(""), Ok(Value::Flag(false)));
        assert_eq!(setting.parse("perhaps"), Err(Refusal::UnknownOption));
        let setting = declared(Kind::Choice { options: OPTIONS });
        assert_eq!(setting.parse("a"), Ok(Value::Choice("a".into())));
        assert_eq!(setting.parse("b"), Err(Refusal::UnknownOption));
    }

    #[test]
    fn what_a_form_shows_is_read_back_as_the_same_value() {
        let kinds = [
            (
                Kind::Text {
                    longest: 9,
                    required: false,
                },
                Value::Text("髙﨑".into()),
            ),
            (Kind::Number { least: -9, most: 9 }, Value::Number(-9)),
            (Kind::Choice { options: OPTIONS }, Value::Choice("a".into())),
            (Kind::Flag, Value::Flag(true)),
            (Kind::Flag, Value::Flag(false)),
            (Kind::Day, Value::Day(date(2027, 4, 1))),
        ];
        for (kind, value) in kinds {
            let setting = declared(kind);
            assert_eq!(setting.parse(&value.form_text()), Ok(value.clone()));
            assert_eq!(setting.read(&value.json().to_string()), Some(value));
        }
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        assert_eq!(
            declared(Kind::Day).check(&Value::Number(1)),
            Err(Refusal::NotADay)
        );
        assert_eq!(
            declared(Kind::Flag).check(&Value::Number(1)),
            Err(Refusal::UnknownOption)
        );
        assert_eq!(declared(Kind::Flag).read("1"), None);
        assert_eq!(
            declared(Kind::Number { least: 0, most: 9 }).read("10"),
            None
        );
        assert_eq!(declared(Kind::Flag).read("no json"), None);
    }
}
