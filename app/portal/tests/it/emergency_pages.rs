//! Records opened in an emergency, and who looked, through the pages.

use crate::office::{Browser, offices};
use access::Actor;
use axum::http::StatusCode;
use jiff::SignedDuration;
use people::EmployeeId;

const REASON: &str = "夜間に倒れ、緊急の連絡先が要るため";

async fn open(admin: &mut Browser<'_>) {
    let fields = [("q", "00002"), ("employee", "2"), ("reason", REASON)];
    let opened = admin.post("/admin/emergency", &fields).await;
    assert_eq!(
        opened.location.as_deref(),
        Some("/admin/emergency"),
        "{}",
        opened.main()
    );
}

#[tokio::test]
async fn an_administrator_opens_a_record_and_closes_it() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let page = admin.get("/admin/emergency?q=00002").await;
        assert_eq!(
            page.attributes("[name=employee][checked]", "value"),
            ["2"],
            "{}",
            page.main()
        );
        assert!(
            page.main().contains("30分で自動で閉じます"),
            "{}",
            page.main()
        );
        let short = [("q", "00002"), ("employee", "2"), ("reason", "急病")];
        let short = admin.post("/admin/emergency", &short).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            short.all("#f-reason-e").concat().contains("10文字以上"),
            "{}",
            short.main()
        );
        assert!(short.text().contains("急病"));
        let nobody = [("q", "00002"), ("reason", REASON)];
        let nobody = admin.post("/admin/emergency", &nobody).await;
        assert!(
            nobody
                .all("#f-employee-e")
                .concat()
                .contains("職員を選んでください")
        );

        open(&mut admin).await;
        let list = admin.get("/admin/emergency").await;
        assert_eq!(list.all("td .tag"), ["開いています"], "{}", office.kind);
        assert_eq!(list.attributes("tbody th a", "href"), ["/staff/2"]);
        let action = list.attributes("form[action$=close]", "action").remove(0);
        let closed = admin.post(&action, &[]).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER);
        let list = admin.get("/admin/emergency").await;
        assert_eq!(list.all("td .tag"), ["閉じました"]);
        assert_eq!(admin.post(&action, &[]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn personnel_and_the_person_see_what_was_opened_and_others_do_not() {
    for office in offices().await {
        office.account_of("takasaki", 2).await;
        let mut admin = office.signed_in("admin").await;
        open(&mut admin).await;
        office.wait(SignedDuration::from_mins(31));

        let mut jinji = office.signed_in("jinji").await;
        let list = jinji.get("/admin/emergency").await;
        assert!(
            list.main().contains(REASON) && list.main().contains("adminさん"),
            "{}",
            list.main()
        );
        assert_eq!(list.all("td .tag"), ["閉じました"], "{}", office.kind);
        let opener = list.attributes("main form", "action");
        assert!(opener.is_empty(), "personnel only look: {opener:?}");
        let fields = [("employee", "2"), ("reason", REASON)];
        let refused = jinji.post("/admin/emergency", &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        let mut person = office.signed_in("takasaki").await;
        let looks = person.get("/account/looks").await;
        assert_eq!(looks.all("tbody th"), ["adminさん"], "{}", looks.main());
        let main = looks.main();
        assert!(
            main.contains("緊急閲覧で私的な記録を開いた")
                && main.contains(REASON)
                && main.contains("システム管理者"),
            "{main}"
        );
        assert_eq!(
            person.get("/admin/emergency").await.status,
            StatusCode::FORBIDDEN
        );
        // Who is no employee has no record that anybody could look at.
        assert_eq!(
            jinji.get("/account/looks").await.status,
            StatusCode::FORBIDDEN
        );

        let journal = admin.get("/admin/journal?act=accounts.emergency.").await;
        assert!(
            journal.main().contains("職員 髙﨑 陽太"),
            "{}",
            journal.main()
        );
        assert!(journal.main().contains("閲覧"), "{}", journal.main());
    }
}

#[tokio::test]
async fn looks_are_paged_from_the_newest_on() {
    for office in offices().await {
        office.account_of("takasaki", 2).await;
        let looker = Actor::operator("調べる人");
        for _ in 0..52 {
            let act = "accounts.emergency.opened";
            accounts::look_at_person(&office.db, &office.clock, &looker, EmployeeId(2), act)
                .await
                .unwrap();
        }
        let mut person = office.signed_in("takasaki").await;
        let first = person.get("/account/looks").await;
        assert_eq!(first.all("tbody th").len(), 50, "{}", office.kind);
        let older = first.attributes("[rel=next]", "href").remove(0);
        let second = person.get(&older).await;
        assert_eq!(second.all("tbody th").len(), 2);
        assert!(second.attributes("[rel=next]", "href").is_empty());
    }
}

#[tokio::test]
async fn whose_record_nobody_has_looked_at_reads_so() {
    for office in offices().await {
        office.account_of("takasaki", 2).await;
        let mut person = office.signed_in("takasaki").await;
        let looks = person.get("/account/looks").await;
        assert!(
            looks
                .main()
                .contains("あなたの記録を見た人は、まだいません。"),
            "{}",
            looks.main()
        );
    }
}
