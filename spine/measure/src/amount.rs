//! A decimal number exactly as it was written.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A decimal number with the digits it was written with: `80.7` and `80.70` are equal in value but
/// print differently. Never a binary float.
///
/// ```
/// use measure::Amount;
/// let score: Amount = "80.7".parse().unwrap();
/// assert_eq!(score.to_string(), "80.7");
/// assert!(score < "90".parse().unwrap());
/// assert_eq!("80.7".parse::<Amount>().unwrap(), "80.70".parse().unwrap());
/// ```
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Amount {
    digits: i64,
    scale: u8,
}

/// The text is not a decimal number that can be kept exactly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a number: {0}")]
pub struct UnreadableAmount(pub String);

/// More decimals than any plan prints; keeps every comparison inside `i128`.
const MOST_DECIMALS: u8 = 6;

impl Amount {
    /// `digits / 10^scale`.
    ///
    /// # Errors
    /// When the scale is more than six decimals.
    pub fn new(digits: i64, scale: u8) -> Result<Amount, UnreadableAmount> {
        if scale > MOST_DECIMALS {
            return Err(UnreadableAmount(format!("{digits}e-{scale}")));
        }
        Ok(Amount { digits, scale })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Amount {
        Amount {
            digits: number,
            scale: 0,
        }
    }

    /// All digits without the decimal point.
    #[must_use]
    pub fn digits(self) -> i64 {
        self.digits
    }

    /// How many of the digits stand behind the decimal point.
    #[must_use]
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// Whether the number is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// The number as parts per million, for drawing and comparing: exact for up to six decimals.
    #[must_use]
    pub fn millionths(self) -> i128 {
        i128::from(self.digits) * 10_i128.pow(u32::from(MOST_DECIMALS - self.scale))
    }

    /// A share `part / whole` as a percentage with the given decimals, rounded half up.
    /// `None` when the whole is not positive.
    ///
    /// ```
    /// use measure::Amount;
    /// assert_eq!(Amount::percentage(27, 45, 1).unwrap().to_string(), "60.0");
    /// assert_eq!(Amount::percentage(1, 0, 1), None);
    /// ```
    #[must_use]
    pub fn percentage(part: i64, whole: i64, decimals: u8) -> Option<Amount> {
        Amount::quotient(i128::from(part) * 100, i128::from(whole), decimals)
    }

    /// `numerator / denominator` rounded half away from zero to the given decimals.
    /// `None` when the denominator is not positive or the result does not fit.
    #[must_use]
    pub fn quotient(numerator: i128, denominator: i128, decimals: u8) -> Option<Amount> {
        if denominator <= 0 || decimals > MOST_DECIMALS {
            return None;
        }
        let scaled = numerator.checked_mul(10_i128.pow(u32::from(decimals)))?;
        let doubled = scaled
            .checked_abs()?
            .checked_mul(2)?
            .checked_add(denominator)?;
        let rounded = doubled / denominator.checked_mul(2)? * scaled.signum();
        Some(Amount {
            digits: i64::try_from(rounded).ok()?,
            scale: decimals,
        })
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Amount) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Amount {}
impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Amount) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Amount {
    fn cmp(&self, other: &Amount) -> Ordering {
        self.millionths().cmp(&other.millionths())
    }
}

impl FromStr for Amount {
    type Err = UnreadableAmount;

    /// Reads ASCII and full-width figures, thousands separators and a leading minus.
    fn from_str(text: &str) -> Result<Amount, UnreadableAmount> {
        let refuse = || UnreadableAmount(text.trim().to_owned());
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ',' && *c != '，')
            .map(|c| match c {
                '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
                '．' => '.',
                '－' | '−' | '▲' | '△' => '-',
                _ => c,
            })
            .collect();
        let (sign, unsigned) = match plain.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", plain.as_str()),
        };
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        // The sign goes in with the figures: the smallest number has no positive counterpart.
        let figures = format!("{sign}{whole}{decimals}");
        if whole.is_empty()
            || decimals.len() > usize::from(MOST_DECIMALS)
            || unsigned.ends_with('.')
            || !whole
                .bytes()
                .chain(decimals.bytes())
                .all(|b| b.is_ascii_digit())
        {
            return Err(refuse());
        }
        let digits: i64 = figures.parse().map_err(|_| refuse())?;
        let scale = u8::try_from(decimals.len()).map_err(|_| refuse())?;
        Ok(Amount { digits, scale })
    }
}

/// Plain decimal digits without thousands separators: `1234.5`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let all = self.digits.unsigned_abs();
        if self.scale == 0 {
            return write!(f, "{sign}{all}");
        }
        let unit = 10_u64.pow(u32::from(self.scale));
        let width = usize::from(self.scale);
        write!(f, "{sign}{}.{:0width$}", all / unit, all % unit)
    }
}

impl TryFrom<String> for Amount {
    type Error = UnreadableAmount;
    fn try_from(text: String) -> Result<Amount, UnreadableAmount> {
        text.parse()
    }
}
impl From<Amount> for String {
    fn from(amount: Amount) -> String {
        amount.to_string()
    }
}
