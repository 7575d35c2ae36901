//! Programs outside that read through the interface: known by a token on every request, never by a cookie.

use access::Actor;
use anyhow::Result;
use std::pin::Pin;
use store::{Clock, Db};

/// Where the interface begins.
const INTERFACE: &str = "/api/v1/";
/// Its description, which is a page like any other.
const DESCRIPTION: &str = "/api/v1/openapi.json";

/// A program that was recognised.
#[derive(Debug, Clone)]
pub struct Client {
    /// The record.
    pub id: i64,
    /// The program as somebody who asks, with no role but [`access::Role::ApiClient`].
    pub actor: Actor,
    /// What it may read.
    pub scopes: Vec<String>,
    /// Requests that it may make in a minute, where that was agreed with it.
    pub per_minute: Option<i64>,
}

/// Somebody asks to be recognised.
#[derive(Clone, Copy)]
pub struct Knock<'a> {
    /// The city's database.
    pub db: &'a Db,
    /// Where "now" comes from.
    pub clock: &'a Clock,
    /// The token, as sent.
    pub token: &'a str,
    /// The address the request comes from.
    pub peer: &'a str,
}

/// Recognises a program by its token; `None` for a token that does not count.
pub type Recognise =
    for<'a> fn(Knock<'a>) -> Pin<Box<dyn Future<Output = Result<Option<Client>>> + Send + 'a>>;

/// How programs are recognised, as an extension of the request; without it nobody is.
#[derive(Clone, Copy)]
pub struct Gate(pub Recognise);

/// Whether an address is answered for programs: by tokens, and with problems instead of pages.
pub(crate) fn is_interface(path: &str) -> bool {
    path.starts_with(INTERFACE) && path != DESCRIPTION
}
