//! The document's own words: cell texts with their figures, years and terms, as they are printed.
//!
//! A plan is a Japanese document whatever language its reader has chosen for the screen, so the terms
//! in here are Japanese; the words of the screen live in `words/`.

use crate::document::{
    Cell, Level, Measure, NextAction, OriginKind, Program, Status, Value, YearTarget,
};
use calendar::{Date, EraDate, FiscalYear, YearSpan, YearStyle};
use measure::{Amount, Comparator, Grade, Quality, Target};

/// Printed where a figure is named but not there yet.
pub const NO_FIGURE: &str = "―";

/// A part of a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Printed as it is.
    Text(String),
    /// `{key}` or `{key@2017}`: a figure of the cell's year, or of the year named.
    Figure {
        /// Name of the measure.
        key: String,
        /// The year, where it is not the cell's own.
        year: Option<FiscalYear>,
    },
    /// `{key:target}`: the target of the cell's year.
    Target {
        /// Name of the measure.
        key: String,
    },
}

/// A cell's text that cannot be read as a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// `{` without `}`.
    #[error("a brace is opened and not closed")]
    Unclosed,
    /// `}` without `{`.
    #[error("a brace is closed and was not opened")]
    Unopened,
    /// What stands between the braces is none of the three forms.
    #[error("not a placeholder: {0}")]
    NotAPlaceholder(String),
}

/// Reads a cell's text: `{key}`, `{key:target}`, `{key@2017}`; `{{` and `}}` are braces themselves.
///
/// ```
/// use plan::text::{Piece, parse_template};
/// let pieces = parse_template("応募件数：{suggestions.submitted}件").unwrap();
/// assert_eq!(pieces[1], Piece::Figure { key: "suggestions.submitted".to_owned(), year: None });
/// assert!(parse_template("応募件数：{suggestions").is_err());
/// ```
pub fn parse_template(text: &str) -> Result<Vec<Piece>, TemplateError> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            plain.push_str(brace);
            rest = after;
        } else if brace == "}" {
            return Err(TemplateError::Unopened);
        } else {
            let (inside, after) = rest.split_once('}').ok_or(TemplateError::Unclosed)?;
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(placeholder(inside)?);
            rest = after;
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    Ok(pieces)
}

fn placeholder(inside: &str) -> Result<Piece, TemplateError> {
    let refuse = || TemplateError::NotAPlaceholder(inside.to_owned());
    let named = |key: &str| is_key(key).then(|| key.to_owned()).ok_or_else(refuse);
    if let Some(key) = inside.strip_suffix(":target") {
        return Ok(Piece::Target { key: named(key)? });
    }
    match inside.split_once('@') {
        Some((key, year)) => {
            let span = YearSpan::read(year)
                .filter(|span| span.len() == 1)
                .ok_or_else(refuse)?;
            Ok(Piece::Figure {
                key: named(key)?,
                year: Some(span.from),
            })
        }
        None => Ok(Piece::Figure {
            key: named(inside)?,
            year: None,
        }),
    }
}

