//! What is printed is corrected for a reason.

use super::midorino::{CODE, advance, midorino, opened, program, refusal};
use crate::office::{Office, may, personnel};
use access::CorrectPlan;
use calendar::{FiscalYear, YearSpan};
use measure::Grade;
use plan::acts::*;
use plan::document::Evaluation;
use plan::records::State;
use plan::store as plans;

#[tokio::test]
async fn everything_printed_can_be_corrected_and_only_with_a_reason() {
    for office in Office::on_all_databases().await {
        let may = may::<CorrectPlan>(&personnel("高橋 由美子"));
        let plan = midorino(&office, State::Draft).await;
        let view = program(&plan, "health-support");
        let id = view.record.id;
        let place = plan
            .document
            .nodes
            .iter()
            .position(|node| node.path == "2-1-2")
            .unwrap();
        let (node, node_version) = (plan.nodes[place].id, plan.nodes[place].mark.version);
        let name = |expected| Correcting::Heading {
            program: id,
            name: "産業医による相談".to_owned(),
            owner: Some("健康福祉部健康推進課".to_owned()),
            expected,
        };
        let entry = |what: Correcting, reason: &str| CorrectionEntry {
            what,
            by: String::new(),
            reason: reason.to_owned(),
        };
        let correct = |entry| correct(office.desk(), &may, CODE, entry);
        let early = correct(entry(name(view.record.mark.version), "誤記")).await;
        assert_eq!(refusal(early), PlanRefusal::NotYetAdopted);
        advance(&office, CODE, State::Published).await;
        let mute = correct(entry(name(view.record.mark.version), " ")).await;
        assert_eq!(refusal(mute), PlanRefusal::ReasonMissing);
        correct(entry(name(view.record.mark.version), "誤記"))
            .await
            .unwrap();
        let stale = correct(entry(name(view.record.mark.version), "誤記")).await;
        assert!(matches!(refusal(stale), PlanRefusal::Stale { .. }));
        let outline = Correcting::Node {
            node,
            field: NodeText::Outline,
            text: "不調を防ぎ、復帰を支える。".to_owned(),
            expected: node_version,
        };
        correct(entry(outline, "表現を改めた")).await.unwrap();
        let years = YearSpan::of(FiscalYear(2025));
        let cell = PlanCellEntry {
            program: id,
            years,
            cell: Some(plan::document::Cell {
                text: "拡充".to_owned(),
                ..view.program.plan[0].clone()
            }),
            expected: view.plan_mark(years.from).unwrap().version,
        };
        correct(entry(Correcting::PlanCell(cell), "誤記"))
            .await
            .unwrap();
        let evaluation = Correcting::Evaluation {
            program: id,
            evaluation: Evaluation {
                year: years.from,
                grade: Some(Grade::Achieved),
                reason: "再評価した。".to_owned(),
                next_action: None,
            },
            expected: view.evaluation_mark(years.from).unwrap().version,
        };
        correct(entry(evaluation, "委員会の指摘による"))
            .await
            .unwrap();

        let now = opened(&office, CODE).await;
        let printed_before = plan.document.corrections.len();
        let corrections = &now.document.corrections[printed_before..];
        let texts: Vec<(&str, &str)> = corrections
            .iter()
            .map(|c| (c.before.as_str(), c.after.as_str()))
            .collect();
        assert_eq!(texts.len(), 4);
        assert!(texts[0].0.starts_with("産業医・保健師による相談"));
        assert_eq!(texts[2], ("継続", "拡充"));
        assert!(texts[3].0.starts_with("順調") && texts[3].1.starts_with("達成"));
        assert!(
            corrections.iter().all(|c| c.by == "高橋 由美子"),
            "the person's name by default"
        );
        assert_eq!(
            now.document.nodes[place].outline,
            "不調を防ぎ、復帰を支える。"
        );
        assert_eq!(
            program(&now, "health-support").program.name,
            "産業医による相談"
        );
        let same = Correcting::Node {
            node,
            field: NodeText::Outline,
            text: "不調を防ぎ、復帰を支える。".to_owned(),
            expected: now.nodes[place].mark.version,
        };
        assert_eq!(
            refusal(correct(entry(same, "なし")).await),
            PlanRefusal::NothingEntered
        );
        let whole = plans::history_of_plan(&office.db, now.id, 10, 0)
            .await
            .unwrap();
        assert_eq!(whole.len(), 4);
        assert!(whole.iter().all(|entry| entry.reason.is_some()));
    }
}
