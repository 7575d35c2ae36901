//! Where a program stands, and what a node counts below it.

use super::programs::{GoalAndValue, YEAR, cell, done, judged, program, view, with_measures};
use crate::office::samples;
use calendar::FiscalYear;
use measure::Grade;
use plan::document::{NextAction, Part, Status};
use plan::rules::tree::depth;
use plan::rules::{Standing, counts, counts_by_node, standing};

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
