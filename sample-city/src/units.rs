//! The made-up office of みどり野市: nine departments, their sections and teams, and ward offices when the
//! sample city is to be a very large one.

use crate::teams;
use anyhow::Result;
use calendar::{Date, Period};
use people::{Kana, NewUnit, Title, UnitId, UnitKind, UnitVersion};

/// The first day of the sample's records.
pub(crate) const START: Date = Date::constant(2015, 4, 1);

/// A job family (職種) that a section needs beside general clerks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    Clerk,
    CivilEngineer,
    Architect,
    HealthNurse,
    NurseryTeacher,
    SocialWorker,
    Librarian,
}

impl Family {
    pub const fn name(self) -> &'static str {
        match self {
            Family::Clerk => "一般事務",
            Family::CivilEngineer => "土木",
            Family::Architect => "建築",
            Family::HealthNurse => "保健師",
            Family::NurseryTeacher => "保育士",
            Family::SocialWorker => "社会福祉士",
            Family::Librarian => "司書",
        }
    }
}

use Family::{
    Architect, CivilEngineer, Clerk, HealthNurse, Librarian, NurseryTeacher, SocialWorker,
};

/// Name, reading, weight, job family beside clerks and its share in percent.
type Section = (&'static str, &'static str, usize, Family, usize);
type Department = (&'static str, &'static str, &'static [Section]);

const DEPARTMENTS: [Department; 9] = [
    (
        "企画部",
        "きかくぶ",
        &[
            ("企画課", "きかくか", 14, Clerk, 0),
            ("財政課", "ざいせいか", 11, Clerk, 0),
            ("デジタル戦略課", "デジタルせんりゃくか", 12, Clerk, 0),
            ("広報広聴課", "こうほうこうちょうか", 9, Clerk, 0),
        ],
    ),
    (
        "総務部",
        "そうむぶ",
        &[
            ("総務課", "そうむか", 16, Clerk, 0),
            ("人事課", "じんじか", 16, Clerk, 0),
            ("契約課", "けいやくか", 9, Clerk, 0),
            ("管財課", "かんざいか", 11, Architect, 30),
            ("防災安全課", "ぼうさいあんぜんか", 13, Clerk, 0),
        ],
    ),
    (
        "市民部",
        "しみんぶ",
        &[
            ("市民課", "しみんか", 30, Clerk, 0),
            ("税務課", "ぜいむか", 28, Clerk, 0),
            ("納税課", "のうぜいか", 16, Clerk, 0),
            ("保険年金課", "ほけんねんきんか", 24, Clerk, 0),
            ("地域振興課", "ちいきしんこうか", 13, Clerk, 0),
        ],
    ),
    (
        "健康福祉部",
        "けんこうふくしぶ",
        &[
            ("福祉総務課", "ふくしそうむか", 14, Clerk, 0),
            ("生活福祉課", "せいかつふくしか", 30, SocialWorker, 40),
            ("障害福祉課", "しょうがいふくしか", 18, SocialWorker, 30),
            ("高齢福祉課", "こうれいふくしか", 20, SocialWorker, 25),
            ("健康推進課", "けんこうすいしんか", 30, HealthNurse, 55),
        ],
    ),
    (
        "こども部",
        "こどもぶ",
        &[
            ("こども家庭課", "こどもかていか", 20, HealthNurse, 30),
            ("保育課", "ほいくか", 75, NurseryTeacher, 80),
            ("子育て支援課", "こそだてしえんか", 16, Clerk, 0),
        ],
    ),
    (
        "環境部",
        "かんきょうぶ",
        &[
            ("環境政策課", "かんきょうせいさくか", 12, Clerk, 0),
            ("ごみ減量課", "ごみげんりょうか", 18, Clerk, 0),
            ("みどり公園課", "みどりこうえんか", 13, CivilEngineer, 40),
        ],
    ),
    (
        "都市整備部",
        "としせいびぶ",
        &[
            ("都市計画課", "としけいかくか", 14, Architect, 30),
            ("道路課", "どうろか", 24, CivilEngineer, 65),
            ("建築指導課", "けんちくしどうか", 14, Architect, 65),
            ("下水道課", "げすいどうか", 18, CivilEngineer, 55),
        ],
    ),
    (
        "生涯学習部",
        "しょうがいがくしゅうぶ",
        &[
            ("生涯学習課", "しょうがいがくしゅうか", 15, Clerk, 0),
            ("学校教育課", "がっこうきょういくか", 18, Clerk, 0),
            ("スポーツ推進課", "スポーツすいしんか", 10, Clerk, 0),
            ("中央図書館", "ちゅうおうとしょかん", 20, Librarian, 50),
        ],
    ),
    (
        "行政委員会事務局",
        "ぎょうせいいいんかいじむきょく",
        &[
            ("会計課", "かいけいか", 7, Clerk, 0),
            ("議会事務課", "ぎかいじむか", 7, Clerk, 0),
            ("監査事務課", "かんさじむか", 5, Clerk, 0),
        ],
    ),
];

/// The sections of a ward office.
const WARD: [Section; 8] = [
    ("総務課", "そうむか", 20, Clerk, 0),
    ("地域課", "ちいきか", 20, Clerk, 0),
    ("区民課", "くみんか", 40, Clerk, 0),
    ("区税課", "くぜいか", 30, Clerk, 0),
    ("福祉課", "ふくしか", 45, SocialWorker, 35),
    ("健康課", "けんこうか", 30, HealthNurse, 60),
    ("保育課", "ほいくか", 35, NurseryTeacher, 70),
    ("土木課", "どぼくか", 20, CivilEngineer, 60),
];

/// Name before, reading, name since, reading, day of the change.
const RENAMED: [(&str, &str, &str, Date); 2] = [
    (
        "情報政策課",
        "じょうほうせいさくか",
        "デジタル戦略課",
        Date::constant(2021, 4, 1),
    ),
    (
        "こども課",
        "こどもか",
        "こども家庭課",
        Date::constant(2023, 4, 1),
    ),
];

/// Employees of a city without ward offices, at most, and those of one ward office.
const WITHOUT_WARDS: usize = 1500;
const BASE: usize = 750;
const PER_WARD: usize = 240;

/// A team with its members.
#[derive(Debug, Clone)]
pub(crate) struct Team {
    pub unit: UnitId,
    /// What its head is called.
    pub head: &'static str,
}

/// A unit as the careers need it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub unit: UnitId,
    /// Regular employees in it and its teams.
    pub size: usize,
    pub special: Family,
    pub special_percent: usize,
    /// What its head is called: 部長, 区長, 課長, 館長.
    pub head: &'static str,
    pub teams: Vec<Team>,
}

