//! The fonts inside the program. Where each file comes from stands in `fonts/README.md`.

use std::collections::HashSet;
use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// A font file with the name of its family.
#[derive(Debug, Clone, Copy)]
pub struct FontFile {
    /// The family, as templates and pictures name it.
    pub family: &'static str,
    /// The file's content.
    pub data: &'static [u8],
}

static FILES: [FontFile; 7] = [
    FontFile {
        family: "BIZ UDPGothic",
        data: include_bytes!("../fonts/BIZUDPGothic-Regular.ttf"),
    },
    FontFile {
        family: "BIZ UDPGothic",
        data: include_bytes!("../fonts/BIZUDPGothic-Bold.ttf"),
    },
    FontFile {
        family: "BIZ UDPMincho",
        data: include_bytes!("../fonts/BIZUDPMincho-Regular.ttf"),
    },
    FontFile {
        family: "BIZ UDGothic",
        data: include_bytes!("../fonts/BIZUDGothic-Regular-Marks.ttf"),
    },
    FontFile {
        family: "BIZ UDGothic",
        data: include_bytes!("../fonts/BIZUDGothic-Bold-Marks.ttf"),
    },
    FontFile {
        family: "BIZ UDMincho",
        data: include_bytes!("../fonts/BIZUDMincho-Regular-Marks.ttf"),
    },
    FontFile {
        family: "Noto Sans CJK JP",
        data: include_bytes!("../fonts/NotoSansCJKjp-Rare.otf"),
    },
];

/// All fonts the program carries.
#[must_use]
pub fn font_files() -> &'static [FontFile] {
    &FILES
}

/// The fonts as typst wants them; read once per process.
pub(crate) struct Shelf {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

pub(crate) static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let fonts: Vec<Font> = FILES
        .iter()
        .flat_map(|file| Font::iter(Bytes::new(file.data)))
        .collect();
    Shelf {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// The characters of a text that no font here can draw, each once, in order of appearance: emoji,
/// scripts other than Japanese and Latin. They would print as empty boxes, and an archival PDF is
/// refused because of them, so forms warn about them beforehand.
///
/// ```
/// assert!(print::unprintable("𠮷野家の髙﨑さん").is_empty());
/// assert_eq!(print::unprintable("実施🎉済🎉"), vec!['🎉']);
/// ```
#[must_use]
pub fn unprintable(text: &str) -> Vec<char> {
    // A document of many pages is made of a thousand different characters.
    let mut seen = HashSet::new();
    text.chars()
        .filter(|c| seen.insert(*c) && !is_invisible(*c))
        .filter(|c| {
            !SHELF
                .fonts
                .iter()
                .any(|font| font.info().coverage.contains(u32::from(*c)))
        })
        .collect()
}

/// Characters without a picture of their own: line ends and variation selectors (異体字セレクタ).
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
        || matches!(character, '\u{E0100}'..='\u{E01EF}')
}
