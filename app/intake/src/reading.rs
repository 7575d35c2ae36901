//! The rows of the files, read as what they say about people, appointments and units.

use crate::choice::{Choice, Chosen};
use crate::layout::{CareerField, PersonField, Table, UnitField, Vocabulary};
use crate::records::{Given, PersonEntry, PostEntry, UnitEntry, UnitWords};
use crate::rules::comparison::Problem;
use calendar::Date;
use exchange::cell::{self, Misread};
use exchange::mapping::head_at;
use exchange::trial::{CellRefusal, Refusals};
use exchange::{Grid, GridRow, Value};
use people::StaffNumber;
use std::collections::HashMap;

/// What the files say.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    /// By staff number, each once.
    pub people: Vec<PersonEntry>,
    /// The history of each staff number.
    pub careers: HashMap<String, Vec<PostEntry>>,
    pub units: Vec<UnitEntry>,
    pub problems: Vec<Problem>,
}

/// Reads the chosen tables.
pub(crate) fn read(grids: &[Grid], choice: &Choice, vocabulary: &Vocabulary) -> Entries {
    let mut entries = Entries::default();
    let digits = choice.options.digits;
    let mut numbers: HashMap<String, u32> = HashMap::new();
    if let Some((grid, chosen)) = table(grids, choice, Table::People) {
        for row in below(grid, chosen) {
            let mut reader = RowReader::new(Table::People, row, chosen, digits);
            let entry = person(&mut reader, vocabulary);
            entries.problems.append(&mut reader.problems);
            let Some(entry) = entry else { continue };
            if let Some(first) = numbers.insert(entry.staff_no.clone(), entry.row) {
                let what = Misread::with(
                    "intake-staff-no-twice",
                    vec![("number", entry.staff_no), ("row", first.to_string())],
                );
                entries
                    .problems
                    .push(Problem::at(Table::People, entry.row, "staff-no", what));
                continue;
            }
            entries.people.push(entry);
        }
        if entries.people.is_empty() && entries.problems.is_empty() {
            let what = Misread::other("intake-nobody-in-the-table");
            entries
                .problems
                .push(Problem::of_row(Table::People, 0, what));
        }
    }
    if let Some((grid, chosen)) = table(grids, choice, Table::Careers) {
        for row in below(grid, chosen) {
            let mut reader = RowReader::new(Table::Careers, row, chosen, digits);
            let post = appointment(&mut reader, vocabulary);
            entries.problems.append(&mut reader.problems);
            if let Some((number, post)) = post {
                entries.careers.entry(number).or_default().push(post);
            }
        }
    }
    if let Some((grid, chosen)) = table(grids, choice, Table::Units) {
        for row in below(grid, chosen) {
            let mut reader = RowReader::new(Table::Units, row, chosen, None);
            entries.units.extend(unit(&mut reader, vocabulary));
            entries.problems.append(&mut reader.problems);
        }
    }
    entries
}

fn table<'a>(
    grids: &'a [Grid],
    choice: &'a Choice,
    table: Table,
) -> Option<(&'a Grid, &'a Chosen)> {
    let chosen = choice.table(table)?;
    Some((grids.get(chosen.sheet)?, chosen))
}

fn below<'a>(grid: &'a Grid, chosen: &'a Chosen) -> impl Iterator<Item = &'a GridRow> {
    grid.rows.iter().filter(move |row| {
        row.number > chosen.head
            && chosen
                .columns
                .values()
                .any(|column| row.cell(*column).is_some())
    })
}

/// Reads one row field by field and keeps what is wrong.
struct RowReader<'a> {
    table: Table,
    row: &'a GridRow,
    chosen: &'a Chosen,
    digits: Option<u8>,
    problems: Vec<Problem>,
}

