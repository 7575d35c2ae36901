//! Plans taken from files.

use super::house::{MIDORINO, houses, midorino};
use access::{Actor, Allowed, EditPlanStructure};
use axum::body::Body;
use axum::http::Request;
use axum::http::StatusCode;
use plan::acts;
use plan::document::PlanDocument;
use plan::formats::xlsx;
use plan::store as plans;

#[tokio::test]
async fn a_plan_in_a_file_is_tried_out_confirmed_and_stands_on_its_board() {
    for house in houses().await {
        let book = xlsx::write(&midorino()).unwrap();
        for (name, bytes) in [("計画.xlsx", &book[..]), ("plan.TOML", MIDORINO.as_bytes())] {
            let sent = house.send("jinji", name, bytes).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
            let trial = house.get("jinji", &sent.to).await;
            assert_eq!(trial.status, StatusCode::OK);
            assert!(!trial.says("⟦"), "{}", trial.text());
            assert!(trial.says("midorino-2025") && trial.says(name));
            // Only its sender sees it.
            let other = house.get("jinji2", &sent.to).await;
            assert_eq!(other.status, StatusCode::NOT_FOUND);
            let version = trial.hidden("version");
            let done = house
                .post("jinji", &sent.to, &[("version", &version)])
                .await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
            assert_eq!(done.to, "/plan/midorino-2025");
            let board = house.get("jinji", &done.to).await;
            assert_eq!(board.status, StatusCode::OK);
            assert!(board.says("職員提案制度"));
            // A second click is told that it is over, and changes nothing.
            let before = house.plan("midorino-2025").await.mark;
            let again = house
                .post("jinji", &sent.to, &[("version", &version)])
                .await;
            assert_eq!(again.status, StatusCode::CONFLICT, "{}", house.kind);
            assert!(again.says("もう終わったか"), "{}", again.text());
            assert_eq!(house.plan("midorino-2025").await.mark, before);
        }
        assert_eq!(house.plan("midorino-2025").await.document, midorino());
    }
}

#[tokio::test]
async fn two_confirmations_at_the_same_moment_import_once() {
    for house in houses().await {
        let sent = house.send("jinji", "plan.toml", MIDORINO.as_bytes()).await;
        let confirm = || house.post("jinji", &sent.to, &[("version", "0")]);
        let (first, second) = tokio::join!(confirm(), confirm());
        let mut statuses = [first.status, second.status];
        statuses.sort();
        assert_eq!(
            statuses,
            [StatusCode::SEE_OTHER, StatusCode::CONFLICT],
            "{}",
            house.kind
        );
        let imports: Vec<_> = plans::list(&house.db).await.unwrap();
        assert_eq!(imports.len(), 1);
    }
}

