//! What a cell says, read as what the column holds.

use crate::Value;
use crate::dates;
use crate::mapping::header_word;
use calendar::Date;

/// Why a cell could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// Nothing stands where something must.
    Blank,
    /// A formula that ended in an error: `#REF!`.
    FormulaError(String),
    /// No day in either calendar.
    NotADay(String),
    /// None of the words that the column may hold.
    NotOffered {
        /// What stands there.
        found: String,
        /// What may stand there.
        offered: String,
    },
    /// Neither yes nor no.
    NotYesOrNo(String),
    /// No hours and minutes.
    NotHours(String),
    /// Something that only the reader of the record knows about.
    Other {
        /// Key of the sentence.
        key: &'static str,
        /// Its variables.
        variables: Vec<(&'static str, String)>,
    },
}

impl Misread {
    /// A sentence of another crate without variables.
    #[must_use]
    pub fn other(key: &'static str) -> Misread {
        Misread::Other {
            key,
            variables: Vec::new(),
        }
    }

    /// A sentence of another crate.
    #[must_use]
    pub fn with(key: &'static str, variables: Vec<(&'static str, String)>) -> Misread {
        Misread::Other { key, variables }
    }

    /// Key of the sentence that says what is wrong and what to write.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Misread::Blank => "exchange-cell-blank",
            Misread::FormulaError(_) => "exchange-cell-formula-error",
            Misread::NotADay(_) => "exchange-cell-not-a-day",
            Misread::NotOffered { .. } => "exchange-cell-not-offered",
            Misread::NotYesOrNo(_) => "exchange-cell-not-yes-or-no",
            Misread::NotHours(_) => "exchange-cell-not-hours",
            Misread::Other { key, .. } => key,
        }
    }

    /// Variables of the sentence.
    #[must_use]
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let found = |found: &str| ("found", found.to_owned());
        match self {
            Misread::Blank => Vec::new(),
            Misread::FormulaError(text)
            | Misread::NotADay(text)
            | Misread::NotYesOrNo(text)
            | Misread::NotHours(text) => vec![found(text)],
            Misread::NotOffered {
                found: text,
                offered,
            } => vec![found(text), ("offered", offered.clone())],
            Misread::Other { variables, .. } => variables.clone(),
        }
    }
}

