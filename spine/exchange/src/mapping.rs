//! Which column of somebody's table is which field of ours.
//!
//! A table is never asked to have our columns. [`find_head`] looks for the row of headings, also below title
//! rows and in two storeys with merged cells; [`suggest`] pairs headings with fields by the words that offices
//! use for them; a [`Mapping`] remembers the pairs by heading, so that next year's file fits whatever the order
//! of its columns.

use crate::grid::{Grid, GridRow};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// A field of ours that a table may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Its name in saved mappings.
    pub key: &'static str,
    /// What offices write above it, the usual word first.
    pub words: &'static [&'static str],
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The column, from 1.
    pub column: u16,
    /// What stands above the column, with the heading above it where there are two storeys: `所属／課`.
    pub text: String,
    /// The lower heading alone.
    own: String,
}

/// The row of headings of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its row; what follows is data.
    pub row: u32,
    /// The headings, left to right; columns without one are left out.
    pub titles: Vec<Title>,
}

/// Rows in which headings are looked for.
const SEARCHED: usize = 30;

/// A heading as it is compared: width, case, blanks, brackets and marks make no difference.
///
/// ```
/// use exchange::mapping::header_word;
/// assert_eq!(header_word(" 職員 Ｎｏ．（※必須）"), "職員no必須");
/// ```
#[must_use]
pub fn header_word(text: &str) -> String {
    text.nfkc()
        .filter(|c| c.is_alphanumeric() || matches!(c, '○' | '×'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Finds the row of headings: the one among the first rows that has most of the fields' words above its
/// columns, of several equal ones the lowest of those that touch. Where no word is known, the first row with
/// two texts.
#[must_use]
pub fn find_head(grid: &Grid, wanted: &[Wanted]) -> Option<Head> {
    let mut best: Option<(usize, usize)> = None;
    for (at, row) in grid.rows.iter().enumerate().take(SEARCHED) {
        let known = exact(&titles(grid, row.number), wanted).len();
        let better = match best {
            None => known > 0,
            Some((most, before)) => known > most || known == most && before + 1 == at,
        };
        if better {
            best = Some((known, at));
        }
    }
    let at = match best {
        Some((_, at)) => at,
        None => grid.rows.iter().position(|row| texts(row) > 1)?,
    };
    head_at(grid, grid.rows.get(at)?.number)
}

/// The headings of a row that somebody has chosen; `None` when the row has none.
#[must_use]
pub fn head_at(grid: &Grid, row: u32) -> Option<Head> {
    let titles = titles(grid, row);
    (!titles.is_empty()).then_some(Head { row, titles })
}

fn texts(row: &GridRow) -> usize {
    (1..=row.width())
        .filter(|column| row.cell(*column).is_some())
        .count()
}

/// The headings of a row. A text that stands above several neighbouring columns in the row before belongs to
/// each of them.
fn titles(grid: &Grid, row: u32) -> Vec<Title> {
    let Some(own) = grid.row(row) else {
        return Vec::new();
    };
    let above = row.checked_sub(1).and_then(|before| grid.row(before));
    let text = |row: &GridRow, column: u16| {
        let value = row.cell(column)?.text();
        let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    };
    let group = |column: u16| {
        let above = above?;
        let here = text(above, column)?;
        let beside = [column.checked_sub(1), column.checked_add(1)];
        beside
            .into_iter()
            .flatten()
            .any(|other| text(above, other).as_ref() == Some(&here))
            .then_some(here)
    };
    // A title over the whole table is no heading of two storeys.
    let spans_all = |group: &str| {
        (1..=own.width())
            .all(|column| above.and_then(|row| text(row, column)).as_deref() == Some(group))
    };
    (1..=own.width())
        .filter_map(|column| {
            let own = text(own, column)?;
            let group = group(column).filter(|group| *group != own && !spans_all(group));
            Some(Title {
                column,
                text: group.map_or_else(|| own.clone(), |group| format!("{group}／{own}")),
                own,
            })
        })
        .collect()
}

/// Which column each field stands in.
pub type Columns = BTreeMap<String, u16>;

/// The pairs whose words agree to the letter.
fn exact(titles: &[Title], wanted: &[Wanted]) -> Columns {
    let mut columns = Columns::new();
    let mut taken = HashSet::new();
    for field in wanted {
        let words: Vec<String> = field.words.iter().map(|word| header_word(word)).collect();
        let fits = |text: &str| words.contains(&header_word(text));
        let found = titles
            .iter()
            .filter(|title| !taken.contains(&title.column))
            .find(|title| fits(&title.own) || fits(&title.text));
        if let Some(title) = found {
            taken.insert(title.column);
            columns.insert(field.key.to_owned(), title.column);
        }
    }
    columns
}

/// Proposes a column for each field: first those whose words agree to the letter, then those whose heading
/// holds a word of the field, the longest word first. No column is proposed twice.
#[must_use]
pub fn suggest(head: &Head, wanted: &[Wanted]) -> Columns {
    let mut columns = exact(&head.titles, wanted);
    let mut near: Vec<(usize, usize, u16)> = Vec::new();
    for (at, field) in wanted.iter().enumerate() {
        for title in &head.titles {
            let heading = header_word(&title.text);
            let longest = field
                .words
                .iter()
                .map(|word| header_word(word))
                .filter(|word| word.chars().count() > 1 && heading.contains(word.as_str()))
                .map(|word| word.chars().count())
                .max();
            near.extend(longest.map(|length| (length, at, title.column)));
        }
    }
    near.sort_by_key(|(length, at, column)| (std::cmp::Reverse(*length), *at, *column));
    let mut taken: HashSet<u16> = columns.values().copied().collect();
    for (_, at, column) in near {
        let key = wanted[at].key;
        if !columns.contains_key(key) && taken.insert(column) {
            columns.insert(key.to_owned(), column);
        }
    }
    columns
}

/// Pairs of fields and headings as they are remembered: by heading, not by place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Field → heading, as it is compared, and which of several equal ones, from 0.
    titles: BTreeMap<String, (String, usize)>,
}

impl Mapping {
    /// Remembers what was chosen for a table.
    #[must_use]
    pub fn of(head: &Head, columns: &Columns) -> Mapping {
        let named = columns.iter().filter_map(|(field, column)| {
            let at = head
                .titles
                .iter()
                .position(|title| title.column == *column)?;
            let word = header_word(&head.titles[at].text);
            let before = head.titles[..at]
                .iter()
                .filter(|title| header_word(&title.text) == word)
                .count();
            Some((field.clone(), (word, before)))
        });
        Mapping {
            titles: named.collect(),
        }
    }

    /// The columns in another table with the same headings, and the fields whose heading is missing there.
    #[must_use]
    pub fn apply(&self, head: &Head) -> (Columns, Vec<String>) {
        let (mut columns, mut missing) = (Columns::new(), Vec::new());
        for (field, (word, before)) in &self.titles {
            let found = head
                .titles
                .iter()
                .filter(|title| header_word(&title.text) == *word)
                .nth(*before);
            match found {
                Some(title) => {
                    columns.insert(field.clone(), title.column);
                }
                None => missing.push(field.clone()),
            }
        }
        (columns, missing)
    }

    /// Whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.titles.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;
    use proptest::prelude::*;

    const WANTED: [Wanted; 5] = [
        Wanted {
            key: "number",
            words: &["職員番号", "職員No", "社員番号", "staff no"],
        },
        Wanted {
            key: "name",
            words: &["氏名", "name"],
        },
        Wanted {
            key: "born",
            words: &["生年月日", "date of birth"],
        },
        Wanted {
            key: "department",
            words: &["部", "部名"],
        },
        Wanted {
            key: "section",
            words: &["課", "課名"],
        },
    ];

    fn grid(rows: &[&[&str]]) -> Grid {
        let cell = |text: &&str| (!text.is_empty()).then(|| Value::Text((*text).to_owned()));
        let rows = (1..)
            .zip(rows)
            .map(|(number, row)| GridRow::new(number, row.iter().map(cell).collect()));
        Grid {
            name: "名簿".to_owned(),
            rows: rows.collect(),
        }
    }

    fn column(columns: &Columns, key: &str) -> Option<u16> {
        columns.get(key).copied()
    }

    #[test]
    fn headings_are_found_below_title_rows_and_in_any_order() {
        let grid = grid(&[
            &["令和8年度 職員名簿", "", ""],
            &["作成：人事課", "", "R8.4.1"],
            &["生年月日（西暦）", "職員Ｎｏ．", "氏 名"],
            &["1980/1/1", "001", "緑野 花子"],
        ]);
        let head = find_head(&grid, &WANTED).unwrap();
        assert_eq!(head.row, 3);
        let columns = suggest(&head, &WANTED);
        assert_eq!(column(&columns, "number"), Some(2));
        assert_eq!(column(&columns, "name"), Some(3));
        assert_eq!(column(&columns, "born"), Some(1));
        assert_eq!(column(&columns, "section"), None);
    }

    #[test]
    fn headings_in_two_storeys_are_read_together() {
        // As a merged sheet looks once its cells are filled.
        let grid = grid(&[
            &["職員名簿", "職員名簿", "職員名簿", "職員名簿"],
            &["職員番号", "氏名", "所属", "所属"],
            &["職員番号", "氏名", "部", "課"],
            &["001", "緑野 花子", "総務部", "人事課"],
        ]);
        let head = find_head(&grid, &WANTED).unwrap();
        assert_eq!(head.row, 3);
        let texts: Vec<&str> = head
            .titles
            .iter()
            .map(|title| title.text.as_str())
            .collect();
        assert_eq!(texts, ["職員番号", "氏名", "所属／部", "所属／課"]);
        let columns = suggest(&head, &WANTED);
        assert_eq!(
            (column(&columns, "department"), column(&columns, "section")),
            (Some(3), Some(4))
        );
    }

    #[test]
    fn a_remembered_mapping_fits_columns_in_another_order_and_names_what_is_missing() {
        let first = grid(&[&["職員番号", "備考", "備考", "氏名"], &["1", "a", "b", "c"]]);
        let head = find_head(&first, &WANTED).unwrap();
        let chosen: Columns = [("number", 1), ("name", 4), ("born", 3)]
            .map(|(key, column)| (key.to_owned(), column))
            .into();
        let mapping = Mapping::of(&head, &chosen);
        let text = serde_json::to_string(&mapping).unwrap();
        let mapping: Mapping = serde_json::from_str(&text).unwrap();
        let other = grid(&[
            &["備考", "氏名", "備考", "職員 番号"],
            &["1", "a", "b", "c"],
        ]);
        let (columns, missing) = mapping.apply(&find_head(&other, &WANTED).unwrap());
        assert_eq!(
            columns,
            [("born", 3), ("name", 2), ("number", 4)]
                .map(|(key, column)| (key.to_owned(), column))
                .into()
        );
        assert!(missing.is_empty());
        let third = grid(&[&["氏名", "備考"], &["a", "b"]]);
        let (_, missing) = mapping.apply(&find_head(&third, &WANTED).unwrap());
        assert_eq!(missing, ["born", "number"]);
    }

    #[test]
    fn a_table_without_known_words_still_has_a_head() {
        let grid = grid(&[&["一覧", ""], &["い", "ろ"], &["1", "2"]]);
        assert_eq!(find_head(&grid, &WANTED).map(|head| head.row), Some(2));
        assert_eq!(
            find_head(
                &Grid {
                    name: String::new(),
                    rows: Vec::new()
                },
                &WANTED
            ),
            None
        );
    }

    proptest! {
        #[test]
        fn any_order_of_columns_gives_the_same_fields(order in Just(vec![0_usize, 1, 2, 3, 4]).prop_shuffle()) {
            let words: Vec<&str> = order.iter().map(|at| WANTED[*at].words[0]).collect();
            let grid = grid(&[&words, &["x", "x", "x", "x", "x"]]);
            let columns = suggest(&find_head(&grid, &WANTED).unwrap(), &WANTED);
            for (place, at) in (1_u16..).zip(&order) {
                prop_assert_eq!(column(&columns, WANTED[*at].key), Some(place));
            }
        }

        #[test]
        fn no_column_is_proposed_twice(texts in prop::collection::vec("[部課職員番号氏名生年月日 ]{0,6}", 1..8)) {
            let row: Vec<&str> = texts.iter().map(String::as_str).collect();
            let grid = grid(&[&row]);
            if let Some(head) = head_at(&grid, 1) {
                let columns = suggest(&head, &WANTED);
                let different: HashSet<u16> = columns.values().copied().collect();
                prop_assert_eq!(different.len(), columns.len());
            }
        }
    }
}
