//! CSV as offices exchange it.
//!
//! **Formulas.** A spreadsheet takes a field that begins with `=`, `+`, `-` or `@` for a formula, also
//! when it was typed by somebody into a web form. Text fields that do are written with a leading
//! apostrophe ([`guarded`]), the sign by which Excel itself marks text; figures and dates
//! ([`Field::Plain`]) are not. [`unguarded`] takes the apostrophe away again, so that a file of ours
//! reads back as what was written.

use crate::encoding::{decode, encode_cp932, narrow};
use crate::{Encoding, Limits, Refusal, Unmappable};
use std::borrow::Cow;

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// A comma.
    Comma,
    /// A tab.
    Tab,
}

impl Delimiter {
    const fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Tab => b'\t',
        }
    }

    /// The one that the first line has more of, quoted parts left out.
    fn of(text: &[u8]) -> Delimiter {
        let (mut commas, mut tabs, mut quoted) = (0, 0, false);
        for byte in text {
            match byte {
                b'"' => quoted = !quoted,
                b'\r' | b'\n' if !quoted && commas + tabs > 0 => break,
                b',' if !quoted => commas += 1,
                b'\t' if !quoted => tabs += 1,
                _ => {}
            }
        }
        if tabs > commas {
            Delimiter::Tab
        } else {
            Delimiter::Comma
        }
    }
}

/// A CSV file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How its characters were stored.
    pub encoding: Encoding,
    /// What stood between the fields.
    pub delimiter: Delimiter,
    /// The rows as a spreadsheet would number them: an empty line is a row without fields.
    pub rows: Vec<Vec<String>>,
}

/// Reads a CSV file. Rows may have different numbers of fields.
///
/// # Errors
/// A file beyond the limits is refused; so is one with bytes that are no characters, with every such
/// field named by row and column.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Table, Vec<Refusal>> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
        return Err(vec![Refusal::TooLarge {
            limit: limits.file_bytes,
        }]);
    }
    let encoding = Encoding::of(bytes);
    let text = narrow(bytes, encoding);
    let delimiter = Delimiter::of(&text);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.byte())
        .from_reader(text.as_ref());
    let mut record = ::csv::ByteRecord::new();
    let (mut rows, mut refusals) = (Vec::new(), Vec::new());
    let mut cells = 0_u64;
    loop {
        let at = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        // Only reading can fail in a byte record, and a slice in memory does not.
        if !reader
            .read_byte_record(&mut record)
            .map_err(|_| vec![Refusal::Damaged])?
        {
            break;
        }
        rows.resize(rows.len() + empty_lines(&text, at), Vec::new());
        cells += u64::try_from(record.len()).unwrap_or(u64::MAX);
        if cells > limits.cells {
            return Err(vec![Refusal::TooManyCells {
                limit: limits.cells,
            }]);
        }
        let row = rows.len() + 1;
        let fields = record.iter().enumerate().map(|(index, field)| {
            decode(field, encoding).unwrap_or_else(|| {
                refusals.push(Refusal::Undecodable {
                    row,
                    column: index + 1,
                    encoding,
                });
                String::new()
            })
        });
        rows.push(fields.collect());
    }
    if refusals.is_empty() {
        Ok(Table {
            encoding,
            delimiter,
            rows,
        })
    } else {
        Err(refusals)
    }
}

/// How many empty lines the reader steps over before the record that begins at or after `at`.
fn empty_lines(text: &[u8], at: usize) -> usize {
    let before = at.checked_sub(1).and_then(|index| text.get(index));
    let mut rest = text.get(at..).unwrap_or_default();
    if before == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    loop {
        rest = if let Some(next) = rest.strip_prefix(b"\r\n") {
            next
        } else if let Some((b'\r' | b'\n', next)) = rest.split_first() {
            next
        } else {
            return lines;
        };
        lines += 1;
    }
}

/// One field to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Text that somebody typed; guarded against being taken for a formula.
    Text(String),
    /// A figure, a date or a word of ours, written as it is.
    Plain(String),
}

