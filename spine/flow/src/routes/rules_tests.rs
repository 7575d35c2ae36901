use super::super::records::{Level, RouteId};
use super::*;
use crate::approvals::Rule;
use calendar::{Date, Period};

/// 総務部 (1) headed by 100 > 人事課 (11) by 110 > 研修係 (111) by 111; 20 serves in 研修係.
fn office() -> Office {
    let place = |unit: i64, kind, heads: &[i64]| Place {
        unit: UnitId(unit),
        kind,
        heads: heads.iter().map(|id| EmployeeId(*id)).collect(),
    };
    let department = place(1, UnitKind::Department, &[100]);
    let section = place(11, UnitKind::Section, &[110]);
    let team = place(111, UnitKind::Team, &[111]);
    let mut office = Office::default();
    office.above.insert(UnitId(1), vec![department.clone()]);
    office
        .above
        .insert(UnitId(11), vec![section.clone(), department.clone()]);
    office
        .above
        .insert(UnitId(111), vec![team, section, department]);
    office.roles.insert(
        Role::PersonnelOfficer,
        vec![Sitter::Employee(50), Sitter::Employee(51)],
    );
    office
        .roles
        .insert(Role::Executive, vec![Sitter::Employee(1)]);
    office.serving.insert(EmployeeId(77));
    office
}

fn applicant(employee: i64, unit: i64) -> Applicant {
    Applicant {
        employee: EmployeeId(employee),
        unit: Some(UnitId(unit)),
        rank: Some(Rank::Officer),
    }
}

fn head(unit: i64) -> Seat {
    Seat::Head(UnitId(unit))
}

fn seats(steps: &[RouteStep], who: &Applicant, office: &Office) -> Vec<(i64, Seat, Option<Moved>)> {
    let steps = fix(steps, who, office);
    steps
        .iter()
        .map(|step| (step.position, step.seat, step.moved))
        .collect()
}

fn named(position: i64, who: Who) -> RouteStep {
    RouteStep {
        position,
        rule: Rule::All,
        who,
        due_days: None,
    }
}

#[test]
fn an_officer_goes_to_the_head_of_the_team_and_then_of_the_section() {
    let found = seats(&BUILT_IN, &applicant(20, 111), &office());
    assert_eq!(found, [(1, head(111), None), (2, head(11), None)]);
}

#[test]
fn who_serves_in_the_section_itself_has_no_team_to_go_to() {
    assert_eq!(
        seats(&BUILT_IN, &applicant(21, 11), &office()),
        [(1, head(11), None)]
    );
}

#[test]
fn nobody_decides_about_an_application_of_their_own() {
    let own = Some(Moved::Own);
    assert_eq!(
        seats(&BUILT_IN, &applicant(111, 111), &office()),
        [(1, head(11), None)]
    );
    assert_eq!(
        seats(&BUILT_IN, &applicant(110, 11), &office()),
        [(1, head(1), own)]
    );
    let found = seats(&BUILT_IN, &applicant(100, 1), &office());
    assert_eq!(found, [(1, Seat::Role(Role::Executive), own)]);
}

#[test]
fn a_vacant_post_is_decided_by_the_next_head_above_once() {
    let mut office = office();
    for way in office.above.values_mut() {
        for place in way.iter_mut().filter(|place| place.unit == UnitId(11)) {
            place.heads.clear();
        }
    }
    let found = seats(&BUILT_IN, &applicant(20, 111), &office);
    assert_eq!(
        found,
        [(1, head(111), None), (2, head(1), Some(Moved::Vacant))]
    );
}

#[test]
fn without_heads_the_executives_decide_and_without_these_the_personnel_officers() {
    let mut office = office();
    office
        .above
        .values_mut()
        .flatten()
        .for_each(|place| place.heads.clear());
    let executive = Seat::Role(Role::Executive);
    let found = seats(&BUILT_IN, &applicant(20, 111), &office);
    assert_eq!(found, [(1, executive, Some(Moved::Vacant))]);
    office.roles.remove(&Role::Executive);
    let personnel = Seat::Role(Role::PersonnelOfficer);
    let found = seats(&BUILT_IN, &applicant(20, 111), &office);
    assert_eq!(found, [(1, personnel, Some(Moved::Vacant))]);
    // The only personnel officer cannot decide about their own application.
    office
        .roles
        .insert(Role::PersonnelOfficer, vec![Sitter::Employee(20)]);
    assert_eq!(seats(&BUILT_IN, &applicant(20, 111), &office), []);
}

