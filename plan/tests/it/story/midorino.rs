//! The plan of Midorino in an office, what is entered in it, and how an act was refused.

use crate::office::{Office, may, personnel, samples};
use ::figures::{Asked, Counted, Figure, Figures, Pending, Records, Wanted};
use ::store::Db;
use access::{Actor, EditPlanStructure};
use calendar::FiscalYear;
use measure::{Amount, Quality};
use plan::acts::{self, *};
use plan::document::Part;
use plan::figures::ON_TRACK_RATE;
use plan::records::{Loaded, ProgramView, State, Version};
use plan::store as plans;
use std::sync::Arc;
use words::{Language, Text, Words};

pub const CODE: &str = "midorino-2025";
pub const YEAR: FiscalYear = FiscalYear(2026);

pub async fn opened(office: &Office, code: &str) -> Loaded {
    let plan = plans::load(&office.db, code).await.unwrap().unwrap();
    Loaded::clone(&plan)
}

/// Imports the plan of Midorino and takes it as far as asked.
pub async fn midorino(office: &Office, until: State) -> Loaded {
    let [_, document, _] = samples();
    let officer = personnel("高橋 由美子");
    acts::import(office.desk(), &may(&officer), &document, None)
        .await
        .unwrap();
    advance(office, CODE, until).await;
    opened(office, CODE).await
}

pub async fn advance(office: &Office, code: &str, until: State) {
    let may = may::<EditPlanStructure>(&personnel("高橋 由美子"));
    for pair in State::ALL.windows(2) {
        let state = opened(office, code).await.state;
        if state == pair[0] && state < until {
            change_state(office.desk(), &may, code, pair[0], pair[1])
                .await
                .unwrap();
        }
    }
}

pub fn program<'a>(plan: &'a Loaded, key: &str) -> ProgramView<'a> {
    plan.program_named(Part::Plan, key).unwrap()
}

pub fn result(plan: &Loaded, key: &str, text: &str) -> ResultEntry {
    let view = program(plan, key);
    ResultEntry {
        program: view.record.id,
        year: YEAR,
        text: text.to_owned(),
        status: None,
        merged_into: None,
        quality: Quality::Final,
        figures: Vec::new(),
        expected: view
            .result_mark(YEAR)
            .map_or(Version::NONE, |mark| mark.version),
    }
}

pub fn figure(key: &str, amount: &str) -> FigureEntry {
    FigureEntry {
        key: key.to_owned(),
        amount: Some(amount.parse().unwrap()),
        quality: Quality::Final,
        source: Some("健診機関の報告書".to_owned()),
    }
}

pub fn refusal<T: std::fmt::Debug>(done: Done<T>) -> PlanRefusal {
    match done.unwrap_err() {
        ActError::Refused(refusal) => refusal,
        other => panic!("refused by {other:?}"),
    }
}

pub fn denied<T: std::fmt::Debug>(done: Done<T>) {
    assert!(matches!(done.unwrap_err(), ActError::Denied(_)));
}

pub fn text(language: Language) -> Text {
    let source = words::Source {
        name: "plan",
        ja: include_str!("../../../words/ja.ftl"),
        en: include_str!("../../../words/en.ftl"),
    };
    Text::new(Arc::new(Words::new(&[source]).unwrap()), language)
}

/// A figure that anybody can change: the number of units in the directory.
pub const UNITS: Figure = Figure {
    key: "people.headcount",
    label: "",
    unit: "",
    definition: "",
    count: count_units,
    records: no_records,
};

pub fn count_units(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let units = people::units_on(db, asked.on).await?.len();
        let amount = Amount::whole(i64::try_from(units)?);
        Ok(Some(Counted {
            amount,
            quality: Quality::Final,
            definition: 1,
        }))
    })
}

pub fn no_records<'a>(_: &'a Db, _: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async { Ok(Records::default()) })
}

pub fn known_figures() -> Figures {
    Figures::new([UNITS, ON_TRACK_RATE]).unwrap()
}

pub async fn todos_of(office: &Office, actor: &Actor) -> Vec<flow::Todo> {
    let text = text(Language::Japanese);
    plan::todos::todos(&office.db, actor, office.desk().today, &text)
        .await
        .unwrap()
}
