//! Why a file is not taken, in words its owner can act on.

/// How large a file may be. Settable, because a city of fifty thousand staff has larger tables than
/// a village; the defaults suit a plan and a table of ten thousand rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it was sent.
    pub file_bytes: u64,
    /// Bytes of everything inside once unpacked, and of all text taken from it.
    pub unpacked_bytes: u64,
    /// Cells with something in them.
    pub cells: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 10 << 20,
            unpacked_bytes: 100 << 20,
            cells: 1_000_000,
        }
    }
}

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Neither a workbook nor anything like it.
    #[error("not an .xlsx workbook")]
    NotAWorkbook,
    /// A workbook in the format before Excel 2007 (.xls).
    #[error("a workbook in the old .xls format")]
    OldFormat,
    /// A workbook locked by a password.
    #[error("the workbook is locked by a password")]
    Encrypted,
    /// A larger file than the limit.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A file that unpacks to more than the limit.
    #[error("the content is larger than {limit} bytes once unpacked")]
    UnpacksTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// More cells than the limit.
    #[error("the file has more than {limit} cells")]
    TooManyCells {
        /// The limit.
        limit: u64,
    },
    /// A workbook by its looks that cannot be read to the end.
    #[error("the workbook is damaged")]
    Damaged,
    /// Bytes that are no character in the file's encoding.
    #[error("row {row}, column {column}: not a character in {encoding}")]
    Undecodable {
        /// Row, from 1, as a spreadsheet counts.
        row: usize,
        /// Column, from 1.
        column: usize,
        /// What the file was read as.
        encoding: crate::Encoding,
    },
}

impl Refusal {
    /// Key of the sentence for the person who sent the file.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Refusal::NotAWorkbook => "exchange-refusal-not-a-workbook",
            Refusal::OldFormat => "exchange-refusal-old-format",
            Refusal::Encrypted => "exchange-refusal-encrypted",
            Refusal::TooLarge { .. } => "exchange-refusal-too-large",
            Refusal::UnpacksTooLarge { .. } => "exchange-refusal-unpacks-too-large",
            Refusal::TooManyCells { .. } => "exchange-refusal-too-many-cells",
            Refusal::Damaged => "exchange-refusal-damaged",
            Refusal::Undecodable { .. } => "exchange-refusal-undecodable",
        }
    }

    /// Variables of the sentence.
    #[must_use]
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
            Refusal::NotAWorkbook | Refusal::OldFormat | Refusal::Encrypted | Refusal::Damaged => {
                Vec::new()
            }
            Refusal::TooLarge { limit } | Refusal::UnpacksTooLarge { limit } => {
                vec![("limit", megabytes(*limit))]
            }
            Refusal::TooManyCells { limit } => vec![("limit", limit.to_string())],
            Refusal::Undecodable {
                row,
                column,
                encoding,
            } => vec![
                ("row", row.to_string()),
                ("column", column.to_string()),
                ("encoding", encoding.to_string()),
            ],
        }
    }
}

/// Megabytes with one decimal where the limit is not a whole number of them.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}
