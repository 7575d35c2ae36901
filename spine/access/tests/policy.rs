//! The policy as a whole.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use access::{
    Action, Actor, Allowed, Kind, PERMISSIONS, Permission, Relation, Role, Roles, ViewLeave,
    ViewLeaveSchedule, ViewOvertime, ViewPersonPrivate, ViewPersonRecord, decide,
};

/// Every decision that there is.
fn decisions() -> impl Iterator<Item = (Action, Kind, Relation)> {
    Kind::ALL.into_iter().flat_map(|kind| {
        Action::ALL.into_iter().flat_map(move |action| {
            Relation::ALL
                .into_iter()
                .map(move |relation| (action, kind, relation))
        })
    })
}

fn only(role: Role) -> Roles {
    Roles::NONE.with(role)
}

/// The kinds with the actions that the roles may use in some relation.
fn open_to(roles: Roles) -> Vec<(Kind, Action)> {
    Kind::ALL
        .into_iter()
        .flat_map(|kind| Action::ALL.map(|action| (kind, action)))
        .filter(|(kind, action)| {
            Relation::ALL
                .into_iter()
                .any(|relation| decide(roles, *action, *kind, relation))
        })
        .collect()
}

#[test]
fn the_matrix_is_the_reviewed_one() {
    insta::assert_snapshot!("matrix", access::matrix());
}

#[test]
fn more_roles_never_allow_less() {
    for (action, kind, relation) in decisions() {
        for one in Role::ALL {
            for other in Role::ALL {
                let alone = decide(only(one), action, kind, relation);
                let both = decide(only(one).with(other), action, kind, relation);
                assert!(
                    !alone || both,
                    "{one:?} alone may {action:?} {kind:?} {relation:?}, with {other:?} not"
                );
            }
        }
    }
}

#[test]
fn whatever_a_visitor_may_everybody_may() {
    for (action, kind, relation) in decisions() {
        if decide(Roles::NONE, action, kind, relation) {
            for role in Role::ALL {
                assert!(
                    decide(only(role), action, kind, relation),
                    "{role:?} {action:?} {kind:?}"
                );
            }
        }
    }
}

#[test]
fn a_relation_never_takes_away_what_is_allowed_without_one() {
    for (action, kind, relation) in decisions() {
        for role in Role::ALL {
            let without = decide(only(role), action, kind, Relation::Other);
            assert!(
                !without || decide(only(role), action, kind, relation),
                "{role:?} {action:?} {kind:?} {relation:?}"
            );
        }
    }
}

#[test]
fn every_kind_is_asked_for_by_a_permission_and_no_permission_is_dead() {
    for kind in Kind::ALL {
        assert!(
            PERMISSIONS.iter().any(|entry| entry.kind == kind),
            "{kind:?}: nothing asks for it"
        );
    }
    for entry in PERMISSIONS {
        let somebody = Role::ALL.into_iter().map(only).chain([Roles::NONE]);
        let mut allowed =
            somebody.filter(|roles| open_to(*roles).contains(&(entry.kind, entry.action)));
        assert!(allowed.next().is_some(), "nobody has {}", entry.name);
    }
}

#[test]
fn visitors_see_only_what_is_public_or_has_a_secret_address() {
    assert_eq!(
        open_to(Roles::NONE),
        [
            (Kind::Status, Action::View),
            (Kind::SignIn, Action::View),
            (Kind::SignIn, Action::Edit),
            (Kind::SetUp, Action::View),
            (Kind::SetUp, Action::Edit),
            (Kind::PublicPlan, Action::View),
            (Kind::CalendarFeed, Action::View),
            (Kind::Invitation, Action::View),
            (Kind::Invitation, Action::Edit),
            // How programs ask; no data of the city.
            (Kind::ApiDescription, Action::View),
            (Kind::Kit, Action::View),
        ]
    );
}

#[test]
fn somebody_outside_who_may_look_at_the_plan_sees_nothing_of_people() {
    for role in [Role::Viewer, Role::CommitteeMember] {
        let open = open_to(only(role));
        assert!(open.contains(&(Kind::Plan, Action::View)), "{role:?}");
        for kind in [
            Kind::Directory,
            Kind::PersonRecord,
            Kind::PersonPrivate,
            Kind::Organisation,
            Kind::Bulletin,
            Kind::Approvals,
            Kind::Deputies,
            Kind::Emergency,
        ] {
            for action in Action::ALL {
                assert!(
                    !open.contains(&(kind, action)),
                    "{role:?} {action:?} {kind:?}"
                );
            }
        }
    }
}

#[test]
fn a_program_reads_through_its_interface_and_is_no_person() {
    let mut open = open_to(only(Role::ApiClient));
    open.retain(|each| !open_to(Roles::NONE).contains(each));
    assert_eq!(open, [(Kind::Api, Action::View)]);
    for role in Role::ALL
        .into_iter()
        .filter(|role| *role != Role::ApiClient)
    {
        assert!(
            !open_to(only(role)).contains(&(Kind::Api, Action::View)),
            "{role:?}"
        );
    }
}

#[test]
fn private_records_of_others_are_for_personnel_and_the_own_head_only() {
    let others = [
        Relation::Member,
        Relation::TeamMember,
        Relation::MemberInPlace,
        Relation::Colleague,
        Relation::OwnSection,
        Relation::ServedSection,
        Relation::Opened,
        Relation::Other,
    ];
    let mut may = Vec::new();
    for role in Role::ALL {
        for relation in others {
            if decide(only(role), Action::View, Kind::PersonPrivate, relation) {
                may.push((role, relation));
            }
        }
    }
    may.retain(|(role, _)| *role != Role::PersonnelOfficer);
    assert_eq!(
        may,
        [
            (Role::Administrator, Relation::Opened),
            (Role::DepartmentHead, Relation::Member),
            (Role::SectionHead, Relation::Member),
        ]
    );
}

