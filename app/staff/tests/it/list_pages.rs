//! The staff list: who sees what of whom.

use crate::office::{Answer, day, offices};
use axum::http::StatusCode;

/// The names in the table, in their order.
fn names(answer: &Answer) -> Vec<String> {
    answer.all("tbody th a")
}

#[tokio::test]
async fn everybody_inside_sees_cards_and_somebody_outside_sees_nothing() {
    for office in offices().await {
        let colleague = office.signed_in("hito4").await;
        let list = colleague.get("/staff").await;
        assert_eq!(
            names(&list),
            [
                "葛\u{E0100}城 さくら",
                "佐藤 ほたる",
                "東雲 ひなた",
                "髙﨑 陽太",
                "緑野 花子",
                "𠮷川 樹"
            ],
            "in the order of the fifty sounds, as written"
        );
        assert!(list.main().contains("6人"), "{}", list.main());
        // Of the record only the viewer's own number is shown.
        assert!(list.text().contains("00004"));
        for other in ["00001", "00002", "00003", "00005", "00006"] {
            assert!(!list.text().contains(other), "{other}");
        }
        assert!(list.attributes("input[type=checkbox]", "name").is_empty());

        let outside = office.signed_in("gaibu").await;
        assert_eq!(outside.get("/staff").await.status, StatusCode::FORBIDDEN);
        assert_eq!(outside.get("/staff/1").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_personnel_office_sees_the_columns_of_the_record_and_a_head_those_of_the_members() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let list = personnel.get("/staff?sort=rank").await;
        assert_eq!(list.all("tbody tr").len(), 6);
        assert!(list.main().contains("課長級") && list.main().contains("00006"));
        assert_eq!(
            list.attributes("tbody input[type=checkbox]", "value").len(),
            6
        );

        let head = office.signed_in("hito3").await;
        let list = head.get("/staff").await.text();
        for member in ["00003", "00004", "00005", "00006"] {
            assert!(list.contains(member), "{member} on {}", office.kind);
        }
        for other in ["00001", "00002"] {
            assert!(!list.contains(other), "{other} on {}", office.kind);
        }
    }
}

#[tokio::test]
async fn a_condition_about_records_searches_only_where_the_viewer_may_look() {
    for office in offices().await {
        let head = office.signed_in("hito3").await;
        let officers = head.get("/staff?rank=officer").await;
        assert_eq!(names(&officers), ["東雲 ひなた", "𠮷川 樹"]);
        assert!(
            officers
                .main()
                .contains("この条件は、あなたが記録を見られる人の中から")
        );
        let colleague = office.signed_in("hito4").await;
        let officers = colleague.get("/staff?rank=officer").await;
        assert_eq!(names(&officers), ["𠮷川 樹"], "only the own record");
        // A day that lies ahead would show orders that are not out.
        let ahead = colleague.get("/staff?on=R9.4.1").await;
        assert!(ahead.main().contains("人事担当だけが見られます"));
        assert_eq!(names(&ahead).len(), 6);
        let personnel = office.signed_in("jinji").await;
        let ahead = personnel.get("/staff?on=R9.4.1").await;
        assert!(
            ahead.main().contains("令和9年4月1日現在"),
            "{}",
            ahead.main()
        );
        let before = personnel.get("/staff?on=2015-03-31").await;
        assert!(before.main().contains("条件に合う職員がいません"));
    }
}

#[tokio::test]
async fn words_units_and_views_stand_in_the_address() {
    for office in offices().await {
        let browser = office.signed_in("hito4").await;
        for (query, found) in [
            ("q=takasaki", vec!["髙﨑 陽太"]),
            ("q=%E9%AB%98%E5%B4%8E", vec!["髙﨑 陽太"]),
            ("q=satou+hotaru", vec!["佐藤 ほたる"]),
            (
                "unit=12",
                vec![
                    "葛\u{E0100}城 さくら",
                    "佐藤 ほたる",
                    "東雲 ひなた",
                    "𠮷川 樹",
                ],
            ),
            ("unit=121", vec!["佐藤 ほたる", "東雲 ひなた"]),
            ("q=nobody", vec![]),
        ] {
            let list = browser.get(&format!("/staff?{query}")).await;
            assert_eq!(names(&list), found, "{query} on {}", office.kind);
        }
        let cards = browser.get("/staff?unit=121&view=cards").await;
        assert_eq!(
            cards.all(".people-cards a b"),
            ["佐藤 ほたる", "東雲 ひなた"]
        );
        let table = cards.attributes("nav.seg a", "href");
        assert_eq!(table, ["/staff?unit=121", "/staff?unit=121&view=cards"]);
        let second = browser.get("/staff?per=4&page=2&sort=unit").await;
        assert_eq!(names(&second).len(), 2);
    }
}

#[tokio::test]
async fn a_file_holds_what_the_page_may_show_and_stands_in_the_journal() {
    for office in offices().await {
        let head = office.signed_in("hito3").await;
        let file = head.get("/staff.csv?unit=1").await.text();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines.len(), 7);
        assert!(lines[0].contains("職員番号") && !lines[0].contains("生年月日"));
        let line = |name: &str| *lines.iter().find(|line| line.contains(name)).unwrap();
        assert!(line("東雲").contains("00006"), "{file}");
        assert!(!line("緑野").contains("00001"), "{file}");

        // Private columns go to those alone who keep the private records.
        let refused = head.get("/staff.csv?columns=private").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let personnel = office.signed_in("jinji").await;
        let file = personnel.get("/staff.csv?columns=private").await.text();
        assert!(
            file.contains("生年月日") && file.contains("1980-01-01"),
            "{file}"
        );
        let book = personnel.get("/staff.xlsx").await;
        assert!(book.bytes.starts_with(b"PK"));
        let acts = office.journal().await;
        assert_eq!(acts, ["staff.list.exported"; 3], "the refused one is none");
    }
}

#[tokio::test]
async fn a_head_loses_sight_of_a_former_member_on_the_day_of_the_transfer() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let moved = personnel
            .fill_in(
                "/staff/4/orders/new",
                &[
                    ("unit", "11"),
                    ("from", "R9.4.1"),
                    ("post", "主任"),
                    ("rank", "senior"),
                ],
            )
            .await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.main());
        for (today, theirs) in [(day(2027, 3, 31), true), (day(2027, 4, 1), false)] {
            office.on(today);
            for (login, sees) in [("hito3", theirs), ("hito1", !theirs)] {
                let head = office.signed_in(login).await;
                let list = head.get("/staff?q=yoshikawa").await;
                assert_eq!(names(&list), ["𠮷川 樹"]);
                assert_eq!(list.text().contains("00004"), sees, "{login} on {today}");
                let private = head.get("/staff/4/private").await;
                assert_eq!(
                    private.text().contains("昭和55年1月1日"),
                    sees,
                    "{login} on {today}"
                );
            }
        }
    }
}
