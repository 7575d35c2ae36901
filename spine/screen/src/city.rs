//! What a city sets about its pages.

use crate::shell::Theme;
use settings::{About, Choice, ChoiceOption, Declaration, Setting};

/// The name of the city as it stands on top of every page.
pub const CITY_NAME: Setting<String> = Setting::text(
    About {
        key: "screen-city-name",
        group: "screen-settings",
        title_key: "screen-settings-city-name",
        hint_key: "screen-settings-city-name-hint",
    },
    "○○市",
    40,
);

/// The colour of the pages.
pub const THEME: Setting<Theme> = Setting::choice(
    About {
        key: "screen-theme",
        group: "screen-settings",
        title_key: "screen-settings-theme",
        hint_key: "screen-settings-theme-hint",
    },
    Theme::Blue.key(),
);

/// All of them.
pub const SETTINGS: &[&Declaration] = &[&CITY_NAME.declaration, &THEME.declaration];

impl Choice for Theme {
    const VALUES: &'static [Theme] = &Theme::ALL;
    const OPTIONS: &'static [ChoiceOption] = &[
        ChoiceOption {
            code: Theme::Blue.key(),
            title_key: "screen-theme-blue",
        },
        ChoiceOption {
            code: Theme::Green.key(),
            title_key: "screen-theme-green",
        },
    ];
}