impl Place {
    /// Into which team the place of a number belongs: the first is the head, and every seventh leads a team.
    pub fn team(&self, number: usize) -> Option<&Team> {
        let last = self.teams.len().checked_sub(1)?;
        if number == 0 {
            None
        } else {
            self.teams.get((number / MEMBERS).min(last))
        }
    }
}

/// Of so many, one leads a team.
pub(crate) const MEMBERS: usize = 7;
/// Which of them.
pub(crate) const LEADS: usize = 2;

/// Teams of a section with so many places.
const fn teams_of(size: usize) -> usize {
    (size + MEMBERS - 1 - LEADS) / MEMBERS
}

/// The units as first entered, what became of them, and where people can serve.
#[derive(Debug, Default)]
pub(crate) struct Office {
    pub units: Vec<NewUnit>,
    pub changes: Vec<UnitVersion>,
    pub departments: Vec<Place>,
    pub sections: Vec<Place>,
}

impl Office {
    /// The office of a city with about `count` employees, of whom `regular` have a place in it: one for each
    /// head, the others by the weights of the sections.
    pub fn of_size(count: usize, regular: usize) -> Result<Office> {
        let wards = if count > WITHOUT_WARDS {
            (count - BASE).div_ceil(PER_WARD)
        } else {
            0
        };
        let of_city = DEPARTMENTS.iter().flat_map(|(.., sections)| *sections);
        let of_ward: usize = WARD.iter().map(|(_, _, weight, ..)| weight).sum();
        let all = of_city.map(|(_, _, weight, ..)| weight).sum::<usize>() + wards * of_ward;
        let mut share = Share {
            all,
            rest: regular.saturating_sub(DEPARTMENTS.len() + wards),
            before: 0,
            given: 0,
        };
        let mut office = Office::default();
        for (name, kana, sections) in DEPARTMENTS {
            let head = if name.ends_with("事務局") {
                "局長"
            } else {
                "部長"
            };
            office.add(name, kana, head, sections, &mut share)?;
        }
        for number in 1..=wards {
            let (name, kana) = (format!("第{number}区役所"), "くやくしょ");
            office.add(&name, kana, "区長", &WARD, &mut share)?;
        }
        Ok(office)
    }

