//! Cover and tree changed by forms, and who may not.

use super::house::{MIDORINO, houses, midorino};
use axum::http::StatusCode;
use jiff::civil::date;
use plan::document::Part;

#[tokio::test]
async fn an_adopted_plan_is_not_replaced_and_its_set_up_only_shows() {
    for house in houses().await {
        house.import(&midorino()).await;
        house.publish("midorino-2025").await;
        let answer = house.send("jinji", "plan.toml", MIDORINO.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("公表済み"), "{}", answer.text());
        let program = midorino().programs.last().unwrap().key.clone();
        let pages = [
            "/plan/midorino-2025/setup".to_owned(),
            "/plan/midorino-2025/setup/cover".to_owned(),
            "/plan/midorino-2025/setup/nodes/1".to_owned(),
            format!("/plan/midorino-2025/setup/programs/plan/{program}"),
        ];
        for page in &pages {
            let answer = house.get("jinji", page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(answer.says("訂正として入力"), "{page}");
            assert!(!answer.says("保存する</button>"), "{page}");
            assert!(!answer.says("⟦"), "{page}");
        }
        // The unit that enters the results can be changed all the same.
        let done = house
            .post("jinji", &format!("{}/unit", pages[3]), &[("unit", "2")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let plan = house.plan("midorino-2025").await;
        assert_eq!(
            plan.program_named(Part::Plan, &program)
                .unwrap()
                .record
                .unit,
            Some(2)
        );
        // An act that slips past the pages is refused.
        let done = house
            .post("jinji", "/plan/midorino-2025/setup/nodes", &[("name", "x")])
            .await;
        assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn the_cover_is_edited_as_a_whole_and_a_stale_version_loses_nothing() {
    for house in houses().await {
        house.import(&midorino()).await;
        let path = "/plan/midorino-2025/setup/cover";
        let version = house.get("jinji", path).await.hidden("version");
        let fields = |title: &'static str, version: String| {
            let house = &house;
            async move {
                let fields = [
                    ("version", version.as_str()),
                    ("title", title),
                    ("municipality", "みどり野市"),
                    ("publisher", "総務部人事課"),
                    ("adopted", "R7.3.25"),
                    ("policy", "人材育成基本方針"),
                    ("policy_adopted", "2023-12"),
                    ("legal", "地方公務員法第39条\n\n次世代育成支援対策推進法"),
                    ("year_style", "era"),
                    ("heading1", "はじめに"),
                    ("text1", "一つ目の段落。\r\n\r\n二つ目の段落。"),
                    ("heading2", ""),
                    ("text2", ""),
                ];
                house.post("jinji", path, &fields).await
            }
        };
        let done = fields("新しい表題", version.clone()).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let document = house.plan("midorino-2025").await.document;
        assert_eq!(document.title, "新しい表題");
        assert_eq!(
            document.legal_bases,
            ["地方公務員法第39条", "次世代育成支援対策推進法"]
        );
        assert_eq!(document.adopted, Some(date(2025, 3, 25)));
        assert_eq!(document.introduction.len(), 1);
        assert_eq!(
            document.introduction[0].text,
            "一つ目の段落。\n\n二つ目の段落。"
        );
        let stale = fields("遅れた表題", version).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            stale.says("先に保存しました") && stale.says("遅れた表題"),
            "{}",
            stale.text()
        );
        assert!(stale.says("新しい表題"), "what stands there now");
        let done = fields("遅れた表題", stale.hidden("version")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(
            house.plan("midorino-2025").await.document.title,
            "遅れた表題"
        );
    }
}

#[tokio::test]
async fn the_tree_is_built_moved_and_taken_down_by_forms() {
    for house in houses().await {
        house.import(&midorino()).await;
        let setup = "/plan/midorino-2025/setup";
        let pillars = midorino()
            .nodes
            .iter()
            .filter(|node| !node.path.contains('-'))
            .count();
        let blank = house
            .post("jinji", &format!("{setup}/nodes"), &[("name", " ")])
            .await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        let added = house
            .post("jinji", &format!("{setup}/nodes"), &[("name", "新しい柱")])
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER);
        let path = (pillars + 1).to_string();
        let node = format!("{setup}/nodes/{path}");
        let page = house.get("jinji", &node).await;
        assert!(page.says("新しい柱"), "{}", page.text());
        let id = page.hidden("node");
        let version = page.hidden("version");
        // A direction below it, an initiative below that, a program in that one.
        let below = house
            .post(
                "jinji",
                &format!("{node}/nodes"),
                &[("node", &id), ("child", "新しい方向性")],
            )
            .await;
        assert_eq!(below.status, StatusCode::SEE_OTHER, "{}", below.text());
        let plan = house.plan("midorino-2025").await;
        let direction = plan
            .document
            .nodes
            .iter()
            .find(|node| node.name == "新しい方向性")
            .unwrap();
        assert!(
            direction.path.starts_with(&format!("{path}-")),
            "{}",
            direction.path
        );
        let there = format!("{setup}/nodes/{}", direction.path);
        let program = [
            ("program", "新しい事業"),
            ("part", "plan"),
            ("unit", "2"),
            ("key", "fresh"),
        ];
        let added = house
            .post("jinji", &format!("{there}/programs"), &program)
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
        let twice = house
            .post("jinji", &format!("{there}/programs"), &program)
            .await;
        assert!(twice.says("別の事業が使っています"), "{}", twice.text());
        let plan = house.plan("midorino-2025").await;
        let view = plan.program_named(Part::Plan, "fresh").unwrap();
        assert_eq!(
            (view.program.owner.as_deref(), view.record.unit),
            (Some("健康推進課"), Some(2))
        );
        // Names and texts; somebody who read an older page is told.
        let edit = [
            ("node", id.as_str()),
            ("version", version.as_str()),
            ("name", "改めた柱"),
            ("outline", "概要です"),
        ];
        let done = house.post("jinji", &node, &edit).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let stale = house.post("jinji2", &node, &edit).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.says("先に保存しました"));
        // Upwards: the numbers follow.
        let moved = house
            .post(
                "jinji",
                &format!("{setup}/move"),
                &[("node", &id), ("way", "up")],
            )
            .await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER);
        let plan = house.plan("midorino-2025").await;
        let node = plan
            .document
            .nodes
            .iter()
            .find(|node| node.name == "改めた柱")
            .unwrap();
        assert_eq!(node.path, pillars.to_string());
        // What is not empty stays, and the page says why.
        let here = format!("{setup}/nodes/{}", node.path);
        let asked = house.get("jinji", &format!("{here}/remove")).await;
        assert!(
            asked.says("残っています") && !asked.says("danger-solid"),
            "{}",
            asked.text()
        );
        let gone = format!("{setup}/programs/plan/fresh");
        let asked = house.get("jinji", &format!("{gone}/remove")).await;
        assert!(asked.says("一緒になくなるもの") && asked.says("danger-solid"));
        assert_eq!(
            house
                .post("jinji", &format!("{gone}/remove"), &[])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        for name in ["新しい方向性", "改めた柱"] {
            let plan = house.plan("midorino-2025").await;
            let node = plan
                .document
                .nodes
                .iter()
                .find(|node| node.name == name)
                .unwrap();
            let done = house
                .post("jinji", &format!("{setup}/nodes/{}/remove", node.path), &[])
                .await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        }
        assert_eq!(
            house.plan("midorino-2025").await.document,
            midorino(),
            "{}",
            house.kind
        );
    }
}

#[tokio::test]
async fn a_viewer_is_refused_every_page_that_changes_a_plan() {
    for house in houses().await {
        house.import(&midorino()).await;
        let token = house.send("jinji", "p.toml", MIDORINO.as_bytes()).await.to;
        let key = midorino().programs.last().unwrap().key.clone();
        let program = format!("/plan/midorino-2025/setup/programs/plan/{key}");
        let pages = [
            "/plans/import".to_owned(),
            token.clone(),
            "/plan/midorino-2025/setup".to_owned(),
            "/plan/midorino-2025/setup/cover".to_owned(),
            "/plan/midorino-2025/setup/nodes/1".to_owned(),
            "/plan/midorino-2025/setup/nodes/1/remove".to_owned(),
            program.clone(),
            format!("{program}/remove"),
            format!("{program}/cells/2025"),
            format!("{program}/measures/new"),
            "/plan/midorino-2025/next".to_owned(),
        ];
        for page in &pages {
            let answer = house.get("shokuin", page).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        }
        let posts = [
            "/plans/import".to_owned(),
            token,
            "/plan/midorino-2025/setup/cover".to_owned(),
            "/plan/midorino-2025/setup/nodes".to_owned(),
            "/plan/midorino-2025/setup/move".to_owned(),
            "/plan/midorino-2025/setup/nodes/1/remove".to_owned(),
            program.clone(),
            format!("{program}/unit"),
            format!("{program}/move"),
            format!("{program}/remove"),
            format!("{program}/cells/2025"),
            format!("{program}/measures/new"),
            "/plan/midorino-2025/next".to_owned(),
        ];
        for page in &posts {
            let answer = house.post("shokuin", page, &[]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        }
        assert_eq!(house.plan("midorino-2025").await.document, midorino());
    }
}
