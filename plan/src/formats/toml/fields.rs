//! The fields of one table: read by name, counted, and told about when they are not what they should be.

use super::nearest::nearest;
use super::syntax;
use crate::problems::{Place, Problem};
use crate::validation::ItemPath;
use calendar::{Date, FiscalYear, YearSpan, parse_date};
use measure::{Amount, Quality};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use toml_edit::{Item, TableLike, Value};

/// What was noticed while reading: faults, and where each part of the document stands in the text.
pub(super) struct Notes<'a> {
    text: &'a str,
    problems: RefCell<Vec<Problem>>,
    places: RefCell<HashMap<String, usize>>,
}

impl<'a> Notes<'a> {
    pub fn new(text: &'a str) -> Notes<'a> {
        Notes {
            text,
            problems: RefCell::default(),
            places: RefCell::default(),
        }
    }

    /// Notes a fault at a byte of the text.
    pub fn fault(&self, offset: usize, key: &'static str, variables: &[(&'static str, &str)]) {
        let mut problem = Problem::new(syntax::place(self.text, offset), key);
        for (name, value) in variables {
            problem = problem.with(name, value);
        }
        self.problems.borrow_mut().push(problem);
    }

    fn stands(&self, item: &ItemPath, offset: usize) {
        self.places.borrow_mut().insert(item.to_string(), offset);
    }

    /// The faults, in the order of the text.
    pub fn faults(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| match problem.place {
            Place::Line { line, column } => (line, column),
            _ => (usize::MAX, 0),
        });
        problems
    }

    /// Moves a problem of the document to the line that says so.
    pub fn locate(&self, problem: Problem) -> Problem {
        let Place::Item(item) = &problem.place else {
            return problem;
        };
        let mut item = Some(ItemPath::of(item));
        while let Some(path) = item {
            if let Some(offset) = self.places.borrow().get(&path.to_string()) {
                return problem.at(syntax::place(self.text, *offset));
            }
            item = path.outer();
        }
        problem.at(Place::File)
    }
}

/// One table with the fields read from it so far.
pub(super) struct Fields<'a, 'n> {
    notes: &'n Notes<'n>,
    table: &'a dyn TableLike,
    start: usize,
    item: ItemPath,
    known: Vec<&'static str>,
}

impl<'a, 'n> Fields<'a, 'n> {
    pub fn new(
        notes: &'n Notes<'n>,
        table: &'a dyn TableLike,
        start: usize,
        item: ItemPath,
    ) -> Self {
        notes.stands(&item, start);
        Fields {
            notes,
            table,
            start,
            item,
            known: Vec::new(),
        }
    }

    /// Names the place, once the fields that name it are read; earlier fields are noted again.
    pub fn stands_for(&mut self, item: ItemPath) {
        self.notes.stands(&item, self.start);
        for key in &self.known {
            if let Some(item_in) = self.table.get(key) {
                self.notes
                    .stands(&item.then(key), self.offset(key, item_in));
            }
        }
        self.item = item;
    }

    fn offset(&self, key: &str, item: &Item) -> usize {
        let key = self
            .table
            .get_key_value(key)
            .and_then(|(key, _)| key.span());
        key.or_else(|| item.span())
            .map_or(self.start, |span| span.start)
    }

    fn get(&mut self, key: &'static str) -> Option<(&'a Item, usize)> {
        self.known.push(key);
        let item = self.table.get(key)?;
        let offset = self.offset(key, item);
        self.notes.stands(&self.item.then(key), offset);
        Some((item, offset))
    }

    fn wrong(&self, offset: usize, key: &'static str, field: &str) {
        self.notes.fault(offset, key, &[("field", field)]);
    }

    /// A text; empty when left out.
    pub fn text(&mut self, key: &'static str) -> String {
        self.optional(key).unwrap_or_default()
    }

    /// A text that must be there.
    pub fn required(&mut self, key: &'static str) -> String {
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        self.text(key)
    }

    fn missing(&mut self, key: &'static str) {
        self.known.push(key);
        // A slip in the name is told as such, with what was probably meant.
        let slip = self
            .table
            .iter()
            .any(|(name, _)| nearest(name, &[key]).is_some());
        if !slip {
            self.wrong(self.start, "plan-toml-missing", key);
        }
    }

    pub fn optional(&mut self, key: &'static str) -> Option<String> {
        let (item, _) = self.get(key)?;
        let text = item.as_str();
        if text.is_none() {
            self.wrong(start(item, self.start), "plan-toml-text-expected", key);
        }
        text.map(str::to_owned)
    }

