//! Who sees what, and what a head says about a breach.

use crate::keeping::worked;
use crate::office::offices;
use axum::http::StatusCode;

#[tokio::test]
async fn members_see_themselves_heads_their_members_and_personnel_everybody() {
    for office in offices().await {
        worked(&office, 4, 21, 202_610, 50).await;
        worked(&office, 5, 21, 202_610, 12).await;
        worked(&office, 6, 111, 202_610, 33).await;
        let member = office.signed_in("mori").await;
        let own = member.get("/overtime?year=2026&month=202610").await;
        assert_eq!(own.status, StatusCode::OK, "{}", own.text());
        assert!(own.main().contains("12:00"), "{}", own.main());
        assert_eq!(
            member.get("/overtime/people/4").await.status,
            StatusCode::NOT_FOUND
        );
        let list = member.get("/overtime/section").await.main();
        assert!(list.contains("森 花子") && !list.contains("青空"), "{list}");
        for path in [
            "/overtime/imports",
            "/overtime/months",
            "/overtime/places",
            "/overtime/special",
        ] {
            assert_eq!(
                member.get(path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        let head = office.signed_in("kacho").await;
        let list = head.get("/overtime/section").await.main();
        assert!(
            list.contains("青空 花子") && !list.contains("𠮷川"),
            "{list}"
        );
        assert_eq!(
            head.get("/overtime/people/6").await.status,
            StatusCode::NOT_FOUND
        );
        let file = head.get("/overtime/section.csv").await.text();
        assert!(file.contains("00004") && !file.contains("00006"), "{file}");
        let personnel = office.signed_in("jinji").await;
        for path in [
            "/overtime/city",
            "/overtime/limits",
            "/overtime/imports",
            "/overtime/months",
            "/overtime/places",
            "/overtime/special",
            "/overtime/people/4?lang=en",
        ] {
            let page = personnel.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
            assert!(!page.text().contains('⟦'), "{path}: {}", page.main());
        }
        let city = personnel.get("/overtime/city").await.main();
        assert!(city.contains("31:00"), "the mean of two people: {city}");
        let limits = personnel.get("/overtime/limits").await.main();
        assert!(limits.contains("月45時間 1人"), "{limits}");
        let xlsx = personnel.get("/overtime/limits.xlsx").await;
        assert!(xlsx.bytes.starts_with(b"PK"));
    }
}

#[tokio::test]
async fn the_head_explains_a_breach_and_nobody_their_own() {
    for office in offices().await {
        worked(&office, 4, 21, 202_610, 50).await;
        let head = office.signed_in("kacho").await;
        let page = head.get("/overtime/people/4").await;
        assert!(
            page.main().contains("上限を超えた理由の説明"),
            "{}",
            page.main()
        );
        let path = "/overtime/people/4/explain";
        let blank = head
            .post(path, &[("month", "202610"), ("cause", "選挙")])
            .await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(blank.text().contains("選挙"), "what was typed is kept");
        let fields = [
            ("month", "202610"),
            ("cause", "選挙"),
            ("remedy", "応援を頼む"),
        ];
        let done = head.post(path, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let page = head.get("/overtime/people/4").await.main();
        assert!(
            page.contains("説明済み") && page.contains("応援を頼む"),
            "{page}"
        );
        let own = office.signed_in("aozora").await.post(path, &fields).await;
        assert_eq!(
            own.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            own.main()
        );
        assert_eq!(office.journal().await, ["overtime.explained"]);
    }
}

#[tokio::test]
async fn places_and_special_work_are_entered_ended_and_verified() {
    for office in offices().await {
        let browser = office.signed_in("jinji").await;
        let fields = [
            ("d-unit", "21"),
            ("criterion", "outside"),
            ("d-first", "R8.4.1"),
        ];
        let done = browser.post("/overtime/places/designate", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let twice = browser.post("/overtime/places/designate", &fields).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = browser.get("/overtime/places").await;
        let (id, version) = (page.value("id"), page.version());
        let end = [
            ("kind", "designation"),
            ("id", id.as_str()),
            ("version", version.as_str()),
            ("last", "R9.3.31"),
        ];
        let ended = browser.post("/overtime/places/end", &end).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.main());
        let half = [
            ("a-unit", "21"),
            ("schedule", "13"),
            ("month", "45"),
            ("a-first", "R8.4.1"),
        ];
        let refused = browser.post("/overtime/places/agree", &half).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let agreed = [half.as_slice(), &[("year", "360"), ("times", "6")]].concat();
        let done = browser.post("/overtime/places/agree", &agreed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let work = [
            ("name", "台風"),
            ("ground", "避難所"),
            ("first", "R7.9.1"),
            ("last", "R7.9.30"),
        ];
        browser.post("/overtime/special", &work).await;
        let page = browser.get("/overtime/special").await;
        assert!(
            page.main().contains("検証の期限を過ぎています"),
            "{}",
            page.main()
        );
        let action = page.attributes("form[action$=verify]", "action").remove(0);
        let version = page.version();
        let verified = [
            ("version", version.as_str()),
            ("findings", "要員の計画を直した"),
        ];
        let done = browser.post(&action, &verified).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        assert!(
            browser
                .get("/overtime/special")
                .await
                .main()
                .contains("検証済み")
        );
    }
}

#[tokio::test]
async fn the_person_and_the_head_are_told_once_before_a_limit_breaks() {
    for office in offices().await {
        worked(&office, 4, 21, 202_611, 37).await;
        worked(&office, 5, 21, 202_611, 31).await;
        let today = office.clock.today();
        let now = office.clock.now();
        let told = overtime::warning::warn(&office.db, &office.ids, now, today)
            .await
            .unwrap();
        assert_eq!(
            told, 2,
            "the person and the head; 31 hours are only the first step"
        );
        let again = overtime::warning::warn(&office.db, &office.ids, now, today)
            .await
            .unwrap();
        assert_eq!(again, 0);
    }
}
