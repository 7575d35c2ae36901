//! What all answers share: who may ask, how often, in which form, and what the journal is told.

use crate::query::{Query, Wrong};
use crate::scope::Scope;
use crate::{PER_MINUTE, clients, limiter};
use access::{Denied, ReadApi, Relation};
use anyhow::anyhow;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, HeaderName, HeaderValue,
    IF_NONE_MATCH, LAST_MODIFIED, LINK, RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use calendar::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use screen::visit::Visit;
use screen::{May, PageError, Problem};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a handler answers.
pub(crate) type Answer = Result<Response, Failure>;

/// Why a program gets no answer.
pub(crate) enum Failure {
    /// Something about the request.
    Problem(Box<Problem>),
    /// What pages fail with too; the visit makes a problem of it.
    Page(PageError),
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Failure::Problem(problem) => problem.into_response(),
            Failure::Page(error) => error.into_response(),
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure::Problem(Box::new(problem))
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Failure {
        Failure::Page(denied.into())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Page(error.into())
    }
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Failure {
        Failure::Page(error)
    }
}

/// A part of a list, with the way to the next.
#[derive(Serialize)]
pub(crate) struct List<T> {
    /// The day that the entries are true of, where they are of a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    pub data: Vec<T>,
    pub next: Option<String>,
}

/// A request that may be answered.
pub(crate) struct Reader<'a> {
    pub visit: &'a Visit,
    client: &'a screen::Client,
    query: Query,
    known: Option<&'a HeaderValue>,
}

