//! What a staff list may say: the fields with the words that offices write above them, and the words for
//! choices. The city's own export has the same fields, so that it can be read in again.

use exchange::cell::Choices;
use exchange::mapping::Wanted;
use people::{AppointmentKind, Employment, Rank, Sex, UnitKind};
use words::{Language, Text};

/// The fields of one kind of table.
macro_rules! fields {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $key:literal, [$($word:literal),*];)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum $name { $($variant),* }

        impl $name {
            /// All of them, in the order of the export.
            pub const ALL: &[$name] = &[$($name::$variant),*];
            /// The words above each.
            pub const WANTED: &[Wanted] = &[$(Wanted { key: $key, words: &[$($word),*] }),*];

            /// The name in saved mappings and forms.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $key),* }
            }
        }
    };
}

fields! {
    /// What stands in a row about a person.
    PersonField {
        StaffNo = "staff-no", ["職員番号", "Staff number", "職員No", "職員№", "職員コード", "社員番号", "社員No", "職番", "staff no", "employee number", "employee id", "employee no"];
        Name = "name", ["氏名", "Name", "職員氏名", "名前", "漢字氏名", "氏名漢字", "full name"];
        Family = "family", ["姓", "Family name", "氏", "苗字", "last name", "surname"];
        Given = "given", ["名", "Given name", "first name", "forename"];
        Kana = "kana", ["氏名（かな）", "Reading of name", "氏名カナ", "カナ氏名", "かな氏名", "フリガナ", "ふりがな", "氏名フリガナ", "氏名ふりがな", "kana"];
        FamilyKana = "family-kana", ["姓（かな）", "Reading of family name", "姓カナ", "セイ", "せい", "氏カナ", "姓フリガナ", "family name kana"];
        GivenKana = "given-kana", ["名（かな）", "Reading of given name", "名カナ", "メイ", "めい", "名フリガナ", "given name kana"];
        FormerName = "former-name", ["旧姓", "Former name", "旧氏", "通称", "maiden name"];
        BirthDate = "birth-date", ["生年月日", "Date of birth", "誕生日", "birth date", "birthday"];
        Sex = "sex", ["性別", "Sex", "男女", "gender"];
        HiredOn = "hired-on", ["採用年月日", "Hired on", "採用日", "入庁日", "入庁年月日", "入社日", "hire date", "date of hire"];
        LeftOn = "left-on", ["退職年月日", "Last day of service", "退職日", "離職日", "任期満了日", "retired on", "retirement date"];
        Employment = "employment", ["任用区分", "Employment", "雇用区分", "職員区分", "任用形態", "雇用形態", "employment type"];
        Weekly = "weekly", ["週の勤務時間", "Weekly hours", "週勤務時間", "週所定労働時間", "勤務時間", "hours per week"];
        JobFamily = "job-family", ["職種", "Job family", "職種名", "occupation"];
        UnitCode = "unit-code", ["所属コード", "Unit code", "課コード", "所属CD", "組織コード", "部署コード", "department code"];
        Unit = "unit", ["所属", "Unit", "所属名", "所属名称", "配属先", "部署", "所属部署", "組織名"];
        Department = "department", ["部", "Department", "部名", "部局", "部局名", "局", "所属／部"];
        Section = "section", ["課", "Section", "課名", "課室", "課室名", "所属課", "所属／課"];
        Team = "team", ["係", "Team", "係名", "班", "グループ", "担当名", "所属／係"];
        Post = "post", ["職名", "Post", "補職", "補職名", "役職", "役職名", "職", "title", "job title", "position"];
        Rank = "rank", ["職位", "Rank", "職層", "職階", "役職区分", "階級", "grade"];
        Heads = "heads", ["所属長", "Heads the unit", "所属長区分", "head of unit", "head"];
        From = "from", ["所属年月日", "In the post since", "発令年月日", "発令日", "異動日", "異動年月日", "現所属年月日", "配属日", "現職発令日", "since"];
    }
}

