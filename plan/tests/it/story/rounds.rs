//! Sections are asked for their results, round by round.

use super::midorino::{CODE, YEAR, midorino, refusal, todos_of};
use crate::office::{Office, may, personnel};
use access::EditPlanStructure;
use calendar::FiscalYear;
use jiff::civil::date;
use plan::acts::*;
use plan::records::{RoundKind, State};

#[tokio::test]
async fn rounds_are_opened_one_at_a_time_with_a_day_to_come() {
    for office in Office::on_all_databases().await {
        midorino(&office, State::Adopted).await;
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let round = |year: FiscalYear, due| NewRound {
            year,
            kind: RoundKind::MidYear,
            name: "中間の実績".to_owned(),
            due,
        };
        let open = |round| open_round(office.desk(), &structure, CODE, round);
        let past = date(2026, 11, 30);
        assert_eq!(
            refusal(open(round(YEAR, past)).await),
            PlanRefusal::DuePassed { due: past }
        );
        let due = date(2026, 12, 18);
        let next = FiscalYear(2027);
        assert_eq!(
            refusal(open(round(next, due)).await),
            PlanRefusal::YearNotBegun { year: next }
        );
        let nameless = NewRound {
            name: " ".to_owned(),
            ..round(YEAR, due)
        };
        assert_eq!(refusal(open(nameless).await), PlanRefusal::NameMissing);
        let first = open(round(YEAR, due)).await.unwrap();
        assert_eq!(
            refusal(open(round(YEAR, due)).await),
            PlanRefusal::RoundOpen { year: YEAR }
        );

        // Personnel see their own sections' entries and the whole; when the day has passed, both say so.
        let todos = todos_of(&office, &personnel("高橋 由美子")).await;
        let kinds: Vec<&str> = todos.iter().map(|todo| todo.kind).collect();
        assert_eq!(kinds, ["plan-todo-kind-entry", "plan-todo-kind-check"]);
        assert!(todos.iter().all(|todo| todo.due == Some(due)));
        office.set_day(date(2026, 12, 25));
        let late = todos_of(&office, &personnel("高橋 由美子")).await;
        assert!(
            late[1].detail.starts_with("締切を過ぎた未入力"),
            "{}",
            late[1].detail
        );

        close_round(office.desk(), &structure, CODE, first)
            .await
            .unwrap();
        let again = close_round(office.desk(), &structure, CODE, first).await;
        assert_eq!(refusal(again), PlanRefusal::RoundOver);
        assert!(
            todos_of(&office, &personnel("高橋 由美子"))
                .await
                .is_empty()
        );
    }
}
