//! Who is asking.

/// What a person is in the office, as far as the plan is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// システム管理者: accounts, settings, journal; no personal data by default.
    Administrator,
    /// 人事担当: the plan as a whole.
    PersonnelOfficer,
    /// 計画担当 of a section: results of the programs that the section owns.
    SectionEditor,
    /// 閲覧: every other employee.
    Viewer,
}

impl Role {
    /// All roles, the most powerful over the plan's data last to first being meaningless: no order.
    pub const ALL: [Role; 4] = [
        Role::Administrator,
        Role::PersonnelOfficer,
        Role::SectionEditor,
        Role::Viewer,
    ];

    /// The name in the database and in fluent keys: `personnel-officer`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::PersonnelOfficer => "personnel-officer",
            Role::SectionEditor => "section-editor",
            Role::Viewer => "viewer",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of roles. Empty for a visitor who has not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Roles(u8);

impl Roles {
    /// Nobody has signed in.
    pub const NONE: Roles = Roles(0);

    /// The set with the role added.
    #[must_use]
    pub const fn with(self, role: Role) -> Roles {
        Roles(self.0 | role.bit())
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
    /// The units the person answers for today, with the units below them.
    pub units: Vec<i64>,
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
