//! Files of the attendance system through the pages.

use crate::office::{Browser, Office, day, offices};
use axum::http::StatusCode;
use calendar::FiscalYear;
use exchange::csv::{Field, write_cp932};
use overtime::years;
use people::EmployeeId;

fn cp932(rows: &[&[&str]]) -> Vec<u8> {
    let rows: Vec<Vec<Field>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| Field::plain(*cell)).collect())
        .collect();
    write_cp932(&rows).unwrap()
}

const HEAD: &[&str] = &["職員番号", "日付", "開始時刻", "終了時刻", "休憩", "事由"];
const COLUMNS: &[(&str, &str)] = &[
    ("sheet", "0"),
    ("head", "1"),
    ("number", "1"),
    ("day", "2"),
    ("start", "3"),
    ("end", "4"),
    ("rest", "5"),
    ("reason", "6"),
];

/// Sends a file and tries it out; returns its page.
pub async fn tried(browser: &Browser<'_>, content: &[u8]) -> String {
    let sent = browser
        .upload("/overtime/imports", "勤怠10月.csv", content)
        .await;
    let page = sent.location.unwrap();
    let columns = browser.get(&page).await;
    assert_eq!(columns.status, StatusCode::OK, "{}", columns.text());
    assert_eq!(
        columns.attributes("select[name=number] option[selected]", "value"),
        ["1"]
    );
    let version = columns.version();
    let mut fields = COLUMNS.to_vec();
    fields.push(("version", &version));
    fields.push(("save-as", "勤怠システム"));
    let done = browser.post(&format!("{page}/try"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    page
}

pub async fn press(browser: &Browser<'_>, page: &str, act: &str) -> crate::office::Answer {
    let version = browser.get(page).await.version();
    browser
        .post(&format!("{page}/{act}"), &[("version", &version)])
        .await
}

async fn minutes(office: &Office, employee: i64, month: usize) -> i64 {
    let today = day(2026, 11, 22);
    let table = years::of_people(&office.db, &[employee], FiscalYear(2026), today)
        .await
        .unwrap();
    table.of(EmployeeId(employee)).unwrap().record.counted[month]
}

#[tokio::test]
async fn a_cp932_file_is_tried_out_taken_in_and_taken_back() {
    for office in offices().await {
        let browser = office.signed_in("jinji").await;
        let file = cp932(&[
            HEAD,
            &["00004", "R8.10.1", "17:15", "20:30", "0:15", "髙﨑様の対応"],
            // Saturday, and past midnight into Sunday.
            &["00004", "2026/10/3", "22:00", "1:00", "", "停電"],
            &[
                "00005",
                "2026/10/12",
                "8:30",
                "18:15",
                "1:00",
                "スポーツの日",
            ],
        ]);
        let page = tried(&browser, &file).await;
        let shown = browser.get(&page).await;
        assert!(
            shown.main().contains("3行・2人・7:00（2026年10月）"),
            "{}",
            shown.main()
        );
        assert_eq!(
            minutes(&office, 4, 6).await,
            0,
            "nothing is written by the trial"
        );
        let done = press(&browser, &page, "take-in").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        assert_eq!(minutes(&office, 4, 6).await, 180 + 180);
        assert_eq!(
            minutes(&office, 5, 6).await,
            60,
            "holiday work is not counted"
        );
        let again = tried(&browser, &file).await;
        let refused = browser.get(&again).await;
        assert!(
            refused.main().contains("直すところが3件あります"),
            "{}",
            refused.main()
        );
        assert!(
            refused.main().contains("2行目 A列（職員番号）"),
            "{}",
            refused.main()
        );
        let back = press(&browser, &page, "take-back").await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.main());
        assert_eq!(minutes(&office, 4, 6).await, 0);
        assert_eq!(
            office.journal().await,
            ["overtime.import.done", "overtime.import.undone"]
        );
    }
}

#[tokio::test]
async fn leading_zeros_that_a_spreadsheet_has_dropped_are_filled_up() {
    for office in offices().await {
        let browser = office.signed_in("jinji").await;
        let file = cp932(&[HEAD, &["4", "2026/10/1", "17:15", "18:15", "", ""]]);
        let page = tried(&browser, &file).await;
        let refused = browser.get(&page).await;
        assert!(
            refused.main().contains("職員番号4の職員がいません"),
            "{}",
            refused.main()
        );
        let version = refused.version();
        let mut fields = COLUMNS.to_vec();
        fields.extend([("version", version.as_str()), ("digits", "5")]);
        browser.post(&format!("{page}/try"), &fields).await;
        let shown = browser.get(&page).await.main();
        assert!(shown.contains("1行・1人・1:00"), "{shown}");
    }
}

#[tokio::test]
async fn duplicates_overlaps_and_strangers_are_told_by_row_and_nothing_is_taken_in() {
    for office in offices().await {
        let browser = office.signed_in("jinji").await;
        let file = cp932(&[
            HEAD,
            &["00004", "2026/10/1", "17:15", "20:30", "", ""],
            &["00004", "2026/10/1", "19:00", "21:00", "", ""],
            &["00005", "2026/10/1", "17:15", "20:30", "", ""],
            &["00005", "2026/10/1", "17:15", "20:30", "", ""],
            &["99999", "2026/10/1", "17:15", "20:30", "", ""],
            &["00005", "2014/10/1", "17:15", "20:30", "", ""],
        ]);
        let page = tried(&browser, &file).await;
        let shown = browser.get(&page).await.main();
        assert!(shown.contains("直すところが4件あります"), "{shown}");
        for place in [
            "3行目 C列（開始時刻）",
            "5行目 A列（職員番号）",
            "6行目",
            "7行目",
        ] {
            assert!(shown.contains(place), "{place}: {shown}");
        }
        let done = press(&browser, &page, "take-in").await;
        assert_eq!(done.status, StatusCode::CONFLICT);
        assert_eq!(minutes(&office, 4, 6).await, 0);
    }
}

#[tokio::test]
async fn a_closed_month_takes_no_file_and_is_corrected_with_a_reason() {
    for office in offices().await {
        let browser = office.signed_in("jinji").await;
        let file = cp932(&[HEAD, &["00004", "2026/10/1", "17:15", "20:15", "", "集計"]]);
        let page = tried(&browser, &file).await;
        press(&browser, &page, "take-in").await;
        let early = browser
            .post("/overtime/months/close", &[("month", "202611")])
            .await;
        assert_eq!(
            early.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the month is running"
        );
        let closed = browser
            .post("/overtime/months/close", &[("month", "202610")])
            .await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.main());
        let more = cp932(&[HEAD, &["00005", "2026/10/2", "17:15", "20:15", "", ""]]);
        let refused = tried(&browser, &more).await;
        assert!(
            browser
                .get(&refused)
                .await
                .main()
                .contains("2026年10月は締めてあります")
        );
        let back = press(&browser, &page, "take-back").await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        let person = browser.get("/overtime/people/4?month=202610").await;
        let links = person.attributes("a", "href");
        let record = links
            .iter()
            .find(|href| href.starts_with("/overtime/records/"))
            .unwrap();
        let nothing = browser
            .post(record, &[("from", "17:15"), ("to", "19:15")])
            .await;
        assert_eq!(
            nothing.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "a reason is needed"
        );
        let fields = [
            ("from", "17:15"),
            ("to", "19:15"),
            ("why", "退庁記録と照合"),
        ];
        let corrected = browser.post(record, &fields).await;
        assert_eq!(
            corrected.status,
            StatusCode::SEE_OTHER,
            "{}",
            corrected.main()
        );
        assert_eq!(minutes(&office, 4, 6).await, 120);
        let gone = browser.get(record).await;
        assert_eq!(
            gone.status,
            StatusCode::CONFLICT,
            "the old record is history"
        );
    }
}
