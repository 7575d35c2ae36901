//! What lands on somebody's desk: to-dos (やること), always derived from the state of records and never
//! typed, so that a finished task disappears by itself.

use access::Actor;
use anyhow::Result;
use calendar::Date;
use std::pin::Pin;
use store::Db;
use words::Text;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// Fluent key of the kind shown as a tag: 入力, 承認, 確認.
    pub kind: &'static str,
    /// What it is about, in the reader's language.
    pub title: String,
    /// One more line: which programs, how many are left.
    pub detail: String,
    /// Until when.
    pub due: Option<Date>,
    /// Where it is done.
    pub href: String,
    /// Fluent key of the button: 入力する.
    pub action: &'static str,
}

/// What a source returns while the database works.
pub type Pending<'a> = Pin<Box<dyn Future<Output = Result<Vec<Todo>>> + Send + 'a>>;

/// Derives somebody's to-dos from the records of one crate.
pub type TodoSource = for<'a> fn(&'a Db, &'a Actor, Date, &'a Text) -> Pending<'a>;

/// Puts to-dos into the order of the page: by due day, those without one last.
pub fn sort(todos: &mut [Todo]) {
    todos.sort_by(|a, b| {
        let key = |todo: &Todo| (todo.due.is_none(), todo.due);
        key(a).cmp(&key(b)).then_with(|| a.title.cmp(&b.title))
    });
}
