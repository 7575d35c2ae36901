//! Two officers write the same cell: neither text is lost.

use super::midorino::{CODE, YEAR, midorino, opened, program, refusal, result, text};
use crate::office::{HEALTH, Office, editor, may, personnel};
use access::EditPlanResults;
use plan::acts::*;
use plan::records::State;
use plan::store as plans;
use words::Language;

#[tokio::test]
async fn the_second_of_two_officers_keeps_both_texts() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let first = may::<EditPlanResults>(&editor("佐藤 健", HEALTH));
        let second = may::<EditPlanResults>(&personnel("高橋 由美子"));
        let entry = |text| result(&plan, "health-support", text);
        enter_result(office.desk(), &first, CODE, entry("先の文章"))
            .await
            .unwrap();
        let told = refusal(enter_result(office.desk(), &second, CODE, entry("後の文章")).await);
        let PlanRefusal::Stale {
            changed_by,
            current,
            yours,
            ..
        } = &told
        else {
            panic!("{told:?}")
        };
        assert_eq!(changed_by, "佐藤 健");
        assert!(current.starts_with("先の文章"), "{current}");
        assert_eq!(yours, "後の文章");
        assert!(
            told.sentence(&text(Language::Japanese))
                .contains("佐藤 健さん")
        );
        let now = opened(&office, CODE).await;
        let kept = program(&now, "health-support").result(YEAR).cell.unwrap();
        assert_eq!(kept.text, "先の文章", "nothing was overwritten");
    }
}

/// Both officers press the button at the same moment.
#[tokio::test]
async fn of_two_at_the_same_moment_one_is_told() {
    for office in Office::on_all_databases().await {
        let plan = midorino(&office, State::Published).await;
        let may = may::<EditPlanResults>(&personnel("高橋 由美子"));
        let enter = |text: &str| {
            let entry = result(&plan, "health-support", text);
            enter_result(office.desk(), &may, CODE, entry)
        };
        let (one, other) = tokio::join!(enter("一つ目"), enter("二つ目"));
        assert_eq!(
            usize::from(one.is_ok()) + usize::from(other.is_ok()),
            1,
            "{}",
            office.kind
        );
        let id = program(&plan, "health-support").record.id;
        assert_eq!(plans::history(&office.db, id).await.unwrap().len(), 1);
    }
}
