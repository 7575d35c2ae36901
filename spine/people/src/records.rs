//! Units, employees and appointments as values that cannot be wrong.

use crate::folding::{fold, is_kana};
use crate::romaji::romaji_of;
use calendar::{Date, Minutes, Period};

store::id!(
    /// A unit (部・課・係), the same through renamings and moves.
    pub struct UnitId;
);
store::id!(
    /// One employment of a person.
    pub struct EmployeeId;
);
store::id!(
    /// An appointment (発令).
    pub struct AppointmentId;
);

/// An enum that is written as a word in the database and has a name in both languages.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal, $key:literal;)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),* }

        impl $name {
            /// All values, in the order in which a form offers them.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The word in the database and in files.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            /// The fluent key of the name that a reader sees.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $key),* }
            }

            /// The value of a word.
            #[must_use]
            pub fn of_word(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// What a unit is.
    UnitKind {
        /// 部, or an office on its level.
        Department = "department", "people-unit-department";
        /// 課, or an office on its level.
        Section = "section", "people-unit-section";
        /// 係.
        Team = "team", "people-unit-team";
        /// Anything else: a committee's office, a school, a temporary headquarters.
        Other = "other", "people-unit-other";
    }
}

vocabulary! {
    /// Under which rule of the Local Public Service Act somebody is employed (任用の区分).
    Employment {
        /// 正規職員: appointed without a term.
        Regular = "regular", "people-employment-regular";
        /// 再任用（フルタイム）.
        ReEmployed = "re-employed", "people-employment-re-employed";
        /// 再任用（短時間）.
        ReEmployedShort = "re-employed-short", "people-employment-re-employed-short";
        /// 任期付職員.
        FixedTerm = "fixed-term", "people-employment-fixed-term";
        /// 臨時的任用職員.
        Temporary = "temporary", "people-employment-temporary";
        /// 会計年度任用職員（フルタイム）.
        FiscalYearFull = "fiscal-year-full", "people-employment-fiscal-year-full";
        /// 会計年度任用職員（パートタイム）.
        FiscalYearPart = "fiscal-year-part", "people-employment-fiscal-year-part";
    }
}

vocabulary! {
    /// The sex, kept only because yearly statutory reports ask for it.
    Sex {
        /// 女性.
        Female = "female", "people-sex-female";
        /// 男性.
        Male = "male", "people-sex-male";
    }
}

vocabulary! {
    /// How an employee serves in a unit.
    AppointmentKind {
        /// 本務: at most one on any day.
        Main = "main", "people-appointment-main";
        /// 兼務.
        Concurrent = "concurrent", "people-appointment-concurrent";
        /// 事務取扱・心得: in the place of the holder of a post.
        Acting = "acting", "people-appointment-acting";
        /// 派遣: to another body, while the main appointment goes on.
        Seconded = "seconded", "people-appointment-seconded";
    }
}

vocabulary! {
    /// The rank (職), from the top. What the city calls the post stands in the appointment itself.
    Rank {
        /// 部長級.
        DepartmentHead = "department-head", "people-rank-department-head";
        /// 次長級.
        DeputyDepartmentHead = "deputy-department-head", "people-rank-deputy-department-head";
        /// 課長級.
        SectionHead = "section-head", "people-rank-section-head";
        /// 課長補佐級.
        DeputySectionHead = "deputy-section-head", "people-rank-deputy-section-head";
        /// 係長級.
        TeamHead = "team-head", "people-rank-team-head";
        /// 主任級.
        Senior = "senior", "people-rank-senior";
        /// 主事級.
        Officer = "officer", "people-rank-officer";
    }
}

impl Rank {
    /// Whether an appointment in this rank to a unit of the kind normally makes its holder the head:
    /// 部長 of a 部, 課長 of a 課, 係長 of a 係. An import proposes this; the order itself decides.
    #[must_use]
    pub const fn heads(self, kind: UnitKind) -> bool {
        matches!(
            (self, kind),
            (Rank::DepartmentHead, UnitKind::Department)
                | (Rank::SectionHead, UnitKind::Section)
                | (Rank::TeamHead, UnitKind::Team)
        )
    }
}