    /// A text of a closed list of words.
    pub fn word<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&str) -> Option<T>,
        words: &[&str],
    ) -> Option<T> {
        let text = self.optional(key)?;
        let value = read(&text);
        if value.is_none() {
            let offset = self
                .table
                .get(key)
                .map_or(self.start, |item| start(item, self.start));
            let words = words.join(", ");
            self.notes.fault(
                offset,
                "plan-toml-word",
                &[("field", key), ("found", &text), ("words", &words)],
            );
        }
        value
    }

    pub fn number(&mut self, key: &'static str) -> Option<i64> {
        let (item, _) = self.get(key)?;
        let number = item.as_integer();
        if number.is_none() {
            self.wrong(start(item, self.start), "plan-toml-number-expected", key);
        }
        number
    }

    pub fn required_number(&mut self, key: &'static str) -> i64 {
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        self.number(key).unwrap_or_default()
    }

    pub fn year(&mut self, key: &'static str) -> Option<FiscalYear> {
        let (item, _) = self.get(key)?;
        let year = item
            .as_integer()
            .and_then(|year| YearSpan::read(&year.to_string()));
        if year.is_none() {
            self.wrong(start(item, self.start), "plan-toml-year-expected", key);
        }
        year.map(|span| span.from)
    }

    /// `"2019-2021"`, or the number `2019`.
    pub fn years(&mut self, key: &'static str) -> Option<YearSpan> {
        let (item, _) = self.get(key)?;
        let text = item
            .as_str()
            .map(str::to_owned)
            .or_else(|| item.as_integer().map(|y| y.to_string()));
        let span = text.as_deref().and_then(YearSpan::read);
        if span.is_none() {
            self.wrong(start(item, self.start), "plan-toml-years-expected", key);
        }
        span
    }

    pub fn required_years(&mut self, key: &'static str) -> YearSpan {
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        self.years(key).unwrap_or(YearSpan::of(FiscalYear(0)))
    }

    /// `2019-03-31`, or in quotes as people write it: `"平成31年3月31日"`.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let (item, _) = self.get(key)?;
        let text = match item.as_value() {
            Some(Value::Datetime(day)) => Some(day.value().to_string()),
            _ => item.as_str().map(str::to_owned),
        };
        let date = text.and_then(|text| parse_date(&text).ok());
        if date.is_none() {
            self.wrong(start(item, self.start), "plan-toml-date-expected", key);
        }
        date
    }

    pub fn required_date(&mut self, key: &'static str) -> Date {
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        self.date(key).unwrap_or_default()
    }

    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some((item, _)) = self.get(key) else {
            return false;
        };
        item.as_bool().unwrap_or_else(|| {
            self.wrong(start(item, self.start), "plan-toml-flag-expected", key);
            false
        })
    }

    pub fn amount(&mut self, key: &'static str) -> Option<Amount> {
        let (item, _) = self.get(key)?;
        self.amount_of(item, key)
    }

    /// A number with the digits it is written with.
    pub fn amount_of(&self, item: &Item, key: &str) -> Option<Amount> {
        let digits = match (item.as_value(), item.span()) {
            (Some(Value::Integer(_) | Value::Float(_)), Some(Range { start, end })) => self
                .notes
                .text
                .get(start..end)
                .map(|digits| digits.replace('_', "")),
            _ => item.as_str().map(str::to_owned),
        };
        let amount =
            digits.and_then(|digits| digits.strip_prefix('+').unwrap_or(&digits).parse().ok());
        if amount.is_none() {
            self.wrong(start(item, self.start), "plan-toml-amount-expected", key);
        }
        amount
    }

    /// How sure a figure is: `quality = "予定"` or `"予測値"`, or the day it was counted, `as_of = 2019-03-01`.
    pub fn quality(&mut self) -> Quality {
        let read = |text: &str| match text {
            "確定" => Some(Quality::Final),
            "予定" => Some(Quality::Scheduled),
            "予測値" => Some(Quality::Forecast),
            _ => None,
        };
        let quality = self.word("quality", read, &["確定", "予定", "予測値"]);
        let day = self.date("as_of");
        if quality.is_some() && day.is_some() {
            self.wrong(self.start, "plan-toml-quality-twice", "quality");
        }
        day.map(Quality::AsOf).or(quality).unwrap_or_default()
    }

    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        let Some((item, _)) = self.get(key) else {
            return Vec::new();
        };
        let texts = item.as_array().and_then(|array| {
            array
                .iter()
                .map(|value| value.as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>()
        });
        texts.unwrap_or_else(|| {
            self.wrong(start(item, self.start), "plan-toml-texts-expected", key);
            Vec::new()
        })
    }

    pub fn table(&mut self, key: &'static str) -> Option<Fields<'a, 'n>> {
        let (item, offset) = self.get(key)?;
        let fields = item.as_table_like();
        if fields.is_none() {
            self.wrong(start(item, self.start), "plan-toml-table-expected", key);
        }
        Some(Fields::new(
            self.notes,
            fields?,
            offset,
            self.item.then(key),
        ))
    }

    /// The tables `[[key]]`, or a list of `{ … }`.
    pub fn tables(&mut self, key: &'static str) -> Vec<Fields<'a, 'n>> {
        let Some((item, offset)) = self.get(key) else {
            return Vec::new();
        };
        let inner = |table: &'a dyn TableLike, span: Option<Range<usize>>| {
            let start = span.map_or(offset, |span| span.start);
            Fields::new(self.notes, table, start, self.item.then(key))
        };
        if let Some(tables) = item.as_array_of_tables() {
            return tables
                .iter()
                .map(|table| inner(table, table.span()))
                .collect();
        }
        let list = item.as_array().and_then(|array| {
            array
                .iter()
                .map(|value| {
                    value
                        .as_inline_table()
                        .map(|table| inner(table, value.span()))
                })
                .collect::<Option<Vec<_>>>()
        });
        list.unwrap_or_else(|| {
            self.notes
                .fault(offset, "plan-toml-tables-expected", &[("field", key)]);
            Vec::new()
        })
    }

    /// The entries of `key.2016 = …`, `key.2017-2018 = …`, each with the place it stands for.
    pub fn by_years(
        &mut self,
        key: &'static str,
        place: &ItemPath,
    ) -> Vec<(YearSpan, Entry<'a, 'n>)> {
        let Some((item, offset)) = self.get(key) else {
            return Vec::new();
        };
        let Some(table) = item.as_table_like() else {
            self.notes
                .fault(offset, "plan-toml-by-years-expected", &[("field", key)]);
            return Vec::new();
        };
        let mut entries = Vec::new();
        for (years, item) in table.iter() {
            let spot = table.get_key_value(years).and_then(|(key, _)| key.span());
            let offset = spot.map_or(offset, |span| span.start);
            match YearSpan::read(years) {
                Some(span) => {
                    let place = place.then(span);
                    self.notes.stands(&place, offset);
                    entries.push((
                        span,
                        Entry {
                            notes: self.notes,
                            item,
                            offset,
                            place,
                        },
                    ));
                }
                None => self
                    .notes
                    .fault(offset, "plan-toml-years-key", &[("found", years)]),
            }
        }
        entries
    }

    /// As [`Fields::by_years`], for what belongs to one year only.
    pub fn by_year(
        &mut self,
        key: &'static str,
        place: &ItemPath,
    ) -> Vec<(FiscalYear, Entry<'a, 'n>)> {
        let mut entries = Vec::new();
        for (span, entry) in self.by_years(key, place) {
            if span.len() == 1 {
                entries.push((span.from, entry));
            } else {
                self.notes.fault(
                    entry.offset,
                    "plan-toml-one-year",
                    &[("found", &span.to_string())],
                );
            }
        }
        entries
    }

    /// Tells about the fields that nobody asked for.
    pub fn finish(self) {
        for (key, item) in self.table.iter() {
            if self.known.contains(&key) {
                continue;
            }
            let offset = self.offset(key, item);
            if let Some(meant) = nearest(key, &self.known) {
                let variables = [("found", key), ("meant", meant)];
                self.notes
                    .fault(offset, "plan-toml-unknown-meant", &variables);
            } else {
                let known = self.known.join(", ");
                let variables = [("found", key), ("known", known.as_str())];
                self.notes.fault(offset, "plan-toml-unknown", &variables);
            }
        }
    }
}

/// What stands behind a year.
pub(super) struct Entry<'a, 'n> {
    notes: &'n Notes<'n>,
    pub item: &'a Item,
    pub offset: usize,
    place: ItemPath,
}

impl<'a, 'n> Entry<'a, 'n> {
    /// The fields, where a table stands behind the year.
    pub fn fields(&self) -> Option<Fields<'a, 'n>> {
        let table = self.item.as_table_like()?;
        Some(Fields::new(
            self.notes,
            table,
            self.offset,
            self.place.clone(),
        ))
    }

    /// Tells that neither a plain value nor a table stands here.
    pub fn wrong(&self, key: &'static str) {
        self.notes
            .fault(start(self.item, self.offset), key, &[("field", "")]);
    }

    pub fn notes(&self) -> &'n Notes<'n> {
        self.notes
    }
}

fn start(item: &Item, otherwise: usize) -> usize {
    item.span().map_or(otherwise, |span| span.start)
}
