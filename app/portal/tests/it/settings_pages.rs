//! Settings through the pages.

use crate::office::offices;
use axum::http::StatusCode;

const CITY: &str = "/admin/settings/screen-city-name";

#[tokio::test]
async fn a_new_name_of_the_city_stands_on_every_page_from_its_day_on() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let page = admin.get(CITY).await;
        assert_eq!(
            (page.value("value").as_str(), page.value("version").as_str()),
            ("○○市", "0")
        );
        assert_eq!(page.value("from"), "令和8年11月22日");
        let fields = [("value", "緑野市"), ("from", "R8.11.22"), ("version", "0")];
        let changed = admin.post(CITY, &fields).await;
        assert_eq!(
            changed.location.as_deref(),
            Some(CITY),
            "{}",
            changed.text()
        );
        let fields = [("value", "新緑野市"), ("from", "R9.4.1"), ("version", "1")];
        assert_eq!(
            admin.post(CITY, &fields).await.location.as_deref(),
            Some(CITY)
        );

        let page = admin.get(CITY).await;
        assert_eq!(page.all(".brand .city"), ["緑野市"]);
        let rows = page.all("tbody tr");
        assert!(
            rows[0].contains("R9.4.1") && rows[0].contains("これから"),
            "{rows:?}"
        );
        assert!(
            rows[1].contains("緑野市") && rows[1].contains("今日の値"),
            "{rows:?}"
        );
        let list = admin.get("/admin/settings").await.main();
        assert!(
            list.contains("自治体の名前 緑野市 R9.4.1から 新緑野市 R8.11.22 adminさん"),
            "{list}"
        );
        assert_eq!(
            office
                .journal()
                .await
                .iter()
                .filter(|act| *act == "settings.changed")
                .count(),
            2
        );
    }
}

#[tokio::test]
async fn a_value_that_cannot_be_used_is_refused_at_its_field() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let page = "/admin/settings/plan-on-track";
        let fields = [("value", "１２０"), ("from", "いつか"), ("version", "0")];
        let refused = admin.post(page, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused
                .all("#f-value-e")
                .concat()
                .contains("1から100までの数"),
            "{}",
            refused.main()
        );
        assert!(
            refused
                .all("#f-from-e")
                .concat()
                .contains("日付を読み取れません")
        );
        assert_eq!(refused.value("value"), "１２０");
        let fields = [("value", "purple"), ("from", "R8.11.22"), ("version", "0")];
        let refused = admin.post("/admin/settings/screen-theme", &fields).await;
        assert!(
            refused.main().contains("一覧から選び直してください"),
            "{}",
            refused.main()
        );
    }
}

#[tokio::test]
async fn of_two_changes_at_the_same_time_the_second_is_told() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let first = [("value", "緑野市"), ("from", "R8.11.22"), ("version", "0")];
        admin.post(CITY, &first).await;
        let second = [("value", "青野市"), ("from", "R8.11.22"), ("version", "0")];
        let stale = admin.post(CITY, &second).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            stale.main().contains("ほかの人が先にこの設定を変えました"),
            "{}",
            stale.main()
        );
        assert_eq!(
            (
                stale.value("value").as_str(),
                stale.value("version").as_str()
            ),
            ("青野市", "1")
        );
    }
}

#[tokio::test]
async fn the_personnel_officer_looks_and_only_the_administrator_changes() {
    for office in offices().await {
        let mut officer = office.signed_in("jinji").await;
        let page = officer.get(CITY).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.attributes("main form", "action").is_empty());
        let fields = [("value", "緑野市"), ("from", "R8.11.22"), ("version", "0")];
        assert_eq!(
            officer.post(CITY, &fields).await.status,
            StatusCode::FORBIDDEN
        );
        let mut viewer = office.signed_in("shokuin").await;
        assert_eq!(
            viewer.get("/admin/settings").await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test]
async fn a_setting_that_nobody_declared_is_not_found() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let answer = admin.get("/admin/settings/nothing").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}
