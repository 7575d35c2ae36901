//! What every request can reach.

use access::Actor;
use std::sync::Arc;
use store::{Cities, Clock, Ids};
use words::{Language, Text, Words};

/// The running program, shared by all requests.
#[derive(Clone)]
pub struct Site {
    /// The cities it serves.
    pub cities: Cities,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Where new ids come from.
    pub ids: Ids,
    /// What signing in needs from outside the databases.
    pub doors: accounts::Doors,
    /// All words.
    pub words: Arc<Words>,
    /// The main menu, in order.
    pub navigation: Arc<Vec<NavigationItem>>,
    /// All figures that crates can compute.
    pub figures: figures::Figures,
    /// Where to-dos come from.
    pub todos: Arc<Vec<flow::TodoSource>>,
    /// Long work, duties, notices and calendars of all crates.
    pub offers: Arc<flow::Offers>,
    /// What crates write into the journal, to choose from on its page.
    pub acts: Arc<Vec<&'static str>>,
    /// What can be set.
    pub settings: Arc<Vec<&'static settings::Declaration>>,
    /// Whether cookies are sent over HTTPS only.
    pub https: bool,
    /// Shows the component page and the figures' names; never in a city.
    pub development: bool,
    /// Shown on every page of the demonstration.
    pub demo: bool,
}

/// One entry of the main menu.
#[derive(Debug, Clone, Copy)]
pub struct NavigationItem {
    /// Fluent key of its word.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Its icon in the sprite.
    pub icon: &'static str,
    /// Its place in the menu, from the top.
    pub position: u16,
    /// Whether the entry is kept in the bar at the bottom of a phone.
    pub on_phone: bool,
    /// Who sees it; nobody sees an entry that leads to a refusal.
    pub shown: fn(&Actor) -> bool,
}

impl Site {
    /// The words for a reader of the language.
    #[must_use]
    pub fn text(&self, language: Language) -> Text {
        Text::new(Arc::clone(&self.words), language)
    }
}
