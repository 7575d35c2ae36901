//! What is looked at before a stranger's workbook is handed to the reading library.
//!
//! A workbook is a zip file: a few kilobytes can unpack to gigabytes, and sizes written inside can
//! be lies. So everything is unpacked once, counted and thrown away, before anything is believed.

use crate::{Limits, Refusal};
use std::io::{Cursor, Read};

/// Any file in the container format that Excel used before 2007 and still uses around encrypted files.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// More parts than any workbook of an office has.
const MOST_PARTS: usize = 10_000;

/// Refuses what is not a workbook or would unpack to more than the limits.
pub(crate) fn inspect(bytes: &[u8], limits: Limits) -> Result<(), Refusal> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
        return Err(Refusal::TooLarge {
            limit: limits.file_bytes,
        });
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(if names_encrypted_package(bytes) {
            Refusal::Encrypted
        } else {
            Refusal::OldFormat
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refusal::NotAWorkbook);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(Refusal::UnpacksTooLarge {
            limit: limits.unpacked_bytes,
        });
    }
    let mut left = limits.unpacked_bytes;
    let mut content_types = false;
    let mut part = Vec::new();
    for index in 0..archive.len() {
        let file = archive
            .by_index(index)
            .map_err(|error| refusal_of(&error))?;
        content_types |= file.name().is_ok_and(|name| name == "[Content_Types].xml");
        part.clear();
        file.take(left.saturating_add(1))
            .read_to_end(&mut part)
            .map_err(|_| Refusal::Damaged)?;
        let size = u64::try_from(part.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(size).ok_or(Refusal::UnpacksTooLarge {
            limit: limits.unpacked_bytes,
        })?;
        if boasts(&part) {
            return Err(Refusal::Damaged);
        }
    }
    if content_types {
        Ok(())
    } else {
        Err(Refusal::NotAWorkbook)
    }
}

fn refusal_of(error: &zip::result::ZipError) -> Refusal {
    match error {
        zip::result::ZipError::UnsupportedArchive(text) if text.contains("assword") => {
            Refusal::Encrypted
        }
        _ => Refusal::Damaged,
    }
}

/// The stream name that Excel gives to the locked content, in UTF-16 as the container keeps it.
fn names_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Whether a part claims more shared strings than its bytes could hold. The reading library makes
/// room for as many as are claimed, so a false claim alone would use up the memory.
fn boasts(part: &[u8]) -> bool {
    const CLAIM: &[u8] = b"uniqueCount";
    let mut rest = part;
    while let Some(at) = rest.windows(CLAIM.len()).position(|window| window == CLAIM) {
        rest = &rest[at + CLAIM.len()..];
        let digits = rest
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || b"=\"'".contains(byte))
            .take_while(|byte| byte.is_ascii_digit());
        let claim = digits.fold(0_u64, |sum, byte| {
            sum.saturating_mul(10)
                .saturating_add(u64::from(byte - b'0'))
        });
        // The shortest shared string is `<si/>`.
        if claim.saturating_mul(5) > u64::try_from(part.len()).unwrap_or(u64::MAX) {
            return true;
        }
    }
    false
}