#[test]
fn health_staff_and_other_officers_see_no_more_of_people_than_any_employee() {
    for role in [
        Role::HealthStaff,
        Role::TrainingOfficer,
        Role::WelfareOfficer,
        Role::SuggestionOffice,
    ] {
        for kind in [Kind::PersonRecord, Kind::PersonPrivate] {
            for (action, of, relation) in decisions().filter(|(_, of, _)| *of == kind) {
                let more = decide(only(Role::Employee).with(role), action, of, relation)
                    && !decide(only(Role::Employee), action, of, relation);
                assert!(!more, "{role:?} {action:?} {of:?} {relation:?}");
            }
        }
    }
}

#[test]
fn an_auditor_changes_nothing_but_what_is_the_auditors_own() {
    for (action, kind, relation) in decisions() {
        let as_employee = decide(only(Role::Employee), action, kind, relation);
        if action != Action::View && !as_employee {
            assert!(
                !decide(only(Role::Auditor), action, kind, relation),
                "{action:?} {kind:?} {relation:?}"
            );
        }
    }
}

#[test]
fn a_section_editor_edits_only_the_own_section() {
    let may = |kind, relation| decide(only(Role::SectionEditor), Action::Edit, kind, relation);
    assert!(may(Kind::PlanResults, Relation::OwnSection));
    assert!(!may(Kind::PlanResults, Relation::Other));
    assert!(!may(Kind::PlanStructure, Relation::OwnSection));
}

#[test]
fn the_administrator_does_not_touch_the_plan() {
    for kind in [
        Kind::PlanResults,
        Kind::PlanStructure,
        Kind::PlanPublication,
    ] {
        for action in [Action::Edit, Action::Publish] {
            for relation in Relation::ALL {
                assert!(!decide(only(Role::Administrator), action, kind, relation));
            }
        }
    }
}

/// A section head who also leads a team elsewhere and serves a third unit as general affairs.
fn head() -> Actor {
    let roles = [
        Role::Employee,
        Role::SectionHead,
        Role::TeamHead,
        Role::GeneralAffairs,
    ];
    Actor {
        account: Some(1),
        employee: Some(7),
        roles: roles.into_iter().collect(),
        headed: vec![11, 111],
        teams: vec![121],
        served: vec![13],
        headed_in_place: vec![14],
        section: vec![11, 15],
        opened: vec![70],
        ..Actor::visitor()
    }
}

fn ask<P: Permission>(actor: &Actor) -> Allowed<P> {
    Allowed::ask(actor.clone()).unwrap()
}

#[test]
fn the_scope_of_a_query_and_the_question_about_one_person_agree() {
    fn agree<P: Permission>(actor: &Actor) {
        let allowed = ask::<P>(actor);
        let scope = allowed.people();
        for employee in [7, 8, 70] {
            for units in [
                vec![],
                vec![11],
                vec![111],
                vec![121],
                vec![13],
                vec![14],
                vec![15],
                vec![99],
            ] {
                assert_eq!(
                    scope.holds(employee, &units),
                    allowed.on_person(employee, &units).is_ok(),
                    "{employee} {units:?}"
                );
            }
        }
    }
    let administrator = Actor {
        roles: head().roles.with(Role::Administrator),
        ..head()
    };
    let personnel = Actor {
        roles: head().roles.with(Role::PersonnelOfficer),
        ..head()
    };
    for actor in [head(), administrator, personnel] {
        agree::<ViewPersonRecord>(&actor);
        agree::<ViewPersonPrivate>(&actor);
        agree::<ViewLeave>(&actor);
        agree::<ViewLeaveSchedule>(&actor);
        agree::<ViewOvertime>(&actor);
    }
}

#[test]
fn a_head_sees_the_private_records_of_the_section_and_the_careers_of_all_three() {
    let private = ask::<ViewPersonPrivate>(&head()).people();
    assert_eq!((private.all(), private.units()), (false, "[11,111]".into()));
    assert_eq!(
        private.persons(),
        "[7]",
        "an opened record is the administrator's"
    );
    let record = ask::<ViewPersonRecord>(&head()).people();
    assert_eq!(record.units(), "[11,13,14,111,121]");
    let leave = ask::<ViewLeave>(&head()).people();
    assert_eq!(
        leave.units(),
        "[11,13,111,121]",
        "a deputy decides, no more"
    );
    let away = ask::<ViewLeaveSchedule>(&head()).people();
    assert_eq!(away.units(), "[11,13,14,15,111,121]");
    let personnel = Actor {
        roles: only(Role::PersonnelOfficer),
        ..Actor::visitor()
    };
    assert!(ask::<ViewPersonPrivate>(&personnel).people().all());
}

#[test]
fn a_role_without_its_units_reaches_nobody() {
    let bare = Actor {
        headed: Vec::new(),
        teams: Vec::new(),
        served: Vec::new(),
        headed_in_place: Vec::new(),
        section: Vec::new(),
        ..head()
    };
    let scope = ask::<ViewPersonRecord>(&bare).people();
    assert_eq!(
        (scope.units(), scope.persons()),
        ("[]".into(), "[7]".into())
    );
}
