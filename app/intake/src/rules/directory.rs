//! Which unit a file means: by code, or by the names of 部, 課 and 係 as they were on the day.

use crate::records::UnitWords;
use calendar::Date;
use exchange::cell::Misread;
use people::{UnitId, UnitKind, UnitVersion, fold};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All units with all their versions.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    codes: HashMap<String, UnitId>,
    code_of: HashMap<UnitId, String>,
    versions: Vec<UnitVersion>,
    /// The days on which anything changes: between two of them the organisation stays the same.
    changes: Vec<Date>,
    epochs: HashMap<usize, Epoch>,
    /// What bore a name on whatever day; made when it is first asked for.
    ever: Option<HashMap<String, BTreeSet<UnitId>>>,
    /// Names that no unit bore on the day they were needed, with the first such day.
    pub missing: BTreeMap<UnitWords, Date>,
}

/// The organisation between two changes.
#[derive(Debug, Default)]
struct Epoch {
    kinds: HashMap<UnitId, UnitKind>,
    /// A unit stands under its name, its name behind that of the unit above, and so on to the top.
    named: HashMap<String, Vec<UnitId>>,
    paths: HashMap<UnitId, String>,
}

impl Directory {
    pub fn new(units: Vec<(String, UnitVersion)>) -> Directory {
        let mut directory = Directory::default();
        directory.extend(units);
        directory
    }

    /// Adds versions of units; what was known about any day may differ afterwards.
    pub fn extend(&mut self, units: impl IntoIterator<Item = (String, UnitVersion)>) {
        for (code, version) in units {
            self.codes.insert(fold(&code), version.unit);
            self.code_of.insert(version.unit, code);
            self.versions.push(version);
        }
        let days = self.versions.iter().flat_map(|version| {
            [Some(version.period.from()), version.period.to()]
                .into_iter()
                .flatten()
        });
        let days: BTreeSet<Date> = days.collect();
        self.changes = days.into_iter().collect();
        self.epochs.clear();
        self.ever = None;
    }

    /// Everything that is known about all units.
    pub fn versions(&self) -> &[UnitVersion] {
        &self.versions
    }

    /// Everything that is known about a unit, by first day.
    pub fn versions_of(&self, unit: UnitId) -> Vec<UnitVersion> {
        let of_unit = self.versions.iter().filter(|version| version.unit == unit);
        let mut versions: Vec<UnitVersion> = of_unit.cloned().collect();
        versions.sort_by_key(|version| version.period.from());
        versions
    }

    /// Lets other versions take the place of those of a unit.
    pub fn replace(&mut self, unit: UnitId, versions: &[UnitVersion]) {
        let code = self.code(unit).to_owned();
        self.versions.retain(|version| version.unit != unit);
        self.extend(
            versions
                .iter()
                .map(|version| (code.clone(), version.clone())),
        );
    }

    /// The first day on which there is a unit at all.
    pub fn begins(&self, unit: UnitId) -> Option<Date> {
        let versions = self.versions.iter().filter(|version| version.unit == unit);
        versions.map(|version| version.period.from()).min()
    }

    /// The first day on which there is no such unit any more.
    pub fn ends(&self, unit: UnitId) -> Option<Date> {
        self.versions_of(unit)
            .last()
            .and_then(|last| last.period.to())
    }

    /// The unit of a code, on whatever day.
    pub fn coded(&self, code: &str) -> Option<UnitId> {
        self.codes.get(&fold(code)).copied()
    }

    pub fn code(&self, unit: UnitId) -> &str {
        self.code_of.get(&unit).map_or("", String::as_str)
    }

    fn epoch(&mut self, on: Date) -> &Epoch {
        let at = self.changes.partition_point(|day| *day <= on);
        let versions = &self.versions;
        self.epochs.entry(at).or_insert_with(|| {
            Epoch::of(
                versions
                    .iter()
                    .filter(|version| version.period.contains(on)),
            )
        })
    }

    /// 総務部 人事課, as it was called on the day.
    pub fn path(&mut self, unit: UnitId, on: Date) -> String {
        match self.epoch(on).paths.get(&unit) {
            Some(path) => path.clone(),
            None => self.code(unit).to_owned(),
        }
    }

    /// The unit that is meant, and what it is on the day.
    pub fn look(&mut self, words: &UnitWords, on: Date) -> Result<(UnitId, UnitKind), Misread> {
        match &words.code {
            Some(code) => self.by_code(code, words, on),
            None => self.by_names(words, on),
        }
    }

