//! A plan goes from state to state, and sections write in their turn.

use super::midorino::{CODE, advance, midorino, opened, refusal, result, todos_of};
use crate::office::{HEALTH, Office, editor, may, personnel};
use access::{Actor, Allowed, EditPlanResults, EditPlanStructure, Role, Roles};
use plan::acts::*;
use plan::records::State;

#[tokio::test]
async fn a_plan_moves_step_by_step_and_sections_write_in_their_turn() {
    for office in Office::on_all_databases().await {
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let plan = midorino(&office, State::Draft).await;
        let section = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let entry = || result(&plan, "health-support", "各課入力の実績");
        let told = refusal(enter_result(office.desk(), &section, CODE, entry()).await);
        assert_eq!(
            told,
            PlanRefusal::NotYourTurn {
                state: State::Draft
            }
        );
        let jump = change_state(
            office.desk(),
            &structure,
            CODE,
            State::Draft,
            State::Published,
        );
        let expected = PlanRefusal::NoSuchStep {
            from: State::Draft,
            to: State::Published,
        };
        assert_eq!(refusal(jump.await), expected);
        advance(&office, CODE, State::SectionInput).await;
        enter_result(office.desk(), &section, CODE, entry())
            .await
            .unwrap();
        // What the committee would miss lands on the personnel section's desk.
        advance(&office, CODE, State::HrReview).await;
        let officer = personnel("高橋 由美子");
        assert!(
            todos_of(&office, &officer).await.is_empty(),
            "every outcome is written"
        );
        let now = opened(&office, CODE).await;
        let place = now
            .document
            .nodes
            .iter()
            .position(|node| node.path == "2-1-2")
            .unwrap();
        let (node, version) = (now.nodes[place].id, now.nodes[place].mark.version);
        write_review(office.desk(), &structure, CODE, node, "", version)
            .await
            .unwrap();
        let todos = todos_of(&office, &officer).await;
        assert_eq!(todos.len(), 1);
        assert_eq!(todos[0].detail, "振り返りの成果が未記入の取組 1件");
        // A page that still shows the draft cannot move it on.
        let old = change_state(
            office.desk(),
            &structure,
            CODE,
            State::Draft,
            State::SectionInput,
        );
        assert!(matches!(refusal(old.await), PlanRefusal::Stale { .. }));
        advance(&office, CODE, State::Published).await;
        let end = change_state(
            office.desk(),
            &structure,
            CODE,
            State::Published,
            State::Closed,
        );
        assert_eq!(refusal(end.await), PlanRefusal::YearsOpen { count: 3 });
        let reader = Actor {
            roles: Roles::NONE.with(Role::Viewer),
            ..personnel("田中")
        };
        assert!(Allowed::<EditPlanStructure>::ask(reader).is_err());
    }
}