impl<'a> RowReader<'a> {
    fn new(
        table: Table,
        row: &'a GridRow,
        chosen: &'a Chosen,
        digits: Option<u8>,
    ) -> RowReader<'a> {
        RowReader {
            table,
            row,
            chosen,
            digits,
            problems: Vec::new(),
        }
    }

    fn has(&self, field: &str) -> bool {
        self.chosen.columns.contains_key(field)
    }

    fn value(&self, field: &str) -> Option<&'a Value> {
        self.row.cell(*self.chosen.columns.get(field)?)
    }

    fn wrong(&mut self, field: &'static str, what: Misread) {
        let problem = Problem::at(self.table, self.row.number, field, what);
        self.problems.push(problem);
    }

    fn read<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(Option<&Value>) -> Result<Option<T>, Misread>,
    ) -> Option<T> {
        match read(self.value(field)) {
            Ok(value) => value,
            Err(what) => {
                self.wrong(field, what);
                None
            }
        }
    }

    /// A field that may not be empty where there is a column for it.
    fn needed<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(Option<&Value>) -> Result<Option<T>, Misread>,
    ) -> Option<T> {
        let before = self.problems.len();
        let value = self.read(field, read);
        if value.is_none() && self.has(field) && self.problems.len() == before {
            self.wrong(field, Misread::Blank);
        }
        value
    }

    /// A field that may be empty: an empty cell says "nothing", a missing column says nothing at all.
    fn possible<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(Option<&Value>) -> Result<Option<T>, Misread>,
    ) -> Option<Given<T>> {
        let before = self.problems.len();
        let value = self.read(field, read);
        (self.has(field) && self.problems.len() == before).then_some(Given(value))
    }

    /// The staff number, as it is kept.
    fn staff_no(&mut self) -> Option<String> {
        let digits = self.digits;
        let number = self.needed("staff-no", |value| cell::number(value, digits))?;
        match StaffNumber::parse(&number) {
            Ok(number) => Some(number.as_str().to_owned()),
            Err(error) => {
                self.wrong("staff-no", crate::rules::comparison::unreadable(&error));
                None
            }
        }
    }

    /// How the row names its unit.
    fn unit(&mut self) -> UnitWords {
        let code = self.read("unit-code", |value| cell::number(value, None));
        let mut names: Vec<String> = Vec::new();
        for field in ["department", "section", "team"] {
            let name = self.read(field, cell::text);
            // Lists often repeat the section where there is no team.
            names.extend(name.filter(|name| !is_none(name)));
            names.dedup();
        }
        if let Some(name) = self.read("unit", cell::text).filter(|_| names.is_empty()) {
            names.extend(name.split_whitespace().map(str::to_owned));
        }
        UnitWords { code, names }
    }

    /// An end as offices write it, the last day, as the first day after it.
    fn end(&mut self, field: &'static str) -> Option<Given<Date>> {
        let Given(last) = self.possible(field, cell::day)?;
        Some(Given(last.and_then(|last| last.tomorrow().ok())))
    }
}

/// A dash in a column of names.
fn is_none(name: &str) -> bool {
    ["-", "－", "―", "ー", "なし", "―――"].contains(&name)
}

fn person(reader: &mut RowReader<'_>, vocabulary: &Vocabulary) -> Option<PersonEntry> {
    use PersonField as F;
    let staff_no = reader.staff_no()?;
    let (name, unsplit) = whole_name(reader, F::Name, F::Family, F::Given);
    let (kana, unsplit_kana) = whole_name(reader, F::Kana, F::FamilyKana, F::GivenKana);
    let main = post(reader, vocabulary);
    Some(PersonEntry {
        row: reader.row.number,
        staff_no,
        name,
        unsplit,
        kana,
        unsplit_kana,
        former_name: reader.possible(F::FormerName.key(), cell::text),
        birth_date: reader.needed(F::BirthDate.key(), cell::day),
        sex: reader.possible(F::Sex.key(), |value| vocabulary.sex.read(value)),
        hired_on: reader.needed(F::HiredOn.key(), cell::day),
        left_on: reader.end(F::LeftOn.key()),
        employment: reader.needed(F::Employment.key(), |value| {
            vocabulary.employment.read(value)
        }),
        weekly: reader.read(F::Weekly.key(), cell::minutes),
        job_family: reader.needed(F::JobFamily.key(), cell::text),
        main,
        only_career: false,
    })
}

type Whole = (Option<(String, String)>, bool);

/// A name in two columns, or in one with a blank between family and given name. The flag tells that the one
/// column has no blank.
fn whole_name(
    reader: &mut RowReader<'_>,
    whole: PersonField,
    family: PersonField,
    given: PersonField,
) -> Whole {
    if reader.has(family.key()) {
        let Some(family) = reader.needed(family.key(), cell::text) else {
            return (None, false);
        };
        let given = reader.read(given.key(), cell::text).unwrap_or_default();
        return (Some((family, given)), false);
    }
    let Some(text) = reader.needed(whole.key(), cell::text) else {
        return (None, false);
    };
    match text.split_once([' ', '　']) {
        Some((family, given)) => {
            let given = given.split_whitespace().collect::<Vec<_>>().join(" ");
            (Some((family.to_owned(), given)), false)
        }
        None => (Some((text, String::new())), true),
    }
}

/// The present appointment in a row about a person; `None` when the table does not tell or the row names no
/// unit.
fn post(reader: &mut RowReader<'_>, vocabulary: &Vocabulary) -> Option<PostEntry> {
    let unit = reader.unit();
    let post = PostEntry {
        row: reader.row.number,
        kind: None,
        unit,
        post: reader.read("post", cell::text),
        rank: reader.read("rank", |value| vocabulary.rank.read(value)),
        heads: heads(reader),
        from: reader.read("from", cell::day),
        to: None,
    };
    (!post.unit.is_empty()).then_some(post)
}

