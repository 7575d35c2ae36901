//! Programs, their plan cells and their measures changed by forms.

use super::house::{houses, midorino};
use axum::http::StatusCode;
use plan::document::{Part, Status};
use plan::records::Loaded;

#[tokio::test]
async fn plan_cells_span_years_carry_a_status_and_are_not_overwritten_unseen() {
    for house in houses().await {
        house.import(&midorino()).await;
        let key = midorino().programs.last().unwrap().key.clone();
        let program = format!("/plan/midorino-2025/setup/programs/plan/{key}");
        let cells = format!("{program}/cells/2025");
        let page = house.get("jinji", &cells).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let seen = page.hidden("seen2025");
        let enter =
            |from: &'static str, to: &'static str, text: &'static str, status: &'static str| {
                let (house, cells, seen) = (&house, cells.clone(), seen.clone());
                async move {
                    let fields = [
                        ("seen2025", seen.as_str()),
                        ("from", from),
                        ("to", to),
                        ("text", text),
                        ("status", status),
                    ];
                    house.post("jinji", &cells, &fields).await
                }
            };
        let reversed = enter("2027", "2025", "x", "").await;
        assert!(reversed.says("前です"), "{}", reversed.text());
        let nowhere = enter("2025", "2025", "統合する", "merged").await;
        assert!(
            nowhere.says("統合先が選ばれていません"),
            "{}",
            nowhere.text()
        );
        let unknown = enter("2025", "2025", "{no.figure}件", "").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = enter("2025", "2026", "二年続ける", "continued").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let plan = house.plan("midorino-2025").await;
        let view = plan.program_named(Part::Plan, &key).unwrap();
        let cell = &view.program.plan[0];
        assert_eq!(
            (cell.years.len(), cell.status, cell.text.as_str()),
            (2, Some(Status::Continued), "二年続ける")
        );
        let stale = enter("2025", "2025", "遅れた入力", "").await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            stale.says("遅れた入力") && stale.says("二年続ける"),
            "{}",
            stale.text()
        );
        let now = house.get("jinji", &cells).await.hidden("seen2025");
        let fields = [
            ("seen2025", now.as_str()),
            ("from", "2025"),
            ("to", "2026"),
            ("remove", "1"),
        ];
        let done = house.post("jinji", &cells, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let plan = house.plan("midorino-2025").await;
        let view = plan.program_named(Part::Plan, &key).unwrap();
        assert!(
            view.program
                .plan
                .iter()
                .all(|cell| cell.years.from.0 > 2026)
        );
    }
}

#[tokio::test]
async fn measures_and_targets_are_saved_together_or_not_at_all() {
    for house in houses().await {
        house.import(&midorino()).await;
        let key = midorino().programs.last().unwrap().key.clone();
        let program = format!("/plan/midorino-2025/setup/programs/plan/{key}");
        let new = format!("{program}/measures/new");
        let page = house.get("jinji", &new).await;
        let version = page.hidden("version");
        let fields = [
            ("version", version.as_str()),
            ("label", "開催した回数"),
            ("unit", "回"),
            ("key", "fresh.count"),
            ("from0", "2025"),
            ("definition0", "１時間以上のもの"),
            ("how2025", "at-least"),
            ("amount2025", "１０"),
            ("how2026", "at-most"),
            ("amount2026", "12.5"),
            ("base_year2026", "2024"),
            ("base2026", "15"),
        ];
        let done = house.post("jinji", &new, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let measure = |plan: &Loaded| {
            let view = plan.program_named(Part::Plan, &key).unwrap();
            view.program
                .measures
                .iter()
                .find(|measure| measure.key == "fresh.count")
                .cloned()
        };
        let saved = measure(&house.plan("midorino-2025").await).unwrap();
        assert_eq!((saved.targets.len(), saved.definitions.len()), (2, 1));
        assert_eq!(saved.targets[1].target.baseline.unwrap().year.0, 2024);
        // One year is changed, one taken away; with a mistake, neither.
        let here = format!("{program}/measures/fresh.count");
        let version = house.get("jinji", &here).await.hidden("version");
        let mut fields = vec![
            ("version", version.as_str()),
            ("label", "開催した回数"),
            ("unit", "回"),
            ("how2025", "at-least"),
            ("amount2025", "たくさん"),
            ("how2026", ""),
            ("amount2026", ""),
        ];
        let refused = house.post("jinji", &here, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(measure(&house.plan("midorino-2025").await).unwrap(), saved);
        fields[4] = ("amount2025", "20");
        let done = house.post("jinji", &here, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let changed = measure(&house.plan("midorino-2025").await).unwrap();
        assert_eq!(changed.targets.len(), 1);
        assert_eq!(changed.targets[0].target.amount, measure::Amount::whole(20));
        let stale = house.post("jinji2", &here, &fields).await;
        assert!(stale.says("先に保存しました"), "{}", stale.text());
        // Taken away with its targets.
        let asked = house.get("jinji", &format!("{here}/remove")).await;
        let version = asked.hidden("version");
        let done = house
            .post("jinji", &format!("{here}/remove"), &[("version", &version)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert_eq!(measure(&house.plan("midorino-2025").await), None);
    }
}

#[tokio::test]
async fn a_program_is_renamed_given_to_another_section_and_moved_to_another_node() {
    for house in houses().await {
        house.import(&midorino()).await;
        let last = midorino().programs.last().unwrap().clone();
        let path = format!("/plan/midorino-2025/setup/programs/plan/{}", last.key);
        let plan = house.plan("midorino-2025").await;
        let other = plan
            .document
            .nodes
            .iter()
            .position(|node| node.path != last.node && node.path.matches('-').count() == 2);
        let node = plan.nodes[other.unwrap()].id.to_string();
        let version = house.get("jinji", &path).await.hidden("version");
        let fields = [
            ("version", version.as_str()),
            ("name", "改めた事業"),
            ("node", &node),
            ("owner", "人事課"),
            ("unit", ""),
        ];
        let done = house.post("jinji", &path, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let plan = house.plan("midorino-2025").await;
        let view = plan.program_named(Part::Plan, &last.key).unwrap();
        assert_eq!(view.program.name, "改めた事業");
        assert_eq!(view.program.node, plan.document.nodes[other.unwrap()].path);
        // The printed name means a section of today, so that section enters the results.
        assert_eq!(view.record.unit, Some(1));
        let stale = house.post("jinji2", &path, &fields).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.says("先に保存しました"));
    }
}
