//! Showing again who one is, sessions on other machines, the count of wrong attempts.

use crate::office::{PASSWORD, offices};
use axum::http::StatusCode;
use jiff::SignedDuration;

#[tokio::test]
async fn a_sensitive_act_asks_for_the_password_and_then_goes_on_with_what_was_typed() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        office.wait(SignedDuration::from_mins(16));
        let fields = [
            ("name", "新しい人"),
            ("login", "atarashii"),
            ("language", "ja"),
            ("role", "viewer"),
            ("from", "2026/11/22"),
            ("outside", "1"),
        ];
        let asked = admin.post("/admin/accounts/new", &fields).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{}", office.kind);
        assert!(
            asked.main().contains("入力した内容は残っています"),
            "{}",
            asked.main()
        );
        assert_eq!(asked.value("name"), "新しい人");
        let act = asked.value("renewal-act");
        assert_eq!(act, "/admin/accounts/new");
        let with = |password: &'static str| {
            let mut all = fields.to_vec();
            all.push(("renewal-act", "/admin/accounts/new"));
            all.push(("renewal-password", password));
            all
        };
        let wrong = admin.post("/renew", &with("himawari no tane 8ko")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.value("name"), "新しい人", "still kept");
        assert!(
            !wrong.text().contains("himawari"),
            "a password is never sent back"
        );
        let before = admin.cookies["hagukumi-session"].clone();
        let right = admin.post("/renew", &with(PASSWORD)).await;
        assert_eq!(right.status, StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(right.location.as_deref(), Some("/admin/accounts/new"));
        assert_ne!(admin.cookies["hagukumi-session"], before, "a new token");
        // The browser sends the same body on.
        let made = admin.post("/admin/accounts/new", &with(PASSWORD)).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.main());
        assert!(made.main().contains("新しい人"), "{}", made.main());
        let mut thief = office.browser();
        thief.cookies.insert("hagukumi-session".to_owned(), before);
        let closed = thief.get("/home").await;
        assert_eq!(closed.location.as_deref(), Some("/sign-in?next=%2Fhome"));
    }
}

#[tokio::test]
async fn a_sensitive_file_asks_first_and_leads_on() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let file = "/admin/journal.csv?act=accounts.";
        assert_eq!(
            admin.get(file).await.status,
            StatusCode::OK,
            "{}",
            office.kind
        );
        office.wait(SignedDuration::from_mins(15));
        let asked = admin.get(file).await;
        let to = asked.location.unwrap();
        assert_eq!(to, "/renew?next=%2Fadmin%2Fjournal.csv%3Fact%3Daccounts.");
        let form = admin.get(&to).await;
        let next = form.value("renewal-next");
        let fields = [
            ("renewal-next", next.as_str()),
            ("renewal-password", PASSWORD),
        ];
        let on = admin.post("/renew", &fields).await;
        assert_eq!(on.location.as_deref(), Some(file));
        assert_eq!(admin.get(file).await.status, StatusCode::OK);
        let away = [
            ("renewal-next", "//evil.example"),
            ("renewal-password", PASSWORD),
        ];
        let inside = admin.post("/renew", &away).await;
        assert_eq!(inside.location.as_deref(), Some("/home"));
        let act = [
            ("renewal-act", "https://evil.example/"),
            ("renewal-password", PASSWORD),
        ];
        let inside = admin.post("/renew", &act).await;
        assert_eq!(inside.location.as_deref(), Some("/home"));
    }
}

#[tokio::test]
async fn a_cookie_on_another_kind_of_machine_opens_nothing_and_its_owner_is_told() {
    for office in offices().await {
        let mut browser = office.browser();
        browser.agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36";
        browser.sign_in("shokuin", PASSWORD).await;
        let mut thief = office.browser();
        thief.cookies = browser.cookies.clone();
        thief.agent = "curl/8.5.0";
        let closed = thief.get("/home").await;
        assert_eq!(closed.location.as_deref(), Some("/sign-in?next=%2Fhome"));
        browser.agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36";
        let page = browser.get("/account").await;
        assert_eq!(
            page.status,
            StatusCode::OK,
            "a newer browser of the same kind"
        );
        assert!(page.main().contains("Chrome (Windows)"), "{}", page.main());
        assert!(
            page.main().contains("別の端末から使われかけました"),
            "{}",
            page.main()
        );
        assert!(
            office
                .journal()
                .await
                .contains(&"accounts.session.doubted".to_owned())
        );
    }
}

#[tokio::test]
async fn all_other_devices_are_signed_out_at_once() {
    for office in offices().await {
        let mut here = office.signed_in("shokuin").await;
        let mut there = office.signed_in("shokuin").await;
        let mut third = office.signed_in("shokuin").await;
        let done = here.post("/account/sessions/end-others", &[]).await;
        assert_eq!(
            done.location.as_deref(),
            Some("/account"),
            "{}",
            office.kind
        );
        assert_eq!(here.get("/home").await.status, StatusCode::OK);
        for other in [&mut there, &mut third] {
            assert_eq!(other.get("/home").await.status, StatusCode::SEE_OTHER);
        }
    }
}

#[tokio::test]
async fn an_address_with_too_many_wrong_attempts_waits_and_is_told_for_how_long() {
    for office in offices().await {
        let mut browser = office.browser();
        for number in 0..100 {
            let login = format!("somebody.{number}");
            let wrong = browser.sign_in(&login, "himawari no tane 8ko").await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        }
        let stopped = browser.sign_in("shokuin", PASSWORD).await;
        assert_eq!(
            stopped.status,
            StatusCode::TOO_MANY_REQUESTS,
            "{}",
            office.kind
        );
        assert_eq!(stopped.retry_after.as_deref(), Some("6"));
        assert!(
            stopped.main().contains("この場所（ネットワーク）"),
            "{}",
            stopped.main()
        );
        office.wait(SignedDuration::from_secs(6));
        let entered = browser.sign_in("shokuin", PASSWORD).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
    }
}
