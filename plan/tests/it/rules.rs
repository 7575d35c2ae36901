//! The plan's rules, by tables and by properties.

use crate::office::samples;
use calendar::{Date, FiscalYear, YearSpan};
use jiff::Timestamp;
use jiff::civil::date;
use measure::{Amount, Comparator, Grade, Quality, Target, Thresholds};
use plan::document::{
    Cell, Evaluation, Measure, NextAction, OriginKind, Part, PlanDocument, Program, Status, Value,
    YearTarget,
};
use plan::records::{
    Loaded, Mark, NodeId, NodeRecord, PlanId, ProgramId, ProgramRecord, Round, RoundId, RoundKind,
    State, Version,
};
use plan::rules::changes::{Change, Field, changes};
use plan::rules::tree::{Way, depth, depth_first, moved, numbered};
use plan::rules::{
    Entry, Lack, NextPlan, Standing, Viewpoint, cells, counts, counts_by_node, draft_next,
    lacking_reviews, may_enter, missing, missing_in_round, side_by_side, standing, steps,
};
use plan::validation;
use proptest::prelude::*;

const TODAY: Date = date(2026, 12, 1);
const YEAR: FiscalYear = FiscalYear(2026);

fn span(from: i16, to: i16) -> YearSpan {
    YearSpan::new(FiscalYear(from), FiscalYear(to)).unwrap()
}

fn cell(from: i16, to: i16, text: &str, status: Option<Status>) -> Cell {
    Cell {
        years: span(from, to),
        text: text.to_owned(),
        status,
        merged_into: None,
        quality: Quality::Final,
    }
}

/// A program planned from 2025 to 2027 (実施).
fn program(key: &str) -> Program {
    Program {
        key: key.to_owned(),
        part: Part::Plan,
        node: "1".to_owned(),
        name: key.to_owned(),
        owner: None,
        plan: vec![cell(2025, 2027, "実施", Some(Status::Carried))],
        actual: Vec::new(),
        measures: Vec::new(),
        evaluations: Vec::new(),
        origins: Vec::new(),
        note: None,
    }
}

fn done(status: Option<Status>) -> Program {
    let mut done = program("p");
    done.actual = vec![cell(2026, 2026, "行った", status)];
    done
}

/// What a measure should reach in 2026, and what it has reached.
type GoalAndValue = (i64, Option<i64>);

/// A measure that should reach `goal` in 2026 and has reached `value`.
fn measured(goal: i64, value: Option<i64>) -> Measure {
    let target = Target {
        comparator: Comparator::AtLeast,
        amount: Amount::whole(goal),
        baseline: None,
    };
    let value = value.map(|amount| Value {
        year: YEAR,
        amount: Amount::whole(amount),
        quality: Quality::Final,
        source: None,
        computed: false,
    });
    Measure {
        key: format!("m{goal}"),
        label: "件数".to_owned(),
        unit: "件".to_owned(),
        definitions: Vec::new(),
        targets: vec![YearTarget { year: YEAR, target }],
        values: value.into_iter().collect(),
    }
}

fn with_measures(measures: &[GoalAndValue]) -> Program {
    let mut program = done(Some(Status::Carried));
    program.measures = measures
        .iter()
        .map(|(goal, value)| measured(*goal, *value))
        .collect();
    program
}

fn judged(grade: Option<Grade>, next_action: Option<NextAction>) -> Evaluation {
    Evaluation {
        year: YEAR,
        grade,
        reason: String::new(),
        next_action,
    }
}

fn view(asked: &[i16]) -> Viewpoint {
    Viewpoint {
        today: TODAY,
        thresholds: Thresholds::default(),
        asked: asked.iter().copied().map(FiscalYear).collect(),
    }
}

#[test]
fn a_program_stands_as_its_figures_say() {
    let table: [(&[GoalAndValue], Standing); 6] = [
        (&[(10, Some(10))], Standing::Achieved),
        (&[(10, Some(9))], Standing::OnTrack),
        (&[(10, Some(7))], Standing::SlightlyBehind),
        (&[(10, Some(6))], Standing::Behind),
        // The worst of several counts.
        (&[(10, Some(12)), (20, Some(15))], Standing::SlightlyBehind),
        // No figure yet: the status speaks.
        (&[(10, None)], Standing::OnTrack),
    ];
    for (measures, expected) in table {
        assert_eq!(
            standing(&with_measures(measures), YEAR, &view(&[])),
            expected,
            "{measures:?}"
        );
    }
}

