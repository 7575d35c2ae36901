//! The next plan drafted, and two plans side by side.

use super::house::{Answer, KIYOSE, houses, midorino};
use axum::http::StatusCode;
use plan::document::Part;
use plan::formats::toml;
use plan::records::State;

#[tokio::test]
async fn the_next_plan_is_previewed_and_drafted() {
    for house in houses().await {
        let mut document = midorino();
        let ended = document
            .programs
            .iter_mut()
            .rfind(|program| program.part == Part::Plan)
            .unwrap();
        ended.evaluations = vec![plan::document::Evaluation {
            year: calendar::FiscalYear(2026),
            grade: None,
            reason: "役目を終えた".to_owned(),
            next_action: Some(plan::document::NextAction::Abolish),
        }];
        let ended = (ended.key.clone(), ended.name.clone());
        house.import(&document).await;
        house.publish("midorino-2025").await;
        let path = "/plan/midorino-2025/next";
        let page = house.get("jinji", path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(
            page.says("midorino-2028") && page.says(&ended.1) && page.says("廃止"),
            "{}",
            page.text()
        );
        assert!(!page.says("⟦"));
        let shorter = house.get("jinji", &format!("{path}?first=2028&length=5&review_from=2026&review_to=2027&code=next-2028&title=T")).await;
        assert!(
            shorter.says("2028〜2032") || shorter.says("2028～2032"),
            "{}",
            shorter.text()
        );
        let fields = |code: &'static str| {
            [
                ("code", code),
                ("title", "次の実施計画"),
                ("first", "2028"),
                ("length", "3"),
                ("review_from", "2026"),
                ("review_to", "2027"),
            ]
        };
        for (code, words) in [
            ("", "入力してください"),
            ("次", "計画コード"),
            ("midorino-2025", "計画"),
        ] {
            let refused = house.post("jinji", path, &fields(code)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
            assert!(refused.says(words), "{code}");
        }
        let done = house.post("jinji", path, &fields("midorino-2028")).await;
        assert_eq!(
            (done.status, done.to.as_str()),
            (StatusCode::SEE_OTHER, "/plan/midorino-2028/setup"),
            "{}",
            done.text()
        );
        let plan = house.plan("midorino-2028").await;
        assert_eq!(plan.state, State::Draft);
        assert_eq!(plan.document.review_years.unwrap().to_string(), "2026-2027");
        assert!(
            plan.document.introduction.is_empty()
                && plan
                    .document
                    .nodes
                    .iter()
                    .all(|node| node.outline.is_empty())
        );
        assert!(plan.program_named(Part::Plan, &ended.0).is_none());
        assert!(plan.program_named(Part::Review, &ended.0).is_some());
        assert_eq!(house.get("jinji", &done.to).await.status, StatusCode::OK);
        let again = house.post("jinji", path, &fields("midorino-2028")).await;
        assert!(again.says("別の計画が使っています"), "{}", again.text());
    }
}

#[tokio::test]
async fn two_plans_stand_side_by_side() {
    for house in houses().await {
        house.import(&toml::read(KIYOSE).unwrap()).await;
        house.import(&midorino()).await;
        let path = "/plan/midorino-2025/compare";
        for with in ["", "?with=kiyose-2019", "?with=review", "?with=nobody"] {
            let page = house.get("shokuin", &format!("{path}{with}")).await;
            assert_eq!(page.status, StatusCode::OK, "{with}: {}", page.text());
            assert!(page.says("つながり") && !page.says("⟦"), "{with}");
        }
        let page = house
            .get("shokuin", &format!("{path}?with=kiyose-2019"))
            .await;
        assert!(
            page.says("清瀬") && page.says("新規") && page.says("継続"),
            "{}",
            page.text()
        );
        // The earlier plan stands left wherever one comes from.
        let other = house
            .get("shokuin", "/plan/kiyose-2019/compare?with=midorino-2025")
            .await;
        let table = |answer: &Answer| {
            let text = answer.text();
            text[text.find("<thead>").unwrap()..text.find("</table>").unwrap()].to_owned()
        };
        assert_eq!(table(&page), table(&other));
        let file = house
            .get("shokuin", "/plan/midorino-2025/compare.csv?with=review")
            .await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.text().starts_with('\u{feff}') && file.says("職員提案制度"));
        let alone = house.get("shokuin", "/plan/nobody/compare").await;
        assert_eq!(alone.status, StatusCode::NOT_FOUND);
    }
}
