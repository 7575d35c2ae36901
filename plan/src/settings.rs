//! What a city can set about its plan.

use ::settings::{About, Declaration, Setting, Settings};
use measure::Thresholds;

/// From which share of the target a program is 順調, in percent.
pub const ON_TRACK: Setting<i64> = Setting::number(
    About {
        key: "plan-on-track",
        group: "plan-settings-grades",
        title_key: "plan-settings-on-track",
        hint_key: "plan-settings-on-track-hint",
    },
    90,
    1,
    100,
);

/// From which share of the target a program is only やや遅れ, in percent; it is 遅れ below.
pub const SLIGHTLY_BEHIND: Setting<i64> = Setting::number(
    About {
        key: "plan-slightly-behind",
        group: "plan-settings-grades",
        title_key: "plan-settings-slightly-behind",
        hint_key: "plan-settings-slightly-behind-hint",
    },
    70,
    1,
    100,
);

/// Everything that can be set about the plan.
pub const SETTINGS: &[&Declaration] = &[&ON_TRACK.declaration, &SLIGHTLY_BEHIND.declaration];

/// The thresholds of the grades. やや遅れ never begins above 順調, whatever was entered.
#[must_use]
pub fn thresholds(settings: &Settings) -> Thresholds {
    let on_track = settings.get(&ON_TRACK);
    let slightly_behind = settings.get(&SLIGHTLY_BEHIND).min(on_track);
    Thresholds {
        on_track,
        slightly_behind,
    }
}
