//! The character encodings of office files, told apart and never converted with silent losses.

use encoding_rs::{EncoderResult, SHIFT_JIS, UTF_8};
use std::borrow::Cow;
use std::fmt;

/// How the characters of a text file are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 that begins with a byte order mark, as Excel's "CSV UTF-8" does.
    Utf8WithBom,
    /// CP932, Microsoft's Shift_JIS: what Excel for Japan saves as plain CSV.
    Cp932,
    /// UTF-16 little endian: what Excel saves as "Unicode text".
    Utf16Le,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 | Encoding::Utf8WithBom => "UTF-8",
            Encoding::Cp932 => "Shift_JIS",
            Encoding::Utf16Le => "UTF-16",
        })
    }
}

impl Encoding {
    /// Tells the encoding by the byte order mark, else by what the bytes can be read as. A file that
    /// fits none is called by the one it fits best, so that its errors can be shown.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Encoding {
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            return Encoding::Utf8WithBom;
        }
        if bytes.starts_with(b"\xFF\xFE") || looks_like_utf16(bytes) {
            return Encoding::Utf16Le;
        }
        if std::str::from_utf8(bytes).is_ok() {
            return Encoding::Utf8;
        }
        let (as_cp932, _) = SHIFT_JIS.decode_without_bom_handling(bytes);
        let (as_utf8, _) = UTF_8.decode_without_bom_handling(bytes);
        let errors = |text: &str| text.chars().filter(|c| *c == '\u{FFFD}').count();
        if errors(&as_utf8) < errors(&as_cp932) {
            Encoding::Utf8
        } else {
            Encoding::Cp932
        }
    }
}

/// Without a mark, UTF-16 shows by the zero bytes of its line ends and delimiters.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let pairs = bytes.chunks_exact(2).take(2048);
    let halves = pairs
        .clone()
        .filter(|pair| pair[1] == 0 && pair[0] != 0)
        .count();
    bytes.len().is_multiple_of(2) && halves > 0 && halves * 4 >= pairs.len()
}

/// The bytes of a file in a form in which delimiters and quotes are single bytes: UTF-8 and CP932 as
/// they are (no second byte of CP932 is a quote, comma, tab or line end), UTF-16 turned into UTF-8.
/// A half of a surrogate pair alone becomes a byte that no UTF-8 has, to be found by [`decode`].
pub(crate) fn narrow(bytes: &[u8], encoding: Encoding) -> Cow<'_, [u8]> {
    match encoding {
        Encoding::Utf8 | Encoding::Cp932 => Cow::Borrowed(bytes),
        Encoding::Utf8WithBom => Cow::Borrowed(bytes.get(3..).unwrap_or_default()),
        Encoding::Utf16Le => {
            let units = bytes
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let mut text = Vec::with_capacity(bytes.len());
            for (index, character) in char::decode_utf16(units).enumerate() {
                match character {
                    Ok('\u{FEFF}') if index == 0 => {}
                    Ok(character) => {
                        text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                    Err(_) => text.push(0xFF),
                }
            }
            if !bytes.len().is_multiple_of(2) {
                text.push(0xFF);
            }
            Cow::Owned(text)
        }
    }
}

/// One field's text; `None` when a byte is no character.
pub(crate) fn decode(field: &[u8], encoding: Encoding) -> Option<String> {
    match encoding {
        Encoding::Cp932 => SHIFT_JIS
            .decode_without_bom_handling_and_without_replacement(field)
            .map(Cow::into_owned),
        Encoding::Utf8 | Encoding::Utf8WithBom | Encoding::Utf16Le => {
            std::str::from_utf8(field).ok().map(str::to_owned)
        }
    }
}

/// A character that the chosen encoding does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmappable {
    /// Row, from 1.
    pub row: usize,
    /// Column, from 1.
    pub column: usize,
    /// The character.
    pub character: char,
}

impl Unmappable {
    /// Key of the sentence for the person who asked for the file.
    pub const KEY: &'static str = "exchange-unmappable-character";

    /// Variables of the sentence.
    #[must_use]
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("row", self.row.to_string()),
            ("column", self.column.to_string()),
            ("character", self.character.to_string()),
            ("code", format!("U+{:04X}", u32::from(self.character))),
        ]
    }
}

/// The bytes of a text in CP932, and the characters that have none.
///
/// Four dash-like characters are written as the twin that CP932 has and that Windows shows alike:
/// 〜 (U+301C) as ～, — (U+2014) as ―, ‖ (U+2016) as ∥ and − (U+2212) as －. Everything else without a
/// code is reported, also ‾ (U+203E), which the encoding standard would turn into `~`; only ¥ (U+00A5)
/// becomes the byte 0x5C, which Japanese Windows shows as ¥.
pub(crate) fn encode_cp932(text: &str) -> (Vec<u8>, Vec<char>) {
    let mut bytes = Vec::with_capacity(text.len());
    let mut missing = Vec::new();
    let mut encoder = SHIFT_JIS.new_encoder();
    for character in text.chars() {
        let twin = match character {
            '\u{301C}' => '\u{FF5E}',
            '\u{2014}' => '\u{2015}',
            '\u{2016}' => '\u{2225}',
            '\u{2212}' => '\u{FF0D}',
            other => other,
        };
        let mut source = [0; 4];
        let mut code = [0; 8];
        let (result, _, written) = encoder.encode_from_utf8_without_replacement(
            twin.encode_utf8(&mut source),
            &mut code,
            false,
        );
        if result == EncoderResult::InputEmpty && twin != '\u{203E}' {
            bytes.extend_from_slice(&code[..written]);
        } else {
            missing.push(character);
        }
    }
    (bytes, missing)
}