#[tokio::test]
async fn the_trial_shows_every_field_before_and_after() {
    for house in houses().await {
        house.import(&midorino()).await;
        let mut changed = midorino();
        let program = &mut changed.programs[0];
        let old = program.name.clone();
        program.name = "名前を変えた事業".to_owned();
        let sent = house
            .send(
                "jinji",
                "p.json",
                plan::formats::json::write(&changed).as_bytes(),
            )
            .await;
        let trial = house.get("jinji", &sent.to).await;
        assert!(
            trial.says(&old) && trial.says("名前を変えた事業"),
            "{}",
            trial.text()
        );
        assert!(trial.says(r#"<td class="r num">1</td>"#));
        assert!(
            trial.says("/plan/midorino-2025/files/xlsx"),
            "the way back is offered"
        );
        // Nothing has changed yet.
        assert_eq!(house.plan("midorino-2025").await.document, midorino());
    }
}

#[tokio::test]
async fn two_officers_who_import_the_same_plan_do_not_overwrite_each_other() {
    for house in houses().await {
        house.import(&midorino()).await;
        let titled = |title: &str| {
            let document = PlanDocument {
                title: title.to_owned(),
                ..midorino()
            };
            plan::formats::json::write(&document)
        };
        let first = house
            .send("jinji", "a.json", titled("一人目の計画").as_bytes())
            .await;
        let second = house
            .send("jinji2", "b.json", titled("二人目の計画").as_bytes())
            .await;
        let versions = (
            house.get("jinji", &first.to).await.hidden("version"),
            house.get("jinji2", &second.to).await.hidden("version"),
        );
        let done = house
            .post("jinji", &first.to, &[("version", &versions.0)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let stale = house
            .post("jinji2", &second.to, &[("version", &versions.1)])
            .await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.says("何も失われていません"), "{}", stale.text());
        assert!(
            stale.says("一人目の計画") && stale.says("二人目の計画"),
            "compared anew"
        );
        assert_eq!(
            house.plan("midorino-2025").await.document.title,
            "一人目の計画"
        );
        // Having seen the difference, the second officer may decide.
        let version = stale.hidden("version");
        let done = house
            .post("jinji2", &second.to, &[("version", &version)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert_eq!(
            house.plan("midorino-2025").await.document.title,
            "二人目の計画"
        );
    }
}

#[tokio::test]
async fn a_broken_file_shows_all_its_problems_with_their_places_and_imports_nothing() {
    for house in houses().await {
        let broken = MIDORINO
            .replacen("plan_years = \"2025-2027\"", "plan_years = \"いつか\"", 1)
            .replacen("name = ", "nmae = ", 1);
        assert_ne!(broken, MIDORINO);
        let answer = house.send("jinji", "plan.toml", broken.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.says("行目") && answer.says("nmae"),
            "{}",
            answer.text()
        );
        assert!(!answer.says("⟦"));
        assert!(plans::list(&house.db).await.unwrap().is_empty());
        let text = answer.text();
        let start = text.find("/plans/import/").unwrap();
        let end = text[start..].find(".csv").unwrap() + 4;
        let file = house.get("jinji", &text[start..start + end]).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(
            file.text().starts_with('\u{feff}') && file.says("行目"),
            "{}",
            file.text()
        );
        assert!(file.text().lines().count() >= 3);
        let not_another = house.get("shokuin", &text[start..start + end]).await;
        assert_eq!(not_another.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_file_that_is_no_plan_is_answered_in_plain_words() {
    for house in houses().await {
        let shift_jis = b"code = \"\x8aw\"";
        let files: [(&str, &[u8], &str); 7] = [
            ("", b"", "ファイルが選ばれていません"),
            ("plan.xlsx", b"", "中身が空です"),
            ("plan.csv", b"a,b", "CSVのため読み込めません"),
            ("plan.docx", b"PK", "計画のファイルとして読み込めません"),
            ("plan.toml", shift_jis, "UTF-8 ではありません"),
            ("plan.xlsx", b"no workbook", "Excel のブック"),
            ("plan.json", b"{", "途中で終わっています"),
        ];
        for (name, bytes, words) in files {
            let answer = house.send("jinji", name, bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.says(words), "{name}: {}", answer.text());
            assert!(!answer.says("⟦"), "{name}");
        }
        let no_form = Request::post("/plans/import")
            .body(Body::from("x"))
            .unwrap();
        let answer = house.ask("jinji", no_form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_file_of_twenty_five_megabytes_is_refused_by_a_page_that_says_so() {
    let house = houses().await.remove(0);
    let answer = house
        .send("jinji", "plan.toml", &vec![b'#'; 25 << 20])
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.says("20"), "{}", answer.text());
    assert!(!answer.says("⟦"));
}

#[tokio::test]
async fn a_file_that_nobody_confirmed_is_forgotten_after_a_day() {
    for house in houses().await {
        let allowed: Allowed<EditPlanStructure> = Allowed::ask(Actor::operator("test")).unwrap();
        let keep = || acts::keep_document(house.desk(), &allowed, "p.toml", midorino(), Vec::new());
        let token = keep().await.unwrap();
        let found = acts::upload(house.desk(), &allowed, &token).await.unwrap();
        assert_eq!(found.unwrap().document, Some(midorino()));
        house.clock.set("2026-11-23T01:00:01Z".parse().unwrap());
        let found = acts::upload(house.desk(), &allowed, &token).await.unwrap();
        assert_eq!(found, None);
        let imported = acts::import_upload(house.desk(), &allowed, &token, None)
            .await
            .unwrap();
        assert!(imported.is_none() && plans::list(&house.db).await.unwrap().is_empty());
        // The next file clears the old one away.
        keep().await.unwrap();
        house.clock.set("2026-11-22T01:00:00Z".parse().unwrap());
        let found = acts::upload(house.desk(), &allowed, &token).await.unwrap();
        assert_eq!(found, None, "{}", house.kind);
    }
}
