//! What a city can set about its staff pages.

use ::settings::{About, Declaration, Setting};

/// Whether photos are shown. Off, initials stand in their place and no photo leaves the database.
pub const PHOTOS_SHOWN: Setting<bool> = Setting::flag(
    About {
        key: "staff-photos-shown",
        group: "staff-settings",
        title_key: "staff-settings-photos",
        hint_key: "staff-settings-photos-hint",
    },
    true,
);

/// Everything that can be set about the staff pages.
pub const SETTINGS: &[&Declaration] = &[&PHOTOS_SHOWN.declaration];
