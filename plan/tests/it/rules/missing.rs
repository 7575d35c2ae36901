//! What is missing, and from whom.

use super::programs::{TODAY, YEAR, cell, ending, measured, program};
use jiff::Timestamp;
use jiff::civil::date;
use measure::Quality;
use plan::document::{Cell, PlanDocument, Program, Status};
use plan::records::{
    Loaded, Mark, NodeId, NodeRecord, PlanId, ProgramId, ProgramRecord, Round, RoundId, RoundKind,
    State, Version,
};
use plan::rules::{Lack, missing, missing_in_round};

/// A plan as it would be loaded, with its programs in the hands of units by the length of their keys.
fn loaded(document: PlanDocument) -> Loaded {
    let mark = Mark {
        version: Version(1),
        changed_at: Timestamp::UNIX_EPOCH,
        changed_by: String::new(),
    };
    let record = |(number, program): (i64, &Program)| ProgramRecord {
        id: ProgramId(number),
        unit: program.owner.is_some().then_some(7),
        mark: mark.clone(),
        plan: vec![mark.clone(); program.plan.len()],
        actual: vec![mark.clone(); program.actual.len()],
        evaluations: vec![mark.clone(); program.evaluations.len()],
    };
    let node = |number| NodeRecord {
        id: NodeId(number),
        mark: mark.clone(),
    };
    Loaded {
        id: PlanId(1),
        state: State::Published,
        mark: mark.clone(),
        cover: Version(1),
        nodes: (1..).take(document.nodes.len()).map(node).collect(),
        programs: (1..).zip(&document.programs).map(record).collect(),
        document,
        closings: Vec::new(),
        rounds: Vec::new(),
    }
}

fn round(kind: RoundKind) -> Round {
    Round {
        id: RoundId(1),
        year: YEAR,
        kind,
        name: "中間の実績".to_owned(),
        due: TODAY,
        opened_at: Timestamp::UNIX_EPOCH,
        opened_by: String::new(),
        closed_at: None,
    }
}

#[test]
fn what_is_missing_is_gathered_by_section() {
    let mut document = ending();
    let node = document.programs[0].node.clone();
    let named = |key: &str, owner: Option<&str>| Program {
        node: node.clone(),
        owner: owner.map(str::to_owned),
        ..program(key)
    };
    let mut entered = named("entered", Some("人事課"));
    entered.actual = vec![cell(2026, 2026, "実施", Some(Status::Carried))];
    let mut unsure = named("unsure", Some("人事課"));
    unsure.actual = vec![Cell {
        quality: Quality::AsOf(date(2026, 9, 30)),
        ..cell(2026, 2026, "実施", Some(Status::Carried))
    }];
    let mut uncounted = named("uncounted", Some("人事課"));
    uncounted.actual = entered.actual.clone();
    uncounted.measures = vec![measured(10, None)];
    let mut ended = named("ended", Some("人事課"));
    ended.actual = vec![cell(2025, 2025, "廃止", Some(Status::Abolished))];
    document.programs = vec![
        named("empty", None),
        entered,
        unsure,
        uncounted,
        ended,
        named("empty-too", Some("人事課")),
    ];
    let plan = loaded(document);

    let lacks = |sections: Vec<plan::rules::SectionMissing>| {
        sections
            .into_iter()
            .flat_map(|section| section.programs)
            .map(|p| (plan.document.programs[p.program].key.clone(), p.lacks))
            .collect::<Vec<_>>()
    };
    let row = |key: &str, lacks: &[Lack]| (key.to_owned(), lacks.to_vec());
    assert_eq!(
        lacks(missing_in_round(&plan, &round(RoundKind::MidYear), TODAY)),
        [
            row("empty", &[Lack::Result]),
            row("uncounted", &[Lack::Figure]),
            row("empty-too", &[Lack::Result]),
        ]
    );
    let at_the_end = lacks(missing_in_round(&plan, &round(RoundKind::YearEnd), TODAY));
    assert!(at_the_end.contains(&row("unsure", &[Lack::FinalFigure])));
    let sections = missing(&plan, YEAR, date(2027, 4, 10));
    let owners: Vec<Option<&str>> = sections.iter().map(|s| s.owner.as_deref()).collect();
    assert_eq!(owners, [None, Some("人事課")]);
    let entered = lacks(sections);
    assert!(
        entered.contains(&row("entered", &[Lack::Evaluation])),
        "{entered:?}"
    );
    assert!(entered.iter().all(|(key, _)| key != "ended"));
}
