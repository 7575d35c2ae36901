//! The journal through the pages.

use crate::office::{Browser, Office, offices};
use axum::http::StatusCode;

async fn admin(office: &Office) -> Browser<'_> {
    office.signed_in("shokuin").await;
    let mut admin = office.signed_in("admin").await;
    let fields = [("value", "緑野市"), ("from", "R8.11.22"), ("version", "0")];
    admin
        .post("/admin/settings/screen-city-name", &fields)
        .await;
    admin
}

#[tokio::test]
async fn the_newest_act_stands_first_in_words_and_by_name() {
    for office in offices().await {
        let mut admin = admin(&office).await;
        let page = admin.get("/admin/journal").await;
        let acts = page.all("tbody th");
        assert!(
            acts[0].starts_with("設定の変更 settings.changed"),
            "{acts:?}"
        );
        assert!(
            acts[1].starts_with("ログイン accounts.signed-in"),
            "{acts:?}"
        );
        let main = page.main();
        assert!(
            main.contains("設定 自治体の名前") && main.contains("R8.11.22 9:00"),
            "{main}"
        );
        let english = admin.get("/admin/journal?lang=en").await.main();
        assert!(english.contains("Changed a setting"), "{english}");
    }
}

#[tokio::test]
async fn conditions_narrow_the_page_and_the_file_alike() {
    for office in offices().await {
        let mut admin = admin(&office).await;
        let query = "actor=shokuin&act=accounts.&from=R8.11.22&to=2026%2F11%2F22";
        let page = admin.get(&format!("/admin/journal?{query}")).await;
        let acts = page.all("tbody th");
        assert_eq!(acts.len(), 1, "{acts:?}");
        assert_eq!(
            page.attributes("[name=act] [selected]", "value"),
            ["accounts."]
        );
        let file = page.attributes("[download]", "href").remove(0);
        let csv = admin.get(&file).await;
        assert_eq!(csv.bytes[..3], *b"\xEF\xBB\xBF");
        let text = csv.text();
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(
            lines[0].ends_with("番号,日時,行った人,種類,操作,操作の符号,対象,内容"),
            "{lines:?}"
        );
        assert!(
            lines[1].contains(
                ",2026-11-22T09:00,shokuinさん,操作,ログイン,accounts.signed-in,account:"
            ),
            "{lines:?}"
        );
        let none = admin.get("/admin/journal?to=R8.11.21").await;
        assert!(none.all("tbody th").is_empty());
    }
}

#[tokio::test]
async fn a_day_that_cannot_be_read_is_said_at_its_field_and_makes_no_file() {
    for office in offices().await {
        let mut admin = admin(&office).await;
        let page = admin.get("/admin/journal?from=someday").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.all("#f-from-e")
                .concat()
                .contains("日付を読み取れません"),
            "{}",
            page.main()
        );
        let file = admin.get("/admin/journal.csv?from=someday").await;
        assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            file.main().contains("日付を読み取れない"),
            "{}",
            file.main()
        );
    }
}

#[tokio::test]
async fn older_entries_are_reached_from_page_to_page() {
    for office in offices().await {
        let mut admin = admin(&office).await;
        for _ in 0..60 {
            admin.post("/account/language", &[("language", "ja")]).await;
        }
        let first = admin.get("/admin/journal").await;
        let older = first.attributes("[rel=next]", "href").remove(0);
        let second = admin.get(&older).await;
        let seqs = |answer: &crate::office::Answer| -> Vec<i64> {
            answer
                .all("tbody td.r")
                .iter()
                .map(|seq| seq.parse().unwrap())
                .collect()
        };
        let (first, second) = (seqs(&first), seqs(&second));
        assert_eq!(first.len(), 50);
        assert_eq!(first.last().unwrap() - 1, second[0]);
        assert_eq!(second.last(), Some(&1));
    }
}

#[tokio::test]
async fn the_chain_is_verified_and_a_changed_entry_is_found() {
    for office in offices().await {
        let mut admin = admin(&office).await;
        let sound = admin.post("/admin/journal/verify", &[]).await;
        let entries = office.journal().await.len();
        let sentence = format!("{entries}件の記録が、書かれたときのまま");
        assert!(sound.main().contains(&sentence), "{}", sound.main());

        let sql = "UPDATE journal_entries SET actor_name = 'だれか' WHERE seq = 3";
        let mut tx = office.db.begin().await.unwrap();
        store::write!(&mut tx, |connection| {
            store::sqlx::query(sql)
                .execute(connection)
                .await
                .map(|_| ())
        })
        .unwrap();
        tx.commit().await.unwrap();
        let broken = admin.post("/admin/journal/verify", &[]).await;
        assert!(
            broken.main().contains("3番の記録が、書かれたときと違うか"),
            "{}",
            broken.main()
        );
    }
}

#[tokio::test]
async fn what_was_done_to_a_plan_names_it_and_leads_to_it() {
    for office in offices().await {
        office.plan().await;
        let mut admin = office.signed_in("admin").await;
        let page = admin.get("/admin/journal?act=plan.imported").await;
        assert!(
            page.main().contains("計画 ひなたの市人材育成計画"),
            "{}",
            page.main()
        );
        assert_eq!(page.attributes("tbody a", "href"), ["/plan/hinatano-2024"]);
    }
}

#[tokio::test]
async fn only_administrators_read_the_journal() {
    for office in offices().await {
        for login in ["jinji", "shokuin"] {
            let mut browser = office.signed_in(login).await;
            for path in ["/admin/journal", "/admin/journal.csv"] {
                assert_eq!(
                    browser.get(path).await.status,
                    StatusCode::FORBIDDEN,
                    "{login} {path}"
                );
            }
            let verify = browser.post("/admin/journal/verify", &[]).await;
            assert_eq!(verify.status, StatusCode::FORBIDDEN, "{login}");
        }
    }
}