    /// The same; a name that no unit ever bore is remembered.
    pub fn find(&mut self, words: &UnitWords, on: Date) -> Result<(UnitId, UnitKind), Misread> {
        let found = self.look(words, on);
        if found.is_err() && self.is_unknown(words) {
            let first = self.missing.entry(words.clone()).or_insert(on);
            *first = on.min(*first);
        }
        found
    }

    fn by_code(
        &mut self,
        code: &str,
        words: &UnitWords,
        on: Date,
    ) -> Result<(UnitId, UnitKind), Misread> {
        let Some(unit) = self.coded(code) else {
            return Err(unknown(words));
        };
        match self.epoch(on).kinds.get(&unit) {
            Some(kind) => Ok((unit, *kind)),
            None => Err(self.not_on(words, &[unit], on)),
        }
    }

    fn by_names(&mut self, words: &UnitWords, on: Date) -> Result<(UnitId, UnitKind), Misread> {
        let wanted = fold(&words.names.concat());
        let epoch = self.epoch(on);
        match epoch.named.get(&wanted).map(Vec::as_slice) {
            Some([unit]) => {
                let kind = epoch.kinds.get(unit).copied().unwrap_or(UnitKind::Other);
                Ok((*unit, kind))
            }
            Some(several) => {
                let paths: Vec<String> = several
                    .iter()
                    .filter_map(|unit| epoch.paths.get(unit).cloned())
                    .collect();
                Err(Misread::with(
                    "intake-unit-ambiguous",
                    vec![("unit", words.text()), ("found", paths.join("、"))],
                ))
            }
            None => {
                let once: Vec<UnitId> = self.ever_named(&wanted);
                if once.is_empty() {
                    Err(unknown(words))
                } else {
                    Err(self.not_on(words, &once, on))
                }
            }
        }
    }

    fn ever_named(&mut self, wanted: &str) -> Vec<UnitId> {
        let ever = match self.ever.take() {
            Some(ever) => ever,
            None => {
                let mut ever: HashMap<String, BTreeSet<UnitId>> = HashMap::new();
                for day in self.changes.clone() {
                    for (name, units) in &self.epoch(day).named {
                        ever.entry(name.clone()).or_default().extend(units);
                    }
                }
                ever
            }
        };
        let found = ever.get(wanted).into_iter().flatten().copied().collect();
        self.ever = Some(ever);
        found
    }

    fn is_unknown(&mut self, words: &UnitWords) -> bool {
        match &words.code {
            Some(code) => self.coded(code).is_none(),
            None => self.ever_named(&fold(&words.names.concat())).is_empty(),
        }
    }

    /// The unit exists, but not on the day: from when until when it does.
    fn not_on(&self, words: &UnitWords, units: &[UnitId], on: Date) -> Misread {
        let mut versions: Vec<&UnitVersion> = self
            .versions
            .iter()
            .filter(|version| units.contains(&version.unit))
            .collect();
        versions.sort_by_key(|version| version.period.from());
        let from = versions.first().map(|version| version.period.from());
        let to = versions.last().and_then(|version| version.period.to());
        match (from, to) {
            (Some(from), _) if on < from => Misread::with(
                "intake-unit-not-yet",
                vec![
                    ("unit", words.text()),
                    ("on", on.to_string()),
                    ("from", from.to_string()),
                ],
            ),
            (_, Some(to)) => Misread::with(
                "intake-unit-abolished",
                vec![
                    ("unit", words.text()),
                    ("on", on.to_string()),
                    ("to", to.to_string()),
                ],
            ),
            _ => Misread::with(
                "intake-unit-not-called-so",
                vec![("unit", words.text()), ("on", on.to_string())],
            ),
        }
    }
}

fn unknown(words: &UnitWords) -> Misread {
    Misread::with("intake-unit-unknown", vec![("unit", words.text())])
}

