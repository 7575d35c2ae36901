//! Permissions as types: what a handler or an act asks for before it may touch anything.

use crate::actor::{Actor, PeopleScope, Roles, Scope};
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
    /// When the policy says no in every relation in which the actor stands to the unit.
    pub fn on_unit(&self, unit: Option<i64>) -> Result<(), Denied> {
        let to_unit = |relation: &Relation| {
            unit.is_some_and(|unit| self.actor.units_in(*relation).contains(&unit))
        };
        self.any(Relation::OF_UNITS.into_iter().filter(to_unit))
    }

    /// Asks about a record of an employee who serves in the units today.
    ///
    /// # Errors
    /// When the policy says no in every relation in which the actor stands to the employee.
    pub fn on_person(&self, employee: i64, units: &[i64]) -> Result<(), Denied> {
        let actor = &self.actor;
        let to_person = |relation: &Relation| match relation {
            Relation::Own => actor.employee == Some(employee),
            Relation::Opened => actor.opened.contains(&employee),
            relation => {
                let mine = actor.units_in(*relation);
                units.iter().any(|unit| mine.contains(unit))
            }
        };
        self.any(Relation::ALL.into_iter().filter(to_person))
    }

    /// Allowed when the policy allows it to everybody, or in one of the relations.
    fn any(&self, mut relations: impl Iterator<Item = Relation>) -> Result<(), Denied> {
        match relations.find(|relation| self.on(*relation).is_ok()) {
            Some(_) => Ok(()),
            None => self.on(Relation::Other),
        }
    }

    fn may(&self, relation: Relation) -> bool {
        decide(self.actor.roles, P::ACTION, P::KIND, relation)
    }

    fn units_within_reach(&self) -> Vec<i64> {
        let mut units: Vec<i64> = Relation::OF_UNITS
            .into_iter()
            .filter(|relation| self.may(*relation))
            .flat_map(|relation| self.actor.units_in(relation).iter().copied())
            .collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// The units whose records a query under this permission may return.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.may(Relation::Other) {
            Scope::All
        } else {
            Scope::Units(self.units_within_reach())
        }
    }

    /// The people whose records a query under this permission may return.
    #[must_use]
    pub fn people(&self) -> PeopleScope {
        if self.may(Relation::Other) {
            return PeopleScope::everybody();
        }
        let own = self.actor.employee.filter(|_| self.may(Relation::Own));
        let opened = self.actor.opened.iter().copied();
        let persons = own
            .into_iter()
            .chain(opened.filter(|_| self.may(Relation::Opened)))
            .collect();
        PeopleScope::within(self.units_within_reach(), persons)
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
    /// See the public card of employees: name, unit, post, telephone.
    ViewDirectory = View Directory;
    /// See an employee's career: appointments, qualifications.
    ViewPersonRecord = View PersonRecord;
    /// Change employees, appointments, qualifications.
    EditPersonRecord = Edit PersonRecord;
    /// See an employee's private record: birth date, sex, absences with their reason.
    ViewPersonPrivate = View PersonPrivate;
    /// Change an employee's private record.
    EditPersonPrivate = Edit PersonPrivate;
    /// See units, posts and headcount.
    ViewOrganisation = View Organisation;
    /// Change units and posts, prepare reorganisations.
    EditOrganisation = Edit Organisation;
    /// Order a reorganisation.
    OrderReorganisation = Publish Organisation;
    /// Load staff lists from files.
    ImportStaff = Edit StaffImport;
    /// See applications that wait for oneself or are one's own.
    ViewApprovals = View Approvals;
    /// Decide, return or withdraw applications.
    DecideApprovals = Edit Approvals;
    /// See and change by which route applications travel.
    EditApprovalRoutes = Edit ApprovalRoutes;
    /// See who deputises for whom.
    ViewDeputies = View Deputies;
    /// Name a deputy.
    EditDeputies = Edit Deputies;
    /// Open a private record in an emergency, with a reason.
    OpenInEmergency = Edit Emergency;
    /// See which private records were opened in an emergency, by whom and why.
    ViewEmergencies = View Emergency;
    /// See who looked at one's own record.
    ViewOwnLooks = View OwnLooks;
    /// Read one's notices.
    ViewNotices = View Notices;
    /// Mark notices as read, choose what comes by mail.
    EditNotices = Edit Notices;
    /// Read a calendar by its secret address.
    ReadCalendarFeed = View CalendarFeed;
    /// See long work and outgoing mail.
    ViewJobs = View Jobs;
    /// Start again or cancel long work.
    EditJobs = Edit Jobs;
    /// Accept an invitation by its secret address.
    AcceptInvitation = Edit Invitation;
    /// Invite employees to make their account.
    InvitePeople = Publish Invitation;
    /// Read the bulletin.
    ViewBulletin = View Bulletin;
    /// Write for the bulletin.
    WriteBulletin = Edit Bulletin;
    /// Keep the bulletin: categories, pins, everybody's posts.
    KeepBulletin = Publish Bulletin;
    /// See somebody's leave.
    ViewLeave = View Leave;
    /// Apply for leave, for oneself or for members.
    EditLeave = Edit Leave;
    /// Keep the ledgers of leave: grants, adjustments, the turn of the year, imports.
    KeepLeave = Publish Leave;
    /// See who of a section is away when.
    ViewLeaveSchedule = View LeaveSchedule;
    /// See somebody's overtime.
    ViewOvertime = View Overtime;
    /// Apply for overtime, report it, explain it.
    EditOvertime = Edit Overtime;
    /// Keep the records of overtime: imports, the close of a month, designations, agreements.
    KeepOvertime = Publish Overtime;
    /// See the employer's action plan.
    ViewActionPlan = View ActionPlan;
    /// Write the employer's action plan.
    EditActionPlan = Edit ActionPlan;
    /// Publish the employer's action plan.
    PublishActionPlan = Publish ActionPlan;
    /// See the public holidays.
    ViewHolidays = View Holidays;
    /// Import the public holidays.
    EditHolidays = Edit Holidays;
    /// Make and withdraw the tokens of other programs.
    ManageApiClients = Edit ApiClients;
    /// Read through the interface for other programs.
    ReadApi = View Api;
    /// Read the description of the interface.
    ViewApiDescription = View ApiDescription;
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
