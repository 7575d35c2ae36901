//! An authenticator app, as it would be on a telephone.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;

/// Reads a secret as it stands on the page.
fn bytes(letters: &str) -> Vec<u8> {
    let (mut bits, mut held, mut out) = (0, 0_u64, Vec::new());
    for letter in letters.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            _ => letter - b'2' + 26,
        };
        held = (held << 5 | u64::from(value)) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xff) as u8);
        }
    }
    out
}

/// The code that the app shows.
pub fn shows(letters: &str, at: Timestamp) -> String {
    let step = u64::try_from(at.as_second() / 30).unwrap();
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes(letters)).unwrap();
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 15);
    let four: [u8; 4] = digest[offset..offset + 4].try_into().unwrap();
    format!(
        "{:06}",
        (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000
    )
}