#[test]
fn a_grade_given_by_people_outweighs_the_figures() {
    let mut program = with_measures(&[(10, Some(2))]);
    program.evaluations = vec![judged(Some(Grade::OnTrack), None)];
    assert_eq!(standing(&program, YEAR, &view(&[])), Standing::OnTrack);
    program.evaluations = vec![judged(None, Some(NextAction::Continue))];
    assert_eq!(standing(&program, YEAR, &view(&[])), Standing::Behind);
}

#[test]
fn a_program_without_targets_stands_as_its_status_says() {
    let table = [
        (Some(Status::Carried), Standing::OnTrack),
        (Some(Status::Continued), Standing::OnTrack),
        (Some(Status::Changed), Standing::OnTrack),
        (Some(Status::Considered), Standing::SlightlyBehind),
        (Some(Status::NotCarried), Standing::Behind),
        (Some(Status::NoResult), Standing::Entered),
        (Some(Status::Abolished), Standing::Ended),
        (Some(Status::Merged), Standing::Ended),
        (None, Standing::Entered),
    ];
    for (status, expected) in table {
        assert_eq!(
            standing(&done(status), YEAR, &view(&[])),
            expected,
            "{status:?}"
        );
    }
    let mut considered = done(Some(Status::Considered));
    considered.plan = vec![cell(2025, 2027, "検討", Some(Status::Considered))];
    assert_eq!(standing(&considered, YEAR, &view(&[])), Standing::OnTrack);
}

#[test]
fn an_empty_year_is_due_when_it_is_over_or_somebody_has_asked() {
    let program = program("p");
    let at = |year, asked: &[i16]| standing(&program, FiscalYear(year), &view(asked));
    assert_eq!(at(2025, &[]), Standing::NotEntered, "the year is over");
    assert_eq!(at(2026, &[]), Standing::NotDue, "nobody has asked yet");
    assert_eq!(at(2026, &[2026]), Standing::NotEntered);
    assert_eq!(at(2027, &[2027]), Standing::NotDue, "the year has not come");
    assert_eq!(at(2028, &[]), Standing::NotPlanned);
}

#[test]
fn a_program_that_ended_stays_ended_and_one_that_went_on_has_not() {
    let mut program = program("p");
    program.actual = vec![cell(2025, 2025, "廃止", Some(Status::Abolished))];
    assert_eq!(
        standing(&program, FiscalYear(2025), &view(&[])),
        Standing::Ended
    );
    assert_eq!(standing(&program, YEAR, &view(&[])), Standing::Ended);
    // Planned to end, and carried on all the same.
    program.plan = vec![cell(2025, 2025, "廃止", Some(Status::Abolished))];
    program.actual = vec![cell(2026, 2026, "継続", Some(Status::Continued))];
    assert_eq!(standing(&program, YEAR, &view(&[])), Standing::OnTrack);
}

#[test]
fn every_node_counts_the_programs_below_it() {
    for document in samples() {
        let year = document.plan_years.from;
        let from = view(&[]);
        let all = counts(&document, Part::Plan, year, &from);
        let by_node = counts_by_node(&document, Part::Plan, year, &from);
        let in_plan = document
            .programs
            .iter()
            .filter(|p| p.part == Part::Plan)
            .count();
        assert_eq!(all.total() as usize, in_plan);
        let top: u32 = by_node
            .iter()
            .filter(|(path, _)| depth(path) == 0)
            .map(|(_, c)| c.total())
            .sum();
        assert_eq!(top, all.total());
        assert_eq!(
            all.present().map(|(_, count)| count).sum::<u32>(),
            all.total()
        );
        assert!(all.well() <= all.judged() && all.judged() <= all.total());
    }
}

#[test]
fn standings_have_names_of_their_own() {
    for standing in Standing::ALL {
        assert_eq!(Standing::named(standing.name()), Some(standing));
        assert_eq!(
            standing.label(),
            format!("plan-standing-{}", standing.name())
        );
    }
    assert_eq!(Standing::named("splendid"), None);
}

