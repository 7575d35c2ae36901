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

pub use actor::{Actor, PeopleScope, Role, Roles, Scope};
pub use matrix::matrix;
pub use permission::{ALL as PERMISSIONS, Allowed, Denied, Permission, PermissionEntry};
pub use permission::{
    AcceptInvitation, CorrectPlan, DecideApprovals, EditActionPlan, EditApprovalRoutes,
    EditDeputies, EditHolidays, EditJobs, EditLeave, EditNotices, EditOrganisation, EditOvertime,
    EditOwnAccount, EditPersonPrivate, EditPersonRecord, EditPlanResults, EditPlanStructure,
    EditSettings, ImportStaff, InvitePeople, KeepBulletin, KeepLeave, KeepOvertime, ManageAccounts,
    ManageApiClients, OpenInEmergency, OrderReorganisation, PublishActionPlan, PublishPlan,
    ReadApi, ReadCalendarFeed, SetUp, SignIn, ViewActionPlan, ViewApiDescription, ViewApprovals,
    ViewBulletin, ViewDeputies, ViewDirectory, ViewEmergencies, ViewHolidays, ViewHome, ViewJobs,
    ViewJournal, ViewKit, ViewLeave, ViewLeaveSchedule, ViewNotices, ViewOrganisation,
    ViewOvertime, ViewOwnAccount, ViewOwnLooks, ViewPersonPrivate, ViewPersonRecord, ViewPlan,
    ViewPlanRecords, ViewPublicPlan, ViewSettings, ViewStatus, WriteBulletin,
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
    /// The public card of every employee: name, unit, post, telephone.
    Directory,
    /// An employee's career: appointments, qualifications.
    PersonRecord,
    /// An employee's private record: birth date, sex, absences with their reason.
    PersonPrivate,
    /// Units, posts, headcount, reorganisations.
    Organisation,
    /// Staff lists loaded from files.
    StaffImport,
    /// Applications that wait for a decision.
    Approvals,
    /// By which route applications travel.
    ApprovalRoutes,
    /// Who decides in whose place (代決).
    Deputies,
    /// A private record opened in an emergency by somebody who may not see it otherwise.
    Emergency,
    /// Who looked at one's own record.
    OwnLooks,
    /// What the product tells somebody.
    Notices,
    /// Somebody's calendar by a secret address.
    CalendarFeed,
    /// Long work and outgoing mail.
    Jobs,
    /// An invitation to make one's account, by a secret address.
    Invitation,
    /// Posts for colleagues (庁内広報).
    Bulletin,
    /// Somebody's leave: ledger, applications, plan (休暇簿).
    Leave,
    /// Who of a section is away when (休暇計画表), without the kind of leave.
    LeaveSchedule,
    /// Somebody's overtime: orders, records, limits (超過勤務).
    Overtime,
    /// The employer's action plan with its yearly figures (特定事業主行動計画).
    ActionPlan,
    /// Public holidays (休日).
    Holidays,
    /// Tokens of other programs.
    ApiClients,
    /// What other programs read.
    Api,
    /// The description of the interface for other programs.
    ApiDescription,
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
    pub const ALL: [Kind; 38] = [
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
        Kind::Directory,
        Kind::PersonRecord,
        Kind::PersonPrivate,
        Kind::Organisation,
        Kind::StaffImport,
        Kind::Approvals,
        Kind::ApprovalRoutes,
        Kind::Deputies,
        Kind::Emergency,
        Kind::OwnLooks,
        Kind::Notices,
        Kind::CalendarFeed,
        Kind::Jobs,
        Kind::Invitation,
        Kind::Bulletin,
        Kind::Leave,
        Kind::LeaveSchedule,
        Kind::Overtime,
        Kind::ActionPlan,
        Kind::Holidays,
        Kind::ApiClients,
        Kind::Api,
        Kind::ApiDescription,
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
    /// The record is about a member of a section or department that the person heads.
    Member,
    /// The record is about a member of a team that the person heads.
    TeamMember,
    /// The record is about a member of a unit whose head the person is the deputy of. The head, who is one of
    /// the members, is among them: so this is never enough for a private record.
    MemberInPlace,
    /// The record is about somebody of the section in which the person serves.
    Colleague,
    /// The record belongs to a section whose plan the person keeps (計画担当).
    OwnSection,
    /// The record belongs to a section that the person serves as 庶務担当.
    ServedSection,
    /// The person has opened the record in an emergency.
    Opened,
    /// None of these.
    Other,
}

impl Relation {
    /// All relations.
    pub const ALL: [Relation; 9] = [
        Relation::Own,
        Relation::Member,
        Relation::TeamMember,
        Relation::MemberInPlace,
        Relation::Colleague,
        Relation::OwnSection,
        Relation::ServedSection,
        Relation::Opened,
        Relation::Other,
    ];

    /// The relations that come from units.
    pub const OF_UNITS: [Relation; 6] = [
        Relation::Member,
        Relation::TeamMember,
        Relation::MemberInPlace,
        Relation::Colleague,
        Relation::OwnSection,
        Relation::ServedSection,
    ];
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
    use Relation::{
        Colleague, Member, MemberInPlace, Opened, Own, OwnSection, ServedSection, TeamMember,
    };
    use Role::{
        Administrator, ApiClient, Auditor, CommitteeMember, DepartmentHead, Employee, Executive,
        GeneralAffairs, PersonnelOfficer, SectionEditor, SectionHead, TeamHead, Viewer,
        WelfareOfficer,
    };

    // A program that reads is no person; a person who also is one does not exist, but would be a person.
    let person = !roles.without(ApiClient).is_empty();
    let administrator = roles.has(Administrator);
    let personnel = roles.has(PersonnelOfficer);
    let auditor = roles.has(Auditor);
    // Whoever works here; somebody outside who may look at the plan does not see the staff.
    let inside = !roles
        .without(ApiClient)
        .without(Viewer)
        .without(CommitteeMember)
        .is_empty();
    let head = roles.has(SectionHead) || roles.has(DepartmentHead);
    let of_own_people = head && relation == Member;
    let of_own_team = roles.has(TeamHead) && relation == TeamMember;
    let in_place = (head || roles.has(TeamHead)) && relation == MemberInPlace;
    let of_own_section = roles.has(Employee) && relation == Colleague;
    let welfare = roles.has(WelfareOfficer);
    let of_own_plan = roles.has(SectionEditor) && relation == OwnSection;
    let of_served = roles.has(GeneralAffairs) && relation == ServedSection;
    let opened = administrator && relation == Opened;
    let own = inside && relation == Own;
    match (kind, action) {
        (Kind::Status | Kind::PublicPlan | Kind::SignIn, View) => true,
        (Kind::SignIn, Edit) => true,
        // Acts only while no account exists; the act itself checks that in its transaction.
        (Kind::SetUp, View | Edit) => true,
        (Kind::Kit, View) => true,
        // By a secret address that the act itself checks.
        (Kind::CalendarFeed, View) => true,
        (Kind::Invitation, View | Edit) => true,
        (Kind::Invitation, Publish) => personnel || administrator,

        (Kind::Home | Kind::Plan, View) => person,
        (Kind::PlanResults, View) => person,
        (Kind::PlanResults, Edit) => personnel || of_own_plan,
        (Kind::PlanRecords, View) => personnel || of_own_plan,
        (Kind::PlanStructure | Kind::PlanPublication, View) => person,
        (Kind::PlanStructure, Edit) => personnel,
        (Kind::PlanPublication, Edit | Publish) => personnel,

        (Kind::Organisation | Kind::Directory, View) => inside,
        (Kind::Organisation, Edit) => personnel || administrator,
        (Kind::Organisation, Publish) => personnel,
        (Kind::PersonRecord, View) => {
            personnel
                || roles.has(Executive)
                || auditor
                || own
                || of_own_people
                || of_own_team
                || in_place
                || of_served
                || opened
        }
        (Kind::PersonRecord, Edit) => personnel,
        (Kind::PersonPrivate, View) => personnel || own || of_own_people || opened,
        (Kind::PersonPrivate, Edit) => personnel,
        // Opened by the administrator, looked over by those who answer for the records.
        (Kind::Emergency, View) => administrator || personnel || auditor,
        (Kind::Emergency, Edit) => administrator,
        (Kind::StaffImport, View | Edit) => personnel || administrator,

        (Kind::Approvals, View | Edit) => inside,
        (Kind::ApprovalRoutes, View | Edit) => personnel || administrator,
        (Kind::Deputies, View) => personnel || administrator || own || of_own_people,
        (Kind::Deputies, Edit) => personnel || administrator || own || of_own_people,
        (Kind::Notices, View | Edit) => person,
        (Kind::Jobs, View | Edit) => personnel || administrator || own,

        (Kind::Bulletin, View | Edit) => inside,
        (Kind::Bulletin, Publish) => personnel,

        (Kind::Leave, View) => {
            personnel || welfare || auditor || own || of_own_people || of_own_team || of_served
        }
        (Kind::Leave, Edit) => personnel || welfare || own || of_served,
        (Kind::Leave, Publish) => personnel || welfare,
        (Kind::LeaveSchedule, View) => {
            personnel
                || welfare
                || own
                || of_own_section
                || of_own_people
                || of_own_team
                || in_place
                || of_served
        }
        (Kind::Overtime, View) => {
            personnel
                || roles.has(Executive)
                || auditor
                || own
                || of_own_people
                || of_own_team
                || of_served
        }
        (Kind::Overtime, Edit) => personnel || own || of_own_people || of_served,
        (Kind::Overtime, Publish) => personnel,
        (Kind::ActionPlan, View) => inside,
        (Kind::ActionPlan, Edit | Publish) => personnel,
        (Kind::Holidays, View) => inside,
        (Kind::Holidays, Edit) => personnel || administrator,

        (Kind::OwnAccount, View | Edit) => person && relation == Own,
        (Kind::OwnLooks, View) => roles.has(Employee) && relation == Own,
        (Kind::Accounts, View | Edit) => administrator,
        (Kind::Settings, View) => personnel || administrator || auditor,
        (Kind::Settings, Edit) => administrator,
        (Kind::Journal, View) => administrator || auditor,
        (Kind::ApiClients, View | Edit) => administrator,
        (Kind::Api, View) => roles.has(ApiClient),
        // What can be asked, not what would be answered: whoever writes a client reads it without an account.
        (Kind::ApiDescription, View) => true,

        (
            Kind::Status
            | Kind::PublicPlan
            | Kind::Home
            | Kind::Plan
            | Kind::PlanRecords
            | Kind::Directory
            | Kind::OwnLooks
            | Kind::CalendarFeed
            | Kind::LeaveSchedule
            | Kind::Api
            | Kind::ApiDescription
            | Kind::Journal
            | Kind::Kit,
            Edit,
        )
        | (
            Kind::Status
            | Kind::SignIn
            | Kind::SetUp
            | Kind::PublicPlan
            | Kind::Home
            | Kind::Plan
            | Kind::PlanResults
            | Kind::PlanStructure
            | Kind::PlanRecords
            | Kind::Directory
            | Kind::PersonRecord
            | Kind::PersonPrivate
            | Kind::StaffImport
            | Kind::Approvals
            | Kind::ApprovalRoutes
            | Kind::Deputies
            | Kind::Emergency
            | Kind::OwnLooks
            | Kind::Notices
            | Kind::CalendarFeed
            | Kind::Jobs
            | Kind::LeaveSchedule
            | Kind::Holidays
            | Kind::ApiClients
            | Kind::Api
            | Kind::ApiDescription
            | Kind::OwnAccount
            | Kind::Accounts
            | Kind::Settings
            | Kind::Journal
            | Kind::Kit,
            Publish,
        ) => false,
    }
}
