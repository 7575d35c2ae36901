//! A result that was entered is taken back.

use super::midorino::{CODE, YEAR, figure, midorino, opened, program, refusal, result};
use crate::office::{HEALTH, Office, editor, may};
use access::EditPlanResults;
use plan::acts::{self, *};
use plan::records::{HistoryId, State, Version};
use plan::store as plans;

#[tokio::test]
async fn a_result_is_taken_back_by_putting_back_what_stood_there() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let may = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let before = program(&plan, "health-support").result(YEAR);
        let mut entry = result(&plan, "health-support", "誤り");
        entry.figures = vec![figure("health.physician_sessions", "99")];
        entry.figures.push(FigureEntry {
            amount: None,
            ..figure("health.nurse_sessions", "0")
        });
        let saved = enter_result(office.desk(), &may, CODE, entry)
            .await
            .unwrap();
        let history = saved.history.unwrap();
        let back = RestoreEntry {
            history,
            side: Side::Before,
            expected: saved.version,
        };
        let stale = RestoreEntry {
            expected: Version::NONE,
            ..back
        };
        let told = refusal(acts::restore(office.desk(), &may, CODE, stale).await);
        assert!(matches!(told, PlanRefusal::Stale { .. }));
        let restored = acts::restore(office.desk(), &may, CODE, back)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        assert_eq!(program(&now, "health-support").result(YEAR), before);
        // Taking it back is a change of its own, and can be taken back in turn.
        let again = RestoreEntry {
            history,
            side: Side::After,
            expected: restored.version,
        };
        acts::restore(office.desk(), &may, CODE, again)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        let view = program(&now, "health-support");
        assert_eq!(view.result(YEAR).cell.unwrap().text, "誤り");
        assert_eq!(
            plans::history(&office.db, view.record.id)
                .await
                .unwrap()
                .len(),
            3
        );
        let nowhere = RestoreEntry {
            history: HistoryId(1),
            ..again
        };
        let missing = acts::restore(office.desk(), &may, CODE, nowhere).await;
        assert!(matches!(missing.unwrap_err(), ActError::NotFound));
    }
}

#[tokio::test]
async fn a_first_result_is_taken_back_to_nothing() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let may = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let entry = ResultEntry {
            figures: vec![figure("health.follow_up_rate", "70")],
            ..result(&plan, "check-up-follow-up", "")
        };
        let saved = enter_result(office.desk(), &may, CODE, entry)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        let cell = program(&now, "check-up-follow-up")
            .result(YEAR)
            .cell
            .unwrap();
        assert_eq!(
            cell.text, "要精密検査者の受診率：{health.follow_up_rate}％",
            "made from the figure"
        );
        let back = RestoreEntry {
            history: saved.history.unwrap(),
            side: Side::Before,
            expected: saved.version,
        };
        acts::restore(office.desk(), &may, CODE, back)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        assert!(program(&now, "check-up-follow-up").result(YEAR).is_empty());
        assert_eq!(now.document, plan.document);
    }
}
