//! Settings with the type that the program works with.

use crate::declaration::{About, ChoiceOption, Declaration, Kind};
use crate::value::{Preset, Value};
use jiff::civil::Date;

/// A type that settings can have: `String`, `i64`, `bool`, `Date` and every [`Choice`].
pub trait Typed: Sized {
    /// How its default is written in a constant.
    type Given: Copy + Send + Sync + 'static;
    /// The default as the type.
    fn of_given(given: Self::Given) -> Self;
    /// A value as the type.
    fn of_value(value: Value) -> Option<Self>;
}

/// An enumeration that can be set.
pub trait Choice: Copy + Send + Sync + 'static {
    /// The values in the order of the page.
    const VALUES: &'static [Self];
    /// Their codes and labels in the same order.
    const OPTIONS: &'static [ChoiceOption];
}

/// A setting of a type, declared once as a constant.
#[derive(Debug, Clone, Copy)]
pub struct Setting<T: Typed> {
    /// What the settings page needs to know.
    pub declaration: Declaration,
    default: T::Given,
}

impl<T: Typed> Setting<T> {
    /// What holds while nothing is set.
    #[must_use]
    pub fn default(&self) -> T {
        T::of_given(self.default)
    }
}

impl Setting<String> {
    /// A line of text that must not be empty.
    #[must_use]
    pub const fn text(about: About, default: &'static str, longest: usize) -> Setting<String> {
        let kind = Kind::Text {
            longest,
            required: true,
        };
        Setting {
            declaration: Declaration::new(about, kind, Preset::Text(default)),
            default,
        }
    }

    /// A line of text that may be empty.
    #[must_use]
    pub const fn optional_text(
        about: About,
        default: &'static str,
        longest: usize,
    ) -> Setting<String> {
        let kind = Kind::Text {
            longest,
            required: false,
        };
        Setting {
            declaration: Declaration::new(about, kind, Preset::Text(default)),
            default,
        }
    }
}

impl Setting<i64> {
    /// A whole number from `least` to `most`.
    #[must_use]
    pub const fn number(about: About, default: i64, least: i64, most: i64) -> Setting<i64> {
        assert!(
            least <= default && default <= most,
            "the default is out of range"
        );
        let kind = Kind::Number { least, most };
        Setting {
            declaration: Declaration::new(about, kind, Preset::Number(default)),
            default,
        }
    }
}

impl Setting<bool> {
    /// Yes or no.
    #[must_use]
    pub const fn flag(about: About, default: bool) -> Setting<bool> {
        let preset = Preset::Flag(default);
        Setting {
            declaration: Declaration::new(about, Kind::Flag, preset),
            default,
        }
    }
}

impl Setting<Date> {
    /// A day.
    #[must_use]
    pub const fn day(about: About, default: Date) -> Setting<Date> {
        let preset = Preset::Day(default);
        Setting {
            declaration: Declaration::new(about, Kind::Day, preset),
            default,
        }
    }
}

impl<T: Choice> Setting<T> {
    /// One of several; `default` is the code of one of them.
    #[must_use]
    pub const fn choice(about: About, default: &'static str) -> Setting<T> {
        assert!(
            T::VALUES.len() == T::OPTIONS.len(),
            "as many values as options"
        );
        let place = place_of(T::OPTIONS, default);
        let kind = Kind::Choice {
            options: T::OPTIONS,
        };
        Setting {
            declaration: Declaration::new(about, kind, Preset::Choice(default)),
            default: T::VALUES[place],
        }
    }
}

/// Found by the compiler, or the constant does not compile.
const fn place_of(options: &[ChoiceOption], code: &str) -> usize {
    let mut place = 0;
    while place < options.len() {
        if same(options[place].code.as_bytes(), code.as_bytes()) {
            return place;
        }
        place += 1;
    }
    panic!("the default is not one of the options")
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut place = 0;
    while place < one.len() {
        if one[place] != other[place] {
            return false;
        }
        place += 1;
    }
    true
}

impl Typed for String {
    type Given = &'static str;
    fn of_given(given: &'static str) -> String {
        given.to_owned()
    }
    fn of_value(value: Value) -> Option<String> {
        if let Value::Text(text) = value {
            Some(text)
        } else {
            None
        }
    }
}

impl Typed for i64 {
    type Given = i64;
    fn of_given(given: i64) -> i64 {
        given
    }
    fn of_value(value: Value) -> Option<i64> {
        if let Value::Number(number) = value {
            Some(number)
        } else {
            None
        }
    }
}

impl Typed for bool {
    type Given = bool;
    fn of_given(given: bool) -> bool {
        given
    }
    fn of_value(value: Value) -> Option<bool> {
        if let Value::Flag(flag) = value {
            Some(flag)
        } else {
            None
        }
    }
}

impl Typed for Date {
    type Given = Date;
    fn of_given(given: Date) -> Date {
        given
    }
    fn of_value(value: Value) -> Option<Date> {
        if let Value::Day(day) = value {
            Some(day)
        } else {
            None
        }
    }
}

impl<T: Choice> Typed for T {
    type Given = T;
    fn of_given(given: T) -> T {
        given
    }
    fn of_value(value: Value) -> Option<T> {
        let Value::Choice(code) = value else {
            return None;
        };
        let place = T::OPTIONS.iter().position(|option| option.code == code)?;
        T::VALUES.get(place).copied()
    }
}
