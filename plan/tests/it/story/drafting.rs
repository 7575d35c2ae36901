//! The tree, the cells and the reviews of a document in work.

use super::midorino::{CODE, advance, midorino, opened, program, refusal};
use crate::office::{Office, PERSONNEL, may, personnel, samples};
use access::EditPlanStructure;
use calendar::{FiscalYear, YearSpan};
use plan::acts::*;
use plan::document::Part;
use plan::records::{Loaded, NodeId, ProgramId, State};
use plan::rules::tree::Way;
use plan::store as plans;

#[tokio::test]
async fn a_tree_is_built_moved_and_thinned_out_and_stays_in_order() {
    for office in Office::on_all_databases().await {
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        midorino(&office, State::Draft).await;
        let entry = |name: &str| NodeEntry {
            name: name.to_owned(),
            ..NodeEntry::default()
        };
        let plan = opened(&office, CODE).await;
        let node = |plan: &Loaded, path: &str| {
            let place = plan
                .document
                .nodes
                .iter()
                .position(|node| node.path == path)
                .unwrap();
            (plan.nodes[place].id, plan.nodes[place].mark.version)
        };
        let pillar = node(&plan, "2").0;
        let added = add_node(
            office.desk(),
            &structure,
            CODE,
            Some(pillar),
            entry("新しい方向性"),
        )
        .await;
        let added = added.unwrap();
        let below = add_node(
            office.desk(),
            &structure,
            CODE,
            Some(added),
            entry("取り組み"),
        )
        .await;
        let below = below.unwrap();
        let deeper = add_node(
            office.desk(),
            &structure,
            CODE,
            Some(below),
            entry("深すぎる"),
        )
        .await;
        assert_eq!(refusal(deeper), PlanRefusal::NoLevelBelow);
        let path =
            |plan: &Loaded, id: NodeId| plan.document.nodes[plan.node(id).unwrap()].path.clone();
        let plan = opened(&office, CODE).await;
        assert_eq!(
            (path(&plan, added).as_str(), path(&plan, below).as_str()),
            ("2-4", "2-4-1")
        );
        assert_eq!(plan::validation::check(&plan.document), Vec::new());

        // Up past 2-3: its initiatives and programs come along.
        move_node(office.desk(), &structure, CODE, added, Way::Up)
            .await
            .unwrap();
        let moved = opened(&office, CODE).await;
        assert_eq!(
            (path(&moved, added).as_str(), path(&moved, below).as_str()),
            ("2-3", "2-3-1")
        );
        assert_eq!(plan::validation::check(&moved.document), Vec::new());
        let home = |plan: &Loaded| program(plan, "long-overtime").program.node.clone();
        assert_eq!(
            (home(&plan).as_str(), home(&moved).as_str()),
            ("2-3-1", "2-4-1")
        );
        assert_eq!(moved.programs.len(), plan.programs.len());
        let top = node(&moved, "1").0;
        let higher = move_node(office.desk(), &structure, CODE, top, Way::Up).await;
        assert_eq!(refusal(higher), PlanRefusal::NoNeighbour);

        // A program is added, moved, renamed and removed again.
        let heading = |name: &str| ProgramEntry {
            node: below,
            name: name.to_owned(),
            owner: Some("人事課".to_owned()),
            unit: Some(PERSONNEL),
        };
        let add = |key: &str| {
            let key = Some(key.to_owned());
            add_program(
                office.desk(),
                &structure,
                CODE,
                Part::Plan,
                key,
                heading("事業"),
            )
        };
        let one = add("new-one").await.unwrap();
        let two = add("new-two").await.unwrap();
        assert_eq!(
            refusal(add("new-two").await),
            PlanRefusal::KeyTaken {
                key: "new-two".to_owned()
            }
        );
        assert_eq!(
            refusal(add("新").await),
            PlanRefusal::UnusableKey {
                key: "新".to_owned()
            }
        );
        move_program(office.desk(), &structure, CODE, two, Way::Up)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        let order: Vec<ProgramId> = now
            .views()
            .filter(|v| v.program.node == "2-3-1")
            .map(|v| v.record.id)
            .collect();
        assert_eq!(order, [two, one]);
        let version = now.program(one).unwrap().record.mark.version;
        let edit = |version| {
            edit_program(
                office.desk(),
                &structure,
                CODE,
                one,
                heading("改めた名称"),
                version,
            )
        };
        edit(version).await.unwrap();
        assert!(matches!(
            refusal(edit(version).await),
            PlanRefusal::Stale { .. }
        ));
        let (id, version) = node(&opened(&office, CODE).await, "2-3-1");
        let full = remove_node(office.desk(), &structure, CODE, id).await;
        assert!(matches!(refusal(full), PlanRefusal::NodeNotEmpty { .. }));
        let renamed = edit_node(
            office.desk(),
            &structure,
            CODE,
            id,
            entry("改めた取り組み"),
            version,
        );
        renamed.await.unwrap();
        for program in [one, two] {
            remove_program(office.desk(), &structure, CODE, program)
                .await
                .unwrap();
        }
        for node in [below, added] {
            remove_node(office.desk(), &structure, CODE, node)
                .await
                .unwrap();
        }
        let [_, document, _] = samples();
        assert_eq!(
            opened(&office, CODE).await.document,
            document,
            "all is as it was"
        );
        let history = plans::history(&office.db, one).await.unwrap();
        assert_eq!(
            history.len(),
            3,
            "added, renamed, removed: the history stays"
        );

        advance(&office, CODE, State::Published).await;
        let late = add_node(office.desk(), &structure, CODE, None, entry("遅い")).await;
        assert_eq!(refusal(late), PlanRefusal::CorrectionOnly);
    }
}

