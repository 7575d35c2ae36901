//! Pictures that a telephone reads.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Light modules around the code, which cameras need.
const QUIET: usize = 4;

/// A text as a picture: one path of dark modules. `name` is what is heard instead of it.
///
/// Returns nothing for a text that is too long for a code; the page shows the text beside it anyway.
pub(crate) fn svg(text: &str, name: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M) else {
        return String::new();
    };
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        // Neighbours in a row are one box: five hundred letters are a small page then.
        for run in row.chunk_by(|one, next| one == next) {
            let long = run.len();
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{} {}h{long}v1h-{long}z", x + QUIET, y + QUIET);
            }
            x += long;
        }
    }
    let side = width + 2 * QUIET;
    let name = name
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" width=\"{0}\" height=\"{0}\" role=\"img\" \
         aria-label=\"{name}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>",
        side * 5
    )
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_name_and_a_margin_and_needs_no_style() {
        let picture = svg("otpauth://totp/x?secret=GEZDGNBV", "a \"code\" & more");
        assert!(
            picture.starts_with("<svg class=\"qr\" viewBox=\"0 0 37 37\""),
            "{picture}"
        );
        assert!(picture.contains("aria-label=\"a &quot;code&quot; &amp; more\""));
        assert!(
            picture.contains("M4 4h7v1h-7z"),
            "the corner after the margin"
        );
        assert!(!picture.contains("style"));
        assert_eq!(svg(&"x".repeat(5000), "x"), "", "too long");
    }

    #[test]
    fn addresses_are_written_as_apps_read_them() {
        assert_eq!(
            encoded("みどり 市"),
            "%E3%81%BF%E3%81%A9%E3%82%8A%20%E5%B8%82"
        );
        assert_eq!(encoded("/plan?year=2026"), "%2Fplan%3Fyear%3D2026");
    }
}