impl Epoch {
    fn of<'a>(versions: impl Iterator<Item = &'a UnitVersion>) -> Epoch {
        let present: HashMap<UnitId, &UnitVersion> =
            versions.map(|version| (version.unit, version)).collect();
        let mut epoch = Epoch::default();
        for (unit, version) in &present {
            epoch.kinds.insert(*unit, version.kind);
            let mut names = vec![version.name.as_str()];
            let mut path = fold(version.name.as_str());
            epoch.stands_under(&path, *unit);
            let mut above = version.parent;
            // A loop in the records ends with the number of units.
            for _ in 0..present.len() {
                let Some(parent) = above.and_then(|parent| present.get(&parent)) else {
                    break;
                };
                names.push(parent.name.as_str());
                path = format!("{}{path}", fold(parent.name.as_str()));
                epoch.stands_under(&path, *unit);
                above = parent.parent;
            }
            names.reverse();
            epoch.paths.insert(*unit, names.join(" "));
        }
        epoch
    }

    fn stands_under(&mut self, name: &str, unit: UnitId) {
        self.named.entry(name.to_owned()).or_default().push(unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Period;
    use people::{Kana, Title};

    fn day(year: i16) -> Date {
        Date::constant(year, 4, 1)
    }

    fn unit(
        id: i64,
        name: &str,
        parent: Option<i64>,
        from: i16,
        to: Option<i16>,
    ) -> (String, UnitVersion) {
        let version = UnitVersion {
            unit: UnitId(id),
            name: Title::parse(name).unwrap(),
            short_name: Title::parse(name).unwrap(),
            kana: Kana::parse("か").unwrap(),
            parent: parent.map(UnitId),
            kind: UnitKind::Section,
            position: id,
            period: Period::new(day(from), to.map(day)).unwrap(),
        };
        (format!("{id:03}"), version)
    }

    fn directory() -> Directory {
        Directory::new(vec![
            unit(1, "総務部", None, 2010, None),
            unit(2, "市民部", None, 2010, None),
            unit(11, "人事課", Some(1), 2010, None),
            unit(12, "庶務係", Some(11), 2010, None),
            unit(21, "市民課", Some(2), 2010, None),
            unit(22, "庶務係", Some(21), 2010, None),
            unit(13, "情報政策課", Some(1), 2010, Some(2021)),
            unit(13, "デジタル戦略課", Some(1), 2021, None),
            unit(14, "車両課", Some(1), 2010, Some(2015)),
        ])
    }

    fn named(names: &[&str]) -> UnitWords {
        UnitWords {
            code: None,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn key(found: Result<(UnitId, UnitKind), Misread>) -> &'static str {
        found.map_or_else(|misread| misread.key(), |_| "found")
    }

    #[test]
    fn a_unit_is_found_by_its_code_and_by_any_names_that_tell_it_from_others() {
        let mut directory = directory();
        let mut find = |names: &[&str]| {
            directory
                .find(&named(names), day(2020))
                .map(|(unit, _)| unit.0)
        };
        assert_eq!(find(&["人事課"]), Ok(11));
        assert_eq!(find(&["総務部", "人事課"]), Ok(11));
        assert_eq!(find(&["総務部　人事課"]), Ok(11));
        assert_eq!(find(&["市民課", "庶務係"]), Ok(22));
        assert_eq!(
            find(&["庶務係"]).map_err(|misread| misread.key()),
            Err("intake-unit-ambiguous")
        );
        let words = UnitWords {
            code: Some("011".to_owned()),
            names: Vec::new(),
        };
        assert_eq!(
            directory.find(&words, day(2020)).map(|(unit, _)| unit.0),
            Ok(11)
        );
        assert_eq!(
            directory.path(UnitId(22), day(2020)),
            "市民部 市民課 庶務係"
        );
    }

    #[test]
    fn a_unit_is_found_by_the_name_of_the_day() {
        let mut directory = directory();
        assert_eq!(
            key(directory.find(&named(&["情報政策課"]), day(2020))),
            "found"
        );
        assert_eq!(
            key(directory.find(&named(&["デジタル戦略課"]), day(2021))),
            "found"
        );
        assert_eq!(
            key(directory.find(&named(&["情報政策課"]), day(2022))),
            "intake-unit-not-called-so"
        );
        assert_eq!(
            key(directory.find(&named(&["車両課"]), day(2020))),
            "intake-unit-abolished"
        );
        assert_eq!(
            key(directory.find(&named(&["車両課"]), day(2005))),
            "intake-unit-not-yet"
        );
        assert!(directory.missing.is_empty());
    }

    #[test]
    fn units_that_there_never_were_are_remembered_with_the_first_day() {
        let mut directory = directory();
        for year in [2020, 2018, 2022] {
            assert_eq!(
                key(directory.find(&named(&["総務部", "新課"]), day(year))),
                "intake-unit-unknown"
            );
        }
        assert_eq!(directory.missing.len(), 1);
        assert_eq!(
            directory.missing.get(&named(&["総務部", "新課"])),
            Some(&day(2018))
        );
    }
}