proptest! {
    // Documents are large; a hundred of each are drawn in seconds.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_cell_put_into_a_line_stands_alone_under_its_years(
        lengths in proptest::collection::vec((0_i16..3, 1_i16..4), 0..5),
        from in 2000_i16..2020,
        length in 0_i16..5,
    ) {
        let mut line = Vec::new();
        let mut next = 2000;
        for (index, (gap, length)) in lengths.into_iter().enumerate() {
            let from = next + gap;
            line.push(cell(from, from + length - 1, &format!("c{index}"), None));
            next = from + length;
        }
        let new = cell(from, from + length, "new", None);
        let placed = cells::placed(&line, new.clone());
        for year in (1999..2030).map(FiscalYear) {
            let before = cells::under(&line, year).map(|cell| cell.text.as_str());
            let now = cells::under(&placed, year).map(|cell| cell.text.as_str());
            let expected = if new.years.contains(year) { Some("new") } else { before };
            prop_assert_eq!(now, expected);
        }
        let apart = placed.windows(2).all(|pair| pair[0].years.to < pair[1].years.from);
        prop_assert!(apart, "in order and apart: {placed:?}");
    }

    #[test]
    fn what_is_moved_up_and_down_again_stands_where_it_stood(
        document in crate::generator::document(),
        place in any::<proptest::sample::Index>(),
    ) {
        let nodes = &document.nodes;
        prop_assume!(!nodes.is_empty());
        let place = place.index(nodes.len());
        if let Some(order) = moved(nodes, place, Way::Up) {
            prop_assert_ne!(&order, &depth_first(nodes));
            let mut all = order.clone();
            all.sort_unstable();
            prop_assert_eq!(all, (0..nodes.len()).collect::<Vec<_>>());
            let depths: Vec<usize> = order.iter().map(|p| depth(&nodes[*p].path)).collect();
            let paths = numbered(&document.levels, &depths);
            let mut again = Vec::new();
            for (place, path) in order.iter().zip(paths) {
                again.push(plan::document::Node { path, ..nodes[*place].clone() });
            }
            let at = order.iter().position(|other| *other == place).unwrap();
            let back: Vec<usize> =
                moved(&again, at, Way::Down).unwrap().into_iter().map(|p| order[p]).collect();
            prop_assert_eq!(back, depth_first(nodes));
        }
    }

    #[test]
    fn numbering_gives_a_sound_document_its_own_numbers(document in crate::generator::document()) {
        let depths: Vec<usize> = document.nodes.iter().map(|node| depth(&node.path)).collect();
        let paths: Vec<String> = document.nodes.iter().map(|node| node.path.clone()).collect();
        prop_assert_eq!(numbered(&document.levels, &depths), paths);
    }

    #[test]
    fn the_next_plan_of_a_sound_plan_is_sound(document in crate::generator::document()) {
        let first = document.plan_years.to.next();
        let next = NextPlan {
            code: "next-plan".to_owned(),
            title: "次の計画".to_owned(),
            years: YearSpan::new(first, FiscalYear(first.0 + 2)).unwrap(),
            review: None,
            carry_texts: true,
        };
        let drafted = draft_next(&document, &next);
        prop_assert_eq!(validation::check(&drafted), Vec::new());
        let old = document.programs.iter().filter(|p| p.part == Part::Plan).count();
        let reviewed = drafted.programs.iter().filter(|p| p.part == Part::Review).count();
        prop_assert_eq!(reviewed, old);
    }

    #[test]
    fn a_document_does_not_differ_from_itself_and_differs_from_nothing_by_everything(
        document in crate::generator::document(),
    ) {
        prop_assert!(changes(Some(&document), &document).is_empty());
        let all = changes(None, &document);
        prop_assert_eq!(all.count(Change::Added), document.programs.len());
    }
}

#[test]
fn samples_are_numbered_as_their_levels_say() {
    for document in samples() {
        let depths: Vec<usize> = document
            .nodes
            .iter()
            .map(|node| depth(&node.path))
            .collect();
        let paths: Vec<String> = document
            .nodes
            .iter()
            .map(|node| node.path.clone())
            .collect();
        assert_eq!(
            numbered(&document.levels, &depths),
            paths,
            "{}",
            document.code
        );
    }
}

fn next(document: &PlanDocument) -> NextPlan {
    let first = document.plan_years.to.next();
    NextPlan {
        code: "next".to_owned(),
        title: "次の計画".to_owned(),
        years: YearSpan::new(first, FiscalYear(first.0 + 2)).unwrap(),
        review: None,
        carry_texts: true,
    }
}

