//! Whom a city counts against its headcount.
//!
//! 定数条例 counts full-time staff; which employments that are differs from city to city, above all for
//! 再任用短時間勤務 and 会計年度任用職員.

use ::settings::{About, Declaration, Setting, Settings};
use anyhow::Result;
use calendar::Date;
use people::Employment;
use store::Db;

const fn counts(key: &'static str, title_key: &'static str, usually: bool) -> Setting<bool> {
    let about = About {
        key,
        group: "organisation-settings",
        title_key,
        hint_key: "organisation-settings-counts-hint",
    };
    Setting::flag(about, usually)
}

static REGULAR: Setting<bool> = counts(
    "organisation-counts-regular",
    "organisation-settings-counts-regular",
    true,
);
static RE_EMPLOYED: Setting<bool> = counts(
    "organisation-counts-re-employed",
    "organisation-settings-counts-re-employed",
    true,
);
static RE_EMPLOYED_SHORT: Setting<bool> = counts(
    "organisation-counts-re-employed-short",
    "organisation-settings-counts-re-employed-short",
    false,
);
static FIXED_TERM: Setting<bool> = counts(
    "organisation-counts-fixed-term",
    "organisation-settings-counts-fixed-term",
    true,
);
static TEMPORARY: Setting<bool> = counts(
    "organisation-counts-temporary",
    "organisation-settings-counts-temporary",
    false,
);
static FISCAL_YEAR_FULL: Setting<bool> = counts(
    "organisation-counts-fiscal-year-full",
    "organisation-settings-counts-fiscal-year-full",
    false,
);
static FISCAL_YEAR_PART: Setting<bool> = counts(
    "organisation-counts-fiscal-year-part",
    "organisation-settings-counts-fiscal-year-part",
    false,
);

/// Everything that can be set about the organisation.
pub const SETTINGS: &[&Declaration] = &[
    &REGULAR.declaration,
    &RE_EMPLOYED.declaration,
    &RE_EMPLOYED_SHORT.declaration,
    &FIXED_TERM.declaration,
    &TEMPORARY.declaration,
    &FISCAL_YEAR_FULL.declaration,
    &FISCAL_YEAR_PART.declaration,
];

fn setting(employment: Employment) -> &'static Setting<bool> {
    match employment {
        Employment::Regular => &REGULAR,
        Employment::ReEmployed => &RE_EMPLOYED,
        Employment::ReEmployedShort => &RE_EMPLOYED_SHORT,
        Employment::FixedTerm => &FIXED_TERM,
        Employment::Temporary => &TEMPORARY,
        Employment::FiscalYearFull => &FISCAL_YEAR_FULL,
        Employment::FiscalYearPart => &FISCAL_YEAR_PART,
    }
}

/// The employments that count against the headcount on a day.
///
/// # Errors
/// When the database fails.
pub async fn counted(db: &Db, on: Date) -> Result<Vec<Employment>> {
    let settings = Settings::load(db, on).await?;
    let all = Employment::ALL.iter().copied();
    Ok(all
        .filter(|employment| settings.get(setting(*employment)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_that_sets_nothing_counts_whom_most_ordinances_count() {
        let settings = Settings::defaults(Date::constant(2026, 4, 1));
        let counted = Employment::ALL
            .iter()
            .copied()
            .filter(|employment| settings.get(setting(*employment)));
        assert_eq!(counted.collect::<Vec<_>>(), people::USUALLY_COUNTED);
    }
}
