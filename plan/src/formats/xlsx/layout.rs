//! What stands where: names of sheets, headings of columns, words in cells. Reader and writer agree
//! here and nowhere else.

use crate::document::{Numbering, Part};
use calendar::{Era, FiscalYear, YearStyle};
use measure::{Comparator, Quality};

/// Version of the layout, written on the cover; the document's own format number.
pub(super) const FORMAT: &str = "様式の版";

pub(super) mod sheet {
    pub const COVER: &str = "表紙";
    pub const INTRODUCTION: &str = "はじめに";
    pub const CHART: &str = "体系図";
    pub const REVIEW: &str = "振り返り";
    pub const PLAN: &str = "実施計画";
    pub const FIGURES: &str = "指標";
    pub const DEFINITIONS: &str = "指標の定義";
    pub const EVALUATIONS: &str = "評価";
    pub const ORIGINS: &str = "由来";
    pub const CORRECTIONS: &str = "正誤";
    pub const CELLS: &str = "セルの状態";

    /// All of them, in the order of their tabs.
    pub const ALL: [&str; 11] = [
        COVER,
        INTRODUCTION,
        CHART,
        REVIEW,
        PLAN,
        FIGURES,
        DEFINITIONS,
        EVALUATIONS,
        ORIGINS,
        CORRECTIONS,
        CELLS,
    ];
}

/// Labels of the cover's rows.
pub(super) mod cover {
    pub const CODE: &str = "計画コード";
    pub const MUNICIPALITY: &str = "自治体名";
    pub const TITLE: &str = "計画の名称";
    pub const PUBLISHER: &str = "担当課";
    pub const ADOPTED: &str = "策定日";
    pub const POLICY: &str = "基本方針の名称";
    pub const POLICY_ADOPTED: &str = "基本方針の策定年月";
    pub const POLICY_REVISED: &str = "基本方針の改定年月";
    pub const LEGAL_BASIS: &str = "根拠法令";
    pub const REVIEW_FROM: &str = "振り返りの最初の年度";
    pub const REVIEW_TO: &str = "振り返りの最後の年度";
    pub const PLAN_FROM: &str = "計画の最初の年度";
    pub const PLAN_TO: &str = "計画の最後の年度";
    pub const MID_TERM: &str = "中間見直しの年度";
    pub const YEAR_STYLE: &str = "年度の書き方";
    pub const PREVIOUS: &str = "前の計画のコード";
    pub const SOURCE: &str = "出典";
    pub const LEVEL: &str = "階層";
}

/// Headings of columns.
pub(super) mod column {
    pub const HEADING: &str = "見出し";
    pub const TEXT: &str = "本文";
    pub const NUMBER: &str = "番号";
    pub const CHART_NAME: &str = "体系図での名称";
    pub const REVIEW_NAME: &str = "振り返りでの名称";
    pub const CAPABILITY: &str = "機能";
    pub const NOTE: &str = "備考";
    pub const NAME: &str = "取組・事業";
    pub const ROW: &str = "区分";
    pub const OWNER: &str = "担当課";
    pub const KEY: &str = "事業キー";
    pub const PART: &str = "部";
    pub const PROGRAM: &str = "事業名";
    pub const MEASURE: &str = "指標キー";
    pub const LABEL: &str = "指標名";
    pub const UNIT: &str = "単位";
    pub const YEAR: &str = "年度";
    pub const TARGET: &str = "目標値";
    pub const COMPARATOR: &str = "目標の向き";
    pub const BASE_YEAR: &str = "基準年度";
    pub const BASE: &str = "基準値";
    pub const VALUE: &str = "実績値";
    pub const QUALITY: &str = "確度";
    pub const AS_OF: &str = "時点の日";
    pub const SOURCE: &str = "出どころ";
    pub const COMPUTED: &str = "自動計算";
    pub const FROM: &str = "適用開始年度";
    pub const DEFINITION: &str = "数え方";
    pub const GRADE: &str = "評価";
    pub const REASON: &str = "理由";
    pub const NEXT: &str = "今後の方向";
    pub const ORIGIN: &str = "元の事業キー";
    pub const HOW: &str = "変わり方";
    pub const ON: &str = "日付";
    pub const PLACE: &str = "箇所";
    pub const BEFORE: &str = "訂正前";
    pub const AFTER: &str = "訂正後";
    pub const BY: &str = "訂正した課";
    pub const FIRST_YEAR: &str = "最初の年度";
    pub const LAST_YEAR: &str = "最後の年度";
    pub const STATUS: &str = "状態";
    pub const MERGED_INTO: &str = "統合先の事業キー";
    pub const TEMPLATE: &str = "ひな形";
    pub const SHOWN: &str = "書き出したときの文言";
}

/// Words in the 番号 column of the tables that say what a row is, where it is no number.
pub(super) mod row {
    pub const OUTLINE: &str = "概要";
    pub const RESULT: &str = "成果等";
    pub const FOOTNOTE: &str = "脚注";
    pub const PLAN: &str = "計画";
    pub const ACTUAL: &str = "実績";
}

/// In 自動計算: computed from records.
pub(super) const YES: &str = "○";

