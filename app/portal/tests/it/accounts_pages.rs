//! Accounts through the pages.

use crate::office::{Answer, Browser, Office, PASSWORD, offices};
use access::Role;
use axum::http::StatusCode;

/// The password on the page that hands it out.
fn handed_out(answer: &Answer) -> String {
    let terms = answer.all("#h-handed-out + dl dt");
    let values = answer.all("#h-handed-out + dl dd");
    let place = terms
        .iter()
        .position(|term| term == "仮のパスワード")
        .unwrap();
    values[place].clone()
}

async fn account_page(browser: &mut Browser<'_>, login: &str) -> (String, Answer) {
    let list = browser.get(&format!("/admin/accounts?q={login}")).await;
    let href = list.attributes("tbody th a", "href").remove(0);
    let page = browser.get(&href).await;
    (href, page)
}

const NEW: [(&str, &str); 7] = [
    ("q", "たかさき"),
    ("employee", "2"),
    ("login", "takasaki"),
    ("language", "ja"),
    ("role", "section-editor"),
    ("unit", ""),
    ("from", "R8.11.22"),
];

#[tokio::test]
async fn an_employee_gets_an_account_and_signs_in_with_the_password_shown_once() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let found = admin
            .get("/admin/accounts/new?q=%E3%81%9F%E3%81%8B%E3%81%95%E3%81%8D")
            .await;
        assert_eq!(found.attributes("[name=employee]", "value"), ["2"]);
        assert_eq!(found.attributes("[name=employee][checked]", "value"), ["2"]);

        let made = admin.post("/admin/accounts/new", &NEW).await;
        assert_eq!(
            (made.status, made.location.clone()),
            (StatusCode::OK, None),
            "{}",
            made.main()
        );
        let password = handed_out(&made);
        assert!(
            made.text().contains("data-print"),
            "the page can be printed"
        );
        let shown_again = account_page(&mut admin, "takasaki").await.1;
        assert!(!shown_again.text().contains(&password));

        let mut takasaki = office.browser();
        let signed_in = takasaki.sign_in("takasaki", &password).await;
        assert_eq!(signed_in.location.as_deref(), Some("/account/password"));
        let acts = office.journal().await;
        assert!(
            acts.ends_with(
                &[
                    "accounts.created",
                    "accounts.role.given",
                    "accounts.signed-in"
                ]
                .map(str::to_owned)
            ),
            "{acts:?}"
        );
        let list = admin.get("/admin/accounts?q=00002").await.main();
        assert!(
            list.contains("髙﨑 陽太 takasaki 00002 計画担当（所属の課） 仮のパスワード"),
            "{list}"
        );
    }
}

#[tokio::test]
async fn whoever_has_an_account_already_is_not_offered_again() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        admin.post("/admin/accounts/new", &NEW).await;
        let found = admin.get("/admin/accounts/new?q=00002").await;
        assert!(found.attributes("[name=employee]", "value").is_empty());
        assert!(
            found.main().contains("すでに利用者がある人 髙﨑 陽太"),
            "{}",
            found.main()
        );
        let again = admin.post("/admin/accounts/new", &NEW).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_refused_account_says_at_each_field_what_to_do_and_keeps_what_was_typed() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let fields = [
            ("outside", "1"),
            ("name", "監査 委員"),
            ("login", "花"),
            ("language", "ja"),
            ("role", "section-editor"),
            ("unit", ""),
            ("from", "こんど"),
        ];
        let refused = admin.post("/admin/accounts/new", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.value("name"), "監査 委員");
        assert_eq!(
            refused.attributes("[name=role][checked]", "value"),
            ["section-editor"]
        );
        assert!(
            refused
                .all("#f-unit-e")
                .concat()
                .contains("受け持つ課を選んでください")
        );

        let fields = [
            ("outside", "1"),
            ("name", "監査 委員"),
            ("login", "admin"),
            ("language", "ja"),
            ("role", "viewer"),
            ("from", "2026/11/22"),
        ];
        let taken = admin.post("/admin/accounts/new", &fields).await;
        assert!(
            taken
                .all("#f-login-e")
                .concat()
                .contains("すでに使われています"),
            "{}",
            taken.main()
        );
    }
}

#[tokio::test]
async fn a_role_is_given_from_a_day_and_ended_on_a_day() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let (href, page) = account_page(&mut admin, "shokuin").await;
        assert!(
            page.main().contains("閲覧 今日の役割 R7.4.1 ―"),
            "{}",
            page.main()
        );
        let fields = [
            ("role", "section-editor"),
            ("unit", "11"),
            ("from", "2027/4/1"),
            ("to", ""),
        ];
        let given = admin.post(&format!("{href}/roles"), &fields).await;
        assert_eq!(
            given.location.as_deref(),
            Some(href.as_str()),
            "{}",
            given.text()
        );
        let page = admin.get(&href).await;
        assert!(
            page.main()
                .contains("計画担当（総務部 人事課） これから R9.4.1 ―"),
            "{}",
            page.main()
        );

        let viewer_end = page.attributes("tbody form", "action").remove(0);
        let grant = viewer_end.split('/').nth(5).unwrap();
        let field = format!("on-{grant}");
        let ended = admin.post(&viewer_end, &[(&field, "R8.11.22")]).await;
        assert_eq!(
            ended.location.as_deref(),
            Some(href.as_str()),
            "{}",
            ended.text()
        );
        let page = admin.get(&href).await;
        assert!(
            page.main().contains("閲覧 終わり R7.4.1 R8.11.22"),
            "{}",
            page.main()
        );
        let closed = office.browser().sign_in("shokuin", PASSWORD).await;
        assert!(
            closed.main().contains("使える権限がありません"),
            "{}",
            closed.main()
        );
    }
}