/// Why a text was not accepted as a field of a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing was written where something must stand.
    #[error("nothing written")]
    Missing,
    /// The text is longer than this many characters.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// A staff number with characters other than letters, figures and hyphens.
    #[error("not a staff number")]
    NotANumber,
    /// A reading with characters that are not kana.
    #[error("not kana")]
    NotKana,
    /// A line break or another invisible control character.
    #[error("control character")]
    ControlCharacter,
}

impl Unreadable {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Unreadable::Missing => "people-field-missing",
            Unreadable::TooLong(_) => "people-field-too-long",
            Unreadable::NotANumber => "people-field-not-a-staff-number",
            Unreadable::NotKana => "people-field-not-kana",
            Unreadable::ControlCharacter => "people-field-control-character",
        }
    }
}

/// Characters in a name or title; longer ones are a mistake of the import's columns.
const LONGEST: usize = 60;
const LONGEST_NUMBER: usize = 20;

pub(crate) fn line(text: &str, longest: usize) -> Result<String, Unreadable> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(Unreadable::ControlCharacter);
    }
    if text.chars().count() > longest {
        return Err(Unreadable::TooLong(longest));
    }
    Ok(text.to_owned())
}

fn filled(text: &str) -> Result<String, Unreadable> {
    let text = line(text, LONGEST)?;
    if text.is_empty() {
        Err(Unreadable::Missing)
    } else {
        Ok(text)
    }
}

/// A name of a unit, a post or a job family: one line of up to 60 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title(String);

impl Title {
    /// Reads a title; blanks around it are dropped.
    ///
    /// # Errors
    /// When it is empty, too long, or holds control characters.
    pub fn parse(text: &str) -> Result<Title, Unreadable> {
        filled(text).map(Title)
    }

    /// The title as entered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Title {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A reading of a unit's name: kana.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kana(String);

impl Kana {
    /// Reads a reading in hiragana or katakana.
    ///
    /// # Errors
    /// When it is empty, too long, or not kana.
    pub fn parse(text: &str) -> Result<Kana, Unreadable> {
        let text = filled(text)?;
        if is_kana(&text) {
            Ok(Kana(text))
        } else {
            Err(Unreadable::NotKana)
        }
    }

    /// The reading as entered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A staff number (職員番号): letters, figures and hyphens, leading zeros kept, full-width ones narrowed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffNumber(String);

impl StaffNumber {
    /// Reads a staff number.
    ///
    /// # Errors
    /// When it is empty, longer than 20 characters, or has other characters.
    ///
    /// ```
    /// use people::StaffNumber;
    /// assert_eq!(StaffNumber::parse(" ００１２３ ").unwrap().as_str(), "00123");
    /// assert!(StaffNumber::parse("12 3").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<StaffNumber, Unreadable> {
        use unicode_normalization::UnicodeNormalization;
        let text: String = text.trim().nfkc().collect();
        match text.chars().count() {
            0 => Err(Unreadable::Missing),
            1..=LONGEST_NUMBER if text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => {
                Ok(StaffNumber(text))
            }
            1..=LONGEST_NUMBER => Err(Unreadable::NotANumber),
            _ => Err(Unreadable::TooLong(LONGEST_NUMBER)),
        }
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for StaffNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person's name with its reading, character for character as the person writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonName {
    family: String,
    given: String,
    family_kana: String,
    given_kana: String,
}

impl PersonName {
    /// Reads a name. The given name may be empty, because some people have only one name.
    ///
    /// # Errors
    /// When the family name or its reading is missing, a reading is not kana, or a part is too long.
    pub fn parse(
        family: &str,
        given: &str,
        family_kana: &str,
        given_kana: &str,
    ) -> Result<PersonName, Unreadable> {
        let family = filled(family)?;
        let given = line(given, LONGEST)?;
        let family_kana = Kana::parse(family_kana)?.0;
        let given_kana = if given.is_empty() {
            String::new()
        } else {
            Kana::parse(given_kana)?.0
        };
        Ok(PersonName {
            family,
            given,
            family_kana,
            given_kana,
        })
    }

