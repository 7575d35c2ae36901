//! Posts, their audience and their readers, as values that cannot be wrong.

use calendar::{Date, Period};
use jiff::Timestamp;
use people::{EmployeeId, Employment, Rank, UnitId};
use std::collections::BTreeSet;

store::id!(
    /// A post.
    pub struct PostId;
);
store::id!(
    /// A category (分類).
    pub struct CategoryId;
);
store::id!(
    /// An attachment.
    pub struct FileId;
);

/// Characters in a title.
pub const LONGEST_TITLE: usize = 120;
/// Characters in a text.
pub const LONGEST_BODY: usize = 20_000;
/// Characters in the name of a category.
pub const LONGEST_CATEGORY: usize = 40;
/// Characters in a reason.
pub const LONGEST_REASON: usize = 300;

/// How far a post has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// 下書き: only the section of the author sees it.
    Draft,
    /// 承認待ち: with those who decide about it.
    Waiting,
    /// 掲載: shown to its audience from its first day on.
    Published,
    /// 取下げ: no longer shown, never deleted.
    Withdrawn,
}

impl State {
    /// All states.
    pub const ALL: [State; 4] = [
        State::Draft,
        State::Waiting,
        State::Published,
        State::Withdrawn,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Waiting => "waiting",
            State::Published => "published",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A kind of posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The record.
    pub id: CategoryId,
    /// Its name, as the office says it.
    pub name: String,
    /// Its name for readers of English; empty means the other.
    pub name_en: String,
    /// The place in lists.
    pub position: i64,
    /// Whether it is no longer offered.
    pub closed: bool,
    /// Grows with every change; 0 for those of the program.
    pub version: i64,
}

/// The categories of a city that has changed none: Japanese and English name, in their order.
pub const FIRST_CATEGORIES: [(&str, &str); 6] = [
    ("人事課から", "From Personnel"),
    ("各課事業", "Work of the sections"),
    ("市内イベント", "Events in the city"),
    ("福利厚生", "Welfare"),
    ("研修", "Training"),
    ("募集", "Calls for people"),
];

/// The categories of a city that has changed none.
#[must_use]
pub fn first_categories() -> Vec<Category> {
    let category = |(id, (name, name_en)): (i64, (&str, &str))| Category {
        id: CategoryId(id),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        position: id * 10,
        closed: false,
        version: 0,
    };
    (1..).zip(FIRST_CATEGORIES).map(category).collect()
}

/// Who a post is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// 全職員: everybody in service.
    Everybody,
    /// Who fits every kind of condition that is named; within a kind one fitting value is enough.
    Chosen(Chosen),
}

/// The conditions of an audience. A kind without values does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// Units with those below them.
    pub units: BTreeSet<UnitId>,
    /// Ranks of the main appointment.
    pub ranks: BTreeSet<Rank>,
    /// Employments: 会計年度任用職員 or not.
    pub employments: BTreeSet<Employment>,
}

impl Chosen {
    /// Whether nothing at all is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.ranks.is_empty() && self.employments.is_empty()
    }
}

/// 必読: readers are asked to confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MustRead {
    /// The day by which they should.
    pub by: Option<Date>,
}

/// When a post became visible to its audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    /// When it was published.
    pub at: Timestamp,
    /// 掲載日: the first day on which readers see it; its audience is that of this day.
    pub on: Date,
}

/// What an author enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its category.
    pub category: CategoryId,
    /// The section in whose name it is posted.
    pub unit: UnitId,
    /// One line.
    pub title: String,
    /// The text in light markup.
    pub body: String,
    /// Who it is for.
    pub audience: Audience,
    /// Whether readers are asked to confirm.
    pub must_read: Option<MustRead>,
    /// From when until when it stands on the board.
    pub shown: Period,
}

/// A post as its authors keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The record.
    pub id: PostId,
    /// Who wrote it.
    pub author: EmployeeId,
    /// The author's name on the day of writing.
    pub author_name: String,
    /// What was entered.
    pub entry: Entry,
    /// How far it has come.
    pub state: State,
    /// The day after the last on which it stays on top.
    pub pinned_to: Option<Date>,
    /// 1 for the first publication, more after corrections.
    pub edition: i64,
    /// Confirmations of this edition and later ones count.
    pub confirm_edition: i64,
    /// When it was published, and its posting day.
    pub posted: Option<Posted>,
    /// How many people it was for on the posting day, once that day has come.
    pub audience_count: Option<i64>,
    /// How many of them have read it.
    pub readers: i64,
    /// When and why it was taken back.
    pub withdrawn: Option<(Timestamp, String)>,
    /// Grows with every change.
    pub version: i64,
}

/// Somebody who might read a post, on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The units of all appointments of the day, each with those above it.
    pub units: BTreeSet<UnitId>,
    /// The rank of the main appointment.
    pub rank: Option<Rank>,
    /// 任用の区分.
    pub employment: Employment,
}

/// What somebody has done with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// When they opened it first.
    pub opened: Option<Timestamp>,
    /// When they confirmed it, and which edition.
    pub confirmed: Option<(Timestamp, i64)>,
}

/// What an attachment is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A photo.
    Jpeg,
    /// A picture.
    Png,
    /// A Word document without macros.
    Word,
    /// An Excel workbook without macros.
    Excel,
    /// PowerPoint slides without macros.
    Slides,
    /// Plain text or CSV.
    Text,
}

impl FileKind {
    /// All kinds.
    pub const ALL: [FileKind; 7] = [
        FileKind::Pdf,
        FileKind::Jpeg,
        FileKind::Png,
        FileKind::Word,
        FileKind::Excel,
        FileKind::Slides,
        FileKind::Text,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Jpeg => "jpeg",
            FileKind::Png => "png",
            FileKind::Word => "word",
            FileKind::Excel => "excel",
            FileKind::Slides => "slides",
            FileKind::Text => "text",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<FileKind> {
        FileKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The endings that a file of the kind may have.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            FileKind::Pdf => &["pdf"],
            FileKind::Jpeg => &["jpg", "jpeg"],
            FileKind::Png => &["png"],
            FileKind::Word => &["docx"],
            FileKind::Excel => &["xlsx"],
            FileKind::Slides => &["pptx"],
            FileKind::Text => &["txt", "csv"],
        }
    }

    /// The media type it is sent with.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Word => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            FileKind::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Slides => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            FileKind::Text => "text/plain; charset=utf-8",
        }
    }
}

/// An attachment without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The record.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Bytes.
    pub size: i64,
    /// When it was added, and by whom.
    pub added: (Timestamp, String),
    /// When it was removed, and by whom.
    pub removed: Option<(Timestamp, String)>,
}

/// What a post said before a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Which.
    pub edition: i64,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// Why it was replaced.
    pub reason: String,
    /// When it was replaced, and by whom.
    pub replaced: (Timestamp, String),
}
