//! Sentences that are said later, to readers whose language is not known yet.

use calendar::Date;
use serde::{Deserialize, Serialize};
use words::{Argument, Language, Text};

/// A sentence as the key of its words with its variables; kept in the database as JSON.
///
/// ```
/// use flow::Sentence;
/// let sentence = Sentence::new("flow-example").with("n", 3).with("name", "緑野 花子");
/// assert_eq!(Sentence::read(&sentence.json()), Some(sentence));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    with: Vec<(String, Value)>,
}

/// A variable of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A day, said as `12月4日` or `4 Dec`.
    Day {
        /// The day.
        day: Date,
    },
    /// A number, which the words may choose a plural by.
    Number(i64),
    /// A text that is the same in every language, e.g. a name.
    Text(String),
    /// Words of their own, said in the reader's language.
    Word {
        /// Their key.
        word: String,
    },
}

impl From<Date> for Value {
    fn from(day: Date) -> Value {
        Value::Day { day }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Value {
        Value::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl Sentence {
    /// A sentence without variables, by the key of its words.
    #[must_use]
    pub fn new(key: &'static str) -> Sentence {
        Sentence {
            key: key.to_owned(),
            with: Vec::new(),
        }
    }

    /// Adds a variable.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Sentence {
        self.with.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a variable that has words of its own.
    #[must_use]
    pub fn with_word(self, name: &'static str, key: &'static str) -> Sentence {
        self.with(
            name,
            Value::Word {
                word: key.to_owned(),
            },
        )
    }

    /// The key of its words.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The sentence in the reader's language.
    #[must_use]
    pub fn say(&self, t: &Text) -> String {
        let variables: Vec<(&str, Argument<'_>)> = self
            .with
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Value::Day { day } => said(*day, t.language()).into(),
                    Value::Number(number) => (*number).into(),
                    Value::Text(text) => text.as_str().into(),
                    Value::Word { word } => t.say(word).into_owned().into(),
                };
                (name.as_str(), value)
            })
            .collect();
        t.fill(&self.key, &variables)
    }

    /// The form in the database.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the form in the database.
    #[must_use]
    pub fn read(json: &str) -> Option<Sentence> {
        serde_json::from_str(json).ok()
    }

    /// Several sentences as the database keeps them.
    pub(crate) fn list(sentences: &[Sentence]) -> String {
        serde_json::to_string(sentences).unwrap_or_else(|_| "[]".to_owned())
    }

    /// Reads several sentences.
    pub(crate) fn read_list(json: &str) -> Vec<Sentence> {
        serde_json::from_str(json).unwrap_or_default()
    }
}

fn said(day: Date, language: Language) -> String {
    match language {
        Language::Japanese => format!("{}月{}日", day.month(), day.day()),
        Language::English => day.strftime("%-d %b").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use words::{Source, Words};

    #[test]
    fn a_sentence_is_said_in_the_language_of_each_reader() {
        let source = Source {
            name: "t",
            ja: "told = { $day }に{ $who }が{ $what }しました（{ $n }件）\nact = 申請\n",
            en: "told = { $day }, { $who }: { $what } ({ $n ->\n [one] 1 item\n *[other] { $n } items\n })\nact = applied\n",
        };
        let words = Arc::new(Words::new(&[source]).unwrap());
        let kept = Sentence::new("told")
            .with("who", "髙﨑")
            .with_word("what", "act")
            .with("n", 1)
            .with("day", Date::constant(2026, 12, 4))
            .json();
        let sentence = Sentence::read(&kept).unwrap();
        let say = |language| sentence.say(&Text::new(Arc::clone(&words), language));
        assert_eq!(
            say(Language::Japanese),
            "12月4日に髙﨑が申請しました（1件）"
        );
        assert_eq!(say(Language::English), "4 Dec, 髙﨑: applied (1 item)");
    }
}