/// Where there is a column for it, an empty cell means no.
fn heads(reader: &mut RowReader<'_>) -> Option<bool> {
    reader
        .possible("heads", cell::yes)
        .map(|Given(heads)| heads.unwrap_or(false))
}

fn appointment(reader: &mut RowReader<'_>, vocabulary: &Vocabulary) -> Option<(String, PostEntry)> {
    use CareerField as F;
    let number = reader.staff_no();
    let unit = reader.unit();
    if unit.is_empty() {
        let field = if reader.has("unit-code") {
            "unit-code"
        } else {
            "unit"
        };
        reader.wrong(field, Misread::Blank);
    }
    let post = PostEntry {
        row: reader.row.number,
        kind: reader.read(F::Kind.key(), |value| vocabulary.kind.read(value)),
        unit,
        post: reader.needed(F::Post.key(), cell::text),
        rank: reader.read(F::Rank.key(), |value| vocabulary.rank.read(value)),
        heads: heads(reader),
        from: reader.needed(F::From.key(), cell::day),
        to: reader.end(F::To.key()).and_then(|Given(to)| to),
    };
    if !reader.problems.is_empty() {
        return None;
    }
    Some((number?, post))
}

fn unit(reader: &mut RowReader<'_>, vocabulary: &Vocabulary) -> Option<UnitEntry> {
    use UnitField as F;
    let code = reader.needed(F::Code.key(), |value| cell::number(value, None));
    let name = reader.needed(F::Name.key(), cell::text);
    let entry = UnitEntry {
        row: reader.row.number,
        code: code?,
        name: name?,
        short_name: reader.read(F::ShortName.key(), cell::text),
        kana: reader.read(F::Kana.key(), cell::text),
        parent_code: reader.read(F::ParentCode.key(), |value| cell::number(value, None)),
        kind: reader.read(F::Kind.key(), |value| vocabulary.unit_kind.read(value)),
        from: reader.read(F::From.key(), cell::day),
        to: reader.end(F::To.key()),
    };
    Some(entry)
}

/// The places of problems, by sheet, row and column.
pub(crate) fn refusals(
    problems: Vec<Problem>,
    grids: &[Grid],
    choice: &Choice,
    most: usize,
    label: &dyn Fn(Table, &str) -> String,
) -> Refusals {
    let heads: HashMap<&'static str, _> = Table::ALL
        .into_iter()
        .filter_map(|table| {
            let chosen = choice.table(table)?;
            let grid = grids.get(chosen.sheet)?;
            Some((
                table.key(),
                (grid.name.clone(), head_at(grid, chosen.head), chosen),
            ))
        })
        .collect();
    let mut problems = problems;
    problems.sort_by_key(|problem| (problem.table, problem.row, problem.field));
    // Of two things about one cell the first says what to do: what could not be read is not also missing.
    problems.dedup_by(|later, first| {
        let cell = |problem: &Problem| (problem.table, problem.row, problem.field);
        later.field.is_some() && cell(later) == cell(first)
    });
    let mut refusals = Refusals::keeping(most);
    for problem in problems {
        let (sheet, column) = match heads.get(problem.table.key()) {
            None => (problem.table.key().to_owned(), None),
            Some((sheet, head, chosen)) => {
                let column = problem.field.and_then(|field| {
                    let column = place_of(chosen, field)?;
                    let title = head
                        .as_ref()
                        .and_then(|head| head.titles.iter().find(|title| title.column == column));
                    let title = title
                        .map_or_else(|| label(problem.table, field), |title| title.text.clone());
                    Some((column, title))
                });
                (sheet.clone(), column)
            }
        };
        let missing = problem
            .field
            .filter(|_| column.is_none())
            .map(|field| label(problem.table, field));
        refusals.add(CellRefusal {
            sheet,
            row: problem.row,
            column,
            what: match missing {
                Some(field) if problem.what == Misread::other("intake-new-needs") => {
                    Misread::with("intake-new-needs-column", vec![("field", field)])
                }
                _ => problem.what,
            },
        });
    }
    refusals
}

/// The column of a field, or of one that says the same in another way.
fn place_of(chosen: &Chosen, field: &str) -> Option<u16> {
    let others: &[&str] = match field {
        "unit" | "unit-code" => &["unit", "team", "section", "department", "unit-code"],
        "name" => &["family", "given"],
        "kana" => &["family-kana", "given-kana"],
        _ => &[],
    };
    std::iter::once(&field)
        .chain(others)
        .find_map(|field| chosen.columns.get(*field))
        .copied()
}
