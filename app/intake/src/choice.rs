//! What somebody chose for a file: which table is which, which column is which field, and how to go about it.
//! And the same as it is remembered, by headings instead of places.

use crate::layout::Table;
use calendar::Date;
use exchange::mapping::{Columns, Head, Mapping, find_head, head_at, suggest};
use exchange::{Grid, GridRow, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rows of each table that are kept for choosing.
pub(crate) const PREVIEWED: usize = 40;

/// The first rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Preview {
    /// The name of the sheet.
    pub name: String,
    /// How many rows the table has.
    pub count: usize,
    rows: Vec<(u32, Vec<Option<String>>)>,
}

impl Preview {
    pub fn of(grid: &Grid) -> Preview {
        let row = |row: &GridRow| {
            let cells = (1..=row.width()).map(|column| row.cell(column).map(Value::text));
            (row.number, cells.collect())
        };
        Preview {
            name: grid.name.clone(),
            count: grid.rows.len(),
            rows: grid.rows.iter().take(PREVIEWED).map(row).collect(),
        }
    }

    /// The first rows as a table again; all cells are text.
    pub fn grid(&self) -> Grid {
        let row = |(number, cells): &(u32, Vec<Option<String>>)| {
            let cells = cells.iter().map(|cell| cell.clone().map(Value::Text));
            GridRow::new(*number, cells.collect())
        };
        Grid {
            name: self.name.clone(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    /// Up to three different values below the head in a column.
    pub fn samples(&self, head: u32, column: u16) -> Vec<String> {
        let at = usize::from(column).saturating_sub(1);
        let below = self.rows.iter().filter(|(number, _)| *number > head);
        let mut samples: Vec<String> = Vec::new();
        for text in below.filter_map(|(_, cells)| cells.get(at)?.clone()) {
            if samples.len() < 3 && !samples.contains(&text) {
                samples.push(text);
            }
        }
        samples
    }
}

/// Where a kind of table stands and how its columns are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chosen {
    /// Which of the tables, from 0.
    pub sheet: usize,
    /// The row of headings.
    pub head: u32,
    pub columns: Columns,
}

/// How to go about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Options {
    /// Staff numbers of figures alone are filled with zeros up to so many.
    pub digits: Option<u8>,
    /// Who is not in the list leaves.
    pub complete: bool,
    /// The first day without those who are not in the list.
    pub leaving_on: Option<Date>,
    /// Units that are missing are made.
    pub make_units: bool,
    /// Units that exist are renamed, moved and closed as the table of units says.
    #[serde(default)]
    pub change_units: bool,
    /// The day on which changes without a day of their own take effect.
    pub effective: Option<Date>,
}

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choice {
    /// By the name of the kind of table.
    pub tables: BTreeMap<String, Chosen>,
    pub options: Options,
}

impl Choice {
    pub fn table(&self, table: Table) -> Option<&Chosen> {
        self.tables.get(table.key())
    }

    /// What suits the tables: for each kind the one whose headings name most of its fields. The table of
    /// people is chosen first; a table is of one kind.
    pub fn proposed(previews: &[Preview]) -> Choice {
        let mut choice = Choice::default();
        let grids: Vec<Grid> = previews.iter().map(Preview::grid).collect();
        let heads = |table: Table| {
            grids.iter().enumerate().filter_map(move |(at, grid)| {
                let head = find_head(grid, table.wanted())?;
                let columns = suggest(&head, table.wanted());
                let needed = table.needs().iter().all(|need| columns.contains_key(*need));
                let own = own_marks(table)
                    .iter()
                    .filter(|mark| columns.contains_key(**mark))
                    .count();
                Some((needed, own, columns.len(), at, head.row, columns))
            })
        };
        for table in [Table::People, Table::Careers, Table::Units] {
            let taken: Vec<usize> = choice.tables.values().map(|chosen| chosen.sheet).collect();
            let best = heads(table)
                .filter(|(needed, own, _, at, ..)| !taken.contains(at) && *needed && *own > 0)
                .max_by_key(|(_, own, count, at, ..)| (*own, *count, std::cmp::Reverse(*at)));
            if let Some((_, _, _, sheet, head, columns)) = best {
                let chosen = Chosen {
                    sheet,
                    head,
                    columns,
                };
                choice.tables.insert(table.key().to_owned(), chosen);
            }
        }
        if choice.tables.is_empty() {
            let first = grids.iter().enumerate().find_map(|(at, grid)| {
                let head = find_head(grid, Table::People.wanted())?;
                let columns = suggest(&head, Table::People.wanted());
                Some(Chosen {
                    sheet: at,
                    head: head.row,
                    columns,
                })
            });
            let chosen = first.map(|chosen| (Table::People.key().to_owned(), chosen));
            choice.tables.extend(chosen);
        }
        choice
    }
}

/// Fields by which a kind of table is told from the others.
fn own_marks(table: Table) -> &'static [&'static str] {
    match table {
        Table::People => &[
            "birth-date",
            "hired-on",
            "kana",
            "family-kana",
            "family",
            "employment",
        ],
        Table::Careers => &["to", "kind"],
        Table::Units => &["parent-code", "short-name"],
    }
}

/// The head of a table in a preview: the chosen row, else the one that is found.
pub(crate) fn head_of(preview: &Preview, table: Table, row: Option<u32>) -> Option<Head> {
    let grid = preview.grid();
    row.and_then(|row| head_at(&grid, row))
        .or_else(|| find_head(&grid, table.wanted()))
}

