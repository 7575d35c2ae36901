//! Permissions as types: what a handler or an act asks for before it may touch anything.

use crate::actor::{Actor, Roles, Scope};
use crate::{Action, Kind, Relation, decide};
use std::marker::PhantomData;

/// An action with a kind of record, as a type.
pub trait Permission: Send + Sync + 'static {
    /// What is to be done.
    const ACTION: Action;
    /// With what.
    const KIND: Kind;
}

/// The person may not do this, whoever's record it is or for this very record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denied {
    /// What was to be done.
    pub action: Action,
    /// With what.
    pub kind: Kind,
    /// Whether nobody has signed in, so that signing in may help.
    pub visitor: bool,
}

impl std::fmt::Display for Denied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not allowed: {:?} {:?}", self.action, self.kind)
    }
}
impl std::error::Error for Denied {}

/// Proof that the actor may use the permission at least on some record; [`Allowed::on`] asks about
/// the record at hand.
#[derive(Debug)]
pub struct Allowed<P: Permission> {
    actor: Actor,
    permission: PhantomData<fn() -> P>,
}

impl<P: Permission> Clone for Allowed<P> {
    fn clone(&self) -> Allowed<P> {
        Allowed {
            actor: self.actor.clone(),
            permission: PhantomData,
        }
    }
}

impl<P: Permission> Allowed<P> {
    /// Asks whether the actor may use the permission on any record at all.
    ///
    /// # Errors
    /// When no relation to a record would allow it.
    pub fn ask(actor: Actor) -> Result<Allowed<P>, Denied> {
        let anywhere = Relation::ALL
            .into_iter()
            .any(|relation| decide(actor.roles, P::ACTION, P::KIND, relation));
        if anywhere {
            Ok(Allowed {
                actor,
                permission: PhantomData,
            })
        } else {
            Err(denied::<P>(actor.roles))
        }
    }

    /// Who asked.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Asks about a record that stands in the relation.
    ///
    /// # Errors
    /// When the policy says no.
    pub fn on(&self, relation: Relation) -> Result<(), Denied> {
        if decide(self.actor.roles, P::ACTION, P::KIND, relation) {
            Ok(())
        } else {
            Err(denied::<P>(self.actor.roles))
        }
    }

    /// Asks about a record that belongs to a unit; `None` belongs to no unit.
    ///
    /// # Errors
    /// When the policy says no.
    pub fn on_unit(&self, unit: Option<i64>) -> Result<(), Denied> {
        self.on(self.relation_to_unit(unit))
    }

    /// How the actor stands to a unit's records.
    #[must_use]
    pub fn relation_to_unit(&self, unit: Option<i64>) -> Relation {
        match unit {
            Some(unit) if self.actor.units.contains(&unit) => Relation::OwnSection,
            _ => Relation::Other,
        }
    }

    /// The units whose records a query under this permission may return.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if decide(self.actor.roles, P::ACTION, P::KIND, Relation::Other) {
            Scope::All
        } else {
            Scope::Units(self.actor.units.clone())
        }
    }
}

fn denied<P: Permission>(roles: Roles) -> Denied {
    Denied {
        action: P::ACTION,
        kind: P::KIND,
        visitor: roles.is_empty(),
    }
}

/// A permission as data, for tests that go through all of them.
#[derive(Debug, Clone, Copy)]
pub struct PermissionEntry {
    /// The type's name.
    pub name: &'static str,
    /// What is to be done.
    pub action: Action,
    /// With what.
    pub kind: Kind,
}

macro_rules! permissions {
    ($($(#[$meta:meta])* $name:ident = $action:ident $kind:ident;)*) => {
        $(
            $(#[$meta])*
            #[derive(Debug)]
            pub struct $name;
            impl Permission for $name {
                const ACTION: Action = Action::$action;
                const KIND: Kind = Kind::$kind;
            }
        )*
        /// Every permission of the product.
        pub const ALL: &[PermissionEntry] = &[$(PermissionEntry {
            name: stringify!($name),
            action: Action::$action,
            kind: Kind::$kind,
        }),*];
    };
}

permissions! {
    /// See whether the program is alive.
    ViewStatus = View Status;
    /// Use the sign-in page.
    SignIn = Edit SignIn;
    /// Make the first administrator.
    SetUp = Edit SetUp;
    /// Read a published plan.
    ViewPublicPlan = View PublicPlan;
    /// See one's to-dos.
    ViewHome = View Home;
    /// Read plans in work.
    ViewPlan = View Plan;
    /// Enter results of a section's programs.
    EditPlanResults = Edit PlanResults;
    /// Change tree and programs, import, draft the next plan, write the review.
    EditPlanStructure = Edit PlanStructure;
    /// Correct a published plan.
    CorrectPlan = Edit PlanPublication;
    /// Adopt, publish, close a year.
    PublishPlan = Publish PlanPublication;
    /// See the records behind a figure.
    ViewPlanRecords = View PlanRecords;
    /// See employees.
    ViewPeople = View People;
    /// See one's own account.
    ViewOwnAccount = View OwnAccount;
    /// Change one's own account.
    EditOwnAccount = Edit OwnAccount;
    /// Make accounts and give roles.
    ManageAccounts = Edit Accounts;
    /// See the city's settings.
    ViewSettings = View Settings;
    /// Change the city's settings.
    EditSettings = Edit Settings;
    /// Read the journal.
    ViewJournal = View Journal;
    /// See the component page.
    ViewKit = View Kit;
}