    /// 姓.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// 名.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    /// The reading of the family name.
    #[must_use]
    pub fn family_kana(&self) -> &str {
        &self.family_kana
    }

    /// The reading of the given name.
    #[must_use]
    pub fn given_kana(&self) -> &str {
        &self.given_kana
    }

    /// Family and given name with a blank between them: `緑野 花子`.
    #[must_use]
    pub fn full(&self) -> String {
        if self.given.is_empty() {
            self.family.clone()
        } else {
            format!("{} {}", self.family, self.given)
        }
    }

    /// The readings with a blank between them.
    #[must_use]
    pub fn full_kana(&self) -> String {
        if self.given_kana.is_empty() {
            self.family_kana.clone()
        } else {
            format!("{} {}", self.family_kana, self.given_kana)
        }
    }
}

/// A unit as it is called and where it stands during a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitVersion {
    /// Which unit.
    pub unit: UnitId,
    /// The full name: 経営企画部 人事課 is 人事課 below 経営企画部.
    pub name: Title,
    /// The name for narrow tables: 人事.
    pub short_name: Title,
    /// The reading.
    pub kana: Kana,
    /// The unit above.
    pub parent: Option<UnitId>,
    /// 部・課・係.
    pub kind: UnitKind,
    /// The place among its neighbours.
    pub position: i64,
    /// From when until when.
    pub period: Period,
}

/// One employment of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employee {
    /// The record.
    pub id: EmployeeId,
    /// 職員番号.
    pub staff_no: StaffNumber,
    /// The name as the person writes it.
    pub name: PersonName,
    /// 旧姓, where it is used at work.
    pub former_name: Option<Title>,
    /// The birth date, for ages and the retirement age.
    pub birth_date: Date,
    /// For statutory reports only.
    pub sex: Option<Sex>,
    /// From the day of hiring until the day after the last day of service.
    pub service: Period,
    /// 任用の区分.
    pub employment: Employment,
    /// The working time of a week: 38 hours 45 minutes for a full-time employee.
    pub weekly: Minutes,
    /// 職種: 一般事務, 土木, 保健師 ….
    pub job_family: Title,
    /// The same person's employment before this one.
    pub previous: Option<EmployeeId>,
    /// Grows with every change; a form that was opened before is refused.
    pub version: i64,
}

impl Employee {
    /// The age in full years on a day.
    ///
    /// By the Act on Calculation of Ages a year is completed at the end of the day before the
    /// birthday; this is the age as people count it, which grows on the birthday itself.
    #[must_use]
    pub fn age(&self, on: Date) -> i16 {
        let years = on.year() - self.birth_date.year();
        let before = (on.month(), on.day()) < (self.birth_date.month(), self.birth_date.day());
        years - i16::from(before)
    }

    /// The folded words under which the employee is found, each by its beginning.
    pub(crate) fn words(&self) -> Vec<Vec<u8>> {
        let name = &self.name;
        let number = fold(self.staff_no.as_str());
        let mut words = vec![
            fold(&name.full()),
            fold(&name.full_kana()),
            fold(&name.given),
            fold(&name.given_kana),
            number.trim_start_matches('0').to_owned(),
            number,
            romaji_of(&name.full_kana()),
            romaji_of(&name.given_kana),
        ];
        if let Some(former) = &self.former_name {
            words.push(fold(&format!("{former}{}", name.given)));
        }
        words.retain(|word| !word.is_empty());
        words.sort();
        words.dedup();
        words.into_iter().map(String::into_bytes).collect()
    }
}

/// Somebody serves in a unit during a period (発令).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The record.
    pub id: AppointmentId,
    /// Who.
    pub employee: EmployeeId,
    /// Where.
    pub unit: UnitId,
    /// 本務・兼務 ….
    pub kind: AppointmentKind,
    /// The post as the city calls it: 課長, 主査.
    pub post: Title,
    /// The rank.
    pub rank: Rank,
    /// Whether the holder heads the unit (所属長): sees its members and decides for them.
    pub heads: bool,
    /// From when until when.
    pub period: Period,
}