/// Two-way words of a closed set.
pub(super) type Terms<T, const N: usize> = [(T, &'static str); N];

pub(super) const PARTS: Terms<Part, 2> = [(Part::Review, sheet::REVIEW), (Part::Plan, sheet::PLAN)];

pub(super) const NUMBERINGS: Terms<Numbering, 2> = [
    (Numbering::Restart, "上の階層ごとに1から"),
    (Numbering::Continuous, "全体を通して"),
];

pub(super) const YEAR_STYLES: Terms<YearStyle, 4> = [
    (YearStyle::Era, "元号（2019年度は令和元年度）"),
    (YearStyle::FirstDay, "元号（2019年度は平成31年度）"),
    (YearStyle::Heisei, "平成を続ける（2021年度は平成33年度）"),
    (YearStyle::Western, "西暦"),
];

pub(super) const COMPARATORS: Terms<Comparator, 3> = [
    (Comparator::AtLeast, "以上"),
    (Comparator::AtMost, "以下"),
    (Comparator::Equal, "ちょうど"),
];

/// The fourth word, 時点, needs a day beside it.
pub(super) const AS_OF: &str = "時点";
pub(super) const QUALITIES: Terms<Quality, 3> = [
    (Quality::Final, "確定"),
    (Quality::Scheduled, "予定"),
    (Quality::Forecast, "予測値"),
];

pub(super) fn term<T: PartialEq, const N: usize>(terms: &Terms<T, N>, value: &T) -> &'static str {
    terms
        .iter()
        .find(|(each, _)| each == value)
        .map_or("", |(_, term)| term)
}

pub(super) fn value_of<T: Copy, const N: usize>(terms: &Terms<T, N>, term: &str) -> Option<T> {
    terms
        .iter()
        .find(|(_, each)| plain(each) == plain(term))
        .map(|(value, _)| *value)
}

pub(super) fn words<T, const N: usize>(terms: &Terms<T, N>) -> Vec<&'static str> {
    terms.iter().map(|(_, term)| *term).collect()
}

/// The word and the day of how sure a figure is.
pub(super) fn quality_words(quality: Quality) -> (&'static str, Option<calendar::Date>) {
    match quality {
        Quality::AsOf(day) => (AS_OF, Some(day)),
        other => (term(&QUALITIES, &other), None),
    }
}

/// Text for comparing: full-width letters, figures and signs narrowed, blanks left out.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow)
        .collect()
}

fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The text of a cell: line ends made one kind, blanks at both ends dropped.
pub(super) fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .trim()
        .to_owned()
}

/// A fiscal year as people head a column with it: `令和7年度`, `R7`, `平成31（2019）年度`, `2025`.
pub(super) fn read_year(text: &str) -> Option<FiscalYear> {
    let text = plain(text).replace('元', "1");
    let text = text
        .strip_suffix("年度")
        .or_else(|| text.strip_suffix('年'))
        .unwrap_or(&text);
    let text = text.split_once('(').map_or(text, |(before, _)| before);
    let text = text
        .strip_suffix("年度")
        .or_else(|| text.strip_suffix('年'))
        .unwrap_or(text);
    let figures = text.find(|c: char| c.is_ascii_digit())?;
    let (era, year) = text.split_at(figures);
    let number: i16 = year
        .parse()
        .ok()
        .filter(|_| year.bytes().all(|b| b.is_ascii_digit()))?;
    if era.is_empty() {
        return (1000..=9999)
            .contains(&number)
            .then_some(FiscalYear(number));
    }
    let first = Era::named(era.trim_end_matches('.'))?.first_year;
    (1..=999)
        .contains(&number)
        .then(|| FiscalYear(first + number - 1))
}

/// A node's number as its level prints it, as the sign that a cell's number format puts before the name.
pub(super) fn label_format(label: &str) -> String {
    if label.is_empty() || label.contains('"') || label.encode_utf16().count() > 100 {
        return "@".to_owned();
    }
    format!("\"{label} \"@")
}

/// Whether a word of the 番号 column is a path in the tree: `1-2-3`.
pub(super) fn read_path(text: &str) -> Option<String> {
    let text: String = plain(text)
        .chars()
        .map(|c| {
            if matches!(c, '‐' | '‑' | '–' | '—' | '―' | '−' | 'ー') {
                '-'
            } else {
                c
            }
        })
        .collect();
    let numbers = text
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    numbers.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_offices_write_them() {
        let cases = [
            ("令和7年度", Some(2025)),
            ("Ｒ７", Some(2025)),
            ("R7年度", Some(2025)),
            ("平成31年度", Some(2019)),
            ("平成33年度", Some(2021)),
            ("令和元年度", Some(2019)),
            (" 2025 ", Some(2025)),
            ("２０２５年度", Some(2025)),
            ("平成31（2019）年度", Some(2019)),
            ("令和7年度(2025)", Some(2025)),
            ("25", None),
            ("令和", None),
            ("令和7年度計画", None),
            ("", None),
        ];
        for (text, year) in cases {
            assert_eq!(read_year(text), year.map(FiscalYear), "{text}");
        }
    }

    #[test]
    fn every_label_of_every_style_is_read_back() {
        for style in YearStyle::ALL {
            for year in (1926..2100).map(FiscalYear) {
                assert_eq!(
                    read_year(&year.label(style)),
                    Some(year),
                    "{}",
                    year.label(style)
                );
            }
        }
    }

    #[test]
    fn paths_are_read_with_any_hyphen() {
        assert_eq!(read_path("１－２－３").as_deref(), Some("1-2-3"));
        assert_eq!(read_path("1‐2").as_deref(), Some("1-2"));
        assert_eq!(read_path("概要"), None);
        assert_eq!(read_path("1-"), None);
    }
}