#[tokio::test]
async fn a_role_of_somebody_else_cannot_be_ended_through_this_account() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let (_, viewer) = account_page(&mut admin, "shokuin").await;
        let grant = viewer.attributes("tbody form", "action").remove(0);
        let (admins, _) = account_page(&mut admin, "admin").await;
        let grant = grant.split('/').nth(5).unwrap();
        let crossed = format!("{admins}/roles/{grant}/end");
        let answer = admin
            .post(&crossed, &[(&format!("on-{grant}"), "R8.11.22")])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let (href, page) = account_page(&mut admin, "admin").await;
        assert!(
            page.main().contains("これは、あなた自身の利用者です"),
            "{}",
            page.main()
        );
        let version = page.value("version");
        let closed = admin
            .post(&format!("{href}/disable"), &[("version", &version)])
            .await;
        assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            closed
                .main()
                .contains("システム管理者が一人もいなくなります"),
            "{}",
            closed.main()
        );
        let end = page.attributes("tbody form", "action").remove(0);
        let field = format!("on-{}", end.split('/').nth(5).unwrap());
        let ended = admin.post(&end, &[(&field, "R8.11.22")]).await;
        let error = ended.all(&format!("#f-{field}-e")).concat();
        assert!(
            error.contains("システム管理者が一人もいなくなります"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_closed_account_is_signed_out_and_can_be_opened_again() {
    for office in offices().await {
        let mut viewer = office.signed_in("shokuin").await;
        let mut admin = office.signed_in("admin").await;
        let (href, page) = account_page(&mut admin, "shokuin").await;
        let version = page.value("version");
        let closed = admin
            .post(&format!("{href}/disable"), &[("version", &version)])
            .await;
        assert_eq!(
            closed.location.as_deref(),
            Some(href.as_str()),
            "{}",
            closed.text()
        );
        assert_eq!(viewer.get("/home").await.status, StatusCode::SEE_OTHER);
        let (_, page) = account_page(&mut admin, "shokuin").await;
        assert!(page.main().contains("停止した日時"), "{}", page.main());
        let version = page.value("version");
        admin
            .post(&format!("{href}/enable"), &[("version", &version)])
            .await;
        office.signed_in("shokuin").await;
    }
}

#[tokio::test]
async fn a_form_that_was_opened_before_somebody_elses_change_is_refused_in_plain_words() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let (href, page) = account_page(&mut admin, "shokuin").await;
        let old = page.value("version");
        let reset = admin
            .post(&format!("{href}/reset"), &[("version", &old)])
            .await;
        let password = handed_out(&reset);
        let stale = admin
            .post(&format!("{href}/disable"), &[("version", &old)])
            .await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            stale.main().contains("ほかの人が変更しました"),
            "{}",
            stale.main()
        );
        assert_ne!(
            stale.value("version"),
            old,
            "looking and pressing again is enough"
        );
        let answer = office.browser().sign_in("shokuin", &password).await;
        assert_eq!(answer.location.as_deref(), Some("/account/password"));
    }
}

#[tokio::test]
async fn only_administrators_see_accounts() {
    for office in offices().await {
        let account = office.account("mou-hitori", Role::Viewer).await;
        let paths = [
            "/admin/accounts".to_owned(),
            "/admin/accounts/new".to_owned(),
            format!("/admin/accounts/{account}"),
        ];
        for login in ["jinji", "shokuin"] {
            let mut browser = office.signed_in(login).await;
            for path in &paths {
                assert_eq!(
                    browser.get(path).await.status,
                    StatusCode::FORBIDDEN,
                    "{login} {path}"
                );
            }
            let reset = format!("/admin/accounts/{account}/reset");
            let answer = browser.post(&reset, &[("version", "1")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{login}");
        }
        let front = office.signed_in("jinji").await.get("/admin").await;
        let of_personnel = front.attributes("main .card a", "href");
        for closed in ["/admin/accounts", "/admin/journal"] {
            assert!(!of_personnel.iter().any(|part| part == closed), "{closed}");
        }
        for open in ["/admin/settings", "/admin/deputies", "/admin/emergency"] {
            assert!(of_personnel.iter().any(|part| part == open), "{open}");
        }
        let of_administrator = parts(&office).await;
        for open in ["/admin/accounts", "/admin/settings", "/admin/journal"] {
            assert!(of_administrator.iter().any(|part| part == open), "{open}");
        }
    }
}

async fn parts(office: &Office) -> Vec<String> {
    let front = office.signed_in("admin").await.get("/admin").await;
    front.attributes("main .card a", "href")
}

#[tokio::test]
async fn a_long_list_of_accounts_is_turned_page_by_page() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let first = admin.get("/admin/accounts?per=2").await;
        assert_eq!(first.all("tbody th"), ["adminさん", "jinjiさん"]);
        let next = first.attributes("[rel=next]", "href").remove(0);
        let second = admin.get(&next).await;
        assert_eq!(second.all("tbody th"), ["shokuinさん"]);
        assert!(second.attributes("[rel=next]", "href").is_empty());
        assert_eq!(
            second.attributes("[rel=prev]", "href"),
            ["/admin/accounts?per=2"]
        );
    }
}