/// Writes text so that [`parse_template`] reads it back as text.
#[must_use]
pub fn escape_template(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Whether the text can name a program, a measure or a capability: small letters, figures, `.`, `_`
/// and `-`, beginning with a letter or figure.
#[must_use]
pub fn is_key(text: &str) -> bool {
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.bytes().next().is_some_and(sign)
        && text
            .bytes()
            .all(|b| sign(b) || matches!(b, b'.' | b'_' | b'-'))
}

/// The cell as it is printed: figures filled in, and behind them how sure they are.
#[must_use]
pub fn cell_text(program: &Program, cell: &Cell, style: YearStyle) -> String {
    // A cell that nobody can read as a template (validation refuses it) is still shown as it stands.
    let Ok(pieces) = parse_template(&cell.text) else {
        return cell.text.clone();
    };
    let mut text: String = pieces
        .iter()
        .map(|piece| piece_text(&program.measures, piece, cell.years))
        .collect();
    text.push_str(&quality_suffix(cell.quality, style));
    text
}

fn piece_text(measures: &[Measure], piece: &Piece, years: YearSpan) -> String {
    let measure = |key: &str| measures.iter().find(|measure| measure.key == key);
    let amount = match piece {
        Piece::Text(text) => return text.clone(),
        Piece::Figure { key, year } => measure(key)
            .and_then(|m| last_value(m, year.map_or(years, YearSpan::of)))
            .map(|value| value.amount),
        Piece::Target { key } => measure(key)
            .and_then(|m| last_target(m, years))
            .map(|target| target.target.amount),
    };
    amount.map_or_else(|| NO_FIGURE.to_owned(), |amount| amount.to_string())
}

/// The figure of the last of these years that has one.
#[must_use]
pub fn last_value(measure: &Measure, years: YearSpan) -> Option<&Value> {
    measure
        .values
        .iter()
        .filter(|value| years.contains(value.year))
        .max_by_key(|value| value.year)
}

/// The target of the last of these years that has one.
#[must_use]
pub fn last_target(measure: &Measure, years: YearSpan) -> Option<&YearTarget> {
    measure
        .targets
        .iter()
        .filter(|target| years.contains(target.year))
        .max_by_key(|target| target.year)
}

/// What is printed behind a figure: `（予定）`, `（予測値）`, `（平成31年3月1日時点）`; nothing behind 確定.
#[must_use]
pub fn quality_suffix(quality: Quality, style: YearStyle) -> String {
    match quality {
        Quality::Final => String::new(),
        other => format!("（{}）", quality_term(other, style)),
    }
}

/// How sure a figure is, in one word: 確定, 予定, 予測値, 平成31年3月1日時点.
#[must_use]
pub fn quality_term(quality: Quality, style: YearStyle) -> String {
    match quality {
        Quality::Final => "確定".to_owned(),
        Quality::Scheduled => "予定".to_owned(),
        Quality::Forecast => "予測値".to_owned(),
        Quality::AsOf(day) => format!("{}時点", day_label(day, style)),
    }
}

/// A day as the document prints it: `平成31年3月1日`, or `2019年3月1日` where years are Western.
#[must_use]
pub fn day_label(day: Date, style: YearStyle) -> String {
    EraDate::of(day)
        .filter(|_| style != YearStyle::Western)
        .map_or_else(
            || format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            |era_date| era_date.to_string(),
        )
}

/// The heading of a column or merged columns: `平成31年度`, `平成31～33年度`.
#[must_use]
pub fn years_label(span: YearSpan, style: YearStyle) -> String {
    span.label(style)
}

/// A node's number as its level prints it: `【1】`, `1-2-3`, `視点1`.
#[must_use]
pub fn node_label(level: &Level, path: &str) -> String {
    let last = path.rsplit('-').next().unwrap_or(path);
    level.label.replace("{path}", path).replace("{n}", last)
}

const STATUSES: [(Status, &str); 8] = [
    (Status::Considered, "検討"),
    (Status::Carried, "実施"),
    (Status::Continued, "継続"),
    (Status::Changed, "変更"),
    (Status::Merged, "統合"),
    (Status::Abolished, "廃止"),
    (Status::NotCarried, "未実施"),
    (Status::NoResult, "実績なし"),
];
const NEXT_ACTIONS: [(NextAction, &str); 5] = [
    (NextAction::Continue, "継続"),
    (NextAction::Expand, "拡充"),
    (NextAction::Revise, "見直し"),
    (NextAction::Merge, "統合"),
    (NextAction::Abolish, "廃止"),
];
const GRADES: [(Grade, &str); 4] = [
    (Grade::Achieved, "達成"),
    (Grade::OnTrack, "順調"),
    (Grade::SlightlyBehind, "やや遅れ"),
    (Grade::Behind, "遅れ"),
];
const ORIGINS: [(OriginKind, &str); 3] = [
    (OriginKind::Renamed, "名称変更"),
    (OriginKind::Merged, "統合"),
    (OriginKind::Split, "分割"),
];

fn term<T: Copy + PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table
        .iter()
        .find(|(each, _)| *each == value)
        .map_or("", |(_, term)| term)
}