#[tokio::test]
async fn plan_cells_targets_and_reviews_are_written_while_the_document_is_in_work() {
    for office in Office::on_all_databases().await {
        let structure = may::<EditPlanStructure>(&personnel("高橋 由美子"));
        let plan = midorino(&office, State::Draft).await;
        let view = program(&plan, "health-support");
        let years = YearSpan::of(FiscalYear(2026));
        let mut cell = view.program.plan[0].clone();
        cell.text = "相談日を増やす".to_owned();
        let entry = PlanCellEntry {
            program: view.record.id,
            years,
            cell: Some(cell),
            expected: view.plan_mark(years.from).unwrap().version,
        };
        save_plan_cell(office.desk(), &structure, CODE, entry.clone())
            .await
            .unwrap();
        let again = save_plan_cell(office.desk(), &structure, CODE, entry).await;
        assert!(matches!(refusal(again), PlanRefusal::Stale { .. }));
        let now = opened(&office, CODE).await;
        let texts: Vec<(&str, usize)> = program(&now, "health-support")
            .program
            .plan
            .iter()
            .map(|cell| (cell.text.as_str(), cell.years.len()))
            .collect();
        assert_eq!(texts, [("継続", 1), ("相談日を増やす", 1), ("継続", 1)]);

        let view = program(&now, "check-up-follow-up");
        let target = TargetEntry {
            program: view.record.id,
            key: "health.follow_up_rate".to_owned(),
            year: FiscalYear(2027),
            target: Some(measure::Target {
                comparator: measure::Comparator::AtLeast,
                amount: "92.5".parse().unwrap(),
                baseline: None,
            }),
            expected: view.record.mark.version,
        };
        save_target(office.desk(), &structure, CODE, target.clone())
            .await
            .unwrap();
        assert!(matches!(
            refusal(save_target(office.desk(), &structure, CODE, target).await),
            PlanRefusal::Stale { .. }
        ));
        let now = opened(&office, CODE).await;
        let measure = &program(&now, "check-up-follow-up").program.measures[0];
        assert_eq!(
            measure.targets.last().unwrap().target.amount.to_string(),
            "92.5"
        );

        let version = program(&now, "check-up-follow-up").record.mark.version;
        let id = program(&now, "check-up-follow-up").record.id;
        let quoted = take_measure_away(
            office.desk(),
            &structure,
            CODE,
            id,
            "health.follow_up_rate",
            version,
        );
        assert!(
            matches!(refusal(quoted.await), PlanRefusal::UnknownMeasure { .. }),
            "a cell quotes it"
        );
        let mut added = measure.clone();
        added.key = "health.new".to_owned();
        save_measure(office.desk(), &structure, CODE, id, added.clone(), version)
            .await
            .unwrap();
        let now = opened(&office, CODE).await;
        let view = program(&now, "check-up-follow-up");
        assert_eq!(view.program.measures[1], added);
        let version = view.record.mark.version;
        take_measure_away(office.desk(), &structure, CODE, id, "health.new", version)
            .await
            .unwrap();

        let place = now
            .document
            .nodes
            .iter()
            .position(|node| node.path == "2-1-2")
            .unwrap();
        let (node, version) = (now.nodes[place].id, now.nodes[place].mark.version);
        let write = |text: &'static str, version| {
            write_review(office.desk(), &structure, CODE, node, text, version)
        };
        let saved = write("復帰支援の手順をまとめた。", version).await.unwrap();
        assert!(matches!(
            refusal(write("別の文章", version).await),
            PlanRefusal::Stale { .. }
        ));
        write("", saved.version).await.unwrap();
        let now = opened(&office, CODE).await;
        assert_eq!(now.document.nodes[place].review_result, None);
        assert_eq!(now.programs.len(), plan.programs.len());
    }
}
