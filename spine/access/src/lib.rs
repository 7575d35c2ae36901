//! Who may do what. Default deny; one [`decide`] for the whole product; no strings, no I/O.
//!
//! * [`Role`] is what a person is in the office, given to an account with dates.
//! * [`Relation`] is how the person stands to the record at hand, computed from dated appointments.
//! * [`Kind`] is what the record is, [`Action`] what is to be done with it.
//!
//! [`decide`] matches on kind and action without a catch-all, so a new kind does not compile until
//! somebody has decided about it. [`matrix`] writes the whole policy out; the written form is checked
//! in, and a change of policy is reviewed as a change of that file.
//!
//! Handlers and acts do not call `decide` by hand: they ask for an [`Allowed`] of the [`Permission`]
//! they need, which cannot be made in any other way.

mod actor;
mod matrix;
mod permission;

pub use actor::{Actor, Role, Roles, Scope};
pub use matrix::matrix;
pub use permission::{ALL as PERMISSIONS, Allowed, Denied, Permission, PermissionEntry};
pub use permission::{
    CorrectPlan, EditOwnAccount, EditPlanResults, EditPlanStructure, EditSettings, ManageAccounts,
    PublishPlan, SetUp, SignIn, ViewHome, ViewJournal, ViewKit, ViewOwnAccount, ViewPeople,
    ViewPlan, ViewPlanRecords, ViewPublicPlan, ViewSettings, ViewStatus,
};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Look at it, also in a file.
    View,
    /// Change it.
    Edit,
    /// Make it known to all, or take a step that cannot be taken back.
    Publish,
}

impl Action {
    /// All actions.
    pub const ALL: [Action; 3] = [Action::View, Action::Edit, Action::Publish];
}

/// What it is to be done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whether the program is alive; nothing about a city.
    Status,
    /// The sign-in page.
    SignIn,
    /// The first administrator of an empty database.
    SetUp,
    /// A published plan: pages, PDF, open data.
    PublicPlan,
    /// A person's to-dos.
    Home,
    /// A plan in work: board, programs, charts, history.
    Plan,
    /// What a section writes into the plan: results, figures, evaluation.
    PlanResults,
    /// The shape of a plan: tree, programs, import, next plan, texts of the review.
    PlanStructure,
    /// The state of a plan: adoption, publication, closing of a year, corrections.
    PlanPublication,
    /// The records behind a computed figure.
    PlanRecords,
    /// Employees and their appointments.
    People,
    /// One's own account: password, sessions, language.
    OwnAccount,
    /// Everybody's accounts and roles.
    Accounts,
    /// Settings of the city.
    Settings,
    /// The journal of acts and looks.
    Journal,
    /// The page that shows every component, in development only.
    Kit,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 16] = [
        Kind::Status,
        Kind::SignIn,
        Kind::SetUp,
        Kind::PublicPlan,
        Kind::Home,
        Kind::Plan,
        Kind::PlanResults,
        Kind::PlanStructure,
        Kind::PlanPublication,
        Kind::PlanRecords,
        Kind::People,
        Kind::OwnAccount,
        Kind::Accounts,
        Kind::Settings,
        Kind::Journal,
        Kind::Kit,
    ];
}

/// How the person stands to the record, on the day of the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The record is about the person.
    Own,
    /// The record belongs to a section the person answers for.
    OwnSection,
    /// Neither.
    Other,
}

impl Relation {
    /// All relations.
    pub const ALL: [Relation; 3] = [Relation::Own, Relation::OwnSection, Relation::Other];
}

/// Whether somebody with the roles may do the action with a record of the kind that stands in the
/// relation to them. No roles at all means nobody has signed in.
#[must_use]
#[expect(
    clippy::match_same_arms,
    reason = "a line a decision is how the policy is reviewed"
)]
pub fn decide(roles: Roles, action: Action, kind: Kind, relation: Relation) -> bool {
    use Action::{Edit, Publish, View};
    use Kind::{
        Accounts, Home, Journal, Kit, OwnAccount, People, Plan, PlanPublication, PlanRecords,
        PlanResults, PlanStructure, PublicPlan, SetUp, Settings, SignIn, Status,
    };
    use Role::{Administrator, PersonnelOfficer, SectionEditor};

    let signed_in = !roles.is_empty();
    let personnel = roles.has(PersonnelOfficer);
    match (kind, action) {
        (Status | PublicPlan | SignIn, View) | (SignIn, Edit) => true,
        // Acts only while no account exists; the act itself checks that in its transaction.
        (SetUp, View | Edit) => true,
        (Kit, View) => true,
        (Home | Plan, View) => signed_in,
        (PlanResults, View) => signed_in,
        (PlanResults, Edit) => {
            personnel || roles.has(SectionEditor) && relation == Relation::OwnSection
        }
        (PlanRecords, View) => {
            personnel || roles.has(SectionEditor) && relation == Relation::OwnSection
        }
        (PlanStructure | PlanPublication, View) => signed_in,
        (PlanStructure, Edit) => personnel,
        (PlanPublication, Edit | Publish) => personnel,
        (People, View) => {
            personnel || roles.has(Administrator) || signed_in && relation == Relation::Own
        }
        (OwnAccount, View | Edit) => signed_in && relation == Relation::Own,
        (Accounts, View | Edit) => roles.has(Administrator),
        (Settings, View) => personnel || roles.has(Administrator),
        (Settings, Edit) => roles.has(Administrator),
        (Journal, View) => roles.has(Administrator),
        (Status | PublicPlan | Home | Plan | PlanRecords | People | Journal | Kit, Edit)
        | (
            Status | SignIn | SetUp | PublicPlan | Home | Plan | PlanResults | PlanStructure
            | PlanRecords | People | OwnAccount | Accounts | Settings | Journal | Kit,
            Publish,
        ) => false,
    }
}