fields! {
    /// What stands in a row about an appointment.
    CareerField {
        StaffNo = "staff-no", ["職員番号", "Staff number", "職員No", "職員№", "職員コード", "社員番号", "職番", "staff no", "employee number", "employee id"];
        Name = "name", ["氏名", "Name", "職員氏名", "名前"];
        Kind = "kind", ["発令区分", "Kind of appointment", "本務兼務", "本務兼務区分", "区分", "発令種別", "appointment kind"];
        UnitCode = "unit-code", ["所属コード", "Unit code", "課コード", "所属CD", "組織コード", "部署コード"];
        Unit = "unit", ["所属", "Unit", "所属名", "所属名称", "配属先", "部署"];
        Department = "department", ["部", "Department", "部名", "部局", "部局名", "局", "所属／部"];
        Section = "section", ["課", "Section", "課名", "課室", "課室名", "所属／課"];
        Team = "team", ["係", "Team", "係名", "班", "グループ", "所属／係"];
        Post = "post", ["職名", "Post", "補職", "補職名", "役職", "役職名", "職", "title", "job title"];
        Rank = "rank", ["職位", "Rank", "職層", "職階", "役職区分", "grade"];
        Heads = "heads", ["所属長", "Heads the unit", "所属長区分", "head of unit"];
        From = "from", ["開始日", "From", "発令年月日", "発令日", "異動日", "異動年月日", "開始年月日", "自", "start date"];
        To = "to", ["終了日", "Last day", "解任日", "終了年月日", "満了日", "至", "end date", "until"];
    }
}

fields! {
    /// What stands in a row about a unit.
    UnitField {
        Code = "code", ["所属コード", "Unit code", "組織コード", "課コード", "コード", "部署コード", "code"];
        Name = "name", ["所属名", "Name of unit", "所属", "組織名", "名称", "所属名称", "unit name", "name"];
        ShortName = "short-name", ["略称", "Short name", "略名", "所属略称"];
        Kana = "kana", ["所属名（かな）", "Reading of unit", "ふりがな", "フリガナ", "よみ", "カナ", "所属名カナ", "kana"];
        ParentCode = "parent-code", ["上位所属コード", "Code of the unit above", "上位コード", "親コード", "上位組織コード", "parent code"];
        Kind = "kind", ["階層", "Level", "部課係", "区分", "組織区分", "種別"];
        From = "from", ["設置年月日", "Exists from", "設置日", "適用開始日", "開始日"];
        To = "to", ["廃止年月日", "Last day", "廃止日", "適用終了日", "終了日"];
    }
}

/// The three kinds of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Table {
    /// One row a person.
    People,
    /// One row an appointment.
    Careers,
    /// One row a unit.
    Units,
}

impl Table {
    pub const ALL: [Table; 3] = [Table::People, Table::Careers, Table::Units];

    /// The name in saved mappings, forms and words.
    pub const fn key(self) -> &'static str {
        match self {
            Table::People => "people",
            Table::Careers => "careers",
            Table::Units => "units",
        }
    }

    /// The fields of its rows.
    pub const fn wanted(self) -> &'static [Wanted] {
        match self {
            Table::People => PersonField::WANTED,
            Table::Careers => CareerField::WANTED,
            Table::Units => UnitField::WANTED,
        }
    }

    /// Fields without which a table of the kind cannot be read.
    pub const fn needs(self) -> &'static [&'static str] {
        match self {
            Table::People => &["staff-no"],
            Table::Careers => &["staff-no", "post", "from"],
            Table::Units => &["code", "name"],
        }
    }

    /// The name of a field in the reader's language, as the export writes it above the column.
    pub fn label(self, field: &str, t: &Text) -> String {
        let wanted = self.wanted().iter().find(|wanted| wanted.key == field);
        let at = usize::from(t.language() == Language::English);
        let word = wanted.and_then(|wanted| wanted.words.get(at));
        word.map_or_else(|| field.to_owned(), |word| (*word).to_owned())
    }

    /// The name of a sheet of the kind in the export.
    pub fn sheet(self, t: &Text) -> String {
        t.say(match self {
            Table::People => "intake-sheet-people",
            Table::Careers => "intake-sheet-careers",
            Table::Units => "intake-sheet-units",
        })
        .into_owned()
    }
}

/// The words for choices, in both languages whatever language the reader has.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    pub employment: Choices<Employment>,
    pub sex: Choices<Sex>,
    pub kind: Choices<AppointmentKind>,
    pub rank: Choices<Rank>,
    pub unit_kind: Choices<UnitKind>,
}

/// Choices from an enum of `people`: its words in both languages and what else offices write.
macro_rules! choices {
    ($t:expr, $name:ident, $others:expr) => {{
        let (here, there) = (
            $t,
            $t.in_language(match $t.language() {
                Language::Japanese => Language::English,
                Language::English => Language::Japanese,
            }),
        );
        $name::ALL.iter().fold(Choices::new(), |choices, value| {
            let label = here.say(value.key()).into_owned();
            let other = there.say(value.key()).into_owned();
            let others: fn($name) -> &'static [&'static str] = $others;
            let more = others(*value).iter().copied();
            choices.or(
                *value,
                &label,
                [other.as_str(), value.word()].into_iter().chain(more),
            )
        })
    }};
}

