//! What a city sets about its mail. The server and its password are not among these: settings can be read
//! by many and are written into the journal; see [`MailServer`](super::MailServer).

use settings::{About, Setting};

const fn about(key: &'static str, title_key: &'static str, hint_key: &'static str) -> About {
    About {
        key,
        group: "flow-settings-mail",
        title_key,
        hint_key,
    }
}

/// Whether mail is sent at all.
pub const MAIL_IS_SENT: Setting<bool> = Setting::flag(
    about(
        "flow-mail-is-sent",
        "flow-settings-mail-is-sent",
        "flow-settings-mail-is-sent-hint",
    ),
    false,
);

/// The address that mails come from.
pub const MAIL_FROM: Setting<String> = Setting::optional_text(
    about(
        "flow-mail-from",
        "flow-settings-mail-from",
        "flow-settings-mail-from-hint",
    ),
    "",
    120,
);

/// The name beside it.
pub const SENDER_NAME: Setting<String> = Setting::optional_text(
    about(
        "flow-mail-sender",
        "flow-settings-mail-sender",
        "flow-settings-mail-sender-hint",
    ),
    "",
    60,
);

/// Where the product is reached: `https://hagukumi.example.lg.jp`.
pub const PUBLIC_ADDRESS: Setting<String> = Setting::optional_text(
    about(
        "flow-public-address",
        "flow-settings-public-address",
        "flow-settings-public-address-hint",
    ),
    "",
    200,
);

/// In which hour the daily mail is written.
pub const DIGEST_HOUR: Setting<i64> = Setting::number(
    about(
        "flow-digest-hour",
        "flow-settings-digest-hour",
        "flow-settings-digest-hour-hint",
    ),
    8,
    0,
    23,
);
