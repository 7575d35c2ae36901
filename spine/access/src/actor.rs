//! Who is asking.

use crate::Relation;

/// What a person is in the office.
///
/// Some roles follow from dated appointments and cannot be granted ([`Role::BY_APPOINTMENT`]); the
/// others are granted to an account with a first and, if wanted, a last day. A citizen has no account
/// and so no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// システム管理者: accounts, settings, journal; no personal data by default.
    Administrator,
    /// 人事担当: the plan as a whole, people and the organisation.
    PersonnelOfficer,
    /// 研修担当: courses, dispatch and exchange.
    TrainingOfficer,
    /// 厚生担当: leave, welfare programs, study grants.
    WelfareOfficer,
    /// 産業医・保健師: health; the only role that opens health records.
    HealthStaff,
    /// 提案事務局: the office of the suggestion scheme.
    SuggestionOffice,
    /// 委員: a member of the committee that reviews the plan.
    CommitteeMember,
    /// 理事者: mayor and deputy mayors.
    Executive,
    /// 監査: looks at everything about acts, changes nothing.
    Auditor,
    /// 計画担当 of a section: results of the programs that the section owns.
    SectionEditor,
    /// 庶務担当 of a section: its members' leave, overtime and lists, without their private records.
    GeneralAffairs,
    /// 部長: heads a department, by appointment.
    DepartmentHead,
    /// 課長: heads a section, by appointment.
    SectionHead,
    /// 係長: heads a team, by appointment.
    TeamHead,
    /// 職員: everybody in service, by appointment.
    Employee,
    /// 閲覧: somebody outside the staff who may look at the plan.
    Viewer,
    /// 連携システム: a program that reads through the interface; never a person.
    ApiClient,
}

impl Role {
    /// All roles; the order is that of forms, not of power.
    pub const ALL: [Role; 17] = [
        Role::Administrator,
        Role::PersonnelOfficer,
        Role::TrainingOfficer,
        Role::WelfareOfficer,
        Role::HealthStaff,
        Role::SuggestionOffice,
        Role::CommitteeMember,
        Role::Executive,
        Role::Auditor,
        Role::SectionEditor,
        Role::GeneralAffairs,
        Role::DepartmentHead,
        Role::SectionHead,
        Role::TeamHead,
        Role::Employee,
        Role::Viewer,
        Role::ApiClient,
    ];

    /// Roles that follow from appointments.
    pub const BY_APPOINTMENT: [Role; 4] = [
        Role::DepartmentHead,
        Role::SectionHead,
        Role::TeamHead,
        Role::Employee,
    ];

    /// The name in the database and in fluent keys: `personnel-officer`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::PersonnelOfficer => "personnel-officer",
            Role::TrainingOfficer => "training-officer",
            Role::WelfareOfficer => "welfare-officer",
            Role::HealthStaff => "health-staff",
            Role::SuggestionOffice => "suggestion-office",
            Role::CommitteeMember => "committee-member",
            Role::Executive => "executive",
            Role::Auditor => "auditor",
            Role::SectionEditor => "section-editor",
            Role::GeneralAffairs => "general-affairs",
            Role::DepartmentHead => "department-head",
            Role::SectionHead => "section-head",
            Role::TeamHead => "team-head",
            Role::Employee => "employee",
            Role::Viewer => "viewer",
            Role::ApiClient => "api-client",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether the role can be granted to an account.
    #[must_use]
    pub fn can_be_granted(self) -> bool {
        self != Role::ApiClient && !Role::BY_APPOINTMENT.contains(&self)
    }

