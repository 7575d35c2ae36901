//! Routes of approval through the pages.

use crate::office::offices;
use axum::http::StatusCode;

#[tokio::test]
async fn a_route_is_added_tried_out_and_ended() {
    for office in offices().await {
        let mut jinji = office.signed_in("jinji").await;
        let list = jinji.get("/admin/approval-routes").await;
        assert!(
            list.main().contains("決めた経路はありません"),
            "{}",
            list.main()
        );
        let trial = "/admin/approval-routes?kind=approvals.general&staff=00003&amount=&on=R8.11.22";
        let built_in = jinji.get(trial).await;
        let expected = ["1 研修係の長", "2 人事課の長"];
        for words in expected {
            assert!(
                built_in.main().contains(words),
                "{}: {}",
                office.kind,
                built_in.main()
            );
        }

        let empty = jinji
            .post("/admin/approval-routes/new", &[("from", "R8.11.22")])
            .await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [
            ("kind", "approvals.general"),
            ("unit", ""),
            ("rank", ""),
            ("amount", "50000"),
            ("from", "R8.11.22"),
            ("to", ""),
            ("who-1", "head:section"),
            ("who-2", "role:personnel-officer"),
            ("beside-2", "1"),
            ("rule-2", "any"),
            ("days-2", "3"),
            ("who-3", "person"),
            ("staff-3", "00004"),
        ];
        let wrong: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, if *name == "staff-3" { "99999" } else { value }))
            .collect();
        let unknown = jinji.post("/admin/approval-routes/new", &wrong).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unknown.main().contains("この番号の職員は見つかりません"),
            "{}",
            unknown.main()
        );
        assert_eq!(unknown.value("amount"), "50000", "what was typed is kept");

        let added = jinji.post("/admin/approval-routes/new", &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.main());
        let twice = jinji.post("/admin/approval-routes/new", &fields).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let list = jinji.get("/admin/approval-routes").await;
        for words in [
            "50,000円以上",
            "だれか1人の承認",
            "人事担当（3日）",
            "𠮷川 樹",
        ] {
            assert!(
                list.main().contains(words),
                "{}: {words}: {}",
                office.kind,
                list.main()
            );
        }
        let large = jinji.get(&trial.replace("amount=", "amount=60000")).await;
        for words in ["1 人事課の長", "1 人事担当", "2 𠮷川 樹"] {
            assert!(large.main().contains(words), "{words}: {}", large.main());
        }

        let action = list.attributes("form[action$='/end']", "action").remove(0);
        let on = list.attributes("[name^='on-']", "name").remove(0);
        let version = list.value("version");
        let end = [(on.as_str(), "R8.11.1"), ("version", version.as_str())];
        let past = jinji.post(&action, &end).await;
        assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
        let end = [(on.as_str(), "R8.12.1"), ("version", version.as_str())];
        assert_eq!(
            jinji.post(&action, &end).await.status,
            StatusCode::SEE_OTHER
        );
        let list = jinji.get("/admin/approval-routes").await;
        assert!(list.main().contains("R8.12.1"), "{}", list.main());
        let acts = office.journal().await;
        assert!(acts.contains(&"flow.route.added".to_owned()), "{acts:?}");
        assert!(acts.contains(&"flow.route.ended".to_owned()), "{acts:?}");
    }
}

#[tokio::test]
async fn only_the_personnel_section_and_administrators_keep_routes() {
    for office in offices().await {
        for (login, status) in [
            ("jinji", StatusCode::OK),
            ("admin", StatusCode::OK),
            ("kacho", StatusCode::FORBIDDEN),
            ("sakura", StatusCode::FORBIDDEN),
        ] {
            let mut browser = office.signed_in(login).await;
            for path in ["/admin/approval-routes", "/admin/approval-routes/new"] {
                assert_eq!(
                    browser.get(path).await.status,
                    status,
                    "{} {login}",
                    office.kind
                );
            }
        }
    }
}