impl<'a> Reader<'a> {
    /// Lets a request in: the client has not asked too much, reads JSON, has the scope, and asks with known
    /// parameters only.
    pub async fn admit(
        may: &'a May<ReadApi>,
        headers: &'a HeaderMap,
        scope: Scope,
        parameters: &[&str],
    ) -> Result<Reader<'a>, Failure> {
        may.allowed.on(Relation::Other)?;
        let visit: &Visit = may;
        let client = visit.client.as_ref();
        let client = client.ok_or_else(|| anyhow!("a reader that is no client"))?;
        let usual = || visit.settings.get(&PER_MINUTE);
        let most = client.per_minute.unwrap_or_else(usual);
        if let Err(seconds) = limiter::count(&visit.city.code, client.id, most) {
            return Err(too_many(visit, seconds).into());
        }
        if !accepts_json(headers) {
            let problem = said(visit, StatusCode::NOT_ACCEPTABLE, "not-acceptable");
            return Err(problem.into());
        }
        let reader = Reader {
            visit,
            client,
            query: Query::read(visit.uri.query(), parameters)
                .map_err(|wrong| wrong.problem(&visit.text))?,
            known: headers.get(IF_NONE_MATCH),
        };
        if !reader.has(scope) {
            let t = &visit.text;
            let problem = Problem::of(
                StatusCode::FORBIDDEN,
                "scope-needed",
                t.say("api-problem-scope"),
                t.say1("api-problem-scope-hint", "scope", scope.word()),
            );
            return Err(problem.into());
        }
        reader.note(scope).await?;
        Ok(reader)
    }

    /// Whether the client has a scope.
    pub fn has(&self, scope: Scope) -> bool {
        self.client.scopes.iter().any(|own| own == scope.word())
    }

    /// Tells the journal of the first read of a kind on a day.
    pub async fn note(&self, scope: Scope) -> Result<(), Failure> {
        let (db, today) = (self.visit.db(), self.visit.today());
        if clients::has_read(db, self.client.id, today, scope).await? {
            return Ok(());
        }
        let mut tx = db.begin().await?;
        let ids = &self.visit.site.ids;
        if clients::note_read(&mut tx, ids, self.client.id, today, scope).await? {
            let subject = format!("api-client:{}", self.client.id);
            let detail = serde_json::json!({ "first": self.visit.uri.path() });
            let entry = journal::Entry {
                act: scope.act(),
                subject: &subject,
                detail: &detail,
            };
            journal::look(&mut tx, self.visit.now, &self.client.actor, entry).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Reads a parameter.
    pub fn ask<T>(&self, read: impl FnOnce(&Query) -> Result<T, Wrong>) -> Result<T, Failure> {
        Ok(read(&self.query).map_err(|wrong| wrong.problem(&self.visit.text))?)
    }

    /// There is no such record.
    pub fn not_found(&self) -> Failure {
        Problem::not_found(&self.visit.text).into()
    }

    /// Makes a part of a list of the rows, one of which may be more than was asked for.
    pub fn list<T>(
        &self,
        as_of: Option<Date>,
        mut data: Vec<T>,
        place: impl Fn(&T) -> String,
    ) -> Result<List<T>, Failure> {
        let limit = usize::try_from(self.ask(Query::limit)?).unwrap_or(1);
        let more = data.len() > limit;
        data.truncate(limit);
        let last = data.last().filter(|_| more).map(place);
        let path = self.visit.uri.path();
        Ok(List {
            as_of,
            next: last.map(|last| self.query.going_on(path, &last)),
            data,
        })
    }

    /// Answers with a list.
    pub fn answer_list<T: Serialize>(&self, list: &List<T>) -> Answer {
        let mut response = self.answer(list, None)?;
        if let Some(next) = &list.next {
            let link = HeaderValue::try_from(format!("<{next}>; rel=\"next\""));
            if let Ok(link) = link {
                response.headers_mut().insert(LINK, link);
            }
        }
        Ok(response)
    }

    /// Answers with a record, or that it is still what the client knows.
    pub fn answer(&self, body: &impl Serialize, changed: Option<Timestamp>) -> Answer {
        let body = serde_json::to_vec(body).map_err(anyhow::Error::from)?;
        let language = self.visit.language().tag();
        let mut digest = Sha256::new();
        digest.update(language);
        digest.update(&body);
        // Weak: the same content may travel compressed or not.
        let tag = format!("W/\"{}\"", hex::encode(&digest.finalize()[..12]));
        let mut headers: Vec<(HeaderName, String)> = vec![
            (ETAG, tag.clone()),
            (CACHE_CONTROL, "private, no-cache".to_owned()),
            (VARY, "Authorization, Accept-Language".to_owned()),
        ];
        if let Some(changed) = changed {
            headers.push((LAST_MODIFIED, http_date(changed)));
        }
        let mut response = if self.knows(&tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            headers.push((CONTENT_TYPE, "application/json".to_owned()));
            headers.push((CONTENT_LANGUAGE, language.to_owned()));
            body.into_response()
        };
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        Ok(response)
    }

    /// Whether the client said that it has this already.
    fn knows(&self, tag: &str) -> bool {
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let known = self.known.and_then(|known| known.to_str().ok());
        known.is_some_and(|known| {
            known.trim() == "*" || known.split(',').any(|one| opaque(one) == opaque(tag))
        })
    }
}

/// A problem whose words stand under its code.
fn said(visit: &Visit, status: StatusCode, code: &'static str) -> Problem {
    let t = &visit.text;
    let (title, hint) = match code {
        "not-acceptable" => (
            "api-problem-not-acceptable",
            "api-problem-not-acceptable-hint",
        ),
        _ => ("api-problem-too-many", "api-problem-too-many-hint"),
    };
    Problem::of(status, code, t.say(title), t.say(hint))
}

fn too_many(visit: &Visit, seconds: u64) -> Problem {
    let problem = said(visit, StatusCode::TOO_MANY_REQUESTS, "too-many");
    problem.with_header(RETRY_AFTER, HeaderValue::from(seconds))
}

fn http_date(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Whether the client takes JSON; who does not say takes everything.
fn accepts_json(headers: &HeaderMap) -> bool {
    let mut sent = headers.get_all(ACCEPT).iter().peekable();
    if sent.peek().is_none() {
        return true;
    }
    sent.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|range| {
            let mut parts = range.split(';').map(str::trim);
            let media = parts.next().unwrap_or_default().to_ascii_lowercase();
            let refused = parts.any(|part| {
                let weight = part.strip_prefix("q=");
                weight.is_some_and(|weight| weight.chars().all(|c| matches!(c, '0' | '.')))
            });
            !refused && ["application/json", "application/*", "*/*"].contains(&media.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(value: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::try_from(value).unwrap());
        accepts_json(&headers)
    }

    #[test]
    fn who_reads_no_json_is_told() {
        assert!(accepts("application/json") && accepts("text/html, */*;q=0.1"));
        assert!(accepts("Application/JSON; q=0.5") && accepts_json(&HeaderMap::new()));
        assert!(!accepts("text/html") && !accepts("application/json;q=0") && !accepts(""));
    }

    #[test]
    fn dates_are_written_as_http_writes_them() {
        let at: Timestamp = "2026-11-22T01:02:03Z".parse().unwrap();
        assert_eq!(http_date(at), "Sun, 22 Nov 2026 01:02:03 GMT");
    }
}
