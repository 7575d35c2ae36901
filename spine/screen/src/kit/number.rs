//! Figures as an office writes them: thousands separated, decimals kept.

use measure::Amount;

/// `1234567` → `1,234,567`.
///
/// ```
/// assert_eq!(screen::kit::grouped(-1234567), "-1,234,567");
/// assert_eq!(screen::kit::grouped(312), "312");
/// ```
#[must_use]
pub fn grouped(number: i64) -> String {
    separated(&number.to_string())
}

/// `1234.50` → `1,234.50`, with the decimals it was written with.
///
/// ```
/// assert_eq!(screen::kit::amount("-1234.50".parse().unwrap()), "-1,234.50");
/// assert_eq!(screen::kit::amount("0.5".parse().unwrap()), "0.5");
/// ```
#[must_use]
pub fn amount(amount: Amount) -> String {
    separated(&amount.to_string())
}

fn separated(digits: &str) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("-", rest));
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = String::with_capacity(digits.len() + whole / 3 + 1);
    text.push_str(sign);
    for (at, digit) in digits.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
