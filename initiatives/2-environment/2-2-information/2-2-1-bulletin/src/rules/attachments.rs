//! Which files may be attached: decided by what is in them, never by what they are called.
//!
//! Taken are kinds that no browser runs and that carry no macros. A file is sent out as what it was found to
//! be, to be saved and not shown, so that a page disguised as a picture stays a broken picture.

use crate::records::FileKind;
use std::io::Cursor;

/// How much may be attached to a post, as the city has set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Megabytes of one file.
    pub megabytes: i64,
    /// Files of a post.
    pub files: i64,
}

impl Limits {
    /// Bytes of one file.
    #[must_use]
    pub fn bytes(self) -> usize {
        usize::try_from(self.megabytes).unwrap_or(0) << 20
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    /// There is nothing in it.
    #[error("an empty file")]
    Empty,
    /// Its content is of no kind that is taken.
    #[error("no kind that is taken")]
    OtherKind,
    /// Its content is of another kind than its name says.
    #[error("the name says another kind than the content")]
    OtherName,
    /// A document that carries macros.
    #[error("carries macros")]
    Macros,
    /// A document that cannot be opened: broken, or protected by a password.
    #[error("cannot be opened")]
    Broken,
    /// Larger than so many megabytes.
    #[error("larger than {0} MB")]
    TooLarge(i64),
    /// The post has as many files as it may have.
    #[error("more than {0} files")]
    TooMany(i64),
}

impl FileRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            FileRefusal::Empty => "bulletin-file-empty",
            FileRefusal::OtherKind => "bulletin-file-other-kind",
            FileRefusal::OtherName => "bulletin-file-other-name",
            FileRefusal::Macros => "bulletin-file-macros",
            FileRefusal::Broken => "bulletin-file-broken",
            FileRefusal::TooLarge(_) => "bulletin-file-too-large",
            FileRefusal::TooMany(_) => "bulletin-file-too-many",
        }
    }

    /// The limit that was passed.
    #[must_use]
    pub const fn most(self) -> Option<i64> {
        match self {
            FileRefusal::TooLarge(most) | FileRefusal::TooMany(most) => Some(most),
            _ => None,
        }
    }
}

/// Characters of a file's name.
const LONGEST_NAME: usize = 120;

/// The name under which a file is kept: without a folder, without characters that mislead (a mark that turns
/// the direction of writing makes `txt.exe` out of `exe.txt`), not too long, its ending kept.
///
/// ```
/// use bulletin::rules::safe_name;
/// assert_eq!(safe_name("C:\\文書\\年末調整.pdf"), "年末調整.pdf");
/// assert_eq!(safe_name("../../etc/a\u{202e}b\n.txt"), "ab.txt");
/// assert_eq!(safe_name(""), "file");
/// ```
#[must_use]
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control() && !misleads(*c) && !"<>:\"|?*".contains(*c))
        .collect();
    let plain = plain.trim().trim_start_matches('.');
    if plain.is_empty() {
        return "file".to_owned();
    }
    let over = plain.chars().count().saturating_sub(LONGEST_NAME);
    match plain.rsplit_once('.') {
        _ if over == 0 => plain.to_owned(),
        Some((stem, ending)) => {
            let kept = stem.chars().count().saturating_sub(over);
            let stem: String = stem.chars().take(kept).collect();
            format!("{stem}.{ending}")
        }
        None => plain.chars().take(LONGEST_NAME).collect(),
    }
}

fn misleads(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What a file is, if it may be attached: by its content, and its name must say the same.
///
/// # Errors
/// When its kind is not taken, or its name says another one.
pub fn kind_of(name: &str, bytes: &[u8]) -> Result<FileKind, FileRefusal> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    let kind = by_content(bytes)?;
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    if kind.endings().contains(&ending.as_str()) {
        Ok(kind)
    } else {
        Err(FileRefusal::OtherName)
    }
}

fn by_content(bytes: &[u8]) -> Result<FileKind, FileRefusal> {
    if bytes.starts_with(b"%PDF-") {
        Ok(FileKind::Pdf)
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Ok(FileKind::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(FileKind::Png)
    } else if bytes.starts_with(b"PK\x03\x04") {
        office_document(bytes)
    } else if is_plain_text(bytes) {
        Ok(FileKind::Text)
    } else {
        Err(FileRefusal::OtherKind)
    }
}

/// A document of an office suite is a zip with certain parts; any other zip is not taken. Only the list of
/// its parts is read, so nothing is unpacked.
fn office_document(bytes: &[u8]) -> Result<FileKind, FileRefusal> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileRefusal::Broken)?;
    let names = archive
        .file_names()
        .map(|name| name.map(|name| name.to_ascii_lowercase()))
        .collect::<Result<Vec<String>, _>>()
        .map_err(|_| FileRefusal::Broken)?;
    let has = |part: &str| names.iter().any(|name| name == part);
    let runs = |name: &String| name.contains("vbaproject") || name.contains("/activex/");
    if names.iter().any(runs) {
        return Err(FileRefusal::Macros);
    }
    if !has("[content_types].xml") {
        return Err(FileRefusal::OtherKind);
    }
    if has("word/document.xml") {
        Ok(FileKind::Word)
    } else if has("xl/workbook.xml") {
        Ok(FileKind::Excel)
    } else if has("ppt/presentation.xml") {
        Ok(FileKind::Slides)
    } else {
        Err(FileRefusal::OtherKind)
    }
}

