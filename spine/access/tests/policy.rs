//! The policy as a whole.

use access::{Action, Kind, Relation, Role, Roles, decide};

#[test]
fn the_matrix_is_the_reviewed_one() {
    insta::assert_snapshot!("matrix", access::matrix());
}

#[test]
fn more_roles_never_allow_less() {
    for kind in Kind::ALL {
        for action in Action::ALL {
            for relation in Relation::ALL {
                for one in Role::ALL {
                    for other in Role::ALL {
                        let alone = decide(Roles::NONE.with(one), action, kind, relation);
                        let both = Roles::NONE.with(one).with(other);
                        assert!(!alone || decide(both, action, kind, relation));
                    }
                }
            }
        }
    }
}

#[test]
fn visitors_see_only_what_is_public() {
    let open: Vec<(Kind, Action)> = Kind::ALL
        .into_iter()
        .flat_map(|kind| Action::ALL.map(|action| (kind, action)))
        .filter(|(kind, action)| {
            Relation::ALL
                .into_iter()
                .any(|relation| decide(Roles::NONE, *action, *kind, relation))
        })
        .collect();
    assert_eq!(
        open,
        [
            (Kind::Status, Action::View),
            (Kind::SignIn, Action::View),
            (Kind::SignIn, Action::Edit),
            (Kind::SetUp, Action::View),
            (Kind::SetUp, Action::Edit),
            (Kind::PublicPlan, Action::View),
            (Kind::Kit, Action::View),
        ]
    );
}

#[test]
fn a_section_editor_edits_only_the_own_section() {
    let editor = Roles::NONE.with(Role::SectionEditor);
    assert!(decide(
        editor,
        Action::Edit,
        Kind::PlanResults,
        Relation::OwnSection
    ));
    assert!(!decide(
        editor,
        Action::Edit,
        Kind::PlanResults,
        Relation::Other
    ));
    assert!(!decide(
        editor,
        Action::Edit,
        Kind::PlanStructure,
        Relation::OwnSection
    ));
}

#[test]
fn the_administrator_does_not_touch_the_plan() {
    let administrator = Roles::NONE.with(Role::Administrator);
    for kind in [
        Kind::PlanResults,
        Kind::PlanStructure,
        Kind::PlanPublication,
    ] {
        for action in [Action::Edit, Action::Publish] {
            for relation in Relation::ALL {
                assert!(!decide(administrator, action, kind, relation));
            }
        }
    }
}