    fn add(
        &mut self,
        name: &str,
        kana: &str,
        head: &'static str,
        sections: &[Section],
        share: &mut Share,
    ) -> Result<()> {
        let department = self.enter(name, kana, None, UnitKind::Department)?;
        self.departments.push(Place {
            unit: department,
            size: 1,
            special: Clerk,
            special_percent: 0,
            head,
            teams: Vec::new(),
        });
        for (name, kana, weight, special, special_percent) in sections {
            let unit = self.enter(name, kana, Some(department), UnitKind::Section)?;
            let size = share.take(*weight);
            let mut teams = Vec::new();
            for index in 0..teams_of(size) {
                let (team, kana) = teams::name(name, index);
                teams.push(Team {
                    unit: self.enter(&team, &kana, Some(unit), UnitKind::Team)?,
                    head: teams::head(&team),
                });
            }
            self.sections.push(Place {
                unit,
                size,
                special: *special,
                special_percent: *special_percent,
                head: if name.ends_with('館') {
                    "館長"
                } else {
                    "課長"
                },
                teams,
            });
        }
        Ok(())
    }

    /// Enters a unit under the name it had at the start; a later name becomes a change.
    fn enter(
        &mut self,
        name: &str,
        kana: &str,
        parent: Option<UnitId>,
        kind: UnitKind,
    ) -> Result<UnitId> {
        let number = self.units.len() + 1;
        let unit = UnitId(i64::try_from(number)?);
        let version = |name: &str, kana: &str, from: Date| -> Result<UnitVersion> {
            let short = name.strip_suffix(['課', '係']).unwrap_or(name);
            Ok(UnitVersion {
                unit,
                name: Title::parse(name)?,
                short_name: Title::parse(short)?,
                kana: Kana::parse(kana)?,
                parent,
                kind,
                position: unit.0,
                period: Period::starting(from),
            })
        };
        let first = match RENAMED.iter().find(|(_, _, since, _)| *since == name) {
            Some((before, before_kana, _, on)) => {
                self.changes.push(version(name, kana, *on)?);
                version(before, before_kana, START)?
            }
            None => version(name, kana, START)?,
        };
        let code = Title::parse(&format!("{number:05}"))?;
        self.units.push(NewUnit {
            code,
            version: first,
        });
        Ok(unit)
    }
}

/// Places given to sections by weight; the running total is divided, so that the roundings never add up.
struct Share {
    all: usize,
    rest: usize,
    before: usize,
    given: usize,
}

impl Share {
    fn take(&mut self, weight: usize) -> usize {
        self.before += weight;
        let until = self.rest * self.before / self.all.max(1);
        let size = until.saturating_sub(self.given).max(1);
        self.given += size;
        size
    }
}