impl Vocabulary {
    pub fn new(t: &Text) -> Vocabulary {
        Vocabulary {
            employment: choices!(t, Employment, employment_words),
            sex: choices!(t, Sex, |sex| match sex {
                Sex::Female => &["女", "F", "2", "女子"],
                Sex::Male => &["男", "M", "1", "男子"],
            }),
            kind: choices!(t, AppointmentKind, kind_words),
            rank: choices!(t, Rank, rank_words),
            unit_kind: choices!(t, UnitKind, |kind| match kind {
                UnitKind::Department => &["部", "局", "部局"],
                UnitKind::Section => &["課", "室", "課室", "所", "館"],
                UnitKind::Team => &["係", "班", "グループ", "担当"],
                UnitKind::Other => &["他"],
            }),
        }
    }
}

fn employment_words(employment: Employment) -> &'static [&'static str] {
    match employment {
        Employment::Regular => &["正規", "正職員", "常勤", "一般職", "正規職員（一般職）"],
        Employment::ReEmployed => &[
            "再任用",
            "再任用フル",
            "暫定再任用フルタイム",
            "再任用フルタイム",
        ],
        Employment::ReEmployedShort => &[
            "再任用短時間",
            "再任用短",
            "定年前再任用短時間勤務",
            "暫定再任用短時間勤務",
            "定年前再任用短時間",
        ],
        Employment::FixedTerm => &["任期付", "任期付一般", "特定任期付"],
        Employment::Temporary => &["臨時的任用", "臨任", "臨時職員"],
        Employment::FiscalYearFull => &[
            "会計年度フル",
            "会計年度任用フルタイム",
            "会計年度フルタイム",
            "会計年度任用職員フル",
        ],
        Employment::FiscalYearPart => &[
            "会計年度パート",
            "会計年度任用パートタイム",
            "会計年度任用",
            "会計年度任用職員",
            "会計年度",
            "会計年度パートタイム",
        ],
    }
}

fn kind_words(kind: AppointmentKind) -> &'static [&'static str] {
    match kind.word() {
        "main" => &["本務", "主務", "専任", "1"],
        "concurrent" => &["兼務", "併任", "兼任", "兼職", "2"],
        "acting" => &["事務取扱", "心得", "代理", "事務取扱い"],
        "seconded" => &["派遣", "出向"],
        _ => &[],
    }
}

fn rank_words(rank: Rank) -> &'static [&'static str] {
    match rank {
        Rank::DepartmentHead => &["部長", "局長", "理事"],
        Rank::DeputyDepartmentHead => &["次長", "参事", "副部長"],
        Rank::SectionHead => &["課長", "室長", "館長", "所長", "事務局長", "副参事"],
        Rank::DeputySectionHead => &["課長補佐", "課長代理", "主幹", "副課長"],
        Rank::TeamHead => &["係長", "主査", "班長", "園長"],
        Rank::Senior => &["主任", "主任主事", "主任技師", "主任保育士", "主任保健師"],
        Rank::Officer => &[
            "主事",
            "技師",
            "係員",
            "一般",
            "主事補",
            "技師補",
            "保育士",
            "保健師",
            "司書",
            "書記",
            "一般職",
            "スタッフ",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::mapping::header_word;
    use std::collections::HashMap;

    #[test]
    fn every_field_has_a_heading_in_both_languages_and_no_word_means_two_fields() {
        for table in Table::ALL {
            let mut meaning: HashMap<String, &str> = HashMap::new();
            for wanted in table.wanted() {
                assert!(wanted.words.len() >= 2, "{}", wanted.key);
                for word in wanted.words {
                    let before = meaning.insert(header_word(word), wanted.key);
                    assert!(
                        before.is_none() || before == Some(wanted.key),
                        "{word} means {before:?} and {}",
                        wanted.key
                    );
                }
            }
        }
    }

    #[test]
    fn the_fields_and_their_words_stand_in_the_same_order() {
        let keys: Vec<&str> = PersonField::ALL.iter().map(|field| field.key()).collect();
        let wanted: Vec<&str> = PersonField::WANTED
            .iter()
            .map(|wanted| wanted.key)
            .collect();
        assert_eq!(keys, wanted);
        for table in Table::ALL {
            for need in table.needs() {
                assert!(
                    table.wanted().iter().any(|wanted| wanted.key == *need),
                    "{need}"
                );
            }
        }
    }
}