/// A plan of four programs of which two end: A was merged into B, B into C, D is to be abolished.
fn ending() -> PlanDocument {
    let [_, mut document, _] = samples();
    let node = document.nodes.last().unwrap().path.clone();
    let named = |key: &str| Program {
        node: node.clone(),
        ..program(key)
    };
    let merged = |into: &str| Cell {
        merged_into: Some(into.to_owned()),
        ..cell(2026, 2026, "統合", Some(Status::Merged))
    };
    let (mut a, mut b, mut c, mut d) = (named("a"), named("b"), named("c"), named("d"));
    a.actual = vec![merged("b")];
    b.actual = vec![cell(2025, 2025, "継続", None), merged("c")];
    c.evaluations = vec![judged(None, Some(NextAction::Expand))];
    c.measures = vec![measured(10, Some(8))];
    d.evaluations = vec![judged(Some(Grade::Behind), Some(NextAction::Abolish))];
    document.programs = vec![a, b, c, d];
    document
}

#[test]
fn the_next_plan_carries_on_what_goes_on_and_closes_what_ended() {
    let document = ending();
    let drafted = draft_next(&document, &next(&document));
    let keys = |part: Part| {
        let of_part = drafted.programs.iter().filter(|p| p.part == part);
        of_part
            .map(|program| program.key.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(Part::Review), ["a", "b", "c", "d"]);
    assert_eq!(keys(Part::Plan), ["c"]);
    let carried = drafted
        .programs
        .iter()
        .find(|p| p.part == Part::Plan)
        .unwrap();
    assert_eq!(carried.plan.len(), 1);
    assert_eq!(carried.plan[0].years, span(2028, 2030));
    assert_eq!(carried.plan[0].text, "拡充");
    assert_eq!(carried.plan[0].status, Some(Status::Continued));
    let origins: Vec<(&str, OriginKind)> = carried
        .origins
        .iter()
        .map(|o| (o.key.as_str(), o.how))
        .collect();
    assert_eq!(
        origins,
        [("a", OriginKind::Merged), ("b", OriginKind::Merged)]
    );
    assert_eq!(
        carried.measures[0].values,
        document.programs[2].measures[0].values
    );
    assert!(carried.measures[0].targets.is_empty());
    assert_eq!(drafted.review_years, Some(document.plan_years));
    assert_eq!(drafted.previous.as_deref(), Some("midorino-2025"));
    assert_eq!(validation::check(&drafted), Vec::new());
}

#[test]
fn the_next_plan_of_kiyose_looks_back_on_everything_and_keeps_names_and_keys() {
    let [kiyose, ..] = samples();
    let drafted = draft_next(&kiyose, &next(&kiyose));
    assert_eq!(validation::check(&drafted), Vec::new());
    for old in kiyose
        .programs
        .iter()
        .filter(|program| program.part == Part::Plan)
    {
        let reviewed = drafted
            .programs
            .iter()
            .find(|program| program.part == Part::Review && program.key == old.key)
            .unwrap();
        assert_eq!((&reviewed.name, &reviewed.plan), (&old.name, &old.plan));
    }
    let waiting = lacking_reviews(&drafted);
    let looked_back_on = drafted.nodes.iter().filter(|node| {
        drafted
            .programs
            .iter()
            .any(|p| p.part == Part::Review && p.node == node.path)
    });
    assert_eq!(waiting.len(), looked_back_on.count());
}

#[test]
fn a_plan_that_is_followed_early_hands_over_only_the_years_before() {
    let document = ending();
    let early = NextPlan {
        years: span(2026, 2028),
        ..next(&document)
    };
    let drafted = draft_next(&document, &early);
    assert_eq!(drafted.review_years, Some(span(2025, 2025)));
    let b = drafted
        .programs
        .iter()
        .find(|p| p.part == Part::Review && p.key == "b")
        .unwrap();
    assert_eq!(b.plan[0].years, span(2025, 2025));
    assert_eq!(b.actual.len(), 1);
    assert_eq!(validation::check(&drafted), Vec::new());
}

#[test]
fn merged_programs_stand_beside_the_one_they_went_into() {
    let document = ending();
    let drafted = draft_next(&document, &next(&document));
    let pairs = side_by_side(&document, &drafted);
    let named = |of: &PlanDocument, place: Option<usize>| {
        place
            .map(|place| of.programs[place].key.clone())
            .unwrap_or_default()
    };
    let programs: Vec<(String, String, Option<OriginKind>)> = pairs
        .iter()
        .flat_map(|pair| &pair.programs)
        .map(|pair| {
            (
                named(&document, pair.left),
                named(&drafted, pair.right),
                pair.how,
            )
        })
        .collect();
    let row = |left: &str, right: &str, how| (left.to_owned(), right.to_owned(), how);
    assert_eq!(
        programs,
        [
            row("c", "c", None),
            row("a", "c", Some(OriginKind::Merged)),
            row("b", "c", Some(OriginKind::Merged)),
            row("d", "", None),
        ]
    );
    assert!(
        pairs.iter().all(|pair| pair.left == pair.right),
        "the tree stayed"
    );
}

#[test]
fn cities_are_compared_by_capability() {
    let [kiyose, midorino, _] = samples();
    let pairs = side_by_side(&kiyose, &midorino);
    for pair in &pairs {
        if let (Some(left), Some(right)) = (pair.left, pair.right) {
            let (left, right) = (&kiyose.nodes[left], &midorino.nodes[right]);
            if left.capability.is_some() && right.capability.is_some() {
                assert_eq!(left.capability, right.capability);
            }
        }
    }
    let count = |side: fn(&plan::rules::NodePair) -> Option<usize>| {
        pairs
            .iter()
            .filter_map(side)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    assert_eq!(
        count(|pair| pair.left),
        kiyose.nodes.len(),
        "no node is lost"
    );
    assert_eq!(count(|pair| pair.right), midorino.nodes.len());
}

#[test]
fn a_difference_is_told_with_both_texts() {
    let [_, old, _] = samples();
    let mut new = old.clone();
    new.title = "新しい表題".to_owned();
    let at = new
        .programs
        .iter()
        .position(|p| !p.actual.is_empty())
        .unwrap();
    new.programs[at].actual[0].text = "中止".to_owned();
    let gone = new.programs.pop().unwrap();
    let diff = changes(Some(&old), &new);
    assert_eq!(diff.cover.len(), 1);
    assert_eq!(
        (diff.cover[0].field, diff.cover[0].after.as_str()),
        (Field::Title, "新しい表題")
    );
    let changed: Vec<_> = diff
        .programs
        .iter()
        .filter(|change| change.change == Change::Changed)
        .collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].key, new.programs[at].key);
    let detail = &changed[0].details[0];
    assert_eq!(
        (detail.field, detail.years),
        (Field::Actual, Some(new.programs[at].actual[0].years))
    );
    assert!(detail.after.starts_with("中止"), "{}", detail.after);
    assert_ne!(detail.before, detail.after);
    let removed: Vec<_> = diff
        .programs
        .iter()
        .filter(|change| change.change == Change::Removed)
        .collect();
    assert_eq!(
        (removed.len(), removed[0].key.as_str()),
        (1, gone.key.as_str())
    );
    assert!(
        diff.nodes
            .iter()
            .all(|node| node.change == Change::Unchanged)
    );
}

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

