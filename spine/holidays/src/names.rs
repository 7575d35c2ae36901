//! Names of public holidays for readers of English; the names of the law are Japanese.

use words::{Language, Text};

const NAMES: [(&str, &str); 21] = [
    ("元日", "holidays-name-new-year"),
    ("成人の日", "holidays-name-coming-of-age"),
    ("建国記念の日", "holidays-name-foundation"),
    ("天皇誕生日", "holidays-name-emperor"),
    ("春分の日", "holidays-name-vernal-equinox"),
    ("昭和の日", "holidays-name-showa"),
    ("憲法記念日", "holidays-name-constitution"),
    ("みどりの日", "holidays-name-greenery"),
    ("こどもの日", "holidays-name-children"),
    ("海の日", "holidays-name-marine"),
    ("山の日", "holidays-name-mountain"),
    ("敬老の日", "holidays-name-aged"),
    ("秋分の日", "holidays-name-autumnal-equinox"),
    ("体育の日", "holidays-name-health-and-sports"),
    (
        "体育の日（スポーツの日）",
        "holidays-name-health-and-sports",
    ),
    ("スポーツの日", "holidays-name-sports"),
    ("文化の日", "holidays-name-culture"),
    ("勤労感謝の日", "holidays-name-labour-thanksgiving"),
    ("休日", "holidays-name-substitute"),
    ("振替休日", "holidays-name-substitute"),
    ("休日（祝日扱い）", "holidays-name-by-special-law"),
];

/// The name as the reader knows it: as it stands in Japanese, translated in English where it is a name of the
/// law.
#[must_use]
pub fn shown_name(name: &str, t: &Text) -> String {
    if t.language() == Language::Japanese {
        return name.to_owned();
    }
    let known = NAMES.iter().find(|(known, _)| *known == name);
    known.map_or_else(|| name.to_owned(), |(_, key)| t.say(key).into_owned())
}
