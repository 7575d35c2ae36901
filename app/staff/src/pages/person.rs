//! A person as the viewer may see them: who is looked at, what may be seen, the frame of the tabs.

use super::parts::{Face, SECTION, list_link};
use access::{
    Allowed, EditPersonPrivate, EditPersonRecord, ManageAccounts, Permission, ViewPersonPrivate,
    ViewPersonRecord,
};
use people::{Employee, EmployeeId, PublicCard, UnitTree};
use screen::PageError;
use screen::visit::Visit;
use std::sync::Arc;
use words::Text;

/// What the viewer may see and do with the person's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an answer of the policy"
)]
pub(super) struct Sees {
    /// The career: appointments, qualifications, corrections.
    pub record: bool,
    /// The private record.
    pub private: bool,
    /// Whether the viewer changes records.
    pub edits: bool,
    /// Whether the viewer changes private records.
    pub edits_private: bool,
    /// Whether the viewer looks after accounts.
    pub accounts: bool,
    /// Whether the viewer is the person.
    pub own: bool,
}

/// A person whom the viewer looks at.
pub(super) struct Person {
    pub id: EmployeeId,
    pub record: Employee,
    /// The card of today; `None` for somebody who is not in service today.
    pub card: Option<PublicCard>,
    pub units: Arc<UnitTree>,
    pub sees: Sees,
}

fn may<P: Permission>(visit: &Visit, employee: EmployeeId, units: &[i64]) -> bool {
    Allowed::<P>::ask(visit.actor.clone())
        .is_ok_and(|allowed| allowed.on_person(employee.0, units).is_ok())
}

/// Opens the person of an address. Who is not in service today is there only for those who may see the
/// record: nobody else learns that there was such a person.
pub(super) async fn open(visit: &Visit, employee: &str) -> Result<Person, PageError> {
    let id: EmployeeId = employee.parse().map_err(|_| PageError::NotFound)?;
    let record = people::employee(visit.db(), id).await?;
    let record = record.ok_or(PageError::NotFound)?;
    let today = visit.today();
    let serving = people::units_serving(visit.db(), id, today).await?;
    let sees = Sees {
        record: may::<ViewPersonRecord>(visit, id, &serving),
        private: may::<ViewPersonPrivate>(visit, id, &serving),
        edits: may::<EditPersonRecord>(visit, id, &serving),
        edits_private: may::<EditPersonPrivate>(visit, id, &serving),
        accounts: Allowed::<ManageAccounts>::ask(visit.actor.clone()).is_ok(),
        own: visit.actor.employee == Some(id.0),
    };
    let card = people::public_card(visit.db(), id, today).await?;
    if card.is_none() && !sees.record && !sees.private {
        return Err(PageError::NotFound);
    }
    Ok(Person {
        id,
        record,
        card,
        units: people::units_on(visit.db(), today).await?,
        sees,
    })
}

/// The tabs of a person's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Overview,
    Career,
    Qualifications,
    Absences,
    Private,
    Corrections,
    Account,
}

impl Tab {
    const ALL: [Tab; 7] = [
        Tab::Overview,
        Tab::Career,
        Tab::Qualifications,
        Tab::Absences,
        Tab::Private,
        Tab::Corrections,
        Tab::Account,
    ];

    const fn key(self) -> &'static str {
        match self {
            Tab::Overview => "staff-tab-overview",
            Tab::Career => "staff-tab-career",
            Tab::Qualifications => "staff-tab-qualifications",
            Tab::Absences => "staff-tab-absences",
            Tab::Private => "staff-tab-private",
            Tab::Corrections => "staff-tab-corrections",
            Tab::Account => "staff-tab-account",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Tab::Overview => "",
            Tab::Career => "/career",
            Tab::Qualifications => "/qualifications",
            Tab::Absences => "/absences",
            Tab::Private => "/private",
            Tab::Corrections => "/corrections",
            Tab::Account => "/account",
        }
    }

    /// Who sees what stands there, as a sentence for those who do not.
    const fn hidden_key(self) -> &'static str {
        match self {
            Tab::Overview | Tab::Career | Tab::Qualifications | Tab::Corrections => {
                "staff-hidden-record"
            }
            Tab::Absences | Tab::Private => "staff-hidden-private",
            Tab::Account => "staff-hidden-account",
        }
    }
}

/// The head of a person's page with its tabs.
pub(super) struct Head {
    pub title: String,
    pub kana: String,
    pub face: Face,
    pub trail: Vec<(String, String)>,
    pub tabs: Vec<(String, String, bool)>,
    pub tabs_name: String,
    pub facts: Vec<(String, String)>,
    pub here: String,
}

impl Person {
    /// The address of the person's page.
    pub fn here(&self) -> String {
        format!("{SECTION}/{}", self.id)
    }

    /// The address of a tab.
    pub fn tab(&self, tab: Tab) -> String {
        format!("{}{}", self.here(), tab.path())
    }

    /// The way down to a page of the person.
    pub fn trail(&self, t: &Text) -> Vec<(String, String)> {
        vec![list_link(t), (self.record.name.full(), self.here())]
    }

    pub fn head(&self, visit: &Visit, tab: Tab) -> Head {
        let t = &visit.text;
        let name = &self.record.name;
        let face = match &self.card {
            Some(card) => Face::of(visit, card),
            None => Face::without_photo(name),
        };
        Head {
            title: name.full(),
            kana: name.full_kana(),
            face,
            trail: if tab == Tab::Overview {
                vec![list_link(t)]
            } else {
                self.trail(t)
            },
            tabs: Tab::ALL
                .into_iter()
                .map(|other| {
                    let label = t.say(other.key()).into_owned();
                    (label, self.tab(other), other == tab)
                })
                .collect(),
            tabs_name: t.say1("staff-tabs", "name", name.full()),
            facts: self.facts(t),
            here: self.here(),
        }
    }

    /// What everybody may see, in a line under the name.
    fn facts(&self, t: &Text) -> Vec<(String, String)> {
        let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
        let mut facts = Vec::new();
        match &self.card {
            Some(card) => {
                let unit = card.unit.map(|unit| self.units.path(unit));
                let unit = unit.filter(|path| !path.is_empty());
                let unit = unit.or_else(|| card.unit_name.clone());
                let none = || t.say("staff-no-unit").into_owned();
                facts.push(fact("staff-field-unit", unit.unwrap_or_else(none)));
                if let Some(post) = &card.post {
                    facts.push(fact("staff-field-post", post.clone()));
                }
            }
            None => facts.push(fact(
                "staff-field-state",
                t.say("staff-not-in-service").into_owned(),
            )),
        }
        if self.sees.record {
            facts.push(fact(
                "staff-field-staff-no",
                self.record.staff_no.as_str().to_owned(),
            ));
        }
        facts
    }

    /// The sentence that stands in the place of a tab that the viewer may not see.
    pub fn hidden(&self, tab: Tab, t: &Text) -> Option<String> {
        let seen = match tab {
            Tab::Overview => true,
            Tab::Career | Tab::Qualifications | Tab::Corrections => self.sees.record,
            Tab::Absences | Tab::Private => self.sees.private,
            Tab::Account => self.sees.accounts || self.sees.own || self.sees.edits,
        };
        (!seen).then(|| t.say(tab.hidden_key()).into_owned())
    }
}
