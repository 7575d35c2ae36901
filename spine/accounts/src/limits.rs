//! What a city sets about signing in: how many attempts, how long a session lasts, who needs a code.

mod gate;

pub use gate::Gate;

use crate::lockout::{ATTEMPTS, LOCKED};
use crate::sessions::{IDLE, LONGEST};
use access::{Role, Roles};
use jiff::SignedDuration;
use settings::{About, Declaration, Setting, Settings};

macro_rules! about {
    ($key:literal) => {
        About {
            key: concat!("accounts-", $key),
            group: "accounts-settings",
            title_key: concat!("accounts-settings-", $key),
            hint_key: concat!("accounts-settings-", $key, "-hint"),
        }
    };
}

const OF_NAME: Setting<i64> = Setting::number(about!("attempts"), ATTEMPTS, 3, 50);
const LOCKED_MINUTES: Setting<i64> =
    Setting::number(about!("locked-minutes"), LOCKED.as_mins(), 1, 1440);
const OF_ADDRESS: Setting<i64> = Setting::number(about!("address-attempts"), 100, 5, 10_000);
const IDLE_MINUTES: Setting<i64> = Setting::number(about!("idle-minutes"), IDLE.as_mins(), 5, 1440);
const LONGEST_HOURS: Setting<i64> =
    Setting::number(about!("longest-hours"), LONGEST.as_hours(), 1, 168);
const RENEWAL_MINUTES: Setting<i64> = Setting::number(about!("renewal-minutes"), 15, 1, 480);
const INVITATION_DAYS: Setting<i64> = Setting::number(about!("invitation-days"), 14, 1, 60);
const CODE_ADMINISTRATORS: Setting<bool> = Setting::flag(about!("code-administrators"), false);
const CODE_PERSONNEL: Setting<bool> = Setting::flag(about!("code-personnel"), false);
const CODE_HEALTH: Setting<bool> = Setting::flag(about!("code-health"), false);
const CODE_EVERYBODY: Setting<bool> = Setting::flag(about!("code-everybody"), false);

/// All of them, for the settings page.
pub const SETTINGS: &[&Declaration] = &[
    &OF_NAME.declaration,
    &LOCKED_MINUTES.declaration,
    &OF_ADDRESS.declaration,
    &IDLE_MINUTES.declaration,
    &LONGEST_HOURS.declaration,
    &RENEWAL_MINUTES.declaration,
    &INVITATION_DAYS.declaration,
    &CODE_ADMINISTRATORS.declaration,
    &CODE_PERSONNEL.declaration,
    &CODE_HEALTH.declaration,
    &CODE_EVERYBODY.declaration,
    &crate::emergency::MINUTES.declaration,
];

/// What is set about signing in, as it holds at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wrong attempts with one login name until it is locked.
    pub attempts: i64,
    /// How long it is locked then.
    pub locked: SignedDuration,
    /// Wrong attempts from one network address within ten minutes.
    pub from_address: i64,
    /// A session that was not used for this long has ended.
    pub idle: SignedDuration,
    /// A session ends after this long even if it is used.
    pub longest: SignedDuration,
    /// How long after a password a sensitive page asks for it again.
    pub renewal: SignedDuration,
    /// How long an invitation can be accepted.
    pub invitation: SignedDuration,
    /// Who must have a second factor.
    pub codes: Codes,
}

/// Whose roles ask for a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codes {
    /// Somebody with one of these roles.
    pub of: Roles,
    /// Everybody.
    pub everybody: bool,
}

impl Limits {
    /// The limits among the settings of a day.
    #[must_use]
    pub fn of(settings: &Settings) -> Limits {
        let minutes = |setting| SignedDuration::from_mins(settings.get(setting));
        let asked = [
            (&CODE_ADMINISTRATORS, Role::Administrator),
            (&CODE_PERSONNEL, Role::PersonnelOfficer),
            (&CODE_HEALTH, Role::HealthStaff),
        ];
        let codes = Codes {
            of: asked
                .into_iter()
                .filter(|(setting, _)| settings.get(*setting))
                .map(|(_, role)| role)
                .collect(),
            everybody: settings.get(&CODE_EVERYBODY),
        };
        Limits {
            attempts: settings.get(&OF_NAME),
            locked: minutes(&LOCKED_MINUTES),
            from_address: settings.get(&OF_ADDRESS),
            idle: minutes(&IDLE_MINUTES),
            longest: SignedDuration::from_hours(settings.get(&LONGEST_HOURS)),
            renewal: minutes(&RENEWAL_MINUTES),
            invitation: SignedDuration::from_hours(24 * settings.get(&INVITATION_DAYS)),
            codes,
        }
    }

    /// Whether somebody with the roles must have a second factor.
    #[must_use]
    pub fn code_required(&self, roles: Roles) -> bool {
        self.codes.everybody || roles.iter().any(|role| self.codes.of.has(role))
    }
}

impl Default for Limits {
    /// Those of a city that has set nothing.
    fn default() -> Limits {
        Limits {
            attempts: OF_NAME.default(),
            locked: LOCKED,
            from_address: OF_ADDRESS.default(),
            idle: IDLE,
            longest: LONGEST,
            renewal: SignedDuration::from_mins(RENEWAL_MINUTES.default()),
            invitation: SignedDuration::from_hours(24 * INVITATION_DAYS.default()),
            codes: Codes {
                of: Roles::NONE,
                everybody: false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_that_has_set_nothing_has_the_defaults() {
        let settings = Settings::defaults(calendar::Date::constant(2026, 11, 22));
        assert_eq!(Limits::of(&settings), Limits::default());
        assert!(!Limits::default().code_required(Roles::NONE.with(Role::Administrator)));
    }

    #[test]
    fn codes_are_asked_of_the_roles_that_are_set() {
        let limits = Limits {
            codes: Codes {
                of: Roles::NONE.with(Role::PersonnelOfficer),
                everybody: false,
            },
            ..Limits::default()
        };
        let employee = Roles::NONE.with(Role::Employee);
        assert!(limits.code_required(employee.with(Role::PersonnelOfficer)));
        assert!(!limits.code_required(employee));
    }
}