impl Field {
    /// A figure, a date or a word of ours.
    pub fn plain(value: impl std::fmt::Display) -> Field {
        Field::Plain(value.to_string())
    }

    /// An empty field.
    #[must_use]
    pub const fn empty() -> Field {
        Field::Plain(String::new())
    }

    fn written(&self) -> Cow<'_, str> {
        match self {
            Field::Text(text) => guarded(text),
            Field::Plain(text) => Cow::Borrowed(text),
        }
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Field {
        Field::Text(text.to_owned())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Field {
        Field::Text(text)
    }
}

/// Whether a spreadsheet might take the text for a formula. A sign alone, as in a cell that says `-`
/// for "none", is none. Excel for Japan reads the full-width signs like the narrow ones.
fn could_be_formula(text: &str) -> bool {
    let mut characters = text.chars();
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];
    characters
        .next()
        .is_some_and(|first| signs.contains(&first))
        && characters.next().is_some()
}

/// The text with an apostrophe before it if it could be taken for a formula. Text that already has
/// apostrophes before such a beginning gets one more, so that nothing is lost on the way back.
///
/// ```
/// use exchange::csv::{guarded, unguarded};
/// assert_eq!(guarded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
/// assert_eq!(guarded("継続"), "継続");
/// assert_eq!(guarded("-"), "-");
/// assert_eq!(unguarded(&guarded("'=1")), "'=1");
/// ```
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if could_be_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text without the apostrophe that [`guarded`] put before it.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if could_be_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// The rows as UTF-8 with a byte order mark and CRLF line ends: what Excel opens with a double click
/// and what open data catalogues ask for.
#[must_use]
pub fn write_utf8(rows: &[Vec<Field>]) -> Vec<u8> {
    let encoded = rows.iter().map(|row| {
        row.iter()
            .map(|field| field.written().into_owned().into_bytes())
            .collect::<Vec<_>>()
    });
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    write_records(encoded, &mut bytes);
    bytes
}

/// The rows as CP932 with CRLF line ends, for systems that take nothing else.
///
/// # Errors
/// When a character has no code in CP932: all of them, by row and column. Nothing is replaced except
/// 〜 — ‖ − by the twins ～ ― ∥ － that CP932 has.
pub fn write_cp932(rows: &[Vec<Field>]) -> Result<Vec<u8>, Vec<Unmappable>> {
    let mut missing = Vec::new();
    let mut encoded = Vec::with_capacity(rows.len());
    for (row, fields) in rows.iter().enumerate() {
        let mut record = Vec::with_capacity(fields.len());
        for (column, field) in fields.iter().enumerate() {
            let (bytes, characters) = encode_cp932(&field.written());
            missing.extend(characters.into_iter().map(|character| Unmappable {
                row: row + 1,
                column: column + 1,
                character,
            }));
            record.push(bytes);
        }
        encoded.push(record);
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut bytes = Vec::new();
    write_records(encoded.into_iter(), &mut bytes);
    Ok(bytes)
}

/// Written out here rather than by the `csv` crate, whose writer can fail and would make every caller
/// handle an error that memory never gives.
fn write_records(records: impl Iterator<Item = Vec<Vec<u8>>>, bytes: &mut Vec<u8>) {
    for record in records {
        for (index, field) in record.iter().enumerate() {
            if index > 0 {
                bytes.push(b',');
            }
            write_field(field, record.len() == 1, bytes);
        }
        bytes.extend_from_slice(b"\r\n");
    }
}

/// Quotes a field where RFC 4180 asks for it, and an empty field that is alone on its line, which
/// would otherwise read as an empty line.
fn write_field(field: &[u8], alone: bool, bytes: &mut Vec<u8>) {
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\r' | b'\n' | b'\t');
    let quotes = field.iter().any(special) || (alone && field.is_empty());
    if !quotes {
        bytes.extend_from_slice(field);
        return;
    }
    bytes.push(b'"');
    for byte in field {
        if *byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(*byte);
    }
    bytes.push(b'"');
}