/// Text in UTF-8 or Shift_JIS without control characters, and no markup that a program might run.
fn is_plain_text(bytes: &[u8]) -> bool {
    let control =
        |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r') || *byte == 0x7F;
    if bytes.iter().any(control) {
        return false;
    }
    // Every byte that begins no character of Shift_JIS; UTF-8 holds none of them either.
    if std::str::from_utf8(bytes).is_err() && bytes.iter().any(|byte| *byte >= 0xFD) {
        return false;
    }
    let lower = bytes.to_ascii_lowercase();
    let marks: [&[u8]; 7] = [
        b"<html",
        b"<!doctype",
        b"\x3Cscript",
        b"<svg",
        b"<?xml",
        b"<iframe",
        b"<body",
    ];
    !marks
        .iter()
        .any(|mark| lower.windows(mark.len()).any(|part| part == *mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn zipped(parts: &[&str]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for part in parts {
            zip.start_file(*part, SimpleFileOptions::default()).unwrap();
            zip.write_all(b"x").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    const TYPES: &str = "[Content_Types].xml";

    #[test]
    fn what_offices_attach_is_taken() {
        let slides = zipped(&[TYPES, "ppt/presentation.xml"]);
        let list = "番号,氏名\r\n1,緑野\r\n".as_bytes().to_vec();
        let all: [(&str, Vec<u8>, FileKind); 7] = [
            ("通知.pdf", b"%PDF-1.7 x".to_vec(), FileKind::Pdf),
            ("写真.JPG", vec![0xFF, 0xD8, 0xFF, 0xE0], FileKind::Jpeg),
            ("図.png", b"\x89PNG\r\n\x1a\n....".to_vec(), FileKind::Png),
            (
                "案.docx",
                zipped(&[TYPES, "word/document.xml"]),
                FileKind::Word,
            ),
            (
                "表.xlsx",
                zipped(&[TYPES, "xl/workbook.xml"]),
                FileKind::Excel,
            ),
            ("説明.pptx", slides, FileKind::Slides),
            ("名簿.csv", list, FileKind::Text),
        ];
        for (name, bytes, kind) in all {
            assert_eq!(kind_of(name, &bytes), Ok(kind), "{name}");
        }
        // 名前 in Shift_JIS.
        let old = [0x96, 0xBC, 0x91, 0x4F];
        assert_eq!(kind_of("a.txt", &old), Ok(FileKind::Text));
    }

    #[test]
    fn a_page_under_another_name_is_refused() {
        let page = b"<!DOCTYPE html><html><body>";
        let picture = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><a/></svg>";
        for name in ["a.pdf", "a.txt", "a.png", "a.html", "a.svg"] {
            assert_eq!(kind_of(name, page), Err(FileRefusal::OtherKind), "{name}");
            assert_eq!(
                kind_of(name, picture),
                Err(FileRefusal::OtherKind),
                "{name}"
            );
        }
        assert_eq!(kind_of("a.html", b"%PDF-1.7"), Err(FileRefusal::OtherName));
        assert_eq!(kind_of("pdf", b"%PDF-1.7"), Err(FileRefusal::OtherName));
        // The mark of a PDF stands at its beginning.
        let hidden = kind_of("a.pdf", b"\n<html>%PDF-1.7");
        assert_eq!(hidden, Err(FileRefusal::OtherKind));
    }

    #[test]
    fn programs_macros_and_other_archives_are_refused() {
        let macros = zipped(&[TYPES, "xl/workbook.xml", "xl/vbaProject.bin"]);
        let plain = zipped(&[TYPES, "word/document.xml"]);
        let cases: [(&str, Vec<u8>, FileRefusal); 7] = [
            ("a.exe", b"MZ\x90\x00\x03".to_vec(), FileRefusal::OtherKind),
            ("a.zip", zipped(&["a.txt"]), FileRefusal::OtherKind),
            ("a.xlsx", macros, FileRefusal::Macros),
            ("a.docm", plain, FileRefusal::OtherName),
            // An old document, or one behind a password: another container altogether.
            (
                "a.xlsx",
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
                FileRefusal::OtherKind,
            ),
            (
                "a.docx",
                b"PK\x03\x04 cut off".to_vec(),
                FileRefusal::Broken,
            ),
            ("a.txt", Vec::new(), FileRefusal::Empty),
        ];
        for (name, bytes, refusal) in cases {
            assert_eq!(kind_of(name, &bytes), Err(refusal), "{name}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = safe_name(&format!("{}.pdf", "あ".repeat(300)));
        assert_eq!(name.chars().count(), LONGEST_NAME);
        assert!(name.ends_with("あ.pdf"));
    }
}