/// A choice as it is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Remembered {
    tables: BTreeMap<String, RememberedTable>,
    digits: Option<u8>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct RememberedTable {
    sheet: String,
    columns: Mapping,
}

impl Remembered {
    pub fn of(choice: &Choice, previews: &[Preview]) -> Remembered {
        let table = |(key, chosen): (&String, &Chosen)| {
            let preview = previews.get(chosen.sheet)?;
            let head = head_at(&preview.grid(), chosen.head)?;
            let remembered = RememberedTable {
                sheet: preview.name.clone(),
                columns: Mapping::of(&head, &chosen.columns),
            };
            Some((key.clone(), remembered))
        };
        Remembered {
            tables: choice.tables.iter().filter_map(table).collect(),
            digits: choice.options.digits,
        }
    }

    /// The choice for other files with the same headings, and the headings' fields that are missing there.
    /// The day and the ticks are asked anew each time.
    pub fn apply(&self, previews: &[Preview], options: &Options) -> (Choice, Vec<(Table, String)>) {
        let mut choice = Choice {
            options: Options {
                digits: self.digits,
                ..options.clone()
            },
            ..Choice::default()
        };
        let mut missing = Vec::new();
        for table in Table::ALL {
            let Some(remembered) = self.tables.get(table.key()) else {
                continue;
            };
            let taken: Vec<usize> = choice.tables.values().map(|chosen| chosen.sheet).collect();
            let fitting = previews.iter().enumerate().filter_map(|(at, preview)| {
                let head = head_of(preview, table, None)?;
                let (columns, absent) = remembered.columns.apply(&head);
                let needed = table.needs().iter().all(|need| columns.contains_key(*need));
                // A table is of one kind; only the people are worth an incomplete one.
                if taken.contains(&at) || table != Table::People && !needed {
                    return None;
                }
                let named = preview.name == remembered.sheet;
                let chosen = Chosen {
                    sheet: at,
                    head: head.row,
                    columns,
                };
                Some((chosen.columns.len(), named, chosen, absent))
            });
            let best = fitting.max_by_key(|(count, named, chosen, _)| {
                (*count, *named, std::cmp::Reverse(chosen.sheet))
            });
            match best {
                Some((count, _, chosen, absent)) if count > 0 => {
                    missing.extend(absent.into_iter().map(|field| (table, field)));
                    choice.tables.insert(table.key().to_owned(), chosen);
                }
                _ => {}
            }
        }
        (choice, missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(name: &str, rows: &[&[&str]]) -> Preview {
        let cell = |text: &&str| (!text.is_empty()).then(|| (*text).to_owned());
        Preview {
            name: name.to_owned(),
            count: rows.len(),
            rows: (1..)
                .zip(rows)
                .map(|(number, row)| (number, row.iter().map(cell).collect()))
                .collect(),
        }
    }

    fn previews() -> Vec<Preview> {
        vec![
            preview(
                "所属",
                &[
                    &["所属コード", "所属名", "上位所属コード"],
                    &["1", "総務部", ""],
                ],
            ),
            preview(
                "履歴",
                &[
                    &["職員番号", "発令区分", "所属", "職名", "開始日", "終了日"],
                    &["1", "本務", "総務部", "主事", "R6.4.1", ""],
                ],
            ),
            preview(
                "名簿",
                &[
                    &["職員名簿"],
                    &["職員番号", "氏名", "フリガナ", "生年月日", "所属"],
                    &["1", "緑野 花子", "みどりの はなこ", "S60.4.1", "総務部"],
                ],
            ),
        ]
    }

    #[test]
    fn each_kind_of_table_is_found_by_its_headings() {
        let choice = Choice::proposed(&previews());
        let sheet = |table: Table| {
            choice
                .table(table)
                .map(|chosen| (chosen.sheet, chosen.head))
        };
        assert_eq!(sheet(Table::People), Some((2, 2)));
        assert_eq!(sheet(Table::Careers), Some((1, 1)));
        assert_eq!(sheet(Table::Units), Some((0, 1)));
    }

    #[test]
    fn a_remembered_choice_fits_the_next_file_whatever_its_order() {
        let choice = Choice {
            options: Options {
                digits: Some(6),
                ..Options::default()
            },
            ..Choice::proposed(&previews())
        };
        let remembered = Remembered::of(&choice, &previews());
        let text = serde_json::to_string(&remembered).unwrap();
        let remembered: Remembered = serde_json::from_str(&text).unwrap();
        let next = vec![preview(
            "2027",
            &[
                &["所属", "フリガナ", "生年月日", "氏名", "職員番号"],
                &["総務部", "みどりの はなこ", "", "緑野 花子", "1"],
            ],
        )];
        let (choice, missing) = remembered.apply(&next, &Options::default());
        assert!(missing.is_empty(), "{missing:?}");
        let columns = &choice.table(Table::People).unwrap().columns;
        assert_eq!(columns.get("staff-no"), Some(&5));
        assert_eq!(columns.get("unit"), Some(&1));
        assert_eq!(choice.options.digits, Some(6));
        assert!(choice.table(Table::Units).is_none());
    }

    #[test]
    fn samples_are_different_values_below_the_head() {
        let preview = preview(
            "a",
            &[
                &["題"],
                &["h"],
                &["x"],
                &["x"],
                &[""],
                &["y"],
                &["z"],
                &["w"],
            ],
        );
        assert_eq!(preview.samples(2, 1), ["x", "y", "z"]);
        assert!(preview.samples(2, 9).is_empty());
    }
}
