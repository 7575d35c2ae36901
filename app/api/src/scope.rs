//! What a client may read.

/// A part of the city's records that a client is allowed to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Public cards of those in service.
    People,
    /// Beside the cards: staff number, birth date, employment, appointments.
    PeoplePrivate,
    /// Units.
    Units,
    /// Published plans.
    Plan,
    /// Plans in work too.
    PlanWork,
    /// Figures.
    Figures,
}

impl Scope {
    /// All of them, in the order of the form.
    pub const ALL: [Scope; 6] = [
        Scope::People,
        Scope::PeoplePrivate,
        Scope::Units,
        Scope::Plan,
        Scope::PlanWork,
        Scope::Figures,
    ];

    /// The word in the database, in the form and in problems.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Scope::People => "people.read",
            Scope::PeoplePrivate => "people.private",
            Scope::Units => "units.read",
            Scope::Plan => "plan.read",
            Scope::PlanWork => "plan.work",
            Scope::Figures => "figures.read",
        }
    }

    /// The scope of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// The key of its name; with `-hint` that of the sentence below it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Scope::People => "api-scope-people",
            Scope::PeoplePrivate => "api-scope-people-private",
            Scope::Units => "api-scope-units",
            Scope::Plan => "api-scope-plan",
            Scope::PlanWork => "api-scope-plan-work",
            Scope::Figures => "api-scope-figures",
        }
    }

    /// The key of the sentence that says what is in it.
    #[must_use]
    pub const fn hint_key(self) -> &'static str {
        match self {
            Scope::People => "api-scope-people-hint",
            Scope::PeoplePrivate => "api-scope-people-private-hint",
            Scope::Units => "api-scope-units-hint",
            Scope::Plan => "api-scope-plan-hint",
            Scope::PlanWork => "api-scope-plan-work-hint",
            Scope::Figures => "api-scope-figures-hint",
        }
    }

    /// What the journal calls a read under the scope.
    #[must_use]
    pub(crate) const fn act(self) -> &'static str {
        match self {
            Scope::People => "api.people.read",
            Scope::PeoplePrivate => "api.private.read",
            Scope::Units => "api.units.read",
            Scope::Plan => "api.plan.read",
            Scope::PlanWork => "api.plan-work.read",
            Scope::Figures => "api.figures.read",
        }
    }
}
