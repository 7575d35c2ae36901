//! The query of an address, read strictly: a parameter that is misspelt would otherwise silently not count.

use calendar::Date;
use screen::Problem;
use words::Text;

use axum::http::StatusCode;

/// Entries in one answer, unless asked otherwise.
const USUAL: i64 = 50;
/// Entries in one answer at most.
const MOST: i64 = 200;

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

/// What is wrong with a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    name: String,
    /// The key of the sentence that says what it should be.
    should: &'static str,
}

impl Wrong {
    pub fn problem(&self, t: &Text) -> Problem {
        let should = t.say(self.should).into_owned();
        let name = self.name.as_str();
        Problem::of(
            StatusCode::BAD_REQUEST,
            "bad-parameter",
            t.say("api-problem-parameter"),
            t.say2("api-problem-parameter-hint", "name", name, "should", should),
        )
    }
}

impl Query {
    /// Reads the query; only the known parameters may occur, each once.
    pub fn read(raw: Option<&str>, known: &[&str]) -> Result<Query, Wrong> {
        let raw = raw.unwrap_or_default();
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
            let wrong = |should| Wrong {
                name: name.clone().into_owned(),
                should,
            };
            if !known.contains(&name.as_ref()) {
                return Err(wrong("api-problem-unknown"));
            }
            if pairs.iter().any(|(earlier, _)| *earlier == name) {
                return Err(wrong("api-problem-repeated"));
            }
            pairs.push((name.into_owned(), value.into_owned()));
        }
        Ok(Query(pairs))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    fn read_as<T>(
        &self,
        name: &str,
        should: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        let wrong = || Wrong {
            name: name.to_owned(),
            should,
        };
        self.get(name)
            .map(|text| read(text).ok_or_else(wrong))
            .transpose()
    }

    /// The day that the answer is to be true of.
    pub fn as_of(&self, today: Date) -> Result<Date, Wrong> {
        let day = self.read_as("as_of", "api-problem-day", day)?;
        Ok(day.unwrap_or(today))
    }

    /// How many entries at most.
    pub fn limit(&self) -> Result<i64, Wrong> {
        let number = |text: &str| number(text).filter(|number| (1..=MOST).contains(number));
        Ok(self
            .read_as("limit", "api-problem-limit", number)?
            .unwrap_or(USUAL))
    }

    /// The number of a record.
    pub fn id(&self, name: &'static str) -> Result<Option<i64>, Wrong> {
        self.read_as(name, "api-problem-id", number)
    }

    /// One of some words.
    pub fn word<T>(
        &self,
        name: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        self.read_as(name, "api-problem-word", read)
    }

    /// The same address with another place to go on from.
    pub fn going_on(&self, path: &str, after: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.0.iter().filter(|(name, _)| name != "after") {
            query.append_pair(name, value);
        }
        query.append_pair("after", after);
        format!("{path}?{}", query.finish())
    }
}

/// `2026-11-22` and nothing else.
fn day(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let day: Date = text.parse().ok().filter(|_| shaped)?;
    (day.year() >= 1).then_some(day)
}

/// The number of a record in an address: figures and nothing else.
pub(crate) fn number(text: &str) -> Option<i64> {
    let figures = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["as_of", "limit", "after"];

    fn read(raw: &str) -> Result<Query, Wrong> {
        Query::read(Some(raw), KNOWN)
    }

    #[test]
    fn what_is_misspelt_or_said_twice_is_refused() {
        assert!(read("limits=5").is_err());
        assert!(read("limit=5&limit=6").is_err());
        assert!(read("").is_ok() && Query::read(None, KNOWN).is_ok());
    }

    #[test]
    fn a_limit_lies_between_one_and_two_hundred() {
        let limit = |raw: &str| read(raw).unwrap().limit();
        assert_eq!(limit(""), Ok(50));
        assert_eq!(limit("limit=200"), Ok(200));
        for wrong in [
            "limit=0",
            "limit=201",
            "limit=-1",
            "limit=%2B5",
            "limit=",
            "limit=5.0",
        ] {
            assert!(limit(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_day_is_written_one_way_only() {
        let today = Date::constant(2026, 11, 22);
        let as_of = |raw: &str| read(raw).unwrap().as_of(today);
        assert_eq!(as_of(""), Ok(today));
        assert_eq!(as_of("as_of=2025-04-01"), Ok(Date::constant(2025, 4, 1)));
        for wrong in [
            "as_of=2025-4-1",
            "as_of=20250401",
            "as_of=2025-02-30",
            "as_of=R7.4.1",
            "as_of=",
        ] {
            assert!(as_of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_next_address_keeps_what_was_asked() {
        let query = read("as_of=2025-04-01&after=3&limit=2").unwrap();
        assert_eq!(
            query.going_on("/api/v1/people", "5"),
            "/api/v1/people?as_of=2025-04-01&limit=2&after=5"
        );
    }
}
