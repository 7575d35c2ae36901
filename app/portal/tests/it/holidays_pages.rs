//! Public holidays through the pages.

use crate::office::offices;
use axum::http::StatusCode;
use exchange::csv::{Field, write_cp932};

const HERE: &str = "/admin/holidays";
const IMPORT: &str = "/admin/holidays/import";
const CONFIRM: &str = "/admin/holidays/import/confirm";

/// The published list of a year in CP932, with other rows at its end.
fn file_of(year: i16, more: &[(&str, &str)]) -> Vec<u8> {
    let head = ["国民の祝日・休日月日", "国民の祝日・休日名称"];
    let mut rows = vec![head.map(Field::plain).to_vec()];
    for one in calendar::national_holidays(year) {
        let day = format!("{}/{}/{}", one.day.year(), one.day.month(), one.day.day());
        rows.push(vec![Field::plain(day), Field::plain(one.name)]);
    }
    for (day, name) in more {
        rows.push(vec![Field::plain(day), Field::plain(name)]);
    }
    write_cp932(&rows).unwrap()
}

#[tokio::test]
async fn the_list_is_looked_at_first_and_taken_in_then() {
    for office in offices().await {
        let mut jinji = office.signed_in("jinji").await;
        let year = jinji.get(HERE).await;
        assert!(year.main().contains("元日 法律"), "{}", year.main());
        assert!(year.main().contains("12月29日（火）から1月3日（日）まで"));
        let file = file_of(2026, &[("2026/12/1", "市民の日")]);
        let trial = jinji
            .upload(IMPORT, ("file", "syukujitsu.csv", &file))
            .await;
        assert_eq!(trial.status, StatusCode::OK, "{}", trial.main());
        let told = trial.main();
        assert!(
            told.contains("市民の日") && told.contains("加わる日 1日"),
            "{told}"
        );
        let before = jinji.get(HERE).await.main();
        assert!(!before.contains("市民の日"), "a trial writes nothing");

        let fields = [
            ("name", trial.value("name")),
            ("list", trial.value("list")),
            ("version", trial.value("version")),
        ];
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let done = jinji.post(CONFIRM, &fields).await;
        assert_eq!(done.location.as_deref(), Some(HERE), "{}", done.main());
        let after = jinji.get(HERE).await.main();
        assert!(
            after.contains("内閣府の一覧") && after.contains("市民の日"),
            "{after}"
        );
        // The same form once more: somebody, perhaps oneself, was faster.
        let late = jinji.post(CONFIRM, &fields).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.main().contains("ほかの人が先に休日を変えました"));
        assert!(late.main().contains("すでに取り込まれています"));

        let restore = "/admin/holidays/years/2026/restore";
        let version = jinji.get(HERE).await.value("version");
        let back = jinji.post(restore, &[("version", &version)]).await;
        let to = format!("{HERE}?year=2026");
        assert_eq!(
            back.location.as_deref(),
            Some(to.as_str()),
            "{}",
            back.main()
        );
        let acts = office.journal().await;
        let of_holidays: Vec<&String> = acts
            .iter()
            .filter(|act| act.starts_with("holidays."))
            .collect();
        assert_eq!(of_holidays, ["holidays.imported", "holidays.year.restored"]);
    }
}

#[tokio::test]
async fn rows_that_cannot_be_taken_are_told_by_their_number_and_nothing_is_taken() {
    for office in offices().await {
        let mut jinji = office.signed_in("jinji").await;
        let file = file_of(2026, &[("12月1日", "市民の日"), ("2026/12/2", "")]);
        let refused = jinji.upload(IMPORT, ("file", "a.csv", &file)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = refused.main();
        assert!(
            told.contains("20行目：「12月1日」を日付として読み取れません"),
            "{told}"
        );
        assert!(told.contains("21行目：名称がありません"), "{told}");
        let workbook = jinji
            .upload(IMPORT, ("file", "a.xlsx", b"PK\x03\x04"))
            .await;
        assert!(workbook.main().contains("CSVファイルではありません"));
        let nothing = jinji.upload(IMPORT, ("file", "", b"")).await;
        assert!(nothing.main().contains("ファイルが選ばれていません"));
        let made_up = jinji
            .post(CONFIRM, &[("list", "2026-01-01 元日"), ("version", "0")])
            .await;
        assert_eq!(made_up.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            office
                .journal()
                .await
                .iter()
                .all(|act| !act.starts_with("holidays."))
        );
    }
}

#[tokio::test]
async fn a_day_of_the_city_is_added_where_it_belongs_and_removed_again() {
    for office in offices().await {
        let mut jinji = office.signed_in("jinji").await;
        let days = "/admin/holidays/days";
        let fields = [("day", "令和9年8月6日"), ("name", "平和記念日")];
        let added = jinji.post(days, &fields).await;
        let year = format!("{HERE}?year=2027");
        assert_eq!(
            added.location.as_deref(),
            Some(year.as_str()),
            "{}",
            added.main()
        );
        let page = jinji.get(&year).await.main();
        assert!(page.contains("8月6日（金） 平和記念日 市の休日"), "{page}");
        let again = jinji.post(days, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = again.all("#f-day-e").concat();
        assert!(told.contains("すでに「平和記念日」として休日"), "{told}");
        assert_eq!(again.value("name"), "平和記念日", "what was typed is kept");
        let removed = jinji
            .post("/admin/holidays/days/2027-08-06/remove", &[])
            .await;
        assert_eq!(removed.location.as_deref(), Some(year.as_str()));
        let gone = jinji
            .post("/admin/holidays/days/2027-08-06/remove", &[])
            .await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn everybody_inside_looks_and_only_those_who_keep_them_change() {
    for office in offices().await {
        office.account_of("hanako", 1).await;
        let mut hanako = office.signed_in("hanako").await;
        let page = hanako.get(&format!("{HERE}?year=2028&lang=en")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.main());
        let told = page.main();
        assert!(
            told.contains("Marine Day") && told.contains("Forecast"),
            "{told}"
        );
        assert!(page.all("form[method=post][action^='/admin']").is_empty());
        let fields = [("day", "2027-08-06"), ("name", "平和記念日")];
        let refused = hanako.post("/admin/holidays/days", &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let form = hanako.get(IMPORT).await;
        assert_eq!(form.status, StatusCode::FORBIDDEN);
        let mut outside = office.signed_in("shokuin").await;
        assert_eq!(outside.get(HERE).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_file_of_a_year_reads_back_as_the_same_list() {
    for office in offices().await {
        let mut jinji = office.signed_in("jinji").await;
        let file = jinji.get("/admin/holidays.csv?year=2027").await;
        assert_eq!(file.status, StatusCode::OK);
        let trial = jinji
            .upload(IMPORT, ("file", "2027.csv", &file.bytes))
            .await;
        let told = trial.main();
        assert!(told.contains("変わる日はありません"), "{told}");
    }
}