#[test]
fn results_are_written_when_it_is_their_turn() {
    use Entry::{CorrectionOnly, Open, PersonnelOnly};
    let table = [
        (State::Draft, PersonnelOnly, PersonnelOnly),
        (State::SectionInput, Open, Open),
        (State::HrReview, PersonnelOnly, PersonnelOnly),
        (State::Committee, PersonnelOnly, PersonnelOnly),
        (State::Adopted, CorrectionOnly, Open),
        (State::Published, CorrectionOnly, Open),
        (State::Closed, CorrectionOnly, CorrectionOnly),
    ];
    assert_eq!(table.map(|(state, ..)| state), State::ALL);
    for (state, review, plan) in table {
        assert_eq!(may_enter(state, Part::Review, false), review, "{state:?}");
        assert_eq!(may_enter(state, Part::Plan, false), plan, "{state:?}");
        assert_eq!(
            may_enter(state, Part::Plan, true),
            CorrectionOnly,
            "{state:?}"
        );
    }
}

#[test]
fn a_plan_goes_forward_step_by_step_and_back_only_before_adoption() {
    let mut reached = vec![State::Draft];
    while let Some(step) = steps(reached[reached.len() - 1]).find(|step| !step.back) {
        reached.push(step.to);
    }
    assert_eq!(reached, State::ALL);
    for state in State::ALL {
        for step in steps(state) {
            let publishes = matches!(step.to, State::Adopted | State::Published | State::Closed);
            assert_eq!(step.publishes, publishes);
            assert_eq!(step.back, step.to < state);
            assert!(!step.back || state.in_work());
        }
    }
}