    /// Whether the role is granted for a unit rather than for the whole city.
    #[must_use]
    pub const fn is_of_a_unit(self) -> bool {
        matches!(self, Role::SectionEditor | Role::GeneralAffairs)
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of roles. Empty for a visitor who has not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Roles(u32);

impl Roles {
    /// Nobody has signed in.
    pub const NONE: Roles = Roles(0);

    /// The set with the role added.
    #[must_use]
    pub const fn with(self, role: Role) -> Roles {
        Roles(self.0 | role.bit())
    }

    /// The set with the role taken out.
    #[must_use]
    pub const fn without(self, role: Role) -> Roles {
        Roles(self.0 & !role.bit())
    }

    /// The set with all roles of another.
    #[must_use]
    pub const fn and(self, other: Roles) -> Roles {
        Roles(self.0 | other.0)
    }

    /// Whether the role is in the set.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether there is no role in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles in the set.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Roles {
        roles.into_iter().fold(Roles::NONE, Roles::with)
    }
}

/// Who is asking: a signed-in person, a visitor, or the program itself on somebody's command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account; `None` for visitors and for the command line.
    pub account: Option<i64>,
    /// The employee behind the account.
    pub employee: Option<i64>,
    /// The name for journals and greetings.
    pub name: String,
    /// What the person is today.
    pub roles: Roles,
    /// The units whose plan results the person edits today (計画担当), with the units below them.
    pub units: Vec<i64>,
    /// The units that the person serves as 庶務担当 today, with the units below them.
    pub served: Vec<i64>,
    /// The sections and departments that the person heads today, with the units below.
    pub headed: Vec<i64>,
    /// The teams that the person heads today, with the units below.
    pub teams: Vec<i64>,
    /// The units of whose heads the person is the deputy today, with the units below.
    pub headed_in_place: Vec<i64>,
    /// The section in which the person serves today, with its teams.
    pub section: Vec<i64>,
    /// Employees whose record an administrator has opened in an emergency, with a reason and for a while.
    pub opened: Vec<i64>,
}

impl Actor {
    /// A visitor who has not signed in.
    #[must_use]
    pub fn visitor() -> Actor {
        Actor {
            account: None,
            employee: None,
            name: String::new(),
            roles: Roles::NONE,
            units: Vec::new(),
            served: Vec::new(),
            headed: Vec::new(),
            teams: Vec::new(),
            headed_in_place: Vec::new(),
            section: Vec::new(),
            opened: Vec::new(),
        }
    }

    /// The operator of the machine, on the command line; journalled under this name.
    #[must_use]
    pub fn operator(name: &str) -> Actor {
        let roles = Roles::NONE
            .with(Role::Administrator)
            .with(Role::PersonnelOfficer);
        Actor {
            name: name.to_owned(),
            roles,
            ..Actor::visitor()
        }
    }

    /// The units to whose records the actor stands in the relation today.
    #[must_use]
    pub fn units_in(&self, relation: Relation) -> &[i64] {
        match relation {
            Relation::Member => &self.headed,
            Relation::TeamMember => &self.teams,
            Relation::MemberInPlace => &self.headed_in_place,
            Relation::Colleague => &self.section,
            Relation::OwnSection => &self.units,
            Relation::ServedSection => &self.served,
            Relation::Own | Relation::Opened | Relation::Other => &[],
        }
    }
}

/// Which sections' records a query may return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every section's.
    All,
    /// Only those of these units.
    Units(Vec<i64>),
}

impl Scope {
    /// Whether records of the unit are in the scope; records without a unit are in [`Scope::All`] only.
    #[must_use]
    pub fn holds(&self, unit: Option<i64>) -> bool {
        match self {
            Scope::All => true,
            Scope::Units(units) => unit.is_some_and(|unit| units.contains(&unit)),
        }
    }
}

/// Whose records a query about people may return: joined into every such query as three values
/// (`all`, `units`, `persons`), exports included.
///
/// ```sql
/// WHERE ($1 OR p.unit_id IN (SELECT value FROM json_each($2))
///           OR e.id IN (SELECT value FROM json_each($3)))
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleScope {
    all: bool,
    units: Vec<i64>,
    persons: Vec<i64>,
}

impl PeopleScope {
    pub(crate) fn everybody() -> PeopleScope {
        PeopleScope {
            all: true,
            units: Vec::new(),
            persons: Vec::new(),
        }
    }

    pub(crate) fn within(units: Vec<i64>, persons: Vec<i64>) -> PeopleScope {
        PeopleScope {
            all: false,
            units,
            persons,
        }
    }

    /// Whether everybody is in the scope.
    #[must_use]
    pub const fn all(&self) -> bool {
        self.all
    }

    /// The units whose members of today are in the scope, as the JSON list that a query takes.
    #[must_use]
    pub fn units(&self) -> String {
        list(&self.units)
    }

    /// Employees who are in the scope wherever they serve, as the JSON list that a query takes.
    #[must_use]
    pub fn persons(&self) -> String {
        list(&self.persons)
    }

    /// Whether an employee who serves in the units today is in the scope.
    #[must_use]
    pub fn holds(&self, employee: i64, units: &[i64]) -> bool {
        self.all
            || self.persons.contains(&employee)
            || units.iter().any(|unit| self.units.contains(unit))
    }
}

fn list(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    format!("[{}]", ids.join(","))
}
