//! A sentence for the next page: 「保存しました」, kept in a cookie across one redirect.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use words::{Argument, Text};

/// The name of the cookie.
pub(crate) const COOKIE: &str = "notice";

/// A confirmation to be shown once on the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    key: String,
    variables: Vec<(String, String)>,
}

impl Notice {
    /// A sentence by its fluent key.
    #[must_use]
    pub fn new(key: &'static str) -> Notice {
        Notice {
            key: key.to_owned(),
            variables: Vec::new(),
        }
    }

    /// Adds a variable of the sentence.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers pass numbers and texts alike"
    )]
    pub fn with(mut self, name: &str, value: impl ToString) -> Notice {
        self.variables.push((name.to_owned(), value.to_string()));
        self
    }

    /// The cookie's value.
    pub(crate) fn encode(&self) -> String {
        let mut fields = vec![self.key.clone()];
        for (name, value) in &self.variables {
            fields.push(name.clone());
            fields.push(value.clone());
        }
        URL_SAFE_NO_PAD.encode(fields.join("\u{1f}"))
    }

    /// Reads a cookie's value; anything unreadable is no notice.
    pub(crate) fn decode(value: &str) -> Option<Notice> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
        let mut fields = text.split('\u{1f}').map(str::to_owned);
        let key = fields.next()?;
        let mut variables = Vec::new();
        while let (Some(name), Some(value)) = (fields.next(), fields.next()) {
            variables.push((name, value));
        }
        Some(Notice { key, variables })
    }

    /// The sentence; `None` when the key is unknown, so that nobody can put words on a page.
    pub(crate) fn sentence(&self, text: &Text) -> Option<String> {
        let variables: Vec<(&str, Argument<'_>)> = self
            .variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().into()))
            .collect();
        text.has(&self.key)
            .then(|| text.fill(&self.key, &variables))
    }
}
