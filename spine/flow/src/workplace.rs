//! What crates offer to the flow of work, and what long work and duties can reach.

use crate::TodoSource;
use crate::approvals::Kinds;
use crate::calendar_feed::CalendarSource;
use crate::jobs::{Duty, JobKind, LiveJobs};
use crate::mail::LivePost;
use crate::notices::NoticeKind;
use access::Actor;
use anyhow::Result;
use settings::Setting;
use std::pin::Pin;
use std::sync::Arc;
use store::{Clock, Db, Ids};
use words::{Language, Text, Words};

/// Everything that crates have registered for the flow of work, shared by pages and by the workers of the
/// same process.
#[derive(Default)]
pub struct Offers {
    /// Kinds of applications.
    pub approvals: Kinds,
    /// Kinds of long work.
    pub jobs: Vec<JobKind>,
    /// What comes round by the clock.
    pub duties: Vec<Duty>,
    /// Kinds of notices.
    pub notices: Vec<NoticeKind>,
    /// What stands in personal calendars besides to-dos.
    pub calendar: Vec<CalendarSource>,
    /// How far the jobs of this process are.
    pub live: LiveJobs,
    /// How the post of each city of this process stands.
    pub post: LivePost,
}

impl std::fmt::Debug for Offers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.kinds().map(|kind| kind.name).collect();
        f.debug_tuple("Offers").field(&names).finish()
    }
}

impl Offers {
    /// All kinds of long work, the duties included.
    pub fn kinds(&self) -> impl Iterator<Item = &JobKind> {
        self.jobs
            .iter()
            .chain(self.duties.iter().map(|duty| &duty.job))
    }

    /// The kind of a name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&JobKind> {
        self.kinds().find(|kind| kind.name == name)
    }

    /// The kind of notices of a name.
    #[must_use]
    pub fn notice(&self, name: &str) -> Option<&NoticeKind> {
        self.notices.iter().find(|kind| kind.name == name)
    }
}

/// Somebody by their account as they are today; `None` when they may do nothing today.
pub type PendingActor<'a> = Pin<Box<dyn Future<Output = Result<Option<Actor>>> + Send + 'a>>;

/// Finds somebody by their account.
pub type ActorOf = for<'a> fn(&'a Db, &'a Clock, i64) -> PendingActor<'a>;

/// The program as long work sees it: everything but a city.
#[derive(Clone)]
pub struct Workplace {
    /// Where "now" comes from.
    pub clock: Clock,
    /// Where new ids come from.
    pub ids: Ids,
    /// All words.
    pub words: Arc<Words>,
    /// Where to-dos come from.
    pub todos: Arc<Vec<TodoSource>>,
    /// What crates have registered.
    pub offers: Arc<Offers>,
    /// Finds somebody by their account.
    pub actor_of: ActorOf,
    /// The name of the city, as its settings give it.
    pub city_name: &'static Setting<String>,
}

impl Workplace {
    /// The words for a reader of the language.
    #[must_use]
    pub fn text(&self, language: Language) -> Text {
        Text::new(Arc::clone(&self.words), language)
    }
}
