//! When the office is closed over the New Year.

use settings::{About, Declaration, Setting};

/// The first day of December on which the office is closed; 32 when it works until the end of the year.
pub const CLOSED_FROM: Setting<i64> = Setting::number(
    About {
        key: "holidays-closed-from",
        group: "holidays-settings",
        title_key: "holidays-settings-closed-from",
        hint_key: "holidays-settings-closed-from-hint",
    },
    29,
    25,
    32,
);

/// The last day of January on which the office is closed; 0 when it opens on the first.
pub const CLOSED_UNTIL: Setting<i64> = Setting::number(
    About {
        key: "holidays-closed-until",
        group: "holidays-settings",
        title_key: "holidays-settings-closed-until",
        hint_key: "holidays-settings-closed-until-hint",
    },
    3,
    0,
    10,
);

/// What can be set about days off.
pub const SETTINGS: &[&Declaration] = &[&CLOSED_FROM.declaration, &CLOSED_UNTIL.declaration];