#[test]
fn who_would_decide_twice_decides_once_at_the_later_step() {
    let mut office = office();
    // 110 heads the section and, for the time being, the team as well.
    for place in office.above.values_mut().flatten() {
        if place.unit == UnitId(111) {
            place.heads = vec![EmployeeId(110)];
        }
    }
    assert_eq!(
        seats(&BUILT_IN, &applicant(20, 111), &office),
        [(1, head(11), None)]
    );
    let steps = [
        named(1, Who::UnitHead(UnitId(11))),
        named(2, Who::Role(Role::PersonnelOfficer)),
        named(3, Who::Head(Level::Section)),
    ];
    let found = seats(&steps, &applicant(20, 111), &office);
    let personnel = Seat::Role(Role::PersonnelOfficer);
    assert_eq!(found, [(1, personnel, None), (2, head(11), None)]);
}

#[test]
fn a_person_who_has_left_is_replaced_and_a_person_in_service_is_not() {
    let steps = [
        named(1, Who::Person(EmployeeId(77))),
        named(2, Who::Person(EmployeeId(78))),
    ];
    let found = seats(&steps, &applicant(20, 111), &office());
    let executive = Seat::Role(Role::Executive);
    let expected = [
        (1, Seat::Person(EmployeeId(77)), None),
        (2, executive, Some(Moved::Vacant)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_overdue_step_stays_where_it_is_when_nobody_is_above() {
    let mut office = office();
    let up = |office: &Office, seat, start: Option<i64>| {
        let applicant = EmployeeId(20);
        next_above(office, seat, start.map(UnitId), applicant, Moved::Overdue)
    };
    assert_eq!(up(&office, head(111), Some(111)), Some(head(11)));
    assert_eq!(
        up(&office, head(1), Some(1)),
        Some(Seat::Role(Role::Executive))
    );
    // The head of the section as a person: above stands the head of the department.
    let person = Seat::Person(EmployeeId(110));
    assert_eq!(up(&office, person, Some(11)), Some(head(1)));
    office.roles.remove(&Role::Executive);
    assert_eq!(up(&office, head(1), Some(1)), None);
    // A unit that was closed: from where the application came.
    assert_eq!(up(&office, head(99), Some(11)), Some(head(11)));
}

fn route(id: i64, kind: Option<&str>, unit: Option<i64>, amount_from: Option<i64>) -> Route {
    Route {
        id: RouteId(id),
        kind: kind.map(str::to_owned),
        unit: unit.map(UnitId),
        rank_from: None,
        amount_from,
        period: Period::starting(Date::constant(2026, 4, 1)),
        steps: BUILT_IN.to_vec(),
        added_by: String::new(),
        version: 1,
    }
}

fn chosen(routes: &[Route], kind: &str, amount: Option<i64>, who: &Applicant) -> Option<i64> {
    choose(routes, kind, amount, who, &office()).map(|route| route.id.0)
}

#[test]
fn the_most_special_definition_wins() {
    let routes = [
        route(1, None, None, None),
        route(2, Some("grant"), None, None),
        route(3, Some("grant"), Some(1), None),
        route(4, Some("grant"), Some(11), None),
        route(5, Some("grant"), Some(11), Some(100_000)),
        route(6, None, Some(111), None),
        route(7, Some("grant"), Some(12), None),
    ];
    let who = applicant(20, 111);
    assert_eq!(chosen(&routes, "grant", None, &who), Some(4));
    assert_eq!(chosen(&routes, "grant", Some(99_999), &who), Some(4));
    assert_eq!(chosen(&routes, "grant", Some(100_000), &who), Some(5));
    assert_eq!(chosen(&routes, "grant", None, &applicant(100, 1)), Some(3));
    assert_eq!(chosen(&routes, "leave", None, &who), Some(6));
    assert_eq!(chosen(&routes[1..2], "leave", None, &who), None);
}

#[test]
fn a_band_of_ranks_holds_for_its_rank_and_those_above() {
    let heads = Route {
        rank_from: Some(Rank::SectionHead),
        ..route(2, None, None, None)
    };
    let routes = [route(1, None, None, None), heads];
    let of = |rank| Applicant {
        rank: Some(rank),
        ..applicant(20, 111)
    };
    assert_eq!(chosen(&routes, "leave", None, &of(Rank::Officer)), Some(1));
    assert_eq!(
        chosen(&routes, "leave", None, &of(Rank::SectionHead)),
        Some(2)
    );
    assert_eq!(
        chosen(&routes, "leave", None, &of(Rank::DepartmentHead)),
        Some(2)
    );
}