/// The text of a cell on one line; `None` when nothing stands there. A formula counts as its result.
///
/// # Errors
/// When the formula ended in an error.
pub fn text(value: Option<&Value>) -> Result<Option<String>, Misread> {
    let Some(value) = value else {
        return Ok(None);
    };
    if let Value::Error(error) = value {
        return Err(Misread::FormulaError(error.clone()));
    }
    let text = value.text();
    let line = if text.contains(['\n', '\r', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.trim().to_owned()
    };
    Ok((!line.is_empty()).then_some(line))
}

/// A number that identifies (職員番号, 所属コード): leading zeros are kept; where a spreadsheet has dropped
/// them, figures are filled up to `digits`.
///
/// # Errors
/// When the formula ended in an error.
pub fn number(value: Option<&Value>, digits: Option<u8>) -> Result<Option<String>, Misread> {
    use unicode_normalization::UnicodeNormalization;
    let Some(text) = text(value)? else {
        return Ok(None);
    };
    let narrow: String = text.nfkc().collect();
    let figures = narrow.bytes().all(|byte| byte.is_ascii_digit());
    Ok(Some(match digits {
        Some(digits) if figures => format!("{narrow:0>width$}", width = usize::from(digits)),
        _ => narrow,
    }))
}

/// A day.
///
/// # Errors
/// When the formula ended in an error or the text is no day.
pub fn day(value: Option<&Value>) -> Result<Option<Date>, Misread> {
    let Some(text) = text(value)? else {
        return Ok(None);
    };
    match value.and_then(dates::day) {
        Some(day) => Ok(Some(day)),
        None => Err(Misread::NotADay(text)),
    }
}

/// Words that mean yes.
const YES: [&str; 16] = [
    "1", "○", "〇", "◯", "●", "✓", "✔", "レ", "はい", "有", "あり", "該当", "yes", "y", "true",
    "on",
];
/// Words that mean no.
const NO: [&str; 14] = [
    "0",
    "×",
    "✕",
    "✗",
    "-",
    "―",
    "いいえ",
    "無",
    "なし",
    "非該当",
    "no",
    "n",
    "false",
    "off",
];

/// Yes or no; `None` when nothing stands there.
///
/// # Errors
/// When the formula ended in an error or the text is neither.
pub fn yes(value: Option<&Value>) -> Result<Option<bool>, Misread> {
    use unicode_normalization::UnicodeNormalization;
    let Some(text) = text(value)? else {
        return Ok(None);
    };
    let word = text.nfkc().collect::<String>().to_lowercase();
    if YES.contains(&word.as_str()) || YES.contains(&text.as_str()) {
        Ok(Some(true))
    } else if NO.contains(&word.as_str()) || NO.contains(&text.as_str()) {
        Ok(Some(false))
    } else {
        Err(Misread::NotYesOrNo(text))
    }
}

/// Working time in minutes: `38:45`, `38時間45分`, `38.75` (hours), `2325分`.
///
/// # Errors
/// When the formula ended in an error or the text is no time.
pub fn minutes(value: Option<&Value>) -> Result<Option<i64>, Misread> {
    use unicode_normalization::UnicodeNormalization;
    let Some(text) = text(value)? else {
        return Ok(None);
    };
    let narrow: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    match read_minutes(&narrow) {
        Some(minutes) => Ok(Some(minutes)),
        None => Err(Misread::NotHours(text)),
    }
}

fn read_minutes(text: &str) -> Option<i64> {
    let whole = |text: &str| {
        let short = !text.is_empty() && text.len() <= 5;
        (short && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<i64>().ok())
            .flatten()
    };
    let clock = |hours: &str, minutes: &str| {
        let minutes = whole(minutes).filter(|minutes| *minutes < 60)?;
        Some(whole(hours)? * 60 + minutes)
    };
    if let Some((hours, rest)) = text.split_once("時間") {
        let minutes = rest.strip_suffix('分').unwrap_or(rest);
        return clock(hours, if minutes.is_empty() { "0" } else { minutes });
    }
    if let Some(minutes) = text.strip_suffix('分') {
        return whole(minutes);
    }
    if let Some((hours, minutes)) = text.split_once(':') {
        return clock(hours, minutes);
    }
    let text = text.strip_suffix('h').unwrap_or(text);
    let (hours, parts) = text.split_once('.').unwrap_or((text, "0"));
    let scale = 10_i64.checked_pow(u32::try_from(parts.len()).ok()?)?;
    let all = whole(parts)? * 60;
    // A part of an hour that is no whole minute was meant otherwise.
    (all % scale == 0).then_some(whole(hours)? * 60 + all / scale)
}

/// The words that a column may hold, with what they mean.
#[derive(Debug, Clone)]
pub struct Choices<V> {
    words: Vec<(String, V)>,
    offered: Vec<String>,
}

impl<V: Copy> Choices<V> {
    /// No words yet.
    #[must_use]
    pub fn new() -> Choices<V> {
        Choices {
            words: Vec::new(),
            offered: Vec::new(),
        }
    }

    /// A meaning with the word that is offered for it and others that say the same.
    #[must_use]
    pub fn or<'a>(
        mut self,
        value: V,
        label: &'a str,
        others: impl IntoIterator<Item = &'a str>,
    ) -> Choices<V> {
        self.offered.push(label.to_owned());
        let all = std::iter::once(label).chain(others);
        self.words
            .extend(all.map(|word| (header_word(word), value)));
        self
    }

    /// What a text means.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<V> {
        let wanted = header_word(text);
        self.words
            .iter()
            .find(|(word, _)| *word == wanted)
            .map(|(_, value)| *value)
    }

    /// What a cell means; `None` when nothing stands there.
    ///
    /// # Errors
    /// When the formula ended in an error or the text is none of the words.
    pub fn read(&self, value: Option<&Value>) -> Result<Option<V>, Misread> {
        let Some(found) = text(value)? else {
            return Ok(None);
        };
        match self.find(&found) {
            Some(value) => Ok(Some(value)),
            None => Err(Misread::NotOffered {
                found,
                offered: self.offered.join("、"),
            }),
        }
    }
}

