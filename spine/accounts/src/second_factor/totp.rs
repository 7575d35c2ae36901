//! One-time codes by time, RFC 6238, with SHA-1, six figures and steps of 30 seconds: what every app on a
//! telephone knows.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;
use unicode_normalization::UnicodeNormalization;

/// Seconds for which one code is shown.
const STEP: i64 = 30;
/// Figures of a code.
const FIGURES: u32 = 6;
/// Bytes of a secret: as many as SHA-1 has (RFC 4226, section 4).
pub(crate) const SECRET: usize = 20;

/// The step that a moment lies in.
pub(crate) fn step_at(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP)
}

/// The number that a code is the end of (RFC 4226, section 5.3).
fn number(secret: &[u8], step: i64) -> u32 {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        // HMAC takes keys of every length.
        return 0;
    };
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 0x0f);
    let four = [
        digest[at] & 0x7f,
        digest[at + 1],
        digest[at + 2],
        digest[at + 3],
    ];
    u32::from_be_bytes(four)
}

/// The code of a step.
pub(crate) fn code(secret: &[u8], step: i64) -> String {
    let figures = FIGURES as usize;
    format!("{:0figures$}", number(secret, step) % 10_u32.pow(FIGURES))
}

/// The step whose code was typed: the present one, or one before or after it, because clocks differ and
/// people type slowly.
pub(crate) fn step_of(secret: &[u8], typed: &str, now: Timestamp) -> Option<i64> {
    let typed: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    let present = step_at(now);
    // All three are compared, so that the time taken tells nothing.
    let same = [present - 1, present, present + 1].map(|step| code(secret, step) == typed);
    same.iter()
        .position(|same| *same)
        .and_then(|place| i64::try_from(place).ok())
        .map(|place| present - 1 + place)
}

/// A secret as people type it: base 32 of RFC 4648, in groups of four.
pub(crate) fn in_letters(secret: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in secret {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits) as usize & 31]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits)) as usize & 31]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn the_vectors_of_rfc_6238_hold() {
        for (second, eight) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            let step = step_at(Timestamp::from_second(second).unwrap());
            assert_eq!(number(RFC, step) % 100_000_000, eight, "{second}");
        }
    }

    #[test]
    fn the_vectors_of_rfc_4226_hold() {
        let codes: Vec<String> = (0..10).map(|count| code(RFC, count)).collect();
        assert_eq!(
            codes,
            [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
                "399871", "520489"
            ]
        );
    }

    #[test]
    fn the_code_before_and_after_are_taken_and_no_other() {
        let now = Timestamp::from_second(1_111_111_111).unwrap();
        let present = step_at(now);
        for away in -3..=3 {
            let found = step_of(RFC, &code(RFC, present + away), now);
            let expected = (-1..=1).contains(&away).then_some(present + away);
            assert_eq!(found, expected, "{away}");
        }
        assert_eq!(step_of(RFC, " ０５０ ４７１ ", now), Some(present));
        assert_eq!(step_of(RFC, "", now), None);
        assert_eq!(step_of(RFC, "14050471", now), None, "eight figures");
    }

    #[test]
    fn secrets_are_written_as_rfc_4648_writes_them() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(in_letters(bytes.as_bytes()), letters);
        }
        assert_eq!(in_letters(RFC), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