fn named<T: Copy>(table: &[(T, &'static str)], text: &str) -> Option<T> {
    table
        .iter()
        .find(|(_, term)| *term == text.trim())
        .map(|(value, _)| *value)
}

fn terms<T>(table: &[(T, &'static str)]) -> Vec<&'static str> {
    table.iter().map(|(_, term)| *term).collect()
}

/// The document's word for a status: 検討, 実施, 継続, 変更, 統合, 廃止, 未実施, 実績なし.
#[must_use]
pub fn status_term(status: Status) -> &'static str {
    term(&STATUSES, status)
}

/// The status of such a word.
#[must_use]
pub fn status_of(text: &str) -> Option<Status> {
    named(&STATUSES, text)
}

/// All words for a status.
#[must_use]
pub fn status_terms() -> Vec<&'static str> {
    terms(&STATUSES)
}

/// The document's word for what happens next: 継続, 拡充, 見直し, 統合, 廃止.
#[must_use]
pub fn next_action_term(action: NextAction) -> &'static str {
    term(&NEXT_ACTIONS, action)
}

/// The next action of such a word.
#[must_use]
pub fn next_action_of(text: &str) -> Option<NextAction> {
    named(&NEXT_ACTIONS, text)
}

/// All words for a next action.
#[must_use]
pub fn next_action_terms() -> Vec<&'static str> {
    terms(&NEXT_ACTIONS)
}

/// The document's word for a grade: 達成, 順調, やや遅れ, 遅れ.
#[must_use]
pub fn grade_term(grade: Grade) -> &'static str {
    term(&GRADES, grade)
}

/// The grade of such a word.
#[must_use]
pub fn grade_of(text: &str) -> Option<Grade> {
    named(&GRADES, text)
}

/// All words for a grade.
#[must_use]
pub fn grade_terms() -> Vec<&'static str> {
    terms(&GRADES)
}

/// The document's word for how a program came from another: 名称変更, 統合, 分割.
#[must_use]
pub fn origin_term(how: OriginKind) -> &'static str {
    term(&ORIGINS, how)
}

/// The way of such a word.
#[must_use]
pub fn origin_of(text: &str) -> Option<OriginKind> {
    named(&ORIGINS, text)
}

/// All words for how a program came from another.
#[must_use]
pub fn origin_terms() -> Vec<&'static str> {
    terms(&ORIGINS)
}

/// A target in words: `14以上`, `45以下`; an exact one is the bare number.
#[must_use]
pub fn target_term(target: &Target) -> String {
    let how = match target.comparator {
        Comparator::AtLeast => "以上",
        Comparator::AtMost => "以下",
        Comparator::Equal => "",
    };
    format!("{}{how}", target.amount)
}

/// The comparator and amount of such words; `>= 14`, `<= 45` and `= 3` are read too.
#[must_use]
pub fn target_of(text: &str) -> Option<(Comparator, Amount)> {
    let text = text.trim();
    let (comparator, amount) = if let Some(amount) = text.strip_suffix("以上") {
        (Comparator::AtLeast, amount)
    } else if let Some(amount) = text.strip_suffix("以下") {
        (Comparator::AtMost, amount)
    } else if let Some(amount) = text.strip_prefix(">=").or_else(|| text.strip_prefix('≧')) {
        (Comparator::AtLeast, amount)
    } else if let Some(amount) = text.strip_prefix("<=").or_else(|| text.strip_prefix('≦')) {
        (Comparator::AtMost, amount)
    } else {
        (Comparator::Equal, text.strip_prefix('=').unwrap_or(text))
    };
    Some((comparator, amount.parse().ok()?))
}