impl<V: Copy> Default for Choices<V> {
    fn default() -> Choices<V> {
        Choices::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn leading_zeros_stay_and_lost_ones_come_back() {
        assert_eq!(
            number(Some(&cell("００１２３")), None),
            Ok(Some("00123".to_owned()))
        );
        let figures = Value::Number("123".to_owned());
        assert_eq!(
            number(Some(&figures), Some(6)),
            Ok(Some("000123".to_owned()))
        );
        assert_eq!(
            number(Some(&cell("A-12")), Some(6)),
            Ok(Some("A-12".to_owned()))
        );
        assert_eq!(
            number(Some(&cell("1234567")), Some(6)),
            Ok(Some("1234567".to_owned()))
        );
    }

    #[test]
    fn the_error_of_a_formula_is_told_in_every_kind_of_column() {
        let error = Value::Error("#REF!".to_owned());
        let told = Misread::FormulaError("#REF!".to_owned());
        assert_eq!(text(Some(&error)), Err(told.clone()));
        assert_eq!(day(Some(&error)), Err(told.clone()));
        assert_eq!(yes(Some(&error)), Err(told.clone()));
        assert_eq!(minutes(Some(&error)), Err(told));
    }

    #[test]
    fn working_time_is_read_in_hours_minutes_and_parts_of_an_hour() {
        let read = |text: &str| minutes(Some(&cell(text)));
        for text in [
            "38:45",
            "３８：４５",
            "38時間45分",
            "38.75",
            "2325分",
            "38.75h",
        ] {
            assert_eq!(read(text), Ok(Some(2325)), "{text}");
        }
        assert_eq!(read("29時間"), Ok(Some(1740)));
        for wrong in ["38:75", "38.33", "abc", "-5", "1:2:3", "."] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_choice_is_found_by_any_of_its_words() {
        let choices =
            Choices::new()
                .or(1, "女性", ["女", "F", "female"])
                .or(2, "男性", ["男", "M"]);
        assert_eq!(choices.read(Some(&cell(" 女 "))), Ok(Some(1)));
        assert_eq!(choices.read(Some(&cell("Ｍ"))), Ok(Some(2)));
        assert_eq!(choices.read(None), Ok(None));
        assert_eq!(
            choices.read(Some(&cell("?x"))),
            Err(Misread::NotOffered {
                found: "?x".to_owned(),
                offered: "女性、男性".to_owned()
            })
        );
    }

    #[test]
    fn yes_and_no_have_many_words() {
        for word in ["○", "1", "あり", "YES", "true"] {
            assert_eq!(yes(Some(&cell(word))), Ok(Some(true)), "{word}");
        }
        for word in ["×", "0", "なし", "No", "-"] {
            assert_eq!(yes(Some(&cell(word))), Ok(Some(false)), "{word}");
        }
        assert_eq!(yes(Some(&Value::Flag(true))), Ok(Some(true)));
        assert!(yes(Some(&cell("たぶん"))).is_err());
    }

    proptest! {
        #[test]
        fn whole_minutes_come_back_from_hours_and_minutes(all in 0_i64..10_080) {
            let text = format!("{}:{:02}", all / 60, all % 60);
            prop_assert_eq!(minutes(Some(&cell(&text))), Ok(Some(all)));
        }

        #[test]
        fn nothing_that_is_typed_breaks_the_reading(any in "\\PC{0,16}") {
            let value = cell(&any);
            let _ = (minutes(Some(&value)), yes(Some(&value)), number(Some(&value), Some(5)), text(Some(&value)));
        }
    }
}
