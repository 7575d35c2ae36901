//! What a city can set about its bulletin.

use crate::rules::{ApprovalRule, Limits};
use ::settings::{About, Declaration, Setting, Settings};

/// Whether a must-read needs approval even when it stays within the section.
pub const APPROVE_MUST_READS: Setting<bool> = Setting::flag(
    About {
        key: "bulletin-approve-must-reads",
        group: "bulletin-settings",
        title_key: "bulletin-settings-must-reads",
        hint_key: "bulletin-settings-must-reads-hint",
    },
    false,
);

/// Whether every post that leaves the section needs approval, not only those for everybody.
pub const APPROVE_BEYOND: Setting<bool> = Setting::flag(
    About {
        key: "bulletin-approve-beyond",
        group: "bulletin-settings",
        title_key: "bulletin-settings-beyond",
        hint_key: "bulletin-settings-beyond-hint",
    },
    false,
);

/// For how many days a post is shown unless its author says otherwise.
pub const SHOWN_DAYS: Setting<i64> = Setting::number(
    About {
        key: "bulletin-shown-days",
        group: "bulletin-settings",
        title_key: "bulletin-settings-shown-days",
        hint_key: "bulletin-settings-shown-days-hint",
    },
    30,
    1,
    366,
);

/// Within how many days a must-read is to be confirmed unless its author says otherwise.
pub const CONFIRM_DAYS: Setting<i64> = Setting::number(
    About {
        key: "bulletin-confirm-days",
        group: "bulletin-settings",
        title_key: "bulletin-settings-confirm-days",
        hint_key: "bulletin-settings-confirm-days-hint",
    },
    7,
    1,
    90,
);

/// The largest a file may be that any city can allow, in megabytes.
pub(crate) const MOST_MEGABYTES: i64 = 50;

/// How many megabytes an attachment may have.
pub const FILE_MEGABYTES: Setting<i64> = Setting::number(
    About {
        key: "bulletin-file-megabytes",
        group: "bulletin-settings",
        title_key: "bulletin-settings-megabytes",
        hint_key: "bulletin-settings-megabytes-hint",
    },
    10,
    1,
    MOST_MEGABYTES,
);

/// How many attachments a post may have.
pub const FILES: Setting<i64> = Setting::number(
    About {
        key: "bulletin-files",
        group: "bulletin-settings",
        title_key: "bulletin-settings-files",
        hint_key: "bulletin-settings-files-hint",
    },
    5,
    0,
    20,
);

/// Everything that can be set about the bulletin.
pub const SETTINGS: &[&Declaration] = &[
    &APPROVE_MUST_READS.declaration,
    &APPROVE_BEYOND.declaration,
    &SHOWN_DAYS.declaration,
    &CONFIRM_DAYS.declaration,
    &FILE_MEGABYTES.declaration,
    &FILES.declaration,
];

/// When approval is needed.
#[must_use]
pub fn approval_rule(settings: &Settings) -> ApprovalRule {
    ApprovalRule {
        must_reads: settings.get(&APPROVE_MUST_READS),
        beyond_own_section: settings.get(&APPROVE_BEYOND),
    }
}

/// How much may be attached.
#[must_use]
pub fn limits(settings: &Settings) -> Limits {
    Limits {
        megabytes: settings.get(&FILE_MEGABYTES),
        files: settings.get(&FILES),
    }
}
